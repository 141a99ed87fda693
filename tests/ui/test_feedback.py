"""Feedback: kept in the home for review, listed and exported by the command."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from evals.folding import Folded
from evals.questions import parse
from ingest.errors import DueRegardError
from tests.ui.fakes import TEXT, answer, document
from ui.cli import main
from ui.feedback import NAME, Feedback, Verdict, evaluation_questions, feedback_on, keep, kept

ROOM = {"progress.txt": Folded(TEXT)}


def said(verdict: Verdict, question: str = "What of light?", comment: str = "") -> Feedback:
    found = answer(question, document(), "Light every underpass.")
    return feedback_on(found, ("Before?",), verdict, comment)


def test_what_is_kept_comes_back_and_is_for_the_owner_alone(tmp_path: Path) -> None:
    one = said(Verdict.USEFUL, comment="x" * 9000)
    keep(tmp_path, one)
    keep(tmp_path, one)
    assert kept(tmp_path) == (one, one)
    assert len(one.comment) == 2000
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"at": 1}\n', encoding="utf-8")
    with pytest.raises(DueRegardError, match="line 1"):
        kept(tmp_path)


def test_a_useful_answer_is_a_question_that_the_evaluation_takes() -> None:
    (question,) = evaluation_questions([said(Verdict.WRONG), said(Verdict.USEFUL, comment="Just so.")])
    case = parse(json.dumps(question), "feedback.jsonl", ROOM)
    assert case.answerable
    assert case.expected[0].quote == "Light every underpass."
    assert case.history == ("Before?",)
    assert case.answer_points == ("Useful: Just so.",)


def test_a_wrong_answer_waits_for_a_person() -> None:
    (question,) = evaluation_questions([said(Verdict.WRONG)])
    with pytest.raises(ValueError, match="needs expected quotes"):
        parse(json.dumps(question), "feedback.jsonl", ROOM)


def test_the_command_lists_and_exports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["dueregard", "feedback", *arguments, "--home", str(tmp_path)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return capsys.readouterr().out

    assert "Nobody has said anything" in run()
    keep(tmp_path, said(Verdict.INCOMPLETE, comment="It has \x1b[31mmore."))
    listed = run()
    assert "Incomplete: It has [31mmore." in listed
    assert "What of light?" in listed
    assert json.loads(run("--json"))["feedback"][0]["verdict"] == "incomplete"
    assert "1 question written" in run("--export", str(tmp_path / "feedback.jsonl"))
    assert json.loads((tmp_path / "feedback.jsonl").read_text(encoding="utf-8"))["type"] == "feedback"
