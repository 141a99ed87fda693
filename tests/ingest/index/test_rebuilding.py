from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import HomeError
from ingest.index import Index
from ingest.index.catalogue import NAME
from tests.ingest.index.papers import WordCount, found, open_index, paper, put

WHOLE = ["safety-0", "safety-1"]


def generation(home: Path) -> Path:
    (folder,) = (home / "index").iterdir()
    return folder


def delete(file: Path) -> None:
    file.unlink()


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def garble(file: Path) -> None:
    file.write_bytes(os.urandom(file.stat().st_size))


def flip(file: Path) -> None:
    """One bit, in the middle: a fault that neither library notices."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


FILES = [
    "manifest.json",
    "chroma/chroma.sqlite3",
    "chroma/*/data_level0.bin",
    "tantivy/*.idx",
    "tantivy/meta.json",
]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("harm", [delete, cut, garble, flip])
def test_a_damaged_index_is_built_anew(index: Index, home: Path, file: str, harm: Callable[[Path], None]) -> None:
    """Whatever is done to whichever file, the answer is the same, after one line that says why."""
    index.close()
    (place,) = generation(home).glob(file)
    harm(place)
    told: list[str] = []
    with open_index(home, told=told) as again:
        if file != "manifest.json" or harm is not flip:
            assert again.check() != ()
        assert found(again, "women")[0][:2] == WHOLE
        assert found(again, "women")[1] == WHOLE
        assert again.check() == ()
    if file != "manifest.json" or harm is not flip:
        (line,) = told
        assert line.startswith(f"The search index of {home} is built anew from the catalogue, because it")


@pytest.mark.parametrize("what", ["index", "index/*", "index/*/chroma", "index/*/tantivy"])
def test_a_deleted_index_is_built_anew(index: Index, home: Path, what: str) -> None:
    """The folder of all generations, one of them or a part of it: nothing is lost."""
    index.close()
    for folder in list(home.glob(what)):
        shutil.rmtree(folder)
    told: list[str] = []
    embedder = WordCount()
    with open_index(home, embedder, told) as again:
        assert found(again, "women")[1] == WHOLE
    assert len(told) == 1
    assert "missing" in told[0]
    assert embedder.embedded == []


def test_another_model_builds_its_own_index(index: Index, home: Path) -> None:
    """Both models are named; the words stay found, and the vectors are the new model's."""
    index.close()
    told: list[str] = []
    other = WordCount("finer")
    with open_index(home, other, told) as again:
        assert found(again, "women")[1] == WHOLE
        assert len(other.embedded) == 4
        assert found(again, "women")[0][:2] == WHOLE
    assert told == [
        f"The search index of {home} is built anew from the catalogue, because it was made with the "
        "embedding model word-count/5, and finer/5 is set."
    ]


def test_an_index_of_other_contents_is_built_anew(index: Index, home: Path) -> None:
    """A catalogue that was put back from a copy no longer fits its index."""
    index.close()
    connection = sqlite3.connect(home / NAME)
    connection.execute("UPDATE meta SET value = 'other' WHERE key = 'contents'")
    connection.commit()
    connection.close()
    told: list[str] = []
    with open_index(home, told=told) as again:
        assert found(again, "women")[1] == WHOLE
    assert "does not hold what the catalogue holds" in told[0]


def test_a_writer_does_not_build_on_a_damaged_index(index: Index, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found out while it is copied, the last generation is left aside, with the reason."""
    monkeypatch.setattr("ingest.index.builder.SMALL", 0)
    index.close()
    (place,) = generation(home).glob("chroma/*/data_level0.bin")
    garble(place)
    told: list[str] = []
    with open_index(home, told=told) as again:
        put(again, paper("new", "women"))
        assert found(again, "women")[0][:3] == ["new-0", *WHOLE]
        assert again.check() == ()
    (line,) = told
    assert "data_level0.bin is damaged" in line


def test_while_another_writes_a_reader_builds_its_own(index: Index, home: Path) -> None:
    """The lock is taken and the index gone: the reader answers from one of its own; the home stays."""
    shutil.rmtree(home / "index")
    told: list[str] = []
    with index.writing(), open_index(home, told=told) as reader:
        assert found(reader, "women")[1] == WHOLE
        assert not (home / "index").exists()
    assert len(told) == 1


def test_what_fails_again_is_a_home_error(index: Index, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index library that cannot answer at all ends in one message, not in an endless rebuilding."""
    index.close()
    monkeypatch.setattr("ingest.index.dense.COLLECTION", "elsewhere")
    monkeypatch.setattr("ingest.index.dense.DenseIndex.count", lambda self: 99)
    with open_index(home) as again, pytest.raises(HomeError, match="could not be built or opened"):
        found(again, "women")
