"""Fold text so that only words are compared, and find folded words at their place in the text.

``squash`` folds exactly as ``../shared/evals/score.py`` does, so that the figures agree with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")
# In this order, as score.py has it: an entity may leave a character that a later line folds.
_VARIANTS = {
    "&amp;": "&", "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-",
    "\u00a0": " ", "\u2022": " ", "**": "", "*": "", "#": "", "\\": "",
}  # fmt: skip
_PIECE = re.compile(r"<[^>]+>|&amp;|\s+|.", re.S)
_RUN = 4
_LONG_ENOUGH = 8
_NEARLY_ALL = 0.97


def squash(text: str) -> str:
    """Fold white space, tags, one entity, markup and typographic variants, and lower the case."""
    text = _TAG.sub(" ", text)
    for old, new in _VARIANTS.items():
        text = text.replace(old, new)
    return _SPACE.sub(" ", text).strip().lower()


class Folded:
    """A text folded as ``squash`` does it, with the place in the text of each character that is left."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        places: list[int] = []
        for piece in _PIECE.finditer(text):
            words = " " if piece[0].startswith("<") and len(piece[0]) > 1 else _VARIANTS.get(piece[0], piece[0])
            for one in words:
                blank = one.isspace()
                if blank and (not kept or kept[-1] == " "):
                    continue
                # A few letters become two when lowered; both stand where the letter stood.
                for low in " " if blank else one.lower():
                    kept.append(low)
                    places.append(piece.start())
        if kept and kept[-1] == " ":
            kept.pop()
            places.pop()
        self.words = "".join(kept)
        self._places = places

    def holds(self, quote: str) -> bool:
        """Whether the words of a quote stand in the text."""
        return bool(wanted := squash(quote)) and wanted in self.words

    def find(self, quote: str) -> tuple[tuple[int, int], ...]:
        """Every place in the text at which the words of a quote stand, as spans of characters."""
        wanted = squash(quote)
        spans: list[tuple[int, int]] = []
        at = self.words.find(wanted) if wanted else -1
        while at >= 0:
            spans.append((self._places[at], self._places[at + len(wanted) - 1] + 1))
            at = self.words.find(wanted, at + 1)
        return tuple(spans)


@lru_cache(maxsize=20_000)
def squashed(text: str) -> str:
    """``squash``, kept: the same quotes are compared many times."""
    return squash(text)


def stands_in(quote: str, texts: list[str]) -> bool:
    """Whether a quote stands in one of these texts or runs on from one to the next, as score.py decides it."""
    wanted = squashed(quote)
    folded = [squashed(t) for t in texts]
    joined = " ".join(folded)
    return any(wanted in t for t in folded) or wanted in joined or covered(wanted, joined) >= _NEARLY_ALL


def covered(wanted: str, held: str) -> float:
    """The share of folded words that stand in another folded text in runs of four; short ones give 0."""
    words = wanted.split()
    if len(words) < _LONG_ENOUGH:
        return 0.0
    hit = [False] * len(words)
    for i in range(len(words) - _RUN + 1):
        if " ".join(words[i : i + _RUN]) in held:
            hit[i : i + _RUN] = [True] * _RUN
    return sum(hit) / len(words)
