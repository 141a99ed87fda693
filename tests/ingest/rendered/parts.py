"""A Markdown paper as the parts that an author would have typed, to be set again in other formats.

This knows nothing of the product's own readers: what it makes is what they have to find again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import unescape


class Shape(StrEnum):
    """What a part is on the page."""

    TITLE = "title"
    HEADING = "heading"
    CASE = "case"
    BOLD = "bold"
    TEXT = "text"
    BULLETS = "bullets"
    SHOUT = "shout"
    CONTENTS = "contents"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its words, a heading's level, the items of a list, the rows of a table (a cell is a list of lines)."""

    shape: Shape
    words: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, ...], ...], ...] = field(default=())


_HEADING = re.compile(r"^(#+)\s+(.*)$")
_BULLET = re.compile(r"^[-*•]\s+(.*)$")
_LINK = re.compile(r"!?\[((?:[^\]\\]|\\.)*)\]\([^)]*\)")
_ITEM = re.compile(r"<li>(.*?)</li>", re.S)
_TAG = re.compile(r"<[^>]+>")
_ENDED = re.compile(r"[.!?:;”\"']$")


def parts_of(markdown: str) -> list[Part]:
    """The parts of a paper in reading order; what a page had cut is whole again."""
    found: list[Part] = []
    for block in _blocks(markdown):
        part = _part(block)
        if part is None:
            continue
        before = found[-1] if found else None
        if before is not None and _goes_on(before, part):
            found[-1] = replace(before, words=f"{before.words} {part.words}")
        elif before is not None and before.shape is part.shape is Shape.BULLETS:
            found[-1] = replace(before, items=before.items + part.items)
        elif before is not None and before.shape is part.shape is Shape.TABLE and part.rows[0] == before.rows[0]:
            found[-1] = replace(before, rows=before.rows + part.rows[1:])
        elif before is not None and before.shape is part.shape is Shape.CONTENTS:
            found[-1] = replace(before, rows=before.rows + part.rows)
        elif before is not None and before.shape is Shape.CASE and part.shape is Shape.HEADING:
            found[-1] = replace(before, words=before.words, items=(part.words,))
        else:
            found.append(part)
    return found


def _blocks(markdown: str) -> Iterator[list[str]]:
    """Runs of lines between empty ones; a heading is a block of its own, and rules between parts are dropped."""
    block: list[str] = []
    for line in markdown.splitlines():
        if not line.strip() or line.strip() == "---" or _HEADING.match(line):
            if block:
                yield block
            block = [line] if _HEADING.match(line) else []
            if block:
                yield block
                block = []
        else:
            block.append(line.rstrip())
    if block:
        yield block


def _part(lines: Sequence[str]) -> Part | None:
    first = lines[0]
    if heading := _HEADING.match(first):
        words = plain(heading[2])
        shape = Shape.CASE if words.upper().startswith("CASE STUDY") else Shape.HEADING
        return Part(shape, words, len(heading[1])) if words else None
    if "\t" in first:
        rows = tuple(tuple(_cell(cell) for cell in line.split("\t")) for line in lines)
        leaders = all(re.search(r"\.{3,}", line) for line in lines)
        return Part(Shape.CONTENTS if leaders else Shape.TABLE, rows=rows)
    if all(_BULLET.match(line) for line in lines):
        return Part(Shape.BULLETS, items=tuple(plain(_BULLET.sub(r"\1", line)) for line in lines))
    words = " ".join(plain(line) for line in lines)
    if not words:
        return None
    bold = first.startswith("**") and lines[-1].rstrip().endswith("**")
    if bold and words.upper() == words and len(words.split()) > 3:
        return Part(Shape.SHOUT, words)
    return Part(Shape.BOLD if bold else Shape.TEXT, words)


def _cell(cell: str) -> tuple[str, ...]:
    items = _ITEM.findall(cell)
    return tuple(f"• {plain(item).lstrip('• ')}" for item in items) if items else (plain(cell),)


def _goes_on(before: Part, after: Part) -> bool:
    if before.shape is not Shape.TEXT or after.shape is not Shape.TEXT or _ENDED.search(before.words):
        return False
    return after.words[0].islower() or before.words.endswith("Adult")


def plain(markdown: str) -> str:
    """The words that a reader sees."""
    words = _LINK.sub(r"\1", markdown)
    words = _TAG.sub("", words).replace("**", "").replace("\\_", "_")
    return " ".join(unescape(words).replace("\\", "").replace("\xa0", " ").split())
