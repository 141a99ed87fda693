"""Spreadsheets (.xlsx and its kin) and tables as text (.csv, .tsv): a row is a unit, with its headers."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.errors import FileError
from ingest.readers import shown
from ingest.readers.archive import Package
from ingest.readers.canvas import Canvas
from ingest.readers.facts import core_facts
from ingest.readers.sheets.rows import COVERED, MOST_COLUMNS, SheetRow, put_sheet
from ingest.readers.sheets.values import shown_value
from ingest.readers.tables import Cell
from ingest.records import Source
from ingest.settings import ReadSettings

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_LAST_ROW = 1_048_576
_DELIMITERS = ",;\t|"
_MOST_MERGES = 100_000

Merges = dict[tuple[int, int], tuple[int, int]]


def read(path: Path, settings: ReadSettings) -> Source:
    """Read a workbook or separated values; raises FileError where it is locked, damaged or a trap."""
    del settings  # the limits are those of the sandbox, of the archive and of put_sheet
    with path.open("rb") as stream:
        zipped = stream.read(2) == b"PK"
    return _workbook(path) if zipped else _separated(path)


def _workbook(path: Path) -> Source:
    from openpyxl import load_workbook

    canvas = Canvas()
    with Package(path, shown(path)) as package:
        main = package.linked("", "officeDocument") or "xl/workbook.xml"
        parts = [target for kind, target in package.links(main).values() if kind == "worksheet"]
        merges = {part: _merges(package.data(part)) for part in parts}
        canvas.facts.update(core_facts(package))
    with path.open("rb") as stream:  # a stream, for openpyxl goes by the suffix of a path
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        with contextlib.closing(book):
            _sheets(canvas, [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")], merges)
    if not canvas.blocks and not canvas.warnings:
        raise FileError(shown(path), "has no sheet that can be read", "Save it again as .xlsx.")
    return canvas.source()


def _sheets(canvas: Canvas, sheets: list[Any], merges: dict[str, Merges]) -> None:
    """Put every sheet that is not hidden on the canvas."""
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            canvas.warnings.append(f"The hidden sheet “{sheet.title}” was not read.")
            continue
        part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")  # its part, for its merged cells
        put_sheet(canvas, sheet.title, _rows(sheet, merges.get(part, {})), alone=len(sheets) == 1)


def _merges(data: bytes) -> Merges:
    """The merged cells of a sheet: the corner of each, and how many rows and columns it takes."""
    found: Merges = {}
    for left, top, right, bottom in _MERGED.findall(data)[:_MOST_MERGES]:
        rows, columns = int(bottom) - int(top) + 1, _column(right) - _column(left) + 1
        if rows > 0 and columns > 0:
            found[int(top), _column(left)] = (rows, min(columns, MOST_COLUMNS))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(sheet: Any, merges: Merges) -> Iterator[SheetRow]:
    """The rows of a sheet as displayed, read as a stream; the size that a file claims is not believed."""
    sheet.reset_dimensions()
    covered: set[tuple[int, int]] = set()
    for (top, left), (rows, columns) in merges.items():
        if rows * columns <= _MOST_MERGES:
            covered |= {(row, at) for row in range(top, top + rows) for at in range(left, left + columns)}
        covered.discard((top, left))
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _LAST_ROW:
            return
        cells: list[Cell] = []
        for at, cell in enumerate(row[:MOST_COLUMNS], start=1):
            if (number, at) in covered:
                cells.append(COVERED)
                continue
            rows, columns = merges.get((number, at), (1, 1))
            text = shown_value(cell.value, cell.number_format or "General")
            cells.append(Cell(text, columns, rows, bold=bool(text) and bool(cell.font and cell.font.b)))
        while cells and cells[-1] is not COVERED and not cells[-1].text:
            cells.pop()
        yield SheetRow(cells)


def _separated(path: Path) -> Source:
    """Values separated by commas, semicolons, tabs or bars, in any encoding that text may have."""
    from ingest.readers.text import decode

    text, warnings = decode(path.read_bytes(), shown(path))
    canvas = Canvas()
    canvas.warnings += warnings
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, path.suffix.lower()))
    put_sheet(canvas, "", (SheetRow([Cell(value) for value in row[:MOST_COLUMNS]]) for row in rows), alone=True)
    return canvas.source()


def _delimiter(text: str, suffix: str) -> str:
    """The sign that parts the most lines into the same number of values."""
    if suffix in {".tsv", ".tab"}:
        return "\t"
    lines = text[:65536].splitlines()[:200]
    best, most = ",", 0
    for sign in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        usual = max(set(widths), key=widths.count) if widths else 1
        score = widths.count(usual) if usual > 1 else 0
        if score > most:
            best, most = sign, score
    return best
