"""List marks that are a number and nothing else: they hang at one place and rise from item to item."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf.marks import Mark
from ingest.readers.pdf.shapes import Line

_FEWEST = 3
_SAME = 2.0
_MOST_DIGITS = 2


def bare_numerals(lines: Sequence[Line]) -> dict[int, Mark]:
    """The marks by the place of their line: three or more that rise by one, all other lines set as their words are."""
    found: dict[int, Mark] = {}
    run: list[int] = []
    for at, line in enumerate([*lines, None]):
        if line is not None and _is_numeral(line) and (not run or _follows(lines[run[-1]], line)):
            run.append(at)
            continue
        if line is not None and run and line.x0 > lines[run[0]].segments[1].x0 - _SAME:
            continue
        if len(run) >= _FEWEST:
            found |= {place: _mark(lines[place]) for place in run}
        run = [at] if line is not None and _is_numeral(line) else []
    return found


def _is_numeral(line: Line) -> bool:
    """Whether a line is a short number, and words that stand off from it."""
    if len(line.segments) != 2 or line.bold:
        return False
    number, words = line.segments[0].text, line.segments[1].text
    return number.isdecimal() and len(number) <= _MOST_DIGITS and words[:1].isalpha() and " " in words


def _follows(before: Line, after: Line) -> bool:
    one, two = before.segments, after.segments
    level = abs(two[1].x0 - one[1].x0) < _SAME and abs(after.size - before.size) < _SAME / 4
    return level and int(two[0].text) == int(one[0].text) + 1


def _mark(line: Line) -> Mark:
    number = line.segments[0].text
    return Mark(number, len(number) + 1, "1#")
