"""A document in no format: frozen blocks that every exporter knows, in reading order.

Words are plain text or a tuple of runs; nothing in them is markup in any format. A ``note`` becomes a footnote:
it is where a citation goes. ``plain`` gives the words alone, ``notes_of`` the footnotes in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LANGUAGE = "en-GB"
# XML has no place for these, and a terminal or a page none either; lone surrogates cannot be written at all.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with its emphasis; ``note`` is the footnote that stands after it."""

    text: str
    strong: bool = False
    emphasis: bool = False
    note: str = ""


Words = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title. Raises ValueError beyond 1 to 5."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 5:
            raise ValueError(f"a heading of level {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    words: Words


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a paper, with the citation that goes into a footnote and a line about them that is always seen."""

    text: str
    citation: str
    about: Words = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and one row of headers; raises ValueError for a row of another width.

    ``widths`` are the columns' shares of the line, where they should not be equal.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.caption or not self.headers or not all(self.headers):
            raise ValueError("a table without a caption or with a column that has no header")
        if any(len(row) != len(self.headers) for row in self.rows):
            raise ValueError(f"{self.caption}: a row is not as wide as the headers")
        if self.widths and (len(self.widths) != len(self.headers) or min(self.widths) < 1):
            raise ValueError(f"{self.caption}: widths that do not fit the headers")


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; ``numbered`` where the order matters."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture with its alternative text, which may not be empty (ValueError), and a caption."""

    png: bytes
    alt: str
    caption: str = ""
    width_mm: int = 150

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture without an alternative text")


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that a person fills in: what is asked, and what to consider. It never holds an answer."""

    label: str
    guidance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that must not be overlooked, after a word that says what it is ("Warning")."""

    label: str
    words: Words


Block = Heading | Paragraph | Quote | Table | Bullets | Picture | Blank | Notice


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole document: its title, its blocks, and what stands at the foot of every page."""

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    subject: str = ""
    author: str = ""
    footer: str = ""
    language: str = LANGUAGE


def tidy(text: str) -> str:
    """Text that every format can hold: without control characters and lone surrogates."""
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line_of(text: str) -> str:
    """Tidy text on one line."""
    return " ".join(tidy(text).split())


def runs(words: Words) -> tuple[Run, ...]:
    """Words as runs, tidied; an empty text gives none."""
    given = (Run(words),) if isinstance(words, str) else words
    return tuple(Run(tidy(r.text), r.strong, r.emphasis, line_of(r.note)) for r in given if r.text or r.note)


def plain(words: Words) -> str:
    """The words without emphasis and footnotes."""
    return "".join(run.text for run in runs(words))


def notes_of(manuscript: Manuscript) -> tuple[str, ...]:
    """Every footnote in reading order; the same one is given again where it is used again."""
    return tuple(note for block in manuscript.blocks for note in _notes(block))


def _notes(block: Block) -> Iterator[str]:
    match block:
        case Quote(citation=citation, about=about):
            yield line_of(citation)
            yield from _of_words(about)
        case Paragraph(words=words) | Notice(words=words):
            yield from _of_words(words)
        case Table(rows=rows):
            for row in rows:
                for cell in row:
                    yield from _of_words(cell)
        case Bullets(items=items):
            for item in items:
                yield from _of_words(item)
        case _:
            return


def _of_words(words: Words) -> Iterator[str]:
    return (run.note for run in runs(words) if run.note)
