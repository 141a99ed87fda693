"""The register over the bundled papers, made once, and over papers that a test makes up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from assistant.commitments import Register
from ingest.library import Library
from tests.conftest import Corpus
from tests.tiny import TinyEmbedder

Registered = Callable[[Mapping[str, str | bytes]], Register]


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register of the five papers of the corpus. Its judgements are shared: a test that makes one takes it back."""
    library = Library(Path(tmp_path_factory.mktemp("register")) / "home", embedder=TinyEmbedder())
    assert not library.sync().failed
    yield Register(library)
    library.close()


@pytest.fixture
def registered(library: Library, corpus: Corpus) -> Registered:
    """The register of made-up papers by their file names."""

    def make(files: Mapping[str, str | bytes]) -> Register:
        assert not library.sync([corpus(files)]).failed
        return Register(library)

    return make
