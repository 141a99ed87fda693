"""Tables and contents lists as they stand in text."""

from __future__ import annotations

import pytest

from ingest.readers.markup import contents_entry, html_tables, row_block
from ingest.readers.text import parse
from ingest.records import Role
from ingest.words import readable


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("Foreword ........ 4", ("Foreword", "4")),
        ("<b>GLOSSARY</b> .....\t<b>32</b>", ("GLOSSARY", "32")),
        ("1. Making parks safe, . . . . . vii", ("1. Making parks safe,", "vii")),
        ("Our aims…… 12", ("Our aims", "12")),
        ("He waited ... and waited 12 days.", None),
        ("Mean pay gap\t12", None),
        ("and so on...", None),
        ("", None),
    ],
)
def test_contents_lines_have_a_leader_and_a_page(line: str, entry: tuple[str, str] | None) -> None:
    """Dots, an ellipsis or spaced dots; a tab alone makes a table row."""
    assert contents_entry(line) == entry


def rows(text: str) -> list[tuple[list[str], tuple[str, ...], int]]:
    source = parse(text)
    return [
        ([readable(source.text[a:b]) for a, b in block.cells], block.headers, block.table)
        for block in source.blocks
        if block.role is Role.ROW
    ]


def test_rows_by_tabs_by_pipes_and_by_tags_are_alike() -> None:
    """Cells, headers and all."""
    want = [(["Light paths", "12 May 2024"], ("Action", "By when"), 1)]
    assert rows("Action\tBy when\nLight paths\t12 May 2024\n") == want
    assert rows("| Action | By when |\n|:--|--:|\n| Light paths | 12 May 2024 |\n") == want
    html = "<table><tr><th>Action</th><th>By when</th></tr><tr><td>Light paths</td><td>12 May 2024</td></tr></table>"
    assert rows(html) == want


def test_an_empty_cell_keeps_its_place() -> None:
    """A row that goes on with the key above it starts with one."""
    found = row_block("\tCPSC/05\t", 0, 9)
    assert found is not None
    assert [a < b for a, b in found.cells] == [False, True, False]


def test_a_line_with_one_pipe_is_no_row() -> None:
    """Nor is a plain line."""
    assert row_block("either | or", 0, 11) is None
    assert row_block("plain", 0, 5) is None


def test_a_rule_of_dashes_between_pipes_is_no_row() -> None:
    """It says how columns stand."""
    assert len(rows("| a | b |\n|---|---|\n| 1 | 2 |\n")) == 1


def test_a_header_that_is_repeated_is_taken_out() -> None:
    """As printers do on each page; both parts are one table."""
    table = "Action\tBy when\nLight paths\t12 May 2024\n"
    found = rows(table + "\n" + table.replace("Light", "Mend"))
    assert [cells[0] for cells, _, _ in found] == ["Light paths", "Mend paths"]
    assert {number for _, _, number in found} == {1}


def test_a_table_of_keys_and_values_has_no_header() -> None:
    """Its first row is a row."""
    found = rows("Committee:\tScrutiny\nDate:\t26 February 2019\n")
    assert [(cells, headers) for cells, headers, _ in found] == [
        (["Committee:", "Scrutiny"], ()),
        (["Date:", "26 February 2019"], ()),
    ]


def test_years_over_figures_are_headers() -> None:
    """But figures over figures are not, nor years over years."""
    assert [h for _, h, _ in rows("Gap\t2022\t2023\nMean\t-2.9%\t1.5%\n")] == [("Gap", "2022", "2023")]
    assert [h for _, h, _ in rows("Mean\t1.2%\nMedian\t0.4%\n")] == [(), ()]
    assert [h for _, h, _ in rows("Founded\t1974\nMerged\t2009\n")] == [(), ()]


def test_a_table_that_is_not_closed_is_text() -> None:
    """Nothing after it is swallowed."""
    assert html_tables("<table><tr><td>x</td></tr>") == ()
    assert parse("<table><tr><td>x</td>\n\nAfter it.\n").blocks[-1].role is Role.PARAGRAPH


def test_text_around_an_html_table_stays() -> None:
    """The lines before and after it are paragraphs."""
    source = parse("Before it.\n\n<table><tr><td>x</td><td>y</td></tr></table>\n\nAfter it.\n")
    assert [b.role for b in source.blocks] == [Role.PARAGRAPH, Role.ROW, Role.PARAGRAPH]
