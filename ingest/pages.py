"""The pages of a paper as they are printed: which ones hold a quote, and each as a picture with its words marked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from ingest.index import FileRow, FileState
from ingest.readers.drawn import Picture, Words
from ingest.readers.sandbox import Sandbox
from ingest.records import Document, Page
from ingest.settings import ReadSettings
from ingest.walking import path_of

__all__ = ["Pages", "Picture", "original_of", "pages_of"]

MOST_KEPT = 24


def original_of(document_id: str, files: Sequence[FileRow]) -> Path | None:
    """The file that a paper was read from, while it is there and as it was; else nothing."""
    for row in files:
        if row.document != document_id or row.state not in {FileState.READ, FileState.DUPLICATE}:
            continue
        path = path_of(row.path)
        try:
            stat = path.stat()
        except (OSError, ValueError):
            continue
        if (stat.st_size, stat.st_mtime_ns) == (row.size, row.mtime_ns):
            return path
    return None


def pages_of(document: Document, start: int, end: int) -> tuple[Page, ...]:
    """The pages that a span runs over; none where the file has no pages."""
    return tuple(page for page in document.pages if page.start < end and start < page.end)


class Pages:
    """Draws pages in a process of its own, and keeps those drawn last; safe to share between threads."""

    def __init__(self, settings: ReadSettings) -> None:
        self._settings = settings
        self._sandbox = Sandbox()
        self._kept: OrderedDict[tuple[str, int, int, int], Picture] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, path: Path, document: Document, index: int, span: tuple[int, int]) -> Picture:
        """A page by its number from 1, with the part of the span that stands on it marked; raises FileError."""
        key = (document.id, index, *span)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        drawn = self._sandbox.draw(path, self._settings, index, _words(document, index, span))
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return drawn

    def close(self) -> None:
        """End the process."""
        self._sandbox.close()


def _words(document: Document, index: int, span: tuple[int, int]) -> Words:
    """What of a span stands on a page, and how often the same words stand on it before."""
    page = next((page for page in document.pages if page.index == index), None)
    if page is None:
        return Words("")
    start, end = max(span[0], page.start), min(span[1], page.end)
    words = document.text[start:end]
    return Words(words, document.text.count(words, page.start, start)) if start < end else Words("")
