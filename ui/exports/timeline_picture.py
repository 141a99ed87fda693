"""The timeline as a PNG for files that hold no SVG, drawn to the same measures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ui import labels
from ui.exports.document import Picture, line_of
from ui.exports.timeline import LEFT, NAME, ROW, TOP, WIDTH, x_of

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

    from assistant.commitments import Lane, Timeline

SCALE = 2
SIZE = 13 * SCALE
DARK, GREY, BAR, EDGE = "#12233d", "#c9ced6", "#b9cbe4", "#3b5f8f"
# What the picture says in place of words beside it; a longer description than this helps nobody.
ALT_WORDS = 260
# As many as fit on a page.
LANES = 50
CAPTION = (
    "Bars are periods as printed. A filled mark is a paper that states the commitment, a hollow one a paper that only "
    "speaks of it. A dashed line is a link inferred from alike words."
)


def to_picture(timeline: Timeline) -> Picture | None:
    """The timeline with its alternative text and caption; None where nothing has a date."""
    if not timeline.last:
        return None
    from PIL import Image, ImageDraw

    lanes = timeline.lanes[:LANES]
    height = TOP + ROW * len(lanes) + 16
    image = Image.new("RGB", (WIDTH * SCALE, height * SCALE), "white")
    pen = ImageDraw.Draw(image)
    _years(pen, timeline, height)
    for number, lane in enumerate(lanes):
        _lane(pen, timeline, lane, TOP + ROW * number + ROW // 2)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    words = timeline.words.split()
    more = " The mentions of each commitment are told in words below." if len(words) > ALT_WORDS else ""
    rest = f" The first {LANES} of {len(timeline.lanes)} are drawn." if len(timeline.lanes) > LANES else ""
    return Picture(out.getvalue(), " ".join(words[:ALT_WORDS]) + more, CAPTION + rest, 165)


def _years(pen: ImageDraw, timeline: Timeline, height: int) -> None:
    step = max(1, (timeline.last - timeline.first) // 14)
    for year in range(timeline.first, timeline.last + 1, step):
        x = _px(timeline, year)
        pen.line([(x, (TOP - 8) * SCALE), (x, (height - 8) * SCALE)], fill=GREY, width=SCALE)
        _text(pen, x, TOP - 26, str(year), "ma")


def _lane(pen: ImageDraw, timeline: Timeline, lane: Lane, y: int) -> None:
    _text(pen, (LEFT - 12) * SCALE, y, labels.short(line_of(f"{lane.number} {lane.words}".strip()), NAME), "rm")
    if lane.years:
        ends = _px(timeline, lane.years[0]), _px(timeline, min(timeline.last, lane.years[1] + 1))
        pen.rectangle([ends[0], (y - 5) * SCALE, ends[1], (y + 5) * SCALE], fill=BAR, outline=EDGE, width=SCALE)
    else:
        _text(pen, LEFT * SCALE, y, "period not stated", "lm")
    for before, mark in zip(lane.marks, lane.marks[1:], strict=False):
        _link(pen, _px(timeline, before.at), _px(timeline, mark.at), y * SCALE, dashed=mark.inferred)
    for mark in lane.marks:
        x, r = _px(timeline, mark.at), 6 * SCALE
        fill = DARK if mark.states else "white"
        pen.ellipse([x - r, y * SCALE - r, x + r, y * SCALE + r], fill=fill, outline=DARK, width=2 * SCALE)


def _link(pen: ImageDraw, start: float, end: float, y: float, *, dashed: bool) -> None:
    if not dashed:
        pen.line([(start, y), (end, y)], fill=DARK, width=2 * SCALE)
        return
    at = start
    while at < end:
        pen.line([(at, y), (min(at + 3 * SCALE, end), y)], fill=DARK, width=2 * SCALE)
        at += 7 * SCALE


def _text(pen: ImageDraw, x: float, y: float, words: str, anchor: str) -> None:
    from PIL import ImageFont

    pen.text((x, y * SCALE), words, fill="#1b2430", font=ImageFont.load_default(SIZE), anchor=anchor)


def _px(timeline: Timeline, year: float) -> float:
    return x_of(timeline, year) * SCALE
