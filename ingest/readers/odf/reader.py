"""OpenDocument texts, slides and sheets, zipped or flat, read from their XML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

from ingest.errors import FileError
from ingest.readers import shown
from ingest.readers.archive import Element, Package, locked, parse
from ingest.readers.canvas import Canvas, lines_of, tidy
from ingest.readers.facts import sensible
from ingest.readers.odf.styles import DRAW, OFFICE, PRESENTATION, SVG, TABLE, TEXT, Looks
from ingest.readers.odf.text import Flow, table_rows, whole
from ingest.readers.sheets.rows import COVERED, MOST_COLUMNS, MOST_ROWS, SheetRow, put_sheet
from ingest.readers.tables import Cell, put_table
from ingest.records import Block, Role, Source
from ingest.settings import ReadSettings

_FLAT_BYTES = 128 * 1024 * 1024
_FURNITURE = frozenset({"footer", "header", "date-time", "page-number", "notes"})
_UNITS = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 0.0353, "px": 0.0265}
_SIDE_BY_SIDE = 0.7  # centimetres: shapes whose tops differ by less stand beside each other


def read(path: Path, settings: ReadSettings) -> Source:
    """Read an OpenDocument file; raises FileError where it is locked, damaged or a trap."""
    name = shown(path)
    trees = _flat(path, name) if _is_flat(path) else _zipped(path, name)
    content, styles, meta = trees
    canvas, looks = Canvas(), Looks()
    looks.add([styles, content])
    body = content.find(OFFICE + "body")
    kinds = {child.tag.removeprefix(OFFICE): child for child in body} if body is not None else {}
    if "text" in kinds:
        text = kinds["text"]
        flow = Flow(canvas, looks, text.get(TEXT + "use-soft-page-breaks") == "true")
        flow.blocks(text)
        flow.finish()
    elif "presentation" in kinds or "drawing" in kinds:
        _Slides(canvas, looks).read(kinds.get("presentation", kinds.get("drawing")), settings)
    elif "spreadsheet" in kinds:
        _sheets(canvas, looks, kinds["spreadsheet"])
    else:
        words = f"is an OpenDocument file of another kind ({', '.join(kinds) or 'no content'})"
        raise FileError(name, words, "Save it as a text, a sheet or slides.")
    canvas.facts.update(_facts(meta))
    return canvas.source()


def _is_flat(path: Path) -> bool:
    with path.open("rb") as stream:
        return not stream.read(2).startswith(b"PK")


def _flat(path: Path, name: str) -> tuple[Element, None, Element]:
    """A flat file is one tree that holds content, styles and properties."""
    with path.open("rb") as stream:
        data = stream.read(_FLAT_BYTES + 1)
    if len(data) > _FLAT_BYTES:
        raise FileError(name, f"has more than {_FLAT_BYTES // 1024 // 1024} MB of XML", "Split the document.")
    root = parse(data, name, name)
    return root, None, root


def _zipped(path: Path, name: str) -> tuple[Element, Element | None, Element | None]:
    with Package(path, name) as package:
        if b"encryption-data" in package.data("META-INF/manifest.xml"):
            raise locked(name)
        content = package.xml("content.xml")
        if content is None:
            raise package.damaged("it has no content")
        return content, package.optional_xml("styles.xml"), package.optional_xml("meta.xml")


def _facts(root: Element | None) -> dict[str, str]:
    found = root.find(f".//{OFFICE}meta") if root is not None else None
    if found is None:
        return {}
    said = {child.tag.rsplit("}", 1)[-1]: (child.text or "").strip() for child in found}
    date = said.get("date", "") or said.get("creation-date", "")
    return dict(sensible(title=said.get("title", ""), date=date, language=said.get("language", "")))


class _Slides:
    """Slides, each as one page: title, shapes from top to bottom, speaker's notes."""

    def __init__(self, canvas: Canvas, looks: Looks) -> None:
        self.canvas = canvas
        self.flow = Flow(canvas, looks)
        self.looks = looks

    def read(self, body: Element | None, settings: ReadSettings) -> None:
        """Read every slide that is not hidden."""
        pages = body.findall(DRAW + "page") if body is not None else []
        hidden, noted = [], []
        for number, page in enumerate(pages[: settings.pages], start=1):
            look = self.looks.looks.get(page.get(DRAW + "style-name", ""))
            if look is not None and look.hidden:
                hidden.append(str(number))
                continue
            self.canvas.page(str(number))
            self._slide(page)
            notes = page.find(PRESENTATION + "notes")
            if notes is not None and self._notes(notes):
                noted.append(str(number))
        if hidden:
            self.canvas.warnings.append(f"Hidden slides were not read: {', '.join(hidden)}.")
        if noted:
            words = f"Speaker's notes stand after the words of their slide: {', '.join(noted)}."
            self.canvas.warnings.append(words)
        if len(pages) > settings.pages:
            self.canvas.warnings.append(f"Only the first {settings.pages:,} of {len(pages):,} slides were read.")

    def _slide(self, page: Element) -> None:
        shapes = list(_ordered(page))
        title = next((s for s in shapes if s.get(PRESENTATION + "class") == "title" and _words(s)), None)
        if title is not None:
            self.canvas.put(_words(title).replace("\n", " "), Block(0, 0, Role.HEADING, level=1))
        for shape in shapes:
            if shape is not title and shape.get(PRESENTATION + "class") not in _FURNITURE:
                for table in shape.findall(TABLE + "table"):
                    put_table(self.canvas, self.flow.rows(table))
                if shape.find(TABLE + "table") is None:
                    self.flow.blocks(shape)
        self.flow.write_notes()

    def _notes(self, notes: Element) -> bool:
        before = len(self.canvas.blocks)
        for frame in notes.iter(DRAW + "frame"):
            if frame.get(PRESENTATION + "class") == "notes":
                self.flow.blocks(frame)
        return len(self.canvas.blocks) > before


