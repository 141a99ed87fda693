"""The guard: a quick run against the committed baseline. What falls below it by more than its interval is a fault.

The baseline moves only upwards, and only with a reason: ``python -m evals guard --raise "WHY"``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from evals.intervals import Figure
from evals.metrics import FIGURES
from evals.questions import QuestionsError, Split
from evals.records import Run

BASELINE = Path(__file__).resolve().with_name("baseline.json")
# Time depends on the machine: `make benchmark` has it, as ratios.
UNGUARDED = frozenset({"ms"})
# Of figures that are as good as they can be, one case is a fault: their interval has no width.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Guarded:
    """A figure of the baseline: its value, and how far it may fall (or, of words, rise) by chance alone."""

    name: str
    split: Split
    value: float
    room: float

    @property
    def limit(self) -> float:
        """The worst value that is still no fault."""
        return self.value - self.room if higher_is_better(self.name) else self.value + self.room


@dataclass(frozen=True, slots=True)
class Fallen:
    """A figure that fell below the baseline."""

    guarded: Guarded
    now: float | None

    def __str__(self) -> str:
        now = "not scored" if self.now is None else f"{self.now:.3f}"
        one = self.guarded
        return f"{one.name} ({one.split.value}) is {now}; the baseline is {one.value:.3f}, the limit {one.limit:.3f}."


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
                found.append(Guarded(name, split, figure.value, _room(figure, name)))
    return found


def _room(figure: Figure, name: str) -> float:
    return figure.value - figure.low if higher_is_better(name) else figure.high - figure.value


def fallen(run: Run, baseline: list[Guarded]) -> list[Fallen]:
    """The figures that are worse than the baseline allows; a figure that is not scored any more is one of them."""
    found = []
    for one in baseline:
        figure = run.figure(one.name, one.split)
        now = None if figure is None else figure.value
        sign = 1 if higher_is_better(one.name) else -1
        if now is None or sign * now < sign * one.limit - _ROUNDING:
            found.append(Fallen(one, now))
    return found


def raised(run: Run, baseline: list[Guarded]) -> list[Guarded]:
    """The baseline with what rose; what did not rise stays where it was, so that it never falls in small steps."""
    before = {(g.name, g.split): g for g in baseline}
    found = []
    for one in guarded(run):
        old = before.get((one.name, one.split))
        sign = 1 if higher_is_better(one.name) else -1
        found.append(one if old is None or sign * one.value > sign * old.value else old)
    return found


def load_baseline(file: Path = BASELINE) -> tuple[list[Guarded], Mapping[str, Any]]:
    """The committed figures, and what else the file says; raises QuestionsError where it is not one."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return [Guarded(**{**g, "split": Split(g["split"])}) for g in raw["figures"]], raw
    except FileNotFoundError:
        return [], {"history": []}
    except (KeyError, TypeError, ValueError) as error:
        raise QuestionsError(f"{file} is no baseline: {error}. Restore it from git.") from error


def save_baseline(run: Run, figures: list[Guarded], why: str, file: Path = BASELINE) -> None:
    """Write the baseline with one more line of its history."""
    _, before = load_baseline(file)
    entry = {"made": run.made, "commit": run.commit, "why": why, "questions": run.fingerprints["questions"]}
    rows = [asdict(replace(g, value=round(g.value, 6), room=round(g.room, 6))) for g in figures]
    data = {"history": [*before.get("history", []), entry], "figures": rows}
    file.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
