"""Open the library and the assistant for a command: which home, which settings, what a new home is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.settings import default_home, read_settings
from ui.faults import NothingLoaded, complain

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library

HOME_VARIABLE = "DUEREGARD_HOME"


@contextmanager
def library_at(home: Path | None, settings: Path | None) -> Iterator[Library]:
    """The library of a home, closed at the end."""
    from ingest.library import Library  # brings the index and its libraries, which --help does not need

    library = Library(home.expanduser() if home else default_home(), read_settings(settings) if settings else None)
    try:
        yield library
    finally:
        library.close()


def assistant_over(library: Library, *, quotes: bool = False) -> Assistant:
    """The assistant that answers from a library; with ``quotes`` no model writes, whatever the settings say."""
    from assistant import Assistant
    from ingest.settings import ModelSettings

    settings = library.settings.model_copy(update={"model": ModelSettings()}) if quotes else library.settings
    return Assistant(library, settings)


def is_named(home: Path | None) -> bool:
    """Whether the user said where the home is; else it is the platform's own folder."""
    return home is not None or bool(os.environ.get(HOME_VARIABLE, "").strip())


def fill_if_new(library: Library, home: Path | None) -> None:
    """Read the bundled papers into a new home; raises NothingLoaded for one that the user named."""
    if not library.is_new:
        return
    if is_named(home):
        raise NothingLoaded(nothing_loaded(library, home))
    from ui.progress import showing
    from ui.terminal import failure_words

    print("First use: reading the papers that come with Due Regard.", file=sys.stderr)
    with showing() as tell:
        report = library.sync(tell=tell)
    for outcome in report.failed:
        complain(failure_words(outcome))


def nothing_loaded(library: Library, home: Path | None) -> str:
    """What to type where a home that was named is empty."""
    where = f" --home {_quoted(str(home))}" if home is not None else ""
    return (
        f"Nothing is loaded in {library.home} yet. To read papers into it, type: "
        f"dueregard ingest FOLDER{where} "
        "(without FOLDER, it reads the papers that come with Due Regard)."
    )


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
