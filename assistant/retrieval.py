"""Find the units that may answer: passages by vector and by word, both scores fused, then the units around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from assistant.candidates import Candidate
from assistant.lexicon import Lexicon, build_lexicon, count_stems
from assistant.matching import Weighed, match, titled, weigh
from assistant.records import Found, Question
from assistant.scoring import Signals, features
from assistant.stems import is_stop
from assistant.views import Paper, Shelf, View
from assistant.weights import Model
from ingest.index import DocumentRow, fuse
from ingest.library import Library
from ingest.records import Passage
from ingest.words import words

# How quickly the worth of a passage's place in the vector ranking falls off.
RANK_SCALE = 5.0
# Units whose vector is not kept yet: so many are embedded for one question, those of the best passages first.
LAZY_UNITS = 160


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The candidates of a question, best first, with what they were weighed by."""

    candidates: tuple[Candidate, ...]
    weighed: Weighed
    passages: tuple[Passage, ...] = ()


@dataclass
class Retriever:
    """Search over one library; keeps prepared papers and the lexicon until the library changes."""

    library: Library
    model: Model
    shelf: Shelf = field(default_factory=Shelf)
    _state: str = ""
    _lexicon: Lexicon | None = None
    _rows: tuple[DocumentRow, ...] = ()
    _vectors: dict[bytes, NDArray[np.float32]] = field(default_factory=dict)
    _pinned: bool = False

    def pinned(self) -> Retriever:
        """The search as the library stands now: whatever is committed meanwhile, a question sees one state."""
        self.refresh()
        return replace(self, _pinned=True)

    def is_current(self) -> bool:
        """Whether nothing was committed since it looked."""
        return self.library.index.catalogue.meta("commits") == (self._state,)

    def refresh(self) -> None:
        """Notice a new commit: read the papers' facts and words anew."""
        if self._pinned:
            return
        (commits,) = self.library.index.catalogue.meta("commits")
        if self._lexicon is not None and commits == self._state:
            return
        catalogue = self.library.index.catalogue
        self._rows = self.library.rows()
        texts: list[str] = []
        papers = []
        for row in self._rows:
            document = catalogue.document(row.id)
            papers.append((row.facts, document.abbreviations))
            texts.extend(f"{p.text} {p.context}" for p in catalogue.passages_of(row.id))
        self._lexicon = build_lexicon(papers, count_stems(texts), len(texts), self._rows)
        self._state = commits

    @property
    def lexicon(self) -> Lexicon:
        """What words mean in the loaded papers."""
        self.refresh()
        assert self._lexicon is not None, "refresh sets it"
        return self._lexicon

    @property
    def rows(self) -> tuple[DocumentRow, ...]:
        """The live papers."""
        self.refresh()
        return self._rows

    def scope(self, question: Question) -> frozenset[str] | None:
        """The papers of the councils asked about that the reader's scope admits; None for all."""
        if not question.councils and not question.scope.limits_papers:
            return None
        rows = (r for r in self.rows if question.scope.admits(r))
        return frozenset(r.id for r in rows if not question.councils or r.facts.council in question.councils)

    def find(self, question: Question, limit: int) -> Retrieved:
        """The units near the passages that a question finds, scored, best first."""
        weighed = weigh(question, self.lexicon)
        scope = self.scope(question)
        if scope is not None and not scope:
            return Retrieved((), weighed)
        vector = np.asarray(self.library.index.embedder.embed_query(question.search), dtype=np.float32)
        passages, cosines = self._passages(question, weighed, vector, limit, scope)
        pool = self._pool(passages)
        similar = self._unit_vectors(pool, vector, cosines)
        candidates = []
        papers = {paper.document.id: paper for paper, _, _ in pool}
        in_title = {number: titled(weighed, paper) for number, paper in papers.items()}
        for (paper, view, passage), near in zip(pool, similar, strict=True):
            if not question.scope.speaks((*view.own, *view.lead, *view.title, *view.path)):
                continue
            cosine, rank = cosines.get(passage.id, (0.0, limit)) if passage else (0.0, limit)
            signals = Signals(near, cosine, 1 / (1 + rank / RANK_SCALE))
            found = match(weighed, paper, view, in_title[paper.document.id])
            score = self.model.units.score(features(question, weighed, paper, view, signals, found))
            candidates.append(Candidate(paper, view, score, found, passage.id if passage else "", near))
        candidates.sort(key=lambda c: (-c.score, c.place))
        return Retrieved(tuple(candidates), weighed, tuple(passages))

    def _passages(
        self,
        question: Question,
        weighed: Weighed,
        vector: NDArray[np.float32],
        limit: int,
        scope: Collection[str] | None,
    ) -> tuple[list[Passage], dict[str, tuple[float, int]]]:
        """The fused best passages; the cosine and vector rank of those that the vector found."""
        hits = self.library.index.search(_terms(question, weighed), vector, limit, scope)
        fused = fuse(hits)[:limit]
        cosines = {h.passage: (h.score, rank) for rank, h in enumerate(hits.dense)}
        found = self.library.index.catalogue.passages(h.passage for h in fused)
        live = {row.id for row in self.rows}
        return [passage for passage in found.values() if passage.document in live], cosines

    def _pool(self, passages: Sequence[Passage]) -> list[tuple[Paper, View, Passage | None]]:
        """The units of the sections found, and of their sister sections under the same objective."""
        wanted: dict[str, dict[int, None]] = {}
        by_place: dict[tuple[str, int], list[Passage]] = {}
        for passage in passages:
            paper = self._paper(passage.document)
            by_place.setdefault((passage.document, passage.section), []).append(passage)
            sections = wanted.setdefault(passage.document, {})
            for number in paper.family(passage.section):
                sections.setdefault(number)
        pool: list[tuple[Paper, View, Passage | None]] = []
        for document, sections in wanted.items():
            paper = self._paper(document)
            for number in sections:
                near = by_place.get((document, number), [])
                for view in paper.of_section[number]:
                    held = (p for p in near if p.start <= view.unit.start < p.end)
                    pool.append((paper, view, next(held, None)))
        return pool

    def _paper(self, document_id: str) -> Paper:
        return self.shelf.paper(self.library.document(document_id))

    def _unit_vectors(
        self,
        pool: Sequence[tuple[Paper, View, Passage | None]],
        vector: NDArray[np.float32],
        cosines: dict[str, tuple[float, int]],
    ) -> list[float]:
        """The likeness of each unit to the question; of what is not embedded yet, that of its passage."""
        texts = [(view.vector_key, view.vector_text) for _, view, _ in pool]
        missing = {key: text for key, text in texts if key not in self._vectors}
        if missing:
            order = sorted(range(len(pool)), key=lambda i: _first(pool[i][2], cosines))
            nearest = {texts[i][0]: texts[i][1] for i in order if texts[i][0] in missing}
            self._vectors.update(self.library.vectors_of(nearest, LAZY_UNITS))
        return [
            float(self._vectors[key] @ vector) if key in self._vectors else _cosine(p, cosines)
            for (key, _), (_, _, p) in zip(texts, pool, strict=True)
        ]

    def search(self, question: Question, limit: int) -> tuple[Found, ...]:
        """Ranked passages for a query, best first."""
        weighed = weigh(question, self.lexicon)
        vector = np.asarray(self.library.index.embedder.embed_query(question.search), dtype=np.float32)
        pool = max(2 * limit, 60)
        hits = self.library.index.search(_terms(question, weighed), vector, pool, self.scope(question))
        fused = fuse(hits)[:limit]
        passages = self.library.index.catalogue.passages(h.passage for h in fused)
        titles = {row.id: row.facts.title for row in self._rows}
        return tuple(self._found(passages[h.passage], h.score, titles) for h in fused if h.passage in passages)

    def _found(self, passage: Passage, score: float, titles: Mapping[str, str]) -> Found:
        document = self.library.document(passage.document)
        section = document.sections[passage.section]
        page, label = document.page_of(passage.page, section)
        title = titles.get(document.id, document.facts.title)
        return Found(
            document.file, document.id, title, page, label, section.path, passage.start, passage.end,
            document.text[passage.start : passage.end], score,
        )  # fmt: skip


def _terms(question: Question, weighed: Weighed) -> list[tuple[str, float]]:
    """The words to look up: those of the question that say something; other forms of its terms at less weight."""
    asked = words(question.search)
    terms = [(w, 1.0) for w in [w for w in asked if not is_stop(w)] or asked]
    for term in weighed.terms:
        terms.extend((" ".join(a), 0.4) for a in term.alternatives[1:4])
    return terms


def _first(passage: Passage | None, cosines: dict[str, tuple[float, int]]) -> int:
    return cosines.get(passage.id, (0.0, 10_000))[1] if passage else 20_000


def _cosine(passage: Passage | None, cosines: dict[str, tuple[float, int]]) -> float:
    return cosines.get(passage.id, (0.0, 0))[0] if passage else 0.0
