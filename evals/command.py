"""The commands: ``python -m evals evaluate | fit | guard``, and ``dueregard evaluate``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from evals.questions import CORPUS, COUNCILS, FOLDER, QuestionsError, Split
from ingest.errors import DueRegardError

if TYPE_CHECKING:
    from rich.console import Console

    from evals.telling import Tell

REPORTS = Path("evals/reports")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Measure Due Regard on its own questions.",
)

Home = Annotated[Path | None, typer.Option("--home", help="A home to use; without it, one is made for the run.")]
Splits = Annotated[
    list[Split] | None, typer.Option("--split", help="Which questions; may be given more than once; without it, all.")
]
Quiet = Annotated[bool, typer.Option("--quick", help="Only the answers: no rankings, baselines or ablations.")]


def console() -> Console:
    """The terminal; where there is none, lines are as long as they need to be."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=200)


@contextmanager
def progress() -> Iterator[Tell]:
    """A function to tell how far a run has come; a bar in a terminal, one line for each stage elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    if not sys.stderr.isatty():
        last = ""

        def line(stage: str, done: int, total: int) -> None:
            nonlocal last
            if stage != last:
                print(f"{stage} ({total})", file=sys.stderr, flush=True)
            last = stage

        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)


@app.callback()
def top() -> None:
    """Measure Due Regard on its own questions."""


@app.command("evaluate")
def run_evaluation(
    split: Splits = None,
    home: Home = None,
    out: Annotated[Path, typer.Option("--out", help="Where the JSON file and the report go.")] = REPORTS,
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Another folder of papers, texts or PDFs.")] = None,
    questions: Annotated[Path | None, typer.Option("--questions", help="Another folder of questions.")] = None,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option("--compare", metavar="A B", help="Only compare two JSON files.")
    ] = None,
    quick: Quiet = False,
) -> None:
    """Ask every question, score every answer, and write the report."""
    if compare is not None:
        from evals.compare import compare as compared
        from evals.records import load
        from evals.table import show_comparison

        show_comparison(compared(load(compare[0]), load(compare[1])), console())
        return
    from evals.grounds import Options
    from evals.records import save
    from evals.report import write_report
    from evals.run import evaluate
    from evals.table import show

    with progress() as tell:
        councils = None if corpus or questions else COUNCILS
        run = evaluate(Options(frozenset(split or Split), home, quick, questions or FOLDER, corpus, councils), tell)
    stem = f"{run.made[:16].replace(':', '').replace('-', '')}-{run.commit[:7] or 'uncommitted'}"
    save(run, out / f"{stem}.json")
    write_report(run, out / f"{stem}.html")
    show(run, console())
    print(f"Written: {out / stem}.json and .html")


@app.command("publish")
def run_publish(run: Annotated[Path, typer.Argument(metavar="RUN.json", help="A run of make evaluate.")]) -> None:
    """Write the figures of a run to evals/FIGURES.md."""
    from evals.publish import FILE, publish
    from evals.records import load

    publish(load(run))
    print(f"Written: {FILE}")


@app.command("model")
def evaluate_model(  # noqa: PLR0913 - one argument for each option
    name: Annotated[str, typer.Option("--name", help="As in settings, such as ollama:qwen2.5:7b.")] = "",
    base_url: Annotated[str, typer.Option("--base-url", help="The address of its server, where it has one.")] = "",
    gguf: Annotated[Path | None, typer.Option("--gguf", help="A model file to serve here with llama.cpp.")] = None,
    split: Annotated[Literal["tune", "test", "both"], typer.Option("--split", help="Which questions.")] = "test",
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, help="At most so many questions more; 0 only reports.")
    ] = None,
    structured: Annotated[bool, typer.Option("--structured", help="Ask for structured output.")] = False,
    threads: Annotated[int, typer.Option("--threads", min=1, help="For a model that is served here.")] = 2,
    home: Home = None,
    out: Annotated[Path, typer.Option("--out", help="Where the JSON file goes.")] = REPORTS,
    records: Annotated[
        Path, typer.Option("--records", help="The file of what was asked: a run goes on where the last one ended.")
    ] = REPORTS / "model.jsonl",
) -> None:
    """Measure a model that writes beside quotes mode; without a name or file, the 1.5B model of the packages."""
    from evals.measuring import Plan, run_model

    chosen = CORPUS if split == "both" else (Split(split),)
    plan = Plan(name, base_url, gguf, structured, threads, frozenset(chosen), limit, home, out, records)
    with progress() as tell:
        lines, file = run_model(plan, tell)
    for words, quotes, prose in lines:
        print(f"{words:66}{quotes:>10}{prose:>18}")
    print(f"Written: {file}")


@app.command()
def checker(home: Home = None) -> None:
    """Measure the check of written statements: on injected errors, and on paraphrases made by hand."""
    from assistant import Assistant
    from evals.grounds import Options, ground
    from evals.injection import claims
    from evals.prose import WrittenCheck, paraphrases, share, summary

    with progress() as tell, ground(Options(home=home), tell) as here:
        check = WrittenCheck(Assistant(here.library).checker())
        sets = {
            "Injected errors": summary(check, claims(here.every, here.library)),
            "Paraphrases": summary(check, paraphrases(here.papers)),
        }
    for name, rows in sets.items():
        print(f"{name:24}{'made':>7}{'flagged':>9}{'shown':>7}")
        for row in rows:
            kind = row["kind"] if row["true"] else f"{row['kind']} (false)"
            print(f"  {kind:22}{row['made']:7}{row['flagged']:9}{row['shown']:7}")
        print(f"  caught {share(rows, true=False):.3f}, true ones flagged {share(rows, true=True):.3f}")


@app.command()
def redteam() -> None:
    """Make every attack on a model that obeys whatever it reads, and say which get through."""
    import tempfile

    from evals.redteam import run

    with tempfile.TemporaryDirectory(prefix="due-regard-redteam-") as folder:
        outcomes = list(run(Path(folder)))
    for outcome in outcomes:
        print(f"{'THROUGH' if outcome.through else 'held':8} {outcome.attack.name}")
    through = sum(o.through for o in outcomes)
    print(f"{through} of {len(outcomes)} attacks got through.")
    if through:
        raise typer.Exit(1)


@app.command()
def fit(
    home: Home = None,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Also fit without each feature, and print the loss.")
    ] = False,
    write: Annotated[bool, typer.Option("--write/--no-write", help="Write assistant/weights.toml.")] = True,
    split: Splits = None,
) -> None:
    """Fit the weights on the questions for tuning, those on the papers of other councils among them."""
    from evals.fit import FITTED
    from evals.fitting import run_fit
    from evals.grounds import Options

    splits = frozenset(split or FITTED)
    if not splits <= FITTED:
        raise QuestionsError(f"Nothing is fitted on test questions. Name some of {', '.join(sorted(FITTED))}.")
    with progress() as tell:
        run_fit(Options(splits, home, councils=COUNCILS), tell, console(), ablate=ablate, write=write)


@app.command()
def guard(
    home: Home = None,
    why: Annotated[str, typer.Option("--raise", metavar="WHY", help="Move the baseline up, and say why.")] = "",
) -> None:
    """Fail where a figure fell below the committed baseline by more than its interval."""
    from evals.grounds import Options
    from evals.guard import BASELINE, fallen, load_baseline, raised, save_baseline
    from evals.run import evaluate

    baseline = load_baseline()
    if not baseline.figures and not why:
        raise QuestionsError(f'There is no {BASELINE}. Make it: python -m evals guard --raise "the first baseline".')
    with progress() as tell:
        run = evaluate(Options(home=home, quick=True, councils=COUNCILS), tell)
    faults = fallen(run, baseline)
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} figures fell below the baseline. See what changed: make evaluate.")
        raise typer.Exit(1)
    if why:
        save_baseline(run, raised(run, baseline), why)
        print(f"Written: {BASELINE}")
        return
    new = len(run.rows) - len(baseline.same(run))
    print(f"All {len(baseline.figures)} figures hold." + (f" {new} questions are new or mended." if new else ""))


@app.command()
def benchmark(
    large: Annotated[bool, typer.Option("--large", help="Also over 100,000 made-up passages (some minutes).")] = False,
    out: Annotated[Path, typer.Option("--out", help="Where the JSON file goes.")] = REPORTS,
) -> None:
    """Measure time and memory, as ratios that hold on any machine."""
    from evals import benchmark as measuring
    from evals.table import show_measures

    found = measuring.run(large=large, tell=lambda words: print(words, file=sys.stderr, flush=True))
    measuring.save(found, out / "benchmark.json")
    show_measures(found, console())


@app.command()
def external(
    shared: Annotated[Path, typer.Option("--shared", help="The folder with evals/external.py.")] = Path("../shared"),
    only: Annotated[Literal["", "chunking", "scifact"], typer.Option("--only", help="One of them alone.")] = "",
    out: Annotated[Path, typer.Option("--out", help="Where the JSON file goes.")] = REPORTS,
) -> None:
    """Run the public retrieval benchmarks, and print the published figures beside ours."""
    from evals import external as public
    from evals.table import show_external

    found = public.run(shared, Path("build/external"), only)
    public.save(found, out / "external.json")
    show_external(found, console())


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. A fault is one line for people."""
    try:
        app(list(args) if args is not None else None)
    except DueRegardError as error:
        print(error, file=sys.stderr)
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def evaluate(args: Sequence[str]) -> int:
    """The entry point of ``dueregard evaluate``: its arguments, and the exit code."""
    return main(["evaluate", *args])
