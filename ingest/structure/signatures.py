"""The names under a foreword or letter, each with its office: they close a text and head none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import Block, Dress, Role

_NAME = re.compile(r"(?:[A-Z][\w'’-]*\.?,? ){1,5}[A-Z][\w'’-]+")
_OFFICE = re.compile(
    r"\b(?:(?:chief|corporate|deputy|lead) (?:executive|officer)|cabinet member|portfolio holder|leader|mayor"
    r"|chair(?:man|woman|person)?|director|head of|commissioner|manager|secretary|champion)\b",
    re.I,
)
_ENDED = (".", ";", ":", ",", "?", "!")
OFFICE_WORDS = 14


def signatures(blocks: Sequence[Block], titles: Sequence[str]) -> set[int]:
    """The lines that are a name over an office, with no prose of their own after it; ``titles`` are their words."""
    found: set[int] = set()
    for i in range(len(blocks) - 2, -1, -1):
        if not (_is_name(blocks[i], titles[i]) and _is_office(blocks[i + 1], titles[i + 1])):
            continue
        after = blocks[i + 2] if i + 2 < len(blocks) else None
        if after is None or i + 2 in found or after.role is Role.HEADING or after.dress is Dress.BOLD:
            found.add(i)
    return found


def _is_name(block: Block, words: str) -> bool:
    return block.role is Role.PARAGRAPH and bool(_NAME.fullmatch(words)) and not _OFFICE.search(words)


def _is_office(block: Block, words: str) -> bool:
    plain = block.role is Role.PARAGRAPH and block.dress is Dress.PLAIN and len(words.split()) <= OFFICE_WORDS
    # "Lead: Head of People" tells who does what stands above it.
    return plain and bool(_OFFICE.search(words)) and ":" not in words and not words.endswith(_ENDED)
