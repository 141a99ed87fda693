"""One answer in quotes over the bundled papers, a checker, and writers whose models are scripted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.checking import Checker
from assistant.model import Writer
from assistant.records import Answer
from ingest.library import Library
from ingest.settings import ModelSettings
from tests.assistant.model.scripted import Scripted

QUESTION = "What proportion of our staff are women?"
SENTENCE = "Our overall workforce is 75% women"
Make = Callable[..., tuple[Writer, Scripted]]


@pytest.fixture(scope="session")
def quotes(assistant: Assistant) -> Answer:
    """The answer in quotes; its first quote tells the share of women."""
    found = assistant.work_out(QUESTION).answer
    assert found.citations[0].quote.startswith(SENTENCE)
    return found


@pytest.fixture(scope="session")
def checker(assistant: Assistant, papers: Library) -> Checker:
    return Checker(papers, assistant._retriever.lexicon)


@pytest.fixture
def scripted(tmp_path: Path) -> Make:
    """A writer with a scripted model: the replies in order, then any settings by name."""

    def make(*replies: Any, **settings: Any) -> tuple[Writer, Scripted]:
        chat = Scripted(replies=list(replies))
        options = {"name": "scripted:model", "retries": 0, **settings}
        return Writer(ModelSettings(**options), tmp_path, lambda _: chat), chat

    return make


@pytest.fixture(scope="session")
def faulty() -> Iterator[str]:
    """The address of a real server, in a process of its own, that fails in the way that the path names."""
    command = [sys.executable, str(Path(__file__).parent / "faulty_server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.kill()
