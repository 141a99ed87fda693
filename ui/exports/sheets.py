"""Tables as files for a spreadsheet: Excel and CSV. No text of a paper can become a formula or a link."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence

from ui.exports.commitments_table import Sheet
from ui.exports.document import tidy

# Excel takes no more in one cell.
CELL = 32_767
CUT = " … (cut here: the cell is full; the sheet Quotes has every quote whole)"
WIDEST = 255
# Characters that fit across an A3 sheet; a wider table goes on over several, its first column repeated.
PAGE = 360
# Points of a line and of the highest row that Excel knows; how much of a line words fill before they wrap.
LINE = 15.0
HIGHEST = 409.0
FILLED = 0.92
# What a spreadsheet may read as the start of a formula (OWASP, "CSV Injection"), and its wide forms.
_FORMULA = re.compile(r"^[\s\x00]*[=+\-@＝＋－＠|%]")


def to_csv(sheet: Sheet) -> bytes:
    """A table as CSV that Excel opens as UTF-8; a cell that could be a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([defused(header) for header in sheet.headers])
    writer.writerows([defused(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def defused(text: str) -> str:
    """A cell that no spreadsheet runs."""
    words = tidy(text)
    return f"'{words}" if _FORMULA.match(words) or (words[:1] in "\t\r\n" and words) else words


def to_xlsx(sheets: Sequence[Sheet], title: str) -> bytes:
    """Tables as a workbook: headers frozen and repeated on each printed page, filters on, every cell a text."""
    import xlsxwriter
    from xlsxwriter.utility import xl_rowcol_to_cell

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, safe)
    book.set_properties({"title": tidy(title)[:WIDEST], "subject": "Commitments in councils' equality papers"})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
    )
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for column, header in enumerate(sheet.headers):
            page.write_string(0, column, header, head)
            page.set_column(column, column, sheet.widths[column] if sheet.widths else 24)
        page.set_row(0, 2 * LINE)
        for number, row in enumerate(sheet.rows, start=1):
            page.set_row(number, height(row, sheet.widths))
            for column, cell in enumerate(row):
                page.write_string(number, column, fitted(cell), body)
        last = xl_rowcol_to_cell(max(1, len(sheet.rows)), len(sheet.headers) - 1)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headers) - 1)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(8)  # A3
        if sum(sheet.widths) <= PAGE:
            page.fit_to_pages(1, 0)
        else:
            page.repeat_columns(0)
        page.ignore_errors({"number_stored_as_text": f"A1:{last}"})
        page.set_footer("&L&A&RPage &P of &N")
    book.close()
    return out.getvalue()


def height(row: Sequence[str], widths: Sequence[int]) -> float:
    """How high a row must be for its fullest cell, in points: LibreOffice does not find that out by itself."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        lines = max(lines, sum(math.ceil((len(part) + 1) / (width * FILLED)) for part in cell.split("\n")))
    return min(HIGHEST, lines * LINE)


def fitted(text: str) -> str:
    """Text cut to what a cell takes, and said to be cut."""
    words = tidy(text)
    return words if len(words) <= CELL else words[: CELL - len(CUT)] + CUT
