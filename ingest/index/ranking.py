"""Ranked passages, and the fusion of several rankings by rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

K = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, by its id, and how well it scored in its own index."""

    passage: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """What the two indexes found for one question, each best first: cosines, and BM25 scores."""

    dense: tuple[Hit, ...] = ()
    lexical: tuple[Hit, ...] = ()


def ranked(scores: dict[str, float], limit: int | None = None) -> tuple[Hit, ...]:
    """Passages by falling score; equal scores by id, so that the order never depends on storage."""
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Hit(passage, score) for passage, score in best[:limit])


def fuse(*rankings: Sequence[Hit], weights: Sequence[float] = (), k: int = K) -> tuple[Hit, ...]:
    """Reciprocal rank fusion: a ranking gives ``weight / (k + rank)``, rank from 1; no weights: 1 each."""
    scores: dict[str, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, hit in enumerate(ranking, start=1):
            scores[hit.passage] = scores.get(hit.passage, 0.0) + weight / (k + rank)
    return ranked(scores)
