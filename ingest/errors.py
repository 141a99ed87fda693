"""The error tree. Each message names the thing, the place and the remedy, for people.

DueRegardError
├── SettingsError        settings, manifest or arguments are wrong
│   └── ManifestError    a field of manifest.toml (file, field, line)
├── FileError            one file could not be taken in; the batch goes on
├── HomeError            the home folder cannot be used (rights, space, another version)
│   ├── BusyError        another process is writing to the home
│   └── OlderHomeError   an older version made it; the next ingest brings it up to date
├── ModelError           the embedding model is missing, altered or too small
└── QuestionError        the question cannot be asked (empty, too long)
"""

from __future__ import annotations


class DueRegardError(Exception):
    """Any fault that a person can mend; the message says how."""


class SettingsError(DueRegardError):
    """Settings or arguments are wrong."""


class ManifestError(SettingsError):
    """A manifest has a wrong field; the message has file, field and line."""


class FileError(DueRegardError):
    """One file could not be taken in."""

    def __init__(self, file: str, reason: str, remedy: str) -> None:
        super().__init__(f"{file}: {reason}. {remedy}")
        self.file = file
        self.reason = reason
        self.remedy = remedy


class HomeError(DueRegardError):
    """The home folder cannot be used."""


class BusyError(HomeError):
    """Another process is writing to the home."""


class OlderHomeError(HomeError):
    """An older version made the home; the next ingest brings it up to date."""


class ModelError(DueRegardError):
    """The embedding model is missing, altered or unfit."""


class QuestionError(DueRegardError):
    """The question cannot be asked."""
