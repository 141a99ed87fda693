"""The units that get quoted: sentences, list items, table rows and their cells, each with its lead-in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Block, Dress, Kind, Page, Role, Section, Unit
from ingest.sentences import sentence_spans
from ingest.structure.kinds import unit_kind
from ingest.structure.sections import Tree, page_at
from ingest.words import readable, trimmed

_LIST_ITEM = re.compile(r"<li\b[^>]*>(.*?)(?=</li\s*>|<li\b|</[uo]l\b|$)", re.S | re.I)
_BULLETED = re.compile(r"(?:^|\n)[ \t]*[•●▪◦‣-][ \t]*(.+?)(?=\n[ \t]*[•●▪◦‣-][ \t]|\Z)|[•●▪◦‣][ \t]*([^•●▪◦‣]+)", re.S)
_OPEN_END = re.compile(r"(?::|[^.!?;\"'”’)\]])$|\b(?:the following|as follows|listed below|set out below)\b", re.I)
_CLOSED = re.compile(r"[.!?;:]['\"”’)\]]*$")
ROW_WORDS = 32
CELL_WORDS = 3
ITEM_WORDS = 90
FRAGMENT_WORDS = 18
HEADING_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Lead:
    words: str = ""
    span: tuple[int, int] | None = None


def build_units(text: str, blocks: Sequence[Block], tree: Tree, pages: Sequence[Page]) -> tuple[Unit, ...]:
    """Units in reading order; contents, pull quotes and furniture give none."""
    units: list[Unit] = []
    groups: dict[tuple[str, int, int], int] = {}
    lead = _Lead()
    run = (-1, -1)
    for place, block in enumerate(blocks):
        section = tree.sections[tree.of_block[place]]
        if block.role in {Role.CONTENTS, Role.PULL_QUOTE, Role.FURNITURE}:
            continue
        if block.role is Role.HEADING and not _states(section, place):
            continue
        before = blocks[place - 1] if place else None
        if block.role is Role.ITEM and (before is None or before.role is not Role.ITEM):
            lead = _lead_in(text, before) if before and tree.of_block[place - 1] == section.number else _Lead()
        if not _is_fragment(text, block):
            run = (place, -1)
        elif run[1] != section.number:
            run = (place, section.number)
        for start, end, role, key, led in _pieces(text, block, run[0], lead):
            group = groups.setdefault(key, len(groups) + 1)
            units.append(_unit(text, (start, end), role, section, group, led, block, pages))
    return tuple(units)


def _states(section: Section, place: int) -> bool:
    """Whether a heading says something worth quoting: the paper's title, an objective, more than a label."""
    return (
        place == 0
        or section.number <= 1
        or bool(section.paragraph)
        or section.kind is Kind.OBJECTIVE
        or len(section.path[-1].split()) >= HEADING_WORDS
    )


def _is_fragment(text: str, block: Block) -> bool:
    """A short line without an end mark, as slides hold them: with its neighbours it is read as a list."""
    words = readable(text[block.start : block.end])
    return block.role is Role.PARAGRAPH and len(words.split()) <= FRAGMENT_WORDS and not _CLOSED.search(words)


def _lead_in(text: str, block: Block) -> _Lead:
    """The last sentence before a list, where it leads into it: it ends with a colon or with no mark at all."""
    if block.role not in {Role.PARAGRAPH, Role.NOTE}:
        return _Lead()
    spans = sentence_spans(text[block.start : block.end])
    if not spans:
        return _Lead()
    start, end = trimmed(text, block.start + spans[-1][0], block.start + spans[-1][1])
    words = readable(text[start:end])
    return _Lead(words, (start, end)) if _OPEN_END.search(words) or block.dress is Dress.BOLD else _Lead()


_Piece = tuple[int, int, Role, tuple[str, int, int], _Lead]


def _pieces(text: str, block: Block, place: int, lead: _Lead) -> Iterator[_Piece]:
    own = ("block", place, 0)
    if block.role is Role.HEADING:
        yield (*trimmed(text, block.start, block.end), Role.HEADING, own, _Lead())
    elif block.role is Role.ROW:
        yield from _row(text, block, place)
    elif block.role is Role.ITEM:
        key = ("list", block.list_id, 0)
        if len(readable(text[block.start : block.end]).split()) <= ITEM_WORDS:
            yield (*trimmed(text, block.start, block.end), Role.ITEM, key, lead)
        else:
            for span in _sentences(text, block.start, block.end):
                yield (*span, Role.ITEM, ("block", place, 1), lead)
    elif block.hard_break:
        yield (*trimmed(text, block.start, block.end), block.role, own, _Lead())
    else:
        for span in _sentences(text, block.start, block.end):
            yield (*span, block.role, own, _Lead())


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for a, b in sentence_spans(text[start:end]):
        span = trimmed(text, start + a, start + b)
        if span[0] < span[1]:
            yield span


def _row(text: str, block: Block, place: int) -> Iterator[_Piece]:
    """A short row is one unit; the list in a cell gives its items; the long cells of a wide row stand alone."""
    headers = " · ".join(h for h in block.headers if h)
    listed = [(cell, _items(text, *cell)) for cell in block.cells]
    label = next((c for c, items in listed if c[0] < c[1] and len(items) < 2), None)
    label_words = readable(text[label[0] : label[1]]) if label else ""
    if any(items and _is_list(text, cell) for cell, items in listed):
        if label:
            yield (*label, Role.ROW, ("column", block.table, 0), _Lead(headers))
        for column, (cell, items) in enumerate(listed):
            if cell == label or cell[0] >= cell[1]:
                continue
            lead = _Lead(" · ".join(w for w in (headers, label_words) if w), label)
            for start, end in items or [cell]:
                yield (start, end, Role.ITEM, ("row", place, column), lead)
        return
    if len(readable(text[block.start : block.end]).split()) <= ROW_WORDS:
        yield (block.start, block.end, Role.ROW, ("table", block.table, 0), _Lead(headers))
        return
    for column, cell in enumerate(block.cells):
        words = readable(text[cell[0] : cell[1]])
        if len(words.split()) >= CELL_WORDS:
            header = block.headers[column] if column < len(block.headers) else ""
            led = _Lead(" · ".join(w for w in (header, label_words) if w and w != words), None if cell == label else label)
            yield (*cell, Role.ROW, ("column", block.table, column), led)


def _is_list(text: str, cell: tuple[int, int]) -> bool:
    return "<li" in text[cell[0] : cell[1]].lower() or len(_items(text, *cell)) >= 2


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the list items inside a cell, by their tags or bullets."""
    raw = text[start:end]
    pattern = _LIST_ITEM if "<li" in raw.lower() else _BULLETED
    spans = []
    for found in pattern.finditer(raw):
        number = next(n for n in range(1, (found.lastindex or 1) + 1) if found.group(n) is not None)
        span = trimmed(text, start + found.start(number), start + found.end(number))
        if span[0] < span[1]:
            spans.append(span)
    return spans


def _unit(
    text: str,
    span: tuple[int, int],
    role: Role,
    section: Section,
    group: int,
    lead: _Lead,
    block: Block,
    pages: Sequence[Page],
) -> Unit:
    page = page_at(pages, span[0]) if pages else None
    paragraph = block.marker if block.marker and block.role in {Role.PARAGRAPH, Role.ITEM} and block.marker[:1].isdigit() else ""
    return Unit(
        span[0],
        span[1],
        role,
        section.number,
        group,
        unit_kind(section.kind, lead.words, readable(text[span[0] : span[1]]), role),
        lead.words,
        lead.span,
        page.index if page else section.page,
        paragraph or section.paragraph,
    )
