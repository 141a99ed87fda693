"""Covers, tables and captions as annual reports and committee papers have them."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role
from ingest.settings import ReadSettings
from tests.ingest.readers.test_pdf import _all


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
