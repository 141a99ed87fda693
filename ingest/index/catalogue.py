"""The catalogue, read: SQLite in WAL mode, the truth from which every index can be built again.

Any number of threads and processes may read while one writes; each call sees one committed state.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.errors import OlderHomeError
from ingest.index.faults import home_faults, may_not_write
from ingest.index.schema import (
    FACTS,
    MIGRATIONS,
    PASSAGE,
    SCHEMA,
    UNITS,
    WARNINGS,
    DocumentRow,
    Event,
    FileRow,
    FileState,
    HistoryRow,
    abbreviations_of,
    schema_of,
    unpack_document,
    words_of,
)
from ingest.records import Document, Passage, Unit

NAME = "catalogue.sqlite3"
BUSY_SECONDS = 10.0
_KEPT_DOCUMENTS = 64
_BATCH = 500

_ROW = "id, file, sha256, facts, warnings, pages, sections, passages, division, live, added, removed"


class Catalogue:
    """The readers' side of one home's catalogue; a home without one reads as empty."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.file = home / NAME
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        self._document = lru_cache(maxsize=_KEPT_DOCUMENTS)(self._load_document)
        self._documents = lru_cache(maxsize=2)(self._load_documents)

    def close(self) -> None:
        """Let go of the file; the catalogue can still be read, each call then opening it anew."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that only this thread uses, and that cannot write."""
        with home_faults(self._home):
            try:
                connection, reusable = self._idle.pop(), True
            except IndexError:
                connection, reusable = self._open()
            try:
                yield connection
            finally:
                if reusable and not self._closed:
                    self._idle.append(connection)
                else:
                    connection.close()

    def _open(self) -> tuple[sqlite3.Connection, bool]:
        """A new connection, and whether it may serve again: an empty or unlocked one may not."""
        if self.file.exists():
            uri = self.file.resolve().as_uri()
            try:
                return self._checked(f"{uri}?mode=ro"), True
            except sqlite3.OperationalError as error:
                # In a folder where we may not write, SQLite cannot make the file that its readers share; it
                # reads the database alone if told that nobody writes. Nothing may wait in the log then.
                wal = self.file.with_name(f"{NAME}-wal")
                if not may_not_write(error) or (wal.exists() and wal.stat().st_size):
                    raise
                return self._checked(f"{uri}?immutable=1"), False
        return _empty(), False

    def _checked(self, uri: str) -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            number = schema_of(connection, self._home)
            if 0 < number < SCHEMA:
                raise OlderHomeError(
                    f"{self._home} was made by an older version of Due Regard. "
                    "Run `dueregard ingest` once to bring it up to date."
                )
        except BaseException:
            connection.close()
            raise
        if number == 0:
            connection.close()
            return _empty()
        return connection

    def meta(self, *keys: str) -> tuple[str, ...]:
        """The values of these keys in one state of the catalogue; empty where there is none."""
        with self.reading() as connection:
            return meta(connection, *keys)

    def documents(self, live: bool = True) -> tuple[DocumentRow, ...]:
        """The papers in order of their file's name; with ``live`` false, those removed but not yet purged."""
        (commits,) = self.meta("commits")
        return self._documents(live, commits)

    def _load_documents(self, live: bool, commits: str) -> tuple[DocumentRow, ...]:
        # The number of commits is part of the key alone: after another commit, what was kept is passed by.
        with self.reading() as connection:
            rows = connection.execute(
                f"SELECT {_ROW} FROM documents WHERE live = ? ORDER BY file, id", (int(live),)
            ).fetchall()
            return tuple(_document_row(row) for row in rows)

    def document(self, document_id: str) -> Document:
        """A paper whole, live or removed; the last ones asked for are kept. Raises KeyError."""
        with self.reading() as connection:
            row = connection.execute("SELECT revision FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row is None:
            raise KeyError(document_id)
        return self._document(document_id, int(row[0]))

    def _load_document(self, document_id: str, revision: int) -> Document:
        # The revision is part of the key alone: when a paper is put again, what was kept of it is passed by.
        with self.reading() as connection:
            connection.execute("BEGIN")
            try:
                row = connection.execute("SELECT content FROM documents WHERE id = ?", (document_id,)).fetchone()
                units = connection.execute("SELECT records FROM units WHERE document = ?", (document_id,)).fetchall()
            finally:
                connection.execute("COMMIT")
            if row is None:
                raise KeyError(document_id)
            return unpack_document(row[0], [records for (records,) in units])

    def units(self, document_id: str, section: int) -> tuple[Unit, ...]:
        """The units of one section in reading order."""
        with self.reading() as connection:
            row = connection.execute(
                "SELECT records FROM units WHERE document = ? AND section = ?", (document_id, section)
            ).fetchone()
            return UNITS.validate_json(row[0]).units if row else ()

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id, in the order asked for; an id that is no longer stored is left out."""
        wanted = tuple(dict.fromkeys(ids))
        found: dict[str, Passage] = {}
        with self.reading() as connection:
            for rows in _in_batches(connection, "SELECT record FROM passages WHERE id IN ({})", wanted):
                for (record,) in rows:
                    passage = PASSAGE.validate_json(record)
                    found[passage.id] = passage
        return {key: found[key] for key in wanted if key in found}

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """A paper's passages in reading order."""
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT record FROM passages WHERE document = ? ORDER BY position", (document_id,)
            ).fetchall()
            return tuple(PASSAGE.validate_json(record) for (record,) in rows)

    def abbreviations(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The abbreviations that each live paper spells out."""
        with self.reading() as connection:
            rows = connection.execute("SELECT id, content FROM documents WHERE live")
            return {key: abbreviations_of(content) for key, content in rows}

    def words(self) -> Iterator[str]:
        """The words of every live passage, with those of its context line, in no order."""
        query = "SELECT record FROM passages JOIN documents ON documents.id = document WHERE live"
        with self.reading() as connection:
            for (record,) in connection.execute(query):
                yield words_of(record)

    def passage_ids(self, documents: Iterable[str]) -> list[str]:
        """The ids of the passages of these papers."""
        query = "SELECT id FROM passages WHERE document IN ({}) ORDER BY document, position"
        with self.reading() as connection:
            return [key for rows in _in_batches(connection, query, tuple(documents)) for (key,) in rows]

    def count(self, documents: Iterable[str]) -> int:
        """How many passages these papers have."""
        query = "SELECT passages FROM documents WHERE id IN ({})"
        with self.reading() as connection:
            return sum(n for rows in _in_batches(connection, query, tuple(documents)) for (n,) in rows)

    def papers_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The document of each of these passages."""
        query = "SELECT id, document FROM passages WHERE id IN ({})"
        with self.reading() as connection:
            return {p: d for rows in _in_batches(connection, query, tuple(ids)) for p, d in rows}

    def history(self) -> tuple[HistoryRow, ...]:
        """What happened to every paper that is or was kept, first things first."""
        with self.reading() as connection:
            rows = connection.execute("SELECT at, event, document, file, successor FROM history ORDER BY number")
            return tuple(HistoryRow(at, Event(event), *rest) for at, event, *rest in rows.fetchall())

    def earlier(self, document_id: str) -> tuple[Document, ...]:
        """A paper as it was before it was read again, the latest first; without units."""
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT content FROM earlier WHERE document = ? ORDER BY rowid DESC", (document_id,)
            ).fetchall()
            return tuple(unpack_document(content, []) for (content,) in rows)

    def kept_out(self) -> dict[str, str]:
        """The hashes of what was taken out by name, each with when."""
        with self.reading() as connection:
            return dict(connection.execute("SELECT hash, at FROM kept_out").fetchall())

    def files(self) -> tuple[FileRow, ...]:
        """Every file that was seen, by path."""
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT path, state, document, size, mtime_ns, sha256, message FROM files ORDER BY path"
            ).fetchall()
        return tuple(FileRow(row[0], FileState(row[1]), *row[2:]) for row in rows)

    def faults(self) -> tuple[str, ...]:
        """What SQLite's own examination finds wrong with the file: nothing, if all is well."""
        with self.reading() as connection:
            found = [str(line) for (line,) in connection.execute("PRAGMA quick_check(5)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        faults = [] if found == ["ok"] else found
        return (*faults, *(f"{table} {key} refers to what is not there" for table, key, *_ in broken[:5]))


def meta(connection: sqlite3.Connection, *keys: str) -> tuple[str, ...]:
    """The values of these keys; empty where there is none."""
    rows = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    return tuple(rows.get(key, "") for key in keys)


def live_contents(connection: sqlite3.Connection) -> dict[str, bytes]:
    """What the indexes should hold: the live papers' passages in order, each id with its digest."""
    return dict(
        connection.execute(
            "SELECT p.id, p.digest FROM passages p JOIN documents d ON d.id = p.document WHERE d.live "
            "ORDER BY p.document, p.position"
        )
    )


def stored_passages(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Passage]:
    """These passages, in this order; raises KeyError for one that is not there."""
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        found: dict[str, str] = {}
        for rows in _in_batches(connection, "SELECT id, record FROM passages WHERE id IN ({})", batch):
            found.update(rows)
        yield from (PASSAGE.validate_json(found[key]) for key in batch)


def _empty() -> sqlite3.Connection:
    """What a home without a catalogue reads as."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for step in MIGRATIONS:
        for statement in step:
            connection.execute(statement)
    return connection


def _in_batches(connection: sqlite3.Connection, query: str, keys: Sequence[str]) -> Iterator[list[Any]]:
    """The rows of a query whose ``{}`` takes keys, a few hundred keys at a time."""
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        yield connection.execute(query.format(",".join("?" * len(batch))), batch).fetchall()


def _document_row(row: tuple[str, ...]) -> DocumentRow:
    key, file, sha256, facts, warnings, pages, sections, passages, division, live, added, removed = row
    return DocumentRow(
        id=key,
        file=file,
        sha256=sha256,
        facts=FACTS.validate_json(facts),
        warnings=WARNINGS.validate_json(warnings),
        pages=int(pages),
        sections=int(sections),
        passages=int(passages),
        division=division,
        live=bool(live),
        added=added,
        removed=removed,
    )
