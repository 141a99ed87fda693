"""Homes for the tests of the index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.index import Index
from tests.ingest.index.papers import open_index, paper, put


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def index(home: Path) -> Iterator[Index]:
    """An index of two papers: safety (women) and places (library, housing)."""
    with open_index(home) as opened:
        put(
            opened,
            paper("safety", "Women feel safer at night.", "The plan for women and age"),
            paper("places", "The library opens late.", "Housing is short."),
        )
        yield opened
