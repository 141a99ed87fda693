"""A document's units as the scorer sees them: stems of the unit, its lead-in, its paragraph and its titles."""

from __future__ import annotations

import re
import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from assistant.lexicon import Phrase, holds, load_vocabulary
from assistant.stems import is_stop, stem
from ingest.passages import unit_text
from ingest.records import Document, Kind, Role, Unit
from ingest.words import fold, readable, words

_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|third|quarter)\b", re.I
)
_MONTHS = "january|february|march|april|june|july|august|september|october|november|december|may \\d|\\d+ may"
_SHORT_MONTHS = "jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec"
_RECURRING = r"year \d|annual(?:ly)?|every \w+ (?:year|month)s?|each year|monthly|weekly"
# The year of a law or a census names it; it dates nothing else.
_YEAR = r"(?<!Act )(?<!Regulations )(?<!Order )(?<!Census )(?:19|20)\d{2}"
_DATE = re.compile(rf"\b(?:{_YEAR}|{_MONTHS}|{_SHORT_MONTHS}|{_RECURRING})\b", re.I)
_NAME = re.compile(r"(?:[A-Z][\w'’&-]+ (?:(?:of|and|for|the|&) )*){1,5}[A-Z][\w'’&-]+|@")
_PERSON = re.compile(
    r"\b(?:Cllr|Councillor|Dr|Mr|Mrs|Ms|Mx|Miss|Sir|Dame|Lord|Lady|Baroness|Professor|Rev)\.? [A-Z][\w'’-]+"
    r"|\b(?:Leader of|Cabinet Member|Portfolio Holder|Chief Executive|Director|Head of|Monitoring Officer|Chair of"
    r"|Lead Officer|Service Manager)\b"
)
_PART = re.compile(r"[-/&’',.]")
_POINTS_BACK = re.compile(
    r"(?:this|these|that|those|it|its|they|their|he|she|both|such|there|here|in addition|also|the same|as such)\b", re.I
)
GROUP_UNITS = 40
NINE = 9
ENUMERATED = 4
# What a text of a kind is called, whether or not its titles say so.
_CALLED = {
    Kind.CONTACT: (stem("contact"),),
    Kind.TIMETABLE: (stem("timetable"),),
    Kind.QUESTION: (stem("question"),),
}
# What a list of the nine is about, whether or not it says so itself.
NINE_NAMED = tuple(stem(w) for w in ("nine", "protected", "characteristics"))

# Of a unit: its words, their stems, and whether it goes through the protected characteristics.
_Own = tuple[str, tuple[str, ...], bool]


@dataclass(frozen=True)
class View:
    """One unit prepared for scoring: its words, its stems in order, and what stands around it, to be looked up.

    What few questions ask of it is found when one does.
    """

    unit: Unit
    words: str
    own: tuple[str, ...]
    own_set: frozenset[str]
    lead: tuple[str, ...]
    group: tuple[str, ...]
    title: tuple[str, ...]
    path: tuple[str, ...]
    before: frozenset[str]
    length: int
    enumerates: bool
    around: frozenset[str]
    vector_key: bytes
    vector_text: str

    @cached_property
    def folded(self) -> str:
        """Its words for comparing."""
        return fold(self.words)

    @cached_property
    def figure(self) -> bool:
        """Whether it gives a figure."""
        return bool(_FIGURE.search(self.words))

    @property
    def heads(self) -> str:
        """The heads of the columns that it stands under, where it is a row of a table."""
        return self.unit.lead if self.unit.role is Role.ROW else ""

    @cached_property
    def date(self) -> bool:
        """Whether it gives a date."""
        return bool(_DATE.search(self.words))

    @cached_property
    def person(self) -> bool:
        """Whether it names a person or an office that somebody holds."""
        return self.unit.kind is Kind.CONTACT or bool(_PERSON.search(self.words))

    @cached_property
    def name(self) -> bool:
        """Whether it names somebody or something."""
        return self.unit.kind is Kind.CONTACT or bool(_NAME.search(self.words))


