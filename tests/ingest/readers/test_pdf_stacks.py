"""Several tables of one width on a page, with what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role, Source
from ingest.settings import ReadSettings
from ingest.structure import build_document

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


def test_a_name_of_several_rows_holds_for_each(tmp_path: Path) -> None:
    """It is printed once, in the first column; the rows below it point to it."""
    path = tmp_path / "groups.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    rows = (
        ("Characteristic", "Group", "Number", "Per cent"),
        ("Religion or belief", "Christian", "2,042", "39.0%"),
        ("", "No religion", "1,676", "32.0%"),
        ("", "Not known", "1,291", "24.7%"),
        ("Sexual orientation", "Heterosexual", "3,796", "72.5%"),
        ("", "Lesbian or gay", "194", "3.7%"),
        ("", "Bisexual", "32", "0.6%"),
        ("", "Not known", "1,246", "23.8%"),
    )
    _ruled(canvas, 760, rows, (280, 400, 533))
    source = _read(canvas, path)
    named = [row[0] for row in _tables(source)[0]]
    assert named == ["Characteristic", *["Religion or belief"] * 3, *["Sexual orientation"] * 4]
    last = source.blocks[-1]
    assert source.text[last.start : last.end] == "Not known\t1,246\t23.8%"
    document = build_document(source, id="groups", file="groups.pdf", sha256="0")
    assert document.units[-1].lead == "Characteristic · Group · Number · Per cent · Sexual orientation"


VERDICTS = (
    ("Objective", "Our verdict", "What happened"),
    ("Know our communities better and use", "Met", "We published a community profile each year"),
    ("Treat everyone with fairness", "Partly met", "Satisfaction with our contact centre rose"),
    ("Recruit a diverse workforce", "Not met", "The target was that 8% of our employees"),
)


def _headed(canvas: Canvas, top: float, rows: Sequence[Sequence[str]], head: bool) -> None:
    """Rows of two lines with rules across alone, and where ``head`` a shaded cell for each name above them."""
    edges = (45, 217, 288, 550)
    if head:
        for left, right, words in zip(edges, edges[1:], VERDICTS[0], strict=False):
            canvas.setFillColor(colors.lightblue)
            canvas.rect(left, top, right - left, 20, stroke=0, fill=1)
            canvas.setFillColor(colors.black)
            canvas.setFont("Helvetica-Bold", 9)
            canvas.drawString(left + 6, top + 7, words)
    canvas.setFont("Helvetica", 9)
    canvas.line(45, top, 550, top)
    for at, row in enumerate(rows):
        y = top - 36 * at
        for left, words in zip(edges, row, strict=False):
            canvas.drawString(left + 6, y - 14, words)
        canvas.drawString(294, y - 26, "and more was done.")
        canvas.line(45, y - 36, 550, y - 36)


@pytest.mark.parametrize("again", [True, False])
def test_a_short_table_goes_on_with_one_row_on_the_next_page(tmp_path: Path, again: bool) -> None:
    """A shaded head tells the columns of one row or two below it; so does the end of the page before."""
    path = tmp_path / "over.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for at in range(30):
        canvas.drawString(45, 790 - 20 * at, PROSE[at % 2])
    _headed(canvas, 160, VERDICTS[1:3], head=True)
    canvas.showPage()
    _headed(canvas, 770, VERDICTS[3:], head=again)
    canvas.setFont("Helvetica", 11)
    for at in range(6):
        canvas.drawString(45, 700 - 20 * at, PROSE[at % 2])
    rows = [VERDICTS[0], *((*row[:2], f"{row[2]} and more was done.") for row in VERDICTS[1:])]
    assert _tables(_read(canvas, path)) == _as_read(rows)


def test_a_paragraph_between_rules_at_the_top_of_a_page_is_no_row(tmp_path: Path) -> None:
    """Though the page before ended with a table."""
    path = tmp_path / "rules.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    _headed(canvas, 130, VERDICTS[1:3], head=True)
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    canvas.line(45, 770, 550, 770)
    for at in range(2):
        canvas.drawString(45, 750 - 14 * at, PROSE[at])
    canvas.line(45, 720, 550, 720)
    source = _read(canvas, path)
    assert len(_tables(source)[0]) == 3
    assert " ".join(PROSE) in _said(source, Role.PARAGRAPH)


def test_a_small_bold_line_above_a_table_is_its_caption(tmp_path: Path) -> None:
    """One of the size of the text is a heading."""
    path = tmp_path / "captions.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for at in range(8):
        canvas.drawString(57, 780 - 15 * at, PROSE[at % 2])
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(57, 606, "Position at 31 December")
    bottom = _ruled(canvas, 600, QUARTERS, (419, 533))
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(57, bottom - 60, "Pay gaps")
    _ruled(canvas, bottom - 66, GAPS, (334, 419, 533))
    document = build_document(_read(canvas, path), id="captions", file="captions.pdf", sha256="0")
    assert [section.path[-1] for section in document.sections if section.path] == ["Pay gaps"]
    leads = [unit.lead.partition(" – ")[0] for unit in document.units if unit.role is Role.ROW]
    assert leads == ["Position at 31 December"] * 2 + ["Measure · 2024 · 2025 · Change"] * 2
