"""The report of a run: one HTML file that asks nothing of any other machine, with every plot also as a table."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from assistant.records import Outcome
from evals import charts
from evals.compare import ALL
from evals.intervals import difference
from evals.metrics import Values
from evals.questions import CORPUS, Split
from evals.records import OTHER_PAPERS, Result, Row, Run, Side, by_case
from evals.table import BESIDE, by_type, cell, earns, mean, of_corpus, weakest
from ingest.errors import DueRegardError

ASSETS = Path(__file__).resolve().parent / "assets"
TEN = 10
UNIT = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
# What is wanted on test questions.
WANTED: Mapping[str, str] = {
    "quote_recall": "≥ 0.85", "complete": "≥ 0.80", "focus": "≥ 0.70", "verbatim": "1.0", "marked": "1.0",
    "refusal_recall": "≥ 0.90", "refusal_prec": "≥ 0.90", "words": "≤ 180",
}  # fmt: skip
# Figures of others, on other questions unless it is said: bars to look at, not a league table.
PUBLISHED = (
    ("haiku.rag 0.101, hybrid search, its 5 results quoted; same papers", "quote_recall 0.79 in 620 words, focus 0.27"),
    ("cairn-assistant 0.3; same papers", "quote_recall 0.11 to 0.23, refusal_recall 0.0 to 0.1"),
    ("haiku.rag with a 26–35B model, MTRAG", "refusal precision 0.33, recall 0.44"),
    ("Azure search demo, its own 50 questions", "citations matched 0.52"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why questions of the weakest types went wrong, how many, and where that is decided."""

    words: str
    count: int
    place: str


