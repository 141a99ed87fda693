"""Ranked passages, and the fusion of what was found by vector and by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What the vector's score weighs against that of the words. On both public benchmarks, and on the questions of our
# own papers, anything from a half to three quarters does about as well.
DENSE = 0.65


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, by its id, and how well it scored in its own index."""

    passage: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """What the two indexes found for one question, each best first: cosines, and BM25 scores.

    Where both were asked, each scores what the other found as well; words that a passage has none of score nothing.
    """

    dense: tuple[Hit, ...] = ()
    lexical: tuple[Hit, ...] = ()


def ranked(scores: Mapping[str, float], limit: int | None = None) -> tuple[Hit, ...]:
    """Passages by falling score; equal scores by id, so that the order never depends on storage."""
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Hit(passage, score) for passage, score in best[:limit])


def fuse(hits: Hits, dense: float = DENSE) -> tuple[Hit, ...]:
    """Both scores added, each as a share of the best of its kind; ``dense`` is the weight of the vector, of 1.

    A convex combination with theoretical minima (Bruch, Gai and Ingber 2023): a cosine counts from -1, BM25 from 0.
    """
    scores: dict[str, float] = {}
    for found, weight, least in ((hits.dense, dense, -1.0), (hits.lexical, 1.0 - dense, 0.0)):
        span = max((hit.score for hit in found), default=least) - least
        for hit in found if span > 0 else ():
            scores[hit.passage] = scores.get(hit.passage, 0.0) + weight * (hit.score - least) / span
    return ranked(scores)
