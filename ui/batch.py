"""Questions and queries as JSON lines: answered one by one and in order, each flushed as it is ready."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.errors import SettingsError
from ui.contract import Json, line
from ui.faults import complain

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch; the id is whatever the asker put there."""

    id: object
    words: str
    history: tuple[str, ...]


class LineError(ValueError):
    """A line is not what a batch is made of."""


def parse(raw: bytes, field: str) -> Asked:
    """Read one line whose question stands under ``field``; raises LineError with what is wrong."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise LineError(f"this is not JSON in UTF-8 ({error})") from error
    if not isinstance(data, dict):
        raise LineError("this is JSON, but not an object")
    words, history, id = data.get(field), data.get("history") or [], data.get("id", "")
    if not isinstance(words, str):
        raise LineError(f'the field "{field}" is missing or is not text')
    if not isinstance(history, list) or not all(isinstance(h, str) for h in history):
        raise LineError('the field "history" is not a list of texts')
    if not isinstance(id, str | int):
        raise LineError('the field "id" is neither text nor a whole number')
    return Asked(id, words, tuple(history))


def run(source: str, field: str, answer: Callable[[Asked], Json]) -> int:
    """Answer every line on stdout; the number of malformed ones, each named on stderr, is returned."""
    faults = 0
    with _opened(source) as stream:
        for number, raw in enumerate(iter(stream.readline, b""), start=1):
            if not raw.strip():
                continue
            try:
                asked = parse(raw, field)
            except LineError as error:
                faults += 1
                example = f'{{"id": "1", "{field}": "…", "history": []}}'
                complain(f"Line {number}: {error}. A line looks like this: {example}")
                continue
            print(line(answer(asked)), flush=True)
    return faults


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    if source == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = Path(source).expanduser().open("rb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{source} cannot be read: {reason}. Name a file of JSON lines, or - for stdin.") from error
    with stream:
        yield stream
