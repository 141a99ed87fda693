"""What a run leaves behind: a row for each question, what it was run with, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from evals.intervals import Figure, figure
from evals.metrics import Values
from evals.questions import QuestionsError, Split

FORMAT = 1
# Under this name a run's index says how many papers of other councils were searched.
OTHER_PAPERS = "papers of other councils"
# The curve of one system: words read against the share of expected quotes found.
Curve = tuple[tuple[int, float], ...]


class Side(StrEnum):
    """What a system is in the comparison."""

    OURS = "ours"
    BASELINE = "baseline"
    ABLATION = "ablation"


@dataclass(frozen=True, slots=True)
class Row:
    """One question in a run: what was answered, what was missed, and every figure that could be scored."""

    id: str
    type: str
    split: Split
    question: str
    history: tuple[str, ...]
    answerable: bool
    status: str
    right: bool
    answer: str
    missed: tuple[str, ...]
    notes: tuple[str, ...]
    odds: float | None
    values: Values
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One system over all questions: its figures, and its curves by split."""

    name: str
    words: str
    kind: Side
    values: Mapping[str, Values]
    curves: Mapping[str, Curve] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation, with everything that is needed to repeat it."""

    made: str
    commit: str
    changed: bool
    versions: Mapping[str, str]
    settings: Mapping[str, Any]
    index: Mapping[str, Any]
    fingerprints: Mapping[str, str]
    seconds: float
    rows: tuple[Row, ...]
    ours: Result
    others: tuple[Result, ...] = ()
    injection: tuple[Mapping[str, Any], ...] = ()

    @property
    def splits(self) -> tuple[Split, ...]:
        """Those whose questions were asked."""
        return tuple(s for s in Split if self.ids(s))

    def ids(self, split: Split | None) -> frozenset[str]:
        """The questions of one split; all for None."""
        return frozenset(r.id for r in self.rows if split is None or r.split is split)

    def figure(self, name: str, split: Split | None, of: Result | None = None) -> Figure | None:
        """One figure of ours, or of another system, over a split; None where nothing could be scored."""
        return figure(by_case((of or self.ours).values, name, self.ids(split)))


def by_case(values: Mapping[str, Values], name: str, ids: Iterable[str]) -> dict[str, tuple[float, ...]]:
    """The values of one figure for each of these questions that has any."""
    return {i: values[i][name] for i in ids if name in values.get(i, {})}


def save(run: Run, file: Path) -> None:
    """Write a run as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    data = {"format": FORMAT, **asdict(run)}
    file.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")


def load(file: Path) -> Run:
    """Read a run; raises QuestionsError for a file that is not one."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        if raw.pop("format") != FORMAT:
            raise QuestionsError(f"{file} was written by another version. Run the evaluation again.")
        rows = tuple(_row(r) for r in raw.pop("rows"))
        ours, others = _result(raw.pop("ours")), tuple(_result(r) for r in raw.pop("others"))
        return Run(**{**raw, "rows": rows, "ours": ours, "others": others, "injection": tuple(raw["injection"])})
    except (OSError, KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise QuestionsError(f"{file} is no evaluation: {error}. Name the JSON file of a run.") from error


def _row(raw: Mapping[str, Any]) -> Row:
    lists = {name: tuple(raw[name]) for name in ("history", "missed", "notes")}
    return Row(**{**raw, **lists, "split": Split(raw["split"]), "values": _values(raw["values"])})


def _result(raw: Mapping[str, Any]) -> Result:
    curves = {name: tuple((int(w), float(s)) for w, s in points) for name, points in raw["curves"].items()}
    values = {k: _values(v) for k, v in raw["values"].items()}
    return Result(raw["name"], raw["words"], Side(raw["kind"]), values, curves)


def _values(raw: Mapping[str, Sequence[float]]) -> Values:
    return {name: tuple(float(v) for v in values) for name, values in raw.items()}
