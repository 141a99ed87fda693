"""Errors made by rule from true statements: what share of them a check catches, and how many true ones it flags.

A check is anything with ``accepts``: the word-for-word check of quotes stands here, that of written statements in
``prose.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.composing import Quote, is_verbatim
from assistant.stems import is_stop
from evals.folding import squashed
from evals.questions import Case
from ingest.library import Library
from ingest.records import Document, Role, Unit
from ingest.words import fold, readable, words

_SHORTEST = 6
_CLAUSE = re.compile(r"^(.{30,}?)[,;:]\s")
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w/-]|,\d|\.\d)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b|\b([Yy]ear )(\d)\b")
_DENIED = re.compile(r"\b(?:not|never) |n't\b")
_AFFIRMED = re.compile(r"\b(is|are|was|were|has|have|had|will|can|do|does|did|should|must|to be)\b", re.I)
_COUNCILS = {
    "Essex County Council": "Leicestershire County Council",
    "Leicestershire": "Essex",
    "Essex": "Leicestershire",
    "ECC": "LCC",
    "LCC": "ECC",
}
# Places that council papers of this area name; each is put in place of the one before it.
_PLACES = (
    "Basildon", "Braintree", "Brentwood", "Castle Point", "Chelmsford", "Clacton", "Colchester", "Epping Forest",
    "Greater Essex", "Harlow", "Harwich", "Jaywick", "Maldon", "Rochford", "Southend", "Tendring", "Thurrock",
    "Uttlesford",
)  # fmt: skip
_DIRECTIONS = (
    ("increased", "decreased"), ("increase", "decrease"), ("increasing", "decreasing"), ("rose", "fell"),
    ("reduced", "increased"), ("reduce", "increase"), ("reduction", "increase"), ("improved", "worsened"),
    ("improving", "worsening"), ("improve", "worsen"), ("higher", "lower"), ("more", "fewer"), ("above", "below"),
    ("over", "under"), ("before", "after"), ("up", "down"), ("positive", "negative"), ("majority", "minority"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with the span that it cites; ``kind`` says how it was made, ``true`` whether it still stands."""

    kind: str
    true: bool
    text: str
    file: str
    start: int
    end: int


class Check(Protocol):
    """Decides whether a statement may be shown with its citation."""

    def accepts(self, claim: Claim) -> bool:
        """Whether the cited span says what is stated."""


class VerbatimCheck:
    """The product's check in quotes mode: the words shown stand word for word where the citation points."""

    def __init__(self, library: Library) -> None:
        self._documents: dict[str, Document] = {r.file: library.document(r.id) for r in library.rows()}

    def accepts(self, claim: Claim) -> bool:
        """Whether the span is a quote as the product makes them, and holds the words stated."""
        document = self._documents[claim.file]
        unit = Unit(claim.start, claim.end, Role.PARAGRAPH, 0, 0)
        stands = is_verbatim(Quote(document, document.sections[0], (unit,), "", 0.0))
        return stands and fold(claim.text) in fold(document.text[claim.start : claim.end])


Change = Callable[[str], str | None]


def another_figure(text: str) -> str | None:
    """A number that is no year, made another one: its first digit is raised, and 9 becomes 1."""
    found = next((m for m in _NUMBER.finditer(text) if not _YEAR.fullmatch(m[0])), None)
    if found is None:
        return None
    first = str(int(found[0][0]) % 9 + 1)
    return text[: found.start()] + first + found[0][1:] + text[found.end() :]


def another_year(text: str) -> str | None:
    """A year, or the number of a plan's year, made the next one."""
    found = _YEAR.search(text)
    if found is None:
        return None
    later = str(int(found[1]) + 1) if found[1] else f"{found[2]}{int(found[3]) + 1}"
    return text[: found.start()] + later + text[found.end() :]


def another_council(text: str) -> str | None:
    """A council's name made that of the other council."""
    return _first_swap(text, _COUNCILS, 0)


def another_place(text: str) -> str | None:
    """A place made another place of the county."""
    following = dict(zip(_PLACES, (*_PLACES[1:], _PLACES[0]), strict=True))
    return _first_swap(text, following, 0)


def negated(text: str) -> str | None:
    """A denial taken out, or put in after the first verb that can be denied."""
    if _DENIED.search(text):
        return _DENIED.sub("", text, count=1)
    found = _AFFIRMED.search(text)
    return f"{text[: found.end()]} not{text[found.end() :]}" if found else None