def write_report(run: Run, file: Path) -> None:
    """Write the report of a run; raises DueRegardError where its template engine is missing."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise DueRegardError('The report needs Jinja: pip install "due-regard[evals]".') from error

    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("report.html").render(**contents(run, file.parent))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page, encoding="utf-8")


def contents(run: Run, folder: Path) -> dict[str, Any]:
    """Everything that the page shows; ``external.json`` of the same folder is shown where it is there."""
    external = folder / "external.json"
    return {
        "run": run,
        "others": run.index.get(OTHER_PAPERS, 0),
        "style": (ASSETS / "report.css").read_text(encoding="utf-8"),
        "splits": [(s.value, len(run.ids(s))) for s in run.splits],
        "figures": list(_figures(run)),
        "types": [(name, _shares(rows, run.splits), len(rows)) for name, rows in by_type(run).items()],
        "headlines": headlines(run),
        "made": plain_date(run.made),
        "weakest": weakest(run),
        "faults": faults(run),
        "beside": BESIDE,
        "systems": [_system(run, r) for r in (run.ours, *run.others)],
        "plots": {
            "words": _words_plot(run),
            "refusal": _refusal_plot(run),
            "types": _types_plot(run),
            "parts": _parts_plot(run),
        },
        "worst": worst(run),
        "slowest": sorted(of_corpus(run.rows), key=lambda r: -r.values["ms"][0])[:TEN],
        "published": PUBLISHED,
        "external": json.loads(external.read_text(encoding="utf-8")) if external.is_file() else [],
        "errors": [{**e, "share": e["flagged"] / e["made"]} for e in run.injection],
    }


def plain_date(made: str) -> str:
    """When a run was made, for people."""
    when = datetime.fromisoformat(made)
    return f"{when.day} {when:%B %Y} at {when:%H:%M} UTC"


def worst(run: Run) -> list[Row]:
    """The worst answers: five that should not have been given, likeliest first, and five that miss the most."""
    wrong = [r for r in of_corpus(run.rows) if not r.right]
    given = sorted((r for r in wrong if not r.answerable), key=lambda r: (-(r.odds or 0.0), r.id))
    poor = sorted((r for r in wrong if r.answerable), key=_recall_and_misses)
    half = TEN // 2
    return [*given[: max(half, TEN - len(poor))], *poor[: max(half, TEN - len(given))]]


def _recall_and_misses(row: Row) -> tuple[float, int, str]:
    return row.values.get("quote_recall", (0.0,))[0], -len(row.missed), row.id


def faults(run: Run) -> list[Fault]:
    """What went wrong in the three weakest types: the most frequent cause first, so that the next change follows."""
    counts: dict[tuple[str, str], int] = {}
    weak = weakest(run)
    for row in of_corpus(run.rows):
        if row.type in weak and not row.right:
            cause = _cause(row, run.ours.values[row.id])
            counts[cause] = counts.get(cause, 0) + 1
    return [Fault(words, n, place) for (words, place), n in sorted(counts.items(), key=lambda i: (-i[1], i[0]))]


def _answered(row: Row) -> bool:
    return row.status in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED}


def _cause(row: Row, values: Values) -> tuple[str, str]:
    """What went wrong with one question, and the part of the product that decides it."""
    answered = _answered(row)
    if not row.answerable:
        words = "answered, though the papers are silent" if answered else "refused in the wrong way"
        return words, "when to answer (assistant/answerability.py)"
    if not answered:
        return "refused, though the papers answer", "when to answer (assistant/answerability.py)"
    choosing = "which units are chosen (assistant/scoring.py, assistant/selection.py)"
    if "within_1000" not in values:
        return "expected quotes left out", choosing
    if values["within_1000"][0] == 1.0:
        return "every expected quote was among the first 1,000 words retrieved, and not all were chosen", choosing
    words = "an expected quote was not among the first 1,000 words retrieved"
    return words, "which passages are found (assistant/retrieval.py, ingest/index)"


def headlines(run: Run) -> list[tuple[str, str, str]]:
    """The few figures to remember, on test questions: the figure, what it is of, and what others reach."""
    ids = run.ids(Split.TEST) or run.ids(None)
    shown = (
        ("right", "of the questions answered right", "{:.0%}"),
        ("quote_recall", "of the expected evidence cited", "{:.0%}"),
        ("focus", "of the words quoted to the point", "{:.0%}"),
        ("refusal_recall", "of what the papers do not say refused", "{:.0%}"),
        ("words", "words an answer", "{:.0f}"),
    )
    found = []
    for name, words, form in shown:
        value = mean(run.ours, name, ids)
        if value is None:
            continue
        others = [(r.name, mean(r, name, ids)) for r in run.others if r.kind is Side.BASELINE]
        beside = ", ".join(f"{n} {form.format(v)}" for n, v in others if v is not None)
        found.append((form.format(value), words, beside))
    return found


def _figures(run: Run) -> Iterator[tuple[str, str, list[str], str]]:
    for name, (words, _) in ALL.items():
        cells = [cell(run.figure(name, split), name) for split in run.splits]
        if set(cells) != {"–"}:
            yield name, words, cells, WANTED.get(name, "")


def _shares(rows: Sequence[Row], splits: Sequence[Split] = CORPUS) -> list[float | None]:
    found: list[float | None] = []
    for split in splits:
        right = [r.right for r in rows if r.split is split]
        found.append(sum(right) / len(right) if right else None)
    return found


def _system(run: Run, result: Result) -> tuple[Result, list[str], str]:
    cells = []
    for name in BESIDE:
        values = [mean(result, name, run.ids(split)) for split in CORPUS]
        cells.append(" / ".join("–" if v is None else f"{v:.0f}" if name == "words" else f"{v:.2f}" for v in values))
    return result, cells, earns(run, result)


def _words_plot(run: Run) -> Markup | None:
    shown = [run.ours, *(r for r in run.others if r.kind is Side.BASELINE)]
    series = [
        charts.Series(f"{r.name}, {split}", tuple((float(w), s) for w, s in r.curves[split]))
        for split in (Split.TEST.value, Split.TUNE.value)
        for r in (shown if split == Split.TEST else shown[:1])
        if split in r.curves
    ]
    if not series:
        return None
    x = charts.Axis("words of passages read, best first", 0, 1000, (0, 200, 400, 600, 800, 1000))
    y = charts.Axis("expected quotes found", 0, 1, UNIT, "{:.1f}")
    ends = "; ".join(f"{s.name}: {s.points[-1][1]:.2f} within {s.points[-1][0]:.0f} words" for s in series)
    return charts.lines(series, x, y, f"Share of expected quotes found against words read. {ends}.")


def refusal_curve(rows: Sequence[Row]) -> tuple[tuple[float, float], ...]:
    """As the bar on the log odds rises: the share of answerable questions answered, of the others refused."""
    weighed = sorted({r.odds for r in rows if r.odds is not None})
    points = []
    for bar in [float("-inf"), *weighed, float("inf")]:
        answered = {r.id: r.odds is not None and r.odds >= bar for r in rows}
        kept = [answered[r.id] for r in rows if r.answerable]
        refused = [not answered[r.id] for r in rows if not r.answerable]
        if kept and refused:
            points.append((sum(kept) / len(kept), sum(refused) / len(refused)))
    return tuple(sorted(set(points), key=lambda p: (p[0], -p[1])))


def _refusal_plot(run: Run) -> Markup | None:
    series = []
    for split in (Split.TEST, Split.TUNE):
        rows = [r for r in run.rows if r.split is split]
        points = refusal_curve(rows)
        answered = [_answered(r) for r in rows if r.answerable]
        refused = [not _answered(r) for r in rows if not r.answerable]
        if points and answered and refused:
            mark = (sum(answered) / len(answered), sum(refused) / len(refused))
            series.append(charts.Series(split.value, points, mark))
    if not series:
        return None
    x = charts.Axis("answerable questions that are answered", 0, 1, UNIT, "{:.1f}")
    y = charts.Axis("unanswerable questions that are refused", 0, 1, UNIT, "{:.1f}")
    marks = "; ".join(f"{s.name}: {s.mark[0]:.2f} answered, {s.mark[1]:.2f} refused" for s in series if s.mark)
    return charts.lines(
        series, x, y, f"Refusals against answers as the bar moves; the dot is where it stands. {marks}.", ends=False
    )


def _types_plot(run: Run) -> Markup:
    bars = []
    for name, rows in by_type(run).items():
        tune, test = _shares(rows)
        value = test if test is not None else tune
        if value is None:
            continue
        bars.append(charts.Bar(name, value, value, value, tune))
    bars.sort(key=lambda b: (b.value, b.name))
    x = charts.Axis("share of questions answered right: dot test, ring tune", 0, 1, UNIT, "{:.1f}")
    lowest = ", ".join(f"{b.name} {b.value:.2f}" for b in bars[:3])
    return charts.ranges(bars, x, f"Share answered right by type of question. Lowest on test: {lowest}.")


def _parts_plot(run: Run) -> Markup | None:
    """By how much the share answered right falls without a part, with the interval of the paired difference."""
    bars = []
    ids = {split: run.ids(split) for split in CORPUS}
    main, other = (Split.TEST, Split.TUNE) if ids[Split.TEST] else (Split.TUNE, Split.TEST)
    for result in run.others:
        found = {
            s: difference(by_case(run.ours.values, "right", ids[s]), by_case(result.values, "right", ids[s]))
            for s in CORPUS
        }
        shown, second = found[main], found[other]
        if shown is not None:
            ring = None if second is None else second.value
            bars.append(charts.Bar(result.name, shown.value, shown.low, shown.high, ring))
    if not bars:
        return None
    low = min(-0.1, *(min(b.low, b.second or 0.0) for b in bars))
    high = max(0.1, *(max(b.high, b.second or 0.0) for b in bars))
    ends = math.floor(low * TEN) / TEN, math.ceil(high * TEN) / TEN
    ticks = tuple(t / TEN for t in range(round(ends[0] * TEN), round(ends[1] * TEN) + 1))
    x = charts.Axis(
        f"change of the share answered right: dot {main.value}, ring {other.value}", *ends, ticks, "{:+.1f}"
    )
    words = "; ".join(f"{b.name} {b.value:+.2f}" for b in bars)
    return charts.ranges(bars, x, f"Share answered right against ours, {main.value}. {words}.", zero=0.0)
