"""What can go wrong below the home folder, said once: the system's errors as HomeError with a remedy."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import BusyError, HomeError

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}
_SAFE = "What was stored before is unchanged."


class Unfit(Exception):
    """A derived index cannot be used; the message says why. It never leaves this package."""


@contextmanager
def home_faults(home: Path) -> Iterator[None]:
    """Raise the system's errors as HomeError (BusyError for a lock) naming the home and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(home, error) from error
    except OSError as error:
        raise _of_system(home, error) from error


def no_space(home: Path) -> HomeError:
    """The disk is full."""
    return HomeError(f"The disk with {home} is full. Free some space and try again. {_SAFE}")


def unwritten(home: Path, reason: str) -> HomeError:
    """One of the index libraries could not write."""
    if "full" in reason or "No space" in reason:
        return no_space(home)
    return HomeError(
        f"The search index in {home} could not be written: {reason}. "
        f"Check the disk and your rights to the folder, and try again. {_SAFE}"
    )


def _no_right(home: Path, place: str) -> HomeError:
    return HomeError(
        f"{place} cannot be written. Get the right to write there, or choose another folder with --home. {_SAFE}"
        if place
        else f"{home} cannot be used."
    )


def _of_system(home: Path, error: OSError) -> HomeError:
    place = str(error.filename or home)
    if error.errno in _NO_SPACE:
        return no_space(home)
    if error.errno in _NO_RIGHT:
        return _no_right(home, place)
    return HomeError(f"{place} cannot be used: {error.strerror or error}. Check the disk, and try again. {_SAFE}")


def _of_sqlite(home: Path, error: sqlite3.Error) -> HomeError:
    # The low byte is the kind of fault, whatever extended code stands above it.
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return no_space(home)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return BusyError(f"Another process is using {home}. Wait until it has finished, or stop it, and try again.")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return _no_right(home, str(home))
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return HomeError(
            f"The catalogue in {home} is damaged ({error}). Move catalogue.sqlite3 and the files beside it that "
            "begin with the same name to another folder, and read the papers again with `dueregard ingest`. "
            "The papers themselves are not touched."
        )
    return HomeError(f"The catalogue in {home} cannot be used: {error}. Check the disk, and try again. {_SAFE}")
