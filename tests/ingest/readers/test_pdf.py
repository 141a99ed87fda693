from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from ingest.readers.pdf import read
from ingest.records import Block, Dress, Role, Source
from ingest.settings import ReadSettings

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
TITLE = ParagraphStyle("title", parent=BOLD, fontSize=20, leading=24)
SMALLER = ParagraphStyle("smaller", parent=BOLD, fontSize=14, leading=18)
BULLET = ParagraphStyle("bullet", parent=BODY, leftIndent=18, bulletIndent=6)
LONG = (
    "The council will review how services reach people who do not use the internet, and whether those people "
    "were asked what they need, before the next report. "
)


def _paper(
    folder: Path, story: Sequence[Flowable], columns: int = 1, header: str = "", first_number: int = 1
) -> Source:
    """Set a story as a PDF of A4 pages and read it."""
    path = folder / "paper.pdf"
    width = (A4[0] - 120 - 20 * (columns - 1)) / columns
    frames = [
        Frame(60 + at * (width + 20), 80, width, A4[1] - 160, leftPadding=0, rightPadding=0) for at in range(columns)
    ]

    def around(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, 800, header)
        canvas.drawCentredString(300, 40, f"Page {document.page + first_number - 1}")

    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates([PageTemplate("page", frames, onPage=around)])
    document.build(list(story))
    return read(path, ReadSettings())


def _drawn(folder: Path, *pages: Sequence[tuple[float, float, str, str, float]]) -> Source:
    """Draw text at places (x, y, words, font, size), page by page, and read it."""
    path = folder / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        for x, y, words, font, size in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return read(path, ReadSettings())


def _words(source: Source, block: Block) -> str:
    return " ".join(source.text[block.start : block.end].split())


def _all(source: Source, role: Role) -> list[str]:
    return [_words(source, block) for block in source.blocks if block.role is role]


def _page(source: Source, at: int) -> int:
    return next(page.index for page in source.pages if page.start <= at < page.end)


def test_headings_rank_by_size_and_bold_body_lines_stay_paragraphs(tmp_path: Path) -> None:
    """A larger line is a heading of its rank; a bold line of body size is dressed as such and no more."""
    story = [Paragraph("Equality report", TITLE), Paragraph("Our workforce", SMALLER)]
    story += [Paragraph("3. What we did", BOLD), Paragraph(LONG * 4, BODY)]
    source = _paper(tmp_path, story)
    heads = [(b.level, _words(source, b)) for b in source.blocks if b.role is Role.HEADING]
    assert heads == [(1, "Equality report"), (2, "Our workforce")]
    bold = next(block for block in source.blocks if block.dress is Dress.BOLD)
    assert (bold.role, _words(source, bold)) == (Role.PARAGRAPH, "3. What we did")


def test_running_lines_and_page_numbers_are_left_out_and_label_the_pages(tmp_path: Path) -> None:
    """Headers and page numbers are no text; the printed number labels its page."""
    source = _paper(tmp_path, [Paragraph(LONG * 6, BODY) for _ in range(16)], header="Annual report", first_number=7)
    assert "Annual report" not in source.text
    assert "Page" not in source.text
    assert [page.label for page in source.pages] == [str(page.index + 6) for page in source.pages]


def test_a_sentence_cut_by_a_page_is_whole_and_a_finished_one_is_not_joined(tmp_path: Path) -> None:
    """A block goes over the page where its sentence does; what ended stays ended."""
    source = _paper(tmp_path, [Paragraph(f"{n}x {LONG * 5}".strip(), BODY) for n in range(20)])
    assert len(source.pages) > 1
    assert len(_all(source, Role.PARAGRAPH)) == 20
    for page in source.pages[1:]:
        assert any(block.start <= page.start < block.end or block.start == page.start for block in source.blocks)


def test_bullets_keep_marks_continuation_lines_and_one_list_over_pages(tmp_path: Path) -> None:
    """Items are whole, carry their mark, and a list cut by a page stays one list."""
    story = [Paragraph(LONG * 3, BODY), Spacer(1, 480), Paragraph("We will:", BODY)]
    story += [Paragraph(f"item {n} is to {LONG}", BULLET, bulletText="•") for n in range(6)]
    source = _paper(tmp_path, story)
    items = [block for block in source.blocks if block.role is Role.ITEM]
    assert [item.marker for item in items] == ["•"] * 6
    assert len({item.list_id for item in items}) == 1
    assert [_words(source, item).split(" is")[0] for item in items] == [f"item {n}" for n in range(6)]
    assert {_page(source, item.start) for item in items} == {1, 2}


