"""The figures of a run as a page for the repository: ``python -m evals publish RUN.json`` writes ``FIGURES.md``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.compare import ALL
from evals.questions import CORPUS
from evals.records import OTHER_PAPERS, Run, Side
from evals.report import faults, plain_date
from evals.table import BESIDE, by_type, cell, earns, mean_cell, share, weakest
from ingest.errors import DueRegardError

FILE = Path(__file__).resolve().with_name("FIGURES.md")
_NEITHER = {"ms"}


def publish(run: Run, file: Path = FILE) -> None:
    """Write the page; raises DueRegardError for a run that left out the baselines, or that is of no commit."""
    if not run.others:
        raise DueRegardError("This was a quick run. Publish one with baselines: make evaluate.")
    file.write_text(markdown(run), encoding="utf-8")


def markdown(run: Run) -> str:
    """The page."""
    splits = [s.value for s in run.splits]
    counts = " and ".join(f"{len(run.ids(s))} {s.value}" for s in CORPUS)
    others = " and ".join(f"{len(run.ids(s))} {s.value}" for s in run.splits if s not in CORPUS)
    beside = f", and {others} on {run.index[OTHER_PAPERS]} papers of other councils" if others else ""
    causes = "; ".join(f"{f.words} ({f.count})" for f in faults(run))
    parts = [
        "# Figures",
        "Written by `python -m evals publish RUN.json`; not to be edited by hand. "
        f"{counts} questions on {run.index['papers']} papers{beside}, asked on {plain_date(run.made)}, "
        f"weights `{run.fingerprints['weights']}`. Each mean has its 95 % interval over questions.",
        _table(("figure", *splits, "what it says"), _figures(run)),
        "## By type\n\nThe share of questions answered right.",
        _table(("type", *splits, "questions"), _types(run)),
        f"Weakest on the corpus: {', '.join(weakest(run))}. What went wrong in them: {causes}.",
        "## Against others, and without each part\n\nTune / test. What a part earns: the figures that are worse "
        "without it on both splits, and surely so over all questions.",
        _table(("system", *BESIDE, "the part earns"), _systems(run)),
        "".join(f"- {r.name}: {r.words}.\n" for r in run.others).rstrip(),
        "## Errors made by rule\n\nThe check of quotes must flag every error and no true statement; that of written "
        "statements has to judge other words than the paper's.",
        _table(("check", "statement", "true", "made", "flagged"), _errors(run)),
    ]
    return "\n\n".join(parts) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(c.replace('|', '/') for c in line)} |" for line in lines)


def _figures(run: Run) -> Iterable[Sequence[str]]:
    for name, (words, _) in ALL.items():
        cells = [cell(run.figure(name, split), name) for split in run.splits]
        if name not in _NEITHER and set(cells) != {"–"}:
            yield name, *cells, words


def _types(run: Run) -> Iterable[Sequence[str]]:
    for name, rows in by_type(run).items():
        yield name, *(share([r.right for r in rows if r.split is s]) for s in run.splits), str(len(rows))


def _systems(run: Run) -> Iterable[Sequence[str]]:
    for result in (run.ours, *run.others):
        name = f"**{result.name}**" if result.kind is Side.OURS else result.name
        yield name, *(" / ".join(mean_cell(run, result, f, s) for s in CORPUS) for f in BESIDE), earns(run, result)


def _errors(run: Run) -> Iterable[Sequence[str]]:
    for row in run.injection:
        yield (
            row.get("check", "quotes"),
            row["kind"],
            "yes" if row["true"] else "no",
            str(row["made"]),
            str(row["flagged"]),
        )
