"""What people said, set large on the page with who said it under it: neither of the two heads what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.drafts import Draft, Manner
from ingest.readers.pdf.marks import ended
from ingest.readers.pdf.shapes import Line
from ingest.records import Dress, Role

_LARGE = 1.15
_QUOTED = re.compile(r"[\"“‘'].*[\"”’'][.!?]?", re.S)
_MOST_WORDS, _MOST_LINES = 14, 2
# Who said it stands this close under it, in sizes of the quotation.
_CLOSE = 2.0


def mark_sources(drafts: Sequence[Draft], manner: Manner) -> None:
    """Mark who is named right under a quotation; the quotation and its source are paragraphs."""
    for at, (quote, source) in enumerate(pairwise(drafts)):
        after = drafts[at + 2] if at + 2 < len(drafts) else None
        if (
            _is_quote(quote, manner)
            and _is_source(source, quote.lines[-1], manner)
            and _is_nearer(quote, source, after)
        ):
            quote.role, quote.dress, source.kind = Role.PARAGRAPH, Dress.PLAIN, "source"


def _is_quote(draft: Draft, manner: Manner) -> bool:
    """Whether a draft is sentences larger than the text, or within marks of quotation, and not bold."""
    if draft.role not in (Role.PARAGRAPH, Role.HEADING) or draft.marker or any(line.bold for line in draft.lines):
        return False
    large = bool(draft.lines) and min(line.size for line in draft.lines) >= _LARGE * manner.body
    return (large and ended(draft.text)) or bool(_QUOTED.fullmatch(draft.text))


def _is_source(draft: Draft, quote: Line, manner: Manner) -> bool:
    """Whether a draft is a short bold line no larger than the text, close under the last line of a quotation."""
    if draft.role is not Role.PARAGRAPH or draft.dress is not Dress.BOLD or draft.marker or ended(draft.text):
        return False
    first = draft.lines[0]
    short = len(draft.text.split()) <= _MOST_WORDS and len(draft.lines) <= _MOST_LINES
    under = first.page == quote.page and 0 < first.y - quote.y < _CLOSE * quote.size
    return short and under and first.size <= 1.02 * manner.body and first.x0 < quote.x1


def _is_nearer(quote: Draft, source: Draft, after: Draft | None) -> bool:
    """Whether a source stands nearer to its quotation than to what follows right below it."""
    last, end = quote.lines[-1], source.lines[-1]
    below = after.lines[0].top if after and after.lines and after.lines[0].page == end.page else None
    return below is None or not 0 < below - end.bottom <= source.lines[0].top - last.bottom
