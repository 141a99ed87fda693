"""One manuscript in every format: what people and screen readers find in it, and what a paper's text cannot do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ui.exports import (
    FORMATS,
    Blank,
    Bullets,
    Heading,
    Manuscript,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    export,
    write,
)
from ui.exports.document import notes_of, plain
from ui.exports.markdown import escaped
from ui.faults import UsageFault

HOSTILE = '=HYPERLINK("http://x")|<script>alert(1)</script> [a](javascript:b) **c** `d` &lt; {{ title }} $x$ \x07\ud800'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (30, 12), (10, 90, 120)).save(stream, "PNG")
    return stream.getvalue()


MANUSCRIPT = Manuscript(
    "A draft",
    (
        Notice("Warning", "The date has passed."),
        Heading("Evidence"),
        Heading("Age", 2),
        Quote(HOSTILE, "Essex, Report, page 3", "Statistic. Essex."),
        Bullets(("one", (Run("two", strong=True, note="a note"), Run(" and more")))),
        Bullets(("first", "second"), numbered=True),
        Bullets(("once", "more"), numbered=True),
        Table("Papers", ("Paper", "Date"), ((HOSTILE, (Run("2023", note="as printed"),)), ("B", "")), widths=(3, 1)),
        Picture(png(), "A timeline of 5 papers", "Figure 1"),
        Heading("Conclusion"),
        Paragraph((Run("Think "), Run("hard", emphasis=True))),
        Blank("Conclusion", ("Which of the three aims?",)),
    ),
    subtitle="For the officer",
    subject="Equality",
    footer="Draft",
)


def one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {n: ElementTree.fromstring(package.read(n)) for n in package.namelist() if n.endswith((".xml", ".rels"))}


def test_word_has_headings_title_and_language() -> None:
    document = docx.Document(io.BytesIO(export(MANUSCRIPT, "docx")))
    headings = [
        (p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith(("Head", "Title"))
    ]
    assert headings == [
        ("Title", "A draft"),
        ("Heading 1", "Evidence"),
        ("Heading 2", "Age"),
        ("Heading 1", "Conclusion"),
    ]
    assert document.core_properties.title == "A draft"
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.author == ""
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_word_tables_repeat_their_header_row_and_are_described() -> None:
    table = docx.Document(io.BytesIO(export(MANUSCRIPT, "docx"))).tables[0]
    assert [c.text for c in table.rows[0].cells] == ["Paper", "Date"]
    assert [bool(list(row._tr.iter(qn("w:tblHeader")))) for row in table.rows] == [True, False, False]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Papers"
    wide, narrow = (cell.width for cell in table.rows[1].cells)
    assert wide > 2 * narrow


def test_word_pictures_have_an_alternative_text() -> None:
    shapes = docx.Document(io.BytesIO(export(MANUSCRIPT, "docx"))).inline_shapes
    assert [s._inline.docPr.get("descr") for s in shapes] == ["A timeline of 5 papers"]


def test_word_citations_are_footnotes_each_with_its_mark() -> None:
    found = parts(export(MANUSCRIPT, "docx"))
    marks = [m.get(W + "id") for m in found["word/document.xml"].iter(W + "footnoteReference")]
    notes = {n.get(W + "id"): "".join(n.itertext()) for n in found["word/footnotes.xml"] if n.get(W + "type") is None}
    assert [notes[mark].strip() for mark in marks] == list(notes_of(MANUSCRIPT))
    assert len(notes) == 3
    declared = found["word/settings.xml"].find(f"{W}footnotePr")
    assert declared is not None
    assert len(declared) == 2


def test_word_lists_number_from_one_each() -> None:
    numbers = [n.get(W + "val") for n in parts(export(MANUSCRIPT, "docx"))["word/document.xml"].iter(W + "numId")]
    assert len(numbers) == 4
    assert len(set(numbers)) == 2


def test_word_blanks_are_named_form_fields() -> None:
    (field,) = parts(export(MANUSCRIPT, "docx"))["word/document.xml"].iter(W + "sdt")
    assert field.findall(f"{W}sdtPr/{W}alias")[0].get(W + "val") == "Conclusion"
    assert "".join(field.itertext()) == "Write here"


def test_page_escapes_papers_text_and_keeps_order_of_headings() -> None:
    page = export(MANUSCRIPT, "html").decode()
    tree = LexborHTMLParser(page)
    assert not tree.css("script")
    assert "<script>alert(1)</script>" in (one(tree, "blockquote").text() or "")
    assert [n.tag for n in tree.css("h1, h2, h3") if n.attributes.get("id") != "notes"] == ["h1", "h2", "h3", "h2"]
    assert one(tree, "html").attributes["lang"] == "en-GB"
    assert [t.text() for t in tree.css("th[scope=col]")] == ["Paper", "Date"]
    assert one(tree, "img").attributes["alt"] == "A timeline of 5 papers"


def test_page_notes_lead_there_and_back() -> None:
    tree = LexborHTMLParser(export(MANUSCRIPT, "html").decode())
    for link in tree.css("a[href^='#']"):
        assert tree.css_matches(str(link.attributes["href"])), link.html
    assert len(tree.css("[role=doc-endnotes] li")) == 3


def test_markdown_shows_papers_text_as_it_is() -> None:
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(export(MANUSCRIPT, "md").decode())
    tree = LexborHTMLParser(shown)
    assert not tree.css("script")
    assert not tree.css("a")
    assert "<script>alert(1)</script> [a](javascript:b) **c** `d` &lt;" in (one(tree, "td").text() or "")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=40))
def test_escaped_text_is_itself_in_markdown(text: str) -> None:
    """Whatever a paper says, Markdown shows those words and nothing else."""
    shown = LexborHTMLParser(MarkdownIt("gfm-like", {"linkify": False}).render(f"{escaped(text)}\n")).body
    assert shown is not None
    assert (shown.text() or "").strip() == text.strip()
    assert not shown.css("a, em, strong, code, h1, ul, ol, table, blockquote, hr, img")


@pytest.mark.parametrize("form", FORMATS)
def test_same_words_in_every_format(form: str) -> None:
    """No block is lost on the way."""
    content = export(MANUSCRIPT, form)
    text = "".join(parts(content)["word/document.xml"].itertext()) if form == "docx" else content.decode()
    for words in ("The date has passed", "Statistic. Essex.", "two", "once", "2023", "Figure 1", "hard", "three aims"):
        assert words in text


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="wide"):
        Table("T", ("A", "B"), (("1",),))
    with pytest.raises(ValueError, match="alternative"):
        Picture(b"", " ")
    with pytest.raises(ValueError, match="header"):
        Table("T", ("A", ""), ())
    with pytest.raises(UsageFault, match="docx"):
        export(MANUSCRIPT, "pdf")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="missing"):
        write(tmp_path / "missing" / "a.md", b"x")
    write(tmp_path / "a.md", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_plain_words_leave_out_notes() -> None:
    assert plain((Run("a", note="n"), Run(" b"))) == "a b"
