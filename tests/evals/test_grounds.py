"""Papers of other councils beside the corpus: each council alone, its figures apart from those of the corpus."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from evals import table
from evals.embedders import Drawn
from evals.fit import FITTED, fit
from evals.grounds import Collection, Options, collections, ground
from evals.publish import markdown
from evals.questions import COUNCILS, FOLDER, Case, QuestionsError, Split, load_questions, read_papers
from evals.records import Run
from evals.report import write_report
from evals.run import evaluate
from evals.telling import quiet
from ingest.library import Library
from tests.evals.test_printed import write_pdf

PLANS = {
    "tune/northam": ("We will open three centres for carers in the", "old town of Northam by March 2027."),
    "test/southam": ("We will plant forty trees at the school in", "the lower part of Southam by May 2028."),
}
ASKED = {
    "tune/northam": "Where will we open three centres for carers?",
    "test/southam": "Where will we plant forty trees at the school?",
}
OTHERS = frozenset({Split.OTHER_TUNE, Split.OTHER_TEST})


def line(place: str, quote: str, **more: Any) -> str:
    expected = [{"file": "plan.pdf", "section": "Plan", "quote": quote}] if quote else []
    asked = {"id": f"{place}-1", "type": "figure", "question": ASKED[place]}
    return json.dumps({**asked, "answerable": bool(quote), "expected": expected, **more}) + "\n"


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two councils, each with one paper, two questions, and words about it all that are no paper."""
    folder = tmp_path_factory.mktemp("councils")
    for place, words in PLANS.items():
        (folder / place).mkdir(parents=True)
        write_pdf(folder / place / "plan.pdf", (("Plan", *words),))
        silent = line(place, "", id=f"{place}-2", type="unanswerable", question="How tall is the mayor?")
        (folder / place / "questions.jsonl").write_text(line(place, " ".join(words)) + silent, encoding="utf-8")
        (folder / place / "README.md").write_text("# About\n\nThe mayor is two metres tall.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def both(home: Path, some: Path, councils: Path) -> Run:
    return evaluate(Options(home=home, questions=some, quick=True, councils=councils, embedder=Drawn()), quiet)


def test_the_folder_decides_the_split(councils: Path, corpus: Path) -> None:
    found = collections(Options(councils=councils))
    assert found[0] == Collection(corpus, FOLDER)
    assert [(c.folder.name, c.split) for c in found[1:]] == [
        ("northam", Split.OTHER_TUNE),
        ("southam", Split.OTHER_TEST),
    ]
    assert collections(Options(frozenset({Split.OTHER_TEST}), councils=councils)) == found[2:]
    assert collections(Options()) == found[:1]
    with pytest.raises(QuestionsError, match="no papers of other councils"):
        collections(Options(OTHERS, councils=councils / "gone"))


def test_a_council_has_its_own_papers_alone(councils: Path, tmp_path: Path) -> None:
    options = Options(home=tmp_path / "home", councils=councils, embedder=Drawn())
    for one in collections(options)[1:]:
        with ground(options, quiet, one) as here:
            assert [r.file for r in here.library.rows()] == ["plan.pdf"]
            assert {c.split for c in here.cases} == {one.split}
            assert one.folder.name.title() in here.papers["plan.pdf"]
    assert not (tmp_path / "home").exists()


def test_a_quote_that_is_not_printed_is_named(councils: Path, tmp_path: Path) -> None:
    papers = read_papers(councils / "tune" / "northam")
    (tmp_path / "questions.jsonl").write_text(
        "\n" + line("tune/northam", "in the old town of Southam"), encoding="utf-8"
    )
    with pytest.raises(QuestionsError, match=r"questions\.jsonl, line 2: this quote does not stand in plan\.pdf"):
        load_questions(papers, tmp_path, Split.OTHER_TUNE)


def test_the_figures_of_the_corpus_stay_as_they_were(both: Run, home: Path, some: Path) -> None:
    alone = evaluate(Options(home=home, questions=some, quick=True, embedder=Drawn()), quiet)
    asked = len(alone.rows)
    assert [(r.id, r.digest, r.answer) for r in both.rows[:asked]] == [(r.id, r.digest, r.answer) for r in alone.rows]
    assert {r.split for r in both.rows[asked:]} == OTHERS
    for split in (Split.TUNE, Split.TEST):
        for name in ("right", "focus", "verbatim", "words"):
            assert both.figure(name, split) == alone.figure(name, split)
    assert table.weakest(both) == table.weakest(alone)
    assert alone.splits == (Split.TUNE, Split.TEST)


def test_what_a_pdf_prints_is_found_in_the_answer(both: Run) -> None:
    for split in OTHERS:
        for name in ("quote_recall", "verbatim", "marked"):
            found = both.figure(name, split)
            assert found is not None, (split, name)
            assert found.value == 1.0, (split, name)


def test_other_councils_have_columns_of_their_own(both: Run, tmp_path: Path) -> None:
    console = Console(record=True, width=250)
    with console.capture() as printed:
        table.show(both, console)
    assert "other-tune (2)" in printed.get()
    page = markdown(both)
    assert "2 other-tune and 2 other-test on 2 papers of other councils" in page
    assert "| type | tune | test | other-tune | other-test | questions |" in page
    write_report(both, tmp_path / "report.html")
    report = " ".join((tmp_path / "report.html").read_text(encoding="utf-8").split())
    assert "and on 2 papers of other councils, asked on" in report
    assert '<th scope="col">other-tune (2)</th>' in report
    bare = replace(both, rows=tuple(r for r in both.rows if r.split not in OTHERS))
    assert "other-" not in markdown(bare)


def test_other_councils_can_be_asked_alone(councils: Path) -> None:
    run = evaluate(Options(frozenset({Split.OTHER_TEST}), councils=councils, embedder=Drawn()), quiet)
    assert {r.split for r in run.rows} == {Split.OTHER_TEST}
    assert run.others == ()
    console = Console(record=True, width=250)
    with console.capture() as printed:
        table.show(run, console)
    assert "other-test (2)" in printed.get()


def test_weights_are_fitted_on_the_tune_questions_of_all(
    councils: Path, cases: tuple[Case, ...], library: Library
) -> None:
    options = Options(OTHERS, councils=councils, embedder=Drawn())
    tune, test = collections(options)
    with ground(options, quiet, tune) as here, ground(options, quiet, test) as mirror:
        shelves = [(cases[::20], library), (here.cases, here.library), (mirror.cases, mirror.library)]
        _, examples, asked = fit(shelves)
        assert {e.case.split for e in examples} == {a.case.split for a in asked} == FITTED
        _, examples, _ = fit(shelves, splits={Split.TUNE})
        assert {e.case.split for e in examples} == {Split.TUNE}


def test_the_projects_own_councils_are_sound() -> None:
    """Every quote is printed in its paper, every question has an id of its own, and both splits hold every type."""
    found = collections(Options(OTHERS, councils=COUNCILS))
    every = [case for c in found for case in load_questions(read_papers(c.folder), c.questions, c.split)]
    own = load_questions(read_papers(collections(Options())[0].folder))
    assert max(Counter(c.id for c in [*own, *every]).values()) == 1
    for split in OTHERS:
        assert {c.type for c in every if c.split is split} <= {c.type for c in own}
        assert sum(not c.answerable for c in every if c.split is split) >= 25
