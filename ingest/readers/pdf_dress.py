"""What each draft is dressed as: headings by rank of size and weight, bold lines, capitals, bold lists."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf_drafts import Draft, Manner, half
from ingest.readers.pdf_marks import ended
from ingest.records import Dress, Role

_LONGEST = 160
_LONGEST_MARKED = 450


def dress(drafts: Sequence[Draft], manner: Manner, outline: dict[str, int]) -> None:
    """Set role, dress and level of every draft of the paper."""
    for draft in drafts:
        if draft.role in (Role.PARAGRAPH, Role.ITEM) and draft.lines:
            _one(draft, manner)
    ranks = _ranks(drafts)
    for draft in drafts:
        if draft.role is Role.HEADING:
            named = outline.get(folded(draft.text))
            draft.level = named if named and named <= 6 else ranks[_style(draft)]
    _bold_lists(drafts)


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
    if bigger and draft.kind != "bullet" and len(letters) > 1 and _short(draft, text, bold=bold):
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
    return len(text) <= _LONGEST and not (ended(text) and text.count(". ") >= 1)


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
