"""How deep the items of a list stand: by where their marks and their words begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.drafts import Draft
from ingest.readers.pdf.shapes import Line
from ingest.records import Role

# Numbers set flush right, and marks of another width, begin a little apart.
_DEEPER = 0.6
_SAME = 2.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item's mark and its words begin, and what kind of mark it has."""

    mark: float
    words: float
    kind: tuple[str, str]


def set_levels(drafts: Sequence[Draft]) -> None:
    """Give each item its level: one whose mark and words both stand further in is a part of the item above it."""
    above: list[_Place] = []
    last: Line | None = None
    for draft in drafts:
        if draft.role in (Role.NOTE, Role.FURNITURE):
            continue
        if draft.role is not Role.ITEM or not draft.lines:
            above, last = [], None
            continue
        first = draft.lines[0]
        place = _Place(first.x0, draft.inset, (draft.kind, draft.marker if draft.kind == "bullet" else ""))
        if last is not None and (first.page != last.page or first.y < last.y):
            above = _moved(above, place)
        step = _DEEPER * first.size
        while above and (place.mark < above[-1].mark + step or place.words < above[-1].words + step):
            above.pop()
        draft.level = len(above)
        above.append(place)
        last = draft.lines[-1]


def _moved(above: Sequence[_Place], place: _Place) -> list[_Place]:
    """The places of a list's levels in the next column, whose edge shows by an item that one level alone could have."""
    if any(abs(item.mark - place.mark) < _SAME for item in above):
        return list(above)
    like = [item for item in above if item.kind == place.kind]
    if len(like) != 1:
        return []
    shift = place.mark - like[0].mark
    return [replace(item, mark=item.mark + shift, words=item.words + shift) for item in above]
