"""The API over a real library in a small home, and over fakes; requests come in at the front door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant import Assistant
from ingest.library import Library
from tests.ui.fakes import FakeAssistant, FakeLibrary, document
from ui.api.mount import beside

HERE = "http://127.0.0.1:7860"
REPORT = """# Borset County Council: Equality progress report 2023

July 2023

## 1. Safety

We will act on the safety of women.

- Light every underpass by March 2024.
- Train 40 bystanders.

### 1.1 What we heard

Women told us that the library car park is dark.

## 2. Jobs

Interviews are guaranteed to disabled applicants.
"""


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
def report(corpus: Callable[..., Path], library: Library) -> Library:
    """A real library with one small paper."""
    library.sync([corpus({"report.md": REPORT})])
    return library


@pytest.fixture
def asked(report: Library) -> Iterator[TestClient]:
    """The API over a real library and a real assistant."""
    with client(report, Assistant(report)) as opened:
        yield opened
