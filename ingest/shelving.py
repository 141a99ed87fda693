"""What a reader does with single papers: take a file in, set its facts, bring a removed one back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from ingest.errors import HomeError, SettingsError
from ingest.index import FileRow, Index
from ingest.manifest import WRITTEN, Entry
from ingest.passages import divide
from ingest.sayings import said_by_reader
from ingest.walking import mark_of, path_of, resolved, sha256_of

FOLDER = "papers"


def take_in(home: Path, file: Path, name: str) -> Path:
    """Copy a file into the home's own folder; one of that name with other words is kept, and this one numbered.

    Raises HomeError where it cannot be stored.
    """
    folder = home / FOLDER
    plain = Path(name.replace("\\", "/")).name.lstrip(".").strip() or "paper"
    place = folder / plain
    number = 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while place.exists() and sha256_of(place) != sha256_of(file):
            number += 1
            place = folder / f"{Path(plain).stem} ({number}){Path(plain).suffix}"
        if not place.exists():
            partial = place.with_name(f".{place.name}.part")
            shutil.copyfile(file, partial)
            partial.replace(place)
    except OSError as error:
        reason = error.strerror or str(error)
        raise HomeError(f"{plain} cannot be stored in {folder}: {reason}. Free some space there.") from error
    return place


def clear(home: Path, files: Sequence[FileRow]) -> None:
    """Delete the copies in the home's own folder that no paper is kept of; raises HomeError."""
    held = {path_of(row.path) for row in files if row.document is not None}
    try:
        for copy in (home / FOLDER).glob("*"):
            if resolved(copy) not in held:
                copy.unlink()
    except OSError as error:
        raise HomeError(f"{error.filename} cannot be deleted: {error.strerror}. Close it, and purge again.") from error


def set_facts(index: Index, document_id: str, said: Mapping[str, str], supersedes: Sequence[str]) -> None:
    """Set a paper's facts, and index it by them; raises SettingsError with the field, KeyError for no such paper."""
    try:
        entry = Entry.model_validate({"file": "-", **{k: v.strip() for k, v in said.items() if v.strip()}})
    except ValidationError as error:
        fault = error.errors()[0]
        field = str(fault["loc"][0])
        raise SettingsError(f"{field.capitalize()}: {WRITTEN.get(field, fault['msg'])}.") from error
    document = index.catalogue.document(document_id)
    facts = said_by_reader(document.facts, entry, tuple(supersedes))
    changed = replace(document, facts=facts)
    passages = divide(changed, index.embedder, index.settings.passages)
    with index.writing() as writer:
        writer.put(changed, passages)
        writer.commit()


def restore(index: Index, document_id: str, files: Sequence[FileRow]) -> None:
    """Bring a removed paper back with its files; raises KeyError where it was purged."""
    document = index.catalogue.document(document_id)
    passages = divide(document, index.embedder, index.settings.passages)
    with index.writing() as writer:
        writer.put(document, passages, files)
        writer.let_in([hash for file in files for hash in (mark_of(file.path), file.sha256)])
        writer.commit()
