"""Sheets: a row with its headers, values as displayed, tables told apart, sizes bounded."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from ingest.readers import read
from ingest.readers.sheets import rows as sheet_rows
from ingest.readers.sheets.values import shown_value
from ingest.records import Role, Source
from tests.ingest.readers.office_files import SETTINGS, rows, words


def moment(*parts: int) -> datetime.datetime:
    """A date of a sheet, which has no time zone."""
    return datetime.datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - sheets know no zones


def book(folder: Path, fill: Any) -> Source:
    made = openpyxl.Workbook()
    fill(made)
    made.save(folder / "book.xlsx")
    return read(folder / "book.xlsx", SETTINGS)


def text(folder: Path, name: str, data: str | bytes) -> Source:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(path, SETTINGS)


def test_a_register_is_rows_under_headers(tmp_path: Path) -> None:
    """A line above the table is a paragraph, the note under it too; a merged cell reaches down."""

    def fill(made: Any) -> None:
        sheet = made.active
        sheet.title = "Actions"
        for row in (
            ["Action plan 2024"],
            [],
            ["Aim", "Action", "Owner", "Due"],
            ["Safety", "Train", "HR", moment(2024, 3, 1)],
            [None, "Review", "Policy", None],
            ["Note: dates are those agreed by the board in May."],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A4:A5")
        sheet["D4"].number_format = "d mmmm yyyy"

    source = book(tmp_path, fill)
    assert words(source, Role.HEADING) == ["Actions"]
    assert rows(source) == [["Safety", "Train", "HR", "1 March 2024"], ["Safety", "Review", "Policy", ""]]
    assert {b.headers for b in source.blocks if b.role is Role.ROW} == {("Aim", "Action", "Owner", "Due")}
    assert words(source, Role.PARAGRAPH) == [
        "Action plan 2024",
        "Note: dates are those agreed by the board in May.",
    ]


def test_blank_rows_part_tables(tmp_path: Path) -> None:
    """A part without a header of its own goes on under the one before; another table has its own."""

    def fill(made: Any) -> None:
        for row in (
            ["Group", "Share"],
            ["Women", 0.51],
            [],
            ["Men", 0.49],
            [],
            ["Year", "Pay gap", "Note"],
            [2023, 1.5, "up"],
        ):
            made.active.append(row)

    source = book(tmp_path, fill)
    found = [(b.headers, source.text[b.start : b.end]) for b in source.blocks if b.role is Role.ROW]
    assert found == [
        (("Group", "Share"), "Women\t0.51"),
        (("Group", "Share"), "Men\t0.49"),
        (("Year", "Pay gap", "Note"), "2023\t1.5\tup"),
    ]
    assert source.text.count("Group") == 1


def test_hidden_sheets_are_named_and_skipped(tmp_path: Path) -> None:
    """What the author hid is not read, and that is said."""

    def fill(made: Any) -> None:
        made.active.append(["Words", "here"])
        made.create_sheet("Lists").append(["secret"])
        made["Lists"].sheet_state = "hidden"

    source = book(tmp_path, fill)
    assert "secret" not in source.text
    assert source.warnings == ("The hidden sheet “Lists” was not read.",)


def test_bold_heads_a_table_of_labels(tmp_path: Path) -> None:
    """Two columns of words have a header only where the first row is dressed as one."""

    def fill(made: Any) -> None:
        made.active.append(["Term", "Meaning"])
        made.active.append(["EIA", "Check"])
        for cell in made.active[1]:
            cell.font = Font(bold=True)

    assert book(tmp_path, fill).blocks[-1].headers == ("Term", "Meaning")
    source = text(tmp_path, "a.csv", "Title,Plan\nOwner,Policy team\nStatus,Draft\n")
    assert all(not b.headers for b in source.blocks)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.451, "0.0%", "45.1%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234.5, '"£"#,##0', "£1,234"),
        (12.5, "[$£-809]#,##0.00", "£12.50"),
        (-2.91, "General", "-2.91"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (0, '0;-0;"nil"', "nil"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        (7, "0000", "0007"),
        (-0.001, "0.0", "0.0"),
        (moment(2023, 7, 4), "mm-dd-yy", "04/07/2023"),
        (moment(2023, 7, 4), "mmm-yy", "Jul-23"),
        (moment(2023, 7, 4, 9, 5), "dd/mm/yyyy hh:mm", "04/07/2023 09:05"),
        (moment(2023, 7, 4, 15, 5), "h:mm AM/PM", "3:05 PM"),
        (moment(2023, 7, 4), '[$-809]d "of" mmmm yyyy;@', "4 of July 2023"),
        (datetime.time(9, 30), "h:mm", "9:30"),
        (datetime.timedelta(hours=26), "[h]:mm:ss", "26:00:00"),
        (None, "General", ""),
    ],
)
def test_values_are_shown_as_displayed(value: object, form: str, shown: str) -> None:
    """A quoted figure is the one on the screen."""
    assert shown_value(value, form) == shown


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "Group,Share\nWomen,51%\n"),
        ("a.csv", "Group;Share\nWomen;51%\n"),
        ("a.tsv", "Group\tShare\nWomen\t51%\n"),
        ("a.csv", "Group,Share\nWomen,51%\n".encode("utf-16")),
        ("a.csv", b"\xef\xbb\xbfGroup,Share\r\nWomen,51%\r\n"),
    ],
)
def test_separated_values_of_any_kind(tmp_path: Path, name: str, data: str | bytes) -> None:
    """Delimiter and encoding are found."""
    source = text(tmp_path, name, data)
    assert rows(source) == [["Women", "51%"]]
    assert source.blocks[-1].headers == ("Group", "Share")


def test_a_quoted_value_keeps_its_lines(tmp_path: Path) -> None:
    """Line breaks inside a value stay inside its cell."""
    source = text(tmp_path, "a.csv", 'Aim,Action,Year\nSafety,"Train\nReview",2024\n')
    assert rows(source) == [["Safety", "Train\nReview", "2024"]]
    assert source.blocks[-1].hard_break


def test_a_huge_sheet_is_cut_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond the bound is named, not silently lost."""
    monkeypatch.setattr(sheet_rows, "MOST_ROWS", 10)
    source = text(tmp_path, "a.csv", "Name,Count\n" + "x,1\n" * 50)
    assert len(rows(source)) == 9
    assert source.warnings == ("Of the sheet “” only the first 10 rows were read.",)
