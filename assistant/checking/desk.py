"""The checker over one library: it fetches what a citation stands for, and asks the embedder where words fail."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.checking.checker import check
from assistant.checking.evidence import evidence_at
from assistant.checking.records import Evidence, Judgement
from assistant.lexicon import Lexicon
from assistant.records import Citation
from ingest.library import Library


class Checker:
    """Checks statements against citations of one library's papers."""

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self.library, self.lexicon = library, lexicon
        self._facts = {row.id: row.facts for row in library.rows()}

    def evidence(self, document: str, start: int, end: int) -> Evidence:
        """What a span of a paper stands for; raises KeyError for a paper that is gone."""
        return evidence_at(self.library.document(document), self._facts[document], start, end)

    def check(self, text: str, citations: Sequence[Citation]) -> Judgement:
        """Judge a statement against what it cites."""
        return self.judge(text, [self.evidence(c.document, c.start, c.end) for c in citations])

    def judge(self, text: str, evidence: Sequence[Evidence]) -> Judgement:
        """Judge a statement against evidence at hand."""
        return check(text, evidence, self.lexicon, self.likeness)

    def likeness(self, one: str, other: str) -> float:
        """The cosine of two texts' vectors."""
        a, b = (np.asarray(v) for v in self.library.index.embedder.embed_documents([one, other]))
        return float(a @ b)
