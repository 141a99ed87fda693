"""What a unit needs before it to be understood: the sentence that leads into a list, the question over an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Block, Dress, Role
from ingest.sentences import sentence_spans
from ingest.words import readable, trimmed

_OPEN_END = re.compile(r"(?::|[^.!?;\"'”’)\]])$|\b(?:the following|as follows|listed below|set out below)\b", re.I)
_CLOSED = re.compile(r"(?:[.!][\"'”’)\]]*|[;,](?: and| or)?)$")
_ANNOUNCES = re.compile(r"\b(?:the following|as follows|(?:listed|set out|shown|given) below)\b", re.I)
ASIDES = 2
POINTING_WORDS = 4
LABEL_WORDS = 8
QUESTION_WORDS = 40


@dataclass(frozen=True, slots=True)
class Lead:
    """The words of a lead-in and where they stand; in a table, the names of its columns and of the unit's own."""

    words: str = ""
    span: tuple[int, int] | None = None
    heads: tuple[str, ...] = ()
    own: str = ""


def list_lead(text: str, before: Sequence[Block]) -> Lead:
    """The last sentence before a list, where it leads into it: it ends with a colon or with no mark at all.

    One that only points ("These include:") is read together with the sentence before it; a bold one is a title and
    stands alone. ``before`` are the last blocks of the section before the list.
    """
    spans = [
        trimmed(text, b.start + start, b.start + end)
        for b in before
        if b.role in {Role.PARAGRAPH, Role.NOTE}
        for start, end in sentence_spans(text[b.start : b.end])
    ]
    if not before or not spans or spans[-1][1] <= before[-1].start:
        return Lead()
    start, end = _leading(text, spans, before[-1].start)
    words = readable(text[start:end])
    if not _OPEN_END.search(words) and before[-1].dress is not Dress.BOLD:
        return Lead()
    if len(words.split()) <= POINTING_WORDS and len(spans) > 1 and before[-1].dress is not Dress.BOLD:
        start = spans[-2][0]
        words = readable(text[start:end])
    return Lead(words, (start, end))


class OpenItems:
    """The items of a list that deeper ones can stand under, each with its own lead-in."""

    def __init__(self) -> None:
        self._items: list[tuple[Block, Lead]] = []

    def lead_of(self, text: str, item: Block, first: Lead | None) -> Lead:
        """The lead-in of the next item; ``first`` is that of the list where it begins with this item.

        A deeper item is led by the one that it stands under, where that leads into a list, else as that one is.
        """
        if first is not None:
            self._items.clear()
        lead = first or Lead()
        while self._items and self._items[-1][0].level >= item.level:
            lead = self._items.pop()[1]
        if self._items:
            over, outer = self._items[-1]
            lead = _item_lead(text, over) or outer
        self._items.append((item, lead))
        return lead


def _item_lead(text: str, item: Block) -> Lead | None:
    """The last sentence of an item that has items under it, unless it is closed or goes on with the next item."""
    spans = [trimmed(text, item.start + a, item.start + b) for a, b in sentence_spans(text[item.start : item.end])]
    if not spans:
        return None
    start, end = _leading(text, spans, item.start)
    words = readable(text[start:end])
    return None if _CLOSED.search(words) and not _ANNOUNCES.search(words) else Lead(words, (start, end))


def _leading(text: str, spans: Sequence[tuple[int, int]], since: int) -> tuple[int, int]:
    """The last sentence, unless one before it in its paragraph announces what follows and the last does not."""
    last = spans[-1]
    if _OPEN_END.search(readable(text[slice(*last)])):
        return last
    own = [span for span in spans[-1 - ASIDES :] if span[0] >= since]
    return next((span for span in reversed(own) if _ANNOUNCES.search(readable(text[slice(*span)]))), last)


def answer_lead(text: str, before: Block | None, block: Block) -> Lead:
    """The question or label on the line before a form's answer; nothing for what is a question itself."""
    if before is None or before.role is not Role.PARAGRAPH or block.role is not Role.PARAGRAPH:
        return Lead()
    words = readable(text[before.start : before.end])
    if not asks(words) or asks(readable(text[block.start : block.end])):
        return Lead()
    return Lead(words, trimmed(text, before.start, before.end))


def asks(words: str) -> bool:
    """Whether a line is a question or label of a form: what stands after it is the answer."""
    length = len(words.split())
    if words.endswith(":"):
        return length <= LABEL_WORDS
    return words.endswith("?") and length <= QUESTION_WORDS and len(sentence_spans(words)) == 1
