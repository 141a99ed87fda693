"""Drafts written out: the canonical text, its blocks and the span of every page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.pdf.drafts import Draft
from ingest.readers.pdf.groups import part_groups
from ingest.readers.pdf.join import headers_of, without_repeats
from ingest.readers.pdf.shapes import Line, Table
from ingest.records import Block, Dress, Page, Role

_HEAD = re.compile(r"([A-Za-z]{2,})-$")
_TAIL = re.compile(r"[a-z]{2,}")
# Compounds that happen to end a line are rarer than this.
_OFTEN = 0.04
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-$)")


def _vocabulary(drafts: Sequence[Draft]) -> frozenset[str]:
    """The words of a paper, but for those that a line's end cuts."""
    words: set[str] = set()
    cut = False
    for line in _lines_of(drafts):
        found = _WORD.findall(line.text)
        words.update(word.casefold() for word in found[int(cut) : len(found) - line.text.endswith("-")])
        cut = line.text.endswith("-")
    return frozenset(words)


def _lines_of(drafts: Sequence[Draft]) -> Iterator[Line]:
    tables = (cell for draft in drafts if draft.table for row in draft.table.rows for cell in row)
    return itertools.chain((line for draft in drafts for line in draft.lines), *tables)


def _hyphenated(drafts: Sequence[Draft], known: frozenset[str]) -> bool:
    """Whether the program that set the paper cuts words at line ends: it does so often, or to words of the paper."""
    lines = cut = 0
    for above, below in itertools.pairwise(_lines_of(drafts)):
        lines += 1
        head, tail = _HEAD.search(above.text), _TAIL.match(below.text)
        if head and tail:
            cut += 1
            if f"{head[1]}{tail[0]}".casefold() in known:
                return True
    return cut > _OFTEN * lines


