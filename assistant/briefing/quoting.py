"""Quotes for a briefing: checked word for word, each cited once under one number wherever it is used."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.composing import Quote, cite, is_verbatim
from assistant.records import Citation, Statement
from ingest.index import DocumentRow
from ingest.records import Document, Kind, Passage, Role, Section, Status, Unit
from ingest.words import readable

ALONE_WORDS = 4
_ENDS = re.compile(r"[.!?]['\"”’)\]]*$")
_POINTS_BACK = re.compile(
    r"(?:this|these|that|those|it|its|they|their|he|she|both|such|there|here|also|the same|as such|in addition|again"
    r"|more information|on the above|for further)\b",
    re.I,
)


@dataclass(frozen=True)  # without slots, so that it can keep its words
class Paper:
    """A paper to brief from.

    ``replaced`` says what replaces it and how that is known; ``later`` names the next one of its series, which stands
    beside it (the report of another year).
    """

    row: DocumentRow
    document: Document
    passages: tuple[Passage, ...] = ()
    replaced: str = ""
    later: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it is neither a draft nor replaced by a loaded paper; many papers do not say if they are adopted."""
        return not self.replaced and self.row.facts.status not in {Status.DRAFT, Status.SUPERSEDED}

    @property
    def is_latest(self) -> bool:
        """Whether it is in force and no later one of its series is loaded."""
        return self.in_force and not self.later

    @property
    def title(self) -> str:
        """What it is called: its title, or its file's name where it has none."""
        return readable(self.row.facts.title) or self.row.file

    def words(self, unit: Unit) -> str:
        """The words of a unit for a reader."""
        known = self._known.get((unit.start, unit.end))
        return known if known is not None else readable(self.document.text[unit.start : unit.end])

    @cached_property
    def _known(self) -> dict[tuple[int, int], str]:
        """The words of every unit by its span: each part of a brief reads them all."""
        return {(u.start, u.end): readable(self.document.text[u.start : u.end]) for u in self.document.units}

    def before(self, unit: Unit) -> Unit | None:
        """The sentence before a unit in its paragraph."""
        place = bisect_left(self.document.units, unit.start, key=lambda u: u.start)
        last = self.document.units[place - 1] if place else None
        return last if last is not None and last.group == unit.group and last.role is unit.role else None

    def section(self, unit: Unit) -> Section:
        """The section that a unit stands in."""
        return self.document.sections[unit.section]

    def told(self) -> Iterable[Unit]:
        """The units that tell something of the council: stories of single people and labels are left out."""
        for unit in self.document.units:
            if unit.kind is not Kind.CASE_STUDY and self.section(unit).kind is not Kind.CASE_STUDY:
                yield unit


class Quoter:
    """Makes statements of units and numbers their citations; the same stretch has the same number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation made so far, in the order of their numbers."""
        return tuple(self._citations)

    def say(self, paper: Paper, units: Unit | Sequence[Unit]) -> Statement | None:
        """The words of a unit, or of units that follow each other, as a cited statement; None if not verbatim."""
        stretch = (units,) if isinstance(units, Unit) else tuple(units)
        document = paper.document
        start, end = stretch[0].start, stretch[-1].end
        quote = Quote(document, document.sections[stretch[0].section], stretch, _passage(paper, start, end), 0.0)
        if not is_verbatim(quote):
            return None
        key = (document.id, start, end)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._citations) + 1
            self._citations.append(cite(number, quote, paper.row))
        return Statement(readable(document.text[start:end]), (number,))

    def say_in_full(self, paper: Paper, unit: Unit) -> Statement | None:
        """A sentence as a cited statement, with the one before it in its paragraph where it points back to that."""
        before = paper.before(unit)
        if before is not None and _POINTS_BACK.match(paper.words(unit)):
            return self.say(paper, (before, unit))
        return self.say(paper, unit)

    def take(self, citation: Citation) -> Statement:
        """A citation that was checked elsewhere, under a number of this briefing."""
        key = (citation.document, citation.start, citation.end)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._citations) + 1
            self._citations.append(replace(citation, number=number))
        return Statement(readable(citation.quote), (number,))

    def say_part(self, paper: Paper, unit: Unit, start: int, end: int) -> Statement | None:
        """Part of a unit, by offsets into the paper's text, as a cited statement."""
        return self.say(paper, replace(unit, start=start, end=end))

    def say_all(self, paper: Paper, units: Iterable[Unit]) -> tuple[Statement, ...]:
        """Statements of units in their order: the sentences of one paragraph are one statement, an item is one."""
        found = [self.say(paper, run) for run in runs(paper, units)]
        return tuple(s for s in found if s is not None)


def runs(paper: Paper, units: Iterable[Unit]) -> list[list[Unit]]:
    """Units put together where they are sentences that follow each other in one paragraph; fragments stay apart."""
    out: list[list[Unit]] = []
    for unit in units:
        last = out[-1][-1] if out else None
        if (
            last is not None
            and last.group == unit.group
            and last.role is unit.role is Role.PARAGRAPH
            and _ENDS.search(paper.words(last))
            and not readable(paper.document.text[last.end : unit.start])
        ):
            out[-1].append(unit)
        else:
            out.append([unit])
    return out


def _passage(paper: Paper, start: int, end: int) -> str:
    """The passage that holds a stretch; empty where none does whole."""
    return next((p.id for p in paper.passages if p.start <= start and end <= p.end), "")


def stands_alone(words: str) -> bool:
    """Whether words can be read without those before them: no lead-in, and nothing that points back."""
    return len(words.split()) >= ALONE_WORDS and not words.endswith(":") and not _POINTS_BACK.match(words)
