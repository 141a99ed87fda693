"""Later papers that speak of a commitment without stating it again, found by its words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.commitments.likeness import DOING, Likeness, bag
from assistant.commitments.paper import Place
from assistant.commitments.reading import PaperRead
from assistant.lexicon import phrase
from ingest.records import Kind, Unit
from ingest.words import fold

NAMES = 0.6
# Less is enough where two words of it stand side by side there, and less still under the objective that it serves.
NAMES_WITH_PAIR = 0.4
NAMES_UNDER_OBJECTIVE = 0.25
SHARED_WORDS = 2
# A name of this many capitals ("Local Delivery Pilot") is enough by itself, unless it is the council's own.
NAME_WORDS = 3
_NAME = re.compile(r"[A-Z][\w'’&-]*(?:\s+[A-Z][\w'’&-]*)+")
_SILENT = {Kind.CONTACT, Kind.DEFINITION, Kind.QUESTION}


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that speaks of a commitment: its place, the share of words in common, the name in common if any."""

    place: Place
    share: float
    name: str


class Trace:
    """The sentences of one paper by their words."""

    def __init__(self, source: PaperRead, likeness: Likeness) -> None:
        self._likeness = likeness
        self._council = fold(source.paper.row.facts.council)
        self._units: Sequence[Unit] = [u for u in source.paper.document.units if u.kind not in _SILENT]
        self._said = [source.paper.words(unit) for unit in self._units]
        self._holding: dict[str, list[int]] = {}
        for number, said in enumerate(self._said):
            for one in bag(said):
                self._holding.setdefault(one, []).append(number)

    def find(self, words: str, under: Sequence[Place] = ()) -> Found | None:
        """The sentence that has most of a wording's words, or a long name of it; None where no sentence has enough.

        ``under`` are the places that the paper has on the objective which the wording serves.
        """
        mine = bag(words)
        if not mine:
            return None
        sums: dict[int, float] = {}
        for one in sorted(mine):
            weight = self._likeness.weight(one)
            for number in self._holding.get(one, ()):
                sums[number] = sums.get(number, 0.0) + weight
        if not sums:
            return None
        named = self._naming(words, sums)
        near = {n for n in sums if any(p.start <= self._units[n].start < p.end for p in under)}
        least = self._likeness.least(mine)
        for number in sorted(sums, key=lambda n: (n not in named, -round(sums[n], 6), n)):
            share = sums[number] / least
            if number not in named and share < (NAMES_UNDER_OBJECTIVE if near else NAMES_WITH_PAIR):
                break  # the rest have less
            if number in named or share >= self._enough(words, number, near):
                unit = self._units[number]
                return Found(Place(unit.start, unit.end, unit.section), share, named.get(number, ""))
        return None

    def _enough(self, words: str, number: int, near: Container[int]) -> float:
        """How much of a wording a sentence must have to speak of it."""
        said = self._said[number]
        if number in near and len((bag(words) & bag(said)) - DOING) >= SHARED_WORDS:
            return NAMES_UNDER_OBJECTIVE
        return NAMES_WITH_PAIR if _pairs(words) & _pairs(said) else NAMES

    def _naming(self, words: str, candidates: Iterable[int]) -> dict[int, str]:
        """The sentences that print a long name of a wording, each with that name."""
        names = [name for name in _names(words) if fold(name) not in self._council]
        found = ((n, name) for n in candidates for name in names if fold(name) in fold(self._said[n]))
        return dict(found)


@lru_cache(maxsize=16384)
def _pairs(words: str) -> frozenset[tuple[str, str]]:
    """The pairs of meaningful words that stand side by side."""
    return frozenset(p for p in pairwise(phrase(words)) if not DOING & set(p))


def _names(words: str) -> Iterator[str]:
    """The names in a wording, in runs of as many words as make a name."""
    for found in _NAME.finditer(words):
        parts = found[0].split()
        for start in range(len(parts) - NAME_WORDS + 1):
            yield " ".join(parts[start : start + NAME_WORDS])


def is_later(one: str, other: str) -> bool:
    """Whether a date is certainly later than another; a year alone is not later than a month in it."""
    return bool(one and other) and one > other and not one.startswith(other)
