"""Reading in a child process, so that a hang, a crash or a bomb costs one file and not the batch.

One worker serves many files, one at a time. Frames of JSON, each behind its length, go through its standard input
and output; nothing is unpickled. The worker reads ``path`` with ``ingest.readers.read`` under limits of time and
memory; when it dies, the next file gets a fresh one; when its parent dies, it ends at the end of its input.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from ingest.errors import FileError
from ingest.readers import SkippedFile, read, shown
from ingest.records import Block, Dress, Page, Role, Source
from ingest.settings import ReadSettings

_LENGTH = struct.Struct(">Q")
_START_SECONDS = 120
_GRACE_SECONDS = 10  # the parent stops a late worker; this alarm is for a worker whose parent is gone
_POSIX = os.name == "posix"
_MEMORY = "memory"


class Sandbox:
    """A worker for a batch of files, as a context manager; ``read`` gives a Source or raises FileError."""

    def __init__(self) -> None:
        self._worker: _Worker | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker and wait for it; safe to call twice."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def read(self, path: Path, settings: ReadSettings) -> Source:
        """Read one file in the worker within the limits of ``settings``."""
        with self._lock:
            worker = self._ready_worker(path)
            request = {"path": str(path.absolute()), "settings": settings.model_dump(mode="json")}
            try:
                reply = worker.ask(request, settings.seconds)
            except BaseException as error:
                fault = worker.fault(path, settings)
                self.close()
                if isinstance(error, _Died):
                    raise fault from None
                raise
            if reply.get("retire"):
                self.close()
        return _answer(reply, path, settings)

    def _ready_worker(self, path: Path) -> _Worker:
        if self._worker is None:
            worker = _Worker()
            try:
                worker.ask(None, _START_SECONDS)
            except BaseException as error:
                words = worker.last_words()
                worker.close()
                if isinstance(error, _Died):
                    remedy = "Run dueregard doctor; the installation may be incomplete."
                    raise FileError(
                        shown(path), f"was not read: the reader did not start ({words})", remedy
                    ) from None
                raise
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

    def ask(self, request: dict[str, Any] | None, seconds: float) -> dict[str, Any]:
        """Send a request (None: wait for the greeting) and return the reply; _Died where there is none."""
        timer = threading.Timer(seconds, self._stop_late)
        timer.daemon = True
        timer.start()
        try:
            if request is not None and self._process.stdin is not None:
                self._errors.seek(
                    0
                )  # the offset is the worker's too: what it said of the last file is forgotten
                self._errors.truncate()
                _send(self._process.stdin, request)
            reply = _receive(self._process.stdout) if self._process.stdout is not None else None
        except (OSError, ValueError) as error:
            raise _Died from error
        finally:
            timer.cancel()
            timer.join()
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

    def _stop_late(self) -> None:
        self._late = True
        self._signal_all()

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


def _answer(reply: dict[str, Any], path: Path, settings: ReadSettings) -> Source:
    """Turn a worker's reply into what ``read`` gives or raises."""
    if "source" in reply:
        return decode(reply["source"])
    if reply["kind"] == _MEMORY:
        raise _memory_fault(shown(path), settings)
    error = SkippedFile if reply["kind"] == "skipped" else FileError
    raise error(reply["file"], reply["reason"], reply["remedy"])


def encode(source: Source) -> dict[str, Any]:
    """A Source as plain JSON values."""
    return {
        "text": source.text,
        "blocks": [
            [
                *(
                    block.start,
                    block.end,
                    block.role.value,
                    block.dress.value,
                    block.level,
                    block.marker,
                    block.cells,
                ),
                *(block.headers, block.table, block.list_id, block.hard_break, block.repeats),
            ]
            for block in source.blocks
        ],
        "pages": [[page.index, page.label, page.start, page.end, page.recognised] for page in source.pages],
        "facts": dict(source.facts),
        "outline": source.outline,
        "warnings": source.warnings,
    }


