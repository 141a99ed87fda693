"""Rules of one width above each other, cut where one table ends and another begins."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.captions import is_numbered
from ingest.readers.pdf.shapes import Rule, Run, Table

EXTENT = 4.0
_NARROWEST = 120.0
# Prose has lines that take up most of the width.
_PROSE_WIDE = 0.8
_PROSE_LINES = 2
# A heading between two tables is this much larger than their rows.
_HEADING = 1.35
# What stands this much further below a rule than the rows do (in sizes) is none of them.
_LOOSE, _LOOSER = 0.4, 1.0
# So many times the height of the rows, a band is none of them: with cells, and with one line.
_TALL, _HIGH = 5, 2


def stacks_of(across: Sequence[Rule], runs: Sequence[Run], ruled: Sequence[Table]) -> list[list[Rule]]:
    """The rules of each table: of one width, above each other, with no ruled table and nothing but rows between."""
    parts = [part for rules in _stacks(across) for part in _parted(rules, ruled)]
    return [part for rules in parts for part in _cut(rules, runs)]


def _stacks(across: Sequence[Rule]) -> list[list[Rule]]:
    """Rules of one width above each other, those that touch end to end as one."""
    whole: list[Rule] = []
    for rule in sorted(across, key=lambda r: (round(r.at), r.a)):
        last = whole[-1] if whole else None
        if last is not None and abs(last.at - rule.at) < 2 and rule.a <= last.b + EXTENT and rule.b >= last.a:
            last.b = max(last.b, rule.b)
        else:
            whole.append(Rule(rule.a, rule.b, rule.at))
    stacks: list[list[Rule]] = []
    for rule in whole:
        if rule.b - rule.a < _NARROWEST:
            continue
        for stack in stacks:
            if abs(stack[0].a - rule.a) < EXTENT and abs(stack[0].b - rule.b) < EXTENT:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return stacks


def _parted(rules: list[Rule], ruled: Sequence[Table]) -> list[list[Rule]]:
    """A stack cut at the ruled tables that stand in it: the frame of a box above one is no part of the rows below."""
    inside = [table for table in ruled if table.x0 < rules[0].b and table.x1 > rules[0].a]
    parts: dict[int, list[Rule]] = {}
    for rule in rules:
        parts.setdefault(sum(table.bottom <= rule.at + EXTENT for table in inside), []).append(rule)
    return list(parts.values())


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two rules; ``row`` says that some of it stands side by side."""

    above: Rule
    below: Rule
    runs: list[Run]
    row: bool

    @property
    def space(self) -> float:
        """How far below the upper rule it begins."""
        return min(run.lead.y - 0.8 * run.lead.size for run in self.runs) - self.above.at

    @property
    def height(self) -> float:
        """How far its rules are apart."""
        return self.below.at - self.above.at


def _cut(rules: list[Rule], runs: Sequence[Run]) -> list[list[Rule]]:
    """A stack cut where anything but a row stands between two of its rules."""
    bands: list[_Band] = []
    for above, below in itertools.pairwise(rules):
        held = band_of(runs, above, below)
        bands.append(_Band(above, below, held, side_by_side(held)))
    parts: list[list[Rule]] = [rules[:1]]
    for at, band in enumerate(bands):
        if band.runs and (_is_prose(band) or _is_between(at, bands)):
            parts.append([])
        parts[-1].append(band.below)
    return [part for part in parts if len(part) > 1]


def _is_prose(band: _Band) -> bool:
    """Whether lines of running text stand in a band."""
    width = band.above.b - band.above.a
    return not band.row and sum(run.x1 - run.x0 > _PROSE_WIDE * width for run in band.runs) >= _PROSE_LINES


def _is_between(at: int, bands: Sequence[_Band]) -> bool:
    """Whether a band stands between two tables: it has a caption or heading, or is set in another way than the rows.

    A name over all columns, of one line or two, is set as the rows are: it stands as near to its rule.
    """
    band = bands[at]
    others = [other for n, other in enumerate(bands) if n != at and other.row]
    if not others:
        return False
    size = median(run.lead.size for other in others for run in other.runs)
    alone = [row[0] for row in rows_of(band.runs) if len(row) == 1]
    if any(is_title(run, size) for run in alone):
        return True
    loose = band.space - median(other.space for other in others)
    usual = median(other.height for other in others)
    if band.row:
        return loose > _LOOSER * size and band.height > _TALL * usual
    near = [next((b for b in side if b.row), None) for side in (bands[at + 1 :], bands[:at][::-1])]
    crossing = any(all(other is None or _crosses(run, other) for other in near) for run in alone)
    if crossing and at == len(bands) - 1:
        return True  # A note under the last row: the rule over the foot of a page may be as wide as a table.
    if len(alone) == 1:
        return loose > _LOOSER * size and band.height > _HIGH * usual
    return crossing and loose > _LOOSE * size


def is_title(run: Run, size: float) -> bool:
    """Whether a line is the caption of a table or chart, or a heading over rows that are set in this size."""
    return run.lead.size > _HEADING * size or is_numbered(words_of(run))


def _crosses(run: Run, band: _Band) -> bool:
    """Whether a line goes over the space between two cells of a row."""
    for row in rows_of(band.runs):
        ordered = sorted(row, key=lambda other: other.x0)
        if any(run.x0 < left.x1 and run.x1 > right.x0 for left, right in itertools.pairwise(ordered)):
            return True
    return False


def band_of(runs: Sequence[Run], above: Rule, below: Rule) -> list[Run]:
    """The runs between two rules."""
    a, b = above.a - EXTENT, above.b + EXTENT
    return [run for run in runs if run.x0 > a and run.x1 < b and above.at < middle(run) < below.at]


def middle(run: Run) -> float:
    """The height of the middle of its letters."""
    lead = run.lead
    return lead.y - 0.3 * lead.size


def words_of(run: Run) -> str:
    """Its words."""
    return "".join(f"{'' if piece.glued else ' '}{piece.text}" for piece in run.pieces).strip()


def side_by_side(band: Sequence[Run]) -> bool:
    """Whether two of the runs stand on one line with space between."""
    return any(
        abs(one.lead.y - two.lead.y) < 0.5 * one.lead.size and (one.x1 < two.x0 or two.x1 < one.x0)
        for one, two in itertools.combinations(band[:12], 2)
    )


def rows_of(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs by their baseline, from top to bottom."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda r: r.lead.y):
        if row and run.lead.y - row[0].lead.y > 0.5 * run.lead.size:
            yield row
            row = []
        row.append(run)
    if row:
        yield row
