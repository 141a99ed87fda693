"""A process that syncs a folder into a home, with the tiny embedder, while a test kills it.

``python -m tests.ingest.child HOME FOLDER [POINT]``: dies by SIGKILL when POINT is reached, the name of a stage of
the writer (``ingest.index.Stage``) or one of ``walked``, ``reading-2`` (its third file), ``embedding-2`` and
``indexing``. It says "begun" before and "done" at the end.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from ingest.index import Index
from ingest.library import Library, Progress
from tests.tiny import TinyEmbedder

POINTS = ("walked", "reading-2", "embedding-2", "indexing")


def main(home: Path, folder: Path, point: str = "") -> None:
    """Sync until the end or the point."""

    def reached(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def tell(progress: Progress) -> None:
        if progress.done == 0:
            reached("walked")
        reached(f"{progress.stage}-{progress.done}")
        reached(progress.stage)

    library = Library(home, embedder=TinyEmbedder())
    library.__dict__["index"] = Index.open(home, library.settings, embedder=library.embedder, observe=reached)
    print("begun", flush=True)
    library.sync([folder], tell=tell)
    library.close()
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
