from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.checking import Checker
from assistant.model import Writer
from assistant.model.rewriting import plainer
from assistant.records import Answer, Support
from ingest.library import Library
from ingest.settings import ModelSettings, Settings
from tests.assistant.model.conftest import QUESTION
from tests.assistant.model.scripted import Scripted

EARLIER = "How is the Women in Leadership programme going?"
FOLLOW_UP = "And how many applications did it receive?"


def asked(papers: Library, home: Path, reply: str) -> str:
    """The follow-up as it is understood where a model rewrites it."""
    model = ModelSettings(name="scripted:model", rewrite_follow_ups=True)
    writer = Writer(model, home, lambda _: Scripted(replies=[reply]))
    assistant = Assistant(papers, Settings(model=model), writer)
    return assistant.work_out(FOLLOW_UP, [EARLIER]).answer.standalone_question


def test_a_follow_up_is_shown_in_the_models_words_where_the_rule_reads_the_same(
    papers: Library, tmp_path: Path
) -> None:
    said = "How many applications did the Women in Leadership programme receive?"
    assert asked(papers, tmp_path, said) == said


@pytest.mark.parametrize(
    "said",
    [
        "How many applications did the Women in Leadership programme receive in 2019?",
        "How many applications did the Leicestershire Women in Leadership programme receive?",
        "How many complaints did the Women in Leadership programme receive?",
        "How many applications did it receive?",
        "The programme received 93 applications.",
        "",
    ],
)
def test_a_rewriting_that_limits_or_asks_otherwise_is_not_taken(said: str, papers: Library, tmp_path: Path) -> None:
    assert said not in {asked(papers, tmp_path, said)} or not said
    assert asked(papers, tmp_path, said).startswith(FOLLOW_UP)


def test_plainer_words_are_taken_where_the_quote_bears_them_out(quotes: Answer, checker: Checker) -> None:
    found = plainer(lambda _: "Women are 75% of the workforce. [1]", quotes, checker)
    assert found.statements[0].text == "Women are 75% of the workforce."
    assert found.statements[0].support is Support.SUPPORTED
    assert found.citations == quotes.citations


@pytest.mark.parametrize(
    "said", ["Women are 57% of the workforce. [1]", "Nearly all staff are women. [1]", "Hello.", ""]
)
def test_plainer_words_that_say_something_else_are_not(said: str, quotes: Answer, checker: Checker) -> None:
    assert plainer(lambda _: said, quotes, checker) == quotes


def test_the_quotes_come_first_and_the_prose_follows(papers: Library, tmp_path: Path) -> None:
    model = ModelSettings(name="scripted:model")
    chat = Scripted(replies=["Women are 75% of the overall workforce. [1]\n"])
    assistant = Assistant(papers, Settings(model=model), Writer(model, tmp_path, lambda _: chat))
    answers = assistant.stream(QUESTION)
    first = next(answers)
    assert not chat.prompts
    assert {s.support for s in first.statements} == {Support.QUOTED}
    *_, last = answers
    assert last.statements[0].support is Support.SUPPORTED
    assert assistant.ask(QUESTION).statements == last.statements
    assert "Written by the model" in assistant.explain(QUESTION)


def test_a_question_that_is_declined_never_reaches_the_model(papers: Library, tmp_path: Path) -> None:
    model = ModelSettings(name="scripted:model")
    chat = Scripted(replies=["Yes. [1]"])
    assistant = Assistant(papers, Settings(model=model), Writer(model, tmp_path, lambda _: chat))
    for question in ("Has the council met its equality duty?", "What is the capital of Mongolia?"):
        assert not assistant.ask(question).answered
    assert not chat.prompts
