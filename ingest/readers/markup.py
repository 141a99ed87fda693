"""Tables and contents lists as they stand in text: tabs, pipes, HTML rows, dotted leaders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.records import Block, Role
from ingest.words import readable, trimmed

_LEADER = re.compile(
    r"^(?P<title>.*?\S)\s*(?:\.{3,}|…{1,}|(?:\. ){3,}|\t)\s*(?:<[^>]+>)?\s*(?P<page>\d{1,4}"
    r"|[ivxlc]{1,6})\s*(?:</[^>]+>)?\s*$"
)
_DOTS = re.compile(r"\.{3,}|…|(?:\. ){3,}")
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.S | re.I)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr\s*>", re.S | re.I)
_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]\s*>", re.S | re.I)
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_LIST_IN_CELL = re.compile(r"<li\b|^\s*[•●▪-]\s", re.I | re.M)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:\s?[-–/]\s?\d{2,4})?")


@dataclass(frozen=True, slots=True)
class Table:
    """A table written as HTML: its span and its rows."""

    start: int
    end: int
    rows: tuple[Block, ...]


def contents_entry(line: str) -> tuple[str, str] | None:
    """Title and page label of a contents line with its dotted leader, or None."""
    found = _LEADER.match(line)
    if not found or not _DOTS.search(line):
        return None
    return readable(found["title"].rstrip(" .\t")), found["page"]


def html_tables(text: str) -> tuple[Table, ...]:
    """The tables that stand in a text as HTML."""
    if "<t" not in text.lower():
        return ()
    tables = []
    for found in _TABLE.finditer(text):
        rows = []
        for row in _ROW.finditer(text, found.start(), found.end()):
            cells = [trimmed(text, c.start(1), c.end(1)) for c in _CELL.finditer(text, row.start(1), row.end(1))]
            if any(a < b for a, b in cells):
                rows.append(_row(tuple(cells)))
        tables.append(Table(found.start(), found.end(), tuple(rows)))
    return tuple(tables)


def row_block(text: str, start: int, end: int) -> Block | None:
    """The row that a line is, by its tabs or pipes; None for a line that is no row."""
    line = text[start:end]
    if "|" in line and _PIPE_RULE.match(line.strip()):
        return Block(start, start, Role.ROW)
    if line.count("|") >= 2 and line.lstrip().startswith("|"):
        cells = list(_split(text, start, end, "|"))[1:]
        cells = cells[:-1] if line.rstrip().endswith("|") else cells
    elif "\t" in line.strip() or (line.startswith("\t") and line.strip() and line.count("\t") >= 2):
        cells = list(_split(text, start, end, "\t"))
    else:
        return None
    filled = [c for c in cells if c[0] < c[1]]
    return _row(tuple(cells)) if filled else None


def _split(text: str, start: int, end: int, mark: str) -> Iterator[tuple[int, int]]:
    for part in text[start:end].split(mark):
        yield trimmed(text, start, start + len(part))
        start += len(part) + 1


def _row(cells: tuple[tuple[int, int], ...]) -> Block:
    filled = [c for c in cells if c[0] < c[1]]
    return Block(min(c[0] for c in filled), max(c[1] for c in filled), Role.ROW, cells=cells)


def with_headers(text: str, blocks: Iterable[Block]) -> list[Block]:
    """Name the columns of each table, take out header rows (repeated ones too), join a table that a page cut."""
    out: list[Block] = []
    known: dict[int, tuple[str, ...]] = {}
    last: tuple[int, tuple[str, ...]] = (0, ())
    every = list(blocks)
    # A rule under a row says that it names the columns.
    ruled = {above.start for above, rule in pairwise(every) if rule.role is Role.ROW and rule.start == rule.end}
    ordered = [b for b in every if b.start < b.end]
    for place, block in enumerate(ordered):
        if not block.table:
            last = last if block.role is Role.FURNITURE else (0, ())
            out.append(block)
            continue
        if block.table not in known:
            words = tuple(readable(text[a:b]) for a, b in block.cells)
            rest = [b for b in ordered[place + 1 :] if b.table == block.table]
            known[block.table] = words if block.start in ruled or _is_header(text, block, rest) else ()
            if known[block.table] and last[1] == words:
                known[block.table] = words
            if known[block.table]:
                last = (last[0] if last[1] == words else block.table, words)
                continue
            last = (block.table, ())
        headers = known[block.table]
        words = tuple(readable(text[a:b]) for a, b in block.cells)
        if headers and words == headers:
            continue
        out.append(replace(block, headers=headers, table=last[0] or block.table))
    return out


def _is_header(text: str, first: Block, rest: list[Block]) -> bool:
    """A header row has short cells in every column, and is dressed or filled unlike the rows under it."""
    if not rest:
        return False
    words = [readable(text[a:b]) for a, b in first.cells]
    if any(
        not w or len(w.split()) > 8 or w.endswith(":") or _LIST_IN_CELL.search(text[a:b])
        for w, (a, b) in zip(words, first.cells, strict=True)
    ):
        return False
    for column, (a, b) in enumerate(first.cells):
        below = [r.cells[column] for r in rest if column < len(r.cells) and r.cells[column][0] < r.cells[column][1]]
        if not below:
            continue
        cells = [text[c:d] for c, d in below]
        tagged = "<b>" in text[a:b] or "**" in text[a:b]
        if all(("<" in c or "**" in c) != tagged for c in cells):
            return True
        bare = not _DIGIT.search(text[a:b]) or _YEAR.fullmatch(words[column])
        if bare and all(_DIGIT.search(c) and not _YEAR.fullmatch(readable(c)) for c in cells):
            return True
        if sum(len(readable(c).split()) for c in cells) / len(cells) > 2.5 * max(2, len(words[column].split())):
            return column > 0 or len(first.cells) > 2
    return False
