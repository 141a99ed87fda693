"""The API over a real library in a small home, and over fakes; requests come in at the front door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant import Assistant
from ingest.library import Library
from tests.ui.fakes import FakeAssistant, FakeLibrary, document
from ui.api.mount import beside

HERE = "http://127.0.0.1:7860"


def client(library: Library, assistant: Assistant, host: str = "127.0.0.1", address: str = HERE) -> TestClient:
    """A program that asks the API of this library."""
    return TestClient(Starlette(**beside(library, assistant, None, host)), base_url=address)


@pytest.fixture
def shelf(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path).load(document())


@pytest.fixture
def faked(shelf: FakeLibrary) -> TestClient:
    """The API over fakes whose answers can be worked out by hand."""
    return client(shelf, FakeAssistant(shelf))


@pytest.fixture
def asked(report: Library) -> Iterator[TestClient]:
    """The API over a real library and a real assistant."""
    with client(report, Assistant(report)) as opened:
        yield opened
