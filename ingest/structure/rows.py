"""What a table row gives to be quoted: the whole row, the items of a list in its cells, or its long cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.records import Block, Role
from ingest.structure.leads import Lead
from ingest.words import readable, trimmed

_LIST_ITEM = re.compile(r"<li\b[^>]*>(.*?)(?=</li\s*>|<li\b|</[uo]l\b|$)", re.S | re.I)
_BULLETED = re.compile(r"(?:^|\n)[ \t]*[•●▪◦‣-][ \t]*(.+?)(?=\n[ \t]*[•●▪◦‣-][ \t]|\Z)|[•●▪◦‣][ \t]*([^•●▪◦‣]+)", re.S)
_LIST_START = re.compile(r"<[uo]l\b|<li\b|(?:^|\n)[ \t]*[•●▪◦‣-][ \t]|[•●▪◦‣]", re.I)
_TAG = re.compile(r"<[^<>]*>")
ROW_WORDS = 32
# A row with a date or a rating in it says what it says as a whole: its long cells alone would lose them.
MARKED_WORDS = 64
CELL_WORDS = 3
BAND_WORDS = 14

# Start, end, role, what the units of one group have in common, lead-in.
Piece = tuple[int, int, Role, tuple[str, int, int], Lead]


@dataclass(frozen=True, slots=True)
class Over:
    """What stands over the rows of a table: its caption, and a name across all columns ("Section 2: Impact")."""

    caption: str = ""
    band: str = ""

    def lead(self, *words: str) -> str:
        """The names of columns and rows, after what stands over them."""
        named = " · ".join(w for w in (self.band, *words) if w)
        return " – ".join(w for w in (self.caption, named) if w)


def band_words(text: str, block: Block, widest: int) -> str:
    """The words of a row that is one cell over all columns, and so heads the rows below it; empty for any other."""
    if widest < 2 or len(block.cells) != 1:
        return ""
    words = readable(text[block.start : block.end])
    return words if len(words.split()) <= BAND_WORDS and not words.endswith((".", "!", ";")) else ""


def row_pieces(text: str, block: Block, place: int, over: Over) -> Iterator[Piece]:
    """A short or marked row is one unit; the list in a cell gives its items; long cells of other rows stand alone.

    A cell that stands above its row names several rows, and leads into each.
    """
    heads = block.headers
    headers = over.lead(*heads)
    listed = [(cell, _items(text, *cell)) for cell in block.cells]
    label = next((c for c, items in listed if c[0] < c[1] and len(items) < 2), None)
    label_words = readable(text[label[0] : label[1]]).rstrip(":") if label else ""
    if any(items and _is_list(text, cell) for cell, items in listed):
        for column, (cell, items) in enumerate(listed):
            if cell == label and cell[0] >= block.start:
                yield (*label, Role.ROW, ("column", block.table, 0), Lead(headers, None, heads))
            header = _header(block, column)
            lead = Lead(over.lead(*heads, label_words), label, heads, header)
            if cell != label and cell[0] < cell[1]:
                intro = _intro(text, cell) if items else None
                if intro:
                    yield (*intro, Role.ITEM, ("row", place, column), lead)
                said = readable(text[intro[0] : intro[1]]) if intro else ""
                own = Lead(" · ".join(w for w in (lead.words, said) if w), intro or lead.span, heads, header)
                for start, end in items or [cell]:
                    yield (start, end, Role.ITEM, ("row", place, column), own)
        return
    marked = any(c != label and c[0] < c[1] and _words(text, c) < CELL_WORDS for c in block.cells)
    if _words(text, (block.start, block.end)) <= (MARKED_WORDS if marked else ROW_WORDS):
        above = label if label and label[1] <= block.start else None
        lead = Lead(over.lead(*heads, label_words) if above else headers, above, heads)
        yield (block.start, block.end, Role.ROW, ("table", block.table, 0), lead)
        return
    for column, cell in enumerate(block.cells):
        words = readable(text[cell[0] : cell[1]])
        if len(words.split()) >= CELL_WORDS and cell[0] >= block.start:
            header = _header(block, column)
            led = over.lead(*(w for w in (header, label_words) if w != words))
            lead = Lead(led, None if cell == label else label, heads, header)
            yield (*cell, Role.ROW, ("column", block.table, column), lead)


def _words(text: str, span: tuple[int, int]) -> int:
    """How many words stand there."""
    return len(readable(text[span[0] : span[1]]).split())


def _header(block: Block, column: int) -> str:
    return block.headers[column] if column < len(block.headers) else ""


def _is_list(text: str, cell: tuple[int, int]) -> bool:
    return "<li" in text[cell[0] : cell[1]].lower() or len(_items(text, *cell)) >= 2


def _intro(text: str, cell: tuple[int, int]) -> tuple[int, int] | None:
    """What a cell says before its list begins; nothing for one that begins with it."""
    raw = text[cell[0] : cell[1]]
    found = _LIST_START.search(raw)
    start, end = trimmed(text, cell[0], cell[0] + found.start()) if found else (cell[0], cell[0])
    return (start, end) if any(c.isalnum() for c in _TAG.sub("", text[start:end])) else None


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
