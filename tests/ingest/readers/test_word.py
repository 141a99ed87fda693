"""Word files: styles, numbering, tables, notes, boxes, tracked changes and page ends, as they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import FileError
from ingest.readers import read
from ingest.records import Dress, Role
from tests.ingest.readers.office_files import SETTINGS, cells, docx, marks, p, rows, tc, tr, words

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Ours"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="B"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def level(at: int, form: str, text: str) -> str:
    shape = f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{shape}</w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "bullet", "\uf0b7")
    + level(1, "bullet", "–")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def numbered(text: str, number: int, at: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def test_headings_have_the_level_of_their_style(tmp_path: Path) -> None:
    """Styles based on a heading count as that heading; a title stands above them all."""
    body = p("Plan", "T") + p("Aims", "H1") + p("Race", "Mine") + p("We act.")
    source = read(docx(tmp_path / "a.docx", body, styles=STYLES), SETTINGS)
    assert [(b.role, b.level) for b in source.blocks] == [
        (Role.HEADING, 1),
        (Role.HEADING, 2),
        (Role.HEADING, 3),
        (Role.PARAGRAPH, 0),
    ]
    assert source.text == "Plan\n\nAims\n\nRace\n\nWe act."


def test_dress_is_told_without_conclusions(tmp_path: Path) -> None:
    """A paragraph all in bold or capitals stays a paragraph; one in larger letters is a heading."""
    body = p("All bold", run="<w:b/>") + p("Some", run='<w:rStyle w:val="B"/>') + p("IN CAPITALS")
    body += p("Large line", run='<w:sz w:val="36"/>') + p("Running text of the paper. " * 9)
    source = read(docx(tmp_path / "a.docx", body, styles=STYLES), SETTINGS)
    assert [b.dress for b in source.blocks[:3]] == [Dress.BOLD, Dress.BOLD, Dress.CAPITALS]
    assert [b.role for b in source.blocks] == [Role.PARAGRAPH] * 3 + [Role.HEADING, Role.PARAGRAPH]


def test_numbers_are_computed_as_printed(tmp_path: Path) -> None:
    """Levels count within each other, a new list starts again, a numbered paragraph keeps its number."""
    body = numbered("One", 1) + numbered("First", 1, 1) + numbered("Deep", 1, 2) + numbered("Second", 1, 1)
    body += numbered("Two", 1) + numbered("Again", 3) + numbered("Dot", 2) + numbered("Dash", 2, 1)
    source = read(docx(tmp_path / "a.docx", body, numbering=NUMBERING), SETTINGS)
    assert marks(source) == [
        *("1. One", "1.1 First", "a) Deep", "1.2 Second", "2. Two", "1. Again", "• Dot", "– Dash"),
    ]
    assert source.blocks[1].role is Role.PARAGRAPH
    assert source.blocks[-1].level == 1
    assert source.blocks[-1].list_id == source.blocks[-2].list_id != source.blocks[0].list_id
    assert "1.1 First" in source.text


def test_a_table_has_headers_merged_cells_and_lists_in_cells(tmp_path: Path) -> None:
    """A row knows its headers; a merged cell stands in a row above; a nested table follows its row."""
    nested = f"<w:tbl>{tr(tc('in'), tc('side'))}</w:tbl>"
    body = (
        "<w:tbl>"
        + tr(tc("Priority"), tc("Activity"), header=True)
        + tr(tc("Safety", '<w:vMerge w:val="restart"/>'), tc(numbered("Launch", 2) + numbered("Train", 2)))
        + tr(tc(p(""), "<w:vMerge/>"), tc(p("Review") + nested + p("")))
        + tr(tc("Whole row", '<w:gridSpan w:val="2"/>'))
        + "</w:tbl>"
    )
    source = read(docx(tmp_path / "a.docx", body, numbering=NUMBERING), SETTINGS)
    assert rows(source) == [
        ["Safety", "• Launch\n• Train"],
        ["Safety", "Review"],
        ["in", "side"],
        ["Whole row"],
    ]
    first, second = (block for block in source.blocks if block.headers == ("Priority", "Activity"))
    assert first.cells[0] == second.cells[0]
    assert source.text.count("Safety") == 1
    assert words(source, Role.FURNITURE) == ["Priority\tActivity"]


def test_a_table_of_one_column_is_a_box(tmp_path: Path) -> None:
    """What stands in a box keeps its headings and paragraphs."""
    body = f"<w:tbl>{tr(tc(p('Case study', 'H2') + p('It worked.')))}</w:tbl>"
    source = read(docx(tmp_path / "a.docx", body, styles=STYLES), SETTINGS)
    assert [b.role for b in source.blocks] == [Role.HEADING, Role.PARAGRAPH]


def test_notes_follow_the_block_that_refers_to_them(tmp_path: Path) -> None:
    """The mark stands raised in the text, and the note after the block, with the same number."""
    reference = '<w:p><w:r><w:t>The duty</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    notes = f'<w:footnote w:id="7">{p("Equality Act 2010.")}</w:footnote>'
    source = read(docx(tmp_path / "a.docx", reference + p("Next."), footnotes=notes), SETTINGS)
    assert marks(source) == ["The duty¹", "1 Equality Act 2010.", "Next."]
    assert source.blocks[1].role is Role.NOTE


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    """Insertions count; deletions, moved-away text, comments and hidden words do not."""
    body = (
        "<w:p><w:ins><w:r><w:t>We will </w:t></w:r></w:ins><w:del><w:r><w:delText>may </w:delText>"
        "</w:r></w:del>"
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>act.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Joined </w:t></w:r></w:p>" + p("here.")
    )
    assert words(read(docx(tmp_path / "a.docx", body), SETTINGS)) == ["We will act.", "Joined here."]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    """Of the two forms in which Word keeps a box, one is read, after the paragraph that it hangs on."""
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Anchor</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert words(read(docx(tmp_path / "a.docx", body), SETTINGS)) == ["Anchor", "In the box"]


def test_contents_give_an_outline(tmp_path: Path) -> None:
    """Entries of a table of contents map titles to printed pages and are marked as contents."""
    entry = '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>Aims</w:t><w:tab/><w:t>12</w:t></w:r></w:p>'
    source = read(docx(tmp_path / "a.docx", entry + p("Aims", "H1"), styles=STYLES), SETTINGS)
    assert source.outline == (("Aims", "12"),)
    assert [b.role for b in source.blocks] == [Role.CONTENTS, Role.HEADING]


def test_pages_come_only_from_the_breaks_that_word_noted(tmp_path: Path) -> None:
    """A break inside a sentence ends a page there; labels follow the numbering of the section."""
    cut = "<w:p><w:r><w:t>Cut in</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t> two.</w:t></w:r></w:p>"
    section = '<w:sectPr><w:pgNumType w:start="5"/></w:sectPr>'
    source = read(docx(tmp_path / "a.docx", cut + section), SETTINGS)
    assert source.text == "Cut in two."
    assert [(page.label, source.text[page.start : page.end]) for page in source.pages] == [
        ("5", "Cut in"),
        ("6", " two."),
    ]
    assert read(docx(tmp_path / "b.docx", p("No breaks.")), SETTINGS).pages == ()


def test_form_fields_show_their_state(tmp_path: Path) -> None:
    """A ticked box of the old kind shows as ticked; the program's own prompts do not show."""
    box = '<w:fldChar><w:ffData><w:checkBox><w:checked w:val="1"/></w:checkBox></w:ffData></w:fldChar>'
    click = "<w:sdtContent><w:r><w:t>Click</w:t></w:r></w:sdtContent>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{click}</w:sdt>"
    body = f"<w:p><w:r>{box}<w:t> Yes</w:t></w:r>{prompt}</w:p>"
    assert words(read(docx(tmp_path / "a.docx", body), SETTINGS)) == ["☒ Yes"]


