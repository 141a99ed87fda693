"""The printed characters of a PDF page with their places and styles, as pdfium gives them."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0A8: "☐", 0xF06F: "o", 0xF076: "❖", 0xF02D: "-",
    0xF0B0: "°", 0xF0E0: "→", 0xF0FE: "☒", 0xF071: "❑", 0xF06E: "■", 0xF06C: "●", 0xF0A3: "£",
}  # fmt: skip
_HEAVY = ("bold", "black", "heavy", "demi", "cmbx", "sfbx")
_LIGHT = ("regular", "light", "book", "roman", "thin", "medium")
_PRIVATE, _SYMBOLIC = range(0xE000, 0xF900), range(0xF000, 0xF100)
_PICTORIAL = ("symbol", "wingding", "webding", "dingbat")
_SPACES = (9, 32, 160, 0x200B, 0x3000)
_BREAKS = (10, 13)
_HYPHEN = 2  # pdfium's sign for the hyphen of a word that a line's end cuts.


@dataclass(slots=True)
class Style:
    """What all characters of one text object share; ``frame`` is its turn in quarters, None if slanted."""

    size: float
    bold: bool
    frame: int | None
    mode: int
    colour: tuple[int, int, int, int]
    turn: int
    pictorial: bool


@dataclass(slots=True)
class Glyph:
    """A character, or a word of one style: its edges and baseline along its frame; what came before it."""

    text: str
    x0: float
    x1: float
    y: float
    style: Style
    glued: bool
    fresh: bool


def glyphs_of(text: pdfium.PdfTextPage, count: int, turns: dict[int, int]) -> tuple[list[Glyph], int]:
    """Everything printed among the first ``count`` characters, and how many have no known letter."""
    codes = _codes(text, count)
    taker = _Taker(text, codes, turns)
    at = 0
    while at < count:
        code = codes[at]
        if code in _BREAKS or code in _SPACES:
            taker.space(broken=code in _BREAKS)
            at += 1
            continue
        end = at + 1
        while end < count and _plain(codes[end]) and _plain(codes[at]):
            end += 1
        if end - at < 3 or not taker.word(at, end):
            for one in range(at, end):
                taker.character(one)
        at = end
    return taker.glyphs, codes.count(0xFFFD) + codes.count(0)


def _codes(text: pdfium.PdfTextPage, count: int) -> list[int]:
    """All codes in one call where pdfium gives one for each character, else one by one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        codes = [_HYPHEN if code == 0xFFFE else code for code in buffer[:count]]
        probes = {0, count // 3, count // 2, count - 1}
        if all(raw.FPDFText_GetUnicode(text, at) == codes[at] for at in probes):
            return codes
    return [raw.FPDFText_GetUnicode(text, at) for at in range(count)]


def _plain(code: int) -> bool:
    """Whether the letter is one of those written from left to right, each beside the other."""
    return (32 < code < 0x250 and code not in (160, 0xAD)) or 0x2010 < code < 0x2027


class _Taker:
    """Takes characters from a page; a word of one text object at once, which saves most calls."""

    def __init__(self, text: pdfium.PdfTextPage, codes: list[int], turns: dict[int, int]) -> None:
        self.text, self.codes, self.turns = text, codes, turns
        self.glyphs: list[Glyph] = []
        self.styles: dict[int, Style] = {}
        self.last, self.base = 0, 0.0
        self.style: Style | None = None
        self.glued, self.fresh = False, True
        self.box, self.x, self.y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()

    def space(self, *, broken: bool) -> None:
        """A space or the end of a line."""
        self.glued, self.fresh = False, self.fresh or broken

    def word(self, start: int, end: int) -> bool:
        """A word whose first and last letter are of one object; False if it is of several."""
        owner = raw.FPDFText_GetTextObject(self.text, start)
        other = raw.FPDFText_GetTextObject(self.text, end - 1)
        if not owner or not other or ctypes.addressof(owner.contents) != ctypes.addressof(other.contents):
            return False
        style = self._styled(start, owner)
        first, last = self._edges(start, style), self._edges(end - 1, style)
        if last[1] <= first[0]:
            return False
        self._add("".join(map(chr, self.codes[start:end])), first[0], last[1], style)
        return True

    def character(self, at: int) -> None:
        """One character by itself."""
        code = self.codes[at]
        owner = raw.FPDFText_GetTextObject(self.text, at)
        if not owner or (code < 32 and code != _HYPHEN):
            return
        style = self._styled(at, owner)
        if self._is_icon(at, style):
            self.glued = False
            return
        low, high = self._edges(at, style)
        self._add(_letter(code, style), low, high, style)

    def _is_icon(self, at: int, style: Style) -> bool:
        """Whether a sign of no known letter is a picture: the letters of a symbol font stand beside each other."""
        code = self.codes[at]
        if code not in _PRIVATE or code in _SYMBOLS or style.pictorial:
            return False
        beside = (*self.codes[max(at - 1, 0) : at], *self.codes[at + 1 : at + 2])
        return code not in _SYMBOLIC or not any(other in _SYMBOLIC for other in beside)

    def _add(self, words: str, low: float, high: float, style: Style) -> None:
        self.glyphs.append(Glyph(words, low, high, self.base, style, self.glued, self.fresh))
        self.glued, self.fresh = True, False

    def _styled(self, at: int, owner: Any) -> Style:
        """The style of the object, and its baseline, looked up where the object changes."""
        address = ctypes.addressof(owner.contents)
        if address != self.last or self.style is None:
            style = self.styles.get(address)
            if style is None:
                turn = self.turns.get(address, len(self.turns))
                style = self.styles[address] = _style(self.text, at, owner, turn)
            raw.FPDFText_GetCharOrigin(self.text, at, self.x, self.y)
            x, y = self.x.value, self.y.value
            self.last, self.style, self.base = address, style, (y, -x, -y, x)[style.frame or 0]
        return self.style

    def _edges(self, at: int, style: Style) -> tuple[float, float]:
        box = self.box
        raw.FPDFText_GetLooseCharBox(self.text, at, box)
        if not style.frame:
            return box.left, box.right
        return ((box.bottom, box.top), (-box.right, -box.left), (-box.top, -box.bottom))[style.frame - 1]


def _letter(code: int, style: Style) -> str:
    """The letter that is meant: symbol fonts keep theirs in a range of their own."""
    if code == _HYPHEN:
        return "-"
    if not 0xF000 <= code <= 0xF0FF:
        return chr(code)
    return _SYMBOLS.get(code) or ("•" if style.pictorial else chr(max(code - 0xF000, 33)))


def _style(text: pdfium.PdfTextPage, at: int, owner: object, turn: int) -> Style:
    """Size, weight, turn, colour and mode of the text object that the character belongs to."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    size = raw.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1.0)
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    quarter = round(angle / 90)
    frame = quarter % 4 if abs(angle - quarter * 90) < 4 else None
    mode = raw.FPDFTextObj_GetTextRenderMode(owner)
    parts = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(owner, *parts)
    colour = (parts[0].value, parts[1].value, parts[2].value, parts[3].value) if known else (0, 0, 0, 255)
    if mode in (1, 5):
        colour = (0, 0, 0, 255)
    name, forced = _font(owner)
    bold = mode in (2, 6) or any(word in name for word in _HEAVY)
    bold = bold or (forced and not any(word in name for word in _LIGHT))
    return Style(size, bold, frame, mode, colour, turn, any(word in name for word in _PICTORIAL))


def _font(owner: object) -> tuple[str, bool]:
    """The font's name and whether it is flagged as bold; thick stems say nothing, small fonts have them."""
    font = raw.FPDFTextObj_GetFont(owner)
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    return buffer.value.decode("utf-8", "replace").lower(), bool(raw.FPDFFont_GetFlags(font) & (1 << 18))
