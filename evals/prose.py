"""The checker of written statements, measured: on injected errors, on paraphrases, and on what a model wrote."""

from __future__ import annotations

import numpy as np

from assistant.checking import Judgement, Label, check
from assistant.checking.evidence import evidence_at
from assistant.lexicon import Lexicon
from evals.injection import Claim
from ingest.library import Library
from ingest.records import Document, Facts


class WrittenCheck:
    """The product's check of written statements: accepted is what would be shown as supported."""

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self.library, self.lexicon = library, lexicon
        self._papers: dict[str, tuple[Document, Facts]] = {
            r.file: (library.document(r.id), r.facts) for r in library.rows()
        }

    def judge(self, claim: Claim) -> Judgement:
        """The judgement of a statement against the span that it cites."""
        document, facts = self._papers[claim.file]
        return check(claim.text, [evidence_at(document, facts, claim.start, claim.end)], self.lexicon, self.likeness)

    def accepts(self, claim: Claim) -> bool:
        """Whether a statement would be shown as supported."""
        return self.judge(claim).label is Label.SUPPORTED

    def likeness(self, one: str, other: str) -> float:
        """The cosine of two texts' vectors."""
        a, b = (np.asarray(v) for v in self.library.index.embedder.embed_documents([one, other]))
        return float(a @ b)