def test_the_strict_form_is_read_too(tmp_path: Path) -> None:
    """A file in the strict form of the standard, whose names differ, reads the same."""
    import zipfile

    plain = docx(tmp_path / "a.docx", p("Aims", "H1"), styles=STYLES)
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            data = data.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, data)
    assert read(strict, SETTINGS) == read(plain, SETTINGS)


def test_what_real_word_libraries_write_is_read(tmp_path: Path) -> None:
    """A file of python-docx: its default title and date are no facts, its lists and table are read."""
    import docx as library

    document = library.Document()
    document.add_heading("Plan", 1)
    document.add_paragraph("Train staff", style="List Bullet")
    document.add_paragraph("First", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Group", "Share", "Women", "51%"), strict=True):
        cell.text = text
    document.core_properties.title = "Equality plan"
    document.save(str(tmp_path / "a.docx"))
    source = read(tmp_path / "a.docx", SETTINGS)
    assert marks(source) == ["Plan", "• Train staff", "1. First", "Group\tShare", "Women\t51%"]
    assert source.facts == {"title": "Equality plan"}
    assert cells(source, source.blocks[-1]) == ["Women", "51%"]
    assert source.blocks[-1].headers == ("Group", "Share")


def test_a_word_file_without_words_is_said_to_be_so(tmp_path: Path) -> None:
    """Nothing is silently empty."""
    with pytest.raises(FileError, match="holds no text"):
        read(docx(tmp_path / "a.docx", p(" ")), SETTINGS)
