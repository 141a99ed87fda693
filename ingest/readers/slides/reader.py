"""Slides (.pptx and its kin), read from their XML: a page for each, its title, words, tables and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.readers import shown
from ingest.readers.archive import Element, Package
from ingest.readers.canvas import Canvas, lines_of, tidy
from ingest.readers.drawing import drawn
from ingest.readers.facts import core_facts
from ingest.readers.slides.text import A, Bullets, is_bold, words_of
from ingest.readers.tables import Cell, Row, put_table
from ingest.records import Block, Dress, Role, Source
from ingest.settings import ReadSettings

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FURNITURE = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})
_TITLES = frozenset({"title", "ctrTitle"})
_TITLE_SIZE = 2400  # hundredths of a point: a lone line of this size at the top is the slide's title
_ROW = 0.03  # of the slide's height: shapes whose tops differ by less stand beside each other
_DEPTH = 30

Point = tuple[float, float]


def read(path: Path, settings: ReadSettings) -> Source:
    """Read a PowerPoint file; raises FileError where it is locked, damaged or a trap."""
    with Package(path, shown(path)) as package:
        main = package.linked("", "officeDocument") or "ppt/presentation.xml"
        root = package.xml(main)
        if root is None:
            raise package.damaged("it has no list of slides")
        canvas, links = Canvas(), package.links(main)
        first = root.get("firstSlideNum", "1")
        size = root.find(_P + "sldSz")
        height = float(size.get("cy", "6858000")) if size is not None else 6858000.0
        deck = _Deck(package, canvas, height)
        ids = [entry.get(_R + "id", "") for entry in root.findall(f"{_P}sldIdLst/{_P}sldId")]
        parts = [links[key][1] for key in ids if key in links]
        if len(parts) > settings.pages:
            canvas.warnings.append(f"Only the first {settings.pages:,} of {len(parts):,} slides were read.")
        start = int(first) if first.isdigit() else 1
        for number, part in enumerate(parts[: settings.pages], start=start):
            deck.slide(part, number)
        deck.warn()
        canvas.facts.update(core_facts(package))
    return canvas.source()


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape: its XML, what kind of placeholder it is ("" for none), and its left upper corner."""

    element: Element
    kind: str
    at: Point
    bullets: Bullets


