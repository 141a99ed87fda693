"""The flow of an OpenDocument text: headings, paragraphs, lists, tables, notes, boxes and page ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.readers.archive import Element
from ingest.readers.canvas import PAGE_BREAK, Canvas, lines_of, raised
from ingest.readers.large import Sizes
from ingest.readers.odf.styles import DRAW, OFFICE, TABLE, TEXT, Looks
from ingest.readers.tables import Cell, Row, put_table
from ingest.records import Block, Dress, Role

_ENTRY = re.compile(r"^(.*\S)\s*\t\s*([0-9]{1,4}|[ivxlc]{1,7})$", re.S | re.I)
_SKIPPED = frozenset(
    {TEXT + "tracked-changes", OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "forms"}
    | {
        TEXT + "ruby-text",
        TEXT + "hidden-paragraph",
        TEXT + "sequence-decls",
        TEXT + "script",
        TEXT + "user-field-decls",
    }
    | {TEXT + "variable-decls", TABLE + "shapes", OFFICE + "event-listeners"}
)
_CONTENTS = frozenset(TEXT + name for name in ("table-of-content", "illustration-index", "table-index", "object-index"))
_DEPTH = 60
_MOST_REPEATS = 256


@dataclass(slots=True)
class Words:
    """The words of a paragraph, which of them are bold, and what is anchored among them."""

    parts: list[str] = field(default_factory=list)
    plain: int = 0
    strong: int = 0
    sizes: Counter[float] = field(default_factory=Counter)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, Element]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words as one string."""
        return "".join(self.parts)

    @property
    def bold(self) -> bool:
        """Whether all of them are bold."""
        return self.strong > 0 and self.plain == 0


