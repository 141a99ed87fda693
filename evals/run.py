"""Run an evaluation: the corpus into a home, every question to every system, every figure scored."""

from __future__ import annotations

import hashlib
import platform
import subprocess
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.checking import Checker
from assistant.retrieval import Retriever
from assistant.scoring import Weights
from assistant.weights import Model, load_model
from evals import injection
from evals.baselines import Bm25, Recipe
from evals.embedders import Remembering
from evals.fit import FITTED, WEIGHTS_FILE, Example, fit_units, rounded, unit_examples
from evals.grounds import Ground, Options, collections, ground
from evals.metrics import is_right, missed, score
from evals.prose import WrittenCheck, paraphrases
from evals.questions import Split, of_split
from evals.ranking import Place, curve, score_rankings
from evals.records import OTHER_PAPERS, Curve, Result, Row, Run, Side
from evals.systems import ALWAYS, VARIANTS, Bench, Ours, System
from evals.telling import Tell
from ingest.library import Library, bundled_corpus

_PACKAGES = (
    "due-regard",
    "sentence-transformers",
    "torch",
    "chromadb",
    "tantivy",
    "numpy",
    "ir-measures",
    "scikit-learn",
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one collection gives: our rows and figures, what was searched; of the corpus also others and errors."""

    rows: tuple[Row, ...]
    ours: Result
    index: Mapping[str, str | int]
    others: tuple[Result, ...] = ()
    injection: tuple[Mapping[str, Any], ...] = ()


def evaluate(options: Options, tell: Tell, make: Callable[[Library], Assistant] = Assistant) -> Run:
    """The whole run: our answers on every collection; unless it is quick, on the corpus all else as well.

    That is the figures of retrieval, baselines, ablations and injected errors.
    """
    began = time.perf_counter()
    options = options.with_embedder()
    every = collections(options)
    parts: list[Part] = []
    examples: list[Example] = []
    # The corpus, which is the first, comes last: its ablations are fitted anew on the tune questions of all.
    for one in reversed(every):
        with ground(options, tell, one) as here:
            parts.insert(0, _part(here, make(here.library), tell, None if options.quick or one.split else examples))
            if not options.quick and one.split in FITTED:
                examples.extend(unit_examples(here.cases, Retriever(here.library, Model(ALWAYS, ALWAYS)), tell))
    first = parts[0]
    rest = {OTHER_PAPERS: sum(int(p.index["papers"]) for p in parts[1:])} if parts[1:] else {}
    return Run(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=_git("rev-parse", "HEAD"),
        changed=bool(_git("status", "--porcelain", "--", ".", ":!evals/reports")),
        versions={"python": platform.python_version(), **{p: _version(p) for p in _PACKAGES}},
        settings=options.settings.model_dump(mode="json"),
        index={**first.index, **rest},
        fingerprints={
            "weights": digest([WEIGHTS_FILE]),
            "questions": digest([f for one in every for f in sorted(one.questions.glob("*.jsonl"))]),
        },
        seconds=round(time.perf_counter() - began, 1),
        rows=tuple(row for p in parts for row in p.rows),
        ours=replace(first.ours, values={i: v for p in parts for i, v in p.ours.values.items()}),
        others=first.others,
        injection=first.injection,
    )


def _part(here: Ground, assistant: Assistant, tell: Tell, examples: Sequence[Example] | None) -> Part:
    """Ours on one collection; with everything beside it, where there are examples to fit ablations on, if only none."""
    ours = Ours("Due Regard", assistant)
    rows = answer_all(ours, here, tell)
    found = Result(ours.name, "the product as it is", Side.OURS, {r.id: r.values for r in rows})
    index = fingerprint(here.library)
    if examples is None:
        return Part(rows, found, index)
    found = with_rankings(found, ours, here, tell)
    return Part(rows, found, index, tuple(compared(here, examples, tell)), checks(here, tell))


def checks(here: Ground, tell: Tell) -> tuple[Mapping[str, Any], ...]:
    """Errors made by rule, and true statements, before the check of quotes and before that of written statements."""
    made = tuple(injection.claims(here.cases, here.library))
    tell("Checks: quotes", 0, len(made))
    quotes = injection.summary("quotes", injection.VerbatimCheck(here.library), made)
    lexicon = Retriever(here.library, load_model()).lexicon
    written = WrittenCheck(Checker(here.library, lexicon))
    rephrased = list(paraphrases(here.papers)) if here.corpus == bundled_corpus() else []

    def told(claims: Sequence[injection.Claim]) -> Iterator[injection.Claim]:
        for done, claim in enumerate(claims):
            tell("Checks: written statements", done, len(claims))
            yield claim

    return (*quotes, *injection.summary("written", written, told([*made, *rephrased])))


def answer_all(system: System, here: Ground, tell: Tell) -> tuple[Row, ...]:
    """Every question to one system, each answer scored."""
    rows = []
    for done, case in enumerate(here.cases):
        tell(f"{system.name}: answers", done, len(here.cases))
        given = system.answer(case.question, case.history)
        answer = given.answer
        values = score(case, answer, here.papers) | {"ms": (round(given.ms, 2),)}
        rows.append(
            Row(
                id=case.id,
                type=case.type,
                split=case.split,
                question=case.question,
                history=case.history,
                answerable=case.answerable,
                status=answer.status.value,
                right=is_right(case, answer),
                answer=answer.answer,
                missed=missed(case, answer),
                notes=tuple(n.kind.value for n in answer.notes),
                odds=given.odds,
                values=values,
                digest=case.digest,
            )
        )
    return tuple(rows)


def with_rankings(result: Result, system: System, here: Ground, tell: Tell) -> Result:
    """A result with the figures and the curves of the system's ranking added."""
    asked = [c for c in here.cases if c.expected]
    rankings: dict[str, Sequence[Place]] = {}
    for done, case in enumerate(asked):
        tell(f"{system.name}: rankings", done, len(asked))
        rankings[case.id] = system.ranking(case.question, case.history)
    found = score_rankings(asked, rankings, system.shelf())
    values = {i: {**v, **found.get(i, {})} for i, v in result.values.items()}
    curves: dict[str, Curve] = {
        split.value: tuple(points) for split in Split if (points := curve(of_split(asked, split), rankings))
    }
    return replace(result, values=values, curves=curves)


def compared(here: Ground, examples: Sequence[Example], tell: Tell) -> Iterator[Result]:
    """The baselines, then ours with each part switched off, fitted anew on the corpus and on these examples."""
    embedder = Remembering(here.library.index.embedder)
    systems: list[tuple[System, str]] = [
        (Recipe.over(here.papers, embedder, here.folder / "recipe"), "1,000/200 characters, MiniLM, Chroma, 4 chunks"),
        (Bm25.over(here.papers, here.folder / "bm25"), "the same chunks found by words alone"),
    ]
    for system, words in systems:
        yield _result(system, words, Side.BASELINE, here, tell)
    bench = Bench(here.library, here.corpus, here.folder, embedder, _refitter(here, examples))
    for variant in VARIANTS:
        assistant = variant.make(bench)
        try:
            yield _result(Ours(variant.name, assistant), variant.words, Side.ABLATION, here, tell)
        finally:
            assistant.library.close()


def _result(system: System, words: str, kind: Side, here: Ground, tell: Tell) -> Result:
    values = {r.id: r.values for r in answer_all(system, here, tell)}
    return with_rankings(Result(system.name, words, kind, values), system, here, tell)


def _refitter(here: Ground, others: Sequence[Example]) -> Callable[[Collection[str]], Weights]:
    """Fits the scorer anew with some of its features, always on all tune questions of the corpus, and on others."""

    @cache
    def examples() -> list[Example]:
        tune = of_split(here.every, Split.TUNE)
        return [*unit_examples(tune, Retriever(here.library, Model(ALWAYS, ALWAYS))), *others]

    return lambda names: rounded(fit_units(examples(), names))


def fingerprint(library: Library) -> dict[str, str | int]:
    """What was searched: the model, the hash of the passages, and how many papers and passages there are."""
    (contents,) = library.index.catalogue.meta("contents")
    rows = library.rows()
    return {
        "model": library.index.embedder.identity,
        "contents": contents,
        "papers": len(rows),
        "passages": sum(r.passages for r in rows),
    }


def digest(files: Sequence[Path]) -> str:
    """A short hash of some files' bytes."""
    return hashlib.sha256(b"\0".join(f.read_bytes() for f in files)).hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _git(*words: str) -> str:
    """What git says of this checkout; nothing where there is no git or no checkout."""
    try:
        root = Path(__file__).resolve().parent.parent
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
