"""Broken, hostile and mutated files of every format: each ends as a Source that is sound, or as FileError."""

from __future__ import annotations

import io
import itertools
import random
import time
import zipfile
from pathlib import Path

import openpyxl
import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import FileError
from ingest.readers import read
from ingest.records import Source
from tests.ingest.readers.office_files import SETTINGS, docx, odf, p, tc, tr, zipped

ROUNDS = 120
_HTML = b"<main><h1>Plan</h1><ul><li>One<li>Two</ul><table><tr><th>A<th>B<tr><td rowspan=2>1<td>2</table></main>"
PIECES = ["<p>", "<li>", "<ul>", "<ol>", "</ul>", "<table>", "<tr>", "<td>", "<td colspan=3 rowspan=2>", "</table>"]
PIECES += ["<dl>", "<dt>", "<dd>", "<h2>", "<b>", "</b>", "<br>", "<pre>", "words", "&amp;", "{{", "{%", "[[", "<sup>1"]
_CSV = 'Aim,Action,Year\nSafety,"Train\nReview",2024\n'.encode("utf-16")


def made(folder: Path, suffix: str) -> bytes:
    """A small sound file of a format."""
    path = folder / f"sound{suffix}"
    if suffix == ".docx":
        body = p("Aims", "H1") + f"<w:tbl>{tr(tc('A'), tc('B'), header=True)}{tr(tc('1'), tc('2'))}</w:tbl>"
        level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        numbering = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        body += p("One", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        docx(
            path,
            body,
            numbering=numbering,
            styles='<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>',
        )
    elif suffix == ".pptx":
        deck = pptx.Presentation()
        deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "Aims"
        deck.save(str(path))
    elif suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in (["Aim", "Share", "Year"], ["Safety", 0.5, 2024]):
            book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
        book.active.merge_cells("A2:B2")  # type: ignore[union-attr]  # likewise
        book.save(path)
    elif suffix in {".odt", ".ods", ".odp"}:
        cell = "<table:table-cell><text:p>Words</text:p></table:table-cell>"
        table = f"<table:table><table:table-row>{cell * 2}</table:table-row></table:table>"
        kind = {".odt": "text", ".ods": "spreadsheet", ".odp": "presentation"}[suffix]
        body = f"<draw:page><draw:frame>{table}</draw:frame></draw:page>" if kind == "presentation" else table
        odf(
            path,
            kind,
            body + ("<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"),
        )
    else:
        path.write_bytes(_HTML if suffix == ".html" else _CSV)
    return path.read_bytes()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut off, with some changed, some doubled or some left out."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, many = chance.randrange(len(broken) + 1), chance.randint(1, 30)
        what = chance.randrange(5)
        if what == 0:
            del broken[at : at + many]
        elif what == 1:
            broken[at:at] = broken[at : at + many]
        elif what == 2:
            broken[at : at + many] = chance.randbytes(len(broken[at : at + many]))
        elif what == 3:
            broken[at : at + 1] = chance.choice([b"<", b">", b"&", b'"', b"\0", b"-1", b"99999999999"])
        else:
            del broken[max(1, at) :]
    return bytes(broken)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """An archive whose parts are mutated, missing or exchanged, while it stays a sound archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in chance.sample(sorted(parts), min(len(parts), chance.randint(1, 3))):
        what = chance.randrange(4)
        if what == 0 and name != "[Content_Types].xml":
            del parts[name]
        elif what == 1:
            parts[name] = chance.choice(sorted(parts.values()))
        else:
            parts[name] = mutated(parts[name], chance)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


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
