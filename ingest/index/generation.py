"""A generation: one published state of both derived indexes, in a folder that nobody writes to again.

Its manifest says what made it and holds the hash of every file. Whatever does not fit gives the same result:
Unfit with the reason, upon which the caller builds anew from the catalogue.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.index import lexical
from ingest.index.faults import Unfit

FOLDER = "index"
DENSE, LEXICAL = "chroma", "tantivy"

# To be raised when the layout of a generation changes: older ones are then built anew.
FORMAT = 1

_MANIFEST = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it.

    ``divisions`` are the settings and models for which its passages were divided; ``contents`` is the hash of
    the passages' ids and digests; ``dead`` counts the places that Chroma keeps for passages taken out;
    ``files`` maps each file's path to its size and SHA-256.
    """

    model: str
    divisions: tuple[str, ...]
    passages: int
    contents: str
    dead: int
    format: int = FORMAT
    lexical: int = lexical.FORMAT
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)


_ADAPTER = TypeAdapter(Manifest)


def contents_hash(contents: Mapping[str, bytes]) -> str:
    """The hash of what an index should hold, whatever the order."""
    total = hashlib.sha256()
    for key in sorted(contents):
        total.update(key.encode() + b"\0" + contents[key])
    return total.hexdigest()


def read_manifest(folder: Path, model: str, contents: str) -> Manifest:
    """The manifest of a generation that this model made of these contents; raises Unfit with the reason."""
    try:
        manifest = _ADAPTER.validate_json((folder / _MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise Unfit("it is missing") from error
    except ValidationError as error:
        raise Unfit("its manifest is damaged") from error
    if (manifest.format, manifest.lexical) != (FORMAT, lexical.FORMAT):
        raise Unfit("another version of Due Regard made it")
    if manifest.model != model:
        raise Unfit(f"it was made with the embedding model {manifest.model}, and {model} is set")
    if manifest.contents != contents:
        raise Unfit("it does not hold what the catalogue holds")
    return manifest


def copy(source: Path, target: Path, manifest: Manifest, part: str = "") -> None:
    """Copy a generation, or one part of it, checking every byte on the way; raises Unfit."""
    for name, (size, sha256) in manifest.files.items():
        if not name.startswith(part):
            continue
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        total = hashlib.sha256()
        # Each step is opened on its own, so that a fault in the copy is not taken for one in the original.
        with file.open("wb") as written:
            for chunk in _chunks(source / name, size):
                total.update(chunk)
                written.write(chunk)
        if total.hexdigest() != sha256:
            raise Unfit(f"its file {name} is damaged")


def verify(source: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest; raises Unfit."""
    for name, (size, sha256) in manifest.files.items():
        total = hashlib.sha256()
        for chunk in _chunks(source / name, size):
            total.update(chunk)
        if total.hexdigest() != sha256:
            raise Unfit(f"its file {name} is damaged")


def _chunks(file: Path, size: int) -> Iterator[bytes]:
    try:
        stream = file.open("rb")
    except FileNotFoundError as error:
        raise Unfit(f"its file {file.name} is missing") from error
    with stream:
        if os.fstat(stream.fileno()).st_size != size:
            raise Unfit(f"its file {file.name} is damaged")
        while chunk := stream.read(_CHUNK):
            yield chunk


def seal(folder: Path, manifest: Manifest) -> Manifest:
    """Write the manifest with the files' hashes, and see everything onto the disk."""
    files: dict[str, tuple[int, str]] = {}
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        # tantivy's lock files are empty, and of no use to a copy.
        if file.name.endswith(".lock"):
            file.unlink()
            continue
        with file.open("rb+") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            files[file.relative_to(folder).as_posix()] = (stream.tell(), sha256)
            os.fsync(stream.fileno())
    sealed = replace(manifest, files=files)
    with (folder / _MANIFEST).open("wb") as stream:
        stream.write(_ADAPTER.dump_json(sealed, indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    for place in (*(f for f in folder.rglob("*") if f.is_dir()), folder, folder.parent):
        _sync_folder(place)
    return sealed


def _sync_folder(folder: Path) -> None:
    """See a folder's list of files onto the disk; Windows does that itself and opens no folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
