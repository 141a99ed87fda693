"""The reading order of a page: columns found by their gutters, whatever stands across them above or below."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.pdf.lines import lines_of
from ingest.readers.pdf.panels import Panel
from ingest.readers.pdf.shapes import Line, Run, Table

_FEWEST = 3
# More space than this share of its size stands above the first line of a paragraph.
_SPACE = 0.7
_MARK = re.compile(r"\W{0,2}(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxlIVXL]{1,5})?\W{0,2}")

_FIGURE = re.compile(r"[£$€]?[-−+]?\d[\d,.]*\s?(?:%|k|m|bn)?")
_FEWEST_FIGURES = 6
# A title stands nearer to what it heads than to what is above it.
_NEARER = 1.5
_TITLE_ROWS = 2
_LARGER, _LEVEL = 1.15, 2.0


@dataclass(slots=True)
class _Box:
    """A run, a table or a panel as a thing that stands somewhere."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    thing: Run | Table | Panel
    length: int
    under: bool = False


@dataclass(frozen=True, slots=True)
class _Gutter:
    x: float
    top: float
    bottom: float
    worth: int


def in_order(
    runs: Sequence[Run], tables: Sequence[Table], page: int, panels: Sequence[Panel] = ()
) -> list[list[Line | Table]]:
    """The columns of a page one after the other; a page without gutters is one column, and so is each panel."""
    boxes: list[_Box] = []
    for run in runs:
        lead = run.lead
        length = sum(len(piece.text) for piece in run.pieces)
        boxes.append(_Box(run.x0, run.x1, lead.y - 0.75 * lead.size, lead.y + 0.2 * lead.size, lead.size, run, length))
    boxes += [_Box(t.x0, t.x1, t.top, t.bottom, 10.0, t, 0) for t in tables]
    boxes += [_Box(p.x0, p.x1, p.top, p.bottom, 10.0, p, 0) for p in panels]
    columns: list[list[Line | Table]] = []
    for group in _parts(boxes, 0):
        column: list[Line | Table] = [box.thing for box in group if isinstance(box.thing, Table)]
        column += lines_of([box.thing for box in group if isinstance(box.thing, Run)], page)
        parts = _around(sorted(column, key=lambda thing: thing.top), group, page)
        for line in (thing for part in parts for thing in part if isinstance(thing, Line)):
            line.under = all(box.under for box in group)
        columns += parts
    return columns


def _around(column: list[Line | Table], group: Sequence[_Box], page: int) -> list[list[Line | Table]]:
    """A column cut where panels stand in it: what is above them, each of them, what is below."""
    panels = sorted((box.thing for box in group if isinstance(box.thing, Panel)), key=lambda p: (p.row, p.x0))
    parts: list[list[Line | Table]] = []
    for panel in panels:
        at = sum(thing.top < panel.row for thing in column)
        if panel.aside:
            at = _paragraph_start(column, at)
            _stop_at(panel, column)
        above, column = column[:at], column[at:]
        parts += [above, list(panel.lines(page))] if above else [list(panel.lines(page))]
    return [*parts, column] if column or not parts else parts


def _stop_at(panel: Panel, column: Sequence[Line | Table]) -> None:
    """Tell the lines left of a box, and the one right below it, that they end there."""
    for line in column:
        if isinstance(line, Line) and line.x1 <= panel.x0 and panel.top < line.bottom < panel.bottom + 2 * line.size:
            line.stop = panel.x0


def _paragraph_start(column: Sequence[Line | Table], at: int) -> int:
    """Where the paragraph begins that goes on at this place of a column."""
    while 0 < at < len(column):
        above, below = column[at - 1], column[at]
        if isinstance(above, Table) or isinstance(below, Table) or below.top - above.bottom > _SPACE * below.size:
            break
        at -= 1
    return at


