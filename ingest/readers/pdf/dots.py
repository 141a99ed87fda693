"""List marks that are drawn and not written: small dots and boxes left of a line, as browsers print them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf.shapes import Fill, Piece, Run

MARK = "•"
SMALLEST, LARGEST = 1.2, 8.0
# How far right of its mark a line may begin, in its own size.
_FURTHEST = 2.5
_BIG = 0.7


def is_dot(x0: float, y0: float, x1: float, y1: float) -> bool:
    """Whether a shape is about as wide as it is high, and small enough to mark a line."""
    wide, tall = x1 - x0, y1 - y0
    return min(wide, tall) >= SMALLEST and max(wide, tall) <= LARGEST and abs(wide - tall) <= 0.3 * max(wide, tall)


def with_marks(runs: Sequence[Run], dots: Sequence[Fill]) -> list[Run]:
    """The runs and a mark for every dot that stands right before one of them, with nothing between."""
    marks: dict[int, Run] = {}
    for dot in dots:
        run = min((run for run in runs if _marks(dot, run)), key=lambda run: run.x0, default=None)
        if run is not None:
            lead = run.lead
            piece = Piece(MARK, dot.x0, dot.x1, lead.y, lead.size, False, False)
            marks.setdefault(id(run), Run([piece], run.order))
    return [*runs, *marks.values()]


def _marks(dot: Fill, run: Run) -> bool:
    lead = run.lead
    middle = (dot.top + dot.bottom) / 2
    level = lead.y - 0.75 * lead.size < middle < lead.y
    near = 0 < run.x0 - dot.x1 < _FURTHEST * lead.size and dot.x1 - dot.x0 < _BIG * lead.size
    # A heading has ornaments, not marks.
    return level and near and not lead.bold and any(map(str.isalpha, "".join(piece.text for piece in run.pieces)))
