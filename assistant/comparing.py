"""What a unit is beside the question's other candidates: what is near in one council's papers is far in another's.

How like a question its answer is depends on how it was asked; what the best candidate reaches says what can be had.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.views import Paper, View
from ingest.records import Role

BESIDE = ("all_beside", "vector_beside", "section_beside", "vector_rank", "heading_vector", "vector_before")
# How quickly the worth of a unit's place in the ranking by likeness falls off.
RANK_SCALE = 5.0


def compare(units: Sequence[tuple[Paper, View]], found: Sequence[dict[str, float]]) -> None:
    """Add to the features of all candidates those that only their comparison gives."""
    if not found:
        return
    likeness = [f["vector"] for f in found]
    nearest, most = max(likeness), max(f["all"] for f in found)
    order = sorted(range(len(found)), key=lambda i: -likeness[i])
    for rank, i in enumerate(order):
        found[i]["vector_rank"] = 1 / (1 + rank / RANK_SCALE)
    sections: dict[tuple[str, int], list[int]] = {}
    for i, (paper, view) in enumerate(units):
        found[i]["all_beside"] = found[i]["all"] - most
        found[i]["vector_beside"] = likeness[i] - nearest
        sections.setdefault((paper.document.id, view.unit.section), []).append(i)
    for places in sections.values():
        _in_section(sorted(places, key=lambda i: units[i][1].unit.start), units, found, likeness, nearest)


def _in_section(
    places: Sequence[int],
    units: Sequence[tuple[Paper, View]],
    found: Sequence[dict[str, float]],
    likeness: Sequence[float],
    nearest: float,
) -> None:
    """What a section's heading and its other units say of each of its units."""
    heading = max((likeness[i] for i in places if units[i][1].unit.role is Role.HEADING), default=0.0)
    best = max(likeness[i] for i in places)
    before = 0.0
    for i in places:
        found[i].update(section_beside=best - nearest, heading_vector=heading, vector_before=before)
        before = likeness[i]
