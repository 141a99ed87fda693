"""OpenDocument: texts with lists, notes and changes; slides; sheets; flat and locked files."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import FileError
from ingest.readers import read
from ingest.records import Role
from tests.ingest.readers.office_files import SETTINGS, marks, odf, rows, words

SHARED = Path(__file__).parents[4] / "shared" / "files" / "pdf"
LISTS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"'
    ' text:display-levels="2"/>'
    "</text:list-style>"
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    '<style:style style:name="Off" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def test_headings_lists_and_notes(tmp_path: Path) -> None:
    """Outline levels, computed marks, and a note after the paragraph that refers to it."""
    body = (
        '<text:h text:outline-level="2">Aims</text:h><text:list text:style-name="L"><text:list-item>'
        "<text:p>One</text:p>"
        "<text:list><text:list-item><text:p>Deeper</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>Two</text:p></text:list-item></text:list>"
        '<text:p>The <text:span text:style-name="B">Act</text:span><text:note>'
        "<text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Of 2010.</text:p></text:note-body></text:note>"
        "<text:s text:c='3'/>applies.</text:p>"
    )
    source = read(odf(tmp_path / "a.odt", "text", body, LISTS), SETTINGS)
    assert marks(source) == ["Aims", "1. One", "1.a) Deeper", "2. Two", "The Act¹ applies.", "1 Of 2010."]
    assert [b.level for b in source.blocks[:4]] == [2, 0, 1, 0]
    assert source.blocks[-1].role is Role.NOTE


def test_deleted_words_comments_and_contents(tmp_path: Path) -> None:
    """What was deleted and what was remarked stays out; the table of contents gives the outline."""
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Aims<text:tab/>3</text:p></text:index-body>"
        "</text:table-of-content>"
        "<text:p>Kept<office:annotation><text:p>remark</text:p></office:annotation> words"
        "<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame></text:p>"
    )
    source = read(odf(tmp_path / "a.odt", "text", body), SETTINGS)
    assert words(source) == ["Aims 3", "Kept words", "Boxed"]
    assert source.outline == (("Aims", "3"),)


def test_tables_and_pages(tmp_path: Path) -> None:
    """Header rows, cells over two rows, and page ends where the file notes them."""

    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    tall = cell("Safety", 'table:number-rows-spanned="2"')
    body = (
        f"<table:table><table:table-header-rows>"
        f"<table:table-row>{cell('Aim')}{cell('Step')}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{tall}{cell('One')}"
        f"</table:table-row><table:table-row>"
        f"<table:covered-table-cell/>{cell('Two')}</table:table-row></table:table>"
        "<text:soft-page-break/><text:p>Next page.</text:p>"
    )
    path = odf(tmp_path / "a.odt", "text", body, more='text:use-soft-page-breaks="true"')
    source = read(path, SETTINGS)
    assert rows(source) == [["Safety", "One"], ["Safety", "Two"]]
    assert [page.label for page in source.pages] == ["1", "2"]


def test_slides_and_sheets(tmp_path: Path) -> None:
    """A slide is a page under its title; a sheet's rows have headers and hidden sheets are named."""
    frame = '<draw:frame presentation:class="{0}" svg:y="{1}cm"><draw:text-box>'
    frame += "<text:p>{2}</text:p></draw:text-box></draw:frame>"
    body = f"<draw:page>{frame.format('outline', 5, 'Point')}{frame.format('title', 1, 'Aims')}</draw:page>"
    deck = read(odf(tmp_path / "a.odp", "presentation", body), SETTINGS)
    assert words(deck) == ["Aims", "Point"]
    assert deck.blocks[0].role is Role.HEADING

    def row(*values: str) -> str:
        return (
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{value}</text:p></table:table-cell>" for value in values)
            + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        )

    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    body = f'<table:table table:name="Pay">{row("Group", "Gap")}{row("Women", "-2.9%")}{rest}</table:table>'
    body += f'<table:table table:name="Old" table:style-name="Off">{row("x")}</table:table>'
    sheet = read(odf(tmp_path / "a.ods", "spreadsheet", body, LISTS), SETTINGS)
    assert rows(sheet) == [["Women", "-2.9%"]]
    assert sheet.blocks[-1].headers == ("Group", "Gap")
    assert sheet.warnings == ("The hidden sheet “Old” was not read.",)


def test_a_flat_file_is_read_and_a_locked_one_refused(tmp_path: Path) -> None:
    """The flat form is one XML file; a password is named as the reason."""
    import zipfile

    zipped = odf(tmp_path / "a.odt", "text", "<text:p>Flat words.</text:p>")
    flat = tmp_path / "a.fodt"
    with zipfile.ZipFile(zipped) as archive:
        content = archive.read("content.xml").decode()
    flat.write_text('<?xml version="1.0"?>' + content.replace("document-content", "document"))
    assert words(read(flat, SETTINGS)) == ["Flat words."]
    with pytest.raises(FileError, match="password"):
        read(odf(tmp_path / "b.odt", "text", "", manifest="<encryption-data/>"), SETTINGS)


def test_real_files_are_read() -> None:
    """Every OpenDocument file that is shared here has words."""
    files = sorted(SHARED.glob("*.odt"))
    if not files:
        pytest.skip("the shared files are not here")
    assert all(read(file, SETTINGS).blocks for file in files)
