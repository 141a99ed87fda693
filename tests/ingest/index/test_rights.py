"""A home that may only be read. Root may write anywhere, so under root a child gives its rights up first."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.index.papers import open_index, paper, put

ROOT = Path(__file__).parents[3]
NOBODY = 65534

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")

PROGRAM = """
import os, pathlib, sys
# Everything is imported first: where the code lies may be closed to others.
import chromadb, tantivy
from chromadb.api import rust, client
from chromadb.telemetry.product import posthog
from tests.ingest.index.papers import found, open_index
if os.getuid() == 0:
    os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
from ingest.errors import HomeError
home = pathlib.Path(sys.argv[1])
told = []
index = open_index(home, told=told)
print(found(index, "women")[1], len(index.catalogue.documents()), len(told), flush=True)
try:
    with index.writing() as writer:
        pass
except HomeError as error:
    print(error, flush=True)
index.close()
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that others may enter, which pytest's own temporary folders are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for place in [folder, *folder.rglob("*")]:
        if place.is_dir():
            place.chmod(0o755)
    shutil.rmtree(folder)


def read_only(home: Path) -> None:
    for place in [*home.rglob("*"), home]:
        place.chmod(0o555 if place.is_dir() else 0o444)


def run(home: Path) -> list[str]:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(nobody=NOBODY), str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": tempfile.gettempdir()},
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.parametrize("logs", [True, False])
def test_a_read_only_home_is_searched(shared: Path, logs: bool) -> None:
    """With SQLite's log files beside it or without; a writer is told whose right is missing."""
    home = shared / "home"
    with open_index(home) as index:
        put(index, paper("safety", "women", "age"))
    for log in home.glob("*.sqlite3-*"):
        if not logs:
            log.unlink()
    read_only(home)
    answer, refusal = run(home)
    assert answer == "['safety-0'] 1 0"
    assert "may not be read or written" in refusal
    assert "--home" in refusal


def test_a_read_only_home_without_an_index_is_searched(shared: Path) -> None:
    """The reader builds one for itself, and says so."""
    home = shared / "home"
    with open_index(home) as index:
        put(index, paper("safety", "women", "age"))
    shutil.rmtree(home / "index")
    read_only(home)
    answer, _ = run(home)
    assert answer == "['safety-0'] 1 1"
    assert not (home / "index").exists()
