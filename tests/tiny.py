"""An embedder small enough to compute by hand, for tests that need vectors and no model."""

from __future__ import annotations

import math
import re

from ingest.embedding import Embedder

TOPICS = ("women", "hate", "census", "workforce", "library")


class TinyEmbedder(Embedder):
    """One number for each of five topics, how often its word stands in the text, and 1 for "anything else".

    A word piece is a word or a mark. ``embedded`` keeps what was embedded as passages, in order.
    """

    def __init__(self, name: str = "tiny", pieces: int = 256) -> None:
        self.name = name
        self.bound = pieces
        self.embedded: list[str] = []

    @property
    def identity(self) -> str:
        return f"{self.name}/{self.dimension}"

    @property
    def dimension(self) -> int:
        return len(TOPICS) + 1

    @property
    def max_pieces(self) -> int:
        return self.bound

    @property
    def special_pieces(self) -> int:
        return 2

    def pieces(self, text: str) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        words = re.findall(r"\w+", text.lower())
        counts = [float(words.count(topic)) for topic in TOPICS] + [1.0]
        length = math.sqrt(math.fsum(n * n for n in counts))
        return [n / length for n in counts]
