"""The command that fits: fit, print what cross-validation says, write the file; or refit without each feature."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from statistics import fmean

from rich import box
from rich.console import Console
from rich.table import Table

from assistant.scoring import FEATURES, Weights
from assistant.signs import SIGNS
from assistant.weights import Model, load_model
from evals.fit import (
    WEIGHTS_FILE,
    Asked,
    Example,
    answer_quality,
    cross_validate_doubt,
    cross_validate_units,
    fit,
    held_out_answers,
    held_out_units,
    to_toml,
    unit_quality,
)
from evals.grounds import Options, collections, ground
from evals.telling import Tell

# A feature whose absence costs less than this is worth a second look.
WORTH = 0.001


def run_fit(options: Options, tell: Tell, console: Console, *, ablate: bool, write: bool) -> None:
    """Fit on all collections together, print the cross-validated figures, and write ``weights.toml`` if wanted."""
    options = options.with_embedder()
    with ExitStack() as stack:
        grounds = [stack.enter_context(ground(options, tell, one)) for one in collections(options)]
        model, examples, asked = fit([(g.cases, g.library) for g in grounds], tell, options.splits)
    units = sum(len(e.labels) for e in examples)
    console.print(f"{len(examples)} questions with {units:,} units; {len(asked)} questions to answer or refuse.")
    _quality(model, examples, asked, console)
    console.print(_changes("Units", load_model().units, model.units, FEATURES))
    console.print(_changes("Answerability", load_model().answerability, model.answerability, SIGNS))
    if ablate:
        console.print(_ablated(examples, asked, tell))
    if write:
        WEIGHTS_FILE.write_text(to_toml(model), encoding="utf-8")
        console.print(f"Written: {WEIGHTS_FILE}")


def _quality(model: Model, examples: Sequence[Example], asked: Sequence[Asked], console: Console) -> None:
    fitted = unit_quality(model.units, examples)
    right = answer_quality(model.answerability, asked)
    console.print(_held_out(examples, asked))
    console.print(
        f"On what was fitted: {sum(fitted) / len(fitted):.4f} of units, {sum(right) / len(right):.3f} right of "
        f"answering or refusing. Logarithmic loss {cross_validate_doubt(asked):.4f} in five folds."
    )


def _held_out(examples: Sequence[Example], asked: Sequence[Asked]) -> Table:
    """Five folds by question: all splits are fitted together, each question is held out once."""
    table = Table(box=box.SIMPLE, title="In five folds by question, fitted on all together", title_justify="left")
    for heading in (
        "questions",
        "units: mean average precision",
        "refused, of the unanswerable",
        "answered, of the rest",
    ):
        table.add_column(heading, justify="left" if heading == "questions" else "right")
    units, answers = held_out_units(examples), held_out_answers(asked)
    splits = sorted({case.split for case, _ in answers})
    for name, among in [("all", splits), *((s.value, [s]) for s in splits)]:
        ranked = [v for case, v in units if case.split in among]
        refused, answered = ([v for c, v in answers if c.split in among and c.answerable is a] for a in (False, True))
        table.add_row(name, *(f"{fmean(v):.4f}" if v else "–" for v in (ranked, refused, answered)))
    return table


def _changes(title: str, before: Weights, after: Weights, names: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE, title=f"{title}: weights", title_justify="left")
    for heading in ("feature", "now", "fitted"):
        table.add_column(heading, justify="left" if heading == "feature" else "right")
    table.add_row("constant", f"{before.constant:.4f}", f"{after.constant:.4f}")
    for name in names:
        old = before.by_feature.get(name)
        table.add_row(name, "–" if old is None else f"{old:.4f}", f"{after.by_feature[name]:.4f}")
    return table


def _ablated(examples: Sequence[Example], asked: Sequence[Asked], tell: Tell) -> Table:
    """What each feature earns: what is lost in five folds when everything is fitted without it.

    Of units that is average precision; of answerability, by how much the logarithmic loss grows.
    """
    table = Table(box=box.SIMPLE, title="Loss without each feature, in five folds", title_justify="left")
    for heading in ("feature", "of", "loss", ""):
        table.add_column(heading, justify="right" if heading == "loss" else "left")
    whole = cross_validate_units(examples)
    rows: list[tuple[float, str, str]] = []
    for done, name in enumerate(FEATURES):
        tell("Units without each feature", done, len(FEATURES))
        rows.append((whole - cross_validate_units(examples, set(FEATURES) - {name}), name, "units"))
    doubt = cross_validate_doubt(asked)
    for done, name in enumerate(SIGNS):
        tell("Answerability without each sign", done, len(SIGNS))
        rows.append((cross_validate_doubt(asked, set(SIGNS) - {name}) - doubt, name, "answerability"))
    for loss, name, of in sorted(rows, key=lambda r: (r[2], -r[0], r[1])):
        table.add_row(name, of, f"{loss:+.4f}", "" if loss >= WORTH else "earns nothing here")
    return table
