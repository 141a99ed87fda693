from __future__ import annotations

import sqlite3
from pathlib import Path

from ingest.index import FileRow, FileState, Index
from ingest.index.catalogue import NAME
from tests.ingest.index.papers import found, paper, put

SECRET = "zanzibarine"


def holding(home: Path, word: str) -> list[str]:
    return [str(f) for f in home.rglob("*") if f.is_file() and word.encode() in f.read_bytes().lower()]


def test_a_purge_leaves_no_word(index: Index, home: Path) -> None:
    """After it, no file of the home holds a word of a removed paper, its passages or its file's name."""
    document, passages = paper(f"{SECRET}-id", f"{SECRET} library for women", title=SECRET.title())
    for _ in range(3):
        with index.writing() as writer:
            row = FileRow(f"/papers/{SECRET}.txt", FileState.READ, document.id)
            writer.put(document, passages, [row])
            writer.commit()
        assert found(index, SECRET)[1] == [passages[0].id]
        with index.writing() as writer:
            writer.remove(document.id)
            writer.note(FileRow(f"/papers/{SECRET}.txt", FileState.MISSING, document.id))
            writer.commit()
    assert found(index, SECRET)[1] == []
    assert holding(home, SECRET)
    before = sqlite_rows(home, "vectors.sqlite3", "vectors")

    assert index.purge() == 1

    assert holding(home, SECRET) == []
    assert sqlite_rows(home, "vectors.sqlite3", "vectors") == before - 1 == 4
    assert sqlite_rows(home, NAME, "documents") == 2
    assert sqlite_rows(home, NAME, "files") == 2
    assert index.catalogue.documents(live=False) == ()
    assert found(index, "library")[1] == ["places-0"]
    assert index.check() == ()


def test_a_forgotten_paper_is_purged_too(index: Index, home: Path) -> None:
    """Forgetting takes it out of the catalogue at once, the purge off the disk."""
    put(index, paper(SECRET, f"{SECRET} housing"))
    with index.writing() as writer:
        writer.forget(SECRET)
        writer.commit()
    assert index.purge() == 0
    assert holding(home, SECRET) == []


def sqlite_rows(home: Path, file: str, table: str) -> int:
    connection = sqlite3.connect(home / file)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()