class Writer:
    """Builds the text piece by piece, and remembers where each page's words begin and end."""

    def __init__(self, drafts: Sequence[Draft] = ()) -> None:
        self.known = _vocabulary(drafts)
        self.hyphenated = _hyphenated(drafts, self.known)
        self.parts: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self.spans: dict[int, tuple[int, int]] = {}
        self.page = 0
        self.tables = 0
        self.lists = 0
        self.before: Draft | None = None

    @property
    def text(self) -> str:
        """What has been written."""
        return "".join(self.parts)

    def _put(self, words: str, page: int = 0) -> tuple[int, int]:
        start = self.at
        self.parts.append(words)
        self.at += len(words)
        if page:
            # Pages only go forward, so that a place in the text has one page.
            self.page = max(self.page, page)
            first, _ = self.spans.get(self.page, (start, 0))
            self.spans[self.page] = first, self.at
        return start, self.at

    def add(self, draft: Draft) -> None:
        """Write one draft."""
        if draft.table is not None:
            self._table(draft.table)
        elif draft.lines:
            self._gap("\n\n")
            self._lines(draft)
        self.before = draft

    def _gap(self, words: str) -> None:
        if self.at:
            self._put(words)

    def _lines(self, draft: Draft) -> None:
        first = draft.lines[0]
        start = self.at
        if draft.skip:
            self._put(_clean(first.text[: draft.skip]).rstrip() + " ", first.page)
            start = self.at
        self._put(_clean(first.text[draft.skip :]), first.page)
        for above, line in itertools.pairwise(draft.lines):
            self._put(self._break(above.text, line.text))
            self._put(_clean(line.text), line.page)
        number = self._list(draft) if draft.role is Role.ITEM else 0
        block = Block(start, self.at, draft.role, draft.dress, draft.level, marker=draft.marker, list_id=number)
        block = replace(block, hard_break=draft.kind == "source")
        self.blocks.append(replace(block, table=self.tables + 1) if draft.kind == "caption" else block)

    def _list(self, draft: Draft) -> int:
        """The number of the list: a new one unless the block before was an item too."""
        if self.before is None or self.before.role is not Role.ITEM:
            self.lists += 1
        return self.lists

    def _table(self, table: Table) -> None:
        self.tables += 1
        heads = headers_of(table)
        table.rows = without_repeats(table.rows, heads)
        banded = _banded(table.rows[heads:])
        if not banded:
            part_groups(table, heads)
        headers = _named(table.rows[:heads])
        group: tuple[int, int] | None = None
        for number, full in enumerate(table.rows):
            row = full[:1] if banded and number >= heads and _is_band(full) else full
            self._gap("\n" if number else "\n\n")
            start = self.at
            cells: list[tuple[int, int]] = []
            for column, cell in enumerate(row):
                if column:
                    self._put("\t")
                cells.append(self._cell(cell))
            if table.grouped and number >= heads:
                start, group = _under(group, cells)
            names = headers if number >= heads and len(row) == len(full) else ()
            strong = Dress.BOLD if number < heads else Dress.PLAIN
            self.blocks.append(
                Block(start, self.at, Role.ROW, strong, cells=tuple(cells), headers=names, table=self.tables)
            )

    def _cell(self, lines: Sequence[Line]) -> tuple[int, int]:
        start = self.at
        for number, line in enumerate(lines):
            if number:
                self._put(self._break(lines[number - 1].text, line.text))
            self._put(_clean(line.text), line.page)
        return start, self.at

    def _break(self, above: str, below: str) -> str:
        """A line's end; none after the hyphen of two words ("county-" / "wide"), as far as the paper's words tell."""
        head, tail = _HEAD.search(above), _TAIL.match(below)
        if not head or not tail:
            return "\n"
        one, two = head[1].casefold(), tail[0].casefold()
        if f"{one}{two}" in self.known:
            return "\n"
        words = f"{one}-{two}" in self.known or {one, two} <= self.known
        return "" if words or not self.hyphenated else "\n"

    def pages(self, labels: Sequence[str], recognised: Sequence[bool]) -> tuple[Page, ...]:
        """Every page with its span; one without text has an empty span where it would stand."""
        pages: list[Page] = []
        at = 0
        for number, (label, seen) in enumerate(zip(labels, recognised, strict=True), start=1):
            start, end = self.spans.get(number, (at, at))
            pages.append(Page(number, label, start, end, seen))
            at = end
        return tuple(pages)


def _under(group: tuple[int, int] | None, cells: list[tuple[int, int]]) -> tuple[int, tuple[int, int] | None]:
    """Give a row without a name that of its group, which stands above it; where its own words begin, and its group."""
    first = cells[0]
    if first[0] < first[1] or group is None or len(cells) < 2:
        return first[0], first if len(cells) > 1 else None
    cells[0] = group
    return cells[1][0], group


def _is_band(row: Sequence[Sequence[Line]]) -> bool:
    """Whether only the first cell holds words, and all of them are bold."""
    return bool(row[0]) and not any(row[1:]) and all(line.bold for line in row[0])


def _banded(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether bold cells that stand alone part the rows: those of other rows are not bold."""
    plain = any(row[0] and any(row[1:]) and not all(line.bold for line in row[0]) for row in rows)
    return plain and any(map(_is_band, rows))


def _named(rows: Sequence[Sequence[Sequence[Line]]]) -> tuple[str, ...]:
    """The words over each column; a cell that spans several columns names each of them."""
    if not rows:
        return ()
    words = [[" ".join(line.text for line in cell) for cell in row] for row in rows]
    for above, below in itertools.pairwise(words):
        for column in range(1, len(above)):
            # A cell over several columns is written in the first of them.
            if not above[column] and below[column]:
                above[column] = above[column - 1]
    return tuple(" ".join(dict.fromkeys(w for w in column if w)) for column in zip(*words, strict=True))


def _clean(words: str) -> str:
    """What may not stand in a text: control characters; a tab would part cells."""
    if words.isprintable():
        return words
    return "".join(letter if letter.isprintable() or letter == "\u200d" else " " for letter in words)
