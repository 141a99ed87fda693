"""Covers, tables and captions as annual reports and committee papers have them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role
from ingest.settings import ReadSettings
from tests.ingest.readers.test_pdf import LONG, _all

ROWS = (("Pay gap", "2023", "2024"), ("Gender, mean", "6.9%", "6.1%"), ("Gender, median", "8.8%", "8.0%"))


def test_a_slanted_shape_on_a_cover_parts_no_words(tmp_path: Path) -> None:
    """A triangle in the corner has no upright edges: the title under it is no table."""
    path = tmp_path / "cover.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    wide, tall = A4
    canvas.setFillColor(colors.darkblue)
    canvas.rect(0, 0, wide, tall, stroke=0, fill=1)
    canvas.setFillColor(colors.teal)
    corner = canvas.beginPath()
    corner.moveTo(255, tall)
    corner.lineTo(wide, tall)
    corner.lineTo(wide, 425)
    corner.close()
    canvas.drawPath(corner, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.setFont("Helvetica-Bold", 36)
    canvas.drawString(62, 567, "Annual Equality")
    canvas.drawString(62, 525, "Report 2024/25")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(62, 125, "Agreed by Cabinet on 17 June 2025")
    canvas.save()
    source = read(path, ReadSettings())
    assert not _all(source, Role.ROW)
    assert "Annual Equality\nReport 2024/25" in source.text


def test_a_note_between_a_table_and_the_rule_at_the_foot_is_no_row(tmp_path: Path) -> None:
    """The rule over the foot of a page may be as wide as the table above it."""
    path = tmp_path / "note.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    for at in range(8):
        canvas.drawString(57, 780 - 15 * at, LONG[:80])
    for at, row in enumerate(ROWS):
        canvas.line(57, 247 - 17 * at, 539, 247 - 17 * at)
        canvas.setFont("Helvetica-Bold" if not at else "Helvetica", 8.5)
        for left, words in zip((63, 300, 430), row, strict=True):
            canvas.drawString(left, 235 - 17 * at, words)
    canvas.line(57, 196, 539, 196)
    canvas.setFont("Helvetica", 8)
    note = "Figures for 31 March 2024 must be published nationally by March 2025 and are given early here."
    canvas.drawString(57, 187, note)
    canvas.line(57, 43, 539, 43)
    canvas.drawString(57, 30, "Page 10")
    canvas.save()
    source = read(path, ReadSettings())
    assert _all(source, Role.ROW) == [" ".join(row) for row in ROWS]
    assert note in _all(source, Role.PARAGRAPH)


SHEET = (
    ("Report to", "Communities and Inclusion Scrutiny Committee"),
    ("Date of meeting", "21 October 2025"),
    ("Report of", "Director of Strategy and Partnerships"),
    ("Key decision", "No"),
)
STEPS = (("Step", "Date"), ("Comments sent to Cabinet", "31 October 2025"), ("Cabinet considers", "2 December 2025"))


@pytest.mark.parametrize(("rows", "first"), [(SHEET, 0), (STEPS, 1)])
def test_the_bold_first_row_of_a_front_sheet_heads_no_columns(
    tmp_path: Path, rows: Sequence[tuple[str, str]], first: int
) -> None:
    """It has a label and a value as the others have; where both cells are names, they head the columns."""
    path = tmp_path / "sheet.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 780, "One City, Many Voices: mid-point review")
    canvas.grid([60, 180, 525], [750 - 16 * at for at in range(len(rows) + 1)])
    for at, row in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if not at else "Helvetica", 10)
        for left, words in zip((64, 184), row, strict=True):
            canvas.drawString(left, 738 - 16 * at, words)
    canvas.setFont("Helvetica", 11)
    for at in range(8):
        canvas.drawString(60, 620 - 15 * at, LONG[:80])
    canvas.save()
    found = [block for block in read(path, ReadSettings()).blocks if block.role is Role.ROW]
    assert len(found) == len(rows)
    assert [block.headers for block in found] == [(), *[rows[0] if first else ()] * (len(rows) - 1)]
