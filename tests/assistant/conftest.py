"""An assistant over the bundled corpus with the real model, made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.lexicon import Lexicon, build_lexicon
from ingest.library import Library
from ingest.records import Facts


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The five papers of the corpus, ingested with the bundled model."""
    library = Library(Path(tmp_path_factory.mktemp("corpus")) / "home")
    report = library.sync()
    assert not report.failed
    yield library
    library.close()


@pytest.fixture(scope="session")
def assistant(papers: Library) -> Assistant:
    """The assistant over those papers."""
    return Assistant(papers)


@pytest.fixture
def lexicon() -> Lexicon:
    """What words mean where two made-up councils and a few words are loaded."""
    facts = [
        (
            Facts(council="Westshire County Council"),
            [("WCC", "Westshire County Council"), ("SLG", "Safer Lives Group")],
        ),
        (Facts(council="Eastport City Council"), [("SLG", "Street Lighting Grant")]),
    ]
    words = {
        "hate": 3,
        "crime": 3,
        "workforc": 4,
        "woman": 5,
        "leisur": 1,
        "pay": 2,
        "gap": 2,
        "internship": 1,
        "start": 9,
    }
    return build_lexicon(facts, words, 10)
