"""The text of one PDF page with its place and dress, through pdfium; hidden and slanted text set aside."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_paths import drawn
from ingest.readers.pdf_shapes import Fill, Piece, Rule, Run, Sheet

MOST_CHARACTERS = 200_000
SMALLEST = 2.0
_INVISIBLE = (3, 7)
_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0A8: "☐", 0xF06F: "o", 0xF076: "❖", 0xF02D: "-",
    0xF0B0: "°", 0xF0E0: "→", 0xF0FE: "☒", 0xF071: "❑", 0xF06E: "■", 0xF06C: "●", 0xF0A3: "£", 2: "-",
}  # fmt: skip
_HEAVY = ("bold", "black", "heavy", "demi", "cmbx", "sfbx")
_LIGHT = ("regular", "light", "book", "roman", "thin", "medium")


@dataclass(slots=True)
class _Style:
    """What all characters of one text object share; ``frame`` is its turn in quarters, None if slanted."""

    size: float
    bold: bool
    frame: int | None
    mode: int
    colour: tuple[int, int, int, int]
    turn: int


@dataclass(slots=True)
class _Glyph:
    code: int
    x0: float
    x1: float
    y: float
    style: _Style
    glued: bool
    fresh: bool


def sheet_of(document: pdfium.PdfDocument, index: int) -> Sheet:
    """Read page ``index`` (from 0) and close it again; raises PdfiumError if it cannot be loaded."""
    page = document.get_page(index)
    try:
        text = page.get_textpage()
        try:
            return _read(page, text, index + 1)
        finally:
            text.close()
    finally:
        page.close()


def _read(page: pdfium.PdfPage, text: pdfium.PdfTextPage, number: int) -> Sheet:
    box = page.get_bbox()
    across, down, fills, turns = drawn(page, box)
    count = text.count_chars()
    glyphs, unmapped = _glyphs(text, min(count, MOST_CHARACTERS), turns)
    frames = Counter(glyph.style.frame for glyph in glyphs if glyph.style.frame is not None)
    frame = frames.most_common(1)[0][0] if frames else 0
    place = _Placer(box, frame)
    sheet = Sheet(number, place.width, place.height)
    sheet.cut, sheet.unmapped, sheet.characters = count > MOST_CHARACTERS, unmapped, len(glyphs)
    sheet.across, sheet.down = place.rules(across, down)
    sheet.fills = [place.fill(fill) for fill in fills]
    pictures = [fill for fill in sheet.fills if fill.colour is None]
    area = max(place.width * place.height, 1.0)
    sheet.pictured = min(1.0, sum((f.x1 - f.x0) * (f.bottom - f.top) for f in pictures) / area)
    sheet.skewed = "".join(chr(glyph.code) for glyph in glyphs if glyph.style.frame is None)
    _sort_out(sheet, glyphs, box, frame)
    sheet.notes = _remarks(page)
    return sheet


def _sort_out(sheet: Sheet, glyphs: list[_Glyph], box: tuple[float, float, float, float], frame: int) -> None:
    """Keep what a reader sees; a picture of the whole page with its text under it is a recognised scan."""
    scan = sheet.pictured > 0.6
    unseen = sum(1 for glyph in glyphs if glyph.style.mode in _INVISIBLE)
    sheet.recognised = scan and unseen * 2 > len(glyphs) > 0
    places = {quarter: _Placer(box, quarter) for quarter in range(4)}
    upright, aside = _Gatherer(), _Gatherer()
    verdicts: dict[int, bool] = {}
    for glyph in glyphs:
        turned = glyph.style.frame
        if turned is None:
            continue
        place = places[turned]
        x0, x1, y = place.glyph(glyph)
        kept = verdicts.get(glyph.style.turn)
        if kept is None:
            kept = sheet.recognised or _seen(glyph.style, x0, y, sheet.fills if turned == frame else None)
            verdicts[glyph.style.turn] = kept
        if not kept or not (-2 < x0 < place.width + 2 and -2 < y < place.height + 2 + glyph.style.size):
            sheet.hidden += not kept and glyph.code > 32
            continue
        (upright if turned == frame else aside).add(glyph, x0, x1, y)
    sheet.runs, sheet.aside = upright.done(), aside.done()


def _seen(style: _Style, x: float, y: float, fills: list[Fill] | None) -> bool:
    """Whether a person can see the text: drawn, large enough, and of another colour than what lies under it."""
    if style.mode in _INVISIBLE or style.size < SMALLEST or style.colour[3] < 10:
        return False
    if fills is None:
        return True
    ground: tuple[int, int, int] | None = (255, 255, 255)
    middle = y - 0.3 * style.size
    for fill in fills:
        if fill.turn < style.turn and fill.x0 <= x + 1 <= fill.x1 and fill.top <= middle <= fill.bottom:
            ground = fill.colour
    return ground is None or max(abs(a - b) for a, b in zip(ground, style.colour, strict=False)) > 12


class _Placer:
    """Turns places of the file (y upwards, perhaps turned by quarters) into places as read."""

    def __init__(self, box: tuple[float, float, float, float], frame: int) -> None:
        left, bottom, right, top = box
        self.frame = frame
        corners = [self._turn(left, bottom), self._turn(right, top)]
        self.x = min(corner[0] for corner in corners)
        self.y = max(corner[1] for corner in corners)
        self.width = abs(corners[0][0] - corners[1][0])
        self.height = abs(corners[0][1] - corners[1][1])

    def _turn(self, x: float, y: float) -> tuple[float, float]:
        return ((x, y), (y, -x), (-x, -y), (-y, x))[self.frame]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The place as read of a place in the file."""
        turned = self._turn(x, y)
        return turned[0] - self.x, self.y - turned[1]

    def glyph(self, glyph: _Glyph) -> tuple[float, float, float]:
        """Left, right and baseline as read; a glyph's x and y are kept along its own frame."""
        return glyph.x0 - self.x, glyph.x1 - self.x, self.y - glyph.y

    def fill(self, fill: Fill) -> Fill:
        """A box as read."""
        ax, ay = self.point(fill.x0, fill.top)
        bx, by = self.point(fill.x1, fill.bottom)
        return Fill(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), fill.colour, fill.turn)

    def rules(
        self, across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]
    ) -> tuple[list[Rule], list[Rule]]:
        """Rules as read: across and down change places on a page turned by a quarter."""
        flat = [self._ruled(self.point(a, at), self.point(b, at)) for a, b, at in across]
        steep = [self._ruled(self.point(at, a), self.point(at, b)) for a, b, at in down]
        both = flat + steep
        return [rule for is_flat, rule in both if is_flat], [rule for is_flat, rule in both if not is_flat]

    @staticmethod
    def _ruled(start: tuple[float, float], end: tuple[float, float]) -> tuple[bool, Rule]:
        if abs(start[1] - end[1]) <= abs(start[0] - end[0]):
            return True, Rule(min(start[0], end[0]), max(start[0], end[0]), start[1])
        return False, Rule(min(start[1], end[1]), max(start[1], end[1]), start[0])


