"""Reading in a child process, so that a hang, a crash or a bomb costs one file and not the batch.

One worker serves many files, one at a time; requests and replies go through its standard input and output
as JSON, and nothing is unpickled. The worker holds itself to the limit of memory; the parent stops it when it
is late or no more wanted. When it dies, the next file gets a fresh one; when its parent dies, it ends with its input.
"""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ingest.errors import FileError
from ingest.readers import SkippedFile, shown
from ingest.readers.drawn import Picture, Words
from ingest.readers.wire import DOCUMENT, SOURCE, receive, send
from ingest.records import Document, Source
from ingest.settings import ReadSettings

_START_SECONDS = 120
_GLANCE_SECONDS = 0.2  # how often it is asked whether the reader was told to stop
_POSIX = os.name == "posix"


class ReadingStopped(Exception):
    """The reader was told to stop while a file was read: nothing is said of that file."""


class Sandbox:
    """A worker for a batch of files, as a context manager; each file gives a record or raises FileError.

    Once ``stop`` says so, the file at hand is left and ReadingStopped is raised.
    """

    def __init__(self, stop: Callable[[], bool] = lambda: False) -> None:
        self._worker: _Worker | None = None
        self._stop = stop
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the worker and wait for it; safe to call twice."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def read(self, path: Path, settings: ReadSettings) -> Source:
        """Read one file in the worker within the limits of ``settings``."""
        return SOURCE.validate_python(self._reply(path, settings)["source"])

    def document(self, path: Path, settings: ReadSettings, sha256: str) -> Document:
        """Read one file in the worker and structure it there, within the same limits; its hash gives the id."""
        return DOCUMENT.validate_python(self._reply(path, settings, {"sha256": sha256})["document"])

    def draw(self, path: Path, settings: ReadSettings, page: int, words: Words) -> Picture:
        """Draw one page of a PDF in the worker, with where the words stand on it; raises FileError."""
        reply = self._reply(path, settings, {"page": page, "words": words.text, "before": words.before})
        boxes = tuple((box[0], box[1], box[2], box[3]) for box in reply["boxes"])
        return Picture(base64.b64decode(reply["png"]), reply["width"], reply["height"], boxes)

    def _reply(self, path: Path, settings: ReadSettings, more: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the worker made of a file; FileError where it tells why it could not."""
        reply = self._asked(path, settings, more or {})
        if "kind" in reply:
            raise _refusal(reply, path, settings)
        return reply

    def _asked(self, path: Path, settings: ReadSettings, more: dict[str, Any]) -> dict[str, Any]:
        """The worker's reply to a request; one that dies of it is put away, and FileError says why."""
        with self._lock:
            worker = self._ready_worker(path)
            request = {"path": str(path.absolute()), "settings": settings.model_dump(mode="json"), **more}
            try:
                reply = worker.ask(request, settings.seconds, self._stop)
            except _Died:
                fault = ReadingStopped() if worker.told else worker.fault(path, settings)
                self.close()
                raise fault from None
            except BaseException:  # an interrupt must not leave a worker at work
                self.close()
                raise
            if reply.get("retire"):
                self.close()
        return reply

    def _ready_worker(self, path: Path) -> _Worker:
        if self._worker is None:
            worker = _Worker()
            try:
                worker.ask(None, _START_SECONDS)
            except _Died:
                reason = f"was not read: the reader did not start ({worker.last_words()})"
                worker.close()
                raise FileError(shown(path), reason, "Run dueregard doctor: a part may be missing.") from None
            self._worker = worker
        return self._worker


class _Died(Exception):
    """The worker ended, or was ended, before it answered."""


class _Worker:
    """One child process, its pipes and the tail of what it writes to standard error."""

    def __init__(self) -> None:
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        limits = {
            "OPENBLAS_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",
            "PYTHONUTF8": "1",
            "PYTHONWARNINGS": "ignore",
        }
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        self._process = subprocess.Popen(
            # -P: the folder that one happens to stand in must not shadow any module.
            [sys.executable, "-P", "-m", "ingest.readers.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, **limits, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=_POSIX,
        )
        self._late = False
        self.told = False  # it was ended because the reader was told to stop

    def ask(
        self, request: dict[str, Any] | None, seconds: float, stop: Callable[[], bool] = lambda: False
    ) -> dict[str, Any]:
        """Send a request (None: wait for the greeting) and return the reply; _Died where there is none."""
        over = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(seconds, stop, over), daemon=True)
        watcher.start()
        try:
            if request is not None and self._process.stdin is not None:
                self._errors.seek(0)  # the offset is the worker's too: what it said of the last file is forgotten
                self._errors.truncate()
                send(self._process.stdin, request)
            reply = receive(self._process.stdout) if self._process.stdout is not None else None
        except (OSError, ValueError) as error:
            raise _Died from error
        finally:
            over.set()
            watcher.join()
        if reply is None:
            raise _Died
        return reply

    def fault(self, path: Path, settings: ReadSettings) -> FileError:
        """Say why the worker died on this file."""
        name = shown(path)
        if self._late:
            remedy = "Raise read.seconds, or split the file."
            return FileError(name, f"was stopped after {settings.seconds:,} s", remedy)
        self._end(patience=10)
        words, code = self.last_words(), self._process.returncode
        if "bad_alloc" in words or "memory" in words.lower():
            return _memory_fault(name, settings)
        if _POSIX and code == -signal.SIGKILL:
            remedy = "Read it on a machine with more memory, or split the file."
            return FileError(name, "was ended by the system, most likely for want of memory", remedy)
        how = signal.Signals(-code).name if _POSIX and code < 0 else f"exit code {code}"
        remedy = "Open it in the program that made it and save it again."
        return FileError(name, f"could not be read: the parser crashed ({how})", remedy)

    def last_words(self) -> str:
        """The last line that the worker wrote to standard error."""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - 4096))
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:200] if lines else "no message"

    def close(self) -> None:
        """Let the worker end at the end of its input; kill it when it does not."""
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        self._end(patience=2)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._errors.close()

    def _watch(self, seconds: float, stop: Callable[[], bool], over: threading.Event) -> None:
        """End the worker when it is late or the reader is told to stop, unless it is over before."""
        due = time.monotonic() + seconds
        while not over.wait(max(0.0, min(_GLANCE_SECONDS, due - time.monotonic()))):
            self.told = stop()
            self._late = not self.told and time.monotonic() >= due
            if self.told or self._late:
                return self._signal_all()
        return None

    def _signal_all(self) -> None:
        """Kill the worker and what it started: they share a process group of their own."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if _POSIX:
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _end(self, patience: float) -> None:
        """Wait for the worker, and kill it when it does not end; what it had started dies with it."""
        try:
            self._process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self._signal_all()
            self._process.wait()


def _memory_fault(name: str, settings: ReadSettings) -> FileError:
    remedy = "Raise read.megabytes, or split the file."
    return FileError(name, f"needed more than {settings.megabytes:,} MB of memory", remedy)


def _refusal(reply: dict[str, Any], path: Path, settings: ReadSettings) -> FileError:
    """The error that a worker's reply tells of."""
    if reply["kind"] == "memory":
        return _memory_fault(shown(path), settings)
    error = SkippedFile if reply["kind"] == "skipped" else FileError
    return error(reply["file"], reply["reason"], reply["remedy"])


if __name__ == "__main__":
    from ingest.readers.worker import serve

    serve()
