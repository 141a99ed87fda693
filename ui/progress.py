"""Progress of reading papers, on stderr: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.plain import clean

if TYPE_CHECKING:
    from ingest.library import Progress

    Tell = Callable[[Progress], None]

STAGES = {"reading": "Reading", "embedding": "Preparing the search", "indexing": "Building the index"}
MOST_LINES = 50  # a log stays readable, however many files there are


@contextmanager
def showing() -> Iterator[Tell]:
    """A function to hand to ``Library.sync``; the bar is gone when the block ends."""
    if sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Tell]:
    """Files done, of how many, and the time left."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from ui.terminal import console

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    with Bar(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None, file="")

        def tell(progress: Progress) -> None:
            if progress.total != bar.tasks[0].total or progress.done < bar.tasks[0].completed:
                bar.reset(task, total=progress.total)  # another stage counts anew
            stage = STAGES.get(progress.stage, progress.stage)
            bar.update(task, completed=progress.done, description=stage, file=_short(progress.file))

        yield tell


def _lines(clock: Callable[[], float] = time.monotonic) -> Tell:
    """One line for a file, or for every few where there are many."""
    began = clock()
    last: tuple[str, int] | None = None

    def tell(progress: Progress) -> None:
        nonlocal last
        step = max(1, progress.total // MOST_LINES)
        ended = progress.done >= progress.total
        due = (progress.stage if ended else "", progress.done // step)
        if due == last:
            return
        last = due
        stage = STAGES.get(progress.stage, progress.stage)
        count = "" if ended else f" {progress.done + 1} of {progress.total}: {clean(progress.file)}"
        left = _left(clock() - began, progress.done, progress.total)
        print(f"{stage}{count}{left}", file=sys.stderr)

    return tell


def _left(spent: float, done: int, total: int) -> str:
    """The time left, once it is long enough to matter and there is something to reckon from."""
    if not done or done >= total:
        return ""
    seconds = spent / done * (total - done)
    return f" (about {seconds / 60:.0f} minutes left)" if seconds >= 90 else ""


def _short(name: str) -> str:
    words = clean(name)
    return words if len(words) <= 30 else f"{words[:14]}…{words[-15:]}"
