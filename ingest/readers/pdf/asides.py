"""Filled boxes with a title that stand amid the text of a section: read after it, so that they part it from nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf.drafts import Draft
from ingest.records import Dress, Role

_LOWEST = 7
_PROSE = {Role.PARAGRAPH, Role.ITEM, Role.ROW}


def with_asides_last(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each titled box put after the text that goes on below it, up to the next heading of the page."""
    done: list[Draft] = []
    above: Draft | None = None
    at = 0
    while at < len(drafts):
        draft = drafts[at]
        end = _boxes_end(drafts, at)
        if end > at + 1 and above is not None and above.level < _level(draft) and _amid(done, draft):
            after = _text_end(drafts, end, draft)
            done += [*drafts[end:after], *drafts[at:end]]
            at = after
            continue
        if draft.role is Role.HEADING:
            above = draft
        done.append(draft)
        at += 1
    return done


def _boxes_end(drafts: Sequence[Draft], at: int) -> int:
    """Where the boxes end that follow each other from here, each with a title."""
    end = _box_end(drafts, at)
    while end > at + 1 and end < len(drafts) and (further := _box_end(drafts, end)) > end + 1:
        end = further
    return end


def _box_end(drafts: Sequence[Draft], at: int) -> int:
    """Where the box ends that a title without a number begins; where it begins if it heads no box."""
    head = drafts[at]
    if not _is_title(head) or not _box(head) or head.text[:1].isdigit():
        return at
    end = at + 1
    while end < len(drafts) and _box(drafts[end]) == _box(head) and drafts[end].role in _PROSE:
        end += 1
    return end


def _is_title(draft: Draft) -> bool:
    return draft.role is Role.HEADING or (draft.bold and not draft.kind and not draft.text.endswith("."))


def _level(title: Draft) -> int:
    """The level of a title; one that is no more than bold stands under all headings."""
    return title.level if title.role is Role.HEADING else _LOWEST


def _box(draft: Draft) -> tuple[int, int] | None:
    """The page and the filled box that all of a draft stands in."""
    places = {(line.page, line.box) for line in draft.lines}
    return places.pop() if len(places) == 1 and draft.lines[0].box else None


def _amid(done: Sequence[Draft], head: Draft) -> bool:
    return bool(done) and done[-1].role in _PROSE and _box(done[-1]) != _box(head)


def _text_end(drafts: Sequence[Draft], start: int, head: Draft) -> int:
    """Where plain text below a box ends: at a higher heading, or at the paper's end; its start if it ends otherwise.

    A heading like the box's own makes the boxes the parts of a series, and the text their text.
    """
    page = head.lines[0].page
    for at in range(start, len(drafts)):
        draft = drafts[at]
        if draft.role is Role.HEADING:
            return at if draft.level < _level(head) else start
        placed = draft.table.page if draft.table else draft.lines[0].page
        if draft.role not in _PROSE or placed != page or draft.dress is not Dress.PLAIN:
            return start
    return len(drafts)
