"""``dueregard history``, over a real library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest.errors import DueRegardError
from ingest.library import Library
from tests.conftest import Corpus
from tests.ingest.papers import CENSUS, HATE
from tests.tiny import TinyEmbedder
from ui import cli
from ui.faults import UsageFault

QUOTE = "launch a hate crime strategy"


@pytest.fixture
def old(home: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a paper that its file's next version has replaced."""
    library = Library(home, embedder=TinyEmbedder())
    id = library.sync([corpus({"a.md": HATE})]).outcomes[0].document
    library.sync([corpus({"a.md": CENSUS})])
    monkeypatch.setattr("ingest.library.Library", lambda home, settings=None: library)
    return id


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.app, ["history", *args])


def test_it_tells_what_was_kept_when(old: str) -> None:
    """A line for each event, for people; the same as JSON for programs."""
    lines = run("a.md").stdout.splitlines()
    assert [line.split()[2] for line in lines] == ["added", "added", "replaced"]
    assert f"(id {old}) by " in lines[2]
    rows = json.loads(run("--json").stdout)["history"]
    assert [row["event"] for row in rows] == ["added", "added", "replaced"]


def test_it_shows_the_words_of_an_old_citation(old: str) -> None:
    """With where they stood, and that their paper has been replaced."""
    start = HATE.index(QUOTE)
    span = f"{start}-{start + len(QUOTE)}"
    shown = run(old, "--span", span, "--quote", QUOTE).stdout
    assert shown.startswith(f"“{QUOTE}”\nHate crime\n")
    assert "no longer searched: replaced on 20" in shown
    assert json.loads(run(old, "--span", span, "--json").stdout)["words"] == QUOTE


@pytest.mark.parametrize(
    ("args", "fault"),
    [
        (("nothing.md",), DueRegardError),
        (("--span", "1-2"), UsageFault),
        (("OLD", "--span", "one"), UsageFault),
        (("OLD", "--span", "3-9", "--quote", "other words"), DueRegardError),
        (("unknown", "--span", "3-9"), DueRegardError),
    ],
)
def test_what_cannot_be_shown_is_said(old: str, args: tuple[str, ...], fault: type[Exception]) -> None:
    """In one line, with the remedy."""
    result = run(*(old if word == "OLD" else word for word in args))
    assert isinstance(result.exception, fault)
    assert str(result.exception).endswith((".", "history", "120-180"))
