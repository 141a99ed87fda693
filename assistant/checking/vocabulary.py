"""The checker's own words, read once from ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.lexicon import Phrase, load_vocabulary, phrase
from assistant.stems import stem

Phrases = dict[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Words:
    """What words.toml says: neutral stems, groups of one meaning, and for each axis its phrases with their pole."""

    neutral: frozenset[str]
    groups: tuple[frozenset[Phrase], ...]
    axes: Mapping[str, Phrases]
    faint: frozenset[str]
    modality: Mapping[str, Phrases]
    signs: Mapping[str, frozenset[str]]


@cache
def groups_of(one: str) -> tuple[tuple[Phrase, frozenset[Phrase]], ...]:
    """The phrases that hold a stem, each with the group of one meaning that it is in."""
    return tuple((part, group) for group in load_words().groups for part in group if one in part)


@cache
def load_words() -> Words:
    """The product's own table."""
    raw = tomllib.loads(resources.files("assistant.checking").joinpath("words.toml").read_text(encoding="utf-8"))
    axes = {name: _poles(axis) for name, axis in raw["axes"].items()}
    pointing = {w for axis in axes.values() for phrases in axis for w in phrases}
    # The field's groups serve to find what is meant; one that joins "rise" and "fall" is none of one meaning.
    field = [g for g in load_vocabulary().groups if not _mixes(g, pointing)]
    own = [[phrase(p) or (stem(p),) for p in group] for group in (*raw["same"]["groups"], *raw["forms"]["groups"])]
    return Words(
        frozenset(stem(w) for w in raw["neutral"]["words"]),
        tuple(frozenset(p for p in group if p) for group in (*field, *own)),
        axes,
        frozenset(w for axis in raw["axes"].values() for p in ("faint_up", "faint_down") for w in axis.get(p, ())),
        {name: {tuple(p.split()): name for p in phrases} for name, phrases in raw["modality"].items()},
        {name: frozenset(listed) for name, listed in raw["signs"].items()},
    )


def _poles(axis: Mapping[str, Sequence[str]]) -> Phrases:
    return {tuple(p.split()): name.removeprefix("faint_") for name, phrases in axis.items() for p in phrases}


def _mixes(group: Sequence[Phrase], pointing: set[str]) -> bool:
    marked = {stem(w) for w in pointing}
    return sum(any(s in marked for s in p) for p in group) > 2