class _Deck:
    """Reads slides one after the other onto a canvas."""

    def __init__(self, package: Package, canvas: Canvas, height: float) -> None:
        self.package = package
        self.canvas = canvas
        self.height = height
        self.hidden: list[int] = []
        self.noted: list[int] = []
        self.pictures: list[int] = []
        self._frames: dict[str, tuple[Element | None, Element | None]] = {}

    def slide(self, part: str, number: int) -> None:
        """One slide as one page: its title, its shapes from top to bottom, its speaker's notes."""
        root = self.package.xml(part)
        if root is None:
            raise self.package.damaged(f"slide {number} is missing")
        if root.get("show") in {"0", "false"}:
            self.hidden.append(number)
            return
        self.canvas.page(str(number))
        before = len(self.canvas.blocks)
        links = self.package.links(part)
        tree = root.find(f"{_P}cSld/{_P}spTree")
        shapes = list(self._ordered(tree, self._frame(links), 0)) if tree is not None else []
        title = next((shape for shape in shapes if shape.kind in _TITLES and _body(shape)), None)
        title = title or self._lone_title(shapes)
        for shape in ([title] if title else []) + [shape for shape in shapes if shape is not title]:
            self._put(shape, links, shape is title)
        if len(self.canvas.blocks) == before and any(True for _ in root.iter(_P + "pic")):
            self.pictures.append(number)
        self._notes(links, number)

    def warn(self) -> None:
        """Say what a reader of the text should know of the slides."""
        for numbers, words in (
            (self.hidden, "hidden and not read"),
            (self.pictures, "an image without text"),
        ):
            if numbers:
                self.canvas.warnings.append(f"{_listed(numbers)} {words}.")
        if self.noted:
            where = ", ".join(map(str, self.noted))
            self.canvas.warnings.append(f"Speaker's notes stand after the words of their slide: {where}.")

    def _frame(self, links: dict[str, tuple[str, str]]) -> tuple[Element | None, Element | None]:
        """The layout of a slide and its master."""
        layout = next((target for kind, target in links.values() if kind == "slideLayout"), "")
        if layout not in self._frames:
            master = self.package.linked(layout, "slideMaster") if layout else ""
            pair = (layout, master)
            trees = [self.package.optional_xml(part) if part else None for part in pair]
            self._frames[layout] = (trees[0], trees[1])
        return self._frames[layout]

    def _ordered(self, parent: Element, frame: tuple[Element | None, Element | None], depth: int) -> Iterator[_Shape]:
        """The shapes of a slide or a group from top to bottom, those side by side from left to right."""
        shapes = [_shape(child, frame) for child in _shapes_in(parent)]
        shapes = [shape for shape in shapes if shape.kind not in _FURNITURE]
        shapes.sort(key=lambda shape: shape.at[1])
        rows: list[list[_Shape]] = []
        for shape in shapes:
            if rows and shape.at[1] - rows[-1][0].at[1] <= _ROW * self.height:
                rows[-1].append(shape)
            else:
                rows.append([shape])
        for shape in (shape for row in rows for shape in sorted(row, key=lambda shape: shape.at[0])):
            if shape.element.tag == _P + "grpSp" and depth < _DEPTH:
                yield from self._ordered(shape.element, frame, depth + 1)
            else:
                yield shape

    def _lone_title(self, shapes: list[_Shape]) -> _Shape | None:
        """Without a title's place, a short line in large letters at the top is the title."""
        first = next((shape for shape in shapes if _body(shape)), None)
        if first is None or first.kind or len(_body(first)) != 1:
            return None
        paragraph = _body(first)[0]
        sizes = [int(run.get("sz", "0")) for run in paragraph.iter(A + "rPr") if run.get("sz", "0").isdigit()]
        short = len(tidy(words_of(paragraph))) <= 100
        return first if short and sizes and max(sizes) >= _TITLE_SIZE else None

    def _put(self, shape: _Shape, links: dict[str, tuple[str, str]], title: bool) -> None:
        if title:
            words = " ".join(tidy(words_of(paragraph)) for paragraph in _body(shape))
            self.canvas.put(words, Block(0, 0, Role.HEADING, Dress.STYLE, level=1))
            return
        if shape.element.tag == _P + "graphicFrame":
            for table in shape.element.iter(A + "tbl"):
                put_table(self.canvas, _rows(table))
            drawn(self.canvas, self.package, links, shape.element)
            return
        number = 0
        for paragraph in _body(shape):
            mark = shape.bullets.mark(paragraph)
            dress = Dress.BOLD if is_bold(paragraph) else Dress.PLAIN
            if mark is None:
                number = 0
                self.canvas.put(words_of(paragraph), Block(0, 0, Role.PARAGRAPH, dress))
                continue
            number = number or self.canvas.new_list()
            level = shape.bullets.level(paragraph)
            self.canvas.put(words_of(paragraph), Block(0, 0, Role.ITEM, dress, level, mark, list_id=number))

    def _notes(self, links: dict[str, tuple[str, str]], number: int) -> None:
        """The speaker's notes, after the slide that they are for."""
        part = next((target for kind, target in links.values() if kind == "notesSlide"), "")
        root = self.package.optional_xml(part) if part else None
        if root is None:
            return
        written = False
        for shape in root.iter(_P + "sp"):
            place = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
            if place is None or place.get("type", "body") != "body":
                continue
            for paragraph in shape.findall(f"{_P}txBody/{A}p"):
                written |= self.canvas.put(words_of(paragraph)) is not None
        if written:
            self.noted.append(number)


def _listed(numbers: list[int]) -> str:
    words = ", ".join(map(str, numbers))
    return f"Slide {words} is" if len(numbers) == 1 else f"Slides {words} are"


