"""The text of one PDF page with its place and dress, through pdfium; hidden and slanted text set aside."""

from __future__ import annotations

import ctypes
from collections import Counter

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf.dots import with_marks
from ingest.readers.pdf.glyphs import Glyph, Style, glyphs_of
from ingest.readers.pdf.ground import Colour, Ground
from ingest.readers.pdf.paths import drawn
from ingest.readers.pdf.shapes import Fill, Piece, Rule, Run, Sheet

MOST_CHARACTERS = 200_000
SMALLEST = 2.0
_INVISIBLE = (3, 7)
_DIFFERENT = 12


def sheet_of(document: pdfium.PdfDocument, index: int) -> Sheet:
    """Read page ``index`` (from 0) and close it again; raises PdfiumError if it cannot be loaded."""
    page = document.get_page(index)
    ground = Ground(document, index)
    try:
        text = page.get_textpage()
        try:
            return _read(page, text, index + 1, ground)
        finally:
            text.close()
    finally:
        ground.close()
        page.close()


def _read(page: pdfium.PdfPage, text: pdfium.PdfTextPage, number: int, ground: Ground) -> Sheet:
    box = page.get_bbox()
    across, down, fills, turns, dots, boxes = drawn(page, box)
    count = text.count_chars()
    glyphs, unmapped = glyphs_of(text, min(count, MOST_CHARACTERS), turns)
    frames = Counter(glyph.style.frame for glyph in glyphs if glyph.style.frame is not None)
    frame = frames.most_common(1)[0][0] if frames else 0
    place = _Placer(box, frame)
    sheet = Sheet(number, place.width, place.height)
    sheet.cut, sheet.unmapped = count > MOST_CHARACTERS, unmapped
    sheet.characters = sum(len(glyph.text) for glyph in glyphs)
    sheet.across, sheet.down = place.rules(across, down)
    sheet.fills = [place.fill(fill) for fill in fills]
    sheet.boxes = [place.fill(outline) for outline in boxes]
    pictures = [fill for fill in sheet.fills if fill.colour is None]
    area = max(place.width * place.height, 1.0)
    sheet.pictured = min(1.0, sum((f.x1 - f.x0) * (f.bottom - f.top) for f in pictures) / area)
    sheet.skewed = " ".join("".join(parts) for parts in _slanted(glyphs))
    _sort_out(sheet, glyphs, box, frame, ground)
    sheet.runs = with_marks(sheet.runs, [place.fill(dot) for dot in dots])
    sheet.notes = _remarks(page)
    return sheet


def _slanted(glyphs: list[Glyph]) -> list[list[str]]:
    """The words of the text that stands at a slant."""
    words: list[list[str]] = []
    for glyph in glyphs:
        if glyph.style.frame is None:
            if not words or not glyph.glued:
                words.append([])
            words[-1].append(glyph.text)
    return words


def _sort_out(
    sheet: Sheet, glyphs: list[Glyph], box: tuple[float, float, float, float], frame: int, ground: Ground
) -> None:
    """Keep what a reader sees; a picture of the whole page with its text under it is a recognised scan."""
    scan = sheet.pictured > 0.6
    unseen = sum(len(glyph.text) for glyph in glyphs if glyph.style.mode in _INVISIBLE)
    sheet.recognised = scan and unseen * 2 > sheet.characters
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
            kept = sheet.recognised or (
                _drawn(glyph.style)
                # The fills do not show what is round or graded: where they hide words, the page as drawn decides.
                and (turned != frame or _stands_out(glyph.style, x0, y, sheet.fills) or _on(ground, glyph, turned))
            )
            verdicts[glyph.style.turn] = kept
        if not kept or not (-2 < x0 < place.width + 2 and -2 < y < place.height + 2 + glyph.style.size):
            sheet.hidden += 0 if kept else len(glyph.text)
            continue
        (upright if turned == frame else aside).add(glyph, x0, x1, y)
    sheet.runs, sheet.aside = upright.done(), aside.done()


def _drawn(style: Style) -> bool:
    """Whether text is drawn at all, and large enough to be seen."""
    return style.mode not in _INVISIBLE and style.size >= SMALLEST and style.colour[3] >= 10


def _stands_out(style: Style, x: float, y: float, fills: list[Fill]) -> bool:
    """Whether text has another colour than the fill that lies under it."""
    under: tuple[int, int, int] | None = (255, 255, 255)
    middle = y - 0.3 * style.size
    for fill in fills:
        if fill.turn < style.turn and fill.x0 <= x + 1 <= fill.x1 and fill.top <= middle <= fill.bottom:
            under = fill.colour
    return under is None or _differ(under, style.colour)


def _on(ground: Ground, glyph: Glyph, frame: int) -> bool:
    """Whether text has another colour than what is drawn under it; its place is turned back into that of the file."""
    x, y = glyph.x0 + 1, glyph.y + 0.3 * glyph.style.size
    return _differ(ground.at(*((x, y), (-y, x), (-x, -y), (y, -x))[frame]), glyph.style.colour)


def _differ(one: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=False)) > _DIFFERENT


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

    def glyph(self, glyph: Glyph) -> tuple[float, float, float]:
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
        self.style: Style | None = None
        self.last = 0.0

    def add(self, glyph: Glyph, x0: float, x1: float, y: float) -> None:
        """Take one glyph: into the piece at hand, a new piece, or a new run."""
        now, style = self.now, glyph.style
        if now is not None and glyph.glued and style is self.style:
            gap = x0 - now.x1
            if x0 == self.last:  # The letters of a ligature have one place.
                gap = 0.0
            if -0.6 * style.size < gap < 0.9 * style.size and abs(y - now.y) < 0.3 * style.size:
                self.piece.append(glyph.text)
                now.x1, self.last = max(now.x1, x1), x0
                return
        self._close()
        piece = Piece("", x0, x1, y, style.size, style.bold, glyph.glued)
        if now is None or glyph.fresh or not _follows(now, piece):
            self.runs.append(Run([piece], len(self.runs)))
        else:
            self.runs[-1].pieces.append(piece)
        self.now, self.style, self.piece, self.last = piece, style, [glyph.text], x0

    def _close(self) -> None:
        if self.now is not None:
            self.now.text = "".join(self.piece)

    def done(self) -> list[Run]:
        """The runs."""
        self._close()
        return self.runs


def _follows(before: Piece, after: Piece) -> bool:
    """Whether a piece goes on with the run: near the baseline, no wide gap, in either direction."""
    size = max(before.size, after.size)
    if abs(before.y - after.y) > 0.45 * size:
        return False
    gap = after.x0 - before.x1
    back = before.x0 - after.x1
    return -0.6 * size < gap < 0.9 * size or -0.3 * size < back < 0.9 * size


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
