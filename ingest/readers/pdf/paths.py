"""What is drawn on a PDF page besides text: rules, filled boxes, pictures, in the order of drawing."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf.dots import is_dot
from ingest.readers.pdf.shapes import Fill

# A drawing of more objects than this is a map or a chart; its lines are not the rules of a table.
MOST_OBJECTS = 30_000
MOST_RULES = 3_000
_THIN = 3.0

# A pointer into PDFium; its library has no types of its own.
_Object = Any
Span = tuple[float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn(
    page: pdfium.PdfPage, box: tuple[float, float, float, float]
) -> tuple[list[Span], list[Span], list[Fill], dict[int, int], list[Fill], list[Fill]]:
    """Rules across and down, fills and pictures, the turn of each text object by its address, dots, and outlines."""
    across: list[Span] = []
    down: list[Span] = []
    fills: list[Fill] = []
    turns: dict[int, int] = {}
    dots: list[Fill] = []
    outlines: list[Fill] = []
    for turn, (thing, kind, matrix) in enumerate(_objects(page)):
        if turn > MOST_OBJECTS:
            return [], [], [fill for fill in fills if fill.colour is None], turns, [], []
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            turns[ctypes.addressof(thing.contents)] = turn
        elif kind == raw.FPDF_PAGEOBJ_IMAGE or kind == raw.FPDF_PAGEOBJ_SHADING:
            fills.append(Fill(*_bounds(thing, matrix), None, turn))
            outlines.append(fills[-1])
        elif kind == raw.FPDF_PAGEOBJ_PATH and len(across) + len(down) <= MOST_RULES:
            sides = _bounds(thing, matrix)
            if is_dot(*sides):
                dots.append(Fill(*sides, (0, 0, 0), turn))
            else:
                _path(thing, matrix, turn, (across, down, fills, outlines))
    wide, tall = box[2] - box[0], box[3] - box[1]
    if len(across) + len(down) > MOST_RULES:
        across, down = [], []
    return (
        [rule for rule in across if 4 < rule[1] - rule[0] <= wide * 1.02],
        [rule for rule in down if 4 < rule[1] - rule[0] <= tall * 1.02],
        fills,
        turns,
        dots[:MOST_RULES],
        outlines[:MOST_RULES],
    )


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[_Object, int, Matrix]]:
    """Every object in the order of drawing, those inside forms too, with the matrix that places them."""
    for at in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, at)
        yield from _inside(thing, _SAME, 0)


def _inside(thing: _Object, matrix: Matrix, depth: int) -> Iterator[tuple[_Object, int, Matrix]]:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield thing, kind, matrix
        return
    if depth > 6:
        return
    inner = _times(_matrix(thing), matrix)
    for at in range(raw.FPDFFormObj_CountObjects(thing)):
        yield from _inside(raw.FPDFFormObj_GetObject(thing, at), inner, depth + 1)


def _matrix(thing: object) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(thing: object, matrix: Matrix) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    ax, ay = _at(matrix, left, bottom)
    bx, by = _at(matrix, right, top)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _colour(thing: object, *, stroke: bool) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    (raw.FPDFPageObj_GetStrokeColor if stroke else raw.FPDFPageObj_GetFillColor)(thing, *parts)
    return parts[0].value, parts[1].value, parts[2].value, parts[3].value


def _path(
    thing: object, matrix: Matrix, turn: int, into: tuple[list[Span], list[Span], list[Fill], list[Fill]]
) -> None:
    """Sort one path into rules, fills and outlines; curves have outlines alone, slanted lines nothing."""
    across, down, fills, outlines = into
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, mode, stroke)
    if not mode.value and not stroke.value:
        return
    filled = _colour(thing, stroke=False) if mode.value else (255, 255, 255, 0)
    inked = _colour(thing, stroke=True)[3] > 10 if stroke.value else False
    for shape, curved in _shapes(thing, _times(_matrix(thing), matrix)):
        xs, ys = [point[0] for point in shape], [point[1] for point in shape]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if len(shape) > 3 and x1 - x0 > _THIN and y1 - y0 > _THIN:
            outlines.append(Fill(x0, y0, x1, y1, filled[:3] if filled[3] > 10 else (255, 255, 255), turn))
        if curved:
            continue
        if mode.value and filled[3] > 10 and x1 - x0 > _THIN and y1 - y0 > _THIN:
            fills.append(Fill(x0, y0, x1, y1, filled[:3], turn))
        if y1 - y0 <= _THIN and x1 - x0 > _THIN:
            across.append((x0, x1, (y0 + y1) / 2))
        elif x1 - x0 <= _THIN and y1 - y0 > _THIN:
            down.append((y0, y1, (x0 + x1) / 2))
        elif x1 - x0 > _THIN and _boxed(shape, (x0, y0, x1, y1)) and (inked or min(filled[:3]) < 250):
            across += [(x0, x1, y0), (x0, x1, y1)]
            down += [(y0, y1, x0), (y0, y1, x1)]
        elif inked:
            _edges(shape, across, down)


def _boxed(shape: list[tuple[float, float]], sides: tuple[float, float, float, float]) -> bool:
    """Whether the shape is a box that stands upright: it has all four corners and no others."""
    x0, y0, x1, y1 = sides
    corners = {(x, y): (abs(x - x0) < abs(x - x1), abs(y - y0) < abs(y - y1)) for x, y in shape}
    return (
        len(shape) <= 6
        and len(set(corners.values())) == 4
        and all(min(abs(x - x0), abs(x - x1)) < 1 and min(abs(y - y0), abs(y - y1)) < 1 for x, y in corners)
    )


def _edges(shape: list[tuple[float, float]], across: list[Span], down: list[Span]) -> None:
    for (ax, ay), (bx, by) in itertools.pairwise(shape):
        if abs(ay - by) < 1 and abs(ax - bx) > _THIN:
            across.append((min(ax, bx), max(ax, bx), (ay + by) / 2))
        elif abs(ax - bx) < 1 and abs(ay - by) > _THIN:
            down.append((min(ay, by), max(ay, by), (ax + bx) / 2))


def _shapes(thing: object, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The separate outlines of a path, and whether each has a curve."""
    shape: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = False
    for at in range(min(raw.FPDFPath_CountSegments(thing), 4000)):
        piece = raw.FPDFPath_GetPathSegment(thing, at)
        kind = raw.FPDFPathSegment_GetType(piece)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(shape) > 1:
                yield shape, curved
            shape, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(piece, x, y)
        shape.append(_at(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(piece):
            shape.append(shape[0])
    if len(shape) > 1:
        yield shape, curved
