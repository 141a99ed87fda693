"""Text and Markdown: bytes to text, and lines to blocks, before anything is concluded from them."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import FileError
from ingest.readers.text import decode, parse, read
from ingest.records import Block, Dress, Role, Source
from ingest.settings import ReadSettings
from ingest.words import readable

LINE = "We’ll light the paths of each park – at £2 a head – in every district of the county this year."


def words(source: Source, block: Block) -> str:
    return readable(source.text[block.start : block.end])


def seen(text: str) -> list[tuple[Role, str]]:
    source = parse(text)
    return [(b.role, words(source, b)) for b in source.blocks]


@pytest.mark.parametrize(
    "data",
    [
        LINE.encode(),
        codecs.BOM_UTF8 + LINE.encode(),
        LINE.encode("utf-16"),
        codecs.BOM_UTF16_BE + LINE.encode("utf-16-be"),
        LINE.encode("utf-32"),
        LINE.encode("cp1252"),
        LINE.encode("utf-16-le"),
        LINE.encode("utf-16-be"),
    ],
)
def test_every_common_encoding_gives_the_same_text(data: bytes) -> None:
    """With a mark at the start or without."""
    text, _ = decode(data, "a.txt")
    assert text == LINE


def test_text_of_another_script_is_kept() -> None:
    """Welsh, Polish and Urdu papers are papers."""
    for line in ("Mae’r cyngor yn ŵyl", "Zażółć gęślą jaźń", "مساوات کا منصوبہ"):
        assert decode(line.encode(), "a.txt")[0] == line


def test_line_ends_are_folded() -> None:
    """Those of Windows and of old Macs."""
    assert decode(b"a\r\nb\rc\n", "a.txt")[0] == "a\nb\nc\n"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + bytes(500), b"\x00\x01\x02" * 300])
def test_binary_data_with_a_texts_ending_is_refused(tmp_path: Path, data: bytes) -> None:
    """With the remedy."""
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(FileError, match=r"a\.txt: .+\. .+"):
        read(tmp_path / "a.txt", ReadSettings())


@pytest.mark.parametrize("data", [b"", b" \n\t\n", codecs.BOM_UTF8, "\u00a0\n".encode()])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    """White space is no text."""
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(FileError, match=r"the file is empty"):
        read(tmp_path / "a.txt", ReadSettings())


def test_paragraphs_are_parted_by_blank_lines_or_stand_one_a_line() -> None:
    """Lines that were wrapped belong together; lines that were not stand alone."""
    assert seen("One line here.\nAnother line here.\n") == [
        (Role.PARAGRAPH, "One line here."),
        (Role.PARAGRAPH, "Another line here."),
    ]
    wrapped = (
        "The council has done a great deal for equality in this year, and it\n"
        "will do more in the next one, as its partners and its residents have\n"
        "asked of it in the consultation that was held in the spring.\n"
    )
    assert len(seen((wrapped + "\n") * 6)) == 6


@pytest.mark.parametrize("mark", ["-", "*", "•", "●", "–", "1.", "1)", "(a)", "a)", "(iv)", "- 1."])
def test_list_marks_of_every_kind(mark: str) -> None:
    """The mark is kept beside the item, not in it."""
    source = parse(f"We will:\n\n{mark} light paths\n")
    item = source.blocks[-1]
    assert (item.role, words(source, item)) == (Role.ITEM, "light paths")
    assert item.marker == mark.rpartition(" ")[2]


def test_indented_items_are_deeper() -> None:
    """By two blanks, or a tab."""
    source = parse("- a\n  - b\n    - c\n\t- d\n")
    assert [b.level for b in source.blocks] == [0, 1, 2, 2]


def test_printed_paragraph_numbers_are_kept_beside_the_words() -> None:
    """ "4.3" is a locator, not a word; a figure is not one."""
    source = parse("4.3 The committee notes it.\n\n4.3.1. And more.\n\n8.2% of staff are disabled.\n")
    assert [(b.marker, words(source, b)) for b in source.blocks] == [
        ("4.3", "The committee notes it."),
        ("4.3.1", "And more."),
        ("", "8.2% of staff are disabled."),
    ]


def test_bold_over_several_lines_is_one_block() -> None:
    """Its lines are kept apart, as a pull quote or signature needs."""
    source = parse("**ONE IN FIVE\nOF US IS\nDISABLED**\n\nText.\n")
    assert source.blocks[0].dress is Dress.BOLD
    assert source.blocks[0].hard_break
    assert words(source, source.blocks[0]) == "ONE IN FIVE OF US IS DISABLED"


def test_form_feeds_part_pages() -> None:
    """Each page has its span; a text without them has none."""
    pages = parse("one\ftwo\f").pages
    assert [(p.index, p.start, p.end) for p in pages] == [(1, 0, 3), (2, 4, 7)]
    assert parse("one\n").pages == ()


def test_notices_of_blank_pages_are_furniture() -> None:
    """In brackets or not."""
    assert seen("[This page has been left blank]\n")[0][0] is Role.FURNITURE
    assert seen("This page is intentionally left blank.\n")[0][0] is Role.FURNITURE
    assert seen("This page is not blank.\n")[0][0] is Role.PARAGRAPH


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_blocks_inside_it_in_order(text: str) -> None:
    """Nothing overlaps, nothing stands outside, and no word is lost."""
    source = parse(text)
    last = 0
    for block in source.blocks:
        assert last <= block.start < block.end <= len(text)
        last = block.end


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    """Nothing but FileError comes out, and that cannot be built without one."""
    with suppress(FileError):
        parse(decode(data, "a.txt")[0])
