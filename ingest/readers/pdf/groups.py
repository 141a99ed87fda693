"""Rows of a table whose group is named in bold before the first row's own name ("Race: White British")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf.shapes import Line, Table

_FEWEST = 2
_NAME_WORDS = 14

_Row = list[list[Line]]


def part_groups(table: Table, heads: int) -> None:
    """Give the names of groups a column of their own, where rows without one stand under them."""
    rows = table.rows[heads:]
    if table.grouped or not _are_grouped(rows):
        return
    table.grouped = True
    # A column's name stands over both.
    table.rows = [[row[0], [], *row[1:]] for row in table.rows[:heads]] + [_parted(row) for row in rows]


def _are_grouped(rows: Sequence[_Row]) -> bool:
    """Whether some of the rows have a label, others follow them that have none, and all have short names."""
    named = [bool(_label(row)) for row in rows]
    first = named.index(True) if any(named) else len(rows)
    under = any(not has and not _alone(row) for has, row in zip(named[first:], rows[first:], strict=True))
    short = all(len(row) > 1 and 0 < _words(row) <= _NAME_WORDS for row in rows)
    return sum(named) >= _FEWEST and under and short


def _words(row: _Row) -> int:
    """How many words its name has."""
    return sum(len(line.text.split()) for line in row[0])


def _label(row: _Row) -> str:
    return row[0][0].label if row[0] and row[0][0].text != row[0][0].label else ""


def _alone(row: _Row) -> bool:
    """Whether a row is of no group: its name is bold as a whole, as that of a total is."""
    return all(line.bold for line in row[0])


def _parted(row: _Row) -> _Row:
    """A row with the name of its group, or of what it alone is, apart from its own."""
    label = _label(row)
    if label:
        first = row[0][0]
        own = replace(first, text=first.text[len(label) :].lstrip(), label="")
        return [[replace(first, text=label, label="")], [own, *row[0][1:]], *row[1:]]
    return [row[0], [], *row[1:]] if _alone(row) else [[], row[0], *row[1:]]
