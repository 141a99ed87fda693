"""The blocks of a web page: headings, paragraphs, lists, tables and definitions, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ingest.readers.canvas import Canvas, lines_of, raised, tidy
from ingest.readers.tables import Cell, Row, put_table
from ingest.readers.web.nodes import BLOCKS, is_aside, is_unseen, words_of
from ingest.readers.word.styles import numeral
from ingest.records import Block, Dress, Role

_CONTENT = frozenset({"main", "article", "section"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong"})
_CONTENTS_NAME = re.compile(r"^(?:table of )?contents|^(?:on|in) this (?:page|section|document)", re.I)
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NOTE_MARK = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*")
_LAYOUT_ROLES = frozenset({"presentation", "none"})
_DEPTH = 250


class Flow:
    """Walks elements and puts blocks on a canvas; words between blocks gather until a block ends."""

    def __init__(self, canvas: Canvas, in_cell: bool = False) -> None:
        self.canvas = canvas
        self.tables: list[list[Row]] = []
        self._in_cell = in_cell
        self._parts: list[str] = []
        self._bold = [0, 0]
        self._shape = Block(0, 0, Role.PARAGRAPH)
        self._inside_content = 0  # how many elements of content stand around this one

    def walk(self, node: LexborNode, depth: int = 0, bold: bool = False) -> None:
        """Everything in an element, in order."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._say(child.text_content or "", bold)
            elif tag.startswith(("-", "!")) or is_unseen(child) or self._passed_by(child):
                continue
            elif tag == "br":
                self._parts.append("\n")
            elif depth > _DEPTH:
                self._say(child.text(deep=True), bold)
            else:
                self._element(child, tag, depth, bold)

    def heading(self, node: LexborNode, level: int) -> None:
        """A heading with the words in it."""
        self.flush()
        self.canvas.put(words_of(node), Block(0, 0, Role.HEADING, Dress.STYLE, level))

    def flush(self) -> None:
        """End the block that is being gathered."""
        text, self._parts = "".join(self._parts), []
        bold, self._bold = self._bold[0] > 0 and self._bold[1] == 0, [0, 0]
        capitals = text.isupper() and sum(map(str.isalpha, text)) > 3
        dress = Dress.BOLD if bold else Dress.CAPITALS if capitals else Dress.PLAIN
        shape = self._shape
        if tidy(text):
            self._shape = Block(0, 0, shape.role, level=shape.level, list_id=shape.list_id)
            self.canvas.put(text, Block(0, 0, shape.role, dress, shape.level, shape.marker, list_id=shape.list_id))

    def page(self, main: LexborNode) -> None:
        """The main content of a page, whole."""
        self._inside_content += int(main.tag in _CONTENT or main.attributes.get("role") == "main")
        self.walk(main)
        self.flush()

    def _passed_by(self, node: LexborNode) -> bool:
        """Navigation and the like; a header inside an article or a section belongs to it."""
        if node.tag == "header" and self._inside_content:
            return False
        return is_aside(node)

    def _element(self, node: LexborNode, tag: str, depth: int, bold: bool) -> None:
        if tag in _HEADINGS:
            self.heading(node, _HEADINGS[tag])
        elif tag in {"ul", "ol", "menu"}:
            self._list(node, depth)
        elif tag == "table":
            self._table(node, depth)
        elif tag == "dl":
            self._definitions(node, depth)
        elif tag == "pre":
            self._lines(node)
        elif tag in BLOCKS:
            self.flush()
            inside = int(tag in _CONTENT)
            self._inside_content += inside
            self.walk(node, depth + 1, bold or tag == "summary")
            self.flush()
            self._inside_content -= inside
        elif tag == "sup" and (mark := _NOTE_MARK.fullmatch(words_of(node))):
            self._parts.append(raised(mark[1]))
        else:
            self.walk(node, depth + 1, bold or tag in _BOLD)

    def _say(self, words: str, bold: bool) -> None:
        self._parts.append(re.sub(r"\s+", " ", words))
        self._bold[not bold] += len("".join(words.split()))

    def _lines(self, node: LexborNode) -> None:
        """Text set in lines: its blank lines part paragraphs, its line ends stay."""
        self.flush()
        for part in re.split(r"\n\s*\n", node.text(deep=True)):
            self._parts.append(part)
            self.flush()

    def _list(self, node: LexborNode, depth: int, level: int = 0, number: int = 0) -> None:
        """A list with its marks; one of links into the page is its table of contents."""
        self.flush()
        if _is_contents(node):
            self._contents(node)
            return
        before, number = self._shape, number or self.canvas.new_list()
        start, form = node.attributes.get("start") or "1", node.attributes.get("type") or ""
        count = int(start) - 1 if re.fullmatch(r"-?\d{1,6}", start) else 0
        for item in node.iter():
            if is_unseen(item) or item.tag != "li":
                if item.tag in {"ul", "ol"}:
                    self._list(item, depth + 1, level + 1, number)
                continue
            value = item.attributes.get("value") or ""
            count = int(value) if re.fullmatch(r"\d{1,6}", value) else count + 1
            mark = numeral(count, _LIST_FORMS.get(form, "decimal")) + "." if node.tag == "ol" else "•"
            self._shape = Block(0, 0, Role.ITEM, level=level, marker=mark, list_id=number)
            self._item(item, depth + 1, level, number)
            self.flush()
        self._shape = before

    def _item(self, item: LexborNode, depth: int, level: int, number: int) -> None:
        """The words of an item; lists in it are a level deeper."""
        for child in item.iter(include_text=True):
            if child.tag in {"ul", "ol"} and depth < _DEPTH:
                self._list(child, depth + 1, level + 1, number)
                self._shape = Block(0, 0, Role.ITEM, level=level, list_id=number)
            elif child.tag == "-text":
                self._say(child.text_content or "", bold=False)
            elif child.tag == "br":
                self._parts.append("\n")
            elif child.tag and child.tag[0] not in "-!" and not is_unseen(child) and not is_aside(child):
                if depth > _DEPTH:
                    self._say(child.text(deep=True), bold=False)
                else:
                    self._element(child, child.tag, depth + 1, child.tag in _BOLD)

    def _contents(self, node: LexborNode) -> None:
        blocks = self.canvas.blocks
        if blocks and _CONTENTS_NAME.match(self.canvas.last) and blocks[-1].role is not Role.CONTENTS:
            last = blocks[-1]
            blocks[-1] = Block(last.start, last.end, Role.CONTENTS)
        for item in node.css("li"):
            self.canvas.put(_own_words(item), Block(0, 0, Role.CONTENTS))

    def _definitions(self, node: LexborNode, depth: int) -> None:
        """Terms and what is said of each, a row for each term."""
        self.flush()
        rows: list[Row] = []
        terms: list[str] = []
        said: list[str] = []
        for child in _definition_parts(node, 0):
            if child.tag == "dt":
                if said:
                    rows.append(Row([Cell("\n".join(terms)), Cell("\n".join(said))]))
                    terms, said = [], []
                terms.append(self._cell_text(child, depth)[0])
            else:
                said.append(self._cell_text(child, depth)[0])
        rows.append(Row([Cell("\n".join(terms)), Cell("\n".join(said))]))
        self._put_rows(rows)

    def _cell_text(self, node: LexborNode, depth: int) -> tuple[str, list[list[Row]], bool]:
        """A cell's words, a line for each block; the tables in it; whether all of it is bold."""
        inner = Flow(Canvas(), in_cell=True)
        inner.walk(node, depth + 2)
        inner.flush()
        text = lines_of("".join(inner.canvas.parts).split("\n"))
        blocks = inner.canvas.blocks
        return (
            text,
            inner.tables,
            all(block.dress is Dress.BOLD or block.role is Role.HEADING for block in blocks),
        )

    def _table(self, node: LexborNode, depth: int) -> None:
        """A table; one for layout, or of a single column, flows as the page does."""
        self.flush()
        lines = [line for line in _rows(node, 0) if not is_unseen(line)]
        cells = [[cell for cell in line.iter() if cell.tag in {"td", "th"}] for line in lines]
        layout = (node.attributes.get("role") or "") in _LAYOUT_ROLES
        if layout or all(len(row) < 2 for row in cells) or depth > _DEPTH:
            for cell in (cell for row in cells for cell in row):
                self.walk(cell, depth + 1)
                self.flush()
            return
        caption = node.css_first("caption")
        if caption is not None and not is_unseen(caption):
            self.canvas.put(words_of(caption))
        rows: list[Row] = []
        for line, row in zip(lines, cells, strict=True):
            made = Row([], header=line.parent is not None and line.parent.tag == "thead")
            for cell in row:
                text, inside, bold = self._cell_text(cell, depth)
                columns, high = _span(cell, "colspan"), _span(cell, "rowspan")
                made.cells.append(Cell(text, columns, high, header=cell.tag == "th", bold=bold))
                made.inside += inside
            rows.append(made)
        self._put_rows(rows)

    def _put_rows(self, rows: list[Row]) -> None:
        if self._in_cell:
            self.tables.append(rows)
        else:
            put_table(self.canvas, rows)


