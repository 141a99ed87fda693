"""A paper as the register reads it: its text by places, and what it states, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.commitments.records import Level
from assistant.composing import Quote, cite, is_verbatim
from assistant.records import Citation
from ingest.index import DocumentRow
from ingest.records import Block, Document, Kind, Role, Section, Unit
from ingest.structure.sections import page_at
from ingest.words import readable, trimmed

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where words stand in a paper's text, and in which section."""

    start: int
    end: int
    section: int


@dataclass(slots=True, eq=False)
class Statement:
    """What a paper states of one commitment, while the paper is read; ``parent`` is the objective it stands under."""

    level: Level
    place: Place
    number: str = ""
    lead_in: str = ""
    aim: Statement | None = None
    parent: Statement | None = None
    printed: bool = True
    priority: Place | None = None
    codes: tuple[str, ...] = ()
    due: str = ""
    lead: str = ""
    rating: list[Place] = field(default_factory=list)
    progress: list[Place] = field(default_factory=list)
    gaps: list[Place] = field(default_factory=list)
    next_steps: list[Place] = field(default_factory=list)
    case_studies: list[Place] = field(default_factory=list)
    elsewhere: list[Place] = field(default_factory=list)
    restated: list[Place] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Paper:
    """A paper's text by places. Made for one reading; nothing in it changes what is stored."""

    def __init__(self, row: DocumentRow, document: Document) -> None:
        self.row = row
        self.document = document
        self.text = document.text
        self._said: dict[Span, str] = {}
        self._starts = [block.start for block in document.blocks]

    def words(self, place: Place | Unit | Span) -> str:
        """What a reader sees of a place."""
        span = place if isinstance(place, tuple) else (place.start, place.end)
        if span not in self._said:
            self._said[span] = readable(self.text[slice(*span)])
        return self._said[span]

    def section(self, number: int) -> Section:
        """A section by its number."""
        return self.document.sections[number]

    def above(self, number: int) -> Iterator[Section]:
        """A section and those around it, from the inside out."""
        while number >= 0:
            section = self.section(number)
            yield section
            number = section.parent

    @cached_property
    def children(self) -> dict[int, list[Section]]:
        """The sections directly under each section."""
        found: dict[int, list[Section]] = {}
        for section in self.document.sections:
            found.setdefault(section.parent, []).append(section)
        return found

    def block_at(self, offset: int) -> Block | None:
        """The block that holds an offset."""
        at = bisect_right(self._starts, offset) - 1
        block = self.document.blocks[at] if at >= 0 else None
        return block if block is not None and block.start <= offset < block.end else None

    def heading(self, section: Section) -> tuple[Place, str]:
        """Where a section's own title stands, and the mark printed before it."""
        block = self.block_at(section.start)
        if block is None or block.role is not Role.HEADING:
            return Place(section.start, section.start, section.number), ""
        return Place(*trimmed(self.text, block.start, block.end), section.number), block.marker

    @cached_property
    def groups(self) -> list[list[Unit]]:
        """The units that are not in tables, those that belong together (a list, a paragraph) in one group."""
        found: dict[int, list[Unit]] = {}
        for unit in self.document.units:
            block = self.block_at(unit.start)
            if unit.role in {Role.PARAGRAPH, Role.ITEM} and not (block is not None and block.role is Role.ROW):
                found.setdefault(unit.group, []).append(unit)
        return list(found.values())

    @cached_property
    def tables(self) -> dict[int, list[Block]]:
        """The rows of each table."""
        found: dict[int, list[Block]] = {}
        for block in self.document.blocks:
            if block.role is Role.ROW and block.table:
                found.setdefault(block.table, []).append(block)
        return found

    def section_at(self, offset: int) -> int:
        """The number of the innermost section that holds an offset."""
        inside = [s.number for s in self.document.sections if s.start <= offset and s.number]
        return inside[-1] if inside else 0

    def units_in(self, span: Span) -> list[Unit]:
        """The units inside a stretch of the text."""
        return [u for u in self._by_start[bisect_right(self._unit_starts, span[0] - 1) :] if u.start < span[1]]

    @cached_property
    def _by_start(self) -> list[Unit]:
        return sorted(self.document.units, key=lambda u: u.start)

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [u.start for u in self._by_start]

    def cite(self, place: Place, paragraph: str = "") -> Citation | None:
        """The citation of a place, its quote checked against the stored text; None where nothing is printed there."""
        page = page_at(self.document.pages, place.start)
        unit = Unit(
            place.start,
            place.end,
            Role.PARAGRAPH,
            place.section,
            0,
            page=page.index if page else None,
            paragraph=paragraph,
        )
        quote = Quote(self.document, self.section(place.section), (unit,), "", 0.0)
        return cite(0, quote, self.row) if is_verbatim(quote) else None


def whole(units: Sequence[Unit]) -> Place:
    """The place of units that follow each other, from the first to the last."""
    return Place(units[0].start, units[-1].end, units[0].section)


def is_case_study(section: Section) -> bool:
    """Whether a section is a case study."""
    return section.kind is Kind.CASE_STUDY


def without_code(paper: Paper, place: Place, rest: str) -> Place:
    """A place narrowed to the wording after its printed number; as it was where the two cannot be told apart."""
    raw = paper.text[place.start : place.end]
    first = rest.split(" ", 1)[0] if rest else ""
    at = raw.find(first) if first else -1
    while at > 0:
        start, end = trimmed(paper.text, place.start + at, place.end)
        if readable(paper.text[start:end]) == rest:
            return replace(place, start=start, end=end)
        at = raw.find(first, at + 1)
    return place
