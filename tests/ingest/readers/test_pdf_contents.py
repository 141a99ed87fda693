"""Where contents and foot-notes end."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role
from ingest.settings import ReadSettings
from tests.ingest.readers.test_pdf import LONG, _all

ENTRIES = ("Foreword", "The year at a glance", "Our communities", "Our workforce", "Our pay gaps")
CARDS = (("612,400", "people lived here on", "Census day"), ("7.1%", "mean gender pay gap on 31 March", "2025"))


def _contents(canvas: Canvas, entries: tuple[str, ...], first: int, title: str = "") -> None:
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(57, 780, title)
    canvas.setFont("Helvetica", 10)
    for at, entry in enumerate(entries):
        canvas.drawString(57, 740 - 18 * at, entry)
        canvas.drawRightString(539, 740 - 18 * at, f"{first + at}")
    canvas.showPage()


def test_contents_that_end_a_page_do_not_go_on_under_a_heading(tmp_path: Path) -> None:
    """What the next page says stays to be quoted, whatever number ends a line of it."""
    path = tmp_path / "glance.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    _contents(canvas, ENTRIES, 3, "Contents")
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(57, 780, "The year at a glance")
    canvas.setFont("Helvetica", 10)
    for at in range(6):
        canvas.drawString(57, 750 - 14 * at, LONG[:80])
    for left, (figure, *lines) in zip((57, 330), CARDS, strict=True):
        canvas.setFont("Helvetica-Bold", 21)
        canvas.drawString(left, 600, figure)
        canvas.setFont("Helvetica", 9)
        for at, line in enumerate(lines):
            canvas.drawString(left, 578 - 11 * at, line)
    canvas.save()
    source = read(path, ReadSettings())
    assert len(_all(source, Role.CONTENTS)) == len(ENTRIES)
    assert [words for words in _all(source, Role.PARAGRAPH) if words[0].isdigit()] == [" ".join(card) for card in CARDS]


def test_contents_go_on_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    """Where nothing but entries stands there."""
    path = tmp_path / "long.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    _contents(canvas, ENTRIES, 3, "Contents")
    _contents(canvas, ("Listening to staff", "What happens next", "Contact"), 9)
    canvas.save()
    assert len(_all(read(path, ReadSettings()), Role.CONTENTS)) == len(ENTRIES) + 3


def test_a_foot_note_ends_above_a_bar_of_links(tmp_path: Path) -> None:
    """What stands well below it or in a box is none of its words."""
    path = tmp_path / "note.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for at in range(8):
        canvas.drawString(57, 780 - 15 * at, LONG[:80])
    canvas.setFont("Helvetica", 8)
    canvas.drawString(57, 640, "1 The four local considerations were agreed by Cabinet in 2022, and they are no")
    canvas.drawString(57, 630, "protected characteristics.")
    canvas.setFillColor(colors.darkgreen)
    canvas.rect(57, 600, 482, 24, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.drawString(67, 609, "Accessibility statement | Privacy and cookies | Freedom of information")
    canvas.save()
    (note,) = _all(read(path, ReadSettings()), Role.NOTE)
    assert note.endswith("protected characteristics.")
