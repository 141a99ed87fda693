"""Papers that are sent rather than read from a folder: each is kept in the home, so that it can be read again."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from ingest.errors import FileError
from ingest.index.faults import home_faults
from ingest.shelving import FOLDER
from ingest.walking import key_of, path_of, resolved

if TYPE_CHECKING:
    from ingest.library import FileOutcome, Library, Shelved

_LONGEST_NAME = 150
_LONGEST_SUFFIX = 20
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_KEPT = {"read", "unchanged", "moved", "duplicate"}


def take(library: Library, name: str, content: BinaryIO, council: str = "") -> FileOutcome:
    """Keep a file that was sent and read it in; raises FileError, and keeps nothing, where it cannot be read."""
    path = _store(library, safe_name(name), content)
    known = any(row.path == key_of(path) for row in library.index.catalogue.files())
    try:
        outcome = library.sync([path], council=council).outcomes[0]
    except BaseException:
        if not known:
            path.unlink(missing_ok=True)
        raise
    if outcome.state in _KEPT:
        return outcome
    if not known:
        _forget(library, path)
    reason, _, remedy = outcome.message.partition(". ")
    raise FileError(outcome.file, reason.rstrip("."), remedy or "Send it in another format.")


def remove(library: Library, id: str) -> Shelved:
    """Take a paper out, and delete the copies of it that were sent; other files are not touched. Raises KeyError."""
    copies = [path_of(row.path) for row in library.files_of(id)]
    gone = library.remove(id)
    for path in copies:
        if resolved(library.home / FOLDER) in path.parents:
            path.unlink(missing_ok=True)
    return gone


def safe_name(name: str) -> str:
    """The last part of a file's name as any platform can keep it; raises FileError where nothing is left."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = _UNFIT.sub("", last.encode("utf-8", "replace").decode()).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    short = f"{stem[:_LONGEST_NAME]}{dot}{suffix[:_LONGEST_SUFFIX]}" if dot else plain[:_LONGEST_NAME]
    if not short:
        raise FileError(repr(name[:60]), "it has no name that a file can have", "Send it under its own name.")
    return short


def _store(library: Library, name: str, content: BinaryIO) -> Path:
    """The file among the papers of the home, with the name that it has there."""
    with home_faults(library.home), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sent"
        with copy.open("wb") as handle:
            shutil.copyfileobj(content, handle)
        return resolved(library.take_in(copy, name))


def _forget(library: Library, path: Path) -> None:
    """Leave neither a file that could not be read nor a line about it."""
    with library.index.writing() as writer:
        writer.drop_file(key_of(path))
        writer.commit()
    path.unlink(missing_ok=True)
