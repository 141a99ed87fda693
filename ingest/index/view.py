"""A reader's own copy of a generation, in the system's temporary folder.

Opening Chroma writes to its folder, and Windows deletes no file that is open; so no reader ever opens a
published generation. A copy of 100,000 passages (0.2 GB) takes some tenths of a second, once for each process
and generation.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import weakref
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.index import generation
from ingest.index.dense import DenseIndex
from ingest.index.faults import Unfit, home_faults
from ingest.index.generation import Manifest
from ingest.index.lexical import LexicalIndex

_PREFIX = "dueregard-"
_LOCK = "in-use"
_STALE_SECONDS = 3600.0


class View:
    """Both indexes of one generation, open for this process alone."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.users = 0
        self.retired = False
        self.passages = 0
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        # Held until the process ends, however it ends: so the next one can tell what nobody uses any more.
        self._lock = FileLock(self.folder / _LOCK, thread_local=False)
        self._lock.acquire(timeout=0)
        # Runs when the process ends as well.
        self._cleaning = weakref.finalize(self, _delete, self.folder, os.getpid())
        self._dense: DenseIndex | None = None
        self._lexical: LexicalIndex | None = None

    @property
    def dense(self) -> DenseIndex:
        """The vectors; only of an open view."""
        assert self._dense is not None, "the view is open"
        return self._dense

    @property
    def lexical(self) -> LexicalIndex:
        """The words; only of an open view."""
        assert self._lexical is not None, "the view is open"
        return self._lexical

    def fill(self, source: Path, manifest: Manifest) -> None:
        """Copy a published generation here and open it; raises Unfit."""
        with home_faults(self.folder):
            generation.copy(source, self.folder, manifest)
        self.open(manifest.passages)

    def open(self, passages: int) -> None:
        """Open the indexes that lie here and see that they answer; raises Unfit."""
        self._dense = DenseIndex.open(self.folder / generation.DENSE)
        self._lexical = LexicalIndex(self.folder / generation.LEXICAL)
        self.passages = passages
        found = {self._dense.count(), self._lexical.count()}
        if found != {passages}:
            raise Unfit(f"it should hold {passages} passages and holds {sorted(found)}")

    def close(self) -> None:
        """Close both and delete the copy."""
        try:
            if self._dense is not None:
                self._dense.close()
        finally:
            self._dense = self._lexical = None
            self._lock.release()
            self._cleaning()


def _delete(folder: Path, owner: int) -> None:
    """Delete a view's folder; a forked child, which ends with the same list of duties, leaves it alone."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Delete the copies that killed processes left behind."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            # A young one may belong to a process that has made its folder and not yet taken its lock.
            if time.time() - lock.stat().st_mtime < _STALE_SECONDS:
                continue
            with FileLock(lock, timeout=0):
                shutil.rmtree(lock.parent, ignore_errors=True)
        except (Timeout, OSError):
            # In use, another user's, or gone in the meantime: none of ours to delete.
            continue
