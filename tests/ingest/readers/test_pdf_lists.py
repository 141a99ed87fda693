"""Lists in a PDF: items under items, and what leads into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.records import Document, Role, Source
from ingest.structure import build_document
from ingest.words import readable
from tests.ingest.readers.test_pdf import LONG, _drawn

FACE = "Helvetica"
_Item = tuple[float, float, str, str]
_Drawn = tuple[float, float, str, str, float]


def _document(source: Source) -> Document:
    return build_document(source, id="paper", file="paper.pdf", sha256="")


def _leads(source: Source) -> dict[str, str]:
    paper = _document(source)
    return {readable(paper.text[u.start : u.end]): u.lead for u in paper.units if u.role is Role.ITEM}


def _levels(source: Source) -> list[int]:
    return [block.level for block in source.blocks if block.role is Role.ITEM]


def _items(*items: _Item, top: float = 700, shift: float = 0) -> list[_Drawn]:
    """Items one under the other: where the mark and the words begin, the mark and the words."""
    drawn: list[_Drawn] = []
    for at, (left, words_at, mark, words) in enumerate(items):
        y = top - 18 * at
        drawn += [(left + shift, y, mark, FACE, 11), (words_at + shift, y, words, FACE, 11)]
    return drawn


def _page(*items: _Item) -> list[_Drawn]:
    """A page with a paragraph and a list."""
    drawn: list[_Drawn] = [(60, 740 + 14 * n, LONG[:90], FACE, 11) for n in range(2)]
    return [*drawn, (60, 720, "In the year ahead we will:", FACE, 11), *_items(*items)]


def test_items_set_further_in_belong_to_the_item_above(tmp_path: Path) -> None:
    """It leads into them; back out, what leads into the list does; it stays one list."""
    page = _page(
        (66, 80, "•", "light the paths"),
        (66, 80, "•", "train all staff, in two stages:"),
        (80, 94, "•", "libraries by March"),
        (80, 94, "•", "care homes by May"),
        (66, 80, "•", "publish the pay gap"),
    )
    source = _drawn(tmp_path, page)
    assert _levels(source) == [0, 0, 1, 1, 0]
    found = _leads(source)
    assert found["libraries by March"] == found["care homes by May"] == "train all staff, in two stages:"
    assert found["publish the pay gap"] == found["light the paths"] == "In the year ahead we will:"
    assert len({u.group for u in _document(source).units if u.role is Role.ITEM}) == 1


def test_numbers_set_flush_right_are_of_one_level(tmp_path: Path) -> None:
    """A shorter number begins further in, its words do not."""
    page = _page((60, 86, "viii.", "light the paths"), (69, 86, "ix.", "train staff"), (71, 86, "x.", "publish"))
    assert _levels(_drawn(tmp_path, page)) == [0, 0, 0]


@pytest.mark.parametrize("shift", [0, 30])
def test_levels_go_on_over_a_page(tmp_path: Path, shift: float) -> None:
    """By their places, or where the margin is another, by their marks."""
    page = _page((66, 80, "•", "light the paths"), (66, 80, "•", "train all staff:"), (80, 94, "–", "libraries"))
    later = _items((80, 94, "–", "care homes"), (66, 80, "•", "publish the pay gap"), top=760, shift=shift)
    source = _drawn(tmp_path, page, later)
    assert _levels(source) == [0, 0, 1, 1, 0]
    assert _leads(source)["care homes"] == "train all staff:"


def test_numbers_that_hang_bare_are_marks_of_a_list(tmp_path: Path) -> None:
    """They rise by one and stand off from their words; numbers that do not rise so are words."""
    page = _page((60, 80, "1", "What is proposed?"), (60, 80, "2", "What do we know"), (60, 80, "3", "Who was asked?"))
    found = _leads(_drawn(tmp_path, page))
    assert found == dict.fromkeys(
        ("What is proposed?", "What do we know", "Who was asked?"), "In the year ahead we will:"
    )
    page = _page((60, 90, "12", "wards are poor"), (60, 90, "14", "are not so poor"), (60, 90, "15", "are neither"))
    assert _leads(_drawn(tmp_path, page)) == {}
