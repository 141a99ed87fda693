"""Small sound files of every format, and what is done to them until they are broken."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pptx

from tests.conftest import seed
from tests.ingest.readers.office_files import docx, odf, p, tc, tr
from tests.ingest.rendered.parts import parts_of
from tests.ingest.rendered.pdf import write_pdf

SUFFIXES = (".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp", ".html", ".csv", ".md")
_HTML = b"<main><h1>Plan</h1><ul><li>One<li>Two</ul><table><tr><th>A<th>B<tr><td rowspan=2>1<td>2</table></main>"
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
    elif suffix == ".pdf":
        write_pdf(parts_of(seed("001").read_text(encoding="utf-8"))[2:24], path)
    elif suffix == ".md":
        path.write_bytes(seed("001").read_bytes()[6000:16000])
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
