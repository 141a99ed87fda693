"""Papers that are sent rather than read from a folder: each is kept in the home, so that it can be read again."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from ingest.errors import FileError
from ingest.index.faults import home_faults
from ingest.walking import key_of, path_of, resolved

if TYPE_CHECKING:
    from ingest.library import FileOutcome, Library, Shelved

FOLDER = "added"
_LONGEST_NAME = 150
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_CHUNK = 1 << 20
_KEPT = {"read", "unchanged", "moved", "duplicate"}


def take(library: Library, name: str, content: BinaryIO, council: str = "") -> FileOutcome:
    """Keep a file that was sent and read it in; raises FileError, and keeps nothing, where it cannot be read."""
    path = _keep(library.home, safe_name(name), content)
    try:
        report = library.sync([path], council=council)
    except BaseException:
        _drop(path)
        raise
    outcome = report.outcomes[0]
    if outcome.state in _KEPT:
        return outcome
    _forget(library, path)
    reason, _, remedy = outcome.message.partition(". ")
    raise FileError(outcome.file, reason.rstrip("."), remedy or "Send it in another format.")


def remove(library: Library, id: str) -> Shelved:
    """Take a paper out, and delete the copies of it that were sent; other files are not touched. Raises KeyError."""
    copies = [path_of(row.path) for row in library.index.catalogue.files() if row.document == id]
    gone = library.remove(id)
    for path in copies:
        if _is_ours(library.home, path):
            _drop(path)
    return gone


def safe_name(name: str) -> str:
    """The last part of a file's name as any platform can keep it; raises FileError where nothing is left."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = _UNFIT.sub("", last.encode("utf-8", "replace").decode()).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    short = f"{stem[:_LONGEST_NAME]}{dot}{suffix[:20]}" if dot else plain[:_LONGEST_NAME]
    if not short:
        raise FileError(repr(name[:60]), "it has no name that a file can have", "Send it under its own name.")
    return short


def _keep(home: Path, name: str, content: BinaryIO) -> Path:
    """Write a file under the hash of its content: another one of the same name does not replace it."""
    digest = hashlib.sha256()
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
    content.seek(0)
    path = resolved(home / FOLDER / digest.hexdigest()[:16] / name)
    with home_faults(home):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with path.open("wb") as copy:
                shutil.copyfileobj(content, copy)
    return path


def _forget(library: Library, path: Path) -> None:
    """Leave neither a file that could not be read nor a line about it; what was stored before stays."""
    key = key_of(path)
    known = next((row for row in library.index.catalogue.files() if row.path == key), None)
    if known is not None and known.document is not None:
        return
    with library.index.writing() as writer:
        writer.drop_file(key)
        writer.commit()
    _drop(path)


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    if not any(path.parent.iterdir()):
        path.parent.rmdir()


def _is_ours(home: Path, path: Path) -> bool:
    return resolved(home / FOLDER) in path.parents
