"""What can go wrong below the home folder, said once: the system's errors as HomeError with a remedy."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from ingest.errors import BusyError, HomeError

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}
_LITTLE = 16 << 20
_SAFE = "What was stored before is unchanged."


class Unfit(Exception):
    """A derived index cannot be used; the message says why. It never leaves this package."""


def sqlite_kind(error: sqlite3.Error) -> int:
    """The kind of a fault: the low byte of SQLite's code, whatever extended code stands above it."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def may_not_write(error: sqlite3.Error) -> bool:
    """Whether SQLite failed for want of the right to write."""
    return sqlite_kind(error) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite found its file damaged."""
    return sqlite_kind(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def home_faults(home: Path) -> Iterator[None]:
    """Raise the system's errors as HomeError (BusyError for a lock) naming the home and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(home, error) from error
    except (ValidationError, zlib.error) as error:
        # SQLite notices damage to its own pages, not to the words that stand in them.
        raise _damaged(home, "a record in it cannot be read back") from error
    except OSError as error:
        raise _of_system(home, error) from error


def busy(home: Path) -> BusyError:
    """Another process, or another thread, holds what a writer needs."""
    return BusyError(f"Another process is writing to {home}. Wait until it has finished, or stop it, and try again.")


def no_space(home: Path) -> HomeError:
    """The disk is full."""
    return HomeError(f"The disk with {home} is full. Free some space and try again. {_SAFE}")


def short_of_space(folder: Path) -> bool:
    """Whether so little is left on a disk that a failure to write is put down to it."""
    return shutil.disk_usage(folder).free < _LITTLE


def unwritten(home: Path, reason: str) -> HomeError:
    """One of the index libraries failed where it should not; neither says plainly when a disk is full."""
    if "full" in reason or short_of_space(home):
        return no_space(home)
    return HomeError(
        f"The search index in {home} could not be built or opened: {reason}. "
        f"Check the disk and your rights to the folder, and try again. {_SAFE}"
    )


def _no_right(place: str) -> HomeError:
    return HomeError(
        f"{place} may not be read or written. Get the right to it, or choose another folder with --home. {_SAFE}"
    )


def _damaged(home: Path, reason: str) -> HomeError:
    return HomeError(
        f"The catalogue in {home} is damaged ({reason}). Move catalogue.sqlite3, and the files beside it "
        "whose names begin with that, to another folder; then read the papers again with `dueregard ingest`. "
        "The papers themselves are not touched."
    )


def _of_system(home: Path, error: OSError) -> HomeError:
    place = str(error.filename or home)
    if error.errno in _NO_SPACE:
        return no_space(home)
    if error.errno in _NO_RIGHT:
        return _no_right(place)
    if error.errno in _NO_FOLDER:
        return HomeError(f"{place} is not a folder. Choose another with --home.")
    return HomeError(f"{place} cannot be used: {error.strerror or error}. Check the disk, and try again. {_SAFE}")


def _of_sqlite(home: Path, error: sqlite3.Error) -> HomeError:
    kind = sqlite_kind(error)
    if kind == sqlite3.SQLITE_FULL:
        return no_space(home)
    if kind in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return busy(home)
    if may_not_write(error):
        return _no_right(str(home))
    if is_damage(error):
        return _damaged(home, str(error))
    return HomeError(f"The catalogue in {home} cannot be used: {error}. Check the disk, and try again. {_SAFE}")