class Flow:
    """Walks a body and puts what it finds on a canvas."""

    def __init__(self, canvas: Canvas, looks: Looks, paged: bool = False) -> None:
        self.canvas = canvas
        self.looks = looks
        self.paged = paged
        self.titles: set[int] = set()
        self._sizes = Sizes()
        self._notes: list[tuple[str, Element]] = []

    def blocks(self, parent: Element, contents: bool = False, depth: int = 0) -> None:
        """Everything in a body, a section or a box, in order."""
        for child in parent if depth < _DEPTH else ():
            if child.tag in {TEXT + "p", TEXT + "h"}:
                self.paragraph(child, contents)
            elif child.tag == TEXT + "list":
                self.items(child, 1, "", self._list_number(child))
                self.write_notes()
            elif child.tag == TABLE + "table":
                self._table(child, depth)
            elif child.tag == TEXT + "soft-page-break":
                self.canvas.breaks(int(self.paged))
            elif child.tag not in _SKIPPED:
                self.blocks(child, contents or child.tag in _CONTENTS, depth + 1)

    def finish(self) -> None:
        """A title stands above headings of the first level."""
        self.write_notes()
        self._sizes.promote(self.canvas)
        for place, block in enumerate(self.canvas.blocks if self.titles else ()):
            if block.role is Role.HEADING and block.level and place not in self.titles:
                self.canvas.blocks[place] = replace(block, level=block.level + 1)

    def paragraph(self, element: Element, contents: bool = False, shape: Block | None = None) -> None:
        """One paragraph or heading; what is anchored in it comes after it."""
        style = element.get(TEXT + "style-name", "")
        if self.paged and any(look.new_page for look in self.looks.chain(style)[:1]) and self.canvas.blocks:
            self.canvas.breaks(1)
        found = self.words(element)
        if contents:
            entry = _ENTRY.match(found.text.strip())
            if entry:
                self.canvas.outline.append((" ".join(entry[1].split()), entry[2]))
            self.canvas.put(found.text, Block(0, 0, Role.CONTENTS))
            return
        block = self.canvas.put(found.text, self._shape(element, style, found, shape))
        if block is not None and found.sizes:
            self._sizes.note(len(self.canvas.blocks) - 1, block, found.sizes.most_common(1)[0][0])
        if block is not None and block.role is Role.HEADING and self.looks.is_title(style):
            self.titles.add(len(self.canvas.blocks) - 1)
        self._notes += found.notes
        if block is not None and block.role is not Role.ITEM:
            self.write_notes()
        for box in found.boxes:
            self.blocks(box, depth=_DEPTH // 2)

    def words(self, element: Element) -> Words:
        """The words of a paragraph as they print."""
        found = Words()
        style = element.get(TEXT + "style-name", "")
        self._inline(element, found, (self.looks.bold(style), self.looks.size(style) or self.looks.usual), 0)
        return found

    def write_notes(self) -> None:
        """Write the notes referred to since the last call, each with its mark."""
        waiting, self._notes = self._notes, []
        for mark, body in waiting:
            words = lines_of(self.words(p).text.replace(PAGE_BREAK, "") for p in body.iter(TEXT + "p"))
            self.canvas.put(words, Block(0, 0, Role.NOTE, marker=mark))

    def items(self, element: Element, level: int, style: str, number: int) -> None:
        """A list and the lists in it, level by level, with the marks that it prints."""
        style = element.get(TEXT + "style-name", style)
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list")
        if level == 1 and not goes_on:
            self.looks.restart(style)
        for item in element if level < _DEPTH else ():
            marked = item.tag != TEXT + "list-item"
            for child in item:
                if child.tag == TEXT + "list":
                    self.items(child, level + 1, style, number)
                elif child.tag in {TEXT + "p", TEXT + "h"}:
                    mark = "" if marked or not self.words(child).text.strip() else self._item_mark(item, style, level)
                    marked = marked or bool(mark)
                    self.paragraph(child, shape=Block(0, 0, Role.ITEM, level=level - 1, marker=mark, list_id=number))
                elif child.tag == TABLE + "table":
                    self._table(child, level)

    def _list_number(self, element: Element) -> int:
        """A list whose first item only holds another list goes on, deeper, with the list before it."""
        last = self.canvas.blocks[-1] if self.canvas.blocks else None
        first = next(iter(element), None)
        deeper = first is not None and len(first) > 0 and first[0].tag == TEXT + "list"
        goes_on = deeper and last is not None and last.role is Role.ITEM
        return last.list_id if goes_on and last is not None else self.canvas.new_list()

    def line(self, element: Element) -> tuple[str, bool]:
        """A paragraph as a line of a cell, and whether it is bold."""
        found = self.words(element)
        self._notes += found.notes
        boxes = [self.words(p).text for box in found.boxes for p in box.iter(TEXT + "p")]
        return lines_of([found.text, *boxes]), found.bold or not found.text.strip()

    def rows(self, table: Element, depth: int = 0) -> list[Row]:
        """The rows of a table in a text; tables inside cells are kept apart."""
        made: list[Row] = []
        for row, header in table_rows(table):
            cells, inside = [], []
            for cell in row:
                if cell.tag == TABLE + "table-cell":
                    cells += [self._cell(cell)] * min(whole(cell, TABLE + "number-columns-repeated"), _MOST_REPEATS)
                    inside += [self.rows(t, depth + 1) for t in cell.findall(TABLE + "table") if depth < 5]
            made += [Row(cells, header, inside)] * min(whole(row, TABLE + "number-rows-repeated"), _MOST_REPEATS)
        return made

    def _item_mark(self, item: Element, style: str, level: int) -> str:
        start = item.get(TEXT + "start-value", "")
        return self.looks.mark(style, level, int(start) if start.isdigit() else None)

    def _shape(self, element: Element, style: str, found: Words, shape: Block | None) -> Block:
        """Role, dress and level of a paragraph."""
        level = self.looks.outline(style)
        if element.tag == TEXT + "h":
            given = element.get(TEXT + "outline-level", "1")
            level = int(given) if given.isdigit() else 1
        marker = shape.marker if shape is not None else ""
        if self.looks.is_title(style):
            return Block(0, 0, Role.HEADING, Dress.STYLE, 1)
        if level and found.text.strip():
            if element.tag == TEXT + "h" and not marker and self.looks.lists.get(""):
                marker = self.looks.mark("", level)
            return Block(0, 0, Role.HEADING, Dress.STYLE, level, marker)
        capitals = found.text.isupper() and sum(map(str.isalpha, found.text)) > 3
        dress = Dress.BOLD if found.bold else Dress.CAPITALS if capitals else Dress.PLAIN
        return replace(shape or Block(0, 0, Role.PARAGRAPH), dress=dress)

    def _inline(self, element: Element, found: Words, look: tuple[bool, float], depth: int) -> None:
        """Collect words in the order in which they stand; the tail of each child belongs to its parent."""
        _say(element.text, found, look)
        for child in element:
            if child.tag == TEXT + "note":
                citation, body = child.find(TEXT + "note-citation"), child.find(TEXT + "note-body")
                mark = "".join(citation.itertext()).strip() if citation is not None else ""
                found.parts.append(raised(mark))
                found.notes += [(mark, body)] if body is not None else []
            elif child.tag in {DRAW + "text-box", DRAW + "custom-shape", DRAW + "rect"}:
                found.boxes.append(child)
            elif child.tag == TEXT + "soft-page-break":
                found.parts.append(PAGE_BREAK if self.paged else "")
            elif (sign := _SIGNS.get(child.tag)) is not None:
                found.parts.append(sign)
            elif child.tag not in _SKIPPED and depth < _DEPTH:
                name = child.get(TEXT + "style-name", "") if child.tag == TEXT + "span" else ""
                own = [style.bold for style in self.looks.chain(name) if style.bold is not None]
                inner = (own[0] if own else look[0], self.looks.size(name) or look[1])
                self._inline(child, found, inner, depth + 1)
            _say(child.tail, found, look)

    def _table(self, table: Element, depth: int) -> None:
        """A table; one that is a single column is a box around paragraphs, and its words flow."""
        self.write_notes()
        rows = self.rows(table)
        if all(len(row.cells) < 2 for row in rows):
            self._notes = []
            for row, _ in table_rows(table):
                for cell in row:
                    self.blocks(cell, depth=depth + 1)
            return
        put_table(self.canvas, rows)
        self.write_notes()

    def _lines(self, parent: Element, style: str, level: int) -> Iterator[tuple[str, bool]]:
        """The paragraphs of a cell as lines, those of lists with their marks, but not those of tables in it."""
        for child in parent:
            if child.tag in {TEXT + "p", TEXT + "h"}:
                yield self.line(child)
            elif child.tag == TEXT + "list" and level < _DEPTH:
                name = child.get(TEXT + "style-name", style)
                for item in child:
                    own = len(item) > 0 and item[0].tag != TEXT + "list" and "".join(item[0].itertext()).strip()
                    mark = self._item_mark(item, name, level + 1) if own else ""
                    inner = list(self._lines(item, name, level + 1))
                    yield from [(f"{mark} {words}".strip(), bold) for words, bold in inner[:1]]
                    yield from inner[1:]
            elif child.tag != TABLE + "table" and child.tag not in _SKIPPED and level < _DEPTH:
                yield from self._lines(child, style, level + 1)

    def _cell(self, cell: Element) -> Cell:
        lines = list(self._lines(cell, "", 0))
        return Cell(
            lines_of(words for words, _ in lines),
            whole(cell, TABLE + "number-columns-spanned"),
            whole(cell, TABLE + "number-rows-spanned"),
            bold=all(bold for _, bold in lines),
        )


_SIGNS = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}


def _say(words: str | None, found: Words, look: tuple[bool, float]) -> None:
    """Add words in a look: whether they are bold, and their size."""
    if words:
        found.parts.append(re.sub(r"\s+", " ", words))
        count = len("".join(words.split()))
        found.strong += count if look[0] else 0
        found.plain += 0 if look[0] else count
        found.sizes[look[1]] += count


def whole(element: Element, name: str) -> int:
    """A count that an element gives; 1 where it gives none."""
    value = element.get(name, "1")
    return max(1, int(value)) if value.isdigit() and len(value) < 9 else 1


def table_rows(table: Element, header: bool = False, depth: int = 0) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, through its groups, each with whether it is a header row."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child, header
        elif child.tag.startswith(TABLE + "table-") and "row" in child.tag and depth < 10:
            yield from table_rows(child, header or child.tag == TABLE + "table-header-rows", depth + 1)
