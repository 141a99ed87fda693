from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.index import Index
from ingest.index.view import View, sweep
from tests.ingest.index.papers import found, paper, put


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_published_generation_is_never_written(index: Index, home: Path) -> None:
    """Searching leaves every file of it as it was, to the byte and the minute."""

    def state() -> dict[str, tuple[int, bytes]]:
        files = (f for f in (home / "index").rglob("*") if f.is_file())
        return {str(f): (f.stat().st_mtime_ns, f.read_bytes()) for f in files}

    before = state()
    for _ in range(3):
        found(index, "women")
    assert state() == before


def test_a_view_lives_as_long_as_its_generation(index: Index, temporary: Path) -> None:
    """One folder for each process, replaced after a commit, and gone when the index is closed."""
    found(index, "women")
    (first,) = temporary.iterdir()
    put(index, paper("new", "women"))
    found(index, "women")
    (second,) = temporary.iterdir()
    assert first != second
    index.close()
    assert list(temporary.iterdir()) == []
    found(index, "women")
    assert len(list(temporary.iterdir())) == 1


def test_what_killed_processes_left_is_swept(temporary: Path) -> None:
    """Old folders that nobody holds are deleted; held ones, young ones and other people's are not."""
    kept = View("held")
    stale, young, foreign = (temporary / name for name in ("dueregard-a", "dueregard-b", "other"))
    for folder in (stale, young, foreign):
        folder.mkdir()
        (folder / "in-use").touch()
    old = time.time() - 7200
    for folder in (stale, foreign, kept.folder):
        os.utime(folder / "in-use", (old, old))
    sweep()
    assert sorted(f.name for f in temporary.iterdir()) == sorted([kept.folder.name, "dueregard-b", "other"])
    kept.close()


def test_a_view_holds_its_lock(temporary: Path) -> None:
    """Another process can tell that it is in use."""
    view = View("held")
    lock = FileLock(view.folder / "in-use")
    with pytest.raises(TimeoutError):
        lock.acquire(timeout=0)
    view.close()
    assert not view.folder.exists()
