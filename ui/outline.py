"""An answer laid out for people: its lead-ins, and under each the statements with their citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.records import Answer, Citation, Note, Statement, Support
from ingest.words import readable, same_words

_MARKS = re.compile(r"\s*(?:\[(\d+)\])")
_BOLD = re.compile(r"\*\*.+\*\*")
_LIST_MARK = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a list: its words, and the citations that carry it (none where the line says no fact).

    ``partly`` says that the quotes bear it out only in part, so that they are shown with it.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    partly: bool = False

    @property
    def is_quote(self) -> bool:
        """Whether the words are one of the quotes themselves."""
        return any(same_words(self.text, readable(c.quote)) for c in self.citations)


@dataclass(frozen=True, slots=True)
class Part:
    """A lead-in and what stands under it, either of them perhaps empty; ``bold`` where it names a whole paper."""

    lead: str
    points: tuple[Point, ...] = ()
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One place in one paper, and the citations that quote from it."""

    citations: tuple[Citation, ...]

    @property
    def first(self) -> Citation:
        """The citation that names the place."""
        return self.citations[0]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its citations."""
        return tuple(citation.number for citation in self.citations)


def outline(answer: Answer) -> tuple[Part, ...]:
    """The parts of an answer: lines without a mark lead in, lines with one are statements; none is lost."""
    listed = {c.number: c for c in answer.citations}
    waiting = list(answer.statements)
    parts: list[Part] = []
    for line in answer.answer.splitlines():
        numbers = {int(n) for n in _MARKS.findall(line)}
        words = readable(_LIST_MARK.sub("", line))
        if numbers:
            taken = _take(waiting, numbers)
            parts = _with_points(parts, (_point(s, listed) for s in taken))
        elif not words or _inside(line, waiting):
            continue
        elif _LIST_MARK.match(line):
            parts = _with_points(parts, (Point(words),))
        else:
            parts.append(Part(words, bold=bool(_BOLD.fullmatch(line.strip()))))
    return tuple(_with_points(parts, (_point(s, listed) for s in waiting)))


def notes(answer: Answer) -> tuple[Note, ...]:
    """The notes that say more than the answer itself does."""
    said = readable(answer.answer)
    return tuple(note for note in answer.notes if readable(note.text) not in said)


def papers(citations: Sequence[Citation]) -> tuple[tuple[Place, ...], ...]:
    """Citations gathered by paper, and in each by the place they quote from, in the order of their numbers."""
    found: dict[str, dict[tuple[object, ...], list[Citation]]] = {}
    for citation in citations:
        key = (citation.section, citation.page, citation.page_label)
        found.setdefault(citation.document, {}).setdefault(key, []).append(citation)
    return tuple(tuple(Place(tuple(group)) for group in places.values()) for places in found.values())


def _take(waiting: list[Statement], numbers: set[int]) -> list[Statement]:
    """Take the next statements that this line's numbers carry, and no more."""
    taken: list[Statement] = []
    carried: set[int] = set()
    while waiting and carried != numbers and set(waiting[0].citations) <= numbers:
        taken.append(waiting.pop(0))
        carried.update(taken[-1].citations)
    return taken


def _inside(line: str, waiting: Sequence[Statement]) -> bool:
    """Whether a line is one of several that the next statement has, so that it comes with that statement."""
    words = _LIST_MARK.sub("", line).strip()
    return bool(waiting) and words in [row.strip() for row in waiting[0].text.splitlines()[:-1]]


def _point(statement: Statement, listed: dict[int, Citation]) -> Point:
    return Point(
        readable(_MARKS.sub("", _LIST_MARK.sub("", statement.text))),
        tuple(listed[n] for n in statement.citations),
        statement.support is Support.PARTLY,
    )


def _with_points(parts: list[Part], points: Iterable[Point]) -> list[Part]:
    """The parts with points added to the last one."""
    new = tuple(points)
    if not new:
        return parts
    last = parts[-1] if parts else Part("")
    return [*parts[:-1], replace(last, points=last.points + new)]
