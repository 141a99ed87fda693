"""The catalogue's tables, its records, and how a record becomes a row."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter

from ingest.embedding import embedded_text
from ingest.errors import HomeError
from ingest.records import Document, Facts, Passage, Unit

SCHEMA = 2

# One entry for each schema number: what takes a catalogue from the number before to this one.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, facts TEXT NOT NULL,
            warnings TEXT NOT NULL, pages INTEGER NOT NULL, sections INTEGER NOT NULL,
            passages INTEGER NOT NULL, division TEXT NOT NULL, live INTEGER NOT NULL, added TEXT NOT NULL,
            removed TEXT NOT NULL, revision INTEGER NOT NULL, content BLOB NOT NULL)""",
        """CREATE TABLE files (
            path TEXT PRIMARY KEY, document TEXT REFERENCES documents(id) ON DELETE SET NULL,
            state TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
            message TEXT NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX files_document ON files(document)",
        """CREATE TABLE passages (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            position INTEGER NOT NULL, digest BLOB NOT NULL, record TEXT NOT NULL)""",
        "CREATE UNIQUE INDEX passages_place ON passages(document, position)",
        """CREATE TABLE units (
            document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, section INTEGER NOT NULL,
            records TEXT NOT NULL, PRIMARY KEY (document, section)) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE history (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL,
            document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            file TEXT NOT NULL, successor TEXT NOT NULL)""",
        "CREATE INDEX history_document ON history(document)",
        # What a paper's text was before it was read again: offsets of older citations count in it.
        """CREATE TABLE earlier (
            document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, until TEXT NOT NULL,
            content BLOB NOT NULL)""",
        "CREATE INDEX earlier_document ON earlier(document)",
        # Hashes alone: what was taken out by name stays out, and nothing of it is left after a purge.
        "CREATE TABLE kept_out (hash TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
        "INSERT INTO history (at, event, document, file, successor) SELECT added, 'added', id, file, '' FROM documents",
        """INSERT INTO history (at, event, document, file, successor)
            SELECT removed, 'removed', id, file, '' FROM documents WHERE NOT live""",
    ),
)


class FileState(StrEnum):
    """What became of a file when it was last looked at."""

    READ = "read"
    SKIPPED = "skipped"
    FAILED = "failed"
    MISSING = "missing"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was seen: where it lies, what became of it and why, and how to tell that it has changed."""

    path: str
    state: FileState
    document: str | None = None
    size: int = 0
    mtime_ns: int = 0
    sha256: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A paper in a list: its facts and counts without its text.

    ``added`` and ``removed`` are ISO 8601 in UTC (``removed`` empty while it is live); ``division`` says for
    which settings and model its passages were made.
    """

    id: str
    file: str
    sha256: str
    facts: Facts
    warnings: tuple[str, ...]
    pages: int
    sections: int
    passages: int
    division: str
    live: bool
    added: str
    removed: str


class Event(StrEnum):
    """What happened to a paper: REREAD is the same file with other words made of it, REPLACED by its file's next."""

    ADDED = "added"
    RENAMED = "renamed"
    REREAD = "read again"
    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """What happened to a paper when, in UTC; ``file`` is its name from then on, ``successor`` what replaced it."""

    at: str
    event: Event
    document: str
    file: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class UnitsOfSection:
    """The units of one section, with the place of each among the document's units."""

    places: tuple[int, ...] = ()
    units: tuple[Unit, ...] = field(default=())


# Field names are stored with the values, so that a record may gain a field with a default.
DOCUMENT = TypeAdapter(Document)
FACTS = TypeAdapter(Facts)
PASSAGE = TypeAdapter(Passage)
UNITS = TypeAdapter(UnitsOfSection)
WARNINGS = TypeAdapter(tuple[str, ...])


def digest(passage: Passage) -> bytes:
    """The hash of what is embedded and indexed for a passage, whatever the model."""
    return hashlib.blake2b(
        embedded_text(passage.context, passage.text).encode(), digest_size=16, person=b"passage"
    ).digest()


def pack_document(document: Document) -> bytes:
    """The document without its units, which have a table of their own, as compressed JSON."""
    return zlib.compress(DOCUMENT.dump_json(replace(document, units=())), level=6)


def unpack_document(content: bytes, sections: list[str]) -> Document:
    """The inverse of pack_document, with the rows of the units table put back in their order."""
    document = DOCUMENT.validate_json(zlib.decompress(content))
    placed: list[tuple[int, Unit]] = []
    for row in sections:
        stored = UNITS.validate_json(row)
        placed.extend(zip(stored.places, stored.units, strict=True))
    placed.sort(key=lambda pair: pair[0])
    return replace(document, units=tuple(unit for _, unit in placed))


def text_of(content: bytes) -> str:
    """The text alone of what pack_document made."""
    text: str = json.loads(zlib.decompress(content))["text"]
    return text


def abbreviations_of(content: bytes) -> tuple[tuple[str, str], ...]:
    """The abbreviations alone of what pack_document made."""
    pairs: list[tuple[str, str]] = json.loads(zlib.decompress(content))["abbreviations"]
    return tuple((short, long) for short, long in pairs)


def words_of(record: str) -> str:
    """The words of a stored passage, with those of its context line."""
    stored: dict[str, str] = json.loads(record)
    return f"{stored['text']} {stored['context']}"


def units_by_section(document: Document) -> dict[int, UnitsOfSection]:
    """The document's units as they are stored: one row for each section."""
    places: dict[int, list[int]] = {}
    for place, unit in enumerate(document.units):
        places.setdefault(unit.section, []).append(place)
    return {section: UnitsOfSection(tuple(at), tuple(document.units[i] for i in at)) for section, at in places.items()}


def schema_of(connection: sqlite3.Connection, home: Path) -> int:
    """The schema number of an open catalogue (0: nothing in it yet); raises HomeError for a newer one."""
    number = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if number > SCHEMA:
        raise HomeError(
            f"{home} was made by a newer version of Due Regard (schema {number}; this one knows {SCHEMA}). "
            "Install the newer version, or choose another folder with --home."
        )
    return number


def migrate(connection: sqlite3.Connection, home: Path) -> None:
    """Bring an open catalogue to this version's schema in one transaction, where it is not there yet."""
    if schema_of(connection, home) == SCHEMA:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        number = schema_of(connection, home)
        for step in MIGRATIONS[number:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