def test_printed_paragraph_numbers_are_markers(tmp_path: Path) -> None:
    """A number that hangs left of its paragraph is the paragraph's marker, not part of its words."""
    style = ParagraphStyle("hang", parent=BODY, leftIndent=36, bulletIndent=0)
    source = _paper(tmp_path, [Paragraph(LONG * 2, style, bulletText=f"4.{n}") for n in range(1, 4)])
    assert [(b.role, b.marker) for b in source.blocks] == [(Role.PARAGRAPH, f"4.{n}") for n in range(1, 4)]
    assert all(_words(source, block).startswith("The council") for block in source.blocks)
    assert "4.2 The council" in source.text


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Two columns are read left then right, and a sentence cut between them is whole."""
    story = [Paragraph(f"Paragraph {n} says this. {LONG * 3}", BODY) for n in range(14)]
    source = _paper(tmp_path, story, columns=2)
    starts = [text.split()[1] for text in _all(source, Role.PARAGRAPH) if text.startswith("Paragraph")]
    assert starts == [str(n) for n in range(14)]
    assert " ".join(source.text.split()).count(LONG.strip()) == 42
    assert not _all(source, Role.ROW)


def test_three_columns_without_rules_are_no_table(tmp_path: Path) -> None:
    """Prose that stands in columns side by side, line by line, is never made a table."""
    lines = [
        "our services reach people",
        "who live alone and do not",
        "use the internet, through",
        "libraries and by post to",
    ]
    page = [
        (60 + 165 * column, 700 - 12 * row, lines[(row + column) % 4], "Helvetica", 10.0)
        for row in range(12)
        for column in range(3)
    ]
    assert not _all(_drawn(tmp_path, page), Role.ROW)


def test_a_ruled_table_over_a_page_break_is_one_with_its_header_once(tmp_path: Path) -> None:
    """Rows have their cells and headers; the header repeated on the next page is dropped."""
    cell = ParagraphStyle("cell", parent=BODY, spaceAfter=0)
    rows: list[list[Flowable]] = [[Paragraph(name, BOLD) for name in ("Priority", "Action", "Lead")]]
    for n in range(20):
        rows.append(
            [
                Paragraph(f"Priority {n}", cell),
                Paragraph(f"• Do {n}<br/>• {LONG}", cell),
                Paragraph("HR", cell),
            ]
        )
    table = Table(rows, colWidths=[100, 280, 80], repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    source = _paper(tmp_path, [Paragraph(LONG, BODY), table, Paragraph("After the table.", BODY)])
    found = [block for block in source.blocks if block.role is Role.ROW]
    assert len(found) == 21
    assert {block.table for block in found} == {1}
    assert found[5].headers == ("Priority", "Action", "Lead")
    assert [source.text[a:b] for a, b in found[5].cells][::2] == ["Priority 4", "HR"]
    assert source.text[slice(*found[5].cells[1])].startswith("• Do 4\n• The council")
    assert _page(source, found[-1].start) == len(source.pages) > 1


def test_a_table_without_side_rules_is_found_by_its_columns(tmp_path: Path) -> None:
    """Rows of short figures under each other are a table."""
    data = [
        ("Year", "Staff", "Women"),
        ("2021", "4,120", "61.2%"),
        ("2022", "4,201", "62.0%"),
        ("2023", "4,310", "63%"),
    ]
    page = [
        (60 + 120 * column, 700 - 16 * row, value, "Helvetica-Bold" if row == 0 else "Helvetica", 11.0)
        for row, values in enumerate(data)
        for column, value in enumerate(values)
    ]
    source = _drawn(tmp_path, page)
    rows = [block for block in source.blocks if block.role is Role.ROW]
    assert [source.text[row.start : row.end] for row in rows] == ["\t".join(values) for values in data]
    assert rows[2].headers == data[0]


def test_a_chart_or_a_frame_is_no_table(tmp_path: Path) -> None:
    """Lines that cross without text in what they enclose make no table."""
    path = tmp_path / "chart.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for at in range(6):
        canvas.line(100 + 60 * at, 400, 100 + 60 * at, 600)
        canvas.line(100, 400 + 40 * at, 400, 400 + 40 * at)
        canvas.drawString(95 + 60 * at, 385, str(at * 20))
    canvas.drawString(60, 650, "Figure 1 shows the share of staff by year.")
    canvas.save()
    assert not _all(read(path, ReadSettings()), Role.ROW)


def test_foot_notes_keep_their_marks_and_stay_out_of_a_cut_sentence(tmp_path: Path) -> None:
    """A raised figure is written as one; notes stand before the paragraph that goes over the page."""
    full = "This line of a paragraph fills the page from edge to edge, as the others do"
    last = "and so does the last line of it, which says that the duty applies to councils"
    first = [(60.0, 760.0 - 14 * n, full, "Helvetica", 11.0) for n in range(30)]
    first += [(60.0, 340.0, last, "Helvetica", 11.0)]
    first += [(60.0 + stringWidth(last, "Helvetica", 11), 344.0, "1", "Helvetica", 6.0)]
    first += [(60.0, 113.0, "1", "Helvetica", 5.0)]
    first += [(64.0, 110.0, "Equality Act 2010, section 149.", "Helvetica", 8.0)]
    second = [(60.0, 760.0, "which must have due regard to three aims.", "Helvetica", 11.0)]
    source = _drawn(tmp_path, first, second)
    note = next(block for block in source.blocks if block.role is Role.NOTE)
    assert (note.marker, _words(source, note)) == ("¹", "Equality Act 2010, section 149.")
    assert "councils¹\nwhich must have due regard" in source.text
    assert _page(source, note.start) == 1


def test_contents_give_the_outline(tmp_path: Path) -> None:
    """Lines with leaders and page numbers are contents, and map titles to labels."""
    entries = [("Foreword", 4), ("1. Levelling up our places", 5), ("2. Children and young people", 17)]
    page = [(60.0, 760.0, "Contents", "Helvetica-Bold", 18.0)]
    page += [
        (60.0, 720.0 - 20 * at, f"{title} {'.' * 60} {number}", "Helvetica", 11.0)
        for at, (title, number) in enumerate(entries)
    ]
    source = _drawn(tmp_path, page)
    assert source.outline == tuple((title, str(number)) for title, number in entries)
    assert len(_all(source, Role.CONTENTS)) == 3


def test_hyphens_at_line_ends_are_kept_as_printed(tmp_path: Path) -> None:
    """A word cut at the end of a line keeps its hyphen and its line break."""
    page = [
        (60.0, 760.0, "The council promotes equal-", "Helvetica", 11.0),
        (60.0, 746.0, "ity in all work.", "Helvetica", 11.0),
    ]
    assert "equal-\nity in all work." in _drawn(tmp_path, page).text


def test_turned_pages_read_like_others(tmp_path: Path) -> None:
    """Text that is drawn upwards on a page reads from left to right."""
    path = tmp_path / "turned.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.rotate(90)
    canvas.drawString(100, -100, "The first line of a page on its side")
    canvas.drawString(100, -114, "and the second line of it.")
    canvas.save()
    assert read(path, ReadSettings()).text == "The first line of a page on its side\nand the second line of it."


def test_blocks_and_pages_go_forward(tmp_path: Path) -> None:
    """Spans are in order, inside the text, and pages do not overlap."""
    source = _paper(tmp_path, [Paragraph(LONG * 4, BODY) for _ in range(30)], columns=2, header="Running")
    for before, after in zip(source.blocks, source.blocks[1:], strict=False):
        assert before.start <= before.end <= after.start <= len(source.text)
    for one, two in zip(source.pages, source.pages[1:], strict=False):
        assert one.start <= one.end <= two.start <= two.end


def test_a_hash_at_the_foot_of_pages_is_no_page_number(tmp_path: Path) -> None:
    """Lines that hold the sign and no number are read like any others."""
    pages = [
        [(60.0, 780.0, f"Part {'abcd'[n]}", "Helvetica", 11.0), (60.0, 60.0, "# of staff", "Helvetica", 11.0)]
        for n in range(4)
    ]
    source = _drawn(tmp_path, *pages)
    assert [page.label for page in source.pages] == ["1", "2", "3", "4"]


def test_the_hyphen_of_two_words_stays_whole_at_a_line_end(tmp_path: Path) -> None:
    """Where the paper has both as words, the line's end between them is none; a cut word keeps its own."""
    page = [
        (60.0, 760.0, "A policy for the county is wide in its reach, and the county-", "Helvetica", 11.0),
        (60.0, 746.0, "wide policy promotes equal-", "Helvetica", 11.0),
        (60.0, 732.0, "ity in all work.", "Helvetica", 11.0),
    ]
    text = _drawn(tmp_path, page).text
    assert "county-wide policy" in text
    assert "equal-\nity" in text


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
