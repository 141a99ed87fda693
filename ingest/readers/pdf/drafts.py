"""Blocks as drafts: the lines of a page put together to paragraphs, items, notes, contents and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf.aligned import with_aligned
from ingest.readers.pdf.cards import cards_at
from ingest.readers.pdf.contents import contents_zone
from ingest.readers.pdf.marks import Mark, ended, hangs, leader, mark_of, note_mark, numbered, words_at
from ingest.readers.pdf.numerals import bare_numerals
from ingest.readers.pdf.shapes import Flow, Line, Rule, Table
from ingest.records import Dress, Role

OPEN_WORD = re.compile(r"(?:,|\b(?:and|or|of|the|a|an|to|in|for|with|by|on|at|from|that|which|our|their|as|is|are))$")
_LARGE = 1.15


@dataclass(slots=True)
class Draft:
    """A block before it is written; ``skip`` is the length of the mark in its first line."""

    role: Role
    lines: list[Line] = field(default_factory=list)
    dress: Dress = Dress.PLAIN
    level: int = 0
    marker: str = ""
    skip: int = 0
    kind: str = ""
    inset: float = 0.0
    table: Table | None = None
    title: str = ""
    target: str = ""

    @property
    def text(self) -> str:
        """Its words in one line."""
        return " ".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether it is a paragraph in bold, with no mark of a list: a title may be dressed so."""
        return self.role is Role.PARAGRAPH and self.dress is Dress.BOLD and not self.marker


@dataclass(frozen=True, slots=True)
class Manner:
    """How the paper is set: the size of its body text and the usual step from line to line by size."""

    body: float
    steps: dict[float, float]

    def step(self, size: float) -> float:
        """The usual distance between the lines of one paragraph at this size."""
        return self.steps.get(half(size), 1.22 * size)


def half(size: float) -> float:
    """A size to the nearest half point."""
    return round(size * 2) / 2


def manner_of(flows: Sequence[Flow]) -> Manner:
    """Measure the whole paper."""
    sizes: Counter[float] = Counter()
    steps: dict[float, Counter[float]] = {}
    for flow in flows:
        for column in flow.columns:
            before: Line | None = None
            for thing in column:
                if isinstance(thing, Table):
                    before = None
                    continue
                sizes[half(thing.size)] += len(thing.text)
                if before is not None and half(before.size) == half(thing.size):
                    step = thing.y - before.y
                    if 0.9 * thing.size < step < 2.2 * thing.size:
                        steps.setdefault(half(thing.size), Counter())[half(step)] += min(len(before.text), 60)
                before = thing
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    return Manner(body, {size: _usual(counts) for size, counts in steps.items()})


def _usual(counts: Counter[float]) -> float:
    """The smallest step that is common: steps between paragraphs are larger than those inside them."""
    most = max(counts.values())
    return min(step for step, count in counts.items() if count >= 0.3 * most)


def drafts_of(column: Sequence[Line | Table], manner: Manner, across: Sequence[Rule], *, contents: bool) -> list[Draft]:
    """The blocks of one column; ``contents`` says that the column before it ended in a table of contents."""
    lines = [thing for thing in column if isinstance(thing, Line)]
    if lines and all(line.card for line in lines):
        return [Draft(Role.PARAGRAPH, lines, kind="card")]
    drafts: list[Draft] = []
    stretch: list[Line] = []
    for thing in column:
        if isinstance(thing, Line):
            stretch.append(thing)
            continue
        drafts += _prose(stretch, manner, across, contents=contents and not drafts)
        stretch = []
        drafts.append(Draft(Role.ROW, table=thing))
    return drafts + _prose(stretch, manner, across, contents=contents and not drafts)


def _prose(lines: list[Line], manner: Manner, across: Sequence[Rule], *, contents: bool) -> list[Draft]:
    """Lines without tables: contents first, notes last, the rest cut into paragraphs."""
    if not lines:
        return []
    start, end = contents_zone(lines, contents=contents)
    if end > start:
        first = _prose(lines[:start], manner, across, contents=False)
        return first + _entries(lines[start:end]) + _prose(lines[end:], manner, across, contents=False)
    cut = _notes_from(lines, manner)
    stop = _notes_end(lines, cut, manner, across)
    prose = lines[:cut]
    drafts: list[Draft] = []
    at = start = 0
    while at < cut:
        cards, end = cards_at(prose, at, manner.body)
        if cards:
            drafts += _running(lines[start:at], manner, across)
            drafts += [Draft(Role.PARAGRAPH, card, kind="card") for card in cards]
            start = end
        at = max(end, at + 1)
    rest = _running(lines[stop:], manner, across)
    return drafts + _running(lines[start:cut], manner, across) + _notes(lines[cut:stop]) + rest


def _running(lines: list[Line], manner: Manner, across: Sequence[Rule]) -> list[Draft]:
    """Paragraphs, and the tables that only white space makes."""
    drafts: list[Draft] = []
    stretch: list[Line] = []
    for thing in with_aligned(lines, across):
        if isinstance(thing, Line):
            stretch.append(thing)
            continue
        drafts += [*_paragraphs(stretch, manner), Draft(Role.ROW, table=thing)]
        stretch = []
    return drafts + _paragraphs(stretch, manner)


def _entries(lines: list[Line]) -> list[Draft]:
    """One block for each entry of a table of contents, with its title and page."""
    drafts: list[Draft] = []
    held: list[Line] = []
    for line in lines:
        held.append(line)
        found = leader(line) or numbered(line)
        if found:
            title = " ".join([*(part.text for part in held[:-1]), found[0]])
            drafts.append(Draft(Role.CONTENTS, held, title=title, target=found[1]))
            held = []
    return [*drafts, Draft(Role.CONTENTS, held)] if held else drafts


