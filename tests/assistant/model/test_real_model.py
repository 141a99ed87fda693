"""A real, small model writes through a real server; so small a model invents, and nothing of that is shown."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from langchain_core.language_models import BaseChatModel

from assistant.checking import Checker, Label
from assistant.model import Writer, Writing, examine
from assistant.model.calling import Piece, Request, pieces
from assistant.records import Answer, Support
from evals.metrics import supports
from evals.serving import serving, tiny_model
from ingest.settings import ModelSettings
from ingest.words import readable


@pytest.fixture(scope="module")
def settings() -> Iterator[ModelSettings]:
    with serving(tiny_model()) as url:
        yield ModelSettings(
            name="openai:smollm2", base_url=url, answer_tokens=64, seconds=600, first_word_seconds=500, retries=0
        )


def test_what_a_real_model_writes_is_shown_only_where_its_quotes_bear_it_out(
    settings: ModelSettings, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    trace = Writing()
    *_, answer = Writer(settings, tmp_path).write(quotes, checker, trace)
    assert trace.usage.tokens_out > 0
    held = {c.number: readable(c.quote) for c in answer.citations}
    for statement in answer.statements:
        if statement.support is Support.SUPPORTED:
            assert supports(statement.text, [held[n] for n in statement.citations]), statement
    assert answer.citations == quotes.citations
    # The same words with a citation of every quote, as a worse model might have it: still nothing unborne is let by.
    for judged in trace.judged:
        if checker.check(judged.draft.text, quotes.citations).label is Label.SUPPORTED:
            assert supports(judged.draft.text, list(held.values())), judged.draft


def test_a_real_server_is_held_to_the_structure_and_to_its_quotes(
    settings: ModelSettings, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    """llama.cpp makes a grammar of the schema: even a model that knows no JSON gives the structure asked for."""
    pieces_seen: list[Piece] = []

    def watched(chat: BaseChatModel, request: Request, given: ModelSettings) -> Generator[Piece]:
        assert request.schema is not None
        for piece in pieces(chat, request, given):
            pieces_seen.append(piece)
            yield piece

    shaped = settings.model_copy(update={"format": "structured", "answer_tokens": 96})
    trace = Writing()
    *_, answer = Writer(shaped, tmp_path, call=watched).write(quotes, checker, trace)
    assert pieces_seen
    assert all(isinstance(p, dict) and p.keys() <= {"statements"} for p in pieces_seen)
    held = {c.number: readable(c.quote) for c in answer.citations}
    for statement in answer.statements:
        if statement.support is Support.SUPPORTED:
            assert supports(statement.text, [held[n] for n in statement.citations]), statement


def test_the_doctor_tries_the_model_and_says_what_it_can_do(settings: ModelSettings, tmp_path: Path) -> None:
    (check,) = examine(settings, tmp_path)
    assert check.ok, check
    assert "It streams" in check.words
    assert "structured output" in check.words
    assert "4,096 tokens of context" in check.words
    assert "sent to this computer" in check.words
