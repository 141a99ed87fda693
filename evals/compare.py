"""What changed between two runs, figure by figure and case by case, and whether it is more than noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evals.intervals import Difference, difference, mcnemar
from evals.metrics import FIGURES
from evals.questions import Split
from evals.ranking import RETRIEVAL
from evals.records import Row, Run, by_case

ALL = {**FIGURES, **RETRIEVAL}
_CHANGED = 1e-9


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that the two runs answered differently well."""

    before: Row
    after: Row

    @property
    def gain(self) -> float:
        """By how much its share of expected quotes rose, or, where nothing is expected, whether it became right."""
        if self.before.answerable:
            return _share(self.after) - _share(self.before)
        return float(self.after.right) - float(self.before.right)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the questions that both asked; ``mended`` ones were changed in between and are left out."""

    shared: int
    mended: int
    differences: dict[tuple[str, str], Difference]
    gained: int
    lost: int
    p: float
    changed: tuple[Changed, ...]


def compare(before: Run, after: Run) -> Comparison:
    """Every figure of each split by paired bootstrap, right answers by McNemar's test, and what moved."""
    first, second = {r.id: r for r in before.rows}, {r.id: r for r in after.rows}
    both = sorted(set(first) & set(second))
    shared = [i for i in both if "" in (first[i].digest, second[i].digest) or first[i].digest == second[i].digest]
    gained, lost, p = mcnemar({i: first[i].right for i in shared}, {i: second[i].right for i in shared})
    moved = [Changed(first[i], second[i]) for i in shared]
    moved = [c for c in moved if abs(c.gain) > _CHANGED or c.before.status != c.after.status]
    moved.sort(key=lambda c: (c.gain, c.before.id))
    differences = dict(_differences(before, after, frozenset(shared)))
    return Comparison(len(shared), len(both) - len(shared), differences, gained, lost, p, tuple(moved))


def _differences(before: Run, after: Run, shared: frozenset[str]) -> Iterator[tuple[tuple[str, str], Difference]]:
    for split in Split:
        ids = before.ids(split) & after.ids(split) & shared
        for name in ALL:
            found = difference(by_case(before.ours.values, name, ids), by_case(after.ours.values, name, ids))
            if found is not None:
                yield (name, split.value), found


def _share(row: Row) -> float:
    return row.values.get("quote_recall", (0.0,))[0]
