from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.records import Answer, Citation, Note, NoteKind, Outcome, Statement
from evals import metrics
from evals.questions import Case, Expected, Split
from evals.records import Result, Row, Run, Side
from ingest.records import Status
from ui.contract import answer_object

SHARED = Path(__file__).resolve().parents[3] / "shared"
PAPERS = {
    "plan.txt": "Pay rose by 7% in 2023. We will open three new centres in Harlow. Nobody was left out of the count.",
    "old.txt": "The old plan named two centres. It was adopted in 2019.",
}


def quote(number: int, words: str, file: str = "plan.txt", section: str = "Plan") -> Citation:
    start = max(0, PAPERS.get(file, "").find(words))
    return Citation(
        number, file, file, "", "", "", Status.UNKNOWN, (section,), "", None, "", words, start, start + len(words), ""
    )


def answer(*quotes: Citation, text: str = "", notes: Sequence[NoteKind] = (), status: Outcome | None = None) -> Answer:
    statements = tuple(Statement(c.quote, (c.number,)) for c in quotes)
    written = text or " ".join(f"{c.quote} [{c.number}]" for c in quotes) or "Nothing was found."
    chosen = status or (Outcome.ANSWERED if quotes else Outcome.NOT_FOUND)
    return Answer("q", "q", chosen, written, statements, quotes, tuple(Note(kind, "words") for kind in notes))


def case(*quotes: str, file: str = "plan.txt", section: str = "Plan", **more: Any) -> Case:
    expected = tuple(Expected(file, (section,), q, ((0, 1),)) for q in quotes)
    return Case("id-1", more.pop("type", "figure"), "q?", bool(quotes), Split.TEST, expected, **more)


def test_recall_is_the_share_of_expected_quotes_cited() -> None:
    asked = case("Pay rose by 7% in 2023.", "three new centres")
    values = metrics.score(asked, answer(quote(1, "Pay rose by 7% in 2023.")), PAPERS)
    assert values["quote_recall"] == (0.5,)
    assert values["complete"] == (0.0,)
    assert metrics.missed(asked, answer()) == ("Pay rose by 7% in 2023.", "three new centres")


def test_a_refusal_finds_nothing_and_has_no_focus() -> None:
    values = metrics.score(case("three new centres"), answer(), PAPERS)
    assert values["quote_recall"] == (0.0,)
    assert values["refusal_prec"] == (0.0,)
    assert not {"focus", "marked", "verbatim", "refusal_recall", "figures_agree"} & set(values)


def test_a_quote_counts_in_its_own_file_alone() -> None:
    assert metrics.quote_hits(case("two centres", file="old.txt"), answer(quote(1, "two centres"))) == (False,)


def test_what_is_said_elsewhere_as_well_counts_when_it_is_cited_from_there() -> None:
    other = Expected("old.txt", ("Old",), "two centres", ((0, 1),))
    asked = case("three new centres")
    either = replace(asked, expected=(replace(asked.expected[0], others=(other,)),))
    given = answer(quote(1, "two centres", file="old.txt", section="Old"))
    assert metrics.quote_hits(either, given) == (True,)
    assert metrics.focus(either, given) == 1.0
    assert metrics.quote_hits(either, answer(quote(1, "Pay rose"))) == (False,)


def test_focus_counts_words_from_the_expected_section() -> None:
    given = answer(quote(1, "Pay rose by 7% in 2023."), quote(2, "Nobody was left out", section="Elsewhere"))
    assert metrics.focus(case("Pay rose"), given) == pytest.approx(6 / 10)


def test_what_does_not_stand_in_the_paper_is_not_verbatim() -> None:
    assert metrics.verbatim(answer(quote(1, "Pay fell by 7% in 2023.")), PAPERS) == (0.0,)
    assert metrics.verbatim(answer(quote(1, "Pay  rose by\n7% in 2023.")), PAPERS) == (1.0,)


def test_a_list_is_whole_or_not() -> None:
    asked = case("a b", "c d", "e f")
    assert metrics.wants_list(asked)
    assert not metrics.wants_list(case("a b", "c d"))
    assert metrics.wants_list(case("a b", type="list"))


def test_points_are_sought_only_where_the_evidence_holds_them() -> None:
    asked = case("three new centres in Harlow", answer_points=("three centres", "the council decides"))
    assert metrics.points(asked, answer(quote(1, "We will open three new centres in Harlow."))) == 1.0
    assert metrics.points(asked, answer(quote(1, "Pay rose by 7% in 2023."))) == 0.0
    assert metrics.points(case("Pay rose", answer_points=("say so plainly",)), answer()) is None


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("Pay rose by 7% in 2023.", True),
        ("In 2023 pay rose by 7%.", True),
        ("Pay rose by 8% in 2023.", False),
        ("Pay did not rise by 7% in 2023.", False),
        ("Bonuses for directors rose by 7%.", False),
    ],
)
def test_support_is_decided_by_words_figures_and_denials(statement: str, held: bool) -> None:
    assert metrics.supports(statement, ["Pay rose by 7% in 2023."]) is held


def test_a_citation_that_is_not_needed_costs_precision() -> None:
    first, second = quote(1, "Pay rose by 7% in 2023."), quote(2, "Nobody was left out of the count.")
    statement = Statement("Pay rose by 7% in 2023.", (1, 2))
    given = Answer("q", "q", Outcome.ANSWERED, "Pay rose by 7% in 2023. [1] [2]", (statement,), (first, second))
    assert metrics.citation_recall(given, PAPERS) == (1.0,)
    assert metrics.citation_precision(given, PAPERS) == (1.0, 0.0)


