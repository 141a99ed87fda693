"""What each draft is dressed as: headings by rank of size and weight, bold lines, capitals, bold lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.dates import MONTH, MONTHS
from ingest.readers.pdf.drafts import Draft, Manner, half
from ingest.readers.pdf.marks import ended
from ingest.readers.pdf.shapes import Line
from ingest.records import Dress, Role

_LONGEST = 160
# A cover holds no prose; its title is this much larger than the text, and a subtitle stands close under it.
_COVER_WORDS, _TITLE, _UNDER = 30, 1.5, 2.8
_DATED = re.compile(rf"\b(?:{MONTH})\b.*\b(?:19|20)\d\d\b", re.I)
_LONGEST_MARKED = 450
# A sentence of so many words that ends with a full stop states something, however large it is set.
_STATEMENT_WORDS = 12
_FIGURE = r"[£$€]?[-−–+(]?\d[\d.,]*(?:\s?(?:%|k|m|bn|pp))?\)?"
_BARE = re.compile(rf"{_FIGURE}(?:[\s|]+{_FIGURE})*", re.I)
_FEWEST_FIGURES = 4
_BARE_SHARE = 0.6
_LABEL_WORDS = 4
_FEWEST_LABELS = 3
# A caption stands no further above its table than this, in sizes.
_CLOSE = 1.5


def dress(drafts: Sequence[Draft], manner: Manner, outline: dict[str, int]) -> None:
    """Set role, dress and level of every draft of the paper."""
    for draft in drafts:
        if draft.role in (Role.PARAGRAPH, Role.ITEM) and draft.lines and draft.kind != "card":
            _one(draft, manner)
    _cover(drafts, manner)
    ranks = _ranks(drafts)
    for draft in drafts:
        if draft.role is Role.HEADING:
            named = outline.get(folded(draft.text))
            draft.level = named if named and named <= 6 else ranks[_style(draft)]
    _under_columns(drafts)
    _bold_lists(drafts)


def _under_columns(drafts: Sequence[Draft]) -> None:
    """A bold title that opens a box below columns stands beside the titles of those, not under the last of them."""
    head: Draft | None = None
    for before, draft in pairwise(drafts):
        head = before if before.role is Role.HEADING else head
        if not draft.bold or head is None or head.lines[0].page != draft.lines[0].page:
            continue
        first = draft.lines[0]
        opens = first.box and not (before.lines and before.lines[-1].box == first.box)
        if first.under and opens and not draft.text.endswith("."):
            draft.role, draft.dress, draft.level = Role.HEADING, Dress.STYLE, head.level


def _cover(drafts: Sequence[Draft], manner: Manner) -> None:
    """On a cover only the title, and what stands right under it and is no date, are headings."""
    front = [draft for draft in drafts if draft.lines and draft.lines[0].page == 1]
    heads = [draft for draft in front if draft.role is Role.HEADING]
    last = max((draft.lines[-1].page for draft in drafts if draft.lines), default=1)
    prose = any(draft.role is not Role.HEADING and len(draft.text.split()) > _COVER_WORDS for draft in front)
    largest = max((draft.lines[0].size for draft in heads), default=0.0)
    if last == 1 or prose or largest < _TITLE * manner.body or any(_lists(draft) for draft in drafts if _first(draft)):
        return
    above: Line | None = None
    for draft in heads:
        first = draft.lines[0]
        under = above is not None and first.y - above.y < _UNDER * first.size
        if first.size == largest or (under and not _DATED.search(draft.text)):
            above = draft.lines[-1]
        else:
            draft.role, draft.dress = Role.PARAGRAPH, Dress.PLAIN


def _first(draft: Draft) -> bool:
    return draft.table.page == 1 if draft.table else bool(draft.lines) and draft.lines[0].page == 1


def _lists(draft: Draft) -> bool:
    return draft.role in (Role.ROW, Role.ITEM, Role.CONTENTS)


def mark_small_captions(drafts: Sequence[Draft], manner: Manner) -> None:
    """Mark the bold lines right above tables that are set smaller than the text: they are no headings of it."""
    for draft, following in pairwise(drafts):
        if following.table is None or not following.table.rows or not draft.bold or ended(draft.text):
            continue
        names = [line for cell in following.table.rows[0] for line in cell]
        last, top = draft.lines[-1], min((line.top for line in names), default=0.0)
        close = bool(names) and last.page == names[0].page and top - last.bottom < _CLOSE * last.size
        if close and half(last.size) < half(manner.body):
            draft.kind = "caption"


def without_charts(drafts: Sequence[Draft]) -> list[int]:
    """Set aside the lettering of charts: figures that nothing ties to what they measure; returns the pages."""
    pages: dict[int, None] = {}
    run: list[Draft] = []
    for draft in [*drafts, None]:
        if draft is not None and _is_lettering(draft) and (not run or draft.lines[0].page == run[-1].lines[0].page):
            run.append(draft)
            continue
        bare = [d for d in run if _BARE.fullmatch(d.text)]
        if len(bare) >= _FEWEST_FIGURES and len(bare) >= _BARE_SHARE * len(run):
            pages[run[0].lines[0].page] = None
            for lettering in run:
                # A label with its figure in one line ("Women 62%") says something by itself.
                apart = any(_BARE.fullmatch(line.text) for line in lettering.lines)
                if apart or not any(map(str.isdigit, lettering.text)) or _counts(lettering.text):
                    lettering.role = Role.FURNITURE
        run = [draft] if draft is not None and _is_lettering(draft) else []
    return list(pages)


def _is_lettering(draft: Draft) -> bool:
    """Whether a draft is a figure or a label of a few words, as stand around the bars of a chart."""
    if draft.role is not Role.PARAGRAPH or draft.marker or not draft.lines or draft.dress is Dress.BOLD:
        return False
    words = draft.text
    if _BARE.fullmatch(words) or _counts(words):
        return True
    return not ended(words) and (len(words.split()) <= _LABEL_WORDS or all(map(_labels, draft.lines)))


def _labels(line: Line) -> bool:
    """Whether a line is several labels far apart, as stand under the bars of a chart."""
    parts = line.segments
    return len(parts) >= _FEWEST_LABELS and all(len(part.text.split()) <= _LABEL_WORDS for part in parts)


def _counts(words: str) -> bool:
    """Whether most of the words are figures and no date, as in the line under the bars of a chart."""
    all_words = words.casefold().split()
    figures = [word for word in all_words if word[:1].isdigit()]
    return len(figures) > 1 and 2 * len(figures) > len(all_words) and not any(word in MONTHS for word in all_words)


def folded(text: str) -> str:
    """A title as it is compared: letters and digits only."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _style(draft: Draft) -> tuple[float, bool]:
    return half(draft.lines[0].size), draft.lines[0].bold


