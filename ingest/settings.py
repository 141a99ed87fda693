"""One settings tree, frozen, that rejects unknown keys and is passed in; nothing acts on it at import."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import SettingsError


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmbeddingSettings(_Frozen):
    """Which model makes the vectors: empty for the bundled one, else a folder or a hub name."""

    model: str = ""
    allow_downloads: bool = False
    batch: Annotated[int, Field(ge=1, le=1024)] = 32


class PassageSettings(_Frozen):
    """How long a passage may be, in word pieces of the embedding model, with its context line."""

    word_pieces: Annotated[int, Field(ge=32, le=8192)] = 256
    context_pieces: Annotated[int, Field(ge=0, le=512)] = 72


class ReadSettings(_Frozen):
    """Limits for one file while it is read."""

    seconds: Annotated[int, Field(ge=1, le=86400)] = 300
    megabytes: Annotated[int, Field(ge=64)] = 2048
    pages: Annotated[int, Field(ge=1)] = 5000
    file_megabytes: Annotated[int, Field(ge=1)] = 512
    passwords: tuple[str, ...] = ()


class AnswerSettings(_Frozen):
    """How an answer is composed."""

    council: str = ""
    words: Annotated[int, Field(ge=20, le=2000)] = 260
    candidates: Annotated[int, Field(ge=5, le=500)] = 60


class Settings(_Frozen):
    """The whole tree; the file is ``settings.toml`` in the home."""

    embedding: EmbeddingSettings = EmbeddingSettings()
    passages: PassageSettings = PassageSettings()
    read: ReadSettings = ReadSettings()
    answer: AnswerSettings = AnswerSettings()


def default_home() -> Path:
    """The home folder: DUEREGARD_HOME, or the user's data folder as the platform has it."""
    named = os.environ.get("DUEREGARD_HOME", "").strip()
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("dueregard", appauthor=False))


def load_settings(home: Path) -> Settings:
    """Read ``settings.toml`` of a home, or the defaults; raises SettingsError with file and field."""
    file = home / "settings.toml"
    return read_settings(file) if file.exists() else Settings()


def read_settings(file: Path) -> Settings:
    """Read a settings file; raises SettingsError with file and field."""
    try:
        return Settings.model_validate(tomllib.loads(file.expanduser().read_text(encoding="utf-8")))
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise SettingsError(f"{file}: {place}: {fault['msg']}. Correct or remove this field.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}. Correct it, or name another.") from error
