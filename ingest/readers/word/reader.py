"""Word files (.docx and its kin), read from their XML.

Libraries for Word give neither the marks of numbered paragraphs nor notes, text boxes and tracked changes,
and they load every picture; so the parts are read here, each bounded. What was inserted counts, what was
deleted does not; headers, footers and comments stay out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from ingest.readers import shown
from ingest.readers.archive import Element, Package
from ingest.readers.canvas import PAGE_BREAK, Canvas, lines_of, raised
from ingest.readers.drawing import drawn
from ingest.readers.facts import core_facts
from ingest.readers.large import Sizes
from ingest.readers.tables import Row, put_table
from ingest.readers.word.pages import PageLabels
from ingest.readers.word.runs import Paragraph, Runs
from ingest.readers.word.styles import VAL, Numbering, Style, Styles, W, number_of, numeral
from ingest.readers.word.tables import grid
from ingest.records import Block, Dress, Role, Source
from ingest.settings import ReadSettings

_CONTENTS_ENTRY = re.compile(r"^(.*\S)\s*\t\s*([0-9]{1,4}|[ivxlc]{1,7})$", re.S | re.I)
_PARAGRAPH_NUMBER = re.compile(r"\d+(?:\.\d+)+\.?")
_WRAPPERS = frozenset(W + tag for tag in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_DEPTH = 20


def read(path: Path, settings: ReadSettings) -> Source:
    """Read a Word file; raises FileError where it is locked, damaged or a trap."""
    del settings  # the limits are those of the sandbox and of the archive
    with Package(path, shown(path)) as package:
        main = package.linked("", "officeDocument") or "word/document.xml"
        root = package.xml(main)
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise package.damaged("it has no body")
        flow = _Flow(package, main)
        flow.blocks(body)
        flow.finish()
        flow.canvas.facts.update(core_facts(package, flow.styles.language))
    return flow.canvas.source()


class _Notes:
    """Footnotes and endnotes: counted where they are referred to, written after the block that does so."""

    def __init__(self, flow: _Flow) -> None:
        self._flow = flow
        self._known: dict[str, dict[str, Element]] = {}
        self._counts: Counter[str] = Counter()
        self._forms = {"footnote": "decimal", "endnote": "lowerRoman"}
        self.fresh: list[tuple[str, Element]] = []
        self.waiting: list[tuple[str, Element]] = []
        settings = flow.package.optional_xml(flow.part("settings"))
        for kind, form in self._forms.items():
            found = settings.find(f"{W}{kind}Pr/{W}numFmt") if settings is not None else None
            self._forms[kind] = found.get(VAL, form) if found is not None else form

    def refer(self, kind: str, key: str, custom: str) -> str:
        """Count a reference and keep its note; return the mark that stands in the text."""
        if kind not in self._known:
            root = self._flow.package.optional_xml(self._flow.part(kind + "s"))
            self._known[kind] = {n.get(W + "id", ""): n for n in (root.iter(W + kind) if root is not None else ())}
        note = self._known[kind].get(key)
        if note is None:
            return ""
        if not custom:
            self._counts[kind] += 1
        mark = custom or numeral(self._counts[kind], self._forms[kind])
        self.fresh.append((mark, note))
        return "" if custom else raised(mark)

    def hold(self) -> None:
        """What was referred to since the last call waits for the end of its list or table."""
        self.waiting += self.fresh
        self.fresh = []

    def write(self) -> None:
        """Write the notes that wait, each with its mark."""
        waiting, self.waiting = self.waiting, []
        for mark, note in waiting:
            lines = [self._flow.words(paragraph).text for paragraph in note.iter(W + "p")]
            words = lines_of(line.replace(PAGE_BREAK, "") for line in lines)
            self._flow.canvas.put(words, Block(0, 0, Role.NOTE, marker=mark))


class _Flow:
    """Walks the body in order and puts what it finds on a canvas."""

    def __init__(self, package: Package, main: str) -> None:
        self.canvas = Canvas()
        self.package = package
        self.links = package.links(main)
        self.styles = Styles(package.optional_xml(self.part("styles")))
        self.numbering = Numbering(package.optional_xml(self.part("numbering")), self.styles)
        self.notes = _Notes(self)
        self.labels = PageLabels()
        self._sizes = Sizes()
        self._titles: set[int] = set()
        self._list_number = ""
        self._kept = ""
        self._depth = 0

    def part(self, kind: str) -> str:
        """The part that the document names for a kind of content."""
        return next((target for word, target in self.links.values() if word == kind), f"word/{kind}.xml")

    def blocks(self, parent: Element, contents: bool = False) -> None:
        """Everything in a body, a text box or a content control, in order."""
        if self._depth > _DEPTH:
            return
        self._depth += 1
        for child in parent:
            if child.tag == W + "p":
                self._paragraph(child, contents)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag == W + "sdt":
                self._control(child, contents)
            elif child.tag in _WRAPPERS:
                self.blocks(child, contents)
            elif child.tag == W + "altChunk":
                self.canvas.warnings.append("A file that is embedded in this document was not read.")
            elif child.tag == W + "sectPr":
                self.labels.section(child, len(self.canvas.starts))
        self._depth -= 1

    def words(self, paragraph: Element) -> Paragraph:
        """The words of a paragraph, with the references to notes in them counted."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        key = named.get(VAL, "") if named is not None else self.styles.default
        return Runs(self.styles, self.notes.refer, key).paragraph(paragraph)

    def line(self, paragraph: Element) -> tuple[str, bool]:
        """A paragraph as one line of a cell, its mark before it; the second value says whether it is bold."""
        found = self.words(paragraph)
        extra = [self.line(p)[0] for box in found.boxes for p in box.iter(W + "p")]
        if not found.text.strip():
            return lines_of(extra), True
        mark = self._mark(paragraph)[1] if found.text.strip() else ""
        return lines_of([f"{mark} {found.text}" if mark else found.text, *extra]), found.bold

    def finish(self) -> None:
        """Write the notes that still wait; settle what only the whole document can tell."""
        self.notes.write()
        self._sizes.promote(self.canvas)
        if self._titles:  # a title stands above headings of the first level
            for place, block in enumerate(self.canvas.blocks):
                if block.role is Role.HEADING and place not in self._titles and block.level:
                    self.canvas.blocks[place] = replace(block, level=block.level + 1)
        self.labels.settle(self.canvas)

    def _control(self, control: Element, contents: bool) -> None:
        """A content control; the name of its gallery says that one holds the table of contents."""
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and "contents" in gallery.get(VAL, "").lower():
            contents = True
        for child in control.findall(W + "sdtContent"):
            self.blocks(child, contents)

    def _paragraph(self, element: Element, contents: bool) -> None:
        """One paragraph; what is anchored in it comes after it."""
        found = self.words(element)
        found.text, self._kept = self._kept + found.text, ""
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._kept = found.text  # its end was deleted, so the next paragraph goes on with it
        else:
            self._put(found, element, contents)
        for box in found.boxes:
            self.blocks(box)
        for drawing in found.drawings:
            drawn(self.canvas, self.package, self.links, drawing)
        section = element.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            self.labels.section(section, len(self.canvas.starts))

    def _put(self, found: Paragraph, element: Element, contents: bool) -> None:
        """Write a paragraph as what its style, number and dress make it."""
        style = self._style(element)
        if contents or style.name.startswith(("toc ", "table of figures")):
            self._contents(found.text)
            return
        shape = self._shape(found, element, style) if found.text.strip() else Block(0, 0, Role.PARAGRAPH)
        last = self.canvas.blocks[-1] if self.canvas.blocks else None
        if shape.role is not Role.ITEM or last is None or last.list_id != shape.list_id:
            self.notes.write()
        block = self.canvas.put(found.text, shape)
        self.notes.hold()
        if block is None:
            return
        place = len(self.canvas.blocks) - 1
        self._sizes.note(place, block, found.size / 2)  # Word counts in half points
        if style.name == "title":
            self._titles.add(place)
        if block.role is not Role.ITEM:
            self.notes.write()

    def _contents(self, text: str) -> None:
        """An entry of a table of contents: its title and the page printed beside it."""
        entry = _CONTENTS_ENTRY.match(text.strip())
        if entry:
            self.canvas.outline.append((" ".join(entry[1].split()), entry[2]))
        self.canvas.put(text, Block(0, 0, Role.CONTENTS))

    def _style(self, element: Element) -> Style:
        named = element.find(f"{W}pPr/{W}pStyle")
        return self.styles.get(named.get(VAL, "") if named is not None else self.styles.default)

    def _mark(self, element: Element) -> tuple[str, str, int]:
        """The list of a paragraph, the mark that counting it there gives, and its level."""
        properties, style = element.find(W + "pPr"), self._style(element)
        numbers = properties.find(W + "numPr") if properties is not None else None
        own = numbers.find(W + "numId") if numbers is not None else None
        number = (own.get(VAL, "") if own is not None else style.number) or "0"
        level = number_of(numbers, "ilvl")
        if level is None:
            named = properties.find(W + "pStyle") if properties is not None else None
            key = named.get(VAL, "") if named is not None else self.styles.default
            kept = self.numbering.level_of_style(number, key)
            level = kept if style.number_level is None else style.number_level
        level = max(0, min(level, 8))
        mark = None if number == "0" else self.numbering.mark(number, level)
        if style.name.startswith(("list bullet", "list number")):
            level = level or (int(style.name[-1]) - 1 if style.name[-1].isdigit() else 0)
            mark = mark or ("•" if "bullet" in style.name and own is None else "")
        return number, mark or "", level

    def _shape(self, found: Paragraph, element: Element, style: Style) -> Block:
        """Role, dress, level and mark of a paragraph that has words."""
        number, mark, level = self._mark(element)
        outline = number_of(element.find(W + "pPr"), "outlineLvl")
        heading = style.heading if outline is None else outline + 1 if 0 <= outline < 9 else 0
        if style.name == "title" or heading:
            return Block(0, 0, Role.HEADING, Dress.STYLE, 1 if style.name == "title" else heading, mark)
        capitals = found.text.isupper() and sum(map(str.isalpha, found.text)) > 3
        dress = Dress.BOLD if found.bold else Dress.CAPITALS if capitals else Dress.PLAIN
        if _PARAGRAPH_NUMBER.fullmatch(mark):
            return Block(0, 0, Role.PARAGRAPH, dress, marker=mark.rstrip("."))
        if not mark:
            return Block(0, 0, Role.PARAGRAPH, dress)
        return Block(0, 0, Role.ITEM, dress, level, mark, list_id=self._list(number, level))

    def _list(self, number: str, level: int) -> int:
        """An item goes on with the list before it, unless another list starts at the outermost level."""
        last = self.canvas.blocks[-1] if self.canvas.blocks else None
        goes_on = last is not None and last.role is Role.ITEM and (level > 0 or self._list_number == number)
        if level == 0 or not goes_on:
            self._list_number = number
        return last.list_id if goes_on and last is not None else self.canvas.new_list()

    def _table(self, element: Element) -> None:
        """A table; one that is a single column is a box around paragraphs, and its words flow."""
        self.notes.write()
        rows = grid(element)
        if all(len(row.cells) < 2 for row in rows):
            for row in rows:
                for cell in row.cells:
                    self.blocks(cell.element)
            return
        put_table(self.canvas, self._rows(element))
        self.notes.hold()
        self.notes.write()

    def _rows(self, element: Element, depth: int = 0) -> list[Row]:
        """The rows of a table with the text of their cells, and the tables inside them."""
        made: list[Row] = []
        for row in grid(element):
            inside = [t for cell in row.cells for t in cell.tables()] if depth < _DEPTH else []
            cells = [cell.read(self.line) for cell in row.cells]
            made.append(Row(cells, row.header, [self._rows(table, depth + 1) for table in inside]))
        return made
