"""The records that stages exchange: frozen, slotted, and each carrying its place in the document.

Every offset is a character offset into ``Document.text``, the canonical text of the file, and every span is
half open. Records nest downwards only: a document holds its pages, sections, blocks and units; a passage names
its document and section by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a block is on the page; only HEADING, PARAGRAPH, ITEM, ROW and NOTE are ever cited."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"
    CONTENTS = "contents"
    PULL_QUOTE = "pull_quote"
    FURNITURE = "furniture"


class Kind(StrEnum):
    """What a stretch of a paper says (domain: objective, commitment, progress, gap, …); UNKNOWN is allowed."""

    OBJECTIVE = "objective"
    COMMITMENT = "commitment"
    PROGRESS = "progress"
    GAP = "gap"
    CASE_STUDY = "case_study"
    FIGURE = "figure"
    DEFINITION = "definition"
    DUTY = "duty"
    CONSULTATION = "consultation"
    DECISION = "decision"
    TIMETABLE = "timetable"
    CONTACT = "contact"
    QUESTION = "question"
    BACKGROUND = "background"
    UNKNOWN = "unknown"


class Dress(StrEnum):
    """How a block is dressed in the file, before anything is concluded from it."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    BOLD = "bold"
    CAPITALS = "capitals"
    STYLE = "style"


class Status(StrEnum):
    """Where a paper stands; what it does not say is UNKNOWN."""

    ADOPTED = "adopted"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its physical index from 1, the label printed on it, its span, whether OCR read it."""

    index: int
    label: str
    start: int
    end: int
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row as the reader found it.

    ``start``/``end`` enclose the words without the list mark; ``marker`` is that mark as printed ("3.", "•").
    ``level`` is a heading's depth (1 is highest, 0 unknown) or an item's indent (0 is outermost).
    ``cells`` are the spans of a row's cells; ``headers`` the words of their columns; ``table`` and ``list_id``
    number the table or list that it belongs to (0: none); a paragraph that belongs to a table is its caption.
    ``hard_break`` says that lines inside are kept apart.
    """

    start: int
    end: int
    role: Role
    dress: Dress = Dress.PLAIN
    level: int = 0
    marker: str = ""
    cells: tuple[tuple[int, int], ...] = ()
    headers: tuple[str, ...] = ()
    table: int = 0
    list_id: int = 0
    hard_break: bool = False
    repeats: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader returns: the canonical text, its pages and its blocks in reading order.

    ``facts`` are what the file's own properties say (title, date, author's role, language); ``outline`` maps the
    titles of a table of contents to the page label printed beside them; ``warnings`` are sentences for people.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    outline: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled stretch of a document: its place in the tree, its span and the pages it covers.

    ``number`` is the section's ordinal in the document (0 is the untitled top), ``parent`` that of its parent
    (-1 for none), ``paragraph`` a printed number such as "4.3" or "5".
    """

    number: int
    parent: int
    path: tuple[str, ...]
    start: int
    end: int
    kind: Kind = Kind.UNKNOWN
    paragraph: str = ""
    page: int | None = None
    page_label: str = ""
    last_page: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is quoted: a sentence, a list item, a table row or one of its cells.

    ``lead`` is the lead-in or row label without which it cannot be understood; ``lead_span`` where that stands;
    ``group`` numbers the list, table cell or paragraph whose units belong together; ``paragraph`` is the number
    printed beside it ("4.3").
    """

    start: int
    end: int
    role: Role
    section: int
    group: int
    kind: Kind = Kind.UNKNOWN
    lead: str = ""
    lead_span: tuple[int, int] | None = None
    page: int | None = None
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a paper as a whole; an empty field means that neither paper nor manifest says it.

    ``date`` is ISO 8601 as far as known ("2023-07"); ``origin`` maps a field to "manifest", "paper", "file" (its
    own properties), "folder" (its name), "command" or "inferred" (from how papers stand to each other).
    ``fingerprint`` is the hash of the words alone: the same in every format that the paper is kept in.
    """

    title: str = ""
    council: str = ""
    type: str = ""
    date: str = ""
    period: str = ""
    status: Status = Status.UNKNOWN
    supersedes: tuple[str, ...] = ()
    committee: str = ""
    item: str = ""
    reference: str = ""
    nation: str = ""
    language: str = ""
    fingerprint: str = ""
    origin: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as stored: identity by content, facts, canonical text and structure."""

    id: str
    file: str
    sha256: str
    facts: Facts
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    abbreviations: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()

    def page_of(self, page: int | None, section: Section) -> tuple[int | None, str]:
        """The page of something in a section, and its printed label; where its own is not known, the section's."""
        number = page or section.page
        return number, next((p.label for p in self.pages if p.index == number), section.page_label)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed: a bounded stretch of one section, with the context line that is embedded before it.

    ``id`` is a hash of document, span and text, so that an unchanged passage keeps its vector. ``text`` holds the
    searchable words of its units, one a line; what is embedded is the context line, a line end, and ``text``.
    """

    id: str
    document: str
    section: int
    start: int
    end: int
    text: str
    context: str
    kind: Kind = Kind.UNKNOWN
    page: int | None = None