class _Gatherer:
    """Collects glyphs in the order of the file into pieces and runs."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.piece: list[str] = []
        self.now: Piece | None = None
        self.style: _Style | None = None
        self.last = 0.0

    def add(self, glyph: _Glyph, x0: float, x1: float, y: float) -> None:
        """Take one glyph: into the piece at hand, a new piece, or a new run."""
        now, style = self.now, glyph.style
        if now is not None and glyph.glued and style is self.style:
            gap = x0 - now.x1
            if x0 == self.last:  # The letters of a ligature have one place.
                gap = 0.0
            if -0.6 * style.size < gap < 0.9 * style.size and abs(y - now.y) < 0.3 * style.size:
                self.piece.append(chr(glyph.code))
                now.x1, self.last = max(now.x1, x1), x0
                return
        self._close()
        piece = Piece("", x0, x1, y, style.size, style.bold, glyph.glued)
        if now is None or glyph.fresh or not _follows(now, piece):
            self.runs.append(Run([piece], len(self.runs)))
        else:
            self.runs[-1].pieces.append(piece)
        self.now, self.style, self.piece, self.last = piece, style, [chr(glyph.code)], x0

    def _close(self) -> None:
        if self.now is not None:
            self.now.text = "".join(self.piece)

    def done(self) -> list[Run]:
        """The runs."""
        self._close()
        return self.runs


def _follows(before: Piece, after: Piece) -> bool:
    """Whether a piece goes on with the run: near the baseline and no wide gap, in either direction of writing."""
    size = max(before.size, after.size)
    if abs(before.y - after.y) > 0.45 * size:
        return False
    gap = after.x0 - before.x1
    back = before.x0 - after.x1
    return -0.6 * size < gap < 0.9 * size or -0.3 * size < back < 0.9 * size


def _glyphs(text: pdfium.PdfTextPage, count: int, turns: dict[int, int]) -> tuple[list[_Glyph], int]:
    """Every printed character with its place along its own frame; how many have no known letter."""
    glyphs: list[_Glyph] = []
    styles: dict[int, _Style] = {}
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    last, style, base, glued, fresh, unmapped = 0, None, 0.0, False, True, 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in (10, 13):
            glued, fresh = False, True
            continue
        if code in (32, 160, 9, 0x3000, 0x200B):
            glued = False
            continue
        owner = raw.FPDFText_GetTextObject(text, at)
        if not owner or (code < 32 and code != 2):
            unmapped += code == 0
            continue
        address = ctypes.addressof(owner.contents)
        if address != last or style is None or style.frame is None:
            last = address
            style = styles.get(address)
            if style is None:
                style = styles[address] = _style(text, at, owner, turns.get(address, len(turns)))
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            base = (y.value, -x.value, -y.value, x.value)[style.frame or 0]
        raw.FPDFText_GetLooseCharBox(text, at, box)
        quarter = style.frame or 0
        low, high = (
            (box.left, box.right), (box.bottom, box.top), (-box.right, -box.left), (-box.top, -box.bottom)
        )[quarter]  # fmt: skip
        if code >= 0xE000:
            unmapped += code == 0xFFFD
            code = ord(_SYMBOLS.get(code, "•")) if 0xF000 <= code <= 0xF0FF else code
        glyphs.append(_Glyph(45 if code == 2 else code, low, high, base, style, glued, fresh))
        glued, fresh = True, False
    return glyphs, unmapped


_Owner = ctypes._Pointer  # noqa: SLF001 - the only name ctypes has for the type of a pointer


def _style(text: pdfium.PdfTextPage, at: int, owner: object, turn: int) -> _Style:
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
    return _Style(size, _bold(owner) or mode in (2, 6), frame, mode, colour, turn)


def _bold(owner: object) -> bool:
    """Whether the font is a heavy one, by its name or its flag; stems are thick in small roman fonts too."""
    font = raw.FPDFTextObj_GetFont(owner)
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").lower()
    if any(word in name for word in _HEAVY):
        return True
    return bool(raw.FPDFFont_GetFlags(font) & (1 << 18)) and not any(word in name for word in _LIGHT)


def _remarks(page: pdfium.PdfPage) -> list[str]:
    """The words of text boxes that were laid over the page (comments in the margin are not the paper)."""
    found: list[str] = []
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
        note = raw.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FREETEXT:
            size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            buffer = (ctypes.c_ushort * (size // 2 + 1))()
            raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
            words = bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace").strip()
            if words:
                found.append(words)
        raw.FPDFPage_CloseAnnot(note)
    return found
