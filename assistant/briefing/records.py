"""The records of a briefing: frozen, and plain enough to become JSON as they are.

A ``Statement`` is the papers' own words with the numbers of its citations; every other string is the product's own.
A number or a sentence that no paper gives is empty, and the part's ``silence`` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from assistant.records import Citation, Statement
from ingest.records import Status


class Basis(StrEnum):
    """How it is known which nation's law applies to a council."""

    PAPER = "paper"
    LIST = "list"
    ASSUMED = "assumed"


class Comparison(StrEnum):
    """How an objective stands to the previous set, as far as wording tells."""

    SAME = "same"
    REWORDED = "reworded"
    NEW = "new"
    DROPPED = "dropped"


class Body(StrEnum):
    """What kind of decider the papers name."""

    BOARD = "board"
    PARTNERSHIP = "partnership"
    ROLE = "role"


class Happening(StrEnum):
    """What stands on the timeline: a paper, something decided or done, or a date set for something."""

    PAPER = "paper"
    EVENT = "event"
    MILESTONE = "milestone"


class Origin(StrEnum):
    """Who gives the meaning: the papers, the product's list of the field, the council's initials, or nobody."""

    PAPER = "paper"
    FIELD = "field"
    INITIALS = "initials"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Duty:
    """A legal duty in plain words, with the law that it comes from and where to read it."""

    name: str
    words: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Law:
    """The duties of one nation; ``why`` says how it is known that they apply, ``shown`` quotes a paper for it."""

    nation: str
    basis: Basis
    why: str
    as_at: str
    duties: tuple[Duty, ...]
    shown: tuple[Statement, ...] = ()
    said: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective as printed, with what its paper says of progress, gaps and what comes next."""

    number: str
    wording: Statement
    aim: Statement | None = None
    progress: tuple[Statement, ...] = ()
    gaps: tuple[Statement, ...] = ()
    next_steps: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveSet:
    """The objectives of one paper in its order; ``aims`` are what they serve, ``plans`` what the paper maps to none."""

    document: str
    title: str
    date: str
    period: str
    status: Status
    aims: tuple[Statement, ...]
    objectives: tuple[Objective, ...]
    plans: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One objective beside its wording in an earlier paper, as the register follows it.

    ``basis`` says why the two are taken for one ("inferred": by likeness of wording, which may be wrong), ``score``
    how alike they are; ``added`` and ``removed`` are the words in which they differ, where that could be told.
    """

    comparison: Comparison
    number: str = ""
    now: Statement | None = None
    before: Statement | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    basis: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class SetChange:
    """What changed from one set of objectives to another, as far as their wording tells."""

    before: str
    before_date: str
    before_status: Status
    now: str
    now_date: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Decider:
    """A board, partnership, committee or role, with what the papers say that it decides or does."""

    name: str
    body: Body
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a date; ``date`` is ISO 8601 as far as known, ``printed`` the date's words in the paper."""

    date: str
    printed: str
    happening: Happening
    title: str = ""
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation that the papers use: its meaning, who gives it, how often it stands, and where first."""

    short: str
    meaning: str
    origin: Origin
    uses: int
    first_use: Statement
    explained: Statement | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a long paper, with the minutes that it takes."""

    title: str
    page_label: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper on the reading path: why it stands there, and how long it takes."""

    document: str
    file: str
    title: str
    date: str
    type: str
    status: Status
    why: str
    words: int
    minutes: int
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A team's or role's published contact, as at its paper's date."""

    who: str
    statement: Statement
    as_at: str
    paper: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a paper names as a gap or leaves open; ``note`` is the product's remark on it."""

    about: str
    statements: tuple[Statement, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question whose answer stands in the quote beside it; ``law`` names the source of an answer about duties."""

    question: str
    answer: str
    proof: Statement | None = None
    law: str = ""


@dataclass(frozen=True, slots=True)
class ForRole:
    """What the papers hold for a role: the subjects looked for, and the statements on them."""

    role: str
    subjects: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the guided tour: a part of the brief, what it is for, and what to say where it is empty.

    ``silence`` is empty where the papers say something.
    """

    key: str
    title: str
    purpose: str
    silence: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A new officer's first week; raises ValueError where a citation is used that is not listed."""

    council: str
    role: str
    law: Law
    current: tuple[ObjectiveSet, ...]
    changes: tuple[SetChange, ...]
    reasons: tuple[Statement, ...]
    deciders: tuple[Decider, ...]
    timeline: tuple[Event, ...]
    abbreviations: tuple[Abbreviation, ...]
    reading: tuple[Reading, ...]
    contacts: tuple[Contact, ...]
    gaps: tuple[Gap, ...]
    for_role: ForRole | None
    quiz: tuple[QuizItem, ...]
    citations: tuple[Citation, ...]
    notes: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()

    def __post_init__(self) -> None:
        used = {number for statement in statements_in(self) for number in statement.citations}
        missing = used - {citation.number for citation in self.citations}
        if missing:
            raise ValueError(f"citations are used and not listed: {sorted(missing)}")

    def citation(self, number: int) -> Citation:
        """The citation with this number; they are numbered from 1 in their order."""
        return self.citations[number - 1]


def statements_in(record: object) -> Iterator[Statement]:
    """Every statement in a record, in the order of its fields."""
    if isinstance(record, Statement):
        yield record
    elif isinstance(record, tuple):
        for one in record:
            yield from statements_in(one)
    elif is_dataclass(record) and not isinstance(record, Citation | type):
        for field in fields(record):
            yield from statements_in(getattr(record, field.name))


def numbered(brief: Brief) -> Brief:
    """The brief with only the citations that it uses, numbered from 1 in reading order."""
    numbers: dict[int, int] = {}
    for statement in statements_in(brief):
        for number in statement.citations:
            numbers.setdefault(number, len(numbers) + 1)
    by_number = {citation.number: citation for citation in brief.citations}
    kept = tuple(replace(by_number[old], number=new) for old, new in numbers.items())
    parts = {f.name: _renumbered(getattr(brief, f.name), numbers) for f in fields(brief)}
    return Brief(**{**parts, "citations": kept})


def _renumbered(record: Any, numbers: dict[int, int]) -> Any:
    """A record with the numbers of its statements changed, however deep they lie."""
    if isinstance(record, Statement):
        return replace(record, citations=tuple(numbers[n] for n in record.citations))
    if isinstance(record, tuple):
        return tuple(_renumbered(one, numbers) for one in record)
    if is_dataclass(record) and not isinstance(record, Citation | type):
        return replace(record, **{f.name: _renumbered(getattr(record, f.name), numbers) for f in fields(record)})
    return record
