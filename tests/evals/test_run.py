"""A whole run over a few questions with made-up vectors, its report, and two runs compared."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from evals import command, table
from evals.compare import compare
from evals.embedders import Drawn
from evals.grounds import Options
from evals.publish import publish
from evals.questions import QuestionsError, Split
from evals.records import Run, Side, load, save
from evals.report import faults, headlines, refusal_curve, worst, write_report
from evals.run import evaluate
from evals.systems import VARIANTS
from evals.telling import quiet
from ingest.errors import DueRegardError

LEVELS = re.compile(r"<h([1-6])")


@pytest.fixture(scope="module")
def whole(home: Path, some: Path) -> Run:
    return evaluate(Options(home=home, questions=some, embedder=Drawn()), quiet)


@pytest.fixture(scope="module")
def page(whole: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("report") / "report.html"
    write_report(whole, file)
    return file.read_text(encoding="utf-8")


def test_a_run_has_baselines_and_every_part_switched_off(whole: Run) -> None:
    kinds = [r.kind for r in whole.others]
    assert kinds.count(Side.BASELINE) == 2
    assert [r.name for r in whole.others if r.kind is Side.ABLATION] == [v.name for v in VARIANTS]
    for result in whole.others:
        assert set(result.values) == set(whole.ours.values)


def test_the_recipe_answers_everything_in_hundreds_of_words(whole: Run) -> None:
    recipe = whole.others[0]
    words = whole.figure("words", None, recipe)
    refused = whole.figure("refusal_recall", None, recipe)
    verbatim = whole.figure("verbatim", None, recipe)
    assert words is not None
    assert refused is not None
    assert verbatim is not None
    assert words.value > 300
    assert refused.value == 0.0
    assert verbatim.value == 1.0


def test_a_part_that_is_switched_off_changes_what_it_should(whole: Run) -> None:
    by_name = {r.name: r for r in whole.others}
    always = whole.figure("refusal_recall", None, by_name["without refusal"])
    ours = whole.figure("refusal_recall", None)
    assert always is not None
    assert ours is not None
    assert always.value <= ours.value
    for name in ("vectors alone", "words alone", "without context line"):
        found = {i: v.get("ndcg@10") for i, v in by_name[name].values.items()}
        assert found != {i: v.get("ndcg@10") for i, v in whole.ours.values.items()}, name


def test_a_run_says_what_it_was_made_with(whole: Run) -> None:
    assert whole.index["model"] == Drawn().identity
    assert whole.index["papers"] == 5
    assert whole.versions["chromadb"]
    assert {"weights", "questions"} == set(whole.fingerprints)


def test_a_run_is_read_as_it_was_written(whole: Run, tmp_path: Path) -> None:
    save(whole, tmp_path / "run.json")
    again = load(tmp_path / "run.json")
    assert again.rows == whole.rows
    assert again.ours == whole.ours
    assert again.others == whole.others
    assert again.injection == whole.injection


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}'])
def test_a_file_that_is_no_run_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"run\.json"):
        load(tmp_path / "run.json")


def test_the_report_asks_nothing_of_any_machine(page: str) -> None:
    assert not re.search(r"(?:src|href)\s*=", page)
    assert "url(" not in page
    assert "@import" not in page
    assert "<script" not in page


def test_the_report_can_be_read_without_seeing_it(page: str) -> None:
    assert '<html lang="en">' in page
    levels = [int(n) for n in LEVELS.findall(page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert page.count("<svg") == page.count('role="img" aria-label="') == 4
    assert page.count("<table>") <= page.count("<thead>")
    assert len(re.findall(r"<th(?! scope)[ >]", page)) == 0


def test_what_papers_and_askers_write_stays_text(whole: Run, tmp_path: Path) -> None:
    hostile = replace(whole.rows[0], question="<script>x</script>", right=False, values={"ms": (1e9,)})
    write_report(replace(whole, rows=(hostile, *whole.rows[1:])), tmp_path / "report.html")
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;x" in written
    assert "<script>x" not in written


def test_the_report_names_the_weakest_types_and_why(whole: Run, page: str) -> None:
    assert len(table.weakest(whole)) == table.WEAKEST
    assert ", ".join(table.weakest(whole)) in page
    assert sum(f.count for f in faults(whole)) == sum(not r.right for r in whole.rows if r.type in table.weakest(whole))
    assert faults(whole)[0].place in page
    assert len(worst(whole)) == min(10, sum(not r.right for r in whole.rows))
    assert not any(r.right for r in worst(whole))


def test_the_figures_to_remember_stand_beside_those_of_others(whole: Run) -> None:
    shown = headlines(whole)
    assert len(shown) == 5
    assert all("LangChain recipe" in beside and "BM25" in beside for _, _, beside in shown)


def test_a_run_is_published_as_a_page_of_tables(whole: Run, tmp_path: Path) -> None:
    publish(whole, tmp_path / "FIGURES.md")
    page = (tmp_path / "FIGURES.md").read_text(encoding="utf-8")
    assert "| LangChain recipe |" in page
    assert "| quotes | another figure | no |" in page
    assert "| written | another figure | no |" in page
    for block in re.findall(r"(?:^\|.*\n)+", page, re.M):
        assert len({line.count("|") for line in block.splitlines()}) == 1
    with pytest.raises(DueRegardError, match="make evaluate"):
        publish(replace(whole, others=()), tmp_path / "quick.md")


def test_a_part_earns_what_falls_without_it_on_both_splits(whole: Run) -> None:
    part = next(r for r in whole.others if r.kind is Side.ABLATION)
    same = replace(part, values=whole.ours.values)
    assert table.earns(whole, same) == "nothing"
    without = {i: v | {"right": (0.0,)} for i, v in whole.ours.values.items()}
    assert table.earned(whole, replace(part, values=without)) == ("right",)
    test = whole.ids(Split.TEST)
    by_half = {i: v if i in test else without[i] for i, v in whole.ours.values.items()}
    assert table.earned(whole, replace(part, values=by_half)) == ()
    assert table.earns(whole, whole.others[0]) == ""


def test_the_refusal_curve_runs_from_refusing_all_to_answering_all(whole: Run) -> None:
    points = refusal_curve(whole.rows)
    assert points[0] == (0.0, 1.0)
    assert [b for _, b in points] == sorted((b for _, b in points), reverse=True)


def test_the_table_shows_both_splits(whole: Run) -> None:
    console = Console(record=True, width=200, file=None, quiet=False)
    with console.capture() as printed:
        table.show(whole, console)
    assert f"tune ({len(whole.ids(Split.TUNE))})" in printed.get()
    assert "Weakest types" in printed.get()


def test_a_run_does_not_differ_from_itself(whole: Run) -> None:
    found = compare(whole, whole)
    assert found.changed == ()
    assert (found.gained, found.lost, found.p) == (0, 0, 1.0)
    assert not any(d.real for d in found.differences.values())


def test_what_got_worse_comes_first(whole: Run) -> None:
    right = next(r for r in whole.rows if r.right and r.answerable)
    lost = replace(right, right=False, status="not_found", values=right.values | {"quote_recall": (0.0,)})
    found = compare(whole, replace(whole, rows=tuple(lost if r is right else r for r in whole.rows)))
    assert found.changed[0].gain == -1.0
    assert found.changed[0].before.id == right.id
    assert (found.gained, found.lost) == (0, 1)


def test_a_question_that_was_mended_is_not_compared(whole: Run) -> None:
    first = replace(whole.rows[0], right=not whole.rows[0].right, status="clarify", digest="other")
    found = compare(whole, replace(whole, rows=(first, *whole.rows[1:])))
    assert (found.shared, found.mended, found.gained, found.lost) == (len(whole.rows) - 1, 1, 0, 0)
    assert found.changed == ()


def test_two_runs_are_compared_from_their_files(whole: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(whole, tmp_path / "a.json")
    assert command.evaluate(["--compare", str(tmp_path / "a.json"), str(tmp_path / "a.json")]) == 0
    assert "0 gained, 0 lost" in capsys.readouterr().out
    assert command.evaluate(["--compare", str(tmp_path / "a.json"), str(tmp_path / "gone.json")]) == 1
    assert "gone.json" in capsys.readouterr().err


def test_a_wrong_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.evaluate(["--colour"]) == 2
    assert "--colour" in capsys.readouterr().err
