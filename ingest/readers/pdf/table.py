"""Tables with rules: a grid of lines that meet, its merged cells, and the runs of text inside each cell."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf.lines import lines_of
from ingest.readers.pdf.shapes import Line, Rule, Run, Table

_NEAR = 3.0
MOST_MEETINGS = 250_000
MOST_CELLS = 6_000


@dataclass(slots=True)
class _Grid:
    """The rules of one connected drawing and the places that they mark off."""

    across: list[Rule]
    down: list[Rule]
    xs: list[float]
    ys: list[float]


def ruled_tables(runs: Sequence[Run], across: list[Rule], down: list[Rule], page: int) -> tuple[list[Table], list[Run]]:
    """The ruled tables of a page, and the runs that stand in none of them."""
    rest = list(runs)
    tables: list[Table] = []
    for grid in _stacked(_grids(_merged(across), _merged(down)), runs):
        table, left = _table(grid, rest, page)
        if table is not None:
            tables.append(table)
            rest = left
    return tables, rest


def _merged(rules: list[Rule]) -> list[Rule]:
    """Rules that touch end to end, or lie on each other, as one."""
    done: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / 2), rule.a)):
        for other in reversed(done[-4:]):
            if abs(other.at - rule.at) < 2 and rule.a <= other.b + _NEAR and rule.b >= other.a - _NEAR:
                other.a, other.b = min(other.a, rule.a), max(other.b, rule.b)
                break
        else:
            done.append(Rule(rule.a, rule.b, rule.at))
    return done


def _grids(across: list[Rule], down: list[Rule]) -> list[_Grid]:
    """The connected drawings that could be tables, smallest first: an inner one comes before its frame."""
    if not across or not down or len(across) * len(down) > MOST_MEETINGS:
        return []
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, flat in enumerate(across):
        for j, steep in enumerate(down):
            if flat.a - _NEAR <= steep.at <= flat.b + _NEAR and steep.a - _NEAR <= flat.at <= steep.b + _NEAR:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at in range(len(parent)):
        flats, steeps = groups.setdefault(root(at), ([], []))
        if at < len(across):
            flats.append(across[at])
        else:
            steeps.append(down[at - len(across)])
    grids = [_grid(flats, steeps) for flats, steeps in groups.values() if flats and steeps]
    grids = [g for g in grids if len(g.xs) > 2 and len(g.ys) > 1 and len(g.xs) * len(g.ys) < MOST_CELLS]
    return sorted(grids, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))


def _stacked(grids: list[_Grid], runs: Sequence[Run]) -> list[_Grid]:
    """Grids of the same columns as one, where the row between them stands in those columns: every second is shaded."""
    done: list[_Grid] = []
    for grid in sorted(grids, key=lambda g: (round(g.xs[0]), g.ys[0])):
        last = done[-1] if done else None
        if last is not None and _between(last, grid, runs):
            across, down = [*last.across, *grid.across], [*last.down, *grid.down]
            done[-1] = _Grid(across, down, last.xs, _apart([*last.ys, *grid.ys]))
        else:
            done.append(grid)
    return sorted(done, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))


def _between(above: _Grid, below: _Grid, runs: Sequence[Run]) -> bool:
    same = len(above.xs) == len(below.xs) and all(abs(a - b) < 2 for a, b in zip(above.xs, below.xs, strict=True))
    if not same or below.ys[0] <= above.ys[-1]:
        return False
    row = [run for run in _within(runs, above.ys[-1], below.ys[0]) if not _is_beside(above, run)]
    inside = all(above.xs[0] - 2 <= run.x0 and run.x1 <= above.xs[-1] + 2 for run in row)
    crossed = any(_crosses(run, x) for run in row for x in above.xs[1:-1])
    first = [run for run in row if run.lead.y - min(r.lead.y for r in row) < 2]
    return inside and not crossed and len({_column(run.x0, above.xs) for run in first}) > 1


def _is_beside(grid: _Grid, run: Run) -> bool:
    """Whether a run stands left or right of a grid, in another column of the page."""
    return run.x1 < grid.xs[0] or run.x0 > grid.xs[-1]


def _grid(across: list[Rule], down: list[Rule]) -> _Grid:
    xs = [rule.at for rule in down] + [min(r.a for r in across), max(r.b for r in across)]
    ys = [rule.at for rule in across] + [min(r.a for r in down), max(r.b for r in down)]
    return _Grid(across, down, _apart(xs), _apart(ys))


def _apart(values: list[float]) -> list[float]:
    """Sorted, with what lies within a hair's breadth taken as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 4:
            kept.append(value)
    return kept