class Paper:
    """A document with its own title in stems, and the views of its units, each made when it is first looked at.

    Threads may share one: what two of them make of a unit at once is the same.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.title = content(f"{document.facts.title} {document.facts.type}")
        self._own: dict[int, _Own] = {}
        self._sections: dict[int, tuple[View, ...]] = {}
        self._counts: dict[int, dict[str, int]] = {}
        self._places: dict[int, list[int]] = {}
        self._groups: dict[int, list[int]] = {}
        for place, unit in enumerate(document.units):
            self._places.setdefault(unit.section, []).append(place)
            self._groups.setdefault(unit.group, []).append(place)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The views of all units, in their order."""
        placed = {p: v for n, places in self._places.items() for p, v in zip(places, self.of_section(n), strict=True)}
        return tuple(placed[place] for place in range(len(placed)))

    def of_section(self, number: int) -> tuple[View, ...]:
        """The views of a section's units, in their order."""
        if number not in self._sections:
            path = self.document.sections[number].path
            title = content(path[-1]) if path else ()
            outer = tuple(s for t in path[:-1] for s in content(t))
            self._sections[number] = tuple(self._view(p, title, outer) for p in self._places.get(number, ()))
        return self._sections[number]

    def counts(self, number: int) -> dict[str, int]:
        """How many of a section's units hold a stem: what stands in every sentence tells none apart."""
        if number not in self._counts:
            self._counts[number] = dict(Counter(one for view in self.of_section(number) for one in view.own_set))
        return self._counts[number]

    def family(self, number: int) -> tuple[int, ...]:
        """A section with its parent, its sisters and its children: the other things said of the same objective."""
        section = self.document.sections[number]
        parents = {number} | ({section.parent} if section.parent >= 0 else set())
        return tuple(s.number for s in self.document.sections if s.number in parents or s.parent in parents)

    def _view(self, place: int, title: tuple[str, ...], path: tuple[str, ...]) -> View:
        unit, (text, own, lists) = self.document.units[place], self._said(place)
        joined = () if unit.role in {Role.ITEM, Role.ROW} else self._beside(place)
        lead = content(unit.lead)
        title = title + _CALLED.get(unit.kind, ())
        before = self._goes_on_from(place)
        around = frozenset((*own, *lead, *joined, *title, *path))
        key, vector_text = unit_text(self.document, unit)
        return View(
            unit,
            text,
            own,
            frozenset(own),
            lead,
            joined,
            title,
            path,
            before,
            len(text.split()),
            lists,
            around | before,
            key,
            vector_text,
        )

    def _said(self, place: int) -> _Own:
        """A unit's words, their stems, and whether it goes through the protected characteristics."""
        if place not in self._own:
            unit = self.document.units[place]
            text = readable(self.document.text[unit.start : unit.end])
            own = content(text)
            lists = _enumerates(own)
            self._own[place] = text, own + NINE_NAMED if lists else own, lists
        return self._own[place]

    def _beside(self, place: int) -> tuple[str, ...]:
        """What the other sentences of a paragraph say: a sentence is read with its neighbours."""
        mates = self._groups[self.document.units[place].group]
        near = [m for m in mates if m != place and abs(m - place) <= GROUP_UNITS]
        return tuple(chain.from_iterable(self._said(m)[1] for m in near))

    def _goes_on_from(self, place: int) -> frozenset[str]:
        """The stems of the sentence before, where this one points back to it ("This was …", "They …")."""
        units = self.document.units
        if place == 0 or units[place - 1].group != units[place].group:
            return frozenset()
        return frozenset(self._said(place - 1)[1]) if _POINTS_BACK.match(self._said(place)[0]) else frozenset()


def content(text: str) -> tuple[str, ...]:
    """The content stems of readable text in order, stop words out; a compound gives its parts after itself."""
    return tuple(one for word in words(text) for one in _stems_of(word))


@lru_cache(maxsize=65536)
def _stems_of(word: str) -> tuple[str, ...]:
    if is_stop(word):
        return ()
    parts = () if word.isalpha() else (p for p in _PART.split(word) if len(p) > 1 and p != word and not is_stop(p))
    return (stem(word), *(stem(p) for p in parts))


def _enumerates(own: tuple[str, ...]) -> bool:
    """Whether a unit only goes through the protected characteristics: it names four or more of them."""
    held = frozenset(own)
    # Few units have the words that names begin with: only there is it worth looking for whole names.
    near = [names for firsts, names in _nine() if not firsts.isdisjoint(held)]
    return len(near) >= ENUMERATED and sum(any(holds(own, n) for n in names) for names in near) >= ENUMERATED


@cache
def _nine() -> tuple[tuple[frozenset[str], tuple[Phrase, ...]], ...]:
    """The names of each protected characteristic, with the stems that they begin with."""
    nine = load_vocabulary().characteristics[:NINE]
    return tuple((frozenset(n[0] for n in c.names if n), c.names) for c in nine)


class Shelf:
    """Keeps the papers prepared last, so that a question does not prepare them again."""

    def __init__(self, most: int = 512) -> None:
        self._most = most
        self._papers: OrderedDict[str, Paper] = OrderedDict()
        self._lock = threading.Lock()

    def paper(self, document: Document) -> Paper:
        """The prepared form of a document; one that was given other facts is prepared again."""
        with self._lock:
            known = self._papers.get(document.id)
            if known is None or known.document.facts != document.facts:
                known = Paper(document)
                self._papers[document.id] = known
                while len(self._papers) > self._most:
                    self._papers.popitem(last=False)
            else:
                self._papers.move_to_end(document.id)
            return known
