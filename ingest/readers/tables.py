"""Tables of every format: merged cells, header rows, repeated headers, tables in tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.canvas import PAGE_BREAK, Canvas, Span, tidy
from ingest.records import Role

_NUMBER = re.compile(r"^[\s£$€(+\-–]*\d[\d,.\s]*(?:%|m|k|bn)?\)?$", re.I)
_LABEL_LENGTH = 80
_COLUMNS = 256  # a span wider than this is a trap or a slip
_ROWS = 5000
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the columns and rows that it takes, whether it is a marked header, or all bold."""

    text: str
    columns: int = 1
    rows: int = 1
    header: bool = False
    bold: bool = False


@dataclass(slots=True)
class Row:
    """A row: its cells, whether it is marked as a header row, and the tables that stand inside its cells."""

    cells: list[Cell]
    header: bool = False
    inside: list[list[Row]] = field(default_factory=list)


@dataclass(slots=True)
class _Merged:
    """What a cell above leaves to the rows below it in one column."""

    rows: int
    span: Span
    first: int
    columns: int


_Place = tuple[int, Cell | _Merged]


def put_table(canvas: Canvas, rows: Sequence[Row], depth: int = 0, silent: int = 0) -> None:
    """Write a table row by row, each with the headers of its columns; header rows themselves are not cited.

    The first ``silent`` rows only name the columns: they were written with another part of the table.
    """
    rows = [row for row in rows if row.cells]
    count = max(silent, header_rows(rows))
    number, above = canvas.new_table(), dict[int, _Merged]()
    headers: dict[int, str] = {}
    seen = {_words(row) for row in rows[:count]}
    for place, row in enumerate(rows):
        laid = _laid(row, above)
        if place < count:
            _note_headers(headers, laid)
        spans: list[Span] = []
        if place >= silent:
            spans = _put_row(canvas, number, row, laid, headers if place >= count else {}, _words(row) in seen)
        _reach_down(above, laid, spans, canvas.length)
        for table in row.inside if depth < _DEPTH else ():
            put_table(canvas, table, depth + 1)


def _put_row(
    canvas: Canvas, number: int, row: Row, laid: Sequence[_Place], headers: dict[int, str], repeated: bool
) -> list[Span]:
    words: list[str | Span] = [_one_break(cell.text, row) if isinstance(cell, Cell) else cell.span for _, cell in laid]
    titles = [headers.get(column, "") for column, _ in laid]
    role = Role.FURNITURE if repeated else Role.ROW
    return canvas.row(number, words, titles if any(titles) else [], role)


def header_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top are headers: those marked so, else one that reads as labels of the rest."""
    marked = 0
    while marked < len(rows) and (rows[marked].header or all(cell.header for cell in rows[marked].cells)):
        marked += 1
    if 0 < marked < len(rows):
        return marked
    return 1 if marked == 0 and _reads_as_header(rows) else 0


def is_number(text: str) -> bool:
    """Tell whether a cell holds a figure and nothing else."""
    return bool(_NUMBER.match(text))


def _reads_as_header(rows: Sequence[Row]) -> bool:
    """A first row of short, different labels that is dressed or filled in another way than the rest."""
    if len(rows) < 2 or len(rows[0].cells) < 2:
        return False
    labels = [tidy(cell.text) for cell in rows[0].cells]
    filled = [label for label in labels if label]
    if len(filled) < 2 or any(not label for label in labels[1:]) or len(set(filled)) < len(filled):
        return False
    if any(len(label) > _LABEL_LENGTH or "\n" in label or label.endswith(".") for label in filled):
        return False
    body = rows[1:]
    if all(cell.bold for cell in rows[0].cells if tidy(cell.text)):
        return not all(cell.bold for cell in body[0].cells if tidy(cell.text))
    if is_number(filled[0]) or all(is_number(label) for label in labels[1:]):
        return False
    figures = sum(any(is_number(tidy(cell.text)) for cell in row.cells) for row in body)
    if any(is_number(label) for label in filled):
        return False
    return figures * 2 >= len(body) or (len(filled) > 2 and _longer_below(filled, body))


def _longer_below(labels: Sequence[str], body: Sequence[Row]) -> bool:
    """Labels of columns are shorter than what stands in the columns."""
    lengths = [len(tidy(cell.text)) for row in body for cell in row.cells if tidy(cell.text)]
    return bool(lengths) and sum(lengths) / len(lengths) > sum(map(len, labels)) / len(labels)


def _words(row: Row) -> tuple[str, ...]:
    return tuple(tidy(cell.text).casefold() for cell in row.cells)


def _laid(row: Row, above: dict[int, _Merged]) -> list[_Place]:
    """The cells of a row with their columns; those that reach down from above take their place among them."""
    laid: list[_Place] = []
    column, waiting = 0, list(row.cells)
    while waiting or column in above:
        if column in above:
            merged = above[column]
            if merged.first == column:
                laid.append((column, merged))
            column += 1
            continue
        cell = waiting.pop(0)
        laid.append((column, cell))
        column += min(max(1, cell.columns), _COLUMNS)
    return laid


def _note_headers(headers: dict[int, str], laid: Sequence[_Place]) -> None:
    """Add a header row: a wide header is the first word of every column below it."""
    for column, cell in laid:
        if isinstance(cell, _Merged):
            continue
        words = tidy(cell.text).replace(PAGE_BREAK, "").replace("\n", " ")
        for place in range(column, column + min(max(1, cell.columns), _COLUMNS)):
            before = headers.get(place, "")
            headers[place] = f"{before} – {words}" if before and words and before != words else before or words


def _reach_down(above: dict[int, _Merged], laid: Sequence[_Place], spans: Sequence[Span], end: int) -> None:
    """Count merged cells down by one row, and note those that begin in this one."""
    for merged in {id(merged): merged for merged in above.values()}.values():
        merged.rows -= 1
    for column in [column for column, merged in above.items() if merged.rows < 1]:
        del above[column]
    for place, (column, cell) in enumerate(laid):
        if isinstance(cell, Cell) and cell.rows > 1:
            width = min(max(1, cell.columns), _COLUMNS)
            span = spans[place] if spans else (end, end)
            merged = _Merged(min(cell.rows, _ROWS) - 1, span, column, width)
            above.update((at, merged) for at in range(column, column + width))


def _one_break(text: str, row: Row) -> str:
    """A page that ends in a row ends in each of its cells; it is counted once, in the cell cut most often."""
    if PAGE_BREAK not in text:
        return text
    counts = Counter({place: cell.text.count(PAGE_BREAK) for place, cell in enumerate(row.cells)})
    most = counts.most_common(1)[0]
    if not most[1] or row.cells[most[0]].text is text:
        return text
    return text.replace(PAGE_BREAK, "")
