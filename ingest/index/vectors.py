"""The vectors that were computed once, kept so that no index need ever be embedded again.

They lie in a file of their own, not in the catalogue: a vector is written as soon as it is computed, while
the catalogue's changes wait for their commit, so an ingest that is killed has not embedded in vain. The file
is a cache; deleted or damaged, it is made again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embedder
from ingest.index.faults import is_damage, may_not_write

NAME = "vectors.sqlite3"
_BATCH = 500

Vector = NDArray[np.float32]


class Vectors:
    """The vectors of one model: from the file where they are there, else computed and written to it."""

    def __init__(self, home: Path, embedder: Embedder) -> None:
        self._file = home / NAME
        self._embedder = embedder
        self._held: sqlite3.Connection | None = None

    def hold(self) -> None:
        """Keep the file open from now on: to open and close it for each paper costs more than all else."""
        self._held = self._held or self._open()

    def let_go(self) -> None:
        """Close the file that was kept open."""
        held, self._held = self._held, None
        if held is not None:
            held.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        if self._held is not None:
            yield self._held
            return
        with closing(self._open()) as connection:
            yield connection

    def of(self, texts: Mapping[bytes, str], most: int | None = None) -> dict[bytes, Vector]:
        """The vector of each text by its digest; what is missing, the first ``most`` of it, is computed and kept."""
        found = self._find(list(texts))
        missing = [key for key in texts if key not in found][:most]
        if missing:
            computed = self._embedder.embed_documents([texts[key] for key in missing])
            fresh = {k: np.asarray(v, dtype=np.float32) for k, v in zip(missing, computed, strict=True)}
            self._keep(fresh)
            found.update(fresh)
        return found

    def prune(self, keep: Iterable[bytes]) -> None:
        """Keep the vectors of these digests under this model alone, and leave nothing of the rest on disk."""
        wanted = {self._key(digest) for digest in keep}
        with self._connection() as connection:
            stored = [key for (key,) in connection.execute("SELECT key FROM vectors")]
            connection.execute("BEGIN IMMEDIATE")
            gone = ((key,) for key in stored if key not in wanted)
            connection.executemany("DELETE FROM vectors WHERE key = ?", gone)
            connection.execute("COMMIT")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _key(self, digest: bytes) -> bytes:
        return hashlib.blake2b(self._embedder.identity.encode() + b"\0" + digest, digest_size=16).digest()

    def _find(self, digests: list[bytes]) -> dict[bytes, Vector]:
        keys = {self._key(digest): digest for digest in digests}
        try:
            with self._connection() as connection:
                stored = list(_rows(connection, list(keys)))
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._discard()
            return {}
        size = 4 * self._embedder.dimension
        return {keys[k]: np.frombuffer(v, "<f4").astype(np.float32) for k, v in stored if len(v) == size}

    def _keep(self, fresh: Mapping[bytes, Vector]) -> None:
        rows = [(self._key(digest), vector.astype("<f4").tobytes()) for digest, vector in fresh.items()]
        with self._connection() as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)", rows)
                connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                # Where the home may only be read, a vector serves this process and is not kept.
                if not may_not_write(error):
                    raise

    def _discard(self) -> None:
        held = self._held is not None
        self.let_go()
        for file in self._file.parent.glob(f"{NAME}*"):
            file.unlink()
        if held:
            self.hold()

    def _open(self) -> sqlite3.Connection:
        """The file; as far as it can be read where it may not be written; else nothing."""
        for place in (str(self._file), f"{self._file.resolve().as_uri()}?immutable=1"):
            try:
                return _connect(place)
            except sqlite3.OperationalError as error:
                if not may_not_write(error):
                    raise
        return _connect(":memory:")


def _connect(place: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        place, timeout=10.0, isolation_level=None, uri=place.startswith("file:"), check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # A vector that is lost in a power cut is computed again.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
    except BaseException:
        connection.close()
        raise
    return connection


def _rows(connection: sqlite3.Connection, keys: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        yield from connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", batch)
