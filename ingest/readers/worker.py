"""The child process that reads files for a sandbox, under limits that it puts on itself."""

from __future__ import annotations

import base64
import contextlib
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ingest.errors import FileError
from ingest.readers import SkippedFile, read, shown
from ingest.readers.drawn import Words
from ingest.readers.wire import DOCUMENT, SOURCE, receive, send
from ingest.records import Document, Source
from ingest.settings import ReadSettings
from ingest.structure import build_document

_GRACE_SECONDS = 10  # the parent stops a late worker; this alarm is for a worker whose parent is gone
_POSIX = os.name == "posix"


def serve() -> None:
    """Greet, then answer one request after the other until the input ends."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    busy = threading.Event()
    threading.Thread(target=_listen, args=(source, requests, busy), daemon=True).start()
    limits = _Limits()
    send(sink, {"ready": True})
    while True:
        request = requests.get()
        busy.set()
        settings = ReadSettings.model_validate(request["settings"])
        reply = _handle(request, settings, limits)
        reply["retire"] = limits.crowded(settings.megabytes)
        send(sink, reply)
        busy.clear()


def _listen(source: IO[bytes], requests: queue.SimpleQueue[dict[str, Any]], busy: threading.Event) -> None:
    """Pass requests on; at the end of the input end the process, and what it started if it is at work."""
    while (request := receive(source)) is not None:
        requests.put(request)
    if busy.is_set() and _POSIX and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _handle(request: dict[str, Any], settings: ReadSettings, limits: _Limits) -> dict[str, Any]:
    """Read one file, structure it where its hash is given, or draw a page of it, under the limits."""
    path, sha256 = Path(request["path"]), request.get("sha256", "")
    try:
        with limits.held(settings):
            if "page" in request:
                return _drawn(path, settings, request)
            source = read(path, settings)
            if not sha256:
                return {"source": SOURCE.dump_python(source, mode="json")}
            return {"document": DOCUMENT.dump_python(_structured(source, path, sha256), mode="json")}
    except MemoryError:
        return {"kind": "memory"}
    except FileError as error:
        if _short_of_memory(error):
            return {"kind": "memory"}
        kind = "skipped" if isinstance(error, SkippedFile) else "file"
        return {"kind": kind, "file": error.file, "reason": error.reason, "remedy": error.remedy}


def _drawn(path: Path, settings: ReadSettings, request: dict[str, Any]) -> dict[str, Any]:
    from ingest.readers.pdf.picture import picture  # brings pdfium, which few files need

    try:
        made = picture(path, settings, request["page"], Words(request["words"], request["before"]))
    except (OSError, ValueError, RuntimeError) as error:
        raise FileError(path.name, f"cannot be drawn ({error})", "Open the file itself.") from error
    png = base64.b64encode(made.png).decode("ascii")
    return {"png": png, "width": made.width, "height": made.height, "boxes": made.boxes}


def _structured(source: Source, path: Path, sha256: str) -> Document:
    try:
        return build_document(source, id=sha256[:16], file=shown(path), sha256=sha256)
    except MemoryError:
        raise
    except Exception as error:  # whatever a strange text does to the structure costs one file, not the batch
        words = f"{type(error).__name__}: {error}".splitlines()[0][:200].encode("utf-8", "replace").decode()
        reason = f"was read, but its structure could not be made out ({words})"
        raise FileError(shown(path), reason, "Please report this; the file may be read when saved anew.") from error


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
        """Hold memory and time to the settings; the alarm ends even a parser that never comes back."""
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
