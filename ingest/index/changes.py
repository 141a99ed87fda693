"""The catalogue, written: each function is one change inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ingest.index.catalogue import BUSY_SECONDS
from ingest.index.schema import (
    FACTS,
    PASSAGE,
    UNITS,
    WARNINGS,
    Event,
    FileRow,
    digest,
    migrate,
    pack_document,
    text_of,
    units_by_section,
)
from ingest.records import Document, Passage


def open_for_writing(file: Path, home: Path) -> sqlite3.Connection:
    """The one connection that writes; makes the file, or brings it to this version's schema."""
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # A commit is on the disk when it returns, and what is deleted is overwritten.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, home)
    except BaseException:
        connection.close()
        raise
    return connection


def put_document(
    connection: sqlite3.Connection, document: Document, passages: Sequence[Passage], division: str
) -> None:
    """Store a paper with its passages and units as live, in place of what was stored under its id."""
    now = _now()
    before = connection.execute("SELECT live, file, content FROM documents WHERE id = ?", (document.id,)).fetchone()
    revision = connection.execute("SELECT coalesce(max(revision), 0) + 1 FROM documents").fetchone()[0]
    row = {
        "id": document.id,
        "file": document.file,
        "sha256": document.sha256,
        "facts": FACTS.dump_json(document.facts).decode(),
        "warnings": WARNINGS.dump_json(document.warnings).decode(),
        "pages": len(document.pages),
        "sections": len(document.sections),
        "passages": len(passages),
        "division": division,
        "added": now,
        "revision": revision,
        "content": pack_document(document),
    }
    # An update rather than a replacement: the files that refer to the paper go on doing so.
    connection.execute(
        """INSERT INTO documents (id, file, sha256, facts, warnings, pages, sections, passages, division,
                                  live, added, removed, revision, content)
           VALUES (:id, :file, :sha256, :facts, :warnings, :pages, :sections, :passages, :division,
                   1, :added, '', :revision, :content)
           ON CONFLICT (id) DO UPDATE SET
               file = excluded.file, sha256 = excluded.sha256, facts = excluded.facts,
               warnings = excluded.warnings, pages = excluded.pages, sections = excluded.sections,
               passages = excluded.passages, division = excluded.division, live = 1,
               added = CASE live WHEN 1 THEN added ELSE excluded.added END, removed = '',
               revision = excluded.revision, content = excluded.content""",
        row,
    )
    _note_put(connection, document, before, now)
    connection.execute("DELETE FROM passages WHERE document = ?", (document.id,))
    connection.execute("DELETE FROM units WHERE document = ?", (document.id,))
    connection.executemany(
        "INSERT INTO passages (id, document, position, digest, record) VALUES (?, ?, ?, ?, ?)",
        (
            (passage.id, document.id, place, digest(passage), PASSAGE.dump_json(passage).decode())
            for place, passage in enumerate(passages)
        ),
    )
    connection.executemany(
        "INSERT INTO units (document, section, records) VALUES (?, ?, ?)",
        (
            (document.id, section, UNITS.dump_json(units).decode())
            for section, units in units_by_section(document).items()
        ),
    )


def _note_put(
    connection: sqlite3.Connection, document: Document, before: tuple[int, str, bytes] | None, now: str
) -> None:
    """Note what storing a paper changes, and keep the words that it had before."""
    events = [Event.ADDED] if before is None or not before[0] else []
    if before is not None and before[0] and before[1] != document.file:
        events.append(Event.RENAMED)
    if before is not None and text_of(before[2]) != document.text:
        connection.execute(
            "INSERT INTO earlier (document, until, content) VALUES (?, ?, ?)", (document.id, now, before[2])
        )
        events.append(Event.REREAD)
    for event in events:
        _note(connection, now, event, document.id, document.file)


def _note(
    connection: sqlite3.Connection, now: str, event: Event, document: str, file: str, successor: str = ""
) -> None:
    connection.execute(
        "INSERT INTO history (at, event, document, file, successor) VALUES (?, ?, ?, ?, ?)",
        (now, event.value, document, file, successor),
    )


def remove_document(connection: sqlite3.Connection, document_id: str, successor: str = "") -> bool:
    """Take a paper out of what is searched; it stays as history until it is purged. False: not live."""
    row = connection.execute("SELECT file FROM documents WHERE id = ? AND live", (document_id,)).fetchone()
    if row is None:
        return False
    now = _now()
    connection.execute("UPDATE documents SET live = 0, removed = ? WHERE id = ?", (now, document_id))
    _note(connection, now, Event.REPLACED if successor else Event.REMOVED, document_id, row[0], successor)
    return True


def forget_document(connection: sqlite3.Connection, document_id: str) -> bool:
    """Delete a paper with all that was made from it, and the files that held it. False: not stored."""
    connection.execute("DELETE FROM files WHERE document = ?", (document_id,))
    return connection.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount > 0


def forget_history(connection: sqlite3.Connection) -> int:
    """Delete every removed paper; returns how many there were."""
    removed = [key for (key,) in connection.execute("SELECT id FROM documents WHERE NOT live")]
    for key in removed:
        forget_document(connection, key)
    return len(removed)


def put_file(connection: sqlite3.Connection, row: FileRow) -> None:
    """Note what became of a file, in place of what was noted before."""
    connection.execute(
        """INSERT OR REPLACE INTO files (path, document, state, size, mtime_ns, sha256, message)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (row.path, row.document, row.state.value, row.size, row.mtime_ns, row.sha256, row.message),
    )


def drop_file(connection: sqlite3.Connection, path: str) -> None:
    """Take a file off the list of those that were seen."""
    connection.execute("DELETE FROM files WHERE path = ?", (path,))


def keep_out(connection: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Remember what was taken out by name, so that no folder brings it back."""
    rows = ((hash, _now()) for hash in hashes)
    connection.executemany("INSERT OR REPLACE INTO kept_out (hash, at) VALUES (?, ?)", rows)


def let_in(connection: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Forget that these were taken out."""
    connection.executemany("DELETE FROM kept_out WHERE hash = ?", ((hash,) for hash in hashes))


def divisions(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The settings and models for which the live papers were divided."""
    rows = connection.execute("SELECT DISTINCT division FROM documents WHERE live ORDER BY division")
    return tuple(division for (division,) in rows)


def put_meta(connection: sqlite3.Connection, **values: str) -> None:
    """Set these keys."""
    connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", values.items())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