def decode(data: dict[str, Any]) -> Source:
    """The Source that ``encode`` made plain."""
    return Source(
        text=data["text"],
        blocks=tuple(_block(values) for values in data["blocks"]),
        pages=tuple(Page(*values) for values in data["pages"]),
        facts=dict(data["facts"]),
        outline=tuple((title, label) for title, label in data["outline"]),
        warnings=tuple(data["warnings"]),
    )


def _block(values: list[Any]) -> Block:
    start, end, role, dress, level, marker, cells, headers, table, list_id, hard_break, repeats = values
    return Block(
        start=start,
        end=end,
        role=Role(role),
        dress=Dress(dress),
        level=level,
        marker=marker,
        cells=tuple((first, last) for first, last in cells),
        headers=tuple(headers),
        table=table,
        list_id=list_id,
        hard_break=hard_break,
        repeats=None if repeats is None else (repeats[0], repeats[1]),
    )


def _send(stream: IO[bytes], message: dict[str, Any]) -> None:
    data = json.dumps(message, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """One frame, or None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        return None
    message: dict[str, Any] = json.loads(data)
    return message


def _serve() -> None:
    """The worker: greet, then answer one request after the other until the input ends."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    busy = threading.Event()
    threading.Thread(target=_listen, args=(source, requests, busy), daemon=True).start()
    limits = _Limits()
    _send(sink, {"ready": True})
    while True:
        request = requests.get()
        busy.set()
        settings = ReadSettings.model_validate({**request["settings"]})
        reply = _handle(Path(request["path"]), settings, limits)
        reply["retire"] = limits.crowded(settings.megabytes)
        _send(sink, reply)
        busy.clear()


def _listen(source: IO[bytes], requests: queue.SimpleQueue[dict[str, Any]], busy: threading.Event) -> None:
    """Pass requests on; at the end of the input end the process, and what it started if it is at work."""
    while (request := _receive(source)) is not None:
        requests.put(request)
    if busy.is_set() and _POSIX and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _handle(path: Path, settings: ReadSettings, limits: _Limits) -> dict[str, Any]:
    """Read one file under the limits; the reply says what came of it."""
    try:
        with limits.held(settings):
            return {"source": encode(read(path, settings))}
    except MemoryError:
        return {"kind": _MEMORY}
    except FileError as error:
        if _short_of_memory(error):
            return {"kind": _MEMORY}
        kind = "skipped" if isinstance(error, SkippedFile) else "file"
        return {"kind": kind, "file": error.file, "reason": error.reason, "remedy": error.remedy}


def _short_of_memory(error: FileError) -> bool:
    """Tell a lack of memory from other causes: libraries say it in several ways."""
    cause = error.__cause__
    if isinstance(cause, MemoryError) or (isinstance(cause, OSError) and cause.errno == 12):
        return True
    return isinstance(cause, ImportError) and "failed to map segment" in str(cause)


class _Limits:
    """Limits of the worker itself; memory counts from what it takes at rest."""

    def __init__(self) -> None:
        self._rest, self._most = _address_space(), 0
        if _POSIX:
            import resource

            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if not self._rest:
                threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        """Where the system keeps no limit of memory, end the worker once it has taken too much."""
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        while True:
            time.sleep(0.2)
            if self._most and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > self._most:
                os.write(2, b"out of memory\n")
                os._exit(70)

    @contextlib.contextmanager
    def held(self, settings: ReadSettings) -> Iterator[None]:
        """Hold memory and time to the settings; the alarm ends even a parser that never comes back to Python."""
        if not _POSIX:
            yield
            return
        import resource

        hard, self._most = resource.getrlimit(resource.RLIMIT_AS)[1], settings.megabytes * 1024 * 1024
        wanted = self._rest + settings.megabytes * 1024 * 1024
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):  # some systems refuse this limit; time still holds
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.alarm(settings.seconds + _GRACE_SECONDS)
        try:
            yield
        finally:
            signal.alarm(0)
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_AS, (hard, hard))

    def crowded(self, megabytes: int) -> bool:
        """Tell whether so much memory is kept that the next file should get a fresh worker."""
        return _address_space() - self._rest > megabytes * 1024 * 1024 // 2


def _address_space() -> int:
    """Bytes of address space in use, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    _serve()
