"""What one paper commits to, read from its headings, lists, tables and sentences by general rules alone."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.commitments import wording
from assistant.commitments.objectives import build_spine
from assistant.commitments.paper import Paper, Place, Statement
from assistant.commitments.prose import Reading, read_prose
from assistant.commitments.records import Level
from assistant.commitments.tables import read_tables
from ingest.index import DocumentRow
from ingest.records import Document


@dataclass(frozen=True, slots=True)
class PaperRead:
    """A paper with what it states, in reading order; ``unplaced`` is progress that it gives to no objective."""

    paper: Paper
    stated: tuple[Statement, ...]
    unplaced: tuple[Place, ...]

    def words(self, statement: Statement) -> str:
        """A statement's wording for reading."""
        return self.paper.words(statement.place)


def read_paper(row: DocumentRow, document: Document) -> PaperRead:
    """Read one paper: objectives that are headings first, then tables, then lists and sentences."""
    paper = Paper(row, document)
    reading = Reading(paper, build_spine(paper))
    read_tables(reading)
    read_prose(reading)
    for statement in reading.stated:
        if statement.level is Level.ACTIVITY and statement.parent is None:
            statement.parent = reading.coded((*statement.codes, *wording.numbers_named(paper.words(statement.place))))
        if wording.runs_on(paper.words(statement.place)) and statement.level is Level.ACTIVITY:
            statement.notes.append("Two activities may be run together in one bullet here; it is quoted as printed.")
    stated = sorted(reading.stated, key=lambda s: (s.place.start, s.place.end))
    return PaperRead(paper, tuple(stated), tuple(reading.unplaced))


def period_of(paper: Paper, statement: Statement) -> tuple[str, str]:
    """The period of a statement as printed nearest to it, and where: lead-in, heading or the paper as a whole."""
    if found := wording.period_in(statement.lead_in):
        return found, "lead-in"
    for section in paper.above(statement.place.section):
        if section.path and (found := wording.period_in(section.path[-1])):
            return found, "heading"
    period = paper.row.facts.period
    return (period, "paper") if period else ("", "")
