"""Tables of contents without dots or a column of pages: known by the titles of the paper that their lines name."""

from __future__ import annotations

from collections.abc import Container, Sequence

from ingest.readers.pdf.drafts import Draft
from ingest.readers.pdf.dress import folded
from ingest.records import Role

_FEWEST_ENTRIES, _KNOWN = 3, 0.6


def mark_entries(drafts: Sequence[Draft]) -> None:
    """Put lines that say a title of the paper and its page, one below the other, into a contents list."""
    titles = {folded(draft.text) for draft in drafts if draft.role is Role.HEADING}
    at = 0
    while at < len(drafts):
        end = _listed(drafts, at, titles)
        if end == at:
            at += 1
            continue
        if at and drafts[at - 1].role is Role.HEADING:
            drafts[at - 1].role = Role.CONTENTS
        for draft in drafts[at:end]:
            title, _, page = draft.text.rpartition(" ")
            draft.role, draft.title, draft.target = Role.CONTENTS, title, page
        at = end


def _listed(drafts: Sequence[Draft], start: int, titles: Container[str]) -> int:
    """Where entries that begin here end: pages rise, and most say a title; ``start`` if there are none."""
    pages: list[int] = []
    known = 0
    for draft in drafts[start:]:
        title, _, page = draft.text.rpartition(" ")
        if draft.role is not Role.PARAGRAPH or not title or not page.isdigit() or int(page) < max(pages, default=0):
            break
        pages.append(int(page))
        known += folded(title) in titles
    return start + len(pages) if known >= max(_FEWEST_ENTRIES, _KNOWN * len(pages)) else start
