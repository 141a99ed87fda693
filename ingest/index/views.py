"""Which view a process answers from: always that of the catalogue's current generation."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from ingest.errors import HomeError
from ingest.index import generation
from ingest.index.builder import build
from ingest.index.catalogue import live_contents, stored_passages
from ingest.index.faults import Unfit, home_faults, unwritten
from ingest.index.view import View, sweep
from ingest.index.writer import Workshop, Writer


class Views:
    """Opens a view when a generation is new or the first, builds one that does not fit, closes the old."""

    def __init__(self, workshop: Callable[[], Workshop], writing: Callable[[], AbstractContextManager[Writer]]) -> None:
        self._workshop = workshop
        self._writing = writing
        # Held while a view is opened, so that only one thread does it.
        self._lock = threading.RLock()
        self._view: View | None = None

    def close(self) -> None:
        """Close the view as soon as nobody uses it; the next user opens another."""
        with self._lock:
            self._retire(self._view)
            self._view = None

    @contextmanager
    def using(self) -> Iterator[View | None]:
        """The view of the current generation, kept open for the block; None where nothing is stored yet."""
        shop = self._workshop()
        with self._lock, home_faults(shop.home):
            view = self._fresh(shop)
            if view is not None:
                view.users += 1
        try:
            yield view
        finally:
            with self._lock:
                if view is not None:
                    view.users -= 1
                    if view.retired and not view.users:
                        view.close()

    def _retire(self, view: View | None) -> None:
        """Close a view as soon as nobody uses it."""
        if view is not None:
            view.retired = True
            if not view.users:
                view.close()

    def _fresh(self, shop: Workshop) -> View | None:
        name, contents = shop.catalogue.meta("generation", "contents")
        if not name:
            return None
        if self._view is None or self._view.name != name:
            view = self._open_view(shop, name, contents)
            self._retire(self._view)
            self._view = view
        return self._view

    def _open_view(self, shop: Workshop, name: str, contents: str) -> View:
        sweep()
        while True:
            try:
                return _copied(shop, name, contents)
            except Unfit as reason:
                current = shop.catalogue.meta("generation", "contents")
                if current == (name, contents):
                    return self._rebuilt(shop, name, reason)
                # A writer has published, and deleted what we were about to copy.
                name, contents = current

    def _rebuilt(self, shop: Workshop, name: str, reason: Unfit) -> View:
        """The indexes built anew from the catalogue: for all, or for this process where it may not write."""
        shop.tell(f"The search index of {shop.home} is built anew from the catalogue, because {reason}.")
        try:
            with self._writing() as writer:
                writer.repair(name)
            return _copied(shop, *shop.catalogue.meta("generation", "contents"))
        except (HomeError, Unfit):
            # Another process is writing, and will publish; or has published once more; or the home may only
            # be read.
            return _private(shop, name)


def _copied(shop: Workshop, name: str, contents: str) -> View:
    """A view of a published generation; raises Unfit."""
    folder = shop.folder / name
    manifest = generation.read_manifest(folder, shop.model, contents)
    view = View(name)
    try:
        view.fill(folder, manifest)
    except BaseException:
        view.close()
        raise
    return view


def _private(shop: Workshop, name: str) -> View:
    """A view built from the catalogue for this process alone."""
    view = View(name)
    try:
        with shop.catalogue.reading() as connection:
            connection.execute("BEGIN")
            try:
                contents = live_contents(connection)
                build(view.folder, None, contents, lambda ids: stored_passages(connection, ids), shop.vectors)
            finally:
                connection.execute("COMMIT")
        view.open(len(contents))
    except Unfit as reason:
        fault = unwritten(view.folder, str(reason))
        view.close()
        raise fault from reason
    except BaseException:
        view.close()
        raise
    return view