def _table(grid: _Grid, runs: list[Run], page: int) -> tuple[Table | None, list[Run]]:
    """Fill the grid; None if too few of its cells hold text for a table, as in a chart or a frame."""
    grid = _trimmed(grid)
    x0, x1, top, bottom = grid.xs[0] - 2, grid.xs[-1] + 2, grid.ys[0] - 2, grid.ys[-1] + 2
    inside: list[Run] = []
    outside: list[Run] = []
    for run in runs:
        lead = run.lead
        middle = lead.y - 0.3 * lead.size
        held = x0 <= (run.x0 + run.x1) / 2 <= x1 and top <= middle <= bottom
        (inside if held else outside).append(run)
    owners, first = _cells(grid, inside)
    held_by: dict[int, list[Run]] = {}
    for run in inside:
        for part in _split(run, grid.xs):
            held_by.setdefault(owners[_slot(grid, part)], []).append(part)
    if not _is_table(grid, held_by, first):
        return None, runs
    rows: list[list[list[Line]]] = []
    wide = len(grid.xs) - 1
    for row in range(len(grid.ys) - 1):
        cells: list[list[Line]] = []
        for column in range(wide):
            owner = row * wide + column
            cells.append(lines_of(held_by.get(owner, []), page) if owners[owner] == owner else [])
        if any(cells):
            rows.append(cells)
    bottom = grid.ys[-1]
    if last := _row_below(grid, outside):
        outside = [run for run in outside if all(run is not other for other in last)]
        rows.append([lines_of([r for r in last if _column(r.x0, grid.xs) == at], page) for at in range(wide)])
        bottom = max(run.lead.y for run in last)
    rows = _without_empty_columns(rows)
    return Table(rows, grid.xs[0], grid.xs[-1], grid.ys[0], bottom, page, edges=tuple(grid.xs)), outside


def _trimmed(grid: _Grid) -> _Grid:
    """The grid without first and last rows that are open to the left and outwards: a box that only touches it."""
    ys = list(grid.ys)
    x = (grid.xs[0] + grid.xs[1]) / 2
    for end, within in ((-1, -2), (0, 1)):
        while len(ys) > 2:
            middle = (ys[end] + ys[within]) / 2
            if _covered(grid.down, grid.xs[0], middle) or _covered(grid.across, ys[end], x):
                break
            del ys[end]
    return grid if len(ys) == len(grid.ys) else _Grid(grid.across, grid.down, grid.xs, ys)


def _row_below(grid: _Grid, runs: Sequence[Run]) -> list[Run]:
    """The last row of a table that shades every second one: right under the grid, in at least two of its columns."""
    middles = [(above + below) / 2 for above, below in itertools.pairwise(grid.ys)]
    if all(_covered(grid.down, grid.xs[-1], middle) for middle in middles):
        return []
    found: list[Run] = []
    edge = grid.ys[-1]
    for run in sorted(runs, key=lambda run: run.lead.y):
        lead = run.lead
        if lead.y < grid.ys[-1] or _is_beside(grid, run):
            continue
        fits = grid.xs[0] - 2 <= run.x0 and run.x1 <= grid.xs[-1] + 2
        crosses = any(_crosses(run, x) for x in grid.xs[1:-1])
        if lead.y - edge > 1.8 * lead.size or not fits or crosses:
            break
        found.append(run)
        edge = lead.y
    columns = {_column(run.x0, grid.xs) for run in found}
    head = [run for run in found if run.lead.y - found[0].lead.y < 2]
    return found if len(columns) > 1 and len({_column(run.x0, grid.xs) for run in head}) > 1 else []


