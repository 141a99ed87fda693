"""Work of several threads while papers come and go."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from ingest.library import Library

T = TypeVar("T")
WORKERS = 4


def while_a_paper_comes_and_goes(library: Library, paper: Path, work: Callable[[], T]) -> list[T]:
    """All that four threads make, each at least once, while this paper is taken out and read again three times."""
    together, done = threading.Barrier(WORKERS + 1), threading.Event()

    def make() -> list[T]:
        together.wait()
        found = [work()]
        while not done.is_set():
            found.append(work())
        return found

    with ThreadPoolExecutor(WORKERS) as pool:
        workers = [pool.submit(make) for _ in range(WORKERS)]
        together.wait()
        try:
            for _ in range(3):
                library.remove(paper.name)
                library.sync([paper])
        finally:
            done.set()
        return [made for worker in workers for made in worker.result()]
