"""Office files locked with a password: opened with those of the settings; the one door to msoffcrypto."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from ingest.errors import FileError
from ingest.readers import read as read_any
from ingest.readers import shown
from ingest.records import Source
from ingest.settings import ReadSettings

_REMEDY = 'Give the password in the home\'s settings.toml ([read] passwords = ["…"]), or save a copy without it.'


def read(path: Path, settings: ReadSettings) -> Source:
    """Unlock a copy and read it; the copy is deleted. Raises FileError where no password opens it."""
    name = shown(path)
    if not settings.passwords:
        raise FileError(name, "is locked with a password", _REMEDY)
    with tempfile.TemporaryDirectory(prefix="dueregard-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"paper{path.suffix.lower() if path.suffix.isascii() else ''}"
        for password in settings.passwords:
            if _opens(path, copy, password, name):
                return read_any(copy, settings)
    raise FileError(name, "is locked, and none of the passwords given opens it", _REMEDY)


def _opens(path: Path, copy: Path, password: str, name: str) -> bool:
    """Whether a password unlocks the file; if so, the copy holds what was inside."""
    try:
        with path.open("rb") as locked, copy.open("wb") as target:
            office = msoffcrypto.OfficeFile(locked)
            office.load_key(password=password, verify_password=True)
            office.decrypt(target)
    except InvalidKeyError:
        return False
    except (DecryptionError, FileFormatError, ParseError) as error:
        reason = f"is locked in a way that is not supported ({str(error)[:120]})"
        raise FileError(name, reason, "Open it in Office and save a copy without the password.") from error
    return True
