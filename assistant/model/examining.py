"""Try the model that the settings name, for ``dueregard doctor``: does it answer, and what can it do."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.model.calling import Request, pieces
from assistant.model.chat import open_chat, where
from assistant.model.faults import LINES, CallError, Trouble
from assistant.model.limits import Budget
from assistant.model.parsing import SCHEMA
from ingest.errors import DueRegardError
from ingest.library import Check
from ingest.settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NAME = "Language model"
_REMEDIES = {
    Trouble.SLOW: "Give it more time: seconds and first_word_seconds under [model] in settings.toml.",
    Trouble.DOWN: "Start the model's server, or correct base_url under [model] in settings.toml.",
    Trouble.BUSY: "Wait, or ask its provider for a larger allowance.",
    Trouble.REFUSED: "Check the key (key_env or key_file) and the model's name under [model] in settings.toml.",
    Trouble.SILENT: "Try another model under [model] in settings.toml.",
}


def examine(settings: ModelSettings, home: Path) -> tuple[Check, ...]:
    """What the doctor says of the language model; without one, that none is needed."""
    if not settings.name:
        return (Check(NAME, True, "None is set, and none is needed: answers are quotes from the papers."),)
    try:
        chat = open_chat(settings)
    except DueRegardError as error:
        return (Check(NAME, False, str(error), "Answers are quotes until this is mended."),)
    try:
        words = (
            f"{settings.name} answers. {_speed(chat, settings)} {_structure(chat, settings)} {_size(chat, settings)}"
        )
    except CallError as error:
        words = f"{settings.name}: {LINES[error.trouble]} ({error.detail or error.trouble.value}) Answers are quotes."
        remedy = _REMEDIES.get(error.trouble, "Try another model under [model] in settings.toml.")
        return (Check(NAME, False, words, remedy),)
    sent = f"Questions and quotes are sent to {where(settings)}."
    record = "A record of every written answer is kept." if settings.keep_record else "No record is kept."
    return (Check(NAME, True, f"{words} {_spent(settings, home)}{sent} {record}"),)


def _speed(chat: BaseChatModel, settings: ModelSettings) -> str:
    """Whether it streams, and when the first word came; raises CallError where nothing came."""
    from langchain_core.messages import HumanMessage

    began = time.perf_counter()
    count, first = 0, 0.0
    for piece in pieces(chat, Request((HumanMessage("Count from one to ten, in words."),)), settings):
        if piece:
            first = first or time.perf_counter() - began
            count += 1
    if not count:
        raise CallError(Trouble.SILENT)
    streaming = "It streams" if count > 1 else "It does not stream"
    return f"{streaming}; the first word came after {first:.1f} s."


def _structure(chat: BaseChatModel, settings: ModelSettings) -> str:
    """Whether it gives the structure asked for; what fails here is no fault, for there is the parser of lines."""
    from langchain_core.messages import HumanMessage

    request = Request((HumanMessage("Give one statement: the text is 'Ready', the extracts are [1]."),), SCHEMA)
    try:
        last: object = None
        for piece in pieces(chat, request, settings):
            last = piece
    except CallError:
        last = None
    has = isinstance(last, dict) and isinstance(last.get("statements"), list)
    if has and settings.format == "auto" and not (chat.profile or {}).get("structured_output"):
        return 'It has structured output; to use it, set format = "structured".'
    return "It has structured output." if has else "It has no structured output: its lines are read instead."


def _size(chat: BaseChatModel, settings: ModelSettings) -> str:
    known = (chat.profile or {}).get("max_input_tokens")
    said = f" (its maker says {known:,})" if known else ""
    return f"{settings.context_tokens:,} tokens of context are used{said}."


def _spent(settings: ModelSettings, home: Path) -> str:
    from assistant.model.writing import SPENT

    if not settings.tokens_per_day and not settings.cost_per_day:
        return ""
    tokens = sum(Budget(home / SPENT, settings).spent())
    return f"{tokens:,} tokens were used today. "
