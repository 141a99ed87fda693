"""A text as the checker sees it: its words in order, with stems, and the words that stand around each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.vocabulary import load_words
from assistant.stems import is_stop, stem
from ingest.words import fold

_TOKEN = re.compile(r"[£$€]?\d(?:[\d,.]*\d)?(?:%|(?:st|nd|rd|th)\b)?|[^\W\d_][\w'’&-]*[\w]|[^\W\d_]|[.;:?!,()]")
_ENDS = frozenset(".?!:;")
# How many content words on each side say what a word speaks of.
REACH = 4
# A regular verb told as past or done.
PAST = re.compile(r"^\w{2,}ed$")
# What a deed is told with where it is told of what it is done to ("is run by").
BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
BY = "by"
# A denial is looked at as a sign, not as one of the words that a quote has to hold.
_DENIED = re.compile(r"not|never|none|neither|nor|without|cannot|.*n't")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as printed, in lower case, its stem, whether it says something, whether a sentence begins with it."""

    word: str
    low: str
    stem: str
    content: bool
    initial: bool

    @property
    def dated(self) -> bool:
        """Whether it is a number, in figures or spelt, or a month: those are compared by rules of their own."""
        return any(c.isdigit() for c in self.word) or self.low in load_words().signs["numbers"]

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.word[:1].isupper()


@dataclass(frozen=True, slots=True)
class Marker:
    """A word that carries a sign (a denial, a direction, a mood), and the stems of the words around it."""

    word: str
    pole: str
    around: frozenset[str]
    after: tuple[str, ...]
    sentence: frozenset[str]


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of readable text in order; marks of a sentence's end only decide which word begins one."""
    found: list[Token] = []
    initial = True
    for match in _TOKEN.finditer(text):
        word = match[0]
        if not word[0].isalnum() and word[0] not in "£$€":
            initial = initial or word in _ENDS
            continue
        low = fold(word)
        found.append(Token(word, low, stem(word), not is_stop(word) and not _DENIED.fullmatch(low), initial))
        initial = False
    return tuple(found)


def is_past(low: str) -> bool:
    """Whether a word in lower case has the form of a verb told as past or done."""
    signs = load_words().signs
    return bool(PAST.match(low)) or low in signs["past"] or low in signs["participles"]


def sentence_of(words: Sequence[Token], place: int) -> tuple[int, int]:
    """Where the sentence of a word begins and ends."""
    first = next((i for i in range(min(place, len(words) - 1), 0, -1) if words[i].initial), 0)
    return first, next((i for i in range(place + 1, len(words)) if words[i].initial), len(words))


def around(words: Sequence[Token], start: int, end: int) -> tuple[frozenset[str], tuple[str, ...]]:
    """The stems of the content words near words ``start`` to ``end`` in their sentence: all, and those after alone."""
    first, last = sentence_of(words, start)
    before = [t.stem for t in words[first:start] if t.content][-REACH:]
    after = [t.stem for t in words[end:last] if t.content][:REACH]
    return frozenset((*before, *after)), tuple(after)


def phrases(words: Sequence[Token], wanted: dict[tuple[str, ...], str]) -> list[Marker]:
    """Every place at which one of the wanted phrases (in lower case) stands, longest first, none within another."""
    found: list[Marker] = []
    longest = max((len(p) for p in wanted), default=0)
    place = 0
    while place < len(words):
        for width in range(min(longest, len(words) - place), 0, -1):
            part = tuple(t.low for t in words[place : place + width])
            if part in wanted:
                near, after = around(words, place, place + width)
                first, last = sentence_of(words, place)
                whole = frozenset(t.stem for t in words[first:last] if t.content)
                found.append(Marker(" ".join(part), wanted[part], near, after, whole))
                place += width
                break
        else:
            place += 1
    return found
