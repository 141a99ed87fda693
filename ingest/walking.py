"""Which files a sync looks at, and how a path is kept in the catalogue whatever bytes its name is made of."""

from __future__ import annotations

import hashlib
import os
import stat as modes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

MANIFEST = "manifest.toml"
_CHUNK = 1 << 20
# A path whose bytes are no UTF-8 is kept as such an address: SQLite stores nothing but sound text.
_ADDRESS = "file-bytes:"


@dataclass(frozen=True, slots=True)
class Walk:
    """The files to look at, in order; the folders and files that were named and are there; what could not be
    looked into, each with the reason.
    """

    files: tuple[Path, ...]
    roots: tuple[Path, ...]
    closed: tuple[tuple[Path, str], ...] = ()


def walk(roots: Sequence[Path]) -> Walk:
    """Every file of these files and folders once; hidden ones and loops of links are left out."""
    files: dict[Path, None] = {}
    closed: dict[Path, str] = {}
    for root in roots:
        try:
            if not modes.S_ISDIR(root.stat().st_mode):
                files[resolved(root)] = None
                continue
        except FileNotFoundError:
            closed[root] = "there is no such file or folder. Check the name"
            continue
        except (OSError, ValueError) as error:
            closed[root] = _why(error)
            continue
        for found in _below(root, closed):
            files[found] = None
    return Walk(tuple(files), tuple(r for r in roots if r not in closed), tuple(closed.items()))


def _below(root: Path, closed: dict[Path, str]) -> Iterator[Path]:
    """The files under a folder in order of name."""
    seen: set[Path] = set()
    described = (root / MANIFEST).is_file()

    def note(error: OSError) -> None:
        closed[Path(os.fsdecode(error.filename or root))] = _why(error)

    for folder, names, files in os.walk(root, onerror=note, followlinks=True):
        real = resolved(Path(folder))
        if real in seen:
            names.clear()
            continue
        seen.add(real)
        names[:] = sorted(n for n in names if not n.startswith((".", "__")))
        for name in sorted(files):
            is_about = described and Path(folder) == root and (name == MANIFEST or name.lower().startswith("readme"))
            if not name.startswith((".", "~$")) and not is_about:
                # The folder is resolved: what is no link itself need not be looked up step by step.
                file = real / name
                yield resolved(file) if file.is_symlink() else file


def resolved(path: Path) -> Path:
    """The path without links; a link that leads to itself stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # Python before 3.13 raises RuntimeError for a loop of links
        return path.absolute()


def is_gone(path: Path) -> bool:
    """Whether a file is certainly not there any more; one in a closed folder may be."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def key_of(path: Path) -> str:
    """The path as the catalogue keeps it."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return _ADDRESS + quote_from_bytes(os.fsencode(path))
    return str(path)


def path_of(key: str) -> Path:
    """The path that ``key_of`` made a key of."""
    if key.startswith(_ADDRESS):
        return Path(os.fsdecode(unquote_to_bytes(key.removeprefix(_ADDRESS))))
    return Path(key)


def mark_of(key: str) -> str:
    """What is kept of a path that must stay out: a hash, from which no name can be read."""
    return hashlib.blake2b(key.encode(), digest_size=16, person=b"path").hexdigest()


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _why(error: OSError | ValueError) -> str:
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"it cannot be looked into ({words}). Check its name and your rights to it"
