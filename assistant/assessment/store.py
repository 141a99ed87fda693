"""Saved drafts: one JSON file each, in the home's folder ``assessments``; a broken one never hides the others."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.assessment.council import AssessmentError
from assistant.assessment.records import Draft, Saved

FOLDER = "assessments"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")
_DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


class Drafts:
    """The saved drafts of one home."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def save(self, draft: Draft) -> str:
        """Keep a draft under its id, whole or not at all; raises AssessmentError where it cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=self._folder)
            with os.fdopen(handle, "wb") as stream:
                stream.write(to_json(draft))
            Path(name).replace(self._file(draft.id))
        except OSError as error:
            raise AssessmentError(
                f"{self._folder} cannot be written to: {error.strerror}. Choose another home."
            ) from error
        return draft.id

    def load(self, id: str) -> Draft:
        """A saved draft; raises AssessmentError for one that is not there or that was damaged."""
        try:
            return from_json(self._file(id).read_bytes())
        except FileNotFoundError as error:
            known = ", ".join(saved.id for saved in self.list()) or "none"
            raise AssessmentError(f"There is no saved draft {id}. Saved: {known}.") from error
        except (OSError, ValidationError) as error:
            raise AssessmentError(
                f"The saved draft {self._file(id)} cannot be read. Delete it, and draft anew."
            ) from error

    def list(self) -> tuple[Saved, ...]:
        """The saved drafts, newest first; files that are not drafts are left out."""
        found = []
        for file in sorted(self._folder.glob("*.json")):
            try:
                draft = from_json(file.read_bytes())
            except (OSError, ValidationError):
                continue  # asked for by name, it says what is wrong with it
            found.append(Saved(draft.id, draft.proposal.title, draft.proposal.council, draft.made))
        return tuple(sorted(found, key=lambda s: (s.made, s.id), reverse=True))

    def delete(self, id: str) -> None:
        """Delete a saved draft; raises AssessmentError where there is none."""
        try:
            self._file(id).unlink()
        except FileNotFoundError as error:
            raise AssessmentError(f"There is no saved draft {id}.") from error

    def _file(self, id: str) -> Path:
        if not _ID.fullmatch(id):
            raise AssessmentError(f"{id!r} is no name of a saved draft.")
        return self._folder / f"{id}.json"


def to_json(draft: Draft) -> bytes:
    """A draft as JSON in UTF-8."""
    return _DRAFT.dump_json(draft, indent=1)


def from_json(content: bytes) -> Draft:
    """The draft in JSON; raises pydantic's ValidationError for anything else."""
    return _DRAFT.validate_json(content)
