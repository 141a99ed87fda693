"""One look through a council's papers: every stretch that may be evidence, with how near it is to the proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.assessment.evidence import Spoken, evidence_of, runs_of, speaking
from assistant.assessment.groups import Group
from assistant.assessment.records import Evidence
from assistant.assessment.relevance import Near, Relevance
from assistant.retrieval import Retriever
from assistant.views import Paper, View
from ingest.index import DocumentRow
from ingest.records import Status
from ingest.words import fold, readable

# Two quotes that are so alike say the same: the one that stands nearer, in the paper in force, is enough.
ALIKE = 88.0
_STAFF = re.compile(
    r"\b(?:workforce|employees?|employers?|employment deal|recruit\w*|staff|senior (?:roles?|leaders?|posts?|management)"
    r"|pay gap|internships?|interns?|applicants?|vacanc\w+|job (?:adverts?|boards?)|interview\w*|talent|line managers?)\b",
    re.I,
)
STAFF_PENALTY = 0.2
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
    def words(self) -> str:
        """What it says, with its lead-in."""
        return " ".join((readable(self.views[0].unit.lead), *(v.words for v in self.views)))

    def as_evidence(self, because: Sequence[str] = ()) -> Evidence | None:
        """The stretch with its citation; None where it does not stand word for word in the paper."""
        return evidence_of(self.views, self.paper, self.row, because=because, relevance=self.score)


class Scan:
    """The papers of one council, looked through once for one proposal."""

    def __init__(
        self, retriever: Retriever, rows: Sequence[DocumentRow], groups: Sequence[Group], text: str, places: Sequence[str]
    ) -> None:
        self._relevance = Relevance(retriever, text, places, [row.id for row in rows])
        self._about_staff = bool(_STAFF.search(text))
        self._read: list[tuple[Paper, DocumentRow, tuple[Spoken, ...]]] = []
        for row in rows:
            paper = retriever.shelf.paper(retriever.library.document(row.id))
            self._read.append((paper, row, tuple(speaking(paper, groups))))

    def of_group(self, group: str) -> list[Stretch]:
        """Every stretch that speaks of a group, the nearest to the proposal first."""
        found = (
            self._stretch(paper, row, views, frozenset({group}))
            for paper, row, spoken in self._read
            for views in runs_of(spoken, group, paper)
        )
        return _nearest_first(found)

    def units(self) -> list[Stretch]:
        """Every quotable unit by itself, the nearest to the proposal first."""
        return _nearest_first(
            self._stretch(paper, row, (one.view,), one.groups) for paper, row, spoken in self._read for one in spoken
        )

    def _stretch(self, paper: Paper, row: DocumentRow, views: tuple[View, ...], groups: frozenset[str]) -> Stretch:
        near = self._relevance.of(paper, views)
        score = near.score - _STANDING.get(row.facts.status, 0.0)
        path = " ".join(paper.document.sections[views[0].unit.section].path)
        if not self._about_staff and _STAFF.search(f"{path} {' '.join(v.words for v in views)}"):
            score -= STAFF_PENALTY
        return Stretch(paper, row, views, groups, near, score)


def _nearest_first(stretches: Iterable[Stretch]) -> list[Stretch]:
    return sorted(stretches, key=lambda s: (-s.score, s.row.id, s.views[0].unit.start))


def without_likes(stretches: Iterable[Stretch], most: int) -> list[Stretch]:
    """The first so many stretches of which no two say the same."""
    kept: list[Stretch] = []
    texts: list[str] = []
    for stretch in stretches:
        text = fold(" ".join(v.words for v in stretch.views))
        if any(fuzz.ratio(text, other, score_cutoff=ALIKE) for other in texts):
            continue
        kept.append(stretch)
        texts.append(text)
        if len(kept) == most:
            break
    return kept
