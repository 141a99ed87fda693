"""The figures of a ranking of passages: evidence recall within so many words, and the standard ones by ir-measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.folding import stands_in
from evals.metrics import Values
from evals.questions import Case, Expected
from ingest.errors import DueRegardError

WITHIN = (300, 600, 1000)
CURVE = (50, 100, 150, 200, 300, 400, 600, 800, 1000)
# How much of the shorter of the two a passage and a quote must share for the passage to count as relevant.
_SHARED = 0.5

RETRIEVAL: Mapping[str, tuple[str, bool]] = {
    **{f"within_{n}": (f"expected quotes within the first {n} words retrieved", True) for n in WITHIN},
    "recall@5": ("relevant passages among the first 5", True),
    "recall@10": ("relevant passages among the first 10", True),
    "ndcg@10": ("normalised discounted cumulative gain at 10", True),
    "mrr": ("mean reciprocal rank of the first relevant passage", True),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A passage by its place in a file, with its words."""

    file: str
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """What names it in a ranking."""
        return f"{self.file}:{self.start}-{self.end}"


def within(case: Case, ranking: Sequence[Place], words: int) -> float | None:
    """The share of expected quotes that stand in the first so many words retrieved; the last passage is cut."""
    if not case.expected:
        return None
    left = words
    texts: dict[str, list[str]] = {}
    for place in ranking:
        found = place.text.split()
        if left <= 0:
            break
        texts.setdefault(place.file, []).append(place.text if len(found) <= left else " ".join(found[:left]))
        left -= len(found)
    hits = [any(stands_in(way.quote, texts.get(way.file, [])) for way in e.ways) for e in case.expected]
    return sum(hits) / len(hits)


def curve(cases: Sequence[Case], rankings: Mapping[str, Sequence[Place]]) -> list[tuple[int, float]]:
    """Evidence recall against the words read, over the questions that were ranked."""
    points: list[tuple[int, float]] = []
    for words in CURVE:
        values = [v for c in cases if c.id in rankings if (v := within(c, rankings[c.id], words)) is not None]
        if values:
            points.append((words, sum(values) / len(values)))
    return points


def is_relevant(place: Place, expected: Iterable[Expected]) -> bool:
    """Whether a passage shares with an expected quote at least half of the shorter of the two."""
    for one in (way for e in expected for way in e.ways):
        if one.file != place.file:
            continue
        for start, end in one.spans:
            shared = min(end, place.end) - max(start, place.start)
            if shared >= _SHARED * min(end - start, place.end - place.start):
                return True
    return False


def standard(
    cases: Sequence[Case], rankings: Mapping[str, Sequence[Place]], shelf: Sequence[Place]
) -> dict[str, Values]:
    """Recall@k, nDCG@10 (Järvelin and Kekäläinen 2002) and reciprocal rank for each question, by ir-measures.

    ``shelf`` is everything that could have been found: what is relevant is judged over all of it.
    """
    try:
        import ir_measures
        from ir_measures import RR, Qrel, R, ScoredDoc, nDCG
    except ModuleNotFoundError as error:
        raise DueRegardError('ir-measures is missing. Install it: pip install "due-regard[evals]".') from error

    asked = [c for c in cases if c.expected and c.id in rankings]
    qrels = [Qrel(c.id, p.key, 1) for c in asked for p in shelf if is_relevant(p, c.expected)]
    run = [
        ScoredDoc(c.id, place.key, float(-rank)) for c in asked for rank, place in enumerate(_distinct(rankings[c.id]))
    ]
    names = {str(R @ 5): "recall@5", str(R @ 10): "recall@10", str(nDCG @ 10): "ndcg@10", str(RR): "mrr"}
    found: dict[str, Values] = {}
    for one in ir_measures.iter_calc([R @ 5, R @ 10, nDCG @ 10, RR], qrels, run):
        found.setdefault(one.query_id, {})[names[str(one.measure)]] = (float(one.value),)
    return found


def _distinct(ranking: Sequence[Place]) -> list[Place]:
    return list({place.key: place for place in ranking}.values())


def score_rankings(
    cases: Sequence[Case], rankings: Mapping[str, Sequence[Place]], shelf: Sequence[Place]
) -> dict[str, Values]:
    """Every figure of retrieval for each question that has expected quotes."""
    found = standard(cases, rankings, shelf)
    for case in cases:
        for words in WITHIN:
            if case.id in rankings and (value := within(case, rankings[case.id], words)) is not None:
                found.setdefault(case.id, {})[f"within_{words}"] = (value,)
    return found