def _cells(grid: _Grid, runs: Sequence[Run]) -> tuple[list[int], list[int]]:
    """For each slot of the grid the first slot of the cell that it belongs to; and those first slots."""
    wide, tall = len(grid.xs) - 1, len(grid.ys) - 1
    owner = _beside(grid, runs)
    for row in range(1, tall):
        for column in range(wide):
            at = row * wide + column
            if owner[at] != at:
                continue
            end = column
            while end + 1 < wide and owner[row * wide + end + 1] == at:
                end += 1
            spots = [(grid.xs[c] + grid.xs[c + 1]) / 2 for c in range(column, end + 1)]
            if any(_covered(grid.across, grid.ys[row], x) for x in spots):
                continue
            above = owner[at - wide]
            for c in range(column, end + 1):
                owner[row * wide + c] = above
    return owner, sorted(set(owner))


def _beside(grid: _Grid, runs: Sequence[Run]) -> list[int]:
    """For each slot the first one of its row with nothing drawn between.

    A row between shaded ones has no sides: its columns are theirs, where no words cross them.
    """
    wide, tall = len(grid.xs) - 1, len(grid.ys) - 1
    owner = list(range(wide * tall))
    for row, (top, bottom) in enumerate(itertools.pairwise(grid.ys)):
        middle = (top + bottom) / 2
        ends = _covered(grid.down, grid.xs[-1], middle)
        here = [] if ends else _within(runs, top, bottom)
        for column in range(1, wide):
            parted = not ends and not any(_crosses(run, grid.xs[column]) for run in here)
            if not parted and not _covered(grid.down, grid.xs[column], middle):
                owner[row * wide + column] = owner[row * wide + column - 1]
    return owner


def _within(runs: Sequence[Run], top: float, bottom: float) -> list[Run]:
    return [run for run in runs if top < run.lead.y - 0.3 * run.lead.size < bottom]


def _crosses(run: Run, x: float) -> bool:
    """Whether words stand across a column's edge."""
    return run.x0 < x - 1 and run.x1 > x + 1


def _covered(rules: list[Rule], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= 4 and rule.a - _NEAR <= along <= rule.b + _NEAR for rule in rules)


def _split(run: Run, xs: list[float]) -> list[Run]:
    """A run cut where it passes from one column into the next."""
    parts: list[Run] = []
    last = -1
    for piece in run.pieces:
        column = _column((piece.x0 + piece.x1) / 2, xs)
        if column == last:
            parts[-1].pieces.append(piece)
        else:
            parts.append(Run([piece], run.order))
        last = column
    return parts


def _column(x: float, xs: list[float]) -> int:
    at = 0
    while at + 2 < len(xs) and x >= xs[at + 1]:
        at += 1
    return at


def _slot(grid: _Grid, run: Run) -> int:
    lead = run.lead
    column = _column((run.x0 + run.x1) / 2, grid.xs)
    return _column(lead.y - 0.3 * lead.size, grid.ys) * (len(grid.xs) - 1) + column


def _is_table(grid: _Grid, held_by: dict[int, list[Run]], first: list[int]) -> bool:
    """Text in at least two columns and half of the cells; one row alone must be full."""
    wide = len(grid.xs) - 1
    rows = {at // wide for at in held_by}
    columns = {at % wide for at in held_by}
    side_by_side = any(sum(at // wide == row for at in held_by) > 1 for row in rows)
    if len(columns) < 2 or not side_by_side:
        return False
    if len(rows) == 1 and len(grid.ys) > 2 and len(held_by) < wide:
        return False
    return len(held_by) >= 0.34 * len(first)


def _without_empty_columns(rows: list[list[list[Line]]]) -> list[list[list[Line]]]:
    """Columns that hold nothing in any row are gaps between rules."""
    if not rows:
        return rows
    kept = [at for at in range(len(rows[0])) if any(row[at] for row in rows)]
    return [[row[at] for at in kept] for row in rows]
