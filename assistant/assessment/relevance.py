"""How near a paper's words are to a proposal: in meaning by vector, and in the words that both use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.lexicon import Lexicon, Phrase, holds, phrase
from assistant.retrieval import Retriever
from assistant.stems import stem
from assistant.views import Paper, View
from ingest.index.vectors import Vector
from ingest.records import Passage
from ingest.words import readable, words

# Weight of shared words beside the likeness in meaning, and what naming one of the proposal's places adds.
SHARED_WEIGHT = 0.5
PLACE_WEIGHT = 0.25
# A word that stands in every fourth passage tells nothing apart.
COMMON = 0.25
MOST_PASSAGES = 2000
# How much the unit itself counts beside the passage that it stands in.
UNIT_WEIGHT = 0.7
_EVERYDAY_WORDS = """
council county city district borough service services people resident residents change changes new work propose proposed
proposal plan review support provide local area year day time use public money save cost costs close open stop end
withdraw remove reduce cut start begin introduce run move merge replace transfer increase rise fall
"""
_EVERYDAY = frozenset(stem(word) for word in _EVERYDAY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Topic:
    """A word of the proposal, in stems, with its synonyms, and how much it tells."""

    asked: str
    own: Phrase
    synonyms: tuple[Phrase, ...]
    weight: float

    def found_in(self, stems: Sequence[str], surface: str) -> str:
        """The word as a text has it, or a synonym nearly as it is ("training" is no "train"); empty for neither."""
        if holds(stems, self.own):
            return self.asked
        for synonym in self.synonyms:
            if not holds(stems, synonym):
                continue
            words_found = [re.search(rf"\b{re.escape(s)}(?!ed|ing|er)\w{{0,2}}\b", surface) for s in synonym]
            if all(words_found):
                return " ".join(w[0] for w in words_found if w)
        return ""


@dataclass(frozen=True, slots=True)
class Near:
    """How near a unit is: the score, its words that the proposal has too or means, the places that it names."""

    score: float
    shared: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def because(self) -> tuple[str, ...]:
        """The words that make it near, for people."""
        return (*self.places, *self.shared)


class Relevance:
    """Measures the units of some papers against a proposal; the index is asked once.

    ``text`` is compared by meaning; ``subject`` are the few words that name the thing, compared as words.
    """

    def __init__(
        self,
        retriever: Retriever,
        text: str,
        subject: str,
        places: Sequence[str],
        documents: Collection[str],
        units: Mapping[bytes, Vector],
    ) -> None:
        self._topics = _topics(subject, places, retriever.lexicon)
        self._total = sum(t.weight for t in self._topics) or 1.0
        self._places = tuple((place, phrase(place)) for place in places if phrase(place))
        index = retriever.library.index
        vector = np.asarray(index.embedder.embed_query(text), dtype=np.float32)
        scope = frozenset(documents)
        count = min(MOST_PASSAGES, max(1, index.catalogue.count(scope)))
        hits = index.search([], vector, count, scope)
        cosines = {hit.passage: hit.score for hit in hits.dense}
        self._units = {key: float(unit @ vector) for key, unit in units.items()}
        self._passages: Mapping[str, list[tuple[Passage, float]]] = {
            document: [(p, cosines.get(p.id, 0.0)) for p in index.catalogue.passages_of(document)] for document in scope
        }

    def of(self, paper: Paper, views: Sequence[View]) -> Near:
        """How near a stretch of a paper is to the proposal."""
        place = views[0].unit.start
        held = max((c for p, c in self._passages.get(paper.document.id, ()) if p.start <= place < p.end), default=0.0)
        near = max((self._units.get(view.vector_key, held) for view in views), default=held)
        meaning = UNIT_WEIGHT * near + (1 - UNIT_WEIGHT) * held
        own = tuple(s for view in views for s in (*view.own, *view.lead))
        surface = " ".join((readable(views[0].unit.lead), *(v.words for v in views))).lower()
        found = [(topic, word) for topic in self._topics if (word := topic.found_in(own, surface))]
        places = tuple(name for name, stems in self._places if holds(own, stems))
        score = meaning + SHARED_WEIGHT * sum(t.weight for t, _ in found) / self._total
        return Near(score + PLACE_WEIGHT * bool(places), tuple(word for _, word in found), places)


def _topics(subject: str, places: Sequence[str], lexicon: Lexicon) -> tuple[Topic, ...]:
    """The words of a subject that the papers use and that tell something, each with its synonyms."""
    named = {s for place in places for s in phrase(place)}
    found: dict[str, Topic] = {}
    for word in words(subject):
        one = stem(word)
        if not phrase(word) or one in named or one in _EVERYDAY or one in found or word.isdigit():
            continue
        others = {p for group in lexicon.vocabulary.groups if (one,) in group for p in group} - {(one,)}
        used = [p for p in ((one,), *others) if all(lexicon.known(s) for s in p)]
        if not used or (lexicon.passages and lexicon.frequencies.get(one, 0) / lexicon.passages > COMMON):
            continue
        found[one] = Topic(word.lower(), (one,), tuple(sorted(others)), max(lexicon.weight(s) for p in used for s in p))
    return _apart(found.values())


def _apart(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Topics of which none is a synonym of another: "bus" and "transport" count once."""
    kept: list[Topic] = []
    for topic in topics:
        if not any(topic.own in other.synonyms for other in kept):
            kept.append(topic)
    return tuple(kept)