def _is_contents(node: LexborNode) -> bool:
    """Whether every item of a list is a link to a place on the same page, and nothing else."""
    items = node.css("li")
    if len(items) < 2:
        return False
    for item in items:
        link = item.css_first("a")
        target = (link.attributes.get("href") or "") if link is not None else ""
        if link is None or not target.startswith("#") or len(target) < 2:
            return False
        if len(words_of(link)) + 8 < len(_own_words(item)):
            return False
    return True


def _own_words(item: LexborNode) -> str:
    """The words of an item without those of lists inside it."""
    parts = [
        (child.text_content or "") if child.tag == "-text" else words_of(child)
        for child in item.iter(include_text=True)
        if child.tag not in {"ul", "ol"}
    ]
    return tidy(" ".join(" ".join(parts).split()))


def _definition_parts(node: LexborNode, depth: int) -> Iterator[LexborNode]:
    for child in node.iter():
        if child.tag in {"dt", "dd"}:
            yield child
        elif child.tag == "div" and depth < 5:
            yield from _definition_parts(child, depth + 1)


def _rows(node: LexborNode, depth: int) -> Iterator[LexborNode]:
    """The rows of a table, through its head, bodies and foot, not those of tables inside it."""
    for child in node.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"} and depth < 5:
            yield from _rows(child, depth + 1)


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return int(value) if value.isdigit() and 0 < len(value) < 5 else 1