def test_a_quote_that_is_not_in_the_paper_supports_nothing() -> None:
    given = answer(quote(1, "Pay fell by 7% in 2023."))
    assert metrics.citation_recall(given, PAPERS) == (0.0,)
    assert metrics.citation_precision(given, PAPERS) == (0.0,)


def test_figures_must_stand_in_the_quotes_unless_they_are_derived() -> None:
    statement = Statement("Pay rose by 70%.", (1,))
    notes = (Note(NoteKind.DERIVED, "7 × 10"),)
    citations = (quote(1, "Pay rose by 7% in 2023."),)
    wrong = Answer("q", "q", Outcome.ANSWERED, "Pay rose by 70%. [1]", (statement,), citations)
    derived = Answer("q", "q", Outcome.ANSWERED, "Pay rose by 70%. [1]", (statement,), citations, notes)
    assert metrics.figures_agree(wrong) == 0.0
    assert metrics.figures_agree(derived) is None
    assert metrics.figures_agree(answer(quote(1, "Nobody was left out"))) is None


def test_notes_are_right_when_the_needed_kinds_are_there() -> None:
    asked = case("Pay rose", notes=(NoteKind.DRAFT,))
    given = answer(quote(1, "Pay rose"), notes=[NoteKind.DRAFT, NoteKind.ASSUMPTION])
    assert metrics.notes_right(asked, given) == 1.0
    assert metrics.notes_right(asked, answer(quote(1, "Pay rose"))) == 0.0
    assert metrics.notes_right(case("Pay rose"), given) is None
    assert metrics.no_false_premise(case("Pay rose"), answer(quote(1, "Pay rose"), notes=[NoteKind.PREMISE])) == 0.0


def test_right_means_everything_cited_or_rightly_silent() -> None:
    assert metrics.is_right(case("Pay rose"), answer(quote(1, "Pay rose by 7%")))
    assert not metrics.is_right(case("Pay rose"), answer())
    assert metrics.is_right(case(), answer())
    assert not metrics.is_right(case(), answer(quote(1, "Pay rose")))
    declined = case(status=Outcome.DECLINED)
    assert metrics.is_right(declined, answer(status=Outcome.DECLINED, text="No."))


def test_every_figure_is_described() -> None:
    full = case("Pay rose", "a", "b", answer_points=("Pay",), notes=(NoteKind.DRAFT,), status=Outcome.ANSWERED)
    scored = metrics.score(full, answer(quote(1, "Pay rose by 7% in 2023.")), PAPERS)
    assert set(scored) <= set(metrics.FIGURES)
    assert set(metrics.SCORE_PY) <= set(metrics.FIGURES)


@pytest.mark.skipif(not (SHARED / "evals" / "score.py").is_file(), reason="the shared folder is not here")
def test_figures_agree_with_score_py(tmp_path: Path, cases: Sequence[Case], papers: dict[str, str]) -> None:
    """The same answers, half of them spoilt in some way, through score.py and through our functions."""
    answers = [_made_up(c, number) for number, c in enumerate(cases)]
    lines = [json.dumps(answer_object(a, c.id)) for a, c in zip(answers, cases, strict=True)]
    (tmp_path / "answers.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text("".join(_line(c) for c in cases), encoding="utf-8")
    replay = "import sys; sys.stdin.read(); sys.stdout.write(open(sys.argv[1], encoding='utf-8').read())"
    command = [sys.executable, str(SHARED / "evals" / "score.py"), "--json", "--questions"]
    command += [str(tmp_path / "questions.jsonl"), "--documents", str(SHARED / "seeds"), "--"]
    command += [sys.executable, "-c", replay, str(tmp_path / "answers.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    values = {c.id: metrics.score(c, a, papers) for c, a in zip(cases, answers, strict=True)}
    rows = tuple(_row(c) for c in cases)
    run = Run("", "", False, {}, {}, {}, {}, 0.0, rows, Result("ours", "", Side.OURS, values))
    for name in metrics.SCORE_PY:
        figure = run.figure(name, None)
        assert figure is not None
        assert round(figure.value, 3) == pytest.approx(theirs[name], abs=1e-9), name


def _line(asked: Case) -> str:
    expected = [{"file": e.file, "section": " > ".join(e.section), "quote": e.quote} for e in asked.expected]
    fields = {"id": asked.id, "type": asked.type, "question": asked.question, "answerable": asked.answerable}
    return json.dumps({**fields, "expected": expected, "answer_points": list(asked.answer_points)}) + "\n"


def _made_up(asked: Case, number: int) -> Answer:
    """Some answers whole, some with a quote left out, spoilt, put elsewhere or given without need."""
    if number % 5 == 0:
        return answer(text="I found nothing.")
    quotes = [
        Citation(i, "d", e.file, "", "", "", Status.UNKNOWN, e.section, "", None, "", e.quote, 0, 1, "")
        for i, e in enumerate(asked.expected, start=1)
    ]
    if number % 3 == 0:
        quotes = quotes[: max(1, len(quotes) - 1)]
    if number % 7 == 0:
        more = Citation(
            len(quotes) + 1, "d", "plan.txt", "", "", "", Status.UNKNOWN, ("x",), "", None, "", "Not so.", 0, 1, ""
        )
        quotes.append(more)
    return answer(*quotes)


def _row(asked: Case) -> Row:
    return Row(asked.id, asked.type, asked.split, "", (), asked.answerable, "", False, "", (), (), None, {})
