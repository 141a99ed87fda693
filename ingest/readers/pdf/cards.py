"""Figures set large with what they count under them, alone or side by side, as leaflets and summaries have them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.pdf.marks import mark_of
from ingest.readers.pdf.shapes import Line, Segment

_FIGURE = re.compile(
    r"(?:over |almost |nearly |about |around |up to )?[£€$]?[-−+]?\d[\d,.]*\s?(?:%|k|m|bn|million|billion|p|\+)?"
    r"|\d+ (?:in|out of) \d+",
    re.I,
)
_LARGE = 1.3
_SMALLER = 0.8
_MOST_LINES = 5


def cards_at(lines: Sequence[Line], at: int, body: float) -> tuple[list[list[Line]], int]:
    """The cards whose figures stand in the line at ``at``, each as its lines, and where they end; none if none."""
    head = lines[at]
    figures = list(head.segments)
    if head.size < _LARGE * body or not figures or not all(_FIGURE.fullmatch(part.text.strip()) for part in figures):
        return [], at
    cards = [[_line(part, head)] for part in figures]
    end = at + 1
    while end < len(lines) and end - at <= _MOST_LINES:
        line = lines[end]
        near = line.y - lines[end - 1].y < 1.9 * max(line.size, 0.7 * lines[end - 1].size)
        owners = [_owner(part, figures) for part in line.segments]
        if not near or line.size > _SMALLER * head.size or mark_of(line) or None in owners:
            break
        for part, owner in zip(line.segments, owners, strict=True):
            cards[owner or 0].append(_line(part, line))
        end += 1
    said = all(len(card) > 1 for card in cards)
    # One figure alone is the title of a chapter as well; a sentence that it begins goes on in small letters.
    return (cards, end) if said and (len(cards) > 1 or cards[0][1].text[:1].islower()) else ([], at)


def _line(part: Segment, line: Line) -> Line:
    return Line(part.text, part.x0, part.x1, line.y, line.size, False, line.page, (part,))


def _owner(part: Segment, figures: Sequence[Segment]) -> int | None:
    """The figure that a stretch stands under: the only one whose middle it covers, or the nearest; else none."""
    middles = [(figure.x0 + figure.x1) / 2 for figure in figures]
    under = [n for n, middle in enumerate(middles) if part.x0 - 2 <= middle <= part.x1 + 2]
    if len(under) > 1:
        return None
    if under:
        return under[0]
    overlaps = [n for n, figure in enumerate(figures) if part.x0 < figure.x1 and figure.x0 < part.x1]
    return overlaps[0] if len(overlaps) == 1 else None
