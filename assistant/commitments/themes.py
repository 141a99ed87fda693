"""Themes and protected characteristics of a commitment, by the words of its own wording."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from assistant.lexicon import Phrase, holds, load_vocabulary, phrase
from assistant.stems import stems


@cache
def load_themes() -> tuple[tuple[str, tuple[Phrase, ...]], ...]:
    """The product's own table, ``themes.toml``."""
    file = resources.files("assistant.commitments").joinpath("themes.toml")
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple((name, tuple(phrase(p) for p in phrases)) for name, phrases in raw.items())


def themes_of(words: Sequence[str]) -> tuple[str, ...]:
    """The themes that any of these wordings speaks of."""
    said = [stems(text) for text in words]
    return tuple(name for name, phrases in load_themes() if _any(said, phrases))


def characteristics_of(words: Sequence[str]) -> tuple[str, ...]:
    """The protected characteristics, and groups that councils add, that any of these wordings speaks of."""
    said = [stems(text) for text in words]
    return tuple(c.name for c in load_vocabulary().characteristics if _any(said, c.evidence))


def characteristic_names() -> tuple[str, ...]:
    """Every characteristic that the register knows, in the order of the vocabulary."""
    return tuple(c.name for c in load_vocabulary().characteristics)


def _any(said: Sequence[Sequence[str]], phrases: Sequence[Phrase]) -> bool:
    return any(holds(sequence, part) for sequence in said for part in phrases)
