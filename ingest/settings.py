"""One settings tree, frozen, that rejects unknown keys and is passed in; nothing acts on it at import."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator

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


class ModelSettings(_Frozen):
    """A chat model that may write answers, as ``provider:model``; without a name there is none.

    Its key comes from the environment variable ``key_env`` or the file ``key_file``, never from these settings.
    ``options`` go to the provider's class as they are. Prices are for a million tokens; a limit of 0 is none.
    """

    name: str = ""
    base_url: str = ""
    key_env: str = ""
    key_file: str = ""
    options: dict[str, JsonValue] = {}
    format: Literal["auto", "structured", "lines"] = "auto"
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    context_tokens: Annotated[int, Field(ge=512)] = 4096
    answer_tokens: Annotated[int, Field(ge=32, le=8192)] = 600
    seconds: Annotated[float, Field(gt=0, le=3600)] = 90
    first_word_seconds: Annotated[float, Field(gt=0, le=3600)] = 30
    retries: Annotated[int, Field(ge=0, le=5)] = 2
    failures_until_rest: Annotated[int, Field(ge=1, le=100)] = 3
    rest_seconds: Annotated[float, Field(ge=0, le=86400)] = 60
    tokens_per_day: Annotated[int, Field(ge=0)] = 0
    tokens_per_answer: Annotated[int, Field(ge=0)] = 0
    price_in: Annotated[float, Field(ge=0)] = 0
    price_out: Annotated[float, Field(ge=0)] = 0
    cost_per_day: Annotated[float, Field(ge=0)] = 0
    cost_per_answer: Annotated[float, Field(ge=0)] = 0
    rewrite_follow_ups: bool = False
    second_check: bool = False
    keep_record: bool = False

    @model_validator(mode="after")
    def _no_secrets(self) -> Self:
        for name in self.options:
            if name.lower().endswith(("key", "secret", "password", "token")):
                raise ValueError(f"options.{name} looks like a secret: put it where key_env or key_file says")
        if self.name and ":" not in self.name:
            raise ValueError('name wants the provider too, such as "ollama:qwen2.5:7b" or "openai:local"')
        return self


class Settings(_Frozen):
    """The whole tree; the file is ``settings.toml`` in the home."""

    embedding: EmbeddingSettings = EmbeddingSettings()
    passages: PassageSettings = PassageSettings()
    read: ReadSettings = ReadSettings()
    answer: AnswerSettings = AnswerSettings()
    model: ModelSettings = ModelSettings()


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
        place = ".".join(str(part) for part in fault["loc"]) or "the file"
        raise SettingsError(f"{file}: {place}: {fault['msg']}. Correct or remove this field.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}. Correct it, or name another.") from error
