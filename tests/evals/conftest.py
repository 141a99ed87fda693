"""The real corpus in a home with made-up vectors: everything but the model is real, and nothing takes long."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from evals.embedders import Drawn
from evals.questions import Case, Expected, load_questions, read_papers
from evals.systems import Swapped
from ingest.library import Library, bundled_corpus
from ingest.settings import Settings

# One question in so many is asked where a test needs answers of every type.
STEP = 10


@pytest.fixture(scope="session")
def corpus() -> Path:
    found = bundled_corpus()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def papers(corpus: Path) -> dict[str, str]:
    return read_papers(corpus)


@pytest.fixture(scope="session")
def cases(papers: dict[str, str]) -> tuple[Case, ...]:
    return load_questions(papers)


@pytest.fixture(scope="session")
def home(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evals") / "home"
    made = Swapped(folder, Settings(), embedder=Drawn())
    made.sync([corpus])
    made.close()
    return folder


@pytest.fixture(scope="session")
def library(home: Path) -> Iterator[Library]:
    opened = Swapped(home, Settings(), embedder=Drawn())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def some(cases: Sequence[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one question in twenty, as files."""
    return write(cases[:: 2 * STEP], tmp_path_factory.mktemp("some"))


@pytest.fixture(scope="session")
def few(cases: Sequence[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one question in ten, with all that need a note and all that have no answer, as files."""
    chosen = [c for n, c in enumerate(cases) if n % STEP == 0 or c.type in {"adversarial", "unanswerable"} or c.notes]
    return write(chosen, tmp_path_factory.mktemp("few"))


def quoted(expected: Expected) -> dict[str, str]:
    """An expected quote without its alternatives, as a question file has it."""
    return {"file": expected.file, "section": " > ".join(expected.section), "quote": expected.quote}


def write(cases: Sequence[Case], folder: Path) -> Path:
    """Questions as files of the form that the loader reads."""
    for case in cases:
        line = {
            "id": case.id,
            "type": case.type,
            "question": case.question,
            "history": list(case.history),
            "answerable": case.answerable,
            "expected": [quoted(e) | {"or": [quoted(o) for o in e.others]} for e in case.expected],
            "answer_points": list(case.answer_points),
            "notes": [n.value for n in case.notes],
            **({"status": case.status.value} if case.status else {}),
        }
        with (folder / f"{case.type}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    return folder