def _parts(boxes: list[_Box], depth: int) -> list[list[_Box]]:
    """Cut at the gutter that parts most lines: above it, left of it, right of it, below it."""
    gutter = _gutter(boxes) if depth < 12 and len(boxes) >= 2 * _FEWEST else None
    if gutter is None:
        return [boxes] if boxes else []
    above = [box for box in boxes if (box.top + box.bottom) / 2 < gutter.top]
    below = [box for box in boxes if (box.top + box.bottom) / 2 > gutter.bottom]
    middle = [box for box in boxes if gutter.top <= (box.top + box.bottom) / 2 <= gutter.bottom]
    left = [box for box in middle if (box.x0 + box.x1) / 2 < gutter.x]
    right = [box for box in middle if (box.x0 + box.x1) / 2 >= gutter.x]
    if not left or not right:
        return [boxes]
    if _titled(left, right):
        for box in below:
            box.under = True
    return [part for group in (above, left, right, below) for part in _parts(group, depth + 1)]


def _gutter(boxes: list[_Box]) -> _Gutter | None:
    """The best gutter, tried just left of every edge at which several lines begin."""
    start, end = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    size = median(box.size for box in boxes)
    edges: dict[int, list[float]] = {}
    for box in boxes:
        edges.setdefault(round(box.x0 / 3), []).extend([box.x0] * _tall([box]))
    found: list[_Gutter] = []
    for key, members in edges.items():
        near = len(members) + len(edges.get(key - 1, ())) + len(edges.get(key + 1, ()))
        x = min(members) - 0.5
        if near >= _FEWEST and start + 0.14 * (end - start) < x < end - 0.1 * (end - start):
            gutter = _at(boxes, x, 0.7 * size)
            if gutter is not None:
                found.append(gutter)
    return max(found, key=lambda gutter: (gutter.worth, -gutter.x), default=None)


def _at(boxes: list[_Box], x: float, width: float) -> _Gutter | None:
    """The best stretch down the page that nothing crosses at ``x``, if prose stands on both sides."""
    crossing = [box for box in boxes if box.x0 < x - 1 and box.x1 - 1.5 > x - width]
    apart = {id(box) for box in crossing}
    best: _Gutter | None = None
    low = min(box.top for box in boxes) - 1
    for edge, bottom in [
        *sorted((b.top, b.bottom) for b in crossing),
        (max(b.bottom for b in boxes) + 1, 0.0),
    ]:
        if edge - low > 10:
            inside = [b for b in boxes if id(b) not in apart and low <= (b.top + b.bottom) / 2 <= edge]
            worth = _worth(inside, x)
            if worth and (best is None or worth > best.worth):
                best = _Gutter(x, min(b.top for b in inside), _foot(inside, x, edge if bottom else math.inf), worth)
        low = max(low, bottom)
    return best


def _foot(boxes: list[_Box], x: float, edge: float) -> float:
    """Where two columns end: before a title on the left that stands lower than both, close over what crosses them."""
    right = max(b.bottom for b in boxes if (b.x0 + b.x1) / 2 >= x)
    left = [b for b in boxes if (b.x0 + b.x1) / 2 < x]
    rows, end = _rows(left), max(b.bottom for b in boxes)
    for own in rows[-2 : -2 - _TITLE_ROWS : -1]:
        low = [box for box in left if box.bottom > own + 3]
        top = min(box.top for box in low)
        if top > right and top - own > max(low[0].size, _NEARER * (edge - end)):
            return max(right, own)
    return end


def _worth(boxes: list[_Box], x: float) -> int:
    """How many lines a gutter parts; 0 if one side is marks or labels, or the sides go row by row."""
    left = [box for box in boxes if (box.x0 + box.x1) / 2 < x]
    right = [box for box in boxes if (box.x0 + box.x1) / 2 >= x]
    worth = min(_tall(left), _tall(right))
    if worth < _FEWEST:
        return 0
    if _titled(left, right):
        return worth
    if (_prose(left) and _lettering(right, left)) or (_prose(right) and _lettering(left, right)):
        return worth
    if not (_prose(left) and _prose(right)) or _tabular(left) or _tabular(right):
        return 0
    return 0 if _row_by_row(left, right, median(box.size for box in boxes)) else worth


