"""Sheets of every format: where tables begin and end on a sheet, which row heads them, what is a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.readers.canvas import Canvas, tidy
from ingest.readers.tables import Cell, Row, header_rows, is_number, put_table
from ingest.records import Block, Dress, Role

MOST_ROWS = 50_000
MOST_COLUMNS = 512
_MOST_CELLS = 1_000_000
_LABEL_LENGTH = 80
_DEFAULT_NAME = re.compile(r"(?:(?:sheet|table) ?\d*)?", re.I)
COVERED = Cell("", rows=0)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet with a cell for every column; COVERED stands where a merged cell hides one."""

    cells: Sequence[Cell]
    header: bool = False


def put_sheet(canvas: Canvas, name: str, rows: Iterable[SheetRow], alone: bool) -> None:
    """Write a sheet: its name as a heading, then its tables and the lines between them.

    A blank row parts tables; one without a header row of its own goes on under the header before it.
    """
    if not (alone and _DEFAULT_NAME.fullmatch(name)):
        canvas.put(name, Block(0, 0, Role.HEADING, Dress.STYLE, level=1))
    header: list[Row] = []
    region: list[SheetRow] = []
    cells = count = 0
    for row in rows:
        filled = sum(bool(tidy(cell.text)) for cell in row.cells)
        cells += filled
        count += bool(filled)
        if count > MOST_ROWS or cells > _MOST_CELLS:
            canvas.warnings.append(f"Of the sheet “{name}” only the first {count - 1:,} rows were read.")
            break
        if filled:
            region.append(row)
        elif region:
            header = _put_region(canvas, region, header)
            region = []
    if region:
        _put_region(canvas, region, header)


def _put_region(canvas: Canvas, region: list[SheetRow], before: list[Row]) -> list[Row]:
    """Write the rows between two blank ones: lines that stand alone, then a table, then its notes."""
    columns = [at for at in range(max(len(row.cells) for row in region)) if _used(region, at)]
    rows = _laid(region, columns)
    start, end = 0, len(rows)
    while start < end and _alone(rows[start]) and len(columns) > 1:
        start += 1
    while end > start and _alone(rows[end - 1]) and _is_note(rows[end - 1]) and len(columns) > 1:
        end -= 1
    if len(columns) == 1:
        start = end
    for row in rows[:start]:
        _put_line(canvas, row)
    table, header = rows[start:end], before
    if table:
        count, silent = max(header_rows(table), _plain_header(table)), 0
        for row in table[:count]:
            row.header = True
        if count:
            header = table[:count]
        elif before and _width(before[-1]) == _width(table[0]):
            table, silent = [*before, *table], len(before)
        put_table(canvas, table, silent=silent)
    for row in rows[end:] if len(columns) > 1 else ():
        _put_line(canvas, row)
    return header


def _used(region: Sequence[SheetRow], at: int) -> bool:
    """Whether a column holds anything."""
    return any(at < len(row.cells) and tidy(row.cells[at].text) for row in region)


def _laid(region: Sequence[SheetRow], columns: Sequence[int]) -> list[Row]:
    """The rows of a region without its empty columns; a cell that a merged one covers is left out.

    Where the merged cell stands above the region, the covered one stays, empty, to keep its column.
    """
    rows: list[Row] = []
    below: dict[int, int] = {}
    for row in region:
        cells: list[Cell] = []
        beside = -1
        for at in columns:
            cell = row.cells[at] if at < len(row.cells) else Cell("")
            if cell is COVERED and (at <= beside or below.get(at, 0) > 0):
                continue
            if cell.columns > 1 or cell.rows > 1:
                kept = [place for place in columns if at <= place < at + cell.columns]
                beside = max(beside, at + cell.columns - 1)
                below.update((place, cell.rows) for place in kept)
                cell = replace(cell, columns=len(kept))
            cells.append(cell if cell.rows else replace(cell, rows=1))
        below = {at: left - 1 for at, left in below.items()}
        rows.append(Row(cells, row.header))
    return rows


def _alone(row: Row) -> bool:
    return sum(bool(tidy(cell.text)) for cell in row.cells) == 1


def _is_note(row: Row) -> bool:
    """A line in the first column under a table, of more words than a label has."""
    words = tidy(row.cells[0].text)
    return len(words) > 40 or words.lower().startswith(("note", "source", "*"))


def _put_line(canvas: Canvas, row: Row) -> None:
    for cell in row.cells:
        canvas.put(cell.text, Block(0, 0, Role.PARAGRAPH, Dress.BOLD if cell.bold else Dress.PLAIN))


def _width(row: Row) -> int:
    return sum(cell.columns for cell in row.cells)


def _plain_header(table: Sequence[Row]) -> int:
    """Sheets head their tables as a rule: a first row of different short labels is one, if more stands below.

    Two columns may be labels and their values instead; there the second column must tell.
    """
    labels = [tidy(cell.text) for cell in table[0].cells]
    if len(table) < 2 or len(labels) < 2 or not all(labels) or len(set(labels)) < len(labels):
        return 0
    if any(is_number(label) or len(label) > _LABEL_LENGTH for label in labels):
        return 0
    if len(labels) > 2:
        return 1
    below = [tidy(row.cells[1].text) for row in table[1:] if len(row.cells) > 1]
    return int(all(is_number(words) or len(words) > 2 * len(labels[1]) for words in below))