def _notes_from(lines: list[Line], manner: Manner) -> int:
    """Where the foot-notes begin: small lines at the end of the column, the first of them with a mark."""
    cut = len(lines)
    while cut and lines[cut - 1].size <= 0.93 * manner.body:
        cut -= 1
    while cut < len(lines) and note_mark(lines[cut]) is None:
        cut += 1
    return cut


def _notes_end(lines: list[Line], cut: int, manner: Manner, across: Sequence[Rule]) -> int:
    """Where the foot-notes end: at a line without a mark that stands well below them, or beyond a rule."""
    for at in range(cut + 1, len(lines)):
        above, line = lines[at - 1], lines[at]
        apart = line.y - above.y > 1.5 * manner.step(above.size)
        ruled = any(above.y < rule.at < line.y and rule.a < line.x1 and rule.b > line.x0 for rule in across)
        if (apart or ruled) and note_mark(line) is None:
            return at
    return len(lines)


def _notes(lines: list[Line]) -> list[Draft]:
    drafts: list[Draft] = []
    for line in lines:
        mark = note_mark(line)
        rising = mark is not None and (not drafts or _later(drafts[-1].marker, mark.text))
        if mark is not None and rising:
            drafts.append(Draft(Role.NOTE, [line], marker=mark.text, skip=mark.length))
        elif drafts:
            drafts[-1].lines.append(line)
    return drafts


def _later(before: str, after: str) -> bool:
    """Whether a note's mark can follow another: numbers rise, so a line that begins with a year is none."""
    one, two = (re.sub(r"\D", "", mark.translate(_PLAIN)) for mark in (before, after))
    return not (one and two) or 0 < int(two) - int(one) <= 3


_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _paragraphs(lines: list[Line], manner: Manner) -> list[Draft]:
    """Cut at gaps, marks, changes of dress, and where the next word would still have had room."""
    drafts: list[Draft] = []
    bare = bare_numerals(lines)
    for at, line in enumerate(lines):
        mark = mark_of(line) or bare.get(at)
        if drafts and not _breaks(drafts[-1], line, mark, lines, at, manner):
            drafts[-1].lines.append(line)
            continue
        drafts.append(_opened(line, mark))
    return drafts


def _opened(line: Line, mark: Mark | None) -> Draft:
    if mark is None:
        return Draft(Role.PARAGRAPH, [line], inset=line.x0)
    role = Role.PARAGRAPH if mark.kind == "paragraph" else Role.ITEM
    return Draft(role, [line], marker=mark.text, skip=mark.length, kind=mark.kind, inset=words_at(line, mark))


def _breaks(draft: Draft, line: Line, mark: Mark | None, lines: list[Line], at: int, manner: Manner) -> bool:
    """Whether a line begins a new block."""
    last = draft.lines[-1]
    size = max(line.size, last.size)
    step = line.y - last.y
    if abs(line.size - last.size) > 0.08 * size or step > 1.2 * manner.step(size) + 1 or step < -size:
        return True
    if line.bold and last.bold and half(line.size) != half(last.size) and not line.text[:1].islower():
        return True  # a heading under a heading
    if line.size >= _LARGE * manner.body and half(line.size) == half(last.size) and line.text[:1].islower():
        return False  # a heading that goes on, whatever ended its first line
    room = _room(lines, at)
    if mark is not None and _opens(draft, line, mark, room > 0, lines[at + 1 : at + 6]):
        return True
    if line.bold != last.bold and not (room < 0 and line.text[:1].islower()):
        return True
    begins = ended(last.text) or not (line.text[:1].islower() or OPEN_WORD.search(last.text.casefold()))
    if room > 0 and begins and not _centred(last, line):
        return True
    return _shifted(draft, line, size, room)


def _opens(draft: Draft, line: Line, mark: Mark, short: bool, after: Sequence[Line]) -> bool:
    """Whether a mark is one, and not a number or dash that the line happens to begin with."""
    last = draft.lines[-1]
    if draft.kind == mark.kind and abs(line.x0 - draft.lines[0].x0) < 2 and line.x0 < draft.inset - 2:
        return True
    if ended(last.text) or hangs(line, mark):
        return True
    if mark.kind == "bullet" and mark.text in "-–—":
        return any(other.text.startswith(mark.text) and abs(other.x0 - line.x0) < 2 for other in after)
    return short


def _room(lines: list[Line], at: int) -> float:
    """How much room the line before had left after the first word of this line; negative if none."""
    last, line = lines[at - 1], lines[at]
    near = [other for other in lines[max(0, at - 6) : at + 6] if abs(other.size - last.size) < 1]
    if last.stop:
        near = [other for other in lines if other.stop == last.stop]
    right = max(other.x1 for other in near)
    if len(near) < 5 and not last.stop:
        right = max(right, 0.5 * (right + last.right))
    return right - last.x1 - line.first - 0.5 * line.size


def _centred(last: Line, line: Line) -> bool:
    """Whether two lines share their middle but not their edges."""
    apart = abs((last.x0 + last.x1) - (line.x0 + line.x1)) / 2
    return apart < 0.5 * line.size and abs(last.x0 - line.x0) > line.size


def _shifted(draft: Draft, line: Line, size: float, room: float) -> bool:
    """Whether the left edge moves as it does between paragraphs."""
    last = draft.lines[-1]
    if _centred(last, line):
        return False
    if draft.marker:
        return line.x0 < draft.lines[0].x0 - size or (line.x0 > draft.inset + 2 * size and ended(last.text))
    if len(draft.lines) == 1:
        return line.x0 > last.x0 + 0.8 * size and (ended(last.text) or room > 0)
    left = draft.lines[1].x0
    return line.x0 > left + 0.8 * size or line.x0 < left - 1.5 * size
