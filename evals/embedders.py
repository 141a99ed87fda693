"""Embedders for measuring: two that remember, one that keeps time, and one that costs nothing."""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import suppress
from pathlib import Path

import numpy as np

from ingest.embedding import Embedder
from ingest.index.vectors import Vectors

_WORD = re.compile(r"\S+")


class Wrapped(Embedder):
    """An embedder around another, whose vectors it gives."""

    def __init__(self, inner: Embedder) -> None:
        self.inner = inner

    @property
    def identity(self) -> str:
        """That of the model within."""
        return self.inner.identity

    @property
    def dimension(self) -> int:
        """That of the model within."""
        return self.inner.dimension

    @property
    def max_pieces(self) -> int:
        """That of the model within."""
        return self.inner.max_pieces

    @property
    def special_pieces(self) -> int:
        """That of the model within."""
        return self.inner.special_pieces

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Those of the model within."""
        return self.inner.pieces(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Those of the model within."""
        return self.inner.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """That of the model within."""
        return self.inner.embed_query(text)


class Remembering(Wrapped):
    """Keeps the vectors of questions: nine systems are asked the same ones."""

    def __init__(self, inner: Embedder) -> None:
        super().__init__(inner)
        self._kept: dict[str, list[float]] = {}

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question, computed once."""
        if text not in self._kept:
            self._kept[text] = self.inner.embed_query(text)
        return self._kept[text]


class Kept(Wrapped):
    """Keeps the vectors of passages and units in a folder: a run embeds only what changed since the last one.

    Questions are embedded each time: that is part of what is measured.
    """

    def __init__(self, inner: Embedder, folder: Path) -> None:
        super().__init__(inner)
        # Where nothing can be kept, everything is embedded each time.
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        self._vectors = Vectors(folder, inner)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, each computed once on this machine."""
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        found = self._vectors.of(dict(zip(keys, texts, strict=True)))
        return [found[key].astype(float).tolist() for key in keys]


class Timed(Wrapped):
    """Adds up the seconds spent embedding, and the texts that were embedded."""

    def __init__(self, inner: Embedder) -> None:
        super().__init__(inner)
        self.seconds = 0.0
        self.texts = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Those of the model within."""
        began = time.perf_counter()
        try:
            return self.inner.embed_documents(texts)
        finally:
            self.seconds += time.perf_counter() - began
            self.texts += len(texts)

    def embed_query(self, text: str) -> list[float]:
        """That of the model within."""
        began = time.perf_counter()
        try:
            return self.inner.embed_query(text)
        finally:
            self.seconds += time.perf_counter() - began


class Drawn(Embedder):
    """Vectors drawn at random from a text's hash: alike texts are no nearer than others, and nothing is computed."""

    @property
    def identity(self) -> str:
        """A name of its own, so that no real index takes its vectors for a model's."""
        return "drawn/384"

    @property
    def dimension(self) -> int:
        """As many numbers as the bundled model gives."""
        return 384

    @property
    def max_pieces(self) -> int:
        """As many pieces as the bundled model sees."""
        return 256

    @property
    def special_pieces(self) -> int:
        """As many as the bundled model adds."""
        return 2

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Its words."""
        return [m.span() for m in _WORD.finditer(text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector of length one for each text, always the same for the same text."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """A vector of length one."""
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        drawn = np.random.default_rng(seed).standard_normal(self.dimension)
        vector: list[float] = (drawn / np.linalg.norm(drawn)).tolist()
        return vector
