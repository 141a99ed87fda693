"""Tables without a full grid: short stretches under each other. Rather none than a wrong one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from ingest.readers.pdf.marks import BULLETS, ended, leader, mark_of
from ingest.readers.pdf.shapes import Line, Rule, Segment, Table

_FEWEST = 3


def with_aligned(lines: Sequence[Line], across: Sequence[Rule]) -> list[Line | Table]:
    """The lines with those that are rows of a table made one."""
    done: list[Line | Table] = []
    at = 0
    while at < len(lines):
        end = _zone_end(lines, at)
        table = _table(lines[at:end], across) if end - at >= 2 else None
        if table is None:
            done.append(lines[at])
            at += 1
        else:
            done.append(table)
            at = end
    return done


def _stretches(line: Line) -> list[Segment]:
    """The stretches of a line; a list mark or dotted leader makes none."""
    parts = list(line.segments)
    if leader(line):
        return parts[:1]
    mark = mark_of(line)
    if len(parts) > 1 and ((mark and parts[0].text == mark.text) or parts[0].text in BULLETS):
        parts = [Segment(" ".join(part.text for part in parts[:2]), parts[0].x0, parts[1].x1), *parts[2:]]
    return parts


def _zone_end(lines: Sequence[Line], start: int) -> int:
    """Where the rows that begin here end: each row has several stretches, or goes on with one of them."""
    if len(_stretches(lines[start])) < 2:
        return start
    end = start + 1
    single = 0
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.y - lines[at - 1].y > 3.5 * line.size:
            break
        if len(_stretches(line)) >= 2:
            single, end = 0, at + 1
        else:
            single += 1
            if single > 2:
                break
    return end


def _bands(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The columns: stretches that overlap across the page, taken together."""
    parts = sorted((part.x0, part.x1) for line in lines for part in _stretches(line))
    bands: list[tuple[float, float]] = []
    for x0, x1 in parts:
        if bands and x0 < bands[-1][1] + 2:
            bands[-1] = bands[-1][0], max(bands[-1][1], x1)
        else:
            bands.append((x0, x1))
    return bands


def _table(lines: Sequence[Line], across: Sequence[Rule]) -> Table | None:
    """A table, if enough rows fill the same columns."""
    while len(_stretches(lines[-1])) < 2:
        lines = lines[:-1]
    rows = [line for line in lines if len(_stretches(line)) >= 2]
    bands = _bands(lines)
    ruled = _ruled(lines, across)
    if len(bands) < 2 or len(rows) < (2 if ruled else _FEWEST) or not _fits(lines, rows, bands, ruled=ruled):
        return None
    cells = _cells(lines, bands)
    top, bottom = lines[0].top, lines[-1].bottom
    return Table(cells, bands[0][0], bands[-1][1], top, bottom, lines[0].page, edges=tuple(b[0] for b in bands))


def _ruled(lines: Sequence[Line], across: Sequence[Rule]) -> bool:
    """Whether rules of one width stand above and below."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    size = lines[0].size
    wide = [rule for rule in across if rule.a < x0 + 12 and rule.b > x1 - 12]
    above = any(-0.5 * size < lines[0].top - rule.at < 1.5 * size for rule in wide)
    below = any(-0.5 * size < rule.at - lines[-1].bottom < 1.5 * size for rule in wide)
    return above and below


def _fits(lines: Sequence[Line], rows: list[Line], bands: list[tuple[float, float]], *, ruled: bool) -> bool:
    """Whether rows fill the columns, each column is used, and none is only marks or running text."""
    size = median(line.size for line in rows)
    gaps = [b[0] - a[1] for a, b in itertools.pairwise(bands)]
    if min(gaps) < 0.8 * size or len({round(line.size) for line in rows}) > 2:
        return False
    used = [sum(any(_in(part, band) for part in _stretches(line)) for line in rows) for band in bands]
    if min(used) < 0.6 * len(rows) or len(rows) * 2 < len(lines) or _runs_on(rows, bands):
        return False
    if len(bands) >= 3 or ruled:
        return True
    labels = [_stretches(line)[0].text for line in rows]
    values = [_stretches(line)[-1].text for line in rows]
    named = all(label.endswith(":") for label in labels)
    counted = sum(any(map(str.isdigit, value)) and len(value) < 16 for value in values) >= 0.75 * len(values)
    return named or (counted and min(map(len, labels)) > 2)


def _runs_on(rows: list[Line], bands: list[tuple[float, float]]) -> bool:
    """Whether the text of the columns runs on from row to row: then they are columns of prose."""
    pairs = [
        (above.text, below.text)
        for one, two in itertools.pairwise(rows)
        for band in bands
        for above in _stretches(one)
        for below in _stretches(two)
        if _in(above, band) and _in(below, band)
    ]
    running = sum(len(a) > 12 and not ended(a) and b[:1].islower() for a, b in pairs)
    return running > 0.3 * len(pairs)


def _in(part: Segment, band: tuple[float, float]) -> bool:
    return band[0] - 1 <= part.x0 and part.x1 <= band[1] + 1


def _cells(lines: Sequence[Line], bands: list[tuple[float, float]]) -> list[list[list[Line]]]:
    """Rows of cells; a line that lacks the first column goes on with the row above it."""
    rows: list[list[list[Line]]] = []
    for line in lines:
        parts: list[list[Line]] = [[] for _ in bands]
        for part in _stretches(line):
            at = next(i for i, band in enumerate(bands) if _in(part, band))
            parts[at].append(Line(part.text, part.x0, part.x1, line.y, line.size, line.bold, line.page, (part,)))
        filled = sum(bool(part) for part in parts)
        if rows and (not parts[0] or filled == 1) and filled < len(bands):
            for cell, more in zip(rows[-1], parts, strict=True):
                cell.extend(more)
        else:
            rows.append(parts)
    return rows
