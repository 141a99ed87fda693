"""What a model said to each prompt, kept as JSON lines: a run goes on where the last one ended, and asks nothing twice.

A reply is known by all that decided it: the model, its settings and the words it was shown. What the product makes of
it is worked out anew each time, so that a better check is measured on the same replies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.model.calling import Piece, Request, pieces
from evals.questions import QuestionsError
from ingest.settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Where a model is, and how long it is given, changes nothing of what it says.
_NO_MATTER = {"base_url", "key_env", "key_file", "seconds", "first_word_seconds", "retries", "rest_seconds"}


class UnaskedError(Exception):
    """The model was not asked this yet, and is not to be asked now."""


class Replies:
    """A file of records, each of one question; the newest of a question and prompt counts."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._kept: dict[tuple[str, str], dict[str, Any]] = {}
        self._half: int | None = None  # where a line begins that a run was ended in the midst of
        raw = file.read_bytes() if file.exists() else b""
        place = 0
        for number, line in enumerate(raw.splitlines(keepends=True), start=1):
            if not line.endswith(b"\n"):
                self._half = place
                break
            place += len(line)
            try:
                record = json.loads(line)
                self._kept[record["id"], record["key"]] = record
            except (ValueError, KeyError, TypeError) as error:
                raise QuestionsError(f"{file}, line {number}, is no record. Take the line out.") from error

    def of(self, id: str, key: str) -> dict[str, Any] | None:
        """What was kept of a question whose prompt had this key."""
        return self._kept.get((id, key))

    def add(self, record: dict[str, Any]) -> None:
        """Keep one more record, on disk at once."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("ab") as stream:
            if self._half is not None:
                stream.truncate(self._half)
                self._half = None
            stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        self._kept[record["id"], record["key"]] = record


class Recalled:
    """Calls the model for one question after another, or says again what it said before; ``said`` is the last reply."""

    def __init__(self, replies: Replies) -> None:
        self.replies = replies
        self.begin("", asks=False, base="")

    def begin(self, id: str, *, asks: bool, base: str) -> None:
        """Turn to the next question: ``base`` is what its key stands on, ``asks`` whether the model may be asked."""
        self.id, self.asks, self.base = id, asks, base
        self.key, self.said, self.asked = base, list[Piece](), False

    @property
    def kept(self) -> dict[str, Any] | None:
        """The record of the question in hand, if its prompt is still what it was."""
        return self.replies.of(self.id, self.key)

    def __call__(self, chat: BaseChatModel, request: Request, settings: ModelSettings) -> Generator[Piece]:
        """The pieces of the reply; raises UnaskedError where there is none and none is to be had."""
        self.key = key_of(self.key, request)
        if (kept := self.kept) is not None:
            request.usage.tokens_in, request.usage.tokens_out = kept["tokens"]["in"], kept["tokens"]["out"]
            request.usage.counted = True
            yield from kept["said"]
            return
        if not self.asks:
            raise UnaskedError
        self.asked = True
        with closing(pieces(chat, request, settings)) as stream:
            for piece in stream:
                if isinstance(piece, dict):  # each snapshot holds those before it
                    self.said = [piece]
                elif self.said:
                    self.said = [str(self.said[0]) + piece]
                else:
                    self.said = [piece]
                yield piece


def base_of(settings: ModelSettings) -> str:
    """What a reply's key stands on: the model and those of its settings that change what it says."""
    return _digest(settings.model_dump(mode="json", exclude=_NO_MATTER))


def key_of(base: str, request: Request) -> str:
    """The key of a reply: all that was shown to the model, after what the key stands on."""
    return _digest({"base": base, "messages": [[m.type, m.text] for m in request.messages], "schema": request.schema})


def _digest(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:24]