def turned_round(text: str) -> str | None:
    """A direction made its opposite: "fell" for "rose"."""
    pairs = {**{b: a for a, b in reversed(_DIRECTIONS)}, **dict(_DIRECTIONS)}
    return _first_swap(text, pairs, re.I)


def _first_swap(text: str, pairs: Mapping[str, str], flags: int) -> str | None:
    """The first of these words to stand in a text, replaced; longer ones are looked for first."""
    ordered = sorted(pairs, key=len, reverse=True)
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", text, flags)
    if found is None:
        return None
    new = pairs.get(found[0]) or pairs[found[0].lower()]
    if found[0][0].isupper():
        new = new[0].upper() + new[1:]
    return text[: found.start()] + new + text[found.end() :]


def another_word(text: str, spare: Sequence[str]) -> str | None:
    """One content word in the middle replaced by a word of the same paper that the text does not hold."""
    own = {w.lower() for w in words(text)}
    places = [m for m in re.finditer(r"[A-Za-z]{5,}", text) if not is_stop(m[0])]
    new = next((w for w in spare if w.lower() not in own), None)
    if not places or new is None:
        return None
    found = places[len(places) // 2]
    return text[: found.start()] + new + text[found.end() :]


ERRORS: Mapping[str, Change] = {
    "another figure": another_figure,
    "another year": another_year,
    "another council": another_council,
    "another place": another_place,
    "negation": negated,
    "direction": turned_round,
}


def other_typography(text: str) -> str:
    """The same words with straight marks and plain spaces."""
    return text.translate(str.maketrans("’‘“”–\u00a0", "''\"\"- "))


def claims(cases: Sequence[Case], library: Library) -> Iterator[Claim]:
    """True statements out of the expected quotes, then each error that can be made from them."""
    sources = _sources(cases, library)
    for number, (file, start, end, text) in enumerate(sources):
        yield Claim("as printed", True, text, file, start, end)
        yield Claim("other typography", True, other_typography(text), file, start, end)
        if found := _CLAUSE.match(text):
            yield Claim("first clause", True, found[1], file, start, end)
        for kind, change in ERRORS.items():
            changed = change(text)
            if changed is not None and squashed(changed) != squashed(text):
                yield Claim(kind, False, changed, file, start, end)
        following = [sources[(number + step) % len(sources)] for step in range(1, len(sources))]
        apart = [s for s in following if squashed(text) not in squashed(s[3])]
        same = next((s for s in apart if s[0] == file), None)
        other = next((s for s in apart if s[0] != file), None)
        if same is not None:
            spare = [w for w in words(same[3]) if len(w) > _SHORTEST and w.isalpha() and not is_stop(w)]
            if changed := another_word(text, spare):
                yield Claim("one word changed", False, changed, file, start, end)
            yield Claim("swapped citation", False, text, *same[:3])
        if other is not None:
            yield Claim("wrong source", False, text, *other[:3])


def _sources(cases: Sequence[Case], library: Library) -> list[tuple[str, int, int, str]]:
    """The distinct expected quotes that are long enough, as they stand in the library's papers."""
    documents = {r.file: library.document(r.id) for r in library.rows()}
    found: dict[tuple[str, int, int], str] = {}
    for case in cases:
        for expected in case.expected:
            if expected.spans and expected.file in documents and len(expected.quote.split()) >= _SHORTEST:
                start, end = expected.spans[0]
                found.setdefault((expected.file, start, end), readable(documents[expected.file].text[start:end]))
    return [(*place, text) for place, text in sorted(found.items())]


def summary(name: str, check: Check, made: Iterable[Claim]) -> tuple[dict[str, Any], ...]:
    """For each kind of statement: how many were made, how many the check flagged, and one that it judged wrongly."""
    found: dict[str, dict[str, Any]] = {}
    for claim in made:
        new = {"check": name, "kind": claim.kind, "true": claim.true, "made": 0, "flagged": 0, "wrong": ""}
        row = found.setdefault(claim.kind, new)
        flagged = not check.accepts(claim)
        row["made"] += 1
        row["flagged"] += flagged
        if flagged == claim.true and not row["wrong"]:
            row["wrong"] = claim.text
    return tuple(found.values())
