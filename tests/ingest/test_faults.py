"""Bad input: each has a message with thing, place and remedy; the rest goes on, and nothing stored is lost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import BusyError, HomeError, ManifestError
from ingest.index import changes, vectors
from ingest.library import Library
from ingest.structure import build_document
from tests.conftest import Corpus
from tests.ingest.papers import CENSUS, HATE, WOMEN, loaded, states
from tests.tiny import TinyEmbedder

CURLY = "# Hate crime\n\nWe’ll launch the “safer streets” plan – at £2 a head – in every district of the county.\n"


def test_broken_files_among_good_ones_are_named_and_the_rest_is_read(library: Library, corpus: Corpus) -> None:
    """Each failure has its own reason and remedy."""
    folder = corpus(
        {
            "a.md": HATE,
            "binary.txt": bytes(range(256)) * 20,
            "empty.md": "",
            "space.txt": " \n\t\n",
            "z.md": CENSUS,
        }
    )
    report = library.sync([folder])
    assert loaded(library) == ["a.md", "z.md"]
    failed = {o.file: o.message for o in report.failed}
    assert set(failed) == {"binary.txt", "empty.md", "space.txt"}
    assert all(message.count(". ") >= 1 and message.endswith(".") for message in failed.values()), failed
    again = library.sync([folder])
    assert {o.file: o.message for o in again.failed} == failed
    shelved = {s.file: s.message for s in library.documents() if s.state == "failed"}
    assert shelved == failed


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le-bom", "utf-8-sig", "utf-32"])
def test_text_in_another_encoding_is_read(library: Library, corpus: Corpus, encoding: str) -> None:
    """Windows-1252 and UTF-16 as Word and Notepad write them; quotes and pounds are kept."""
    data = b"\xff\xfe" + CURLY.encode("utf-16-le") if encoding == "utf-16-le-bom" else CURLY.encode(encoding)
    report = library.sync([corpus({"a.txt": data})])
    assert states(report) == {"a.txt": "read"}
    assert "We’ll launch the “safer streets” plan – at £2 a head" in library.document(report.outcomes[0].document).text


def test_utf16_without_a_mark_is_read(library: Library, corpus: Corpus) -> None:
    """Its noughts tell it apart from binary data."""
    report = library.sync([corpus({"a.txt": CURLY.encode("utf-16-le")})])
    assert states(report) == {"a.txt": "read"}
    assert "“safer streets”" in library.document(report.outcomes[0].document).text


def test_windows_text_is_said_to_be_so(library: Library, corpus: Corpus) -> None:
    """The encoding that was taken is a warning of the paper."""
    report = library.sync([corpus({"a.txt": CURLY.encode("cp1252")})])
    assert report.outcomes[0].warnings == ("Read as cp1252 text.",)


def test_a_missing_file_is_named(library: Library, corpus: Corpus) -> None:
    """What else was named is read; what was stored is not touched."""
    folder = corpus({"a.md": HATE})
    report = library.sync([folder / "a.md", folder / "none.md", folder / "x" / "y"])
    assert states(report)["a.md"] == "read"
    assert {o.file: o.message for o in report.failed} == {
        str(folder / "none.md"): "there is no such file or folder. Check the name.",
        str(folder / "x" / "y"): "there is no such file or folder. Check the name.",
    }


def test_a_name_that_no_system_allows_is_reported(library: Library, corpus: Corpus) -> None:
    """A name that is too long, or that holds a nought."""
    folder = corpus({"a.md": HATE})
    report = library.sync([folder, folder / ("n" * 300), folder / "a\0b"])
    assert states(report)["a.md"] == "read"
    assert len(report.failed) == 2
    assert all("cannot be looked into" in o.message for o in report.failed)


def test_an_unreadable_file_is_named_and_what_was_read_of_it_stays(
    library: Library, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights that were taken away lose nothing that is stored."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    library.sync([folder])
    corpus({"a.md": WOMEN, "b.md": CENSUS + "\n", "c.md": WOMEN + "\n"})

    def refuse(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("ingest.sync.sha256_of", refuse)
    report = library.sync([folder])
    assert {o.state for o in report.outcomes} == {"failed"}
    messages = {o.file: o.message for o in report.failed}
    assert messages["c.md"] == "it cannot be read (Permission denied). Check its rights and place."
    assert messages["a.md"].endswith("What was read of it before is kept.")
    assert {s.file: s.message for s in library.documents()} == messages
    assert loaded(library) == ["a.md", "b.md"]


def test_a_closed_folder_is_named_and_its_papers_stay(
    library: Library, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that may not be looked into is not an empty one."""
    folder = corpus({"a.md": HATE, "closed/b.md": CENSUS})
    library.sync([folder])
    look, stat = os.scandir, Path.stat

    def scan(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return look(path)

    def peek(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if "closed" in path.parts and path.name != "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(Path, "stat", peek)
    report = library.sync([folder])
    assert [(Path(o.file).name, "Permission denied" in o.message) for o in report.failed] == [("closed", True)]
    monkeypatch.undo()
    assert loaded(library) == ["a.md", "b.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(library: Library, corpus: Corpus) -> None:
    """Nobody writes to it, so reading it would never end."""
    folder = corpus({"a.md": HATE})
    os.mkfifo(folder / "pipe.txt")
    report = library.sync([folder])
    assert {o.file: o.state for o in report.outcomes} == {"a.md": "read", "pipe.txt": "failed"}
    assert "is a device or a pipe" in report.failed[0].message


@pytest.mark.parametrize("name", ["ŵ" * 120 + ".md", "пример 日本.md", "a\nb.md", " spaced .md"])
def test_a_name_in_any_script_is_kept(library: Library, corpus: Corpus, name: str) -> None:
    """Also one of nearly 255 bytes, and one with a line end."""
    folder = corpus({name: HATE})
    assert states(library.sync([folder])) == {name: "read"}
    assert states(library.sync([folder])) == {name: "unchanged"}


def test_a_name_of_broken_bytes_is_kept(library: Library, corpus: Corpus) -> None:
    """A name that is no UTF-8 is shown with marks in place, and its file is found again."""
    folder = corpus({"a.md": CENSUS})
    raw = os.fsencode(folder) + b"/caf\xe9.md"
    try:
        Path(os.fsdecode(raw)).write_text(HATE)
    except OSError:
        pytest.skip("this file system takes no such name")
    assert states(library.sync([folder])) == {"a.md": "read", "caf\ufffd.md": "read"}
    assert set(states(library.sync([folder])).values()) == {"unchanged"}
    Path(os.fsdecode(raw)).unlink()
    assert states(library.sync([folder])) == {"a.md": "unchanged", "caf\ufffd.md": "removed"}


def test_a_file_that_changes_while_it_is_read_is_refused(
    library: Library, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be stored under one hash must not be the text of another."""
    folder = corpus({"a.md": HATE, "b.md": CENSUS})
    read = library.index.settings.read

    def meddle(self: object, path: Path, settings: object, sha256: str) -> object:
        from ingest.readers import read as plain

        source = build_document(plain(path, read), id=sha256[:16], file=path.name, sha256=sha256)
        if path.name == "a.md":
            path.write_text(WOMEN + WOMEN)
        return source

    monkeypatch.setattr("ingest.readers.sandbox.Sandbox.document", meddle)
    report = library.sync([folder])
    assert [o.file for o in report.failed] == ["a.md"]
    assert "changed while it was read" in report.failed[0].message
    monkeypatch.undo()
    assert states(library.sync([folder])) == {"a.md": "read", "b.md": "unchanged"}


def test_a_paper_that_breaks_keeps_what_was_read_before(library: Library, corpus: Corpus) -> None:
    """A truncated new version does not take the old one away."""
    folder = corpus({"a.md": HATE})
    library.sync([folder])
    corpus({"a.md": b""})
    report = library.sync([folder])
    assert states(report) == {"a.md": "failed"}
    assert report.failed[0].message.endswith("What was read of it before is kept.")
    assert loaded(library) == ["a.md"]
    corpus({"a.md": HATE})
    assert states(library.sync([folder])) == {"a.md": "unchanged"}
    assert [s.message for s in library.documents()] == [""]


def test_a_home_that_is_a_file_is_refused(tmp_path: Path, tiny: TinyEmbedder) -> None:
    """At once, with the way out."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(HomeError, match=r"is not a folder. Choose another with --home"):
        Library(tmp_path / "file", embedder=tiny)


def test_a_home_below_a_file_cannot_be_written(tmp_path: Path, tiny: TinyEmbedder) -> None:
    """The message names the place."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(HomeError, match=rf"{tmp_path / 'file'} is not a folder"):
        Library(tmp_path / "file" / "home", embedder=tiny)


def test_a_home_that_may_not_be_written_is_refused(
    library: Library, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's words do not reach the user bare."""

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    folder = corpus({"a.md": HATE})
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(HomeError, match=r"may not be read or written. Get the right to it, or choose another folder"):
        library.sync([folder])


def test_a_second_writer_is_turned_away(home: Path, corpus: Corpus, tiny: TinyEmbedder) -> None:
    """And the first goes on; readers see what was committed."""
    folder = corpus({"a.md": HATE})
    one, two = Library(home, embedder=tiny), Library(home, embedder=TinyEmbedder())
    one.sync([folder])
    with one.index.writing():
        with pytest.raises(BusyError, match=r"Another process is writing to"):
            two.sync([folder])
        assert loaded(two) == ["a.md"]
    assert states(two.sync([folder])) == {"a.md": "unchanged"}
    one.close()
    two.close()


@pytest.mark.parametrize("seam", ["catalogue", "vectors", "index"])
def test_a_full_disk_loses_nothing(
    library: Library, corpus: Corpus, monkeypatch: pytest.MonkeyPatch, seam: str
) -> None:
    """Whichever file meets it first: the sync says so, what was stored stands, and the next sync completes it."""
    folder = corpus({"a.md": HATE})
    library.sync([folder])
    corpus({"b.md": CENSUS + "".join(f"\n\nParagraph {n} says that {n} women use the library.\n" for n in range(400))})
    fill(monkeypatch, seam)
    with pytest.raises(HomeError, match=r"is full. Free some space and try again. What was stored before is unchanged"):
        library.sync([folder])
    monkeypatch.undo()
    assert loaded(library) == ["a.md"]
    assert library.index.check() == ()
    assert states(library.sync([folder])) == {"a.md": "unchanged", "b.md": "read"}


def fill(monkeypatch: pytest.MonkeyPatch, seam: str) -> None:
    """Leave SQLite, or the file system under the indexes, a few more pages only."""
    if seam == "index":

        def seal(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("ingest.index.generation.seal", seal)
        return
    module, name = (changes, "open_for_writing") if seam == "catalogue" else (vectors, "_connect")
    really = getattr(module, name)

    def opened(*arguments: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = really(*arguments)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return connection

    monkeypatch.setattr(module, name, opened)


def test_a_wrong_manifest_stops_the_sync_before_anything_is_changed(library: Library, corpus: Corpus) -> None:
    """A slip in it must not rename or drop papers."""
    folder = corpus({"a.md": HATE, "manifest.toml": '[[document]]\nfile = "a.md"\ntitle = "Hate"\n'})
    library.sync([folder])
    corpus({"manifest.toml": '[[document]]\nfile = "a.md"\ntitel = "Hate"\n'})
    with pytest.raises(ManifestError, match=r"manifest.toml, line 3: titel"):
        library.sync([folder])
    assert [row.facts.title for row in library.rows()] == ["Hate"]
