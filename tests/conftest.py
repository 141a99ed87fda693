"""What every test may use: a home of its own, an embedder computed by hand, folders of papers.

The network is blocked by pytest-socket (see pyproject.toml); nothing here opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from ingest.library import Library
from tests.tiny import TinyEmbedder

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "corpus" / "documents"

Corpus = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture(autouse=True)
def _isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds the user's own home, or one that another test made."""
    monkeypatch.setenv("DUEREGARD_HOME", str(tmp_path / "home"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder that does not exist yet."""
    return tmp_path / "home"


@pytest.fixture
def tiny() -> TinyEmbedder:
    """The embedder that can be computed by hand."""
    return TinyEmbedder()


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Write files into a folder of papers, by their relative names; more calls add to it."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "papers"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@pytest.fixture
def library(home: Path, tiny: TinyEmbedder) -> Iterator[Library]:
    """An empty library with the tiny embedder."""
    opened = Library(home, embedder=tiny)
    yield opened
    opened.close()


def seed(number: str) -> Path:
    """The paper of the bundled corpus whose file name starts with this number ("001")."""
    return next(SEEDS.rglob(f"{number}_*"))
