"""How sure a figure is, and whether two runs differ: bootstrap intervals, paired bootstrap, McNemar's test."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLES = 2000
SEED = 20_24
LEVEL = 0.95

# For each question, its values of one figure; a question that cannot be scored is left out.
ByCase = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its interval, over how many questions, and over how many values."""

    value: float
    low: float
    high: float
    cases: int
    values: int


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much a second run is above the first, with its interval and the chance that this is noise."""

    value: float
    low: float
    high: float
    p: float
    cases: int

    @property
    def real(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def figure(values: ByCase, samples: int = SAMPLES) -> Figure | None:
    """The mean of all values, and its percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13).

    Questions are drawn, not values: the citations of one answer stand and fall together. None without values.
    """
    sums, counts = _sums(values, sorted(values))
    if not counts.sum():
        return None
    means = _draws(sums, counts, samples)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Figure(float(sums.sum() / counts.sum()), float(low), float(high), len(values), int(counts.sum()))


def difference(before: ByCase, after: ByCase, samples: int = SAMPLES, level: float = LEVEL) -> Difference | None:
    """The mean difference over the questions that both runs scored, by paired bootstrap (Koehn 2004).

    ``p`` is two-sided: twice the share of draws on the other side of zero, at most one. None without such questions.
    """
    shared = sorted(set(before) & set(after))
    if not shared:
        return None
    first, second = _sums(before, shared), _sums(after, shared)
    rng = np.random.default_rng(SEED)
    chosen = rng.integers(0, len(shared), size=(samples, len(shared)))
    draws = second[0][chosen].sum(1) / second[1][chosen].sum(1) - first[0][chosen].sum(1) / first[1][chosen].sum(1)
    value = float(second[0].sum() / second[1].sum() - first[0].sum() / first[1].sum())
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    p = min(1.0, 2 * float(min((draws <= 0).mean(), (draws >= 0).mean())))
    return Difference(value, float(low), float(high), p, len(shared))


def mcnemar(before: Mapping[str, bool], after: Mapping[str, bool]) -> tuple[int, int, float]:
    """Questions that only the second run has right, those that only the first has, and the exact two-sided p.

    McNemar (1947) in its exact form: under no difference, each question that changed is a fair coin.
    """
    shared = set(before) & set(after)
    gained = sum(after[k] and not before[k] for k in shared)
    lost = sum(before[k] and not after[k] for k in shared)
    changed = gained + lost
    tail = sum(math.comb(changed, k) for k in range(min(gained, lost) + 1)) / 2**changed
    return gained, lost, min(1.0, 2 * tail)


def _sums(values: ByCase, names: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    sums = np.array([float(sum(values[n])) for n in names])
    counts = np.array([float(len(values[n])) for n in names])
    return sums, counts


def _draws(sums: NDArray[np.float64], counts: NDArray[np.float64], samples: int) -> NDArray[np.float64]:
    rng = np.random.default_rng(SEED)
    chosen = rng.integers(0, len(sums), size=(samples, len(sums)))
    means: NDArray[np.float64] = sums[chosen].sum(1) / counts[chosen].sum(1)
    return means