def _ranks(drafts: Sequence[Draft]) -> dict[tuple[float, bool], int]:
    styles = sorted({_style(draft) for draft in drafts if draft.role is Role.HEADING}, reverse=True)
    return {style: min(at + 1, 6) for at, style in enumerate(styles)}


def _one(draft: Draft, manner: Manner) -> None:
    text = draft.text
    size = max(line.size for line in draft.lines)
    bold = all(line.bold for line in draft.lines)
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 3 and all(map(str.isupper, letters))
    bigger = size >= 1.15 * manner.body or (size >= 1.06 * manner.body and (bold or capitals))
    titled = len(letters) > 1 and not _counts(text[draft.skip :])
    if bigger and draft.kind != "bullet" and titled and _short(draft, text, bold=bold):
        draft.role, draft.dress = Role.HEADING, Dress.STYLE
        draft.marker, draft.skip = "", 0
        return
    if bold:
        draft.dress = Dress.BOLD
    elif capitals and len(text) < _LONGEST:
        draft.dress = Dress.CAPITALS
    if draft.dress is not Dress.PLAIN and draft.role is Role.ITEM and draft.kind != "bullet":
        # A bold line with a number stands as a heading does; a list of such lines is found afterwards.
        draft.role = Role.PARAGRAPH


def _short(draft: Draft, text: str, *, bold: bool) -> bool:
    """Whether a larger text is short enough for a title, not an opening paragraph or a quotation."""
    if len(draft.lines) > 8:
        return False
    if draft.marker or bold:
        return len(text) <= _LONGEST_MARKED
    stated = ended(text) and (". " in text or (text.endswith(".") and len(text.split()) >= _STATEMENT_WORDS))
    return len(text) <= _LONGEST and not stated


def _bold_lists(drafts: Sequence[Draft]) -> None:
    """Bold numbered lines that follow each other directly are a list; a lone one is a title."""
    for at, draft in enumerate(drafts):
        if draft.role is Role.PARAGRAPH and draft.marker and draft.dress is not Dress.PLAIN:
            near = [drafts[other] for other in (at - 1, at + 1) if 0 <= other < len(drafts)]
            listed = any(other.kind == draft.kind and other.dress is draft.dress for other in near)
            if listed and draft.kind != "paragraph":
                draft.role = Role.ITEM
            elif draft.kind != "paragraph":
                draft.marker, draft.skip = "", 0
