"""Boxes drawn side by side, and charts beside text: what stands together is read together."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role, Source
from ingest.settings import ReadSettings
from ingest.structure import build_document
from tests.ingest.readers.test_pdf import LONG, _all

CARDS = (
    ("Full Council", "Adopts the plan", "and any change", "to its aims."),
    ("Cabinet Member", "Answers for", "the plan in", "public."),
    ("Staff networks", "Five networks", "meet the Board", "every quarter."),
)


def _boxed(tmp_path: Path, *, shape: str, gap: float, fill: bool = True) -> Source:
    """A page with text above and below three boxes, each with a bold title and three lines."""
    path = tmp_path / "boxes.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for at in range(3):
        canvas.drawString(60, 780 - 14 * at, LONG[:80])
        canvas.drawString(60, 560 - 14 * at, LONG[:80])
    for at, lines in enumerate(CARDS):
        left = 60 + at * (140 + gap)
        canvas.setFillColorRGB(0.9, 0.9, 0.8)
        if shape == "round":
            canvas.roundRect(left, 620, 140, 100, 12, stroke=int(not fill), fill=int(fill))
        else:
            canvas.rect(left, 620, 140, 100, stroke=int(not fill), fill=int(fill))
        canvas.setFillColorRGB(0, 0, 0)
        for n, words in enumerate(lines):
            canvas.setFont("Helvetica-Bold" if not n else "Helvetica", 11)
            canvas.drawString(left + 10, 700 - 14 * n, words)
    canvas.save()
    return read(path, ReadSettings())


@pytest.mark.parametrize("shape", ["round", "straight"])
@pytest.mark.parametrize("fill", [True, False])
def test_boxes_side_by_side_are_read_one_by_one(tmp_path: Path, shape: str, fill: bool) -> None:
    """Each with its title, whatever the corners; what stands below them is no part of the last."""
    found = _all(_boxed(tmp_path, shape=shape, gap=12, fill=fill), Role.PARAGRAPH)
    assert [words for words in found if not words.startswith(LONG[:20])] == [" ".join(lines) for lines in CARDS]
    assert found[0].startswith(LONG[:20])
    assert found[-1].startswith(LONG[:20])


def test_boxes_that_touch_are_cells(tmp_path: Path) -> None:
    """A row of a table stays one."""
    source = _boxed(tmp_path, shape="straight", gap=0)
    assert any("Full Council" in words and "Staff networks" in words for words in _all(source, Role.ROW))


def test_a_chart_beside_a_list_is_not_read_across(tmp_path: Path) -> None:
    """The list stays whole, and the lettering of the chart is not quoted."""
    path = tmp_path / "chart.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, 780, "How we are changing")
    canvas.setFont("Helvetica", 11)
    for at in range(9):
        canvas.drawString(60, 700 - 22.7 * at, f"{45 - 5 * at}")
        canvas.drawString(100 + 14 * at, 640 - 9 * at, f"{20 - at}.{at}")
    said = ["By 2035 one resident in three", "will be 65 or over.", "Young people leave us and", "do not come back."]
    for at, words in enumerate(said * 2):
        canvas.drawString(330, 695 - 15 * at, words)
    canvas.save()
    source = read(path, ReadSettings())
    assert "one resident in three will be 65 or over." in " ".join(source.text.split())
    assert not any(words[:1].isdigit() for words in _all(source, Role.PARAGRAPH))


def test_the_line_under_the_bars_is_no_heading(tmp_path: Path) -> None:
    """Though it is set large; a title that begins with a year is."""
    path = tmp_path / "bars.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    lines = [("2024 at a glance", 16), *[(LONG[:80], 10)] * 4, ("0-15 16-24 25-44 45-64 and over", 14)]
    for at, (words, size) in enumerate(lines):
        canvas.setFont("Helvetica", size)
        canvas.drawString(60, 780 - 30 * at, words)
    canvas.save()
    assert _all(read(path, ReadSettings()), Role.HEADING) == ["2024 at a glance"]


AROUND = (
    "We said that we would double the number of",
    "centres, train volunteers, publish a plan and",
    "act on it, run a fund, bring back the forum and",
    "apply to become a place of welcome. In 2025",
    "1,140 residents answered a survey about the centres, and most of them knew where one was,",
    "or had been told of one by a neighbour, which is more than in the year before the first opened.",
)


def test_a_box_that_text_runs_around_is_read_apart(tmp_path: Path) -> None:
    """The text beside it goes on as one paragraph, under its own heading; the box is one thing said."""
    path = tmp_path / "around.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 760, "What we did")
    canvas.setFillColorRGB(1, 0.95, 0.85)
    canvas.rect(380, 660, 160, 80, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    for at, (words, bold) in enumerate(
        [("Lead director", 1), ("Dr A. Bright,", 0), ("Public Health", 0), ("Delayed", 0)]
    ):
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
        canvas.drawString(390, 722 - 15 * at, words)
    canvas.setFont("Helvetica", 11)
    for at, words in enumerate(AROUND):
        canvas.drawString(60, 720 - 16 * at, words)
    canvas.save()
    source = read(path, ReadSettings())
    assert _all(source, Role.HEADING) == ["What we did"]
    assert _all(source, Role.PARAGRAPH) == [
        "Lead director Dr A. Bright, Public Health Delayed",
        " ".join(AROUND),
    ]


@pytest.mark.parametrize("title", ["What you can expect", "3. What you can expect"])
def test_a_title_in_a_filled_box_heads_the_box_alone(tmp_path: Path, title: str) -> None:
    """What goes on below it stands in the section around it; a numbered title opens a section of its own."""
    path = tmp_path / "aside.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for y, words, size in ((780, "How we will report", 18), (675, title, 13), (520, "Whom to ask", 18)):
        canvas.setFillColorRGB(0.9, 0.95, 0.95)
        canvas.rect(60, 600, 480, 100, stroke=0, fill=int(size < 18))
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(80 if size < 18 else 60, y, words)
    canvas.setFont("Helvetica", 11)
    for left, top, what in ((60, 750, "before"), (80, 650, "in"), (60, 570, "after"), (60, 500, "below")):
        canvas.drawString(left, top, f"This is what stands {what} the box, and {LONG[:50]}")
        canvas.drawString(left, top - 14, LONG[50:90] + ".")
    canvas.save()
    paper = build_document(read(path, ReadSettings()), id="paper", file="paper.pdf", sha256="")
    units = [u for u in paper.units if u.role is Role.PARAGRAPH]
    found = {paper.text[u.start : u.end].split()[4]: paper.sections[u.section].path[-1] for u in units}
    assert found["in"] == title
    assert found["before"] == "How we will report"
    assert found["after"] == (title if title[0].isdigit() else "How we will report")
    assert found["below"] == "Whom to ask"
