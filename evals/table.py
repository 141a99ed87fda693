"""What a run comes to, in the terminal: tune and test side by side, the weakest types, what others reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.compare import ALL, Comparison
from evals.external import Line
from evals.intervals import Difference, Figure, difference
from evals.measures import Measure, doubts
from evals.questions import CORPUS, Split
from evals.records import Result, Row, Run, Side, by_case

WEAKEST = 3
BESIDE = ("right", "quote_recall", "focus", "refusal_recall", "refusal_prec", "within_600", "words")
# What a part may be there for.
EARNED = ("right", "quote_recall", "list_complete", "focus", "refusal_recall", "refusal_prec", "within_600", "mrr")
_PLAIN = {"words", "ms"}


def number(value: float, name: str) -> str:
    """A figure as it is printed: words and milliseconds whole, the rest with three places."""
    return f"{value:,.0f}" if name in _PLAIN else f"{value:.3f}"


def cell(figure: Figure | None, name: str) -> str:
    """A figure with its interval; a dash where nothing could be scored."""
    if figure is None:
        return "–"
    return f"{number(figure.value, name)} [{number(figure.low, name)}–{number(figure.high, name)}]"


def show(run: Run, console: Console) -> None:
    """Print a run."""
    table = Table(box=box.SIMPLE, title="Figures with 95 % intervals", title_justify="left")
    table.add_column("figure")
    splits = run.splits
    for split in splits:
        table.add_column(f"{split.value} ({len(run.ids(split))})", justify="right", no_wrap=True)
    table.add_column("what it says")
    for name, (words, _) in ALL.items():
        cells = [cell(run.figure(name, split), name) for split in splits]
        if set(cells) != {"–"}:
            table.add_row(name, *cells, Text(words))
    console.print(table)
    types = Table(box=box.SIMPLE, title="By type: share of questions answered right", title_justify="left")
    for heading in ("type", *(s.value for s in splits), "quote_recall", "questions"):
        types.add_column(heading, justify="left" if heading == "type" else "right")
    for name, rows in by_type(run).items():
        shares = [share([r.right for r in rows if r.split is split]) for split in splits]
        recall = [v for r in rows for v in r.values.get("quote_recall", ())]
        types.add_row(name, *shares, share(recall), str(len(rows)))
    console.print(types)
    if weak := weakest(run):
        console.print(f"Weakest types: {', '.join(weak)}. The next change should help these.", highlight=False)
    if run.others:
        console.print(others_table(run))
    if run.injection:
        console.print(_injection_table(run))


def earned(run: Run, part: Result) -> tuple[str, ...]:
    """What a part earns: the figures that fall without it on both splits, and surely so over all questions.

    None, where there are none: such a part goes, or says what else it is for.
    """
    found = []
    asked = [split for split in (*CORPUS, None) if run.ids(split)]
    for name in EARNED:
        changes = [_change(run, part, name, run.ids(split)) for split in asked]
        sign = 1 if ALL[name][1] else -1
        if all(c is not None and c.value * sign < 0 for c in changes) and changes[-1] is not None and changes[-1].real:
            found.append(name)
    return tuple(found)


def earns(run: Run, result: Result) -> str:
    """The same in words; nothing of what is no part of ours."""
    return ", ".join(earned(run, result)) or "nothing" if result.kind is Side.ABLATION else ""


def _change(run: Run, part: Result, name: str, ids: frozenset[str]) -> Difference | None:
    return difference(by_case(run.ours.values, name, ids), by_case(part.values, name, ids))


def others_table(run: Run) -> Table:
    """Baselines and ablations beside ours, tune / test."""
    table = Table(box=box.SIMPLE, title="Ours, others, and ours without each part (tune / test)", title_justify="left")
    table.add_column("system")
    for name in BESIDE:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("the part earns")
    for result in (run.ours, *run.others):
        cells = [" / ".join(mean_cell(run, result, name, s) for s in CORPUS) for name in BESIDE]
        table.add_row(result.name, *cells, earns(run, result))
    return table


def mean_cell(run: Run, result: Result, name: str, split: Split) -> str:
    """The mean of a figure over one split, short."""
    value = mean(result, name, run.ids(split))
    return "–" if value is None else f"{value:.0f}" if name in _PLAIN else f"{value:.2f}"


def _injection_table(run: Run) -> Table:
    table = Table(box=box.SIMPLE, title="Errors made by rule, and true statements", title_justify="left")
    for heading in ("check", "kind", "made", "flagged", "share"):
        table.add_column(heading, justify="left" if heading in {"check", "kind"} else "right")
    for row in run.injection:
        kind = f"{row['kind']}{' (true)' if row['true'] else ''}"
        table.add_row(
            row.get("check", ""), kind, str(row["made"]), str(row["flagged"]), f"{row['flagged'] / row['made']:.3f}"
        )
    return table


def show_comparison(found: Comparison, console: Console) -> None:
    """Print what changed between two runs."""
    left_out = f" ({found.mended} were mended in between and are left out)" if found.mended else ""
    title = f"Changes over {found.shared} shared questions{left_out}"
    table = Table(box=box.SIMPLE, title=title, title_justify="left")
    for heading in ("figure", "split", "change", "95 % interval", "p"):
        table.add_column(heading, justify="left" if heading in {"figure", "split"} else "right")
    for (name, split), change in found.differences.items():
        if abs(change.value) > 0 and name != "ms":
            style = "bold" if change.real else "dim"
            span = f"{change.low:+.3f} to {change.high:+.3f}"
            table.add_row(name, split, f"{change.value:+.3f}", span, f"{change.p:.3f}", style=style)
    console.print(table)
    console.print(f"Right answers: {found.gained} gained, {found.lost} lost (McNemar's exact p {found.p:.3f}).")
    for one in found.changed:
        line = f"  {one.gain:+.2f}  {one.before.id}: {one.before.status} → {one.after.status}  {one.before.question}"
        console.print(Text(line), soft_wrap=True)


def show_measures(found: Sequence[Measure], console: Console) -> None:
    """Print what a benchmark measured, ratios first."""
    table = Table(box=box.SIMPLE)
    for heading in ("what", "ratio", "of", "wanted", "value"):
        table.add_column(heading, justify="right" if heading in {"ratio", "value"} else "left")
    for one in found:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        table.add_row(one.name, ratio, one.of, one.wanted, f"{one.value:,.1f} {one.unit}")
    console.print(table)
    for words in doubts(found):
        console.print(Text(f"Not to be relied on. {words}", style="bold"), soft_wrap=True)


def show_external(found: Sequence[Line], console: Console) -> None:
    """Print the figures of public benchmarks beside the published ones."""
    table = Table(box=box.SIMPLE)
    for heading in ("benchmark", "figure", "ours", "published"):
        table.add_column(heading, justify="right" if heading == "ours" else "left")
    for one in found:
        table.add_row(one.benchmark, one.figure, f"{one.ours:.4f}", one.published)
    console.print(table)


def by_type(run: Run) -> dict[str, list[Row]]:
    """The rows of each type, types in alphabetical order."""
    found: dict[str, list[Row]] = {}
    for row in sorted(run.rows, key=lambda r: r.type):
        found.setdefault(row.type, []).append(row)
    return found


def of_corpus(rows: Iterable[Row]) -> list[Row]:
    """The rows of questions on the corpus: those on other councils' papers have columns of their own."""
    return [r for r in rows if r.split in CORPUS]


def weakest(run: Run) -> list[str]:
    """The types with the smallest share of right answers on the corpus, worst first."""
    types = {name: rows for name, every in by_type(run).items() if (rows := of_corpus(every))}
    return sorted(types, key=lambda t: (sum(r.right for r in types[t]) / len(types[t]), t))[:WEAKEST]


def mean(result: Result, name: str, ids: frozenset[str]) -> float | None:
    """The mean of a figure over some questions; None where none was scored."""
    values = [v for found in by_case(result.values, name, ids).values() for v in found]
    return sum(values) / len(values) if values else None


def share(values: Sequence[float]) -> str:
    """A share, short; a dash where there is nothing to share."""
    return f"{sum(values) / len(values):.2f}" if values else "–"
