"""Tables whose rows are parted by rules across or by shades, and whose columns by white space alone."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.pdf.lines import lines_of
from ingest.readers.pdf.marks import ended
from ingest.readers.pdf.shapes import Flow, Line, Rule, Run, Table
from ingest.readers.pdf.stacks import EXTENT, band_of, is_title, middle, rows_of, side_by_side, stacks_of

# A cell of more lines than this is a column of prose between two rules.
_TALLEST = 30
_FURTHEST = 4.0
# What runs over the pages stands in their first inch, and not as near to a table as its caption.
_TOP, _APART = 72.0, 2.0
_HEAD_LINES = 3
# The header and the first row of the first group.
_NAMED = 2
_HEAD_LETTERS = 70

Cells = list[list[Line]]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns begin, and where the last one ends."""

    starts: tuple[float, ...]
    end: float

    def of(self, run: Run) -> int | None:
        """The column that holds a run whole; None for one that stands in several or outside."""
        if run.x0 < self.starts[0] - EXTENT or run.x1 > self.end + EXTENT:
            return None
        at = max(i for i, start in enumerate(self.starts) if not i or run.x0 >= start - EXTENT)
        bound = self.starts[at + 1] if at + 1 < len(self.starts) else self.end + EXTENT
        return at if run.x1 <= bound + 1 else None


def striped_tables(
    runs: Sequence[Run], across: Sequence[Rule], page: int, ruled: Sequence[Table] = (), before: Table | None = None
) -> tuple[list[Table], list[Run]]:
    """The tables with rules across alone, and the runs that stand in none of them; none reaches over a ruled one.

    ``before`` is a table that may go on here, as it ended the page before.
    """
    rest = list(runs)
    tables: list[Table] = []
    for rules in stacks_of(across, runs, ruled):
        found = _known(rules, rest, page, ruled, before) or _table(rules, rest, page)
        if found is not None:
            table, used = found
            tables.append(table)
            rest = [run for run in rest if id(run) not in used]
    return tables, rest


def _known(
    rules: list[Rule], runs: Sequence[Run], page: int, ruled: Sequence[Table], before: Table | None
) -> tuple[Table, set[int]] | None:
    """The table of a stack whose columns another gives: its shaded head, or its part on the page before."""
    left, right = rules[0].a, rules[0].b
    edges = next((head.edges for head in ruled if _is_head(head, rules[0])), ())
    if not edges and before is not None and _opens_page(rules[0], runs):
        edges = tuple(edge + left - before.x0 for edge in before.edges)
    if len(edges) < 3 or abs(edges[0] - left) > EXTENT or abs(edges[-1] - right) > EXTENT:
        return None
    columns = _Columns(tuple(edges[:-1]), right)
    bands = [band for above, below in itertools.pairwise(rules) if (band := band_of(runs, above, below))]
    filled = [{columns.of(run) for run in band} for band in bands]
    if not any(len(used) == len(columns.starts) for used in filled) or any(None in used for used in filled):
        return None
    found = _made(bands, columns, page, left, named=True)
    # A head that is said again may have its rows below the last rule.
    again = found is not None and before is not None and _words(found[0].rows[0]) == _words(before.rows[0])
    return None if again else found


def _words(row: Cells) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]


def last_table(flow: Flow) -> Table | None:
    """The table that ends a page: nothing but what runs over the pages stands below it."""
    things = [thing for column in flow.columns for thing in column]
    last = max((thing for thing in things if isinstance(thing, Table)), key=lambda table: table.bottom, default=None)
    if last is None or any(last.bottom < thing.top < flow.height - _TOP for thing in things):
        return None
    return last


def _is_head(table: Table, rule: Rule) -> bool:
    """Whether a ruled table is one row that stands right on a rule, over all of it, with a name for each column."""
    level = abs(table.bottom - rule.at) < EXTENT and abs(table.x0 - rule.a) < EXTENT and abs(table.x1 - rule.b) < EXTENT
    return level and len(table.rows) == 1 and all(table.rows[0]) and len(table.edges) == len(table.rows[0]) + 1


def _opens_page(rule: Rule, runs: Sequence[Run]) -> bool:
    """Whether nothing but what runs over the pages stands above a rule: a small line or two, well apart from it."""
    above = [run.lead for run in runs if middle(run) < rule.at]
    return all(rule.at - lead.y > _APART * lead.size and lead.y < _TOP for lead in above)


def _table(rules: list[Rule], runs: Sequence[Run], page: int) -> tuple[Table, set[int]] | None:
    """The table of a stack of rules: its bands are the rows, or one band heads what stands below it."""
    a, b = rules[0].a, rules[0].b
    inside = [run for run in runs if run.x0 > a - EXTENT and run.x1 < b + EXTENT]
    bands = [band for above, below in itertools.pairwise(rules) if (band := band_of(inside, above, below))]
    if not bands:
        return None
    columns = _columns(bands, b)
    if columns is None:
        return None
    head = _above(inside, rules[0], columns)
    size = median(run.lead.size for band in bands for run in band)
    tail = _below(inside, rules[-1], columns, size) if len(bands) == 1 or not head else []
    rows = [*([head] if head else []), *bands]
    if len(rows) == 2:
        # A rule above, one below the header, one at the end: nothing but space parts the rows.
        rows = [rows[0], *(_by_first_column(rows[1], columns) or rows[1:])]
    if tail:
        rows += _by_first_column(tail, columns)
    return _made(rows, columns, page, a)


