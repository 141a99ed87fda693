"""Where a table of contents stands among the lines of a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.pdf.marks import ended, leader, numbered
from ingest.readers.pdf.shapes import Line

_TITLE = re.compile(r"(?:table of )?contents\W*(?:page)?\W*|index|cynnwys", re.I)
# The name of a part is set larger than its entries, a heading larger still.
_LARGE = 1.3
_LONGEST_ENTRY = 4
_UNDER = 4.0


def contents_zone(lines: list[Line], *, contents: bool) -> tuple[int, int]:
    """Where a table of contents begins and ends among these lines; (0, 0) if there is none."""
    dotted = [at for at, line in enumerate(lines) if leader(line)]
    titled = [at for at, line in enumerate(lines) if _TITLE.fullmatch(line.text.strip())]
    plain: list[int] = []
    if titled or contents:
        after = titled[0] if titled else -1
        plain = _in_column([at for at, line in enumerate(lines) if at > after and numbered(line)], lines)
    marks = sorted({*dotted, *plain})
    if contents and not titled and not _goes_on(lines, marks):
        return contents_zone(lines, contents=False)
    fewest = 1 if contents else 2
    if len(marks) < fewest:
        return 0, 0
    start = titled[0] + 1 if titled and titled[0] < marks[0] <= titled[0] + 5 else marks[0]
    if contents and not titled:
        start = 0
    if start == marks[0] and not titled:
        while start and not _stops(lines[start - 1], lines[start]):
            start -= 1
    end = marks[0] + 1
    for at in marks:
        if at - end > 4:
            break
        end = at + 1
    return (start, end) if sum(start <= at < end for at in marks) >= fewest else (0, 0)


def _goes_on(lines: Sequence[Line], marks: Sequence[int]) -> bool:
    """Whether a column opens with the rest of a table of contents: no heading and no prose before its first entry."""
    if not marks or marks[0] >= _LONGEST_ENTRY:
        return False
    entry = lines[marks[0]]
    return all(line.size < _LARGE * entry.size and not ended(line.text) for line in lines[: marks[0]])


def _stops(before: Line, after: Line) -> bool:
    """Whether a contents entry cannot have begun on the line before."""
    return after.y - before.y > 1.6 * after.size or abs(before.size - after.size) > 0.5 or ended(before.text)


def _in_column(marks: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """Those of the lines with a number at their end whose numbers stand under each other, or at the right edge."""
    ends = [lines[at].segments[-1] for at in marks]
    found: list[int] = []
    for at, end in zip(marks, ends, strict=True):
        near = [other for other in ends if abs(other.x1 - end.x1) < _UNDER or abs(other.x0 - end.x0) < _UNDER]
        if 2 * len(near) > len(ends) > 1 or end.x1 > lines[at].right - lines[at].size:
            found.append(at)
    return found
