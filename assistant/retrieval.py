"""Find the units that may answer: passages by vector and by word, both scores fused, then the units around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assistant.candidates import Candidate
from assistant.comparing import compare
from assistant.lexicon import Lexicon, build_lexicon, count_stems
from assistant.matching import Match, Weighed, match, titled, weigh
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
# Of the papers of the passages found, so many are looked into: an answer quotes few.
PAPERS = 12
# Of the best units, so many have vectors of their own, whatever that of their passage says; what is not kept is made.
LAZY_UNITS = 32
# Some 75 MB of them.
MOST_VECTORS = 50_000

# A unit in its paper, with the passage that holds it where one was found.
Place = tuple[Paper, View, Passage | None]


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
        spelt_out = catalogue.abbreviations()
        papers = [(row.facts, spelt_out.get(row.id, ())) for row in self._rows]
        passages = sum(row.passages for row in self._rows)
        self._lexicon = build_lexicon(papers, count_stems(catalogue.words()), passages, self._rows)
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
        papers = {paper.document.id: paper for paper, _, _ in pool}
        in_title = {number: titled(weighed, paper) for number, paper in papers.items()}

        def signals(place: Place, own: NDArray[np.float32] | None) -> Signals:
            cosine, rank = cosines.get(place[2].id, (0.0, limit)) if place[2] else (0.0, limit)
            near = float(own @ vector) if own is not None else _cosine(place[2], cosines)
            return Signals(near, cosine, 1 / (1 + rank / RANK_SCALE))

        speaking = [p for p in pool if question.scope.speaks((*p[1].own, *p[1].lead, *p[1].title, *p[1].path))]
        kept = self._kept({view.vector_key: view.vector_text for _, view, _ in speaking}, 0)
        said = [signals(place, kept.get(place[1].vector_key)) for place in speaking]
        matches = [match(weighed, paper, view, in_title[paper.document.id]) for paper, view, _ in speaking]
        scored = self._scored(question, weighed, speaking, said, matches)
        best = sorted(range(len(scored)), key=lambda i: (-scored[i].score, scored[i].place))[:LAZY_UNITS]
        views = [scored[i].view for i in best]
        if missing := {v.vector_key: v.vector_text for v in views if v.vector_key not in kept}:
            made = self._kept(missing, LAZY_UNITS)
            said = [
                signals(p, made[p[1].vector_key]) if p[1].vector_key in made else s
                for p, s in zip(speaking, said, strict=True)
            ]
            scored = self._scored(question, weighed, speaking, said, matches)
        candidates = sorted(scored, key=lambda c: (-c.score, c.place))
        return Retrieved(tuple(candidates), weighed, tuple(passages))

    def _scored(
        self,
        question: Question,
        weighed: Weighed,
        places: Sequence[Place],
        said: Sequence[Signals],
        matches: Sequence[Match],
    ) -> list[Candidate]:
        """The units with their scores: of each by itself, and beside the others."""
        found = [features(question, weighed, p[0], p[1], s, m) for p, s, m in zip(places, said, matches, strict=True)]
        compare([(paper, view) for paper, view, _ in places], found)
        score = self.model.units.score
        return [
            Candidate(paper, view, score(f), m, passage.id if passage else "", s.vector)
            for (paper, view, passage), f, m, s in zip(places, found, matches, said, strict=True)
        ]

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
        cosines = {h.passage: (h.score, rank) for rank, h in enumerate(hits.dense[:limit])}
        found = self.library.index.catalogue.passages(h.passage for h in fused)
        live = {row.id for row in self.rows}
        papers = dict.fromkeys(p.document for p in found.values() if p.document in live)
        near = frozenset(islice(papers, PAPERS))
        return [passage for passage in found.values() if passage.document in near], cosines

    def _pool(self, passages: Sequence[Passage]) -> list[Place]:
        """The units of the sections found, and of their sister sections under the same objective."""
        papers: dict[str, Paper] = {}
        wanted: dict[str, dict[int, None]] = {}
        by_place: dict[tuple[str, int], list[Passage]] = {}
        for passage in passages:
            if passage.document not in papers:
                papers[passage.document] = self.shelf.paper(self.library.document(passage.document))
            by_place.setdefault((passage.document, passage.section), []).append(passage)
            sections = wanted.setdefault(passage.document, {})
            for number in papers[passage.document].family(passage.section):
                sections.setdefault(number)
        pool: list[Place] = []
        for document, sections in wanted.items():
            for number in sections:
                near = by_place.get((document, number), [])
                for view in papers[document].of_section(number):
                    held = (p for p in near if p.start <= view.unit.start < p.end)
                    pool.append((papers[document], view, next(held, None)))
        return pool

    def _kept(self, texts: Mapping[bytes, str], most: int) -> dict[bytes, NDArray[np.float32]]:
        """The vectors of units that are kept; of those that are not, the first ``most`` are made."""
        found = {key: vector for key in texts if (vector := self._vectors.get(key)) is not None}
        if unknown := {key: text for key, text in texts.items() if key not in found}:
            fresh = self.library.vectors_of(unknown, most)
            if len(self._vectors) > MOST_VECTORS:
                self._vectors.clear()
            self._vectors.update(fresh)
            found.update(fresh)
        return found

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


def _cosine(passage: Passage | None, cosines: dict[str, tuple[float, int]]) -> float:
    return cosines.get(passage.id, (0.0, 0))[0] if passage else 0.0
