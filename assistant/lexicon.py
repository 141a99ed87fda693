"""What the words of a question may mean here: the papers' own abbreviations, councils and words, then the field's."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz import fuzz, process

from assistant.english import is_word
from assistant.stems import IRREGULAR, is_stop, stem, stems_of
from ingest.index import DocumentRow
from ingest.records import Facts
from ingest.words import words

_COUNCIL_TAIL = re.compile(
    r"\s+(?:(?:County|City|Borough|District|Metropolitan|Unitary|Town|Combined)\s+)*(?:Council|Authority)$", re.I
)
_COUNCIL_HEAD = re.compile(r"^(?:Royal Borough of |London Borough of |City of |Borough of )", re.I)
LIKENESS = 80.0
LONG_ENOUGH = 4

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Characteristic:
    """A protected characteristic or added group: the phrases that ask for it, and those that speak of it."""

    name: str
    names: tuple[Phrase, ...]
    evidence: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The field's words: abbreviations (upper case to long form), groups of synonyms, characteristics."""

    abbreviations: Mapping[str, str]
    groups: tuple[tuple[Phrase, ...], ...]
    characteristics: tuple[Characteristic, ...]


def phrase(words: str) -> Phrase:
    """The content stems of a phrase, in order."""
    return tuple(s for s in (stem(w) for w in re.findall(r"[\w'’&-]+", words) if not is_stop(w)) if s)


def find(sequence: Sequence[str], part: Phrase) -> int:
    """Where a run of stems begins in a sequence of stems; -1 where it does not stand."""
    width = len(part)
    if not width:
        return -1
    first = part[0]
    starts = (i for i in range(len(sequence) - width + 1) if sequence[i] == first)
    return next((i for i in starts if tuple(sequence[i : i + width]) == part), -1)


def holds(sequence: Sequence[str], part: Phrase) -> bool:
    """Whether a run of stems stands in a sequence of stems."""
    return find(sequence, part) >= 0


@cache
def load_vocabulary() -> Vocabulary:
    """The product's own table, ``vocabulary.toml``."""
    raw = tomllib.loads(resources.files("assistant").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        {short.upper(): long for short, long in raw["abbreviations"].items()},
        tuple(tuple(dict.fromkeys(phrase(p) for p in group)) for group in raw["synonyms"]["groups"]),
        tuple(
            Characteristic(
                name.replace("_", " "),
                tuple(phrase(p) for p in entry["names"]),
                tuple(phrase(p) for p in entry["evidence"]),
            )
            for name, entry in raw["characteristics"].items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The field's vocabulary beside what the loaded papers say: their abbreviations, councils and words.

    ``frequencies`` counts the passages that hold a stem, ``passages`` is how many there are; ``councils`` maps a
    folded short name ("essex") or abbreviation to the council's full name; ``long_names`` are the abbreviations
    with each long form of several words, the longest first.
    """

    vocabulary: Vocabulary
    abbreviations: Mapping[str, tuple[str, ...]]
    councils: Mapping[str, str]
    frequencies: Mapping[str, int]
    passages: int
    rows: tuple[DocumentRow, ...] = ()
    long_names: tuple[tuple[str, Phrase], ...] = ()

    def long_forms(self, short: str) -> tuple[str, ...]:
        """The long forms of an abbreviation, the papers' own before the field's."""
        own = self.abbreviations.get(short.upper(), ())
        field = self.vocabulary.abbreviations.get(short.upper())
        return tuple(dict.fromkeys([*own, *([field] if field else [])]))

    def weight(self, one: str) -> float:
        """Inverse passage frequency of a stem, smoothed (Sparck Jones 1972, as in BM25)."""
        seen = self.frequencies.get(one, 0)
        return math.log(1 + (self.passages - seen + 0.5) / (seen + 0.5)) if self.passages else 1.0

    def known(self, one: str) -> bool:
        """Whether any loaded paper has this stem."""
        return one in self.frequencies

    def mend(self, word: str) -> str:
        """The stem of a word, or that of the paper's word which it most likely misspells."""
        plain = stem(word)
        if (
            self.known(plain)
            or self.vocabulary_has(plain)
            or len(plain) < LONG_ENOUGH
            or any(c.isdigit() for c in plain)
            or is_stop(word)
            or is_word(re.sub(r"['’]s?$", "", word))
        ):
            return plain
        close = [s for s in self.frequencies if abs(len(s) - len(plain)) <= 2 and s[0] == plain[0]]
        close += [s for s, regular in IRREGULAR.items() if self.known(regular)]
        if halves := self._halves(word):
            return halves
        best = process.extract(plain, close, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=5)
        if not best:
            return plain
        likeliest = max(best, key=lambda b: (b[1] + min(5, self.frequencies.get(stem(b[0]), 0)), b[0]))[0]
        return stem(likeliest) if likeliest in IRREGULAR else str(likeliest)

    def vocabulary_has(self, one: str) -> bool:
        """Whether a stem is a word of the field, though no loaded paper has it."""
        return one in _field_stems()

    def _halves(self, word: str) -> str:
        """The two known words that a word runs together ("paygap"), as one string; empty if it does not."""
        for cut in range(3, len(word) - 2):
            first, second = stem(word[:cut]), stem(word[cut:])
            whole = not is_stop(word[:cut]) and not is_stop(word[cut:])
            if whole and self.known(first) and self.known(second):
                return f"{first} {second}"
        return ""


@cache
def _field_stems() -> frozenset[str]:
    vocabulary = load_vocabulary()
    phrases = [p for g in vocabulary.groups for p in g]
    phrases += [p for c in vocabulary.characteristics for p in (*c.names, *c.evidence)]
    return frozenset(s for p in phrases for s in p)


def short_name(council: str) -> str:
    """A council's name without its kind: "Essex" of "Essex County Council"."""
    return _COUNCIL_HEAD.sub("", _COUNCIL_TAIL.sub("", council)).strip()


def build_lexicon(
    papers: Iterable[tuple[Facts, Sequence[tuple[str, str]]]],
    frequencies: Mapping[str, int],
    passages: int,
    rows: Sequence[DocumentRow] = (),
) -> Lexicon:
    """Gather the lexicon of the loaded papers: facts and abbreviations of each, and the counts of their stems."""
    abbreviations: dict[str, list[str]] = {}
    councils: dict[str, str] = {}
    for facts, pairs in papers:
        if facts.council:
            councils[short_name(facts.council).lower()] = facts.council
            councils[facts.council.lower()] = facts.council
        for short, long in pairs:
            known = abbreviations.setdefault(short.upper(), [])
            if long.lower() not in {k.lower() for k in known}:
                known.append(long)
    for short, longs in abbreviations.items():
        for long in longs:
            if (full := councils.get(long.lower())) is not None:
                councils[short.lower()] = full
    vocabulary = load_vocabulary()
    return Lexicon(
        vocabulary,
        {k: tuple(v) for k, v in abbreviations.items()},
        councils,
        frequencies,
        passages,
        tuple(rows),
        _long_names(abbreviations, vocabulary),
    )


def _long_names(abbreviations: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> tuple[tuple[str, Phrase], ...]:
    field = ((short, (long,)) for short, long in vocabulary.abbreviations.items())
    known = {(short, phrase(long)) for short, longs in (*abbreviations.items(), *field) for long in longs}
    return tuple(sorted((one for one in known if len(one[1]) > 1), key=lambda one: (-len(one[1]), one)))


def count_stems(texts: Iterable[str]) -> dict[str, int]:
    """For each stem, how many of the texts hold it."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({one for word in set(words(text)) for one in stems_of(word)})
    return dict(counts)
