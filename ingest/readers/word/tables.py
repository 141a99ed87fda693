"""The grid of a Word table: rows and cells that are not deleted, merged cells counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.readers.archive import Element
from ingest.readers.canvas import lines_of
from ingest.readers.tables import Cell
from ingest.readers.word.styles import VAL, W, number_of, switched

_PASSED = frozenset(W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


@dataclass(slots=True)
class GridCell:
    """A cell with its XML; an empty one stands for columns that a row leaves out."""

    element: Element
    columns: int = 1
    rows: int = 1

    def blocks(self) -> Iterator[Element]:
        """The paragraphs and tables directly in the cell."""
        return _children(self.element, frozenset({W + "p", W + "tbl"}))

    def tables(self) -> list[Element]:
        """The tables directly in the cell."""
        return [block for block in self.blocks() if block.tag == W + "tbl"]

    def read(self, line: Callable[[Element], tuple[str, bool]]) -> Cell:
        """The cell's text, a line for each paragraph."""
        lines = [line(block) for block in self.blocks() if block.tag == W + "p"]
        return Cell(
            lines_of(words for words, _ in lines),
            self.columns,
            self.rows,
            bold=all(bold for _, bold in lines),
        )


@dataclass(slots=True)
class GridRow:
    """A row: its cells, and whether it is repeated at the top of each page."""

    cells: list[GridCell] = field(default_factory=list)
    header: bool = False


def grid(table: Element) -> list[GridRow]:
    """The rows of a table; a cell merged downwards counts its rows and stands only in the first of them."""
    rows: list[GridRow] = []
    open_cells: dict[int, GridCell] = {}
    for element in _children(table, frozenset({W + "tr"})):
        properties = element.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        row = GridRow(header=bool(switched(properties, "tblHeader")))
        column = min(number_of(properties, "gridBefore") or 0, 64)
        if column:
            row.cells.append(GridCell(Element(W + "tc"), columns=column))
        for cell in _children(element, frozenset({W + "tc"})):
            column = _place(cell, column, row, open_cells)
        rows.append(row)
    return rows


def _place(cell: Element, column: int, row: GridRow, open_cells: dict[int, GridCell]) -> int:
    """Put a cell in its row or count it to the one above that it is merged with; return the next column."""
    properties = cell.find(W + "tcPr")
    width = max(1, min(number_of(properties, "gridSpan") or 1, 64))
    merge = properties.find(W + "vMerge") if properties is not None else None
    above = open_cells.get(column)
    if merge is not None and merge.get(VAL, "continue") != "restart" and above is not None:
        above.rows += 1
        return column + width
    made = GridCell(cell, width)
    row.cells.append(made)
    open_cells.pop(column, None)
    if merge is not None:
        open_cells[column] = made
    return column + width


def _children(parent: Element, tags: frozenset[str], depth: int = 0) -> Iterator[Element]:
    """Children of certain tags, also those inside content controls and insertions."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _PASSED and depth < 20:
            yield from _children(child, tags, depth + 1)
