"""Tables with rules across or a shaded header alone; what looks like one and is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from ingest.readers.pdf import read
from ingest.records import Role, Source
from ingest.settings import ReadSettings

CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=10, leading=12)
ACTIONS = (
    ("Action", "Lead", "By when"),
    ("Train every manager who chairs an interview panel in inclusive recruitment, and record it", "HR", "June 2025"),
    ("Publish the pay gap by ethnicity as well as by sex, with what will be done about each", "Finance", "March 2026"),
    ("Ask disabled residents how they wish to be asked", "Engagement", "Each year"),
)
PROSE = (
    "Councils must think about how what they do affects people who share a characteristic. "
    "They do so before they decide, and they write down what they found and what they changed. "
)
STYLES: dict[str, list[Any]] = {
    "rules below": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)],
    "rules above and below": [
        ("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.grey),
        ("LINEBELOW", (0, -1), (-1, -1), 1, 0),
    ],
    "shaded header": [("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)],
    "shaded rows": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.whitesmoke])],
}


def _set(folder: Path, *story: Flowable) -> Source:
    path = folder / "paper.pdf"
    SimpleDocTemplate(str(path), pagesize=A4).build(list(story))
    return read(path, ReadSettings())


def _table(rows: Sequence[Sequence[str]], style: list[Any], repeat: int = 0, cut: int = 0) -> Table:
    top = ("VALIGN", (0, 0), (-1, -1), "TOP")
    cells = [[Paragraph(cell, CELL) for cell in row] for row in rows]
    return Table(cells, colWidths=[220, 110, 110], style=[*style, top], repeatRows=repeat, splitInRow=cut)


def _rows(source: Source) -> list[list[str]]:
    """The cells of each row that stands under a header."""
    return [
        [" ".join(source.text[a:b].split()) for a, b in block.cells]
        for block in source.blocks
        if block.role is Role.ROW and block.headers
    ]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_rows_parted_by_rules_or_shades_are_rows(tmp_path: Path, style: list[Any]) -> None:
    """Each row is whole, with its header; prose before and after stays prose."""
    source = _set(
        tmp_path, Paragraph(PROSE, CELL), Spacer(1, 20), _table(ACTIONS, style), Spacer(1, 30), Paragraph(PROSE, CELL)
    )
    assert _rows(source) == [list(row) for row in ACTIONS[1:]]
    assert {block.headers for block in source.blocks if block.headers} == {ACTIONS[0]}
    prose = [block for block in source.blocks if block.role is Role.PARAGRAPH]
    assert [" ".join(source.text[b.start : b.end].split()) for b in prose] == [PROSE.strip()] * 2


@pytest.mark.parametrize("name", ["rules below", "shaded header"])
def test_a_table_over_a_page_is_one(tmp_path: Path, name: str) -> None:
    """A header that is repeated on the next page is said once, and the rows go on."""
    many = [ACTIONS[0], *((f"Action {n}: {row[0]}", *row[1:]) for n in range(12) for row in ACTIONS[1:])]
    source = _set(tmp_path, _table(many, STYLES[name], repeat=1))
    assert len(source.pages) > 1
    assert _rows(source) == [list(row) for row in many[1:]]
    assert len({block.table for block in source.blocks if block.role is Role.ROW}) == 1


def test_a_cut_row_is_parted_from_the_header_said_again(tmp_path: Path) -> None:
    """Where the rest of a row follows a repeated header without a rule between, both are told apart."""
    long = ("Review " + "each service and what it knows of the people who use it " * 60, "All", "2026")
    grid: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]
    source = _set(tmp_path, _table([*ACTIONS, long, *ACTIONS[1:]], grid, repeat=1, cut=1))
    assert len(source.pages) > 1
    assert [row[0] for row in _rows(source)] == [row[0].strip() for row in (*ACTIONS[1:], long, *ACTIONS[1:])]


def test_columns_of_prose_between_rules_are_no_table(tmp_path: Path) -> None:
    """Two columns of running text with rules above and below are read one after the other."""
    path = tmp_path / "prose.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    words = (PROSE * 6).split()
    lines = [" ".join(words[at : at + 7]) for at in range(0, len(words), 7)]
    half = len(lines) // 2
    for top in (760, 560):
        canvas.line(60, top, 540, top)
    canvas.line(60, 560 - 14 * half - 30, 540, 560 - 14 * half - 30)
    for x, part in ((60, lines[:half]), (310, lines[half : 2 * half])):
        for at, line in enumerate(part):
            canvas.setFont("Helvetica", 9)
            canvas.drawString(x, 745 - 14 * at, line)
    canvas.save()
    source = read(path, ReadSettings())
    assert not [block for block in source.blocks if block.role is Role.ROW]
    assert " ".join(source.text.split()).startswith(" ".join(" ".join(lines[:half]).split()))


def test_the_lines_of_a_chart_are_no_table(tmp_path: Path) -> None:
    """Lines behind bars, with figures at the side and over the bars, part no rows."""
    path = tmp_path / "chart.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    for at in range(6):
        canvas.line(80, 400 + 40 * at, 500, 400 + 40 * at)
        canvas.drawString(84, 404 + 40 * at, f"{at * 20}%")
        canvas.drawString(150 + 60 * at, 412 + 40 * at, f"{at * 17}%")
        canvas.drawString(150 + 60 * at, 385, f"Year {at}")
    canvas.save()
    assert not [block for block in read(path, ReadSettings()).blocks if block.role is Role.ROW]


def test_rows_set_tight_under_rules_are_rows(tmp_path: Path) -> None:
    """A rule above, one below the header and one at the end: every line that fills the columns is a row."""
    path = tmp_path / "tight.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    rows = [("Group", "Share of staff", "Share of residents"), ("Women", "68%", "51%"), ("Disabled", "7%", "18%")]
    for at, row in enumerate(rows):
        for x, words in zip((80, 220, 360), row, strict=True):
            canvas.drawString(x, 700 - 12 * at, words)
    for y in (712, 696, 672):
        canvas.line(76, y, 480, y)
    canvas.save()
    assert _rows(read(path, ReadSettings())) == [list(row) for row in rows[1:]]


def test_two_bold_rows_name_the_columns_together(tmp_path: Path) -> None:
    """A name over several columns stands before each name under it."""
    rows = [
        ("<b>Group</b>", "<b>Staff</b>", "", "<b>Residents</b>", ""),
        ("", "<b>2022</b>", "<b>2023</b>", "<b>2022</b>", "<b>2023</b>"),
        ("Women", "68%", "69%", "51%", "51%"),
        ("Disabled", "6%", "7%", "18%", "18%"),
    ]
    style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]
    style += [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("SPAN", (0, 0), (0, 1))]
    source = _set(tmp_path, Table([[Paragraph(cell, CELL) for cell in row] for row in rows], style=style))
    assert _rows(source) == [list(row) for row in rows[2:]]
    headers = {block.headers for block in source.blocks if block.headers}
    assert headers == {("Group", "Staff 2022", "Staff 2023", "Residents 2022", "Residents 2023")}


def test_a_first_column_may_number_the_rows(tmp_path: Path) -> None:
    """What they say stands in the second one."""
    head, *rows = ACTIONS
    numbered = [("No.", *head), *((str(n), *row) for n, row in enumerate(rows, start=1))]
    cells = [[Paragraph(cell, CELL) for cell in row] for row in numbered]
    table = Table(
        cells, colWidths=[30, 200, 110, 100], style=[*STYLES["rules below"], ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )
    assert _rows(_set(tmp_path, table)) == [list(row) for row in numbered[1:]]


def test_rows_between_shaded_cells_keep_their_columns(tmp_path: Path) -> None:
    """Where each cell of every second row is shaded by itself, and the last row is not."""
    rows = [ACTIONS[0], *ACTIONS[1:], ("Open the sports halls to everyone", "Leisure", "May 2026")]
    shades = [("BACKGROUND", (at, row), (at, row), colors.lightgrey) for row in (0, 1, 3) for at in range(3)]
    assert _rows(_set(tmp_path, _table(rows, shades))) == [list(row) for row in rows[1:]]


def test_a_box_that_touches_a_table_is_none_of_its_rows(tmp_path: Path) -> None:
    """What stands beside the box is text."""
    path = tmp_path / "box.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    for row, (name, value) in enumerate([("Policy", "Lettings"), ("Lead", "Housing"), ("Changed", "2019")]):
        top = 760 - 20 * row
        canvas.grid([60, 200, 500], [top, top - 20])
        canvas.drawString(64, top - 14, name)
        canvas.drawString(204, top - 14, value)
    canvas.setFillColor(colors.lightgrey)
    canvas.rect(340, 600, 160, 100, stroke=0, fill=1)
    canvas.setFillColor(colors.black)
    for at in range(5):
        canvas.drawString(62, 686 - 16 * at, f"Line {at} says what the policy is for, and")
        canvas.drawString(346, 686 - 16 * at, f"Note {at} on the register")
    canvas.save()
    source = read(path, ReadSettings())
    rows = [block for block in source.blocks if block.role is Role.ROW]
    assert [len([c for c in row.cells if c[0] < c[1]]) for row in rows] == [2, 2, 2]


def _gridded(canvas: Canvas, top: float, rows: Sequence[Sequence[str]], ends: Sequence[int]) -> None:
    """Rows of one line each between rules; in the first column only where ``ends`` says that its cell ends."""
    for at, row in enumerate(rows):
        y = top - 20 * at
        canvas.line(160 if at and at not in ends else 60, y, 500, y)
        for x, words in zip((64, 164, 404), row, strict=True):
            canvas.drawString(x, y - 14, words)
    bottom = top - 20 * len(rows)
    canvas.line(60, bottom, 500, bottom)
    for x in (60, 160, 400, 500):
        canvas.line(x, top, x, bottom)


def test_rows_that_share_a_name_stay_apart_over_a_page(tmp_path: Path) -> None:
    """The name may go on on the next page; the rows do not run together."""
    path = tmp_path / "named.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    first = [
        ("Aim", "What we will do", "When"),
        ("Be a fair", "Publish the pay gap", "May"),
        ("", "Train managers", "June"),
    ]
    second = [
        ("employer", "Mentor new staff", "July"),
        ("", "Ask those who leave", "May"),
        ("Listen", "Visit groups", "June"),
    ]
    for top, rows, ends in ((160.0, first, (1,)), (780.0, second, (2,))):
        canvas.setFont("Helvetica", 10)
        if rows is first:
            for at in range(12):
                canvas.drawString(60, 700 - 16 * at, PROSE[:80])
        _gridded(canvas, top, rows, ends)
        canvas.showPage()
    canvas.save()
    source = read(path, ReadSettings())
    found = [
        [" ".join(source.text[a:b].split()) for a, b in block.cells]
        for block in source.blocks
        if block.role is Role.ROW
    ]
    expected = [
        ["Be a fair employer", "Publish the pay gap", "May"],
        ["", "Train managers", "June"],
        ["", "Mentor new staff", "July"],
        ["", "Ask those who leave", "May"],
        ["Listen", "Visit groups", "June"],
    ]
    assert found[1:] == expected


def test_a_head_shaded_cell_by_cell_names_the_rows_and_a_box_above_is_none_of_them(tmp_path: Path) -> None:
    """As browsers print them: the head's cells are filled, the rows have rules below, the box has the same width."""
    box = Table([[Paragraph(PROSE, CELL)]], colWidths=[440], style=[("BOX", (0, 0), (-1, -1), 0.5, colors.grey)])
    filled = [("BACKGROUND", (column, 0), (column, 0), colors.lightblue) for column in range(3)]
    edges = [("LINEBEFORE", (column, 0), (column, 0), 0.5, colors.blue) for column in range(3)]
    below = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)]
    source = _set(tmp_path, box, Spacer(1, 14), _table(ACTIONS, [*filled, *edges, *below]))
    assert _rows(source) == [list(row) for row in ACTIONS[1:]]
    assert not any(PROSE[:30] in source.text[b.start : b.end] for b in source.blocks if b.role is Role.ROW)
