"""Runs of text put together to lines: one baseline, from left to right, superscripts where they belong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby, takewhile

from ingest.readers.pdf.shapes import SUPERSCRIPTS, Line, Piece, Run, Segment

_RAISED = re.compile(r"[0-9]{1,3}(?:[,\-–][0-9]{1,3})*")
# What is set smaller than this share of its line may be raised or lowered in it.
_SMALL = 0.85
_RIGHT_TO_LEFT = ("R", "AL")


def lines_of(runs: Sequence[Run], page: int) -> list[Line]:
    """The lines of a stretch of one column, from top to bottom."""
    if not runs:
        return []
    right = max(run.x1 for run in runs)
    lines = [line for group in _baselines(runs) if (line := _line(group, page)).text]
    for line in lines:
        line.right = right
    return lines


def _baselines(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs grouped by baseline; a small run that is raised or lowered joins the line that it stands in."""
    leads = {id(run): run.lead for run in runs}
    groups: list[tuple[float, float, list[Run]]] = []
    for run in sorted(runs, key=lambda run: leads[id(run)].y):
        lead = leads[id(run)]
        best = None
        for at in range(len(groups) - 1, max(-1, len(groups) - 6), -1):
            y, size, members = groups[at]
            small, large = sorted((size, lead.size))
            near = abs(y - lead.y)
            if near < 0.28 * large or (small < _SMALL * large and near < 0.55 * large and _beside(run, members, large)):
                best = at
                break
        if best is None:
            groups.append((lead.y, lead.size, [run]))
            continue
        y, size, members = groups[best]
        members.append(run)
        if lead.size > size:
            groups[best] = (lead.y, lead.size, members)
    groups.sort(key=lambda group: group[0])
    return [members for _, _, members in groups]


def _beside(run: Run, members: list[Run], size: float) -> bool:
    """Whether a run touches one of the others from the side."""
    return any(
        -0.3 * size < run.x0 - other.x1 < 0.6 * size or -0.3 * size < other.x0 - run.x1 < 0.6 * size
        for other in members
    )


def _line(runs: list[Run], page: int) -> Line:
    """Write one line: pieces in order of place, or in order of the file where writing goes to the left."""
    pieces = [piece for run in runs for piece in run.pieces]
    letters = "".join(piece.text for piece in pieces)
    leftwards = _leftwards(letters)
    pieces = _as_read(runs, leftwards=leftwards)
    weights: dict[float, int] = {}
    for piece in pieces:
        weights[piece.size] = weights.get(piece.size, 0) + len(piece.text)
    size = max(weights, key=lambda key: (weights[key], key))
    level = next(piece.y for piece in pieces if piece.size == size)
    segments = _segments(pieces, size, level)
    words = [piece for piece in pieces if any(map(str.isalnum, piece.text))] or pieces
    # A mark of the list is often of another weight than its words; a line is bold if its words are.
    heavy = sum(len(piece.text) for piece in words if piece.bold)
    bold = heavy >= 0.9 * sum(len(piece.text) for piece in words)
    text = " ".join(segment.text for segment in segments).strip()
    x0, x1 = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    label = "" if bold else _label(pieces, size, level)
    return Line(text, x0, x1, level, size, bold, page, tuple(segments), first=_first_word(pieces), label=label)


def _label(pieces: list[Piece], size: float, level: float) -> str:
    """The bold words with a colon that open a line."""
    opening = list(takewhile(lambda piece: piece.bold, pieces))
    if not opening or not opening[-1].text.endswith(":"):
        return ""
    return " ".join(segment.text for segment in _segments(opening, size, level))


def _first_word(pieces: list[Piece]) -> float:
    """How wide the first word is."""
    end = 1
    while end < len(pieces) and pieces[end].glued:
        end += 1
    return max(p.x1 for p in pieces[:end]) - min(p.x0 for p in pieces[:end])


def _as_read(runs: list[Run], *, leftwards: bool) -> list[Piece]:
    """Pieces in the order of reading: a stretch that is written the other way is turned round."""
    ordered = [piece for run in sorted(runs, key=lambda run: (run.x0, run.order)) for piece in run.pieces]
    if all(letter < "\u0590" for piece in ordered for letter in piece.text):
        return ordered
    ordered.sort(key=lambda piece: -piece.x1 if leftwards else piece.x0)
    done: list[Piece] = []
    for turned, stretch in groupby(ordered, key=lambda piece: _leftwards(piece.text) != leftwards):
        found = list(stretch)
        done += found[::-1] if turned else found
    for piece in done:
        # Letters are one piece only where each stands right of the one before: Arabic as seen, not as read.
        if len(piece.text) > 1 and _leftwards(piece.text):
            piece.text = piece.text[::-1]
    return done


def _leftwards(letters: str) -> bool:
    kinds = [unicodedata.bidirectional(letter) for letter in letters if ord(letter) > 0x58F]
    return sum(kind in _RIGHT_TO_LEFT for kind in kinds) * 2 > len(letters)


def _segments(pieces: list[Piece], size: float, level: float) -> list[Segment]:
    """Join pieces with spaces where they are printed or where the gap is one; cut at wide gaps."""
    segments: list[Segment] = []
    before: Piece | None = None
    for piece in pieces:
        text = piece.text
        raised = piece.size < _SMALL * size and level - piece.y > 0.12 * size and _RAISED.fullmatch(text)
        if raised:
            text = text.translate(SUPERSCRIPTS)
        if before is None:
            segments.append(Segment(text, piece.x0, piece.x1))
            before = piece
            continue
        gap = max(piece.x0 - before.x1, before.x0 - piece.x1)
        if gap > 0.9 * size and not _leader(text, segments[-1].text):
            segments.append(Segment(text, piece.x0, piece.x1))
        else:
            spaced = gap > 0.2 * size if piece.glued else gap > 0.04 * size or _apart(segments[-1].text, text)
            if raised:
                spaced = gap > 0.25 * size
            elif before.size < _SMALL * size:
                spaced = spaced and gap > 0.1 * size
            last = segments[-1]
            last.text += f" {text}" if spaced else text
            last.x0, last.x1 = min(last.x0, piece.x0), max(last.x1, piece.x1)
        before = piece
    return segments


def _apart(before: str, after: str) -> bool:
    """Whether two pieces with a printed space between, but no room, are words after all."""
    return before[-1:].isalnum() or after[:1].isalnum()


def _leader(text: str, before: str) -> bool:
    """Whether this is the next dot of a row of dots."""
    return set(text) <= {".", "…", "_"} and set(before[-3:]) <= {".", "…", "_", " "}
