"""The table of readers: content and suffix decide, and every refusal has its true reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest import readers
from ingest.errors import FileError
from ingest.readers import SUFFIXES, SkippedFile, read, reader_for, sniffing
from ingest.settings import ReadSettings
from tests.ingest.readers.office_files import SETTINGS, docx, odf, p, words, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def module_of(path: Path) -> str:
    return getattr(reader_for(path), "__module__", "").split(".")[2]


@pytest.mark.parametrize(
    ("name", "data", "module"),
    [
        ("a.txt", b"Plain words.", "text"),
        ("README", b"Plain words.", "text"),
        ("a.txt", b"%PDF-1.7\n...", "pdf"),
        ("a.md", b"<!doctype html><p>Hi", "web"),
        ("a.html", b"<p>Hi</p>", "web"),
        ("a.html", b"No tags at all.", "text"),
        ("a.csv", b"a,b\n1,2\n", "sheets"),
        ("a.xls", b"<html><table><tr><td>1</table>", "web"),
        ("a.xls", b"a\tb\n1\t2\n", "sheets"),
        ("a.doc", b"{\\rtf1 Hi}", "office_old"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "office_old"),
        ("a.txt", "\ufeffWide words".encode("utf-16-le"), "text"),
        ("a.txt", "Wide words without a mark".encode("utf-16-le"), "text"),
        ("a.txt", b"BZh is a word here, and RIFF too.", "text"),
    ],
)
def test_content_decides_before_the_suffix(tmp_path: Path, name: str, data: bytes, module: str) -> None:
    """A wrong ending does not mislead; text is read by its ending."""
    path = tmp_path / name
    path.write_bytes(data)
    assert module_of(path) == module


def test_office_files_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    """A Word file named .doc or .zip and an OpenDocument file named .txt find their readers."""
    assert module_of(docx(tmp_path / "a.doc", p("Hi"))) == "word"
    assert module_of(docx(tmp_path / "a.zip", p("Hi"))) == "word"
    assert module_of(odf(tmp_path / "a.txt", "text", "<text:p>Hi</text:p>")) == "odf"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", bytes(range(256)) * 9, "is named .txt, but is binary data"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n123", "is named .pdf, but is a PNG image"),
        ("a.xyz", bytes(range(256)) * 9, "which nothing here reads"),
        ("a.docx", b"PK\x03\x04 and then nothing", "damaged or cut off"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    ],
)
def test_a_refusal_gives_its_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """What cannot be read fails with the thing, the reason and a remedy."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileError, match=reason) as caught:
        read(path, SETTINGS)
    assert not isinstance(caught.value, SkippedFile)
    assert caught.value.file == name
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n123"),
        ("a.json", b'{"a": 1}'),
        ("~$a.docx", b"lock"),
        (".DS_Store", b"\0\0\0\1Bud1"),
        ("a.exe", b"MZ\x90\0\3\0\0\0"),
        ("a.xml", b"<?xml version='1.0'?><a/>"),
    ],
)
def test_what_is_no_paper_is_skipped_and_not_failed(tmp_path: Path, name: str, data: bytes) -> None:
    """Images, data and other programs' working files are passed over knowingly."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SkippedFile):
        read(path, SETTINGS)


def test_a_zip_of_other_things_is_skipped(tmp_path: Path) -> None:
    """A zip that is no office file is a container, not a paper; named .docx it is a fault."""
    with pytest.raises(SkippedFile, match="zip archive"):
        read(zipped(tmp_path / "a.zip", {"a.txt": "x"}), SETTINGS)
    with pytest.raises(FileError, match=r"named \.docx, but is a zip archive"):
        read(zipped(tmp_path / "a.docx", {"a.txt": "x"}), SETTINGS)


def test_an_unknown_format_names_those_that_work(tmp_path: Path) -> None:
    """The refusal of an unknown format lists every suffix of the table."""
    path = tmp_path / "a.xyz"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(FileError) as caught:
        read(path, SETTINGS)
    assert all(suffix in caught.value.remedy for suffix in SUFFIXES)


def test_folders_missing_files_and_pipes_are_refused(tmp_path: Path) -> None:
    """What is no file never blocks and never gives a traceback."""
    os.mkfifo(tmp_path / "pipe.txt")
    for path, reason in (
        (tmp_path, "is a folder"),
        (tmp_path / "none.txt", "is not there"),
        (tmp_path / "pipe.txt", "not a file"),
        (tmp_path / ("x" * 300), "cannot be opened"),
        (Path("a\0b"), "cannot be opened"),
    ):
        with pytest.raises(FileError, match=reason):
            read(path, SETTINGS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    """Missing rights are named as such."""
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    path.chmod(0)
    with pytest.raises(FileError, match="may not be read"):
        read(path, SETTINGS)


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    """The size is checked first."""
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024 * 1024)
    with pytest.raises(FileError, match="more than 1 MB"):
        read(path, ReadSettings(file_megabytes=1))


def test_names_of_any_script_and_length_are_shown(tmp_path: Path) -> None:
    """A name in any script, of 255 bytes or of broken bytes is read, and shown when something is wrong."""
    for name in ("cydraddoldeb-ŵ.txt", "平等" * 40 + ".txt", "x" * 251 + ".txt", os.fsdecode(b"bad\xff.txt")):
        path = tmp_path / name
        path.write_text("Words.")
        assert words(read(path, SETTINGS)) == ["Words."]
        path.write_text("")
        with pytest.raises(FileError) as caught:
            read(path, SETTINGS)
        str(caught.value).encode("utf-8")


def test_a_file_that_changes_is_read_again_and_then_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One change is forgiven; a file that somebody keeps writing to is refused."""
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    times: list[int] = []
    real = readers._guarded

    def writing(target: Path, settings: ReadSettings) -> object:
        source = real(target, settings)
        if len(times) < changes:
            path.write_text("Words." + "x" * (len(times) + 1))
        times.append(1)
        return source

    monkeypatch.setattr(readers, "_guarded", writing)
    changes = 1
    assert words(read(path, SETTINGS)) == ["Words.x"]
    changes = 99
    with pytest.raises(FileError, match="changed while it was read"):
        read(path, SETTINGS)


def test_a_fault_inside_a_parser_is_that_files_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a parser raises ends as FileError with its words; an interrupt passes through."""
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    for error, reason in (
        (KeyError("part"), "parser failed"),
        (MemoryError(), "memory"),
        (RecursionError(), "nested too deeply"),
    ):
        monkeypatch.setattr(readers, "reader_for", lambda _, error=error: lambda *_: (_ for _ in ()).throw(error))
        with pytest.raises(FileError, match=reason):
            read(path, SETTINGS)
    monkeypatch.setattr(readers, "reader_for", lambda _: lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        read(path, SETTINGS)


def test_text_is_told_from_binary() -> None:
    """Controls make binary; UTF-16 with or without its mark, and Windows letters, make text."""
    assert sniffing.looks_like_text("Café – £5".encode("cp1252"))
    assert sniffing.looks_like_text("words, words".encode("utf-16-be"))
    assert not sniffing.looks_like_text(b"\x00\x01\x02\x03" * 50)
    assert not sniffing.looks_like_text(b"\x05" * 50)
