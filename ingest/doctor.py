"""Look whether all is well: in plain words, with what to do where it is not."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from ingest.errors import DueRegardError
from ingest.index import FileState

if TYPE_CHECKING:
    from ingest.library import Check, Library

LOW_DISK = 500 * 1024 * 1024


def examine(library: Library) -> tuple[Check, ...]:
    """The checks in the order in which a fault of one explains the next."""
    from ingest.library import Check

    checks = [_home(library, Check)]
    checks.append(_model(library, Check))
    checks.append(_catalogue(library, Check))
    checks.append(_papers(library, Check))
    return tuple(checks)


def _home(library: Library, check: type[Check]) -> Check:
    home = library.home
    if library.is_new:
        return check("Home", True, f"{home} is new: nothing is stored in it yet.", "Run: dueregard ingest")
    free = shutil.disk_usage(home).free
    if free < LOW_DISK:
        return check("Home", False, f"{home} has only {free // 2**20} MB left.", "Free some space on that disk.")
    return check("Home", True, f"{home}, with {free / 2**30:.0f} GB free.")


def _model(library: Library, check: type[Check]) -> Check:
    try:
        embedder = library.index.embedder
        embedder.embed_query("Is the model well?")
    except DueRegardError as error:
        return check("Model", False, str(error), "See the message: it says what to install or set.")
    return check("Model", True, f"{embedder.identity}; it runs on this machine and asks no network.")


def _catalogue(library: Library, check: type[Check]) -> Check:
    try:
        faults = library.index.check()
    except DueRegardError as error:
        return check("Catalogue and indexes", False, str(error), "See the message.")
    if faults:
        return check("Catalogue and indexes", False, " ".join(faults), "Run: dueregard ingest")
    return check("Catalogue and indexes", True, "The catalogue is whole and the indexes match it.")


def _papers(library: Library, check: type[Check]) -> Check:
    rows = library.rows()
    files = library.index.catalogue.files()
    unread = [f for f in files if f.state is FileState.FAILED or (f.document and f.message)]
    councils = sorted({r.facts.council for r in rows if r.facts.council})
    if not rows:
        return check("Papers", False, "No paper is loaded.", "Run: dueregard ingest, or dueregard ingest FOLDER")
    passages = _counted(sum(r.passages for r in rows), "passage")
    words = f"{_counted(len(rows), 'paper')}, {passages}, of {', '.join(councils) or 'no named council'}."
    if unread:
        words += f" {_counted(len(unread), 'file')} could not be read."
        return check("Papers", False, words, "Run: dueregard documents")
    return check("Papers", True, words)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
