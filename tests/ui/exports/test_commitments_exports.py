"""The register as files: what a spreadsheet, a reader of Word and a screen reader find, and what papers cannot do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.commitments import Commitment, Register, timeline_of
from ingest.library import Library
from tests.tiny import TinyEmbedder
from ui.exports import Table, export
from ui.exports.commitments_document import manuscript
from ui.exports.commitments_table import (
    BLANK,
    NOT_MAPPED,
    Sheet,
    about_sheet,
    commitments_sheet,
    links_sheet,
    quotes_sheet,
)
from ui.exports.sheets import CELL, defused, to_csv, to_xlsx
from ui.exports.timeline import to_svg
from ui.exports.timeline_picture import to_picture

FORMULAS = ["=1+1", "+44 20", "-2.91%", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("http://a","b")', "\r=1"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register of the bundled papers."""
    library = Library(Path(tmp_path_factory.mktemp("exports")) / "home", embedder=TinyEmbedder())
    library.sync()
    yield Register(library)
    library.close()


@pytest.fixture(scope="module")
def rows(register: Register) -> tuple[Commitment, ...]:
    """Its rows."""
    return register.rows()


def named(rows: tuple[Commitment, ...], words: str, markup: str) -> Commitment:
    """A row whose wording is replaced."""
    row = next(r for r in rows if words in r.wording.quote)
    return replace(row, wording=replace(row.wording, quote=markup))


def test_a_workbook_has_filters_frozen_headers_and_only_texts(register: Register, rows: tuple[Commitment, ...]) -> None:
    sheets = [
        commitments_sheet(rows),
        quotes_sheet(rows),
        links_sheet(register.links()),
        about_sheet(register.counts()),
    ]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheets, "Register")))
    assert book.sheetnames == ["Commitments", "Quotes", "Links", "About"]
    for page in book:
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref == page.dimensions
        assert page.print_title_rows == "$1:$1"
        assert {cell.data_type for line in page.iter_rows() for cell in line} == {"s"}
    assert book["Commitments"].max_row == len(rows) + 1


def test_a_row_has_every_column_and_its_blanks_are_said(rows: tuple[Commitment, ...]) -> None:
    sheet = commitments_sheet(rows)
    table = [dict(zip(sheet.headers, row, strict=True)) for row in sheet.rows]
    assert not [cell for row in sheet.rows for cell in row if not cell]
    hate = next(r for r in table if r["Level"] == "objective" and "Hate Crime" in r["Commitment"])
    assert (hate["Objective number"], hate["Page"], hate["Case studies"]) == ("3", "9", BLANK)
    assert "Essex Hate Crime Prevention Delivery Plan" in hate["Changes of wording"]
    assert hate["First paper"] == "Equality Objectives 2022-2025 consultation (14 February 2022, draft)"
    assert hate["Progress"].startswith("1. As a partnership we have agreed")
    assert hate["Sources of progress"].startswith("page 9, What progress")
    workforce = [r for r in table if r["Priority"].startswith("Implement the Workforce")]
    assert {r["Objective"] for r in workforce} == {r["Objective known by"] for r in workforce} == {NOT_MAPPED}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    sheet = Sheet("Made up", ("Words",), ((text,),))
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx([sheet], "Made up")))["Made up"]
    assert page["A2"].data_type == "s"
    assert page["A2"].hyperlink is None
    (_, (cell,)) = list(csv.reader(io.StringIO(to_csv(sheet).decode("utf-8-sig"))))
    assert cell.startswith("'")


@given(st.text())
def test_a_cell_of_csv_never_begins_as_a_formula_does(text: str) -> None:
    assert defused(text).lstrip()[:1] not in {"=", "+", "-", "@"}


def test_a_cell_that_is_too_long_is_cut_and_says_so() -> None:
    sheet = Sheet("Made up", ("Words",), (("a" * (CELL + 9),),), (20,))
    cell = openpyxl.load_workbook(io.BytesIO(to_xlsx([sheet], "Made up")))["Made up"]["A2"].value
    assert isinstance(cell, str)
    assert len(cell) == CELL
    assert "cut here" in cell


def test_csv_opens_as_utf_8_with_a_line_for_each_row(rows: tuple[Commitment, ...]) -> None:
    raw = to_csv(commitments_sheet(rows))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))) == len(rows) + 1


def test_a_document_quotes_each_objective_with_footnotes(register: Register, rows: tuple[Commitment, ...]) -> None:
    made = manuscript("Register", register.view("objective"), register.counts())
    text = export(made, "md").decode()
    for row in rows:
        if row.level == "objective":
            assert row.wording.quote.split()[-1] in text
    assert "not mapped" in text
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert any("[taken out: crime, through" in str(table) for table in tables)
    for form in ("docx", "html"):
        assert len(export(made, form)) > 10_000


def test_an_empty_register_is_a_document_that_says_so() -> None:
    text = export(manuscript("Register", (), ()), "md").decode()
    assert "No commitments were found in the loaded papers" in text
    assert "nothing can be placed" in timeline_of(()).words
    assert "nothing can be placed" in to_svg(timeline_of(()))


def test_a_timeline_is_well_formed_and_described_and_holds_no_markup_of_a_paper(rows: tuple[Commitment, ...]) -> None:
    evil = named(rows, "Hate Crime", "<script>alert(1)</script> & \x00 more")
    root = ElementTree.fromstring(to_svg(timeline_of((evil, *rows[:5]))))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Timeline of commitments"
    assert "papers:" in (root.findtext(f"{SVG}desc") or "")
    assert not list(root.iter(f"{SVG}script"))


def test_a_document_holds_the_timeline_with_its_alternative_text(register: Register) -> None:
    picture = to_picture(register.timeline("essex"))
    assert picture is not None
    assert picture.png.startswith(b"\x89PNG")
    assert picture.alt.startswith("Timeline from 2018 to 2026.")
    made = manuscript("Register", register.view("objective", "essex"), register.counts("essex"), picture)
    with zipfile.ZipFile(io.BytesIO(export(made, "docx"))) as word:
        assert "Timeline from 2018 to 2026." in word.read("word/document.xml").decode()
    assert to_picture(timeline_of(())) is None
