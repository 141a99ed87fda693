"""A timeline of commitments as a picture: SVG with its description, no scripts, and nothing told by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import escape

from ingest.dates import date_words
from ui import labels
from ui.exports.document import line_of

if TYPE_CHECKING:
    from assistant.commitments import Lane, Mark, Timeline

WIDTH = 1100
LEFT, RIGHT, TOP, ROW = 440, 30, 64, 26
NAME = 54
FONT = "system-ui, 'Segoe UI', Arial, sans-serif"


def to_svg(timeline: Timeline) -> str:
    """Lanes with periods as bars and papers as marks: filled where one states it, hollow where it only speaks of it."""
    height = TOP + ROW * len(timeline.lanes) + 70
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" lang="en-GB"'
        f' aria-labelledby="t d" font-family="{FONT}" font-size="13">',
        f'<title id="t">Timeline of commitments</title><desc id="d">{escape(line_of(timeline.words))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    if not timeline.last:
        return "".join([*parts, f'<text x="20" y="40">{escape(timeline.words)}</text></svg>'])
    parts += _years(timeline, height)
    for number, lane in enumerate(timeline.lanes):
        parts += _lane(timeline, lane, TOP + ROW * number + ROW / 2, one=_councils(timeline.lanes) == 1)
    return "".join([*parts, *_legend(timeline, height), "</svg>"])


def _councils(lanes: Sequence[Lane]) -> int:
    return len({lane.council for lane in lanes})


def x_of(timeline: Timeline, year: float) -> float:
    """Where a year stands across the picture."""
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (year - timeline.first) / max(1, timeline.last - timeline.first), 1)


def _years(timeline: Timeline, height: int) -> list[str]:
    span = timeline.last - timeline.first
    step = max(1, span // 14)
    found = []
    for year in range(timeline.first, timeline.last + 1, step):
        x = x_of(timeline, year)
        found.append(f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - 62}" stroke="#c9ced6"/>')
        found.append(f'<text x="{x}" y="{TOP - 16}" text-anchor="middle" fill="#1b2430">{year}</text>')
    return found


def _lane(timeline: Timeline, lane: Lane, y: float, *, one: bool) -> list[str]:
    name = f"{lane.number} {lane.words}".strip() if one else f"{lane.council}: {lane.number} {lane.words}"
    found = [f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end" fill="#1b2430">{_label(name)}</text>']
    if lane.years:
        start, end = x_of(timeline, lane.years[0]), x_of(timeline, min(timeline.last, lane.years[1] + 1))
        found.append(
            f'<rect x="{start}" y="{y - 5}" width="{max(2.0, end - start):.1f}" height="10" rx="3" fill="#b9cbe4"'
            f' stroke="#3b5f8f"><title>{escape(f"Period {lane.years[0]} to {lane.years[1]}")}</title></rect>'
        )
    else:
        found.append(f'<text x="{LEFT}" y="{y + 4}" fill="#4a5563">period not stated</text>')
    for before, mark in pairwise(lane.marks):
        dash = ' stroke-dasharray="3 4"' if mark.inferred else ""
        ends = f'x1="{x_of(timeline, before.at)}" x2="{x_of(timeline, mark.at)}" y1="{y}" y2="{y}"'
        found.append(f'<line {ends} stroke="#12233d" stroke-width="2"{dash}/>')
    return found + [_mark(timeline, mark, y) for mark in lane.marks]


def _mark(timeline: Timeline, mark: Mark, y: float) -> str:
    fill = "#12233d" if mark.states else "#ffffff"
    told = f"{date_words(mark.date)}: {mark.title} ({', '.join(mark.said)}{', inferred' if mark.inferred else ''})"
    return (
        f'<circle cx="{x_of(timeline, mark.at)}" cy="{y}" r="6" fill="{fill}" stroke="#12233d" stroke-width="2">'
        f"<title>{escape(line_of(told))}</title></circle>"
    )


def _label(words: str) -> str:
    return str(escape(labels.short(line_of(words), NAME)))


def _legend(timeline: Timeline, height: int) -> list[str]:
    y = height - 36
    undated = f" Papers without a date are left out: {'; '.join(timeline.undated)}." if timeline.undated else ""
    return [
        f'<rect x="20" y="{y - 9}" width="30" height="10" rx="3" fill="#b9cbe4" stroke="#3b5f8f"/>',
        f'<text x="58" y="{y}" fill="#1b2430">period as printed</text>',
        f'<circle cx="200" cy="{y - 4}" r="6" fill="#12233d" stroke="#12233d" stroke-width="2"/>',
        f'<text x="214" y="{y}" fill="#1b2430">a paper states it</text>',
        f'<circle cx="344" cy="{y - 4}" r="6" fill="#ffffff" stroke="#12233d" stroke-width="2"/>',
        f'<text x="358" y="{y}" fill="#1b2430">a paper only speaks of it</text>',
        f'<line x1="530" x2="566" y1="{y - 4}" y2="{y - 4}" stroke="#12233d" stroke-width="2"/>',
        f'<text x="574" y="{y}" fill="#1b2430">same words</text>',
        f'<line x1="664" x2="700" y1="{y - 4}" y2="{y - 4}" stroke="#12233d" stroke-width="2" stroke-dasharray="3 4"/>',
        f'<text x="708" y="{y}" fill="#1b2430">link inferred from alike words</text>',
        f'<text x="20" y="{y + 24}" fill="#4a5563">{escape(labels.short(line_of(undated), 150))}</text>',
    ]
