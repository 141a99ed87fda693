"""Pages as a designer sets them: icons, columns with titles of their own, tables beside text, quotations, boxes."""

from __future__ import annotations

from pathlib import Path

import pytest
import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role, Source
from ingest.settings import ReadSettings
from ingest.structure import build_document
from tests.ingest.readers.test_pdf import LONG, _all, _drawn


def test_icons_are_no_letters(tmp_path: Path) -> None:
    """A sign of an icon font shows a picture; the letters of a symbol font, which stand in words, are read."""
    font = TTFont("Signs", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
    font.face.charToGlyph |= {0xF000 + code: font.face.charToGlyph[code] for code in (0x41, 0x6B, 0x73, 0xC0)}
    registerFont(font)
    path = tmp_path / "icons.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for at, words in enumerate(("\uf0c0", "\uf0c0 Call us on 01987 550 140", "\uf041\uf073\uf06b the team")):
        canvas.setFont("Signs", 11)
        canvas.drawString(60, 780 - 60 * at, words)
    canvas.save()
    assert _all(read(path, ReadSettings()), Role.PARAGRAPH) == ["Call us on 01987 550 140", "Ask the team"]


def _opened(at: int) -> list[tuple[float, float, str, str, float]]:
    """A chapter's page that opens with its title, or the page after it, which opens with a heading that they share."""
    title = f"{('Listening', 'Access', 'Safety', 'Work')[at // 2]} for all"
    head = (title, 24.0) if at % 2 == 0 else ("What we will do", 13.0)
    prose = [(60.0, 720.0 - 14 * n, LONG[at + n : at + n + 80], "Helvetica", 11.0) for n in range(8)]
    return [(60.0, 770.0, head[0], "Helvetica-Bold", head[1]), *prose]


def test_a_heading_that_many_pages_open_with_is_kept(tmp_path: Path) -> None:
    """What runs over the pages stands above their text: the text of the pages between begins as high."""
    found = _all(_drawn(tmp_path, *(_opened(at) for at in range(8))), Role.HEADING)
    assert found[:3] == ["Listening for all", "What we will do", "Access for all"]
    assert found.count("What we will do") == 4


def test_a_large_line_above_the_text_of_the_pages_is_furniture(tmp_path: Path) -> None:
    """Where the pages that lack it begin lower."""
    pages = [_opened(at) for at in range(8)]
    lower = [[(x, y - 30, words, font, size) for x, y, words, font, size in page] for page in pages]
    over = (60.0, 790.0, "One Town, One Plan", "Helvetica-Bold", 13.0)
    found = _drawn(tmp_path, *([over, *page] if at % 2 else page for at, page in enumerate(lower)))
    assert "One Town" not in found.text


MEASURES = (
    ("Measure", "Now", "Target"),
    ("Staff trained", "64%", "95%"),
    ("Centres open", "4", "12"),
    ("Forms", "3", "9"),
)


def _two_boxes(canvas: Canvas, bottom: float, *boxes: tuple[str, ...]) -> None:
    """Two filled boxes side by side, each with a bold title and its text."""
    for at, (title, *lines) in enumerate(boxes):
        left = 50 + 260 * at
        canvas.setFillColorRGB(0.9, 0.9, 0.8)
        canvas.roundRect(left, bottom, 245, 70, 8, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(left + 10, bottom + 50, title)
        canvas.setFont("Helvetica", 11)
        for n, words in enumerate(lines):
            canvas.drawString(left + 10, bottom + 34 - 16 * n, words)


def _columns(folder: Path, *, titles: bool) -> Source:
    """Numbered actions beside a table that shades every second row, each under a title of its own."""
    path = folder / "columns.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    if titles:
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(50, 780, "What we will do")
        canvas.drawString(370, 780, "How we will measure it")
        _two_boxes(
            canvas, 540, ("By the end of the year", "• The panel has met."), ("Who we will work with", "Colleges.")
        )
    for at in range(4):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(50, 750 - 32 * at, f"1.{at + 1}")
        canvas.drawString(80, 750 - 32 * at, f"We will do the thing that is number {at + 1} and")
        canvas.drawString(80, 736 - 32 * at, "we will say in public how far that has got.")
    for row, cells in enumerate(MEASURES):
        for column, words in enumerate(cells):
            left, wide = (370, 470, 510)[column], (100, 40, 50)[column]
            if row % 2 == 0:
                canvas.setFillColorRGB(0.9, 0.9, 1)
                canvas.rect(left, 742 - 24 * row, wide, 24, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            canvas.setFont("Helvetica-Bold" if not row else "Helvetica", 9)
            canvas.drawString(left + 4, 750 - 24 * row, words)
    canvas.save()
    return read(path, ReadSettings())


def test_a_table_that_shades_every_second_row_is_whole_beside_other_text(tmp_path: Path) -> None:
    """The row between two shades is level with lines of the other column, which are none of it."""
    assert _all(_columns(tmp_path, titles=False), Role.ROW) == [" ".join(row) for row in MEASURES]


def test_a_title_and_a_table_beside_text_are_a_column(tmp_path: Path) -> None:
    """A table counts as many lines as it has rows."""
    source = _columns(tmp_path, titles=True)
    assert _all(source, Role.HEADING)[:2] == ["What we will do", "How we will measure it"]
    assert source.text.index("number 4") < source.text.index("How we will measure it") < source.text.index("Staff")


def test_a_box_below_titled_columns_is_a_part_beside_them(tmp_path: Path) -> None:
    """And not a part of the last column, which it stands under by chance."""
    source = _columns(tmp_path, titles=True)
    document = build_document(source, id="a", file="a.pdf", sha256="0" * 64)
    titles = [section.path for section in document.sections if section.path]
    named = ["What we will do", "How we will measure it", "By the end of the year", "Who we will work with"]
    assert titles == [(title,) for title in named]


def test_two_titles_side_by_side_head_two_columns(tmp_path: Path) -> None:
    """Though the lines under one of them are labels and figures, as a table's are."""
    page = [(60.0, 780.0, "Who lives here", "Helvetica-Bold", 15.0), (320.0, 780.0, "More", "Helvetica-Bold", 15.0)]
    for at, group in enumerate(("White British", "Asian British", "Black British", "Other White", "Mixed", "Others")):
        page += [
            (60.0, 760.0 - 17 * at, group, "Helvetica", 9.0),
            (260.0, 760.0 - 17 * at, f"{9 - at}.4%", "Helvetica", 9.0),
        ]
        page += [(320.0, 757.0 - 21 * at, f"One adult in {at + 3} looks after somebody", "Helvetica", 11.0)]
    source = _drawn(tmp_path, page)
    assert _all(source, Role.HEADING) == ["Who lives here", "More"]
    assert source.text.index("4.4%") < source.text.index("More") < source.text.index("in 3")


def _quoted(folder: Path, quote: str, size: float) -> Source:
    """A section with a quotation in it, and who said it in bold right under that."""
    prose = [(60.0, 740.0 - 14 * at, LONG[:80], "Helvetica", 11.0) for at in range(4)]
    lines = [(quote, "Helvetica", size, 650.0), ("Bus passenger, aged 19", "Helvetica-Bold", 9.0, 635.0)]
    after = [(60.0, 590.0 - 14 * at, LONG[:80], "Helvetica", 11.0) for at in range(4)]
    said = [(70.0, y, words, font, points) for words, font, points, y in lines]
    return _drawn(folder, [(60.0, 770.0, "What you told us", "Helvetica-Bold", 15.0), *prose, *said, *after])


@pytest.mark.parametrize(
    ("quote", "size"),
    [("Nobody laughed with him, but nobody said stop.", 16.0), ("“Nobody laughed, but nobody said stop.”", 11.0)],
)
def test_who_is_quoted_heads_nothing(tmp_path: Path, quote: str, size: float) -> None:
    """Neither a quotation nor the name under it parts a section."""
    source = _quoted(tmp_path, quote, size)
    document = build_document(source, id="a", file="a.pdf", sha256="0" * 64)
    assert [section.path for section in document.sections if section.path] == [("What you told us",)]
    said = {document.text[unit.start : unit.end] for unit in document.units}
    assert {quote, "Bus passenger, aged 19"} <= said


def test_a_bold_line_further_down_heads_what_follows(tmp_path: Path) -> None:
    """A title under a quotation stands nearer to its own text."""
    page = [
        (60.0, 770.0, "What you told us", "Helvetica-Bold", 15.0),
        (70.0, 740.0, "Nobody said stop.", "Helvetica", 16.0),
    ]
    page += [(60.0, 712.0, "Who we asked", "Helvetica-Bold", 11.0)]
    page += [(60.0, 697.0 - 14 * at, LONG[:80], "Helvetica", 11.0) for at in range(4)]
    document = build_document(_drawn(tmp_path, page), id="a", file="a.pdf", sha256="0" * 64)
    assert "Who we asked" in {section.path[-1] for section in document.sections if section.path}


def test_a_statement_set_large_is_said_and_heads_nothing(tmp_path: Path) -> None:
    """A long sentence with its full stop, such as a vision, can be quoted."""
    vision = "Our vision is of a city where who you are never decides how well you live."
    page = [(60.0, 770.0, "Our vision", "Helvetica-Bold", 20.0), (60.0, 735.0, vision, "Helvetica", 14.0)]
    page += [(60.0, 690.0 - 14 * at, LONG[:80], "Helvetica", 11.0) for at in range(4)]
    assert vision in _all(_drawn(tmp_path, page), Role.PARAGRAPH)


def test_a_list_beside_a_short_text_in_boxes_makes_neither_a_card(tmp_path: Path) -> None:
    """Boxes of one row are read alike: the title of each is one, whatever stands under it."""
    path = tmp_path / "row.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    _two_boxes(
        canvas, 620, ("By the end of the year", "• The panel has met.", "• The book is out."), ("Partners", "All.")
    )
    canvas.save()
    source = read(path, ReadSettings())
    assert _all(source, Role.ITEM) == ["The panel has met.", "The book is out."]
    assert _all(source, Role.PARAGRAPH) == ["By the end of the year", "Partners", "All."]


@pytest.mark.parametrize("corner", [0, 10])
def test_a_bold_title_in_a_box_heads_the_box_alone(tmp_path: Path, corner: int) -> None:
    """Whatever the corners: what goes on below two such boxes belongs to the heading above them."""
    path = tmp_path / "box.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    lines = [(780, "Objective one", True, 16), (755, LONG[:80], False, 11), (741, LONG[60:120], False, 11)]
    lines += [(560, "We will open three centres by March.", False, 11), (520, "Objective two", True, 16)]
    for at in range(2):
        canvas.setFillColorRGB(0.9, 0.9, 0.8)
        canvas.roundRect(60, 655 - 75 * at, 300, 65, corner, stroke=0, fill=1)
        lines += [(700 - 75 * at, ("What is a hoist?", "Who needs it?")[at], True, 11)]
        lines += [(680 - 75 * at, "A thing that lifts people.", False, 11), (666 - 75 * at, "It is fixed.", False, 11)]
    canvas.setFillColorRGB(0, 0, 0)
    for y, words, bold, size in lines:
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        canvas.drawString(70, y, words)
    canvas.save()
    document = build_document(read(path, ReadSettings()), id="a", file="a.pdf", sha256="0" * 64)
    unit = next(unit for unit in document.units if "three centres" in document.text[unit.start : unit.end])
    assert document.sections[unit.section].path == ("Objective one",)
    assert ("Objective one", "What is a hoist?") in {section.path for section in document.sections}


def test_a_contents_list_is_known_by_the_titles_that_it_names(tmp_path: Path) -> None:
    """Where each page stands right after its title, and the list is called anything; figures after names are none."""
    names = ("Welcome", "Our town", "What we will do")
    listed = [(60.0, 770.0, "What is inside", "Helvetica-Bold", 15.0)]
    listed += [(60.0, 740.0 - 30 * at, f"{name} {at + 2}", "Helvetica", 11.0) for at, name in enumerate(names)]
    pages = [
        [(60.0, 770.0, name, "Helvetica-Bold", 15.0), *((60.0, 740.0, f"{LONG[:70]} {n}.", "Helvetica", 11.0),)]
        for n, name in enumerate(names)
    ]
    pages[1] += [(60.0, 600.0 - 30 * at, f"{name} {40 + at}", "Helvetica", 11.0) for at, name in enumerate("ABC")]
    source = _drawn(tmp_path, listed, *pages)
    assert _all(source, Role.CONTENTS) == ["What is inside", "Welcome 2", "Our town 3", "What we will do 4"]
    assert source.outline == (("Welcome", "2"), ("Our town", "3"), ("What we will do", "4"))
    assert _all(source, Role.HEADING) == list(names)
