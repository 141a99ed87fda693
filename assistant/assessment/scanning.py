"""One look through a council's papers: every stretch that may be evidence, with how near it is to the proposal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assistant.assessment.evidence import (
    MOST_WORDS,
    Spoken,
    evidence_of,
    follows,
    kind_of,
    points_back,
    runs_of,
    speaking,
)
from assistant.assessment.groups import Group
from assistant.assessment.records import Evidence, EvidenceKind, Proposal
from assistant.assessment.relevance import Near, Relevance
from assistant.retrieval import LAZY_UNITS, Retriever
from assistant.views import Paper, View
from ingest.index import DocumentRow
from ingest.index.vectors import Vector
from ingest.records import Status
from ingest.words import fold, readable

# Two quotes that are so alike say the same: the one that stands nearer, in the paper in force, is enough.
ALIKE = 88.0
MOST_OF_A_SECTION = 3
_STAFF = re.compile(
    r"\b(?:workforce|employees?|employers?|employment deal|recruit\w*|staff|senior (?:roles?|leaders?|posts?)"
    r"|senior management|pay gap|internships?|interns?|applicants?|vacanc\w+|job (?:adverts?|boards?)|interview\w*"
    r"|talent|line managers?)\b",
    re.I,
)
STAFF_PENALTY = 0.2
# An assessment needs figures, and what people said; promises have a section of their own.
_WORTH = {
    EvidenceKind.STATISTIC: 0.1,
    EvidenceKind.SURVEY: 0.1,
    EvidenceKind.CASE_STUDY: 0.05,
    EvidenceKind.STATEMENT: 0.03,
    EvidenceKind.GAP: 0.03,
    EvidenceKind.COMMITMENT: -0.03,
    EvidenceKind.OBJECTIVE: -0.03,
}
_STANDING = {Status.SUPERSEDED: 0.1, Status.DRAFT: 0.05}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences that are quoted together, the groups they speak of, and how near they are to the proposal."""

    paper: Paper
    row: DocumentRow
    views: tuple[View, ...]
    groups: frozenset[str]
    near: Near
    score: float

    @property
    def kind(self) -> EvidenceKind:
        """What kind of evidence it is."""
        return kind_of(self.views, self.paper.document.sections[self.views[0].unit.section].kind)

    @property
    def words(self) -> str:
        """What it says, with its lead-in."""
        return " ".join((readable(self.views[0].unit.lead), *(v.words for v in self.views)))

    def meets(self, other: Stretch) -> bool:
        """Whether two stretches share a sentence."""
        same = self.row.id == other.row.id
        return same and not {v.unit.start for v in self.views}.isdisjoint(v.unit.start for v in other.views)

    def as_evidence(self, because: Sequence[str] = ()) -> Evidence | None:
        """The stretch with its citation; None where it does not stand word for word in the paper."""
        return evidence_of(
            self.views, self.paper, self.row, because=because, places=self.near.places, relevance=self.score
        )


class Scan:
    """The papers of one council, read once: whom each unit speaks of, and how near it is to any proposal."""

    def __init__(self, retriever: Retriever, rows: Sequence[DocumentRow], groups: Sequence[Group]) -> None:
        self._retriever = retriever
        self._read: list[tuple[Paper, DocumentRow, tuple[Spoken, ...]]] = []
        for row in rows:
            paper = retriever.shelf.paper(retriever.library.document(row.id))
            self._read.append((paper, row, tuple(speaking(paper, groups))))
        views = [one.view for _, _, spoken in self._read for one in spoken]
        texts = {view.vector_key: view.vector_text for view in views}
        # Where many are not kept yet, only some are made now: the passage stands in for the others.
        self._last: Measured | None = None
        self._vectors = retriever.library.vectors_of(texts, LAZY_UNITS)

    def of_group(self, proposal: Proposal, group: str) -> list[Stretch]:
        """Every stretch that speaks of a group, the nearest to the proposal first."""
        measured = self._measure(proposal)
        found = (
            measured(paper, row, views, frozenset({group}))
            for paper, row, spoken in self._read
            for views in runs_of(spoken, group, paper)
        )
        return _nearest_first(replace(s, score=s.score + _WORTH.get(s.kind, 0.0)) for s in found)

    def units(self, proposal: Proposal) -> list[Stretch]:
        """Every quotable unit, after the sentence that it points back to; the nearest to the proposal first."""
        measured = self._measure(proposal)
        return _nearest_first(
            measured(paper, row, _with_antecedent(spoken, place, paper), one.groups)
            for paper, row, spoken in self._read
            for place, one in enumerate(spoken)
        )

    def _measure(self, proposal: Proposal) -> Measured:
        if self._last is None or self._last.proposal != proposal:
            self._last = Measured(self._retriever, proposal, [row.id for _, row, _ in self._read], self._vectors)
        return self._last


class Measured:
    """How near the stretches of some papers are to one proposal."""

    def __init__(
        self, retriever: Retriever, proposal: Proposal, documents: Sequence[str], vectors: Mapping[bytes, Vector]
    ) -> None:
        self.proposal = proposal
        # The services are what the papers may speak of; a title also says what is to be done with them.
        subject = ". ".join(proposal.services) or proposal.title
        text = ". ".join((proposal.title, *proposal.services, proposal.proposal))
        self._relevance = Relevance(retriever, text, subject, proposal.places, documents, vectors)
        self._about_staff = bool(_STAFF.search(text))

    def __call__(self, paper: Paper, row: DocumentRow, views: tuple[View, ...], groups: frozenset[str]) -> Stretch:
        """A stretch with its score: papers that were replaced, and texts on staff alone, stand further off."""
        near = self._relevance.of(paper, views)
        score = near.score - _STANDING.get(row.facts.status, 0.0)
        path = " ".join(paper.document.sections[views[0].unit.section].path)
        if not self._about_staff and _STAFF.search(f"{path} {' '.join(v.words for v in views)}"):
            score -= STAFF_PENALTY
        return Stretch(paper, row, views, groups, near, score)


def _with_antecedent(spoken: Sequence[Spoken], place: int, paper: Paper) -> tuple[View, ...]:
    """A unit, with the sentence before it where it points back to that ("His biggest frustration was …")."""
    view = spoken[place].view
    before = spoken[place - 1].view if place else None
    if before is None or not points_back(view) or not follows(before, view, paper):
        return (view,)
    return (before, view) if before.length + view.length <= MOST_WORDS else (view,)


def _nearest_first(stretches: Iterable[Stretch]) -> list[Stretch]:
    return sorted(stretches, key=lambda s: (-s.score, s.row.id, s.views[0].unit.start))


def without_likes(stretches: Iterable[Stretch], most: int) -> list[Stretch]:
    """The first so many stretches of which no two say the same, and few stand in one section."""
    kept: list[Stretch] = []
    texts: list[str] = []
    sections: Counter[tuple[str, int, str]] = Counter()
    for stretch in stretches:
        unit = stretch.views[0].unit
        section = (stretch.row.id, unit.section, unit.lead)
        if sections[section] == MOST_OF_A_SECTION:
            continue
        text = fold(" ".join(v.words for v in stretch.views))
        if any(fuzz.ratio(text, other, score_cutoff=ALIKE) for other in texts) or any(map(stretch.meets, kept)):
            continue
        kept.append(stretch)
        texts.append(text)
        sections[section] += 1
        if len(kept) == most:
            break
    return kept
