"""Papers as councils set them: leaflets, figures set large, drawn list marks, running lines, titles of two lines."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from ingest.readers.pdf import read
from ingest.records import Role
from ingest.settings import ReadSettings
from tests.ingest.readers.test_pdf import BODY, LONG, _all, _drawn, _paper


def test_a_paper_that_cuts_no_words_has_its_compounds_whole(tmp_path: Path) -> None:
    """A hyphen that seldom ends a line is that of a compound, though its halves stand nowhere else."""
    lines = [f"The council asked group {n} what the library means to the people in it." for n in range(40)]
    lines[20:20] = ["It may be offered an evening of its own or a key-", "holder arrangement for the group."]
    page = [(60.0, 790.0 - 14 * at, words, "Helvetica", 11.0) for at, words in enumerate(lines)]
    assert "a key-holder arrangement" in _drawn(tmp_path, page).text


def test_a_heading_under_a_heading_of_another_size_is_one_of_its_own(tmp_path: Path) -> None:
    """However little smaller it is, and close."""
    page = [
        (60.0, 760.0, "Appendix A: Action plan for the county", "Helvetica-Bold", 14.0),
        (60.0, 743.0, "Objective 1: Reduce poverty where it is", "Helvetica-Bold", 13.0),
        *((60.0, 720.0 - 14 * at, LONG[:80], "Helvetica", 11.0) for at in range(4)),
    ]
    heads = _all(_drawn(tmp_path, page), Role.HEADING)
    assert heads == ["Appendix A: Action plan for the county", "Objective 1: Reduce poverty where it is"]


def test_a_note_mark_that_is_little_smaller_cuts_no_sentence(tmp_path: Path) -> None:
    """It stays in its line, raised."""
    words = (
        "It is the right to be paid the same for work of equal value.<super>1</super> The mean is an average of all."
    )
    source = _paper(tmp_path, [Paragraph(words, ParagraphStyle("narrow", parent=BODY, rightIndent=300))])
    assert _all(source, Role.PARAGRAPH) == [
        "It is the right to be paid the same for work of equal value.¹ The mean is an average of all."
    ]


def test_dots_that_are_drawn_mark_the_items_of_a_list(tmp_path: Path) -> None:
    """As browsers print them; a heading keeps its ornament, and no item runs into the next one."""
    path = tmp_path / "dots.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    lines = ["Our work", "Train the staff", "Light the paths", "Ask the people who use them"]
    for at, words in enumerate(lines):
        canvas.setFont("Helvetica-Bold" if not at else "Helvetica", 12)
        canvas.drawString(90, 700 - 16 * at, words)
        canvas.circle(80, 704 - 16 * at, 2, stroke=at == 3, fill=at != 3)
    canvas.save()
    source = read(path, ReadSettings())
    assert _all(source, Role.ITEM) == lines[1:]
    assert {b.marker for b in source.blocks if b.role is Role.ITEM} == {"•"}
    assert "• Light the paths" in source.text


def test_large_figures_stay_with_what_they_count(tmp_path: Path) -> None:
    """Side by side, each over its own words; no figure is a heading."""
    cards = [
        ("353,300", "people live in", "the district"),
        ("19.6%", "of residents are", "disabled"),
        ("7", "libraries", ""),
    ]
    page = [(60.0, 760.0 - 14 * at, LONG[:80], "Helvetica", 11.0) for at in range(4)]
    for at, (figure, *words) in enumerate(cards):
        page.append((80.0 + 160 * at, 660.0, figure, "Helvetica-Bold", 24.0))
        page += [(76.0 + 160 * at, 642.0 - 14 * n, word, "Helvetica", 11.0) for n, word in enumerate(words) if word]
    source = _drawn(tmp_path, page)
    assert _all(source, Role.PARAGRAPH)[1:] == [
        "353,300 people live in the district",
        "19.6% of residents are disabled",
        "7 libraries",
    ]


def test_a_title_whose_second_line_begins_small_is_one(tmp_path: Path) -> None:
    """Though its first line ends with a colon."""
    page = [
        (60.0, 760.0, "Fair and equal:", "Helvetica-Bold", 24.0),
        (60.0, 732.0, "our objectives for the next four years", "Helvetica-Bold", 24.0),
        *((60.0, 690.0 - 14 * at, LONG[:80], "Helvetica", 11.0) for at in range(4)),
    ]
    assert _all(_drawn(tmp_path, page), Role.HEADING) == ["Fair and equal: our objectives for the next four years"]


def test_a_running_line_may_have_two(tmp_path: Path) -> None:
    """On both of two pages; what else they share is kept."""
    foot = [(60.0, 52.0, "Minutes of the committee for communities and", "Helvetica", 10.0)]
    foot.append((60.0, 40.0, "their safety", "Helvetica", 10.0))
    pages = [
        [(60.0, 760.0 - 14 * at, f"On page {n} the council says {LONG[:50]}", "Helvetica", 10.0) for at in range(6)]
        for n in ("one", "two")
    ]
    text = _drawn(tmp_path, *[[*page, *foot] for page in pages]).text
    assert "safety" not in text
    assert "Minutes" not in text
    assert text.count("the council says") == 12


def test_on_a_cover_the_title_and_its_subtitle_are_headings(tmp_path: Path) -> None:
    """Who published it and when are not, though they are set large."""
    cover = [
        (60.0, 780.0, "Ashdon Borough Council", "Helvetica-Bold", 15.0),
        (60.0, 560.0, "A Fairer Ashdon", "Helvetica-Bold", 40.0),
        (60.0, 515.0, "Our Equality Strategy 2024 to 2028", "Helvetica", 22.0),
        (60.0, 480.0, "Published January 2024", "Helvetica", 16.0),
        (60.0, 300.0, "Adopted by Full Council on 13 March 2024", "Helvetica-Bold", 14.0),
    ]
    text = [
        (60.0, 760.0, "Foreword", "Helvetica-Bold", 16.0),
        *((60.0, 740.0 - 14 * at, LONG[:80], "Helvetica", 11.0) for at in range(4)),
    ]
    source = _drawn(tmp_path, cover, text)
    assert _all(source, Role.HEADING) == ["A Fairer Ashdon", "Our Equality Strategy 2024 to 2028", "Foreword"]
    assert "Published January 2024" in _all(source, Role.PARAGRAPH)
    assert len(_all(_drawn(tmp_path, cover), Role.HEADING)) > 2
