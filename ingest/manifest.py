"""The manifest: what each paper of a corpus is, in TOML, checked field by field with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from ingest.errors import ManifestError

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


def _unquoted(value: object) -> object:
    """A date or year that stands without quotation marks, as TOML has it."""
    return str(value) if isinstance(value, date | int) and not isinstance(value, bool) else value


_Date = Annotated[
    str, BeforeValidator(_unquoted), StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
_Period = Annotated[str, BeforeValidator(_unquoted), StringConstraints(pattern=r"^\d{4}(-\d{4})?$")]
WRITTEN = {
    "date": 'Write it as "2023", "2023-07" or "2023-07-26"',
    "period": 'Write it as "2023" or "2022-2025"',
}


class Entry(BaseModel):
    """One paper: a field that the paper does not give is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: _Text
    title: _Text | None = None
    council: _Text | None = None
    type: _Text | None = None
    date: _Date | None = None
    period: _Period | None = None
    status: Literal["draft", "adopted", "superseded"] | None = None
    supersedes: tuple[_Text, ...] = ()
    committee: _Text | None = None
    item: _Text | None = None
    reference: _Text | None = None
    nation: Literal["England", "Wales", "Scotland", "Northern Ireland"] | None = None
    language: _Text | None = None

    def facts(self) -> dict[str, str]:
        """The fields that are given, but for the file and what it supersedes."""
        return {k: str(v) for k, v in self.model_dump(exclude={"file", "supersedes"}, exclude_none=True).items()}


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    document: Annotated[tuple[Entry, ...], Field(default=())]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of a manifest by the resolved path of their file."""

    path: Path
    entries: Mapping[Path, Entry]

    def supersedes(self, entry: Entry) -> tuple[Path, ...]:
        """The resolved paths of what an entry replaces."""
        return tuple((self.path.parent / name).resolve() for name in entry.supersedes)


def load_manifest(path: Path) -> Manifest:
    """Read and check a manifest; raises ManifestError with file, field and line."""
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path} cannot be read: {error}. Save it as UTF-8 text that you may read.") from error
    try:
        data = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise ManifestError(f"{path}: this is not valid TOML: {error}. Correct that line.") from error
    try:
        found = _Manifest.model_validate(data)
    except ValidationError as error:
        raise ManifestError(_explain(path, raw, error)) from error
    entries: dict[Path, Entry] = {}
    for number, entry in enumerate(found.document):
        place = (path.parent / entry.file).resolve()
        if place in entries:
            line = _line(raw, number, "file")
            raise ManifestError(f"{path}, line {line}: file: {entry.file} is listed twice. Remove one entry.")
        entries[place] = entry
    manifest = Manifest(path, entries)
    _check_links(manifest, raw, found.document)
    return manifest


def _check_links(manifest: Manifest, raw: str, entries: tuple[Entry, ...]) -> None:
    for number, entry in enumerate(entries):
        for name, target in zip(entry.supersedes, manifest.supersedes(entry), strict=True):
            if target not in manifest.entries:
                line = _line(raw, number, "supersedes")
                raise ManifestError(
                    f"{manifest.path}, line {line}: supersedes: {name} has no entry here. Add one, or correct the name."
                )


def _explain(path: Path, raw: str, error: ValidationError) -> str:
    fault = error.errors()[0]
    place = fault["loc"]
    field = next((str(p) for p in reversed(place) if isinstance(p, str)), "document")
    number = next((p for p in place if isinstance(p, int)), 0)
    line = _line(raw, number, field)
    fields = f"the fields are {', '.join(Entry.model_fields)}"
    if fault["type"] == "extra_forbidden":
        words = f"there is no such field. Remove it, or correct its name; {fields}"
    elif fault["type"] == "string_pattern_mismatch":
        words = f"this is not understood. {WRITTEN[field]}"
    else:
        words = f"{fault['msg']}. Correct it; {fields}"
    return f"{path}, line {line}: {field}: {words}."


def _line(raw: str, number: int, field: str) -> int:
    """The line of a field in the entry with that number, or of the entry itself."""
    seen = -1
    entry_line = 1
    for line, words in enumerate(raw.splitlines(), start=1):
        if re.match(r"\s*\[\[\s*document\s*\]\]", words):
            seen += 1
            if seen == number:
                entry_line = line
        elif seen in {number, -1} and re.match(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=", words):
            return line
    return entry_line
