"""One stretch of a paper laid out for reading, with a quote marked; what a page or a window draws, and no markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.records import Block, Document, Page, Role, Section
from ingest.structure.sections import page_at
from ingest.words import readable

MOST_BLOCKS = 60  # a paper without headings is one section, and a screen cannot hold it
Span = tuple[int, int]
NOWHERE: Span = (0, 0)
_LINE_BREAK = re.compile(r"\n")
_CELL_BREAK = re.compile(r"\n|<br\s*/?>|(?=[•▪●◦])", re.I)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are marked, or are not."""

    text: str
    marked: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A list item with its mark as printed and its depth, or a table row with its cells."""

    cells: tuple[tuple[Line, ...], ...]
    marker: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is drawn as one: a paragraph, a list, a table, a note or a pull quote."""

    kind: str
    lines: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paper: the blocks of one section, or some of them where the section is very long."""

    section: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class View:
    """A stretch laid out: its section's title and path, its pages, its pieces, and its place among the others."""

    section: Section
    title: Line
    pieces: tuple[Piece, ...]
    pages: tuple[str, ...]
    number: int
    total: int


def stretches(document: Document, span: Span = NOWHERE) -> tuple[Stretch, ...]:
    """The parts of a paper in order; a heading without text of its own counts only where the span stands in it."""
    found: list[Stretch] = []
    for section in document.sections:
        inside = [
            number
            for number, block in enumerate(document.blocks)
            if section.start <= block.start < section.end and block.role is not Role.FURNITURE
        ]
        worded = any(document.blocks[n].role is not Role.HEADING for n in inside)
        cited = any(_overlap(document.blocks[n], span) for n in inside)
        if not worded and not cited:
            continue
        for start in range(0, len(inside), MOST_BLOCKS):
            chunk = inside[start : start + MOST_BLOCKS]
            found.append(Stretch(section.number, chunk[0], chunk[-1]))
    return tuple(found)


def place_of(document: Document, parts: Sequence[Stretch], span: Span) -> int:
    """The number of the part that the span begins in; the nearest one before it where it stands in none."""
    held = [n for n, part in enumerate(parts) if document.blocks[part.first].start <= span[0]]
    return held[-1] if held else 0


def lay_out(document: Document, number: int, span: Span) -> View:
    """A part of the paper by its number, with the span marked wherever it runs through the part."""
    parts = stretches(document, span)
    number = min(max(number, 0), len(parts) - 1)
    part = parts[number]
    section = document.sections[part.section]
    blocks = [b for b in document.blocks[part.first : part.last + 1] if b.role is not Role.FURNITURE]
    title: Line = ()
    if blocks and blocks[0].role is Role.HEADING:
        title = _runs(document.text, blocks[0].start, blocks[0].end, span)
        blocks = blocks[1:]
    first, last = document.blocks[part.first].start, document.blocks[part.last].end
    return View(
        section, title, _pieces(document.text, blocks, span), _pages(document, section, first, last), number, len(parts)
    )


def _pages(document: Document, section: Section, start: int, end: int) -> tuple[str, ...]:
    """The first and last page as printed; from the section where the file itself has no pages."""
    if not document.pages:
        known = section.page_label or (str(section.page) if section.page is not None else "")
        return (known,) if known else ()
    labels = [_label(page_at(document.pages, place)) for place in (start, max(start, end - 1))]
    return tuple(dict.fromkeys(label for label in labels if label))


def _label(page: Page | None) -> str:
    return (page.label or str(page.index)) if page else ""


def _pieces(text: str, blocks: Sequence[Block], span: Span) -> tuple[Piece, ...]:
    """The blocks gathered: neighbouring items are one list, rows of a table one table."""
    found: list[Piece] = []
    key: tuple[str, int] = ("", 0)
    for block in blocks:
        kind = block.role.value
        if block.role in {Role.ITEM, Role.ROW}:
            row = _row(text, block, span)
            joined = (kind, block.table)
            if found and key == joined:
                found[-1] = Piece(kind, rows=(*found[-1].rows, row), headers=found[-1].headers)
            else:
                found.append(Piece(kind, rows=(row,), headers=tuple(readable(h) for h in block.headers)))
            key = joined
        else:
            found.append(Piece(kind, lines=_lines(text, block, span)))
            key = (kind, -1)
    return tuple(found)


def _row(text: str, block: Block, span: Span) -> Row:
    spans = block.cells or ((block.start, block.end),)
    marker = block.marker if any(letter.isalnum() for letter in block.marker) else ""
    return Row(tuple(_apart(text, *cell, span, _CELL_BREAK) for cell in spans), marker, block.level)


def _lines(text: str, block: Block, span: Span) -> tuple[Line, ...]:
    """The block as one line, or as its own lines where its reader says that they are kept apart."""
    if block.hard_break:
        return _apart(text, block.start, block.end, span, _LINE_BREAK)
    return (_runs(text, block.start, block.end, span),)


def _apart(text: str, start: int, end: int, span: Span, between: re.Pattern[str]) -> tuple[Line, ...]:
    """A stretch as the lines that a break keeps apart."""
    breaks = [(start, start), *(found.span() for found in between.finditer(text, start, end)), (end, end)]
    lines = [_runs(text, one[1], other[0], span) for one, other in pairwise(breaks)]
    return tuple(line for line in lines if line)


def _runs(text: str, start: int, end: int, span: Span) -> Line:
    """A stretch of text as words before, in and after the span; markup is gone, the spaces between are kept."""
    cut = (start, max(start, min(span[0], end)), max(start, min(span[1], end)), end)
    if cut[1] >= cut[2]:
        cut = (start, end, end, end)
    found: list[Run] = []
    for number, (one, other) in enumerate(pairwise(cut)):
        raw = text[one:other]
        words = readable(raw)
        if not words:
            continue
        if found and (raw[:1].isspace() or text[one - 1].isspace()):
            if number == 1:  # the mark begins with its first word, not with the space before it
                found[-1] = replace(found[-1], text=f"{found[-1].text} ")
            else:
                words = f" {words}"
        found.append(Run(words, number == 1))
    return tuple(found)


def _overlap(block: Block, span: Span) -> bool:
    return block.start < span[1] and span[0] < block.end
