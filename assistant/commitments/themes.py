"""Themes and protected characteristics of a commitment, by the words of its own wording."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from assistant.assessment.groups import load_groups, spoken_of


@cache
def load_themes() -> Mapping[str, re.Pattern[str]]:
    """The product's own table, ``themes.toml``: each theme with the words that speak of it."""
    file = resources.files("assistant.commitments").joinpath("themes.toml")
    return {name: _any_of(phrases) for name, phrases in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def themes_of(words: Sequence[str]) -> tuple[str, ...]:
    """The themes that any of these wordings speaks of."""
    return tuple(name for name, pattern in load_themes().items() if any(pattern.search(text) for text in words))


def load_characteristics() -> tuple[str, ...]:
    """The protected characteristics in the order of the Act, then the groups that councils add."""
    return tuple(group.title for group in load_groups())


def characteristics_of(words: Sequence[str]) -> tuple[str, ...]:
    """The characteristics that any of these wordings speaks of; a list of them all speaks of none."""
    found = {name for text in words for name in spoken_of(text)}
    return tuple(group.title for group in load_groups() if group.name in found)


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of these phrases as whole words, one or many; a name with a capital ("Roma") only with its capital.

    Words are compared as printed and not by their stems, in which "travel" and "Traveller" are one.
    """
    return re.compile(r"(?<!\w)(?:" + "|".join(_as_pattern(p) for p in phrases) + r")(?:['’]?s|es)?(?!\w)")


def _as_pattern(phrase: str) -> str:
    body = re.escape(phrase).replace(r"\ ", r"[\s-]+").replace("'", "['’]").replace(r"\-", r"[\s-]?")
    return body if phrase[:1].isupper() else f"(?i:{body})"
