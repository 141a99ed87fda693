"""Whether the words of a statement are those of its quotes: the same stems, words of one meaning, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Prefix

from assistant.checking.records import Evidence
from assistant.checking.tokens import phrases, tokens
from assistant.checking.vocabulary import groups_of, load_words
from assistant.lexicon import Lexicon, Phrase, holds
from assistant.views import content

# Stems of one root that the stemmer keeps apart ("reduc", "reduct") share so many letters, and that share of them.
ROOT = 5
ROOT_SHARE = 0.7
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Cover:
    """The content words of a statement: how many count, how many are the quotes' own, and those that they lack.

    ``useful`` says of each evidence whether any word is its own.
    """

    words: int
    drawn: int
    missing: tuple[str, ...]
    useful: tuple[bool, ...]

    @property
    def share(self) -> float:
        """The share of the content words that the quotes or what stands around them have; 1 where there are none."""
        return 1 - len(self.missing) / self.words if self.words else 1.0


def cover(text: str, evidence: Sequence[Evidence], lexicon: Lexicon) -> Cover:
    """Look for each content word of a statement in the quotes, then in what stands around them."""
    held = [_stems(f"{e.quote} . {_expanded(e.quote, e, lexicon)}") for e in evidence]
    quotes = [s for h in held for s in h]
    context = {s for e in evidence for s in _stems(f"{e.near} . {e.paper} . {_expanded(e.near, e, lexicon)}")}
    every = set(quotes)
    directed = same_way(text, " . ".join(e.quote for e in evidence))
    measured = _beside_figures(text)
    own = [t for t in tokens(text) if t.content and len(t.low) > 1]
    stems = tuple(t.stem for t in own)
    neutral = load_words().neutral
    missing: list[str] = []
    counted = drawn = 0
    given = [False] * len(evidence)
    for place, token in enumerate(own):
        parts = content(token.word)[1:] or (token.stem,)
        has = [token.stem in h or set(parts) <= set(h) for h in held]
        if token.dated or (token.word.isupper() and len(token.word) > 1):
            given = [g or h for g, h in zip(given, has, strict=True)]
            continue  # numbers, dates and abbreviations have rules of their own
        if not any(has) and all(p in every for p in parts):
            has = [bool(set(parts) & set(h)) for h in held]
        elif not any(has):
            has = [of_one_meaning(stems, place, h) or of_one_root(token.stem, h) for h in held]
        if any(has) or token.low in directed:
            drawn += 1
            given = [g or h for g, h in zip(given, has, strict=True)]
        elif token.stem in neutral:
            continue
        elif token.low in measured or not (token.stem in context or all(p in context for p in parts)):
            missing.append(token.word)
        counted += 1
    return Cover(counted, drawn, tuple(missing), tuple(given))


def same_way(text: str, quotes: str) -> set[str]:
    """The words of a statement that point the same way as a word of the quotes does."""
    own, held = tokens(text), tokens(quotes)
    found: set[str] = set()
    for axis in load_words().axes.values():
        poles = {m.pole for m in phrases(held, axis)}
        found.update(w for m in phrases(own, axis) if m.pole in poles for w in m.word.split())
    return found


def _beside_figures(text: str) -> set[str]:
    """The words next to a figure: what it counts must stand in the quote itself, not in a title."""
    own = [t for t in tokens(text) if t.content]
    places = [i for i, t in enumerate(own) if t.word[-1:] == "%" or (t.word[:1].isdigit() and not _YEAR.match(t.word))]
    return {own[i].low for place in places for i in range(max(0, place - 2), min(len(own), place + 3))}


def _stems(text: str) -> list[str]:
    """The stems of a text as the papers' own words are counted, compounds whole and in parts."""
    return [*content(text), *(t.stem for t in tokens(text))]


def _expanded(text: str, evidence: Evidence, lexicon: Lexicon) -> str:
    """The long forms of the abbreviations in a text, and the short forms of what it writes out."""
    own = dict(evidence.abbreviations)
    found = []
    said = {t.word for t in tokens(text)}
    folded = text.lower()
    for short, long in {**lexicon.vocabulary.abbreviations, **own}.items():
        if short in said or short.upper() in said:
            found.append(long)
        elif long.lower() in folded:
            found.append(short)
    return " . ".join(found)


def of_one_root(one: str, held: Sequence[str]) -> bool:
    """Whether a stem is of one root with any of the stems held."""
    return any(
        (root := Prefix.similarity(one, other)) >= ROOT and root >= ROOT_SHARE * max(len(one), len(other))
        for other in held
    )


def of_one_meaning(stems: Phrase, place: int, held: Sequence[str]) -> bool:
    """Whether the word, alone or with its neighbours, is in a group of which the stems held have another."""
    return any(
        any(holds(held, other) for other in group)
        for part, group in groups_of(stems[place])
        if _stands_at(stems, place, part)
    )


def _stands_at(stems: Phrase, place: int, part: Phrase) -> bool:
    """Whether a run of stems stands in a statement over this place."""
    return any(stems[i : i + len(part)] == part for i in range(max(0, place - len(part) + 1), place + 1))
