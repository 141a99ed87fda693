"""``dueregard ingest``, over a real library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.library import Library
from tests.conftest import Corpus
from tests.ingest.papers import HATE
from tests.tiny import TinyEmbedder
from ui import cli


def test_what_has_not_changed_is_read_again_where_that_is_asked_for(
    home: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an update the papers of a library are read by the new rules without being changed or removed."""
    library = Library(home, embedder=TinyEmbedder())
    monkeypatch.setattr("ingest.library.Library", lambda home, settings=None: library)
    folder = str(corpus({"a.md": HATE}))

    def states(*options: str) -> list[str]:
        result = CliRunner().invoke(cli.app, ["ingest", folder, "--json", *options])
        return [file["state"] for file in json.loads(result.stdout)["files"]]

    assert states() == ["read"]
    assert states() == ["unchanged"]
    assert states("--anew") == ["read"]
