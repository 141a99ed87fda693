"""While a model writes to an answer the page says so, and the reader can stop it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import gradio as gr
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant import Assistant
from assistant.model import Writer
from assistant.scope import EVERYTHING
from ingest.library import Library
from ingest.settings import ModelSettings
from tests.assistant.model.scripted import Scripted
from ui.web.ask import Ask
from ui.web.beside import Beside
from ui.web.readiness import Readiness
from ui.web.talk import Conversation

PAPER = "# Borset County Council: Staff report\n\nMay 2024\n\n## Staff\n\nOur overall workforce is 75% women.\n"
SENTENCES = ("Women are 75% of the overall workforce.", "75% of the overall workforce are women.")
QUESTION = "What share of the overall workforce are women?"


@pytest.fixture
def chat() -> Scripted:
    return Scripted(replies=["".join(f"{words} [1]\n" for words in SENTENCES)])


@pytest.fixture
def ask(corpus: Callable[..., Path], library: Library, chat: Scripted) -> Ask:
    library.sync([corpus({"staff.md": PAPER})])
    writer = Writer(ModelSettings(name="scripted:model", retries=0), library.home, lambda _: chat)
    return Ask(library, Assistant(library, writer=writer), Readiness(lambda: None), Beside(library))


def stop_button(html: str) -> dict[str, str | None] | None:
    found = HTMLParser(html).css_first("button[data-do=stop]")
    return dict(found.attributes) if found else None


def test_what_a_model_writes_comes_sentence_by_sentence_and_is_told_twice(ask: Ask) -> None:
    """The quotes at once, then that it has done; in between the page alone changes."""
    _, *steps = ask.answer(QUESTION, Conversation(), EVERYTHING)
    pages = [HTMLParser(step[1]).text() for step in steps]
    assert [[words in page for words in SENTENCES] for page in pages[:3]] == [[False] * 2, [True, False], [True] * 2]
    assert [bool(stop_button(step[1])) for step in steps] == [True] * (len(steps) - 1) + [False]
    told = [HTMLParser(step[3]).text().strip() for step in steps if isinstance(step[3], str)]
    assert len(told) == 2
    assert told[0].endswith("A language model is writing sentences from them.")
    assert told[1].startswith("Answered from the papers.")
    assert "writing" not in told[1]
    assert ask.stops.stops == {}


def test_a_model_that_writes_is_stopped_after_its_sentence(ask: Ask) -> None:
    steps = ask.answer(QUESTION, Conversation(), EVERYTHING)
    next(steps), next(steps)
    written = next(steps)
    button = stop_button(written[1])
    assert button is not None
    ask.stop(gr.EventData(None, {"job": "another's"}))
    ask.stop(gr.EventData(None, {"job": button["data-job"]}))
    *_, last = steps
    page = HTMLParser(last[1]).text()
    assert SENTENCES[0] in page
    assert SENTENCES[1] not in page
    assert stop_button(last[1]) is None
    assert "Answered from the papers." in last[3]


def test_questions_that_are_asked_again_are_written_to_as_well(ask: Ask) -> None:
    told = {"asked": [{"question": QUESTION}, {"question": QUESTION}]}
    *_, (talked, html, _, _) = ask.reopen(EVERYTHING, gr.EventData(None, told))
    assert all(turn.answer and SENTENCES[1] in turn.answer.answer for turn in talked.turns)
    assert stop_button(html) is None
