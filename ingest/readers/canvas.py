"""Where a reader puts what it finds: builds the canonical text and the blocks that point into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.records import Block, Dress, Page, Role, Source

PAGE_BREAK = "\f"  # no XML or HTML text can hold it, so readers set it where a page ends

# Nobody sees these on paper: soft hyphen, zero-width space, word joiner, byte order and direction marks.
_EMPTY = PAGE_BREAK + " \n"
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u2028\u2029\u2060\u202a-\u202e\ufeff]")
_BLANK = re.compile(r"[^\S\n\f]+")
_LINES = re.compile(r" *\n[ \n]*")
# A mark that somebody typed: a bullet, "1.", "a)", "(iv)"; or the number of a paragraph, "4.3".
_TYPED_ITEM = re.compile(r"([-*•●▪◦‣–·]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)])[ \n]+(?=\S)")
_TYPED_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,3})+\.?)[ \n]+(?=\S)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Span = tuple[int, int]
PARAGRAPH = Block(0, 0, Role.PARAGRAPH)


def tidy(text: str) -> str:
    """Words as they show: runs of white space are one space, line breaks stay, what is unseen goes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")
    text = _SURROGATE.sub("\ufffd", _UNSEEN.sub("", text))
    return _LINES.sub("\n", _BLANK.sub(" ", text)).strip(" \n")


def raised(mark: str) -> str:
    """A footnote's mark as it stands in the running text: raised digits, other marks as they are."""
    return mark.translate(_SUPERSCRIPT)


@dataclass(slots=True)
class Canvas:
    """The text so far and its blocks; separators are put as the kind of the neighbours asks."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    starts: list[tuple[int, str]] = field(default_factory=list)
    outline: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    tables: int = 0
    lists: int = 0
    typed_lists: set[int] = field(default_factory=set)

    def put(self, text: str, shape: Block = PARAGRAPH) -> Block | None:
        """Add one block of words in the shape given, its mark before it; None where there are no words."""
        words = self._page_breaks_before(tidy(text))
        if not words:
            return None
        shape, typed = self._typed(words, shape)
        start = self._open(shape)
        if shape.marker and not typed:
            start += self._write(shape.marker + " ")
        kept_apart = "\n" in words
        self._written(words)
        block = replace(shape, start=start + typed, end=self.length, hard_break=kept_apart)
        self.blocks.append(block)
        return block

    @property
    def last(self) -> str:
        """The words of the last block, as far as they were written in one piece."""
        return self.parts[-1] if self.parts else ""

    def _typed(self, words: str, shape: Block) -> tuple[Block, int]:
        """A plain paragraph may have its mark typed: an item of a list, or a numbered paragraph ("4.3").

        The second value is how many letters the mark takes.
        """
        if shape.role is not Role.PARAGRAPH or shape.dress is not Dress.PLAIN or shape.marker:
            return shape, 0
        if found := _TYPED_NUMBER.match(words):
            return replace(shape, marker=found[1].rstrip(".")), found.end()
        if found := _TYPED_ITEM.match(words):
            last = self.blocks[-1] if self.blocks else shape
            known = last.list_id if last.role is Role.ITEM and last.list_id in self.typed_lists else 0
            if not known:
                known = self.new_list()
                self.typed_lists.add(known)
            return replace(shape, role=Role.ITEM, marker=found[1], list_id=known), found.end()
        return shape, 0

    def row(self, table: int, cells: Sequence[str | Span], headers: Sequence[str], role: Role = Role.ROW) -> list[Span]:
        """Add a row of a table and return the spans of its cells; none where it has no words.

        A cell given as a span stands in a row above and reaches down into this one.
        """
        words = [tidy(cell) if isinstance(cell, str) else "" for cell in cells]
        if not any(word.strip(_EMPTY) for word in words):
            self.breaks(sum(word.count(PAGE_BREAK) for word in words))
            return []
        shape = Block(0, 0, role, table=table, headers=tuple(headers))
        start = self._open(shape)
        spans: list[Span] = []
        for place, (cell, word) in enumerate(zip(cells, words, strict=True)):
            if place:
                self._write("\t")
            first = self.length
            self._written(word.strip(" \n"))
            spans.append((first, self.length) if isinstance(cell, str) else cell)
        own = [span for span, cell in zip(spans, cells, strict=True) if isinstance(cell, str) and span[0] < span[1]]
        start, end = (own[0][0], own[-1][1]) if own else (start, self.length)
        lines = any("\n" in word for word in words)
        self.blocks.append(replace(shape, start=start, end=end, cells=tuple(spans), hard_break=lines))
        return spans

    def new_table(self) -> int:
        """The number of the next table."""
        self.tables += 1
        return self.tables

    def new_list(self) -> int:
        """The number of the next list."""
        self.lists += 1
        return self.lists

    def page(self, label: str) -> None:
        """A page starts with what comes next."""
        self.starts.append((self.length, label))

    def breaks(self, count: int) -> None:
        """So many page breaks stand between blocks."""
        for _ in range(count):
            self.page("")

    def source(self) -> Source:
        """Everything put so far, as a Source."""
        text = "".join(self.parts)
        return Source(
            text=text,
            blocks=tuple(self.blocks),
            pages=self._pages(text),
            facts=dict(self.facts),
            outline=tuple(self.outline),
            warnings=tuple(dict.fromkeys(self.warnings)),
        )

    def _pages(self, text: str) -> tuple[Page, ...]:
        """Pages from their starts; the first begins with the text, a label left empty is the index."""
        if not self.starts:
            return ()
        starts = self.starts if self.starts[0][0] == 0 else [(0, ""), *self.starts]
        ends = [start for start, _ in starts[1:]] + [len(text)]
        return tuple(
            Page(index, label or str(index), start, end)
            for index, ((start, label), end) in enumerate(zip(starts, ends, strict=True), start=1)
        )

    def _open(self, block: Block) -> int:
        """Write what parts this block from the one before; return where it starts."""
        if self.blocks:
            last = self.blocks[-1]
            same_list = block.role is Role.ITEM and last.role is Role.ITEM and block.list_id == last.list_id
            same_table = block.table == last.table != 0
            both_contents = block.role is last.role is Role.CONTENTS
            self._write("\n" if same_list or same_table or both_contents else "\n\n")
        return self.length

    def _page_breaks_before(self, words: str) -> str:
        """Note the page breaks at the edges of a block; return its words without them."""
        bare = words.strip(_EMPTY)
        edge = words.find(bare[0]) if bare else len(words)
        self.breaks(words.count(PAGE_BREAK, 0, edge))
        return words[edge:].rstrip(" \n")

    def _written(self, words: str) -> None:
        """Write words, noting the page breaks among and behind them."""
        pieces = words.split(PAGE_BREAK)
        for number, piece in enumerate(pieces):
            if number:
                self.page("")
                spaced = bool(self.parts) and self.parts[-1][-1:].isspace()
                piece = piece.lstrip() if spaced else piece  # noqa: PLW2901 - the same piece, mended
            self._write(piece.rstrip() if not any(pieces[number + 1 :]) else piece)

    def _write(self, text: str) -> int:
        if text:
            self.parts.append(text)
            self.length += len(text)
        return len(text)


def lines_of(parts: Iterable[str]) -> str:
    """Paragraphs inside a cell: one line each, empty ones left out."""
    return "\n".join(line for line in (tidy(part) for part in parts) if line)
