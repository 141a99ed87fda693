"""Later papers that speak of a commitment without stating it again, found by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.commitments.likeness import Likeness, bag
from assistant.commitments.paper import Place
from assistant.commitments.reading import PaperRead
from ingest.records import Kind, Unit
from ingest.words import fold

NAMES = 0.6
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
        self._words = source.paper.words
        self._units: Sequence[Unit] = [u for u in source.paper.document.units if u.kind not in _SILENT]
        self._holding: dict[str, list[int]] = {}
        for number, unit in enumerate(self._units):
            for one in bag(source.paper.words(unit)):
                self._holding.setdefault(one, []).append(number)

    def find(self, words: str) -> Found | None:
        """The sentence that has most of a wording's words, or a long name of it; None where no sentence has enough."""
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
        best = max(named or sums, key=lambda n: (round(sums[n], 6), -n))
        share = sums[best] / self._likeness.least(mine)
        if not named and share < NAMES:
            return None
        unit = self._units[best]
        return Found(Place(unit.start, unit.end, unit.section), share, named.get(best, ""))

    def _naming(self, words: str, candidates: Iterable[int]) -> dict[int, str]:
        """The sentences that print a long name of a wording, each with that name."""
        names = [name for name in _names(words) if fold(name) not in self._council]
        found = ((n, name) for n in candidates for name in names if fold(name) in fold(self._words(self._units[n])))
        return dict(found)


def _names(words: str) -> Iterator[str]:
    """The names in a wording, in runs of as many words as make a name."""
    for found in _NAME.finditer(words):
        parts = found[0].split()
        for start in range(len(parts) - NAME_WORDS + 1):
            yield " ".join(parts[start : start + NAME_WORDS])


def is_later(one: str, other: str) -> bool:
    """Whether a date is certainly later than another; a year alone is not later than a month in it."""
    return bool(one and other) and one > other and not one.startswith(other)