def _words(shape: Element) -> str:
    return tidy("\n".join("".join(p.itertext()) for p in shape.iter(TEXT + "p")))


def _ordered(parent: Element, depth: int = 0) -> Iterator[Element]:
    """Shapes from top to bottom, those side by side from left to right."""
    shapes = [child for child in parent if child.tag.startswith(DRAW)]
    shapes.sort(key=lambda shape: (round(_place(shape, "y") / _SIDE_BY_SIDE), _place(shape, "x")))
    for shape in shapes:
        if shape.tag == DRAW + "g" and depth < 20:
            yield from _ordered(shape, depth + 1)
        else:
            yield shape


def _place(shape: Element, side: str) -> float:
    """A shape's distance from the edge in centimetres; a group has that of its first shape."""
    words = shape.get(SVG + side, "") or next((s.get(SVG + side, "") for s in shape.iter() if s.get(SVG + side)), "")
    try:
        return float(words[:-2]) * _UNITS.get(words[-2:], 1.0)
    except ValueError:
        return 0.0


def _sheets(canvas: Canvas, looks: Looks, body: Element) -> None:
    """Sheets, row by row as they are displayed; hidden ones are named and skipped."""
    flow = Flow(canvas, looks)
    tables = body.findall(TABLE + "table")
    for table in tables:
        name = table.get(TABLE + "name", "")
        look = looks.looks.get(table.get(TABLE + "style-name", ""))
        if look is not None and look.hidden:
            canvas.warnings.append(f"The hidden sheet “{name}” was not read.")
            continue
        put_sheet(canvas, name, _sheet_rows(flow, table), alone=len(tables) == 1)


def _sheet_rows(flow: Flow, table: Element) -> Iterator[SheetRow]:
    for row, header in table_rows(table):
        cells: list[Cell] = []
        for cell in row:
            if cell.tag in {TABLE + "table-cell", TABLE + "covered-table-cell"}:
                lines = [flow.line(p) for p in cell.findall(TEXT + "p")]
                made = Cell(
                    lines_of(words for words, _ in lines),
                    whole(cell, TABLE + "number-columns-spanned"),
                    whole(cell, TABLE + "number-rows-spanned"),
                    bold=bool(lines) and all(bold for _, bold in lines),
                )
                made = COVERED if cell.tag == TABLE + "covered-table-cell" else made
                count = min(whole(cell, TABLE + "number-columns-repeated"), MOST_COLUMNS - len(cells))
                cells += [made] * max(0, count)
        count = whole(row, TABLE + "number-rows-repeated") if any(cell.text for cell in cells) else 1
        yield from repeat(SheetRow(cells, header), min(count, MOST_ROWS))
