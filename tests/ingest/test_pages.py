"""Pages as pictures: the quoted words are marked where they are printed, on each page that they run over."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ingest.errors import FileError
from ingest.library import Library
from ingest.pages import pages_of
from ingest.readers.drawn import Words
from ingest.readers.pdf.picture import fold, ranges
from tests.tiny import TinyEmbedder
from tests.ui.printed import CUT, SHELTER, paper


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "home", embedder=TinyEmbedder())
    assert not library.sync([paper(tmp_path / "objectives.pdf")]).failed
    yield library
    library.close()


def span_of(library: Library, first: str, last: str) -> tuple[str, tuple[int, int]]:
    (row,) = library.documents()
    text = library.document(row.id).text
    start = text.index(first)
    return row.id, (start, text.index(last, start) + len(last))


def test_the_mark_lies_on_the_ink_of_the_quote(shelf: Library) -> None:
    paper, span = span_of(shelf, SHELTER, SHELTER)
    drawn = shelf.page_picture(paper, 2, span)
    assert drawn is not None
    ((left, top, wide, high),) = drawn.boxes
    page = Image.open(io.BytesIO(drawn.png)).convert("L")
    assert page.size == (drawn.width, drawn.height)
    ends = (left * drawn.width, top * drawn.height, (left + wide) * drawn.width, (top + high) * drawn.height)
    assert min(page.crop(tuple(round(e) for e in ends)).tobytes()) < 100  # type: ignore[arg-type]
    above = (ends[0], ends[1] - 6, ends[2], ends[1] - 1)
    assert min(page.crop(tuple(round(e) for e in above)).tobytes()) > 200  # type: ignore[arg-type]


def test_a_quote_that_a_page_cuts_is_marked_on_both_pages(shelf: Library) -> None:
    paper, span = span_of(shelf, CUT[:30], "March 2027")
    document = shelf.document(paper)
    pages = [page.index for page in pages_of(document, *span)]
    assert len(pages) == 2
    drawn = [shelf.page_picture(paper, page, span) for page in pages]
    assert all(picture is not None and picture.boxes for picture in drawn)
    assert min(box[1] for box in drawn[0].boxes) > 0.5  # type: ignore[union-attr]
    assert max(box[1] for box in drawn[1].boxes) < 0.5  # type: ignore[union-attr]


def test_a_page_without_the_quote_has_no_mark(shelf: Library) -> None:
    paper, span = span_of(shelf, SHELTER, SHELTER)
    drawn = shelf.page_picture(paper, 1, span)
    assert drawn is not None
    assert drawn.boxes == ()
    with pytest.raises(FileError, match="has no page 99"):
        shelf.page_picture(paper, 99)


def test_no_picture_of_a_file_that_has_changed_since(shelf: Library, tmp_path: Path) -> None:
    (row,) = shelf.documents()
    (tmp_path / "objectives.pdf").write_bytes(b"other")
    assert shelf.original(row.id) is None
    assert shelf.page_picture(row.id, 1) is None


def letters(text: str) -> list[tuple[str, int]]:
    return [(letter, at) for at, char in enumerate(text) for letter in fold(char)]


def test_words_are_found_across_line_ends_hyphens_and_ligatures() -> None:
    page = "The eﬃcient ser-\nvice — for all"
    ((start, end),) = ranges(letters(page), Words("efficient service—for"))
    assert page[start:end] == "eﬃcient ser-\nvice — for"


def test_of_words_that_stand_twice_the_right_ones_are_found() -> None:
    page = "We will act. Then we wait. We will act."
    assert ranges(letters(page), Words("We will act.", before=1)) == [(27, 38)]
    assert ranges(letters(page), Words("We will act.", before=9)) == [(27, 38)]


def test_pieces_that_a_page_draws_apart_are_found_and_a_stray_one_is_not() -> None:
    page = "second part of the cell, here. Other words. First part of the cell, there:"
    found = ranges(letters(page), Words("First part of the cell, there: second part of the cell, here."))
    assert [page[start:end] for start, end in found] == [
        "second part of the cell, here",
        "First part of the cell, there",
    ]
    assert ranges(letters(page), Words("part of the cell is what nobody ever wrote on any page of it at all")) == []
    assert ranges(letters(page), Words(" – ")) == []
