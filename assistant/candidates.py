"""A unit that may answer, and one that does: records that retrieval, selection and composing pass on."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.matching import Match
from assistant.views import Paper, View
from ingest.records import Section


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit with its score and where the question's terms were found."""

    paper: Paper
    view: View
    score: float
    match: Match
    passage: str = ""
    likeness: float = 0.0

    @property
    def section(self) -> Section:
        """The section that the unit stands in."""
        return self.paper.document.sections[self.view.unit.section]

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: document and offset."""
        return self.paper.document.id, self.view.unit.start

    @property
    def group(self) -> tuple[str, int]:
        """The paragraph, list or table it is a part of."""
        return self.paper.document.id, self.view.unit.group


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate in the answer, and why it is there."""

    candidate: Candidate
    reason: str


def sum_of(found: Match) -> float:
    """The share of the question that was found anywhere around a unit."""
    return found.own + found.lead + found.near + found.title + found.path
