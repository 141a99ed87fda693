"""Broken, hostile and mutated files of every format: each ends as a Source that is sound, or as FileError."""

from __future__ import annotations

import itertools
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import FileError
from ingest.readers import read
from ingest.records import Source
from tests.ingest.readers.broken_files import made, mutated, mutated_inside
from tests.ingest.readers.office_files import SETTINGS, docx, p, zipped

ROUNDS = 120
PIECES = ["<p>", "<li>", "<ul>", "<ol>", "</ul>", "<table>", "<tr>", "<td>", "<td colspan=3 rowspan=2>", "</table>"]
PIECES += ["<dl>", "<dt>", "<dd>", "<h2>", "<b>", "</b>", "<br>", "<pre>", "words", "&amp;", "{{", "{%", "[[", "<sup>1"]


def is_sound(source: Source) -> bool:
    """Every span lies in the text, every block has words, headers match cells, pages cover in order."""
    size = len(source.text)
    spans = [(b.start, b.end) for b in source.blocks] + [span for b in source.blocks for span in b.cells]
    pages = [(page.start, page.end) for page in source.pages]
    return (
        all(0 <= start <= end <= size for start, end in spans + pages)
        and all(source.text[b.start : b.end].strip() for b in source.blocks)
        and all(not b.headers or len(b.headers) == len(b.cells) for b in source.blocks)
        and all(left[1] <= right[0] for left, right in itertools.pairwise(pages))
        and source.text == source.text.encode("utf-8").decode("utf-8")
    )


def ends_well(path: Path) -> bool:
    """Whether reading ends as a sound Source or as FileError, within a bound of time."""
    begun = time.monotonic()
    try:
        return is_sound(read(path, SETTINGS)) and time.monotonic() - begun < 20
    except FileError as error:
        return bool(error.reason and error.remedy) and time.monotonic() - begun < 20


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp", ".html", ".csv"])
def test_mutated_files_end_as_a_source_or_a_file_error(tmp_path: Path, suffix: str) -> None:
    """Whatever is wrong in a file, it is read or reported."""
    sound = made(tmp_path, suffix)
    chance = random.Random(suffix)
    path = tmp_path / f"broken{suffix}"
    for _ in range(ROUNDS):
        inside = suffix not in {".html", ".csv"} and chance.random() < 0.7
        path.write_bytes((mutated_inside if inside else mutated)(sound, chance))
        assert ends_well(path), path.read_bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400),
    suffix=st.sampled_from([".docx", ".html", ".csv", ".odt", ".doc", ".pdf", ""]),
)
def test_any_bytes_under_any_name_end_well(tmp_path: Path, data: bytes, suffix: str) -> None:
    """Random bytes are no paper, whatever they are called."""
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    assert ends_well(path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(markup=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_markup_ends_well(tmp_path: Path, markup: list[str]) -> None:
    """Elements in any order and nesting give a sound Source."""
    path = tmp_path / "any.html"
    path.write_text("<!doctype html>x " + " ".join(markup))
    assert ends_well(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """An archive that would burst is refused by what its directory says."""
    with pytest.raises(FileError, match="would unpack to"):
        read(zipped(tmp_path / "a.docx", {"word/document.xml": b" " * 40_000_000}), SETTINGS)


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_an_xml_bomb_is_refused_at_its_doctype(tmp_path: Path, suffix: str) -> None:
    """No entity is ever declared, so none can grow and no outside file can be drawn in."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [{entities}<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&e11;&f;</a>'
    part = "word/document.xml" if suffix == ".docx" else "content.xml"
    path = zipped(tmp_path / f"a{suffix}", {part: bomb, "META-INF/manifest.xml": "<m/>"})
    with pytest.raises(FileError, match="declares a document type"):
        read(path, SETTINGS)


@pytest.mark.parametrize("tag", ["w:ins", "w:tbl><w:tr><w:tc", "w:sdt><w:sdtContent", "w:r><w:pict><w:txbxContent"])
def test_deep_nesting_in_a_word_file_ends(tmp_path: Path, tag: str) -> None:
    """A hundred thousand levels are read as far as it makes sense, or refused."""
    names = tag.split("><")
    closing = "".join(f"</{name}>" for name in reversed(names))
    path = docx(tmp_path / "a.docx", f"<{tag}>" * 30_000 + p("deep") + closing * 30_000 + p("after"))
    assert ends_well(path)


def test_a_truncated_file_says_so(tmp_path: Path) -> None:
    """A file that was cut off is called damaged or cut off."""
    sound = made(tmp_path, ".docx")
    path = tmp_path / "cut.docx"
    path.write_bytes(sound[: len(sound) // 2])
    with pytest.raises(FileError, match="damaged or cut off"):
        read(path, SETTINGS)
