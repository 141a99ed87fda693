"""Several tables of one width on a page, with what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role, Source
from ingest.settings import ReadSettings

PROSE = (
    "We have published these since last year, and they are worked out in the same way as the others,",
    "but they leave out employees who did not answer.",
)
QUARTERS = (("Quarter", "Women", "Men"), ("Lowest", "79.2%", "20.8%"), ("Highest", "62.9%", "37.1%"))
GAPS = (("Measure", "2024", "2025", "Change"), ("Mean", "4.3%", "3.6%", "-0.7"), ("Median", "5.2%", "4.4%", "-0.8"))


def _ruled(canvas: Canvas, top: float, rows: Sequence[Sequence[str]], ends: Sequence[float], high: float = 17) -> float:
    """Rows with a shade over each second one and a rule below each; figures end at ``ends``; where the last ends."""
    for at, row in enumerate(rows):
        y = top - high * at
        if not at % 2:
            canvas.setFillColor(colors.lightgrey)
            canvas.rect(57, y - high, 482, high, stroke=0, fill=1)
            canvas.setFillColor(colors.black)
        canvas.line(57, y - high, 539, y - high)
        canvas.setFont("Helvetica-Bold" if not at else "Helvetica", 9)
        canvas.drawString(63, y - 12, row[0])
        for x, words in zip(ends, row[1:], strict=True):
            canvas.drawRightString(x, y - 12, words)
    return top - high * len(rows)


def _read(canvas: Canvas, path: Path) -> Source:
    canvas.save()
    return read(path, ReadSettings())


def _said(source: Source, role: Role) -> list[str]:
    return [" ".join(source.text[b.start : b.end].split()) for b in source.blocks if b.role is role]


def _tables(source: Source) -> list[list[list[str]]]:
    found: dict[int, list[list[str]]] = {}
    for block in source.blocks:
        if block.role is Role.ROW:
            cells = [" ".join(source.text[a:b].split()) for a, b in block.cells]
            found.setdefault(block.table, []).append(cells)
    return list(found.values())


def _as_read(*tables: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    return [[list(row) for row in rows] for rows in tables]


def test_a_heading_and_a_short_paragraph_between_two_tables_part_them(tmp_path: Path) -> None:
    """Each keeps its own columns, and what stands between is text."""
    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    bottom = _ruled(canvas, 760, QUARTERS, (419, 533))
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(57, bottom - 33, "Ethnicity and disability pay gaps")
    canvas.setFont("Helvetica", 10)
    for at, line in enumerate(PROSE):
        canvas.drawString(57, bottom - 52 - 14 * at, line)
    _ruled(canvas, bottom - 92, GAPS, (334, 419, 533))
    source = _read(canvas, path)
    assert _tables(source) == _as_read(QUARTERS, GAPS)
    assert " ".join(PROSE) in _said(source, Role.PARAGRAPH)


def test_a_chart_between_two_tables_parts_them(tmp_path: Path) -> None:
    """By its caption; so does the caption of the second table."""
    path = tmp_path / "chart.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    bottom = _ruled(canvas, 760, QUARTERS, (419, 533))
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(92, bottom - 22, "Figure 1: Disabled employees, 2022 to 2025")
    canvas.drawString(57, bottom - 194, "Table 2: Pay gaps")
    canvas.setFont("Helvetica", 8)
    for at in range(4):
        canvas.rect(120 + 90 * at, bottom - 150, 30, 50 + 15 * at, fill=1)
        canvas.drawString(125 + 90 * at, bottom - 160, f"{2022 + at}")
        canvas.drawString(125 + 90 * at, bottom - 95 + 15 * at, f"{5 + at}.8%")
    _ruled(canvas, bottom - 200, GAPS, (334, 419, 533))
    assert _tables(_read(canvas, path)) == _as_read(QUARTERS, GAPS)


def test_a_name_over_all_columns_parts_no_table(tmp_path: Path) -> None:
    """Of two lines, it stands as near to its rule as the rows do."""
    path = tmp_path / "band.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    bottom = _ruled(canvas, 760, QUARTERS, (419, 533))
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(63, bottom - 12, "Aim two: a workforce in which people of every background feel at home and are")
    canvas.drawString(63, bottom - 23, "paid the same for work of the same worth")
    canvas.line(57, bottom - 28, 539, bottom - 28)
    _ruled(canvas, bottom - 28, QUARTERS[1:], (419, 533))
    tables = _tables(_read(canvas, path))
    assert len(tables) == 1
    assert tables[0][-2:] == [list(row) for row in QUARTERS[1:]]


def test_rows_below_a_shaded_header_end_at_the_caption_of_the_next(tmp_path: Path) -> None:
    """Where headers alone are shaded, each has the rows below it."""
    path = tmp_path / "heads.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for top, caption, rows, ends in (
        (740, "Table 1: Quarters", QUARTERS, (419, 533)),
        (640, "Table 2: Gaps", GAPS, (334, 419, 533)),
    ):
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(57, top + 6, caption)
        canvas.setFillColor(colors.lightgrey)
        canvas.rect(57, top - 17, 482, 17, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        for at, row in enumerate(rows):
            canvas.setFont("Helvetica-Bold" if not at else "Helvetica", 9)
            canvas.drawString(63, top - 12 - 17 * at, row[0])
            for x, words in zip(ends, row[1:], strict=True):
                canvas.drawRightString(x, top - 12 - 17 * at, words)
    assert _tables(_read(canvas, path)) == _as_read(QUARTERS, GAPS)
