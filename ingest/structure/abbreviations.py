"""Abbreviations that a paper explains itself: its glossary's rows, and long forms with the short one in brackets.

The bracket rule is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (2003), with the words of the long form bounded by the length of the short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.records import Block, Role
from ingest.words import readable

_SHORT = re.compile(r"^[A-Z][A-Za-z&+/]{1,9}s?\+?$")
_BRACKETS = re.compile(r"[(]([A-Z][A-Za-z&+/-]{1,9})[)]")
_NAME_END = re.compile(r"[\w'’&/-]+$")
MOST_WORDS = 11
_REVERSED = re.compile(r"\b([A-Z][A-Z&+]{1,8})[ ]*[(]((?:[A-Za-z'’&/-]+[ ]+){1,8}[A-Za-z'’&/-]+)[)]")
_ROW = re.compile(r"^([A-Z][A-Za-z&+/]{1,9}\+?)\s*(?:[-–—:=]|stands for|means)\s+([A-Z][\w ,'’&/-]{4,90})$")


def find_abbreviations(text: str, blocks: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    """Pairs of short and long form in order of appearance, the first explanation of each winning."""
    found: dict[str, str] = {}
    for block in blocks:
        for short, long in _explained(text, block):
            found.setdefault(short, long)
    return tuple(found.items())


def _explained(text: str, block: Block) -> Iterator[tuple[str, str]]:
    """The pairs that one block explains: a row of two cells, a line of a list, or words with brackets."""
    if block.role is Role.ROW:
        cells = [readable(text[a:b]) for a, b in block.cells if a < b]
        if len(cells) == 2 and _SHORT.match(cells[0]) and _is_short(cells[0]) and len(cells[1].split()) >= 2:
            yield cells[0], cells[1]
    elif block.role in {Role.PARAGRAPH, Role.ITEM, Role.HEADING, Role.NOTE}:
        words = readable(text[block.start : block.end])
        if row := _ROW.match(words):
            if _is_short(row[1]):
                yield row[1], row[2].strip()
        else:
            yield from _bracketed(words)


def _bracketed(words: str) -> Iterator[tuple[str, str]]:
    """Long forms with the short one in brackets, then short forms with the long one in them."""
    for match in _BRACKETS.finditer(words):
        if _is_short(match[1]) and (long := _long_form(_words_before(words, match.start()), match[1])):
            yield match[1], long
    for match in _REVERSED.finditer(words):
        if (long := _long_form(match[2], match[1])) and long == match[2].strip():
            yield match[1], long


def _words_before(words: str, end: int) -> str:
    """The last words before a bracket that no mark parts."""
    kept: list[str] = []
    for token in reversed(words[max(0, end - 40 * MOST_WORDS) : end].split()[-MOST_WORDS:]):
        found = _NAME_END.search(token)
        if found is None:
            break
        kept.insert(0, found[0])
        if found.start():
            break
    return " ".join(kept)


def _is_short(word: str) -> bool:
    return sum(c.isupper() for c in word) >= 2


def _long_form(before: str, short: str) -> str:
    """The shortest run of words before the bracket whose letters spell the short form from a word's start."""
    letters = [c.lower() for c in short.rstrip("s") if c.isalnum()]
    words = before.split()
    for start in range(len(words) - 1, -1, -1):
        if words[start][0].lower() != letters[0]:
            continue
        candidate = words[start:]
        if len(candidate) > min(len(letters) + 5, 2 * len(letters)):
            return ""
        if len(candidate) >= 2 and _spells(candidate, letters):
            return " ".join(candidate)
    return ""


def _spells(words: Sequence[str], letters: Sequence[str]) -> bool:
    """Whether the letters stand in order, each at a word's start or inside a word already begun."""
    initials = [p[0].lower() for w in words for p in re.split(r"[-/&]", w) if p]
    place = 0
    for letter in letters:
        while place < len(initials) and initials[place] != letter:
            place += 1
        if place == len(initials):
            return False
        place += 1
    return True
