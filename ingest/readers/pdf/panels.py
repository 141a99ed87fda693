"""Boxes drawn side by side, and one that text runs around, are read one after the other and not across."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.pdf.lines import lines_of
from ingest.readers.pdf.marks import mark_of
from ingest.readers.pdf.shapes import Fill, Line, Run

# Cells of a table touch; boxes stand apart, or overlap a little as arrows do.
_APART = 2.5
_OVERLAP = 0.25
_MOST_BOXES = 300
_LEAST_WIDE, _LEAST_TALL = 40.0, 18.0
_WIDEST = 0.7
_LEVEL = 0.6
_LEAST_LETTERS = 6
# A box that text runs around has room for some lines, and some lines beside it.
_LEAST_ROOM = 40.0
_LEAST_BESIDE = 3
_WHITE = 253
_LEAST_WIDER = 2
# A box of few lines is one thing said, its title with it; a longer one has titles and lists like any column.
_CARD_LINES = 12


@dataclass(slots=True)
class Panel:
    """A box with the runs in it; ``row`` is the top of the boxes that it stands beside.

    One that text runs around is ``aside``: it belongs to none of its sentences.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    runs: list[Run]
    row: float = 0.0
    aside: bool = False
    beside: Sequence[Panel] = ()

    def lines(self, page: int) -> list[Line]:
        """Its lines; those of a short one among short ones are a card."""
        lines = lines_of(self.runs, page)
        card = _is_short(lines) and all(_is_short(lines_of(other.runs, page)) for other in self.beside)
        for line in lines:
            line.card = card
        return lines


def _is_short(lines: Sequence[Line]) -> bool:
    return len(lines) <= _CARD_LINES and not any(mark_of(line) for line in lines)


def panels_of(runs: Sequence[Run], boxes: Sequence[Fill], width: float) -> tuple[list[Panel], list[Run]]:
    """The panels of a page in the order of reading, and the runs that stand in none of them."""
    found: list[Panel] = []
    filled = _stacked(_filled(runs, boxes, width))
    for row in _rows(filled):
        level = min(panel.top for panel in row)
        for panel in row:
            panel.row, panel.beside = level, row
        found += row
    held = {id(run) for panel in found for run in panel.runs}
    for panel in filled:
        if not any(id(run) in held for run in panel.runs) and _has_text_beside(panel, runs):
            panel.row, panel.aside = panel.top, True
            found.append(panel)
            held |= {id(run) for run in panel.runs}
    return found, [run for run in runs if id(run) not in held]


def mark_boxed(lines: Sequence[Line], fills: Sequence[Fill]) -> None:
    """Tell the lines of text that stand in a filled box which it is; a box around all of them is the page's ground."""
    for box in sorted(fills, key=lambda fill: fill.turn):
        if box.colour is None or box.bottom - box.top < _LEAST_ROOM or min(box.colour) >= _WHITE:
            continue
        level = [line for line in lines if box.top <= line.y - 0.3 * line.size <= box.bottom]
        inside = [line for line in level if line.x0 >= box.x0 - 2 and line.x1 <= box.x1 + 2]
        crossed = any(line.x0 < edge - 3 and line.x1 > edge + 3 for line in level for edge in (box.x0, box.x1))
        if len(inside) > 1 and not crossed and len(inside) < len(lines):
            for line in inside:
                line.box = box.turn + 1


def _has_text_beside(panel: Panel, runs: Sequence[Run]) -> bool:
    """Whether text runs around a box of several lines: beside it, and above or below it over its whole width.

    Where nothing is as wide as both, the box is a column.
    """
    held = {id(run) for run in panel.runs}
    level = [run for run in runs if id(run) not in held and panel.top < run.lead.y < panel.bottom]
    roomy = panel.bottom - panel.top >= _LEAST_ROOM and len(_baselines(panel.runs)) > 1
    if not roomy or len(_baselines(level)) < _LEAST_BESIDE:
        return False
    size = median(run.lead.size for run in level)
    if all(run.x1 <= panel.x0 + 2 for run in level):
        edge = panel.x0
    elif all(run.x0 >= panel.x1 - 2 for run in level):
        edge = panel.x1
    else:
        return False
    wider = [r for r in runs if abs(r.lead.size - size) < 1 and r.x0 < edge - size and r.x1 > edge + size]
    return len(wider) >= _LEAST_WIDER