def _columns(bands: Sequence[Sequence[Run]], end: float) -> _Columns | None:
    """The columns that white space parts in every band with several stretches; None without two of them."""
    several = [run for band in bands if side_by_side(band) for run in band]
    if not several:
        return None
    size = median(run.lead.size for run in several)
    spans: list[tuple[float, float]] = []
    for run in sorted(several, key=lambda r: r.x0):
        if spans and run.x0 < spans[-1][1] + 0.7 * size:
            spans[-1] = spans[-1][0], max(spans[-1][1], run.x1)
        else:
            spans.append((run.x0, run.x1))
    return _Columns(tuple(span[0] for span in spans), end) if len(spans) > 1 else None


def _above(runs: Sequence[Run], rule: Rule, columns: _Columns) -> list[Run]:
    """The row right above the first rule, where it fills the columns."""
    taken: list[Run] = []
    kept: list[Run] = []
    edge = rule.at
    for row in reversed(list(rows_of([run for run in runs if middle(run) < rule.at]))):
        size = row[0].lead.size
        if edge - row[0].lead.y > 1.8 * size or any(columns.of(run) is None for run in row):
            break
        taken += row
        edge = row[0].lead.y
        if len({columns.of(run) for run in row}) > 1:
            kept = list(taken)
    return kept


def _below(runs: Sequence[Run], rule: Rule, columns: _Columns, usual: float) -> list[Run]:
    """What stands below the last rule in the same columns, up to the first line that does not or is a title."""
    taken: list[Run] = []
    edge = rule.at
    for row in rows_of([run for run in runs if middle(run) > rule.at]):
        size = row[0].lead.size
        if row[0].lead.y - edge > _FURTHEST * size or any(columns.of(run) is None for run in row):
            break
        if len(row) == 1 and is_title(row[0], usual):
            break
        taken += row
        edge = row[0].lead.y
    return taken


def _by_first_column(runs: Sequence[Run], columns: _Columns) -> list[list[Run]]:
    """Rows that nothing parts but the space above each cell of the first column; none where that does not tell."""
    lines = list(rows_of(runs))
    small = sum(run.pieces[0].text[:1].islower() for row in lines for run in row)
    if 4 * small < len(runs) and all(len({columns.of(run) for run in row}) > 1 for row in lines):
        return lines
    starts = _starts(lines, columns)
    if not starts or lines[0][0].lead.y < starts[0] - 1:
        return []
    rows: list[list[Run]] = [[] for _ in starts]
    for row in lines:
        rows[max(i for i, start in enumerate(starts) if row[0].lead.y >= start - 1)] += row
    while rows and len({columns.of(run) for run in rows[-1]}) < 2:
        rows.pop()
    return rows


def _starts(lines: Sequence[list[Run]], columns: _Columns) -> list[float]:
    """Where the cells of the first column begin: after a wider step, or once where the other cells are far longer."""
    labels = [row[0].lead.y for row in lines if any(columns.of(run) == 0 for run in row)]
    usual = min((b[0].lead.y - a[0].lead.y for a, b in itertools.pairwise(lines)), default=0.0)
    starts = [low for high, low in itertools.pairwise(labels) if low - high > 1.25 * usual]
    return [labels[0], *starts] if labels and (starts or 2 * len(labels) <= len(lines)) else []


def _made(
    rows: Sequence[Sequence[Run]], columns: _Columns, page: int, left: float, *, named: bool = False
) -> tuple[Table, set[int]] | None:
    """The rows as a table, if they are one; those whose columns have names elsewhere are."""
    cells: list[Cells] = []
    used: set[int] = set()
    for row in rows:
        held: list[list[Run]] = [[] for _ in columns.starts]
        for run in row:
            at = columns.of(run)
            held[at if at is not None else 0].append(run)
            used.add(id(run))
        cells.append([lines_of(runs, page) for runs in held])
    if not named and not _is_table(cells):
        return None
    lines = [line for row in cells for cell in row for line in cell]
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    edges = (left, *columns.starts[1:], columns.end)
    return Table(cells, left, columns.end, top, bottom, page, edges=edges, grouped=_is_grouped(cells)), used


def _is_table(rows: list[Cells]) -> bool:
    """Rows with words at their head and something in each column; no prose that runs on, no axis of a chart."""
    if len(rows) < 2 or any(len(cell) > _TALLEST for row in rows for cell in row):
        return False
    # The first column may but number the rows.
    worded = sum(any(c.isalpha() for cell in row[:2] for line in cell for c in line.text) for row in rows)
    used = [sum(bool(row[at]) for row in rows) for at in range(len(rows[0]))]
    if worded < 0.5 * len(rows) or min(used[1:] if _is_grouped(rows) else used) < 0.4 * len(rows):
        return False
    pairs = [
        (above[at][-1].text, below[at][0].text)
        for above, below in itertools.pairwise(rows)
        for at in range(len(above))
        if above[at] and below[at]
    ]
    running = sum(len(a) > 12 and not ended(a) and b[:1].islower() for a, b in pairs)
    if not pairs or running > 0.3 * len(pairs):
        return False
    return len(rows) > 2 or _heads(rows[0])


def _is_grouped(rows: list[Cells]) -> bool:
    """Whether the first column names groups of rows: it has a name for the first of them, and the others are full."""
    unnamed = [row for row in rows if not row[0]]
    return bool(unnamed) and all(row[0] for row in rows[:_NAMED]) and all(all(row[1:]) for row in unnamed)


def _heads(row: Cells) -> bool:
    """Whether a row could name the columns: each cell short, and none empty."""
    return all(
        cell and len(cell) <= _HEAD_LINES and sum(len(line.text) for line in cell) <= _HEAD_LETTERS for cell in row
    )