def _shapes_in(parent: Element) -> Iterator[Element]:
    """The shapes directly in a slide or a group; of two forms of one shape the newer."""
    for child in parent:
        if child.tag == _COMPAT + "AlternateContent":
            form = child.find(_COMPAT + "Choice")
            yield from form if form is not None else ()
        elif child.tag in {_P + "sp", _P + "grpSp", _P + "graphicFrame"}:
            yield child


def _body(shape: _Shape) -> list[Element]:
    """The paragraphs of a shape that have words."""
    return [p for p in shape.element.findall(f"{_P}txBody/{A}p") if tidy(words_of(p))]


def _shape(element: Element, frame: tuple[Element | None, Element | None]) -> _Shape:
    """A shape with its place and bullets; what it does not say, its layout or its master says."""
    place = element.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    if place is None:
        return _Shape(element, "", _corner(element) or (0.0, 0.0), Bullets(_list_styles(element)))
    kind, index = place.get("type", "obj"), place.get("idx", "")
    above = [match for tree in frame if (match := _same_place(tree, kind, index)) is not None]
    corner = next((at for at in map(_corner, [element, *above]) if at), (0.0, 0.0))
    styles = [style for owner in [element, *above] for style in _list_styles(owner)]
    master = frame[1]
    name = "titleStyle" if kind in _TITLES else "bodyStyle"
    common = master.find(f"{_P}txStyles/{_P}{name}") if master is not None else None
    inherits = kind in {"body", "obj", "subTitle"} and common is not None
    return _Shape(element, kind, corner, Bullets(styles + ([common] if inherits and common is not None else [])))


def _same_place(tree: Element | None, kind: str, index: str) -> Element | None:
    """The placeholder of a layout or master that a slide's one fills: of its index, else of its kind."""
    places = (
        [(s, p) for s in tree.iter(_P + "sp") if (p := s.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")) is not None]
        if (tree is not None)
        else []
    )
    for shape, place in places:
        if index and place.get("idx", "") == index:
            return shape
    alike = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}
    for shape, place in places:
        if alike.get(place.get("type", "obj"), place.get("type", "obj")) == alike.get(kind, kind):
            return shape
    return None


def _corner(element: Element) -> Point | None:
    for path in (f"{_P}spPr/{A}xfrm/{A}off", f"{_P}grpSpPr/{A}xfrm/{A}off", f"{_P}xfrm/{A}off"):
        found = element.find(path)
        if found is not None:
            try:
                return float(found.get("x", "0")), float(found.get("y", "0"))
            except ValueError:
                return None
    return None


def _list_styles(element: Element) -> list[Element]:
    found = element.find(f"{_P}txBody/{A}lstStyle")
    return [found] if found is not None else []


def _rows(table: Element) -> list[Row]:
    """The rows of a table; the first is a header where the table dresses it so and its cells are short."""
    properties = table.find(A + "tblPr")
    dressed = properties is not None and properties.get("firstRow") in {"1", "true"}
    rows: list[Row] = []
    for line in table.findall(A + "tr"):
        cells = [
            Cell(
                lines_of(words_of(paragraph) for paragraph in cell.iter(A + "p")),
                _count(cell, "gridSpan"),
                _count(cell, "rowSpan"),
                bold=all(is_bold(paragraph) for paragraph in cell.iter(A + "p")),
            )
            for cell in line.findall(A + "tc")
            if cell.get("hMerge") not in {"1", "true"} and cell.get("vMerge") not in {"1", "true"}
        ]
        rows.append(Row(cells))
    if rows and dressed and all(0 < len(cell.text) <= 80 for cell in rows[0].cells[1:]):
        rows[0].header = len(rows[0].cells) > 1 and len(rows[0].cells[0].text) <= 80
    return rows


def _count(cell: Element, name: str) -> int:
    value = cell.get(name, "1")
    return int(value) if value.isdigit() and len(value) < 5 else 1
