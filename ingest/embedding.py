"""Turn text into vectors: the only door to sentence-transformers and torch.

Importing this module costs nothing: the tokenizer is read when text is first divided, the model when text is
first embedded. No library may reach a network unless the settings allow downloads.
"""

from __future__ import annotations

import math
import os
import sys
import threading
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from ingest.errors import ModelError
from ingest.model_files import ModelFiles, broken, content_hash, find_model
from ingest.settings import EmbeddingSettings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

# What the bundled checkpoint is, known from its hash: a process that only divides need not load torch to ask.
_BUNDLED_DIMENSION = 384
_BUNDLED_PIECES = 256

_PROBE = "What did the council commit to, by when, and how is it going?"
_SAME = 0.99999


class Embedder(Embeddings):
    """An embedding model as LangChain knows it, with what dividing and storing need to know of it."""

    @property
    @abstractmethod
    def identity(self) -> str:
        """The model, its content and its dimension in one line: vectors of one identity can be compared."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """How many numbers a vector has."""

    @property
    @abstractmethod
    def max_pieces(self) -> int:
        """How many word pieces the model sees of a text, its own special pieces included."""

    @property
    @abstractmethod
    def special_pieces(self) -> int:
        """How many pieces the model adds to every text."""

    @abstractmethod
    def pieces(self, text: str) -> list[tuple[int, int]]:
        """The word pieces of a text as character spans, without special pieces."""


def embedded_text(context: str, text: str) -> str:
    """What is embedded for a passage: its context line, then its words."""
    return f"{context}\n{text}" if context else text


def load_embedder(settings: EmbeddingSettings) -> Embedder:
    """The embedder that the settings name; raises ModelError when it is missing or altered."""
    silence(settings.allow_downloads)
    return _Sentences(find_model(settings))


def silence(allow_downloads: bool = False) -> None:
    """Keep every model library off the network and from reporting; call it before they are imported."""
    offline = "0" if allow_downloads else "1"
    os.environ.update(
        HF_HUB_OFFLINE=offline,
        TRANSFORMERS_OFFLINE=offline,
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_DISABLE_PROGRESS_BARS="1",
        ANONYMIZED_TELEMETRY="False",
        DO_NOT_TRACK="1",
        # The tokenizer's own threads gain nothing here, and it warns when a process forks after using them.
        TOKENIZERS_PARALLELISM="false",
    )
    # Whoever imported the hub client before us (Gradio does) has had it read the environment already.
    constants = sys.modules.get("huggingface_hub.constants")
    if constants is not None:
        vars(constants).update(HF_HUB_OFFLINE=not allow_downloads, HF_HUB_DISABLE_TELEMETRY=True)


class _Sentences(Embedder):
    """A sentence-transformers model in a folder; its parts are loaded when they are first needed."""

    def __init__(self, source: ModelFiles) -> None:
        self._source = source
        # Held while a part is loaded, and for one batch of passages: the library's tokenizers may not be used
        # by two threads at once. A question's short way does without, so no question waits for an ingest.
        self._lock = threading.RLock()
        self._loaded_tokenizer: Tokenizer | None = None
        self._loaded_network: _Network | None = None
        # Checked before anything is computed with it: 90 MB take 0.07 s.
        self._content = content_hash(source)

    @property
    def identity(self) -> str:
        return f"{self._source.name}@{self._content[:12]}/{self.dimension}"

    @property
    def dimension(self) -> int:
        return _BUNDLED_DIMENSION if self._source.sha256 else self._network().dimension

    @property
    def max_pieces(self) -> int:
        return _BUNDLED_PIECES if self._source.sha256 else self._network().max_pieces

    @property
    def special_pieces(self) -> int:
        return int(self._tokenizer().num_special_tokens_to_add(False))

    def pieces(self, text: str) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = self._tokenizer().encode(_clean(text), add_special_tokens=False).offsets
        return spans

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text, in their order; texts of like length are computed together."""
        network = self._network()
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
        vectors: list[list[float]] = [[]] * len(texts)
        for start in range(0, len(order), self._source.batch):
            batch = order[start : start + self._source.batch]
            with self._lock:
                found = network.encode([_clean(texts[i]) for i in batch])
            for i, vector in zip(batch, found, strict=True):
                vectors[i] = vector
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question, by the short way where that gives the same."""
        network = self._network()
        if network.short:
            return network.forward(_clean(text))
        with self._lock:
            return network.encode_query(_clean(text))

    def _tokenizer(self) -> Tokenizer:
        """The model's own tokenizer, neither cutting nor padding."""
        if self._loaded_tokenizer is None:
            with self._lock:
                if self._loaded_tokenizer is None:
                    self._loaded_tokenizer = _load_tokenizer(self._source)
        return self._loaded_tokenizer

    def _network(self) -> _Network:
        if self._loaded_network is None:
            with self._lock:
                if self._loaded_network is None:
                    self._loaded_network = _Network(self._source, self._tokenizer())
        return self._loaded_network


class _Network:
    """The loaded model: what it was built for, and the two ways through it."""

    def __init__(self, source: ModelFiles, tokenizer: Tokenizer) -> None:
        from tokenizers import Tokenizer

        self._model = _load_model(source)
        if not self._model.max_seq_length:
            raise ModelError(f"{source.name} does not say how much text it sees. Choose another model.")
        self.max_pieces = int(self._model.max_seq_length)
        self._tokenizer = Tokenizer.from_str(tokenizer.to_str())
        self._tokenizer.enable_truncation(self.max_pieces)
        probe = self.encode_query(_PROBE)
        self.dimension = len(probe)
        # Prompts, other inputs or other modules make the short way differ: then it is not taken.
        self.short = not any(self._model.prompts.values()) and _cosine(self.forward(_PROBE), probe) > _SAME

    def encode(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages, normalised, by the library's way."""
        found = self._model.encode_document(
            texts, batch_size=len(texts), show_progress_bar=False, normalize_embeddings=True
        )
        vectors: list[list[float]] = found.tolist()
        return vectors

    def encode_query(self, text: str) -> list[float]:
        """The vector of a question, normalised, by the library's way."""
        vector: list[float] = self._model.encode_query(
            text, show_progress_bar=False, normalize_embeddings=True
        ).tolist()
        return vector

    def forward(self, text: str) -> list[float]:
        """The vector of a question, normalised, without what batches need: a fifth quicker.

        One thread computes it: on a busy machine, threads that wait for each other cost a hundred times what they save.
        """
        import torch

        with _one_thread(), torch.inference_mode():
            ids = torch.tensor([self._tokenizer.encode(text).ids], device=self._model.device)
            features = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
            vector = self._model(features)["sentence_embedding"]
            found: list[float] = torch.nn.functional.normalize(vector.float(), dim=1)[0].tolist()
        return found


@contextmanager
def _one_thread() -> Iterator[None]:
    """Have torch compute in this thread alone, for as long as the block lasts."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _load_model(source: ModelFiles) -> SentenceTransformer:
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(str(source.folder), local_files_only=True).eval()
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise broken(source, f"cannot be loaded: {error}") from error


def _load_tokenizer(source: ModelFiles) -> Tokenizer:
    from tokenizers import Tokenizer

    file = source.folder / "tokenizer.json"
    if not file.is_file():
        raise broken(source, "has no tokenizer.json, without which text cannot be divided")
    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as error:  # the library raises bare Exception for a file that it cannot parse
        raise broken(source, f"has a tokenizer.json that cannot be read: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """The cosine of two vectors of length one."""
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def _clean(text: str) -> str:
    """The text with lone surrogates (from undecodable input) as question marks, character for character."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
