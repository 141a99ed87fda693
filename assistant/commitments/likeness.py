"""How alike two wordings are, as a share that can be explained to whoever has to judge it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from assistant.stems import is_stop, stem
from ingest.words import words

# A wording of two or three words lies inside almost any other: it is measured as if it had this many.
LEAST_WORDS = 4
# Words that say only that something will be done: any two plans share them.
_DOING = """
achieve action activity address against approach commit commitment component continue deliver develop effective
effectively ensure focus implement improve increase key maintain objective plan priority progress promote provide set
support undertake use utilise work working
"""
DOING = frozenset(stem(word) for word in _DOING.split())
DOING_SHARE = 0.25
MEANING = (
    "The score is the share of the meaningful words of the shorter wording that stand in the longer one too. Words "
    "that few commitments use count for more; words such as deliver or improve count for little. 1.00 means all of "
    "them, 0.50 half, 0.00 none. It says that the words are alike, not that the meaning is: please confirm or reject "
    "the link."
)


@lru_cache(maxsize=65536)
def bag(text: str) -> frozenset[str]:
    """The stems of a wording that carry meaning."""
    parts = (part for word in words(text) for part in word.replace("-", " ").replace("/", " ").split())
    return frozenset(s for s in (stem(p) for p in parts if not is_stop(p)) if len(s) > 1)


class Likeness:
    """Likeness among the wordings of one council; how rare a word is there decides how much it counts."""

    def __init__(self, wordings: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = 0
        self._weights: dict[str, float] = {}
        self._scores: dict[tuple[str, str], float] = {}
        for text in wordings:
            self._counts.update(bag(text))
            self._total += 1

    def weight(self, one: str) -> float:
        """How much a stem counts: one for a word that every wording has, more the fewer have it, little for doing."""
        if one not in self._weights:
            self._weights[one] = self._weigh(one)
        return self._weights[one]

    def _weigh(self, one: str) -> float:
        rare = 1.0 + math.log((1 + self._total) / (1 + self._counts[one]))
        return rare * DOING_SHARE if one in DOING else rare

    def score(self, one: str, other: str) -> float:
        """The weighted share of the shorter wording's words that the longer one has too, from 0 to 1."""
        key = (one, other)
        if key not in self._scores:
            self._scores[key] = self._share(bag(one), bag(other))
        return self._scores[key]

    def _share(self, one: frozenset[str], other: frozenset[str]) -> float:
        shorter = min(one, other, key=lambda b: (self._sum(b), sorted(b)))
        return self._sum(one & other) / self.least(shorter)

    def _sum(self, stems: frozenset[str]) -> float:
        return math.fsum(sorted(self.weight(s) for s in stems))

    def least(self, stems: frozenset[str]) -> float:
        """The weight of a wording, not below that of a few average words."""
        if not stems:
            return 1.0
        total = self._sum(stems)
        return max(total, total / len(stems) * LEAST_WORDS)
