"""Plots as inline SVG: no scripts, no fonts of their own, colours from the page, a description for each.

Colour is never the only mark: every series has its own dash and its name beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, HEIGHT = 720, 380
LEFT, RIGHT, TOP, BOTTOM = 64, 220, 18, 52
ROW = 26
LINE = 15
# One dash for each series, in the order of the colours --s1, --s2, … of the page.
_DASHES = ("", "7 4", "2 4", "11 4 2 4")


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name, and its points from left to right; ``mark`` is a point to be pointed out."""

    name: str
    points: tuple[tuple[float, float], ...]
    mark: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart of ranges: a name, a value, its interval, and a second value to compare with."""

    name: str
    value: float
    low: float
    high: float
    second: float | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: what it counts, from where to where, and which values are named."""

    words: str
    low: float
    high: float
    ticks: tuple[float, ...]
    form: str = "{:g}"

    def scale(self, start: float, end: float) -> Callable[[float], float]:
        """Where a value lies between two ends on the page."""
        return lambda v: start + (end - start) * (v - self.low) / (self.high - self.low)


def lines(series: Sequence[Series], x: Axis, y: Axis, label: str, *, ends: bool = True) -> Markup:
    """A chart of lines, each named at its right end; ``ends``: with the value that it has there."""
    across, up = x.scale(LEFT, WIDTH - RIGHT), y.scale(HEIGHT - BOTTOM, TOP)
    parts = [_grid(x, y, across, up)]
    named = []
    for number, one in enumerate(series):
        points = " ".join(f"{across(a):.1f},{up(b):.1f}" for a, b in one.points)
        style = f'class="line s{number + 1}" stroke-dasharray="{_DASHES[number % len(_DASHES)]}"'
        parts.append(f'<polyline {style} points="{points}"/>')
        if one.mark is not None:
            parts.append(
                f'<circle class="dot s{number + 1}" cx="{across(one.mark[0]):.1f}" cy="{up(one.mark[1]):.1f}" r="6"/>'
            )
        last = one.points[-1]
        words = f"{one.name} {last[1]:.2f}" if ends else one.name
        named.append((up(last[1]), across(last[0]), number, words))
    parts.extend(_names(named))
    return _svg("".join(parts), HEIGHT, label)


def _names(ends: Sequence[tuple[float, float, int, str]]) -> list[str]:
    """The names of lines at their right ends, moved apart where they would touch."""
    found: list[str] = []
    floor = float("-inf")
    for height, across, number, name in sorted(ends):
        at = max(height, floor + LINE)
        floor = at
        found.append(f'<text class="name s{number + 1}" x="{across + 10:.1f}" y="{at + 4:.1f}">{escape(name)}</text>')
    return found


def ranges(bars: Sequence[Bar], x: Axis, label: str, *, zero: float | None = None, left: int = 190) -> Markup:
    """Rows of a dot with its interval, and a ring for a second value; ``zero`` is drawn as a line to compare with."""
    height = TOP + ROW * len(bars) + BOTTOM
    across = x.scale(left, WIDTH - 24)
    bottom = height - BOTTOM
    parts = []
    for tick in x.ticks:
        at = across(tick)
        parts.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{bottom}"/>')
        parts.append(
            f'<text class="tick" x="{at:.1f}" y="{bottom + 18}" text-anchor="middle">{x.form.format(tick)}</text>'
        )
    if zero is not None:
        at = across(zero)
        parts.append(f'<line class="axis" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{bottom}"/>')
    for number, bar in enumerate(bars):
        y = TOP + ROW * number + ROW / 2
        parts.append(f'<text class="row" x="{left - 12}" y="{y + 4:.1f}" text-anchor="end">{escape(bar.name)}</text>')
        if bar.high > bar.low:
            parts.append(
                f'<line class="range s1" x1="{across(bar.low):.1f}" x2="{across(bar.high):.1f}" y1="{y}" y2="{y}"/>'
            )
        if bar.second is not None:
            parts.append(f'<circle class="ring s2" cx="{across(bar.second):.1f}" cy="{y}" r="5"/>')
        parts.append(f'<circle class="dot s1" cx="{across(bar.value):.1f}" cy="{y}" r="5"/>')
    middle = (left + WIDTH - 24) / 2
    parts.append(f'<text class="what" x="{middle:.1f}" y="{height - 10}" text-anchor="middle">{escape(x.words)}</text>')
    return _svg("".join(parts), height, label)


def _grid(x: Axis, y: Axis, across: Callable[[float], float], up: Callable[[float], float]) -> str:
    left, right, bottom = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = [f'<line class="axis" x1="{left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>']
    for tick in y.ticks:
        at = up(tick)
        parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}"/>')
        parts.append(
            f'<text class="tick" x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{y.form.format(tick)}</text>'
        )
    for tick in x.ticks:
        at = across(tick)
        parts.append(
            f'<text class="tick" x="{at:.1f}" y="{bottom + 18}" text-anchor="middle">{x.form.format(tick)}</text>'
        )
    middle = (left + right) / 2
    parts.append(f'<text class="what" x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{escape(x.words)}</text>')
    turned = f'transform="rotate(-90 16 {(TOP + bottom) / 2})" x="16" y="{(TOP + bottom) / 2}"'
    parts.append(f'<text class="what" {turned} text-anchor="middle">{escape(y.words)}</text>')
    return "".join(parts)


def _svg(body: str, height: int, label: str) -> Markup:
    return Markup(
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}">'
        f"<title>{escape(label)}</title>{body}</svg>"
    )
