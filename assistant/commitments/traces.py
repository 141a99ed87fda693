"""Later papers that speak of a commitment without stating it again, found by its words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.commitments.likeness import Likeness, bag
from assistant.commitments.paper import Place
from assistant.commitments.reading import PaperRead
from ingest.records import Kind, Unit

NAMES = 0.6
_SILENT = {Kind.CONTACT, Kind.DEFINITION, Kind.QUESTION}


class Trace:
    """The sentences of one paper by their words."""

    def __init__(self, source: PaperRead, likeness: Likeness) -> None:
        self._likeness = likeness
        self._units: Sequence[Unit] = [u for u in source.paper.document.units if u.kind not in _SILENT]
        self._holding: dict[str, list[int]] = {}
        for number, unit in enumerate(self._units):
            for one in bag(source.paper.words(unit)):
                self._holding.setdefault(one, []).append(number)

    def find(self, words: str) -> tuple[float, Place] | None:
        """The sentence that has most of a wording's words, with that share; None where no sentence has enough."""
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
        best = max(sums, key=lambda n: (round(sums[n], 6), -n))
        share = sums[best] / self._likeness.least(mine)
        unit = self._units[best]
        return (share, Place(unit.start, unit.end, unit.section)) if share >= NAMES else None


def is_later(one: str, other: str) -> bool:
    """Whether a date is certainly later than another; a year alone is not later than a month in it."""
    return bool(one and other) and one > other and not one.startswith(other)
