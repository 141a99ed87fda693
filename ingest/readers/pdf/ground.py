"""The colour that lies under the words of a page: the page drawn without them, where its fills do not tell.

A gradient, a pattern or a round badge has no one colour and no straight sides: only the drawing shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

Colour = tuple[int, ...]
_MOST_DOTS = 2_000_000
_DEEPEST = 6
# A page or a form, and how PDFium counts, gives and removes what it holds; its library has no types of its own.
_Holder = Any
_Calls = tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]
_OF_PAGE: _Calls = (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, raw.FPDFPage_RemoveObject)
_OF_FORM: _Calls = (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, raw.FPDFFormObj_RemoveObject)


class Ground:
    """One page without its words, drawn when it is first looked at; to be closed."""

    def __init__(self, document: pdfium.PdfDocument, index: int) -> None:
        self._document = document
        self._index = index
        self._page: pdfium.PdfPage | None = None
        self._drawn: tuple[NDArray[np.uint8], pdfium.PdfPosConv] | None = None

    def at(self, x: float, y: float) -> Colour:
        """The colour at a place of the file (y upwards)."""
        if self._drawn is None:
            self._drawn = self._draw()
        dots, place = self._drawn
        column, row = place.to_bitmap(x, y)
        high, wide = dots.shape[:2]
        blue, green, red = dots[min(max(row, 0), high - 1), min(max(column, 0), wide - 1)][:3]
        return int(red), int(green), int(blue)

    def close(self) -> None:
        """Let go of the page."""
        if self._page is not None:
            self._page.close()

    def _draw(self) -> tuple[NDArray[np.uint8], pdfium.PdfPosConv]:
        self._page = self._document.get_page(self._index)
        _strip(self._page, _OF_PAGE)
        wide, high = self._page.get_size()
        bitmap = self._page.render(scale=min(1.0, (_MOST_DOTS / max(wide * high, 1.0)) ** 0.5))
        return bitmap.to_numpy().copy(), bitmap.get_posconv(self._page)


def _strip(holder: _Holder, calls: _Calls, depth: int = 0) -> None:
    """Take all words off a page that is loaded for this alone, those inside forms too."""
    count, get, remove = calls
    for at in reversed(range(count(holder))):
        thing = get(holder, at)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT and remove(holder, thing):
            raw.FPDFPageObj_Destroy(thing)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth <= _DEEPEST:
            _strip(thing, _OF_FORM, depth + 1)
