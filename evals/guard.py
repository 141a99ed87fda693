"""The guard: a quick run against the committed baseline. What fell by more than its interval is a fault.

Runs are compared question by question: a figure has fallen when the whole interval of the paired difference lies
on the wrong side of zero, or when it lies beyond the interval of the baseline itself. Of a figure that is perfect,
such as ``verbatim``, one case is enough. The baseline moves only upwards, and only with a reason:
``python -m evals guard --raise "WHY"``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.intervals import Figure, difference
from evals.metrics import FIGURES
from evals.questions import QuestionsError, Split
from evals.records import Run, by_case

BASELINE = Path(__file__).resolve().with_name("baseline.json")
# Time depends on the machine: `make benchmark` has it, as ratios.
UNGUARDED = frozenset({"ms"})
_DIGITS = 4
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


def fallen(run: Run, baseline: list[Guarded]) -> list[Fallen]:
    """The figures that are worse than the baseline allows; a figure that is not scored any more is one of them."""
    found = []
    for one in baseline:
        figure = run.figure(one.name, one.split)
        if figure is None:
            found.append(Fallen(one, None))
            continue
        paired = difference(one.cases, by_case(run.ours.values, one.name, run.ids(one.split)))
        worst_case = 0.0 if paired is None else max(paired.low * one.sign, paired.high * one.sign)
        if worst_case < -_SAME or figure.value * one.sign < one.limit * one.sign - _SAME:
            change = None if paired is None else (paired.value, paired.low, paired.high)
            found.append(Fallen(one, figure.value, change))
    return found


def raised(run: Run, baseline: list[Guarded]) -> list[Guarded]:
    """The baseline with what rose; what did not rise stays where it was, so that it never falls in small steps."""
    before = {(g.name, g.split): g for g in baseline}
    found = []
    for one in guarded(run):
        old = before.get((one.name, one.split))
        found.append(one if old is None or one.value * one.sign > old.value * old.sign + _SAME else old)
    return found


def load_baseline(file: Path = BASELINE) -> tuple[list[Guarded], Mapping[str, Any]]:
    """The committed figures, and what else the file says; raises QuestionsError where it is not one."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return [_read(g) for g in raw["figures"]], raw
    except FileNotFoundError:
        return [], {"history": []}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise QuestionsError(f"{file} is no baseline: {error}. Restore it from git.") from error


def _read(raw: Mapping[str, Any]) -> Guarded:
    cases = {i: tuple(float(v) for v in values) for i, values in raw["cases"].items()}
    return Guarded(raw["name"], Split(raw["split"]), float(raw["value"]), float(raw["room"]), cases)


def save_baseline(run: Run, figures: list[Guarded], why: str, file: Path = BASELINE) -> None:
    """Write the baseline with one more line of its history; each figure is one line, so that a change can be read."""
    _, before = load_baseline(file)
    entry = {"made": run.made, "commit": run.commit, "why": why, "questions": run.fingerprints.get("questions", "")}
    history = json.dumps([*before.get("history", []), entry], indent=1, ensure_ascii=False)
    rows = ",\n".join(_line(g) for g in figures)
    file.write_text(f'{{"history": {history},\n"figures": [\n{rows}\n]}}\n', encoding="utf-8")


def _line(one: Guarded) -> str:
    cases = {i: [round(v, _DIGITS) for v in values] for i, values in sorted(one.cases.items())}
    row = {"name": one.name, "split": one.split.value, "value": round(one.value, 6), "room": round(one.room, 6)}
    return json.dumps({**row, "cases": cases}, ensure_ascii=False)
