"""The guard: a quick run against the committed baseline. What fell by more than its interval is a fault.

A figure has fallen when it lies beyond the baseline's own interval; or when question by question it fell so
steadily that chance is ruled out, however little. Of a figure that is perfect, such as ``verbatim``, one case is
enough. Questions that were added or mended since are left out: there is nothing to compare them with. The baseline
moves only upwards, and only with a reason: ``python -m evals guard --raise "WHY"``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evals.intervals import Figure, difference, figure
from evals.metrics import FIGURES
from evals.questions import QuestionsError, Split
from evals.records import Run, by_case

BASELINE = Path(__file__).resolve().with_name("baseline.json")
# Time depends on the machine: `make benchmark` has it, as ratios.
UNGUARDED = frozenset({"ms"})
_DIGITS = 4
# Answers may grow or shrink a little in all questions and be the better for it: only the interval speaks.
_ONLY_INTERVAL = frozenset({"words"})
# One figure of thirty falls by chance at 95 %; at this level hardly ever one.
_SURE = 0.999
_SAMPLES = 5000
# Means of rounded values may differ by less than this and be the same.
_SAME = 10.0**-_DIGITS

Cases = Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Guarded:
    """A figure of the baseline: its value, how far it may fall by chance alone, and the values of each question."""

    name: str
    split: Split
    value: float
    room: float
    cases: Cases

    @property
    def limit(self) -> float:
        """The worst value that is still no fault, whatever single questions say."""
        return self.value - self.room * self.sign

    @property
    def sign(self) -> int:
        """1 where higher is better, -1 where lower is."""
        return 1 if higher_is_better(self.name) else -1


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is committed: the figures, the digest of each question that they were measured on, and every reason."""

    figures: tuple[Guarded, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Mapping[str, Any], ...] = ()

    def same(self, run: Run) -> frozenset[str]:
        """The questions of a run that the baseline was measured on as they are."""
        return frozenset(r.id for r in run.rows if self.digests.get(r.id) == r.digest)


@dataclass(frozen=True, slots=True)
class Fallen:
    """A figure that fell below the baseline, and by how much on the questions that both runs scored."""

    guarded: Guarded
    now: float | None
    change: tuple[float, float, float] | None = None

    def __str__(self) -> str:
        now = "not scored any more" if self.now is None else f"{self.now:.3f}"
        one = self.guarded
        words = f"{one.name} ({one.split.value}) is {now}; the baseline is {one.value:.3f}, its limit {one.limit:.3f}"
        if self.change is None:
            return f"{words}."
        return f"{words}; question by question {self.change[0]:+.3f} [{self.change[1]:+.3f} to {self.change[2]:+.3f}]."


def higher_is_better(name: str) -> bool:
    """Whether a figure should rise."""
    return FIGURES[name][1]


def guarded(run: Run) -> list[Guarded]:
    """The figures of a run that the guard watches, with the room that their intervals give."""
    found = []
    for split in Split:
        for name in FIGURES:
            figure = run.figure(name, split)
            if figure is not None and name not in UNGUARDED:
                cases = by_case(run.ours.values, name, run.ids(split))
                found.append(Guarded(name, split, figure.value, _room(figure, name), cases))
    return found


def _room(figure: Figure, name: str) -> float:
    return figure.value - figure.low if higher_is_better(name) else figure.high - figure.value


def fallen(run: Run, baseline: Baseline) -> list[Fallen]:
    """The figures that are worse than the baseline allows; a figure that is not scored any more is one of them."""
    same = baseline.same(run)
    found = []
    for one in baseline.figures:
        before = {i: v for i, v in one.cases.items() if i in same}
        after = by_case(run.ours.values, one.name, run.ids(one.split) & same)
        was, now = figure(before), figure(after)
        if was is None:
            continue
        known = replace(one, value=was.value)
        if now is None:
            found.append(Fallen(known, None))
            continue
        paired = None if one.name in _ONLY_INTERVAL else difference(before, after, _SAMPLES, _SURE)
        steady = paired is not None and max(paired.low * one.sign, paired.high * one.sign) < -_SAME
        if steady or now.value * one.sign < known.limit * one.sign - _SAME:
            change = None if paired is None else (paired.value, paired.low, paired.high)
            found.append(Fallen(known, now.value, change))
    return found


def raised(run: Run, baseline: Baseline) -> Baseline:
    """The baseline with what rose; what did not rise stays where it was, so that it never falls in small steps.

    Of a split with other questions than before, every figure is that of the run: on the old questions nothing fell,
    or it would not have come to this.
    """
    before = {(g.name, g.split): g for g in baseline.figures if _asked_the_same(run, baseline, g.split)}
    found = (_better(before.get((one.name, one.split)), one) for one in guarded(run))
    return Baseline(tuple(found), {r.id: r.digest for r in run.rows}, baseline.history)


def _asked_the_same(run: Run, baseline: Baseline, split: Split) -> bool:
    """Whether the run asked of a split what the baseline was measured on: no question more, none less, none mended."""
    known = {i for g in baseline.figures if g.split is split for i in g.cases}
    return run.ids(split) == known <= baseline.same(run)


def _better(old: Guarded | None, new: Guarded) -> Guarded:
    return new if old is None or new.value * new.sign > old.value * old.sign + _SAME else old


def load_baseline(file: Path = BASELINE) -> Baseline:
    """The committed figures; raises QuestionsError where the file is not a baseline."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return Baseline(tuple(_read(g) for g in raw["figures"]), dict(raw["questions"]), tuple(raw["history"]))
    except FileNotFoundError:
        return Baseline()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise QuestionsError(f"{file} is no baseline: {error}. Restore it from git.") from error


def _read(raw: Mapping[str, Any]) -> Guarded:
    cases = {i: tuple(float(v) for v in values) for i, values in raw["cases"].items()}
    return Guarded(raw["name"], Split(raw["split"]), float(raw["value"]), float(raw["room"]), cases)


def save_baseline(run: Run, baseline: Baseline, why: str, file: Path = BASELINE) -> None:
    """Write the baseline with one more line of its history; each figure is one line, so that a change can be read."""
    entry = {"made": run.made, "commit": run.commit, "why": why}
    history = json.dumps([*baseline.history, entry], indent=1, ensure_ascii=False)
    questions = json.dumps(dict(sorted(baseline.digests.items())))
    rows = ",\n".join(_line(g) for g in baseline.figures)
    text = f'{{"history": {history},\n"questions": {questions},\n"figures": [\n{rows}\n]}}\n'
    file.write_text(text, encoding="utf-8")


def _line(one: Guarded) -> str:
    cases = {i: [round(v, _DIGITS) for v in values] for i, values in sorted(one.cases.items())}
    row = {"name": one.name, "split": one.split.value, "value": round(one.value, 6), "room": round(one.room, 6)}
    return json.dumps({**row, "cases": cases}, ensure_ascii=False)
