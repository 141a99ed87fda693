"""A model beside quotes mode: each question is asked once, and a later run goes on where the last one ended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from assistant import Assistant
from evals.grounds import Ground
from evals.questions import Case, QuestionsError
from evals.replies import Replies
from evals.telling import quiet
from evals.writing import Comparison, save, summary
from ingest.errors import ModelError
from ingest.library import Library
from ingest.settings import ModelSettings
from tests.assistant.model.scripted import Scripted

MODEL = ModelSettings(name="scripted:model", retries=0, failures_until_rest=99)


@pytest.fixture
def here(cases: Sequence[Case], library: Library, papers: dict[str, str], corpus: Path, tmp_path: Path) -> Ground:
    """Six questions that are answered, in the order of their file."""
    assistant = Assistant(library)
    asked = (c for c in cases if c.type == "commitment" and assistant.ask(c.question, c.history).answered)
    few = tuple(islice(asked, 6))
    return Ground(corpus, papers, few, few, library, tmp_path)


def copied(prompt: str) -> str:
    """A model that copies the first extract, and adds an invention."""
    first = prompt.rsplit("<extract 1 ", 1)[1].split("Text: ")[1].splitlines()[0]
    return f"{first} [1]\nThe moon belongs to the council. [1]\n"


def comparison(here: Ground, file: Path, model: ModelSettings = MODEL) -> tuple[Comparison, Scripted]:
    chat = Scripted(reply=copied)
    return Comparison(here, model, file, lambda _: chat), chat


def test_a_run_goes_on_where_the_last_one_ended_and_asks_nothing_twice(here: Ground, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    first, chat = comparison(here, file)
    assert len(first.run(quiet, most=2).rows) == 2
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    with file.open("a", encoding="utf-8") as stream:
        stream.write('{"id": "half a li')  # the run was ended while it wrote
    second, again = comparison(here, file)
    whole = second.run(quiet)
    assert (len(whole.rows), whole.total) == (6, 6)
    assert len(chat.prompts) + len(again.prompts) == 6
    third, never = comparison(here, file)
    reported = third.run(quiet, most=0)  # of what is kept, without the model
    assert not never.prompts
    assert reported == whole


def test_the_first_questions_are_drawn_from_all_of_them(here: Ground, tmp_path: Path) -> None:
    ids = [r.id for r in comparison(here, tmp_path / "a.jsonl")[0].run(quiet).rows]
    turned = replace(here, cases=here.cases[::-1])
    assert [r.id for r in comparison(turned, tmp_path / "b.jsonl")[0].run(quiet).rows] == ids
    assert ids != [c.id for c in here.cases]


def test_a_record_holds_the_answer_the_verdicts_the_time_and_the_model(here: Ground, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    comparison(here, file)[0].run(quiet, most=1)
    record = json.loads(file.read_text(encoding="utf-8"))
    assert record["model"] == MODEL.name
    assert record["settings"]["answer_tokens"] == MODEL.answer_tokens
    assert [s["verdict"] for s in record["statements"]] == ["supported", "not_found"]
    assert record["seconds"]["prose"] >= record["seconds"]["quotes"]
    assert record["words"]["prose"] > 0
    assert "moon" not in record["answers"]["prose"]
    assert "moon" in record["said"][0]


def test_another_setting_of_the_model_is_another_reply(here: Ground, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    comparison(here, file)[0].run(quiet, most=1)
    hotter, chat = comparison(here, file, MODEL.model_copy(update={"temperature": 0.5}))
    assert hotter.run(quiet, most=0).rows == ()
    assert len(hotter.run(quiet, most=1).rows) == 1
    assert len(chat.prompts) == 1
    slower, unasked = comparison(here, file, MODEL.model_copy(update={"seconds": 5.0}))
    assert len(slower.run(quiet, most=0).rows) == 1
    assert not unasked.prompts


def test_the_report_says_of_how_many_questions_it_speaks(here: Ground, tmp_path: Path) -> None:
    found = comparison(here, tmp_path / "records.jsonl")[0].run(quiet, most=2)
    lines = {name: prose for name, _, prose in summary(found)}
    assert lines["questions, of those there are"] == "2 of 6"
    assert lines["sentences written: supported, partly, not found"] == "2, 0, 2"
    assert lines["cited sentences borne out before the check, by another measure"] == "2 of 4 (0.500)"
    assert lines["sentences shown that are borne out, by another measure"] == "2 of 2 (1.000)"
    save(found, MODEL, tmp_path / "rows.json")
    assert len(json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))["rows"]) == 2


def test_a_model_that_goes_away_ends_the_run_and_loses_nothing(here: Ground, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    comparison(here, file)[0].run(quiet, most=1)
    gone = Comparison(here, MODEL, file, lambda _: Scripted(replies=[ConnectionError("gone")]))
    with pytest.raises(ModelError, match=r"cannot be reached.*go on from there"):
        gone.run(quiet)
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_a_broken_line_in_the_middle_is_named(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text('{"id": "a"\n{"id": "b", "key": ""}\n', encoding="utf-8")
    with pytest.raises(QuestionsError, match="line 1"):
        Replies(file)