def _baselines(runs: Sequence[Run]) -> set[int]:
    return {round(run.lead.y / 3) for run in runs}


def _filled(runs: Sequence[Run], boxes: Sequence[Fill], width: float) -> list[Panel]:
    """The boxes that hold words and are crossed by none, each once, from the largest to the smallest."""
    sized = [
        box
        for box in boxes
        if _LEAST_WIDE <= box.x1 - box.x0 <= _WIDEST * width and box.bottom - box.top >= _LEAST_TALL
    ]
    if not sized or len(sized) > _MOST_BOXES:
        return []
    placed = [(run, run.lead.y - 0.3 * run.lead.size, run.x0, run.x1) for run in runs]
    panels: dict[frozenset[int], Panel] = {}
    for box in sorted(sized, key=lambda box: -(box.x1 - box.x0) * (box.bottom - box.top)):
        level = [(run, x0, x1) for run, y, x0, x1 in placed if box.top <= y <= box.bottom]
        inside = [run for run, x0, x1 in level if x0 >= box.x0 - 2 and x1 <= box.x1 + 2]
        crossed = any(x0 < edge - 3 and x1 > edge + 3 for _, x0, x1 in level for edge in (box.x0, box.x1))
        letters = sum(letter.isalpha() for run in inside for piece in run.pieces for letter in piece.text)
        if letters >= _LEAST_LETTERS and not crossed:
            panels[frozenset(map(id, inside))] = Panel(box.x0, box.top, box.x1, box.bottom, inside)
    return list(panels.values())


def _stacked(panels: list[Panel]) -> list[Panel]:
    """A title's box and the box right under it, of the same width, as one."""
    done: list[Panel] = []
    for panel in sorted(panels, key=lambda panel: panel.top):
        over = next((p for p in done if _over(p, panel)), None)
        if over is None:
            done.append(panel)
        else:
            over.bottom = panel.bottom
            over.runs = [*over.runs, *panel.runs]
    return done


def _over(above: Panel, below: Panel) -> bool:
    touching = abs(above.bottom - below.top) < _APART
    return touching and abs(above.x0 - below.x0) < 3 and abs(above.x1 - below.x1) < 3


def _rows(panels: Sequence[Panel]) -> list[list[Panel]]:
    """Boxes side by side, from left to right; outer boxes before those inside them."""
    rows: list[list[Panel]] = []
    taken: set[int] = set()
    for panel in sorted(panels, key=lambda panel: -len(panel.runs)):
        if any(id(run) in taken for run in panel.runs):
            continue
        free = [p for p in panels if not any(id(run) in taken for run in p.runs)]
        row = _row(panel, free)
        if row:
            rows.append(row)
            taken |= {id(run) for member in row for run in member.runs}
    return sorted(rows, key=lambda row: min(panel.top for panel in row))


def _row(panel: Panel, others: Sequence[Panel]) -> list[Panel]:
    """The boxes level with this one and apart from it, if there are any and one of them has several lines."""
    row = [panel]
    for other in sorted(others, key=lambda other: (-len(other.runs), other.x0)):
        if all(_beside(member, other) for member in row):
            row.append(other)
    row.sort(key=lambda member: member.x0)
    several = any(len(_baselines(member.runs)) > 1 for member in row)
    return row if len(row) > 1 and several and _alike(row) else []


def _beside(one: Panel, other: Panel) -> bool:
    left, right = sorted((one, other), key=lambda panel: panel.x0)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    if shared < _LEVEL * min(one.bottom - one.top, other.bottom - other.top):
        return False
    gap = right.x0 - left.x1
    narrow = min(one.x1 - one.x0, other.x1 - other.x0)
    return gap >= _APART or -_OVERLAP * narrow <= gap <= -_APART


def _alike(row: Sequence[Panel]) -> bool:
    """Whether the boxes are of about one height, and their words stand apart."""
    heights = [panel.bottom - panel.top for panel in row]
    words = [(min(run.x0 for run in p.runs), max(run.x1 for run in p.runs)) for p in row]
    apart = all(b[0] - a[1] > _APART for a, b in itertools.pairwise(words))
    return apart and max(heights) <= 2.5 * median(heights)
