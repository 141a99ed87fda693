"""A document's units as the scorer sees them: stems of the unit, its lead-in, its paragraph and its titles."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon import holds, load_vocabulary
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


@dataclass(frozen=True, slots=True)
class View:
    """One unit prepared for scoring: its words, its stems in order, and what stands around it, to be looked up."""

    unit: Unit
    words: str
    folded: str
    own: tuple[str, ...]
    own_set: frozenset[str]
    lead: tuple[str, ...]
    group: tuple[str, ...]
    title: tuple[str, ...]
    path: tuple[str, ...]
    before: frozenset[str]
    length: int
    figure: bool
    date: bool
    name: bool
    enumerates: bool
    around: frozenset[str]
    vector_key: bytes
    vector_text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with the views of its units, in all and by section, and its own title in stems."""

    document: Document
    views: tuple[View, ...]
    title: tuple[str, ...]
    counts: tuple[dict[str, int], ...]
    of_section: tuple[tuple[View, ...], ...]

    def family(self, number: int) -> tuple[int, ...]:
        """A section with its parent, its sisters and its children: the other things said of the same objective."""
        section = self.document.sections[number]
        parents = {number} | ({section.parent} if section.parent >= 0 else set())
        return tuple(s.number for s in self.document.sections if s.number in parents or s.parent in parents)


def content(text: str) -> tuple[str, ...]:
    """The content stems of readable text in order, stop words out; a compound gives its parts after itself."""
    found: list[str] = []
    for word in words(text):
        if is_stop(word):
            continue
        found.append(stem(word))
        if not word.isalpha():
            found.extend(stem(p) for p in _PART.split(word) if len(p) > 1 and p != word and not is_stop(p))
    return tuple(found)


def prepare(document: Document) -> Paper:
    """The views of a document's units, in the order of the units."""
    texts = [readable(document.text[u.start : u.end]) for u in document.units]
    own = [content(t) for t in texts]
    listing = [_enumerates(o) for o in own]
    own = [o + NINE_NAMED if lists else o for o, lists in zip(own, listing, strict=True)]
    groups: dict[int, list[int]] = {}
    for place, unit in enumerate(document.units):
        groups.setdefault(unit.group, []).append(place)
    titles = [content(s.path[-1]) if s.path else () for s in document.sections]
    paths = [tuple(s for t in section.path[:-1] for s in content(t)) for section in document.sections]
    views = []
    for place, unit in enumerate(document.units):
        mates = groups[unit.group]
        joined = () if unit.role in {Role.ITEM, Role.ROW} else _before(own, mates, place)
        text = texts[place]
        lead, path = content(unit.lead), paths[unit.section]
        title = titles[unit.section] + _CALLED.get(unit.kind, ())
        before = _goes_on_from(document, texts, own, place)
        around = frozenset((*own[place], *lead, *joined, *title, *path))
        key, vector_text = unit_text(document, unit)
        views.append(
            View(
                unit,
                text,
                fold(text),
                own[place],
                frozenset(own[place]),
                lead,
                joined,
                title,
                path,
                before,
                len(text.split()),
                bool(_FIGURE.search(text)),
                bool(_DATE.search(text)),
                bool(_NAME.search(text)) or unit.kind is Kind.CONTACT,
                listing[place],
                around | before,
                key,
                vector_text,
            )
        )
    named = content(f"{document.facts.title} {document.facts.type}")
    of_section: list[list[View]] = [[] for _ in document.sections]
    for view in views:
        of_section[view.unit.section].append(view)
    counts = tuple(_counts(held) for held in of_section)
    return Paper(document, tuple(views), named, counts, tuple(tuple(held) for held in of_section))


def _counts(views: Sequence[View]) -> dict[str, int]:
    """How many of a section's units hold a stem: what stands in every sentence tells none apart."""
    held: dict[str, int] = {}
    for view in views:
        for one in view.own_set:
            held[one] = held.get(one, 0) + 1
    return held


def _goes_on_from(
    document: Document, texts: Sequence[str], own: Sequence[tuple[str, ...]], place: int
) -> frozenset[str]:
    """The stems of the sentence before, where this one points back to it ("This was …", "They …")."""
    units = document.units
    if place == 0 or units[place - 1].group != units[place].group or not _POINTS_BACK.match(texts[place]):
        return frozenset()
    return frozenset(own[place - 1])


def _enumerates(own: tuple[str, ...]) -> bool:
    """Whether a unit only goes through the protected characteristics: it names four or more of them."""
    nine = load_vocabulary().characteristics[:NINE]
    return sum(any(holds(own, n) for n in c.names) for c in nine) >= ENUMERATED


def _before(own: Sequence[tuple[str, ...]], mates: Sequence[int], place: int) -> tuple[str, ...]:
    """What the other sentences of a paragraph say: a sentence is read with its neighbours."""
    near = [m for m in mates if m != place and abs(m - place) <= GROUP_UNITS]
    return tuple(s for m in near for s in own[m])


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
                known = prepare(document)
                self._papers[document.id] = known
                while len(self._papers) > self._most:
                    self._papers.popitem(last=False)
            else:
                self._papers.move_to_end(document.id)
            return known
