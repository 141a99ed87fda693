"""A page of a PDF as a picture, and where on it some words stand."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.errors import FileError
from ingest.readers.drawn import Box, Picture, Words
from ingest.settings import ReadSettings

WIDTH = 1200  # sharp in half a window on a fine screen
MOST_DOTS = 6_000_000
# A piece of a quote that is shorter than this may stand anywhere on a page.
LEAST_LETTERS = 12
# Of a quote that does not stand on the page in one piece, so much must be found, else nothing is marked.
LEAST_SHARE = 0.6

Range = tuple[int, int]


def picture(path: Path, settings: ReadSettings, page: int, words: Words) -> Picture:
    """Draw a page, counted from 1; raises FileError where it cannot be drawn."""
    with _opened(path, settings) as document:
        if not 1 <= page <= len(document):
            raise FileError(path.name, f"has no page {page}", "Read the file again; it may have changed.")
        sheet = document[page - 1]
        wide, high = sheet.get_size()
        scale = min(WIDTH / max(wide, 1.0), (MOST_DOTS / max(wide * high, 1.0)) ** 0.5)
        bitmap = sheet.render(scale=scale)
        place = bitmap.get_posconv(sheet)
        text = sheet.get_textpage()
        boxes = tuple(
            _box(place.to_bitmap(left, top), place.to_bitmap(right, bottom), bitmap.width, bitmap.height)
            for start, end in ranges(_letters(text), words)
            for left, bottom, right, top in _lines(text, start, end)
        )
        held = io.BytesIO()
        bitmap.to_pil().save(held, "PNG", compress_level=3)
        return Picture(held.getvalue(), bitmap.width, bitmap.height, boxes)


def _opened(path: Path, settings: ReadSettings) -> pdfium.PdfDocument:
    for password in ("", *settings.passwords):
        try:
            return pdfium.PdfDocument(path, password=password or None)
        except pdfium.PdfiumError as error:
            fault = error
    raise FileError(path.name, f"cannot be drawn ({fault})", "Open the file itself.") from fault


def fold(text: str) -> str:
    """The letters and digits alone: spaces, hyphens at line ends and ligatures differ between text and page."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def _letters(text: pdfium.PdfTextPage) -> list[tuple[str, int]]:
    """The folded letters of a page, each with the number of its character."""
    codes = (raw.FPDFText_GetUnicode(text, at) for at in range(text.count_chars()))
    return [(letter, at) for at, code in enumerate(codes) if 0 < code < 0x110000 for letter in fold(chr(code))]


def ranges(letters: Sequence[tuple[str, int]], words: Words) -> list[Range]:
    """The characters that the words are, as half-open ranges; none where too little of them is found."""
    page, sought = "".join(letter for letter, _ in letters), fold(words.text)
    if not sought:
        return []
    starts = list(_all(page, sought))
    if starts:
        first = starts[min(words.before, len(starts) - 1)]
        found = [(first, first + len(sought))]
    else:
        found = sorted(_pieces(page, sought))
        if sum(end - start for start, end in found) < LEAST_SHARE * len(sought):
            return []
    return [(letters[start][1], letters[end - 1][1] + 1) for start, end in found]


def _all(page: str, sought: str) -> Iterator[int]:
    place = page.find(sought)
    while place >= 0:
        yield place
        place = page.find(sought, place + 1)


def _pieces(page: str, sought: str) -> Iterator[Range]:
    """The longest pieces of the words that the page has, in whatever order: columns and cells are drawn anyhow."""
    found = SequenceMatcher(None, page, sought, autojunk=False).find_longest_match()
    if found.size < LEAST_LETTERS:
        return
    yield found.a, found.a + found.size
    yield from _pieces(page, sought[: found.b])
    yield from _pieces(page, sought[found.b + found.size :])


def _lines(text: pdfium.PdfTextPage, start: int, end: int) -> Iterator[Box]:
    """The boxes of a range of characters, one for each line."""
    for number in range(text.count_rects(start, end - start)):
        yield text.get_rect(number)


def _box(one: tuple[int, int], other: tuple[int, int], width: int, height: int) -> Box:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return left / width, top / height, (right - left) / width, (bottom - top) / height