def _tabular(boxes: list[_Box]) -> bool:
    """Whether many rows hold several short stretches with wide gaps, as a table's do and prose's do not."""
    rows: dict[int, list[_Box]] = {}
    for box in boxes:
        rows.setdefault(round(box.bottom / 3), []).append(box)
    several = 0
    for row in rows.values():
        row.sort(key=lambda box: box.x0)
        several += any(
            b.x0 - a.x1 > 1.5 * a.size for a, b in itertools.pairwise(row) if 3 < a.length < 20 or 3 < b.length < 20
        )
    return several >= 0.4 * len(rows)


def _titled(left: list[_Box], right: list[_Box]) -> bool:
    """Whether a title stands over each side, level with that of the other: then each goes on by itself."""
    heads = [min(side, key=lambda box: box.bottom) for side in (left, right)]
    if not all(isinstance(head.thing, Run) and head.thing.lead.bold for head in heads):
        return False
    usual = median(box.size for box in (*left, *right) if isinstance(box.thing, Run))
    large = min(head.size for head in heads) >= _LARGER * usual
    return large and abs(heads[0].bottom - heads[1].bottom) < _LEVEL


def _tall(boxes: list[_Box]) -> int:
    """How many lines boxes hold; a table has as many as rows."""
    return len(_rows(boxes)) + sum(len(box.thing.rows) - 1 for box in boxes if isinstance(box.thing, Table))


def _rows(boxes: list[_Box]) -> list[float]:
    rows: list[float] = []
    for y in sorted(box.bottom for box in boxes):
        if not rows or y - rows[-1] > 3:
            rows.append(y)
    return rows


def _prose(boxes: list[_Box]) -> bool:
    """Whether these are lines of running text, not marks, labels or figures."""
    tables = sum(not isinstance(box.thing, Run) for box in boxes)
    words = [box for box in boxes if isinstance(box.thing, Run)]
    if not words:
        return tables > 0
    lengths: dict[int, int] = {}
    for box in words:
        row = round(box.bottom / 3)
        lengths[row] = lengths.get(row, 0) + box.length
    width = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    size = median(box.size for box in words)
    marks = sum(bool(_MARK.fullmatch(_text(box))) for box in words)
    return width > 7 * size and marks * 2 < len(words) and median(lengths.values()) >= 14


def _lettering(boxes: list[_Box], others: list[_Box]) -> bool:
    """Whether these are the figures of a chart: marks for the most part, and not level with the lines beside them."""
    words = [box for box in boxes if isinstance(box.thing, Run)]
    marks = [box for box in words if _MARK.fullmatch(_text(box)) or _FIGURE.fullmatch(_text(box))]
    if len(words) < _FEWEST_FIGURES or len(marks) * 2 < len(words):
        return False
    rows, beside = _rows(boxes), _rows(others)
    near = 0.15 * median(box.size for box in words)
    level = sum(any(abs(y - other) < near for other in beside) for y in rows)
    return level * 2 < len(rows)


def _text(box: _Box) -> str:
    return "".join(piece.text for piece in box.thing.pieces) if isinstance(box.thing, Run) else ""


def _row_by_row(left: list[_Box], right: list[_Box], size: float) -> bool:
    """Whether the groups on both sides begin side by side, as the rows of a table without rules do."""
    one, two = _starts(left, size), _starts(right, size)
    if min(len(one), len(two)) < 3:
        return False
    met = sum(1 for y in two if any(abs(y - other) < 0.4 * size for other in one))
    return met >= 0.8 * max(len(one), len(two))


def _starts(boxes: list[_Box], size: float) -> list[float]:
    """Where groups of lines begin, after a gap that is wider than that between lines."""
    rows = _rows(boxes)
    steps = sorted(b - a for a, b in itertools.pairwise(rows))
    usual = steps[len(steps) // 4] if steps else 1.2 * size
    return [y for before, y in zip([-1e9, *rows], rows, strict=False) if y - before > 1.25 * usual]
