"""The index of one home: searched by many threads and processes, written by one at a time."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from ingest.embedding import Embedder, load_embedder
from ingest.errors import OlderHomeError
from ingest.index import generation
from ingest.index.catalogue import Catalogue
from ingest.index.faults import Unfit, busy, home_faults, unwritten
from ingest.index.lexical import WEIGHTS
from ingest.index.ranking import Hit, Hits, ranked
from ingest.index.vectors import Vectors
from ingest.index.view import View
from ingest.index.views import Views
from ingest.index.writer import Stage, Workshop, Writer
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.index.dense import Numbers

_LOCK = "writer.lock"
_LOCK_SECONDS = 0.5
# Measured: to read one vector from Chroma by its id takes as long as eight more results of a query.
_COST_BY_ID = 8

_log = logging.getLogger(__name__)


class Index:
    """A home's papers and passages, found by vector and by word. Safe to share between threads."""

    def __init__(
        self,
        home: Path,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        tell: Callable[[str], None] | None = None,
        observe: Callable[[Stage], None] | None = None,
    ) -> None:
        self.home = home
        self.settings = settings
        self.catalogue = Catalogue(home)
        self._embedder = embedder
        self._tell = tell or _log.warning
        self._observe = observe or (lambda stage: None)
        self._lock = threading.RLock()
        self._views = Views(self._workshop, self.writing)

    @classmethod
    def open(
        cls,
        home: Path,
        settings: Settings | None = None,
        *,
        embedder: Embedder | None = None,
        tell: Callable[[str], None] | None = None,
        observe: Callable[[Stage], None] | None = None,
    ) -> Self:
        """The index of a home, empty if there is none yet; raises HomeError for one that cannot be read.

        Nothing heavy is loaded before the first search. ``tell`` gets the lines that people should see
        (default: the log), ``observe`` the stages of each commit.
        """
        index = cls(home, settings or Settings(), embedder=embedder, tell=tell, observe=observe)
        # An older home is brought up to date by the next writer; whoever reads it before is told so.
        with suppress(OlderHomeError):
            index.catalogue.meta()
        return index

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every file and delete the private copy."""
        self._views.close()
        self.catalogue.close()

    @property
    def embedder(self) -> Embedder:
        """The embedder that was given, or the one that the settings name."""
        with self._lock:
            if self._embedder is None:
                self._embedder = load_embedder(self.settings.embedding)
            return self._embedder

    @property
    def division(self) -> str:
        """What passages are divided for now: the bounds of the settings and the model."""
        bounds = self.settings.passages
        return f"{bounds.word_pieces}/{bounds.context_pieces} {self.embedder.identity}"

    def undivided(self) -> tuple[str, ...]:
        """The live papers whose passages were made for other settings or another model: divide them again."""
        return tuple(row.id for row in self.catalogue.documents() if row.division != self.division)

    # --- searching ---

    def search(
        self,
        terms: Sequence[tuple[str, float]] | str,
        vector: Numbers | None,
        limit: int = 60,
        documents: Collection[str] | None = None,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> Hits:
        """The best passages by vector and by weighted terms, ``limit`` of each, in these papers alone.

        Where both are given, what one of them found is scored by the other too. ``vector`` of None leaves the dense
        side out, no terms the lexical side. ``weights`` are those of the lexical fields. The answer is that of the
        last commit. ValueError: a vector of another model.
        """
        if vector is not None and len(vector) != self.embedder.dimension:
            raise ValueError(f"{len(vector)} numbers are no vector of {self.embedder.identity}")
        pairs = [(terms, 1.0)] if isinstance(terms, str) else terms
        for last in (False, True):
            try:
                with self._views.using() as view:
                    if view is None:
                        return Hits()
                    dense = self._dense(view, vector, limit, documents) if vector is not None else ()
                    lexical = view.lexical.query(pairs, limit, documents, weights)
                    if vector is None or not lexical:
                        return Hits(dense, lexical)
                    return Hits(
                        _with(dense, view.dense.query_among(vector, limit, _only(lexical, dense))),
                        _with(lexical, view.lexical.query_among(pairs, _only(dense, lexical), weights)),
                    )
            except Unfit as reason:
                # What passed every check and still fails is looked at once more, from a new copy.
                self._views.close()
                if last:
                    raise unwritten(self.home, str(reason)) from reason
        raise AssertionError("the loop returns or raises")

    def warm(self) -> None:
        """Open the indexes now rather than at the first search; builds them anew if they do not fit."""
        with self._views.using():
            pass

    def check(self) -> tuple[str, ...]:
        """What is wrong with the catalogue and the indexes, in plain sentences; nothing, if all is well."""
        found = [f"The catalogue is damaged: {fault}." for fault in self.catalogue.faults()]
        name, contents = self.catalogue.meta("generation", "contents")
        if name:
            folder = self.home / generation.FOLDER / name
            try:
                with home_faults(self.home):
                    generation.verify(folder, generation.read_manifest(folder, self.embedder.identity, contents))
            except Unfit as reason:
                found.append(f"The search index does not fit: {reason}. It is built anew at the next question.")
        return tuple(found)

    # --- writing ---

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The home's one writer, for the length of the block; what it has not committed by then is dropped.

        Raises BusyError while another process or thread writes, HomeError where nobody may.
        """
        with home_faults(self.home):
            self.home.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.home / _LOCK, thread_local=False)
            try:
                lock.acquire(timeout=_LOCK_SECONDS)
            except Timeout as error:
                raise busy(self.home) from error
        try:
            writer = Writer(self._workshop())
            try:
                yield writer
            finally:
                writer.close()
        finally:
            lock.release()

    def purge(self) -> int:
        """Leave no word of any removed paper in the home; returns how many papers were deleted."""
        self._views.close()
        with self.writing() as writer:
            return writer.purge()

    def _workshop(self) -> Workshop:
        return Workshop(
            home=self.home,
            catalogue=self.catalogue,
            vectors=Vectors(self.home, self.embedder),
            model=self.embedder.identity,
            division=self.division,
            tell=self._tell,
            observe=self._observe,
        )

    def _dense(self, view: View, vector: Numbers, limit: int, documents: Collection[str] | None) -> tuple[Hit, ...]:
        """The nearest passages of these papers: more are asked for, and those of other papers dropped."""
        if documents is None:
            return view.dense.query(vector, limit)
        size = min(self.catalogue.count(documents), view.passages)
        ask = min(view.passages, math.ceil(1.5 * limit * view.passages / max(size, 1)))
        if size * _COST_BY_ID < ask:
            return view.dense.query_among(vector, limit, self.catalogue.passage_ids(documents))
        while True:
            found = view.dense.query(vector, ask)
            papers = self.catalogue.papers_of(hit.passage for hit in found)
            kept = tuple(hit for hit in found if papers.get(hit.passage) in documents)
            if len(kept) >= min(limit, size) or ask >= view.passages:
                return kept[:limit]
            ask = min(view.passages, 4 * ask)


def _only(one: Sequence[Hit], other: Sequence[Hit]) -> list[str]:
    """What one ranking has and the other has not."""
    there = {hit.passage for hit in other}
    return [hit.passage for hit in one if hit.passage not in there]


def _with(one: Sequence[Hit], more: Sequence[Hit]) -> tuple[Hit, ...]:
    return ranked({hit.passage: hit.score for hit in (*one, *more)})
