"""How near a paper's words are to a proposal: in meaning by vector, and in the words that both use."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.lexicon import Lexicon, Phrase, holds, phrase
from assistant.retrieval import Retriever
from assistant.stems import stem
from assistant.views import Paper, View
from ingest.records import Passage
from ingest.words import words

# Weight of shared words beside the likeness in meaning, and what naming one of the proposal's places adds.
SHARED_WEIGHT = 0.5
PLACE_WEIGHT = 0.25
# A word that stands in every fourth passage tells nothing apart.
COMMON = 0.25
MOST_PASSAGES = 2000
_EVERYDAY = frozenset(
    stem(w)
    for w in "council county city district borough service services people resident residents change changes new work "
    "propose proposed proposal plan review support provide local area year day time use".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A word of the proposal in the forms in which papers may say it, and how much it tells."""

    asked: str
    forms: tuple[Phrase, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Near:
    """How near a unit is: the score, the proposal's words that it shares, the places that it names."""

    score: float
    shared: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def because(self) -> tuple[str, ...]:
        """The words that make it near, for people."""
        return (*self.places, *self.shared)


class Relevance:
    """Measures the units of some papers against one text; the index is asked once."""

    def __init__(
        self, retriever: Retriever, text: str, places: Sequence[str], documents: Collection[str]
    ) -> None:
        self._topics = _topics(text, places, retriever.lexicon)
        self._total = sum(t.weight for t in self._topics) or 1.0
        self._places = tuple((place, phrase(place)) for place in places if phrase(place))
        index = retriever.library.index
        vector = np.asarray(index.embedder.embed_query(text), dtype=np.float32)
        scope = frozenset(documents)
        count = min(MOST_PASSAGES, max(1, index.catalogue.count(scope)))
        hits = index.search([], vector, count, scope)
        cosines = {hit.passage: hit.score for hit in hits.dense}
        self._passages: Mapping[str, list[tuple[Passage, float]]] = {
            document: [(p, cosines.get(p.id, 0.0)) for p in index.catalogue.passages_of(document)]
            for document in scope
        }

    def of(self, paper: Paper, views: Sequence[View]) -> Near:
        """How near a stretch of a paper is to the text."""
        place = views[0].unit.start
        held = (c for p, c in self._passages.get(paper.document.id, ()) if p.start <= place < p.end)
        own = tuple(s for view in views for s in (*view.own, *view.lead))
        shared = [t for t in self._topics if any(holds(own, form) for form in t.forms)]
        places = tuple(name for name, stems in self._places if holds(own, stems))
        score = max(held, default=0.0) + SHARED_WEIGHT * sum(t.weight for t in shared) / self._total
        return Near(score + PLACE_WEIGHT * bool(places), tuple(t.asked for t in shared), places)


def _topics(text: str, places: Sequence[str], lexicon: Lexicon) -> tuple[Topic, ...]:
    """The words of a proposal that tell something, each with its synonyms; places are measured apart."""
    named = {s for place in places for s in phrase(place)}
    found: dict[str, Topic] = {}
    for word in words(text):
        one = stem(word)
        if not phrase(word) or one in named or one in _EVERYDAY or one in found or word.isdigit():
            continue
        forms = {(one,)} | {p for group in lexicon.vocabulary.groups if (one,) in group for p in group}
        seen = lexicon.frequencies.get(one, 0)
        if lexicon.passages and seen / lexicon.passages > COMMON:
            continue
        found[one] = Topic(word.lower(), tuple(sorted(forms)), lexicon.weight(one))
    return tuple(found.values())
