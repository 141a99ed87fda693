"""The records of a question and its answer; the answer contract is enforced by the types.

An answer that says something without a citation, cites a number that it does not list, or lists a source that it
does not use, cannot be built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.measures import Measure
from assistant.scope import EVERYTHING, Scope
from ingest.records import Status

_MARK = re.compile(r"\[(\d+)\]")


class Outcome(StrEnum):
    """How a question was dealt with (the contract's ``status``)."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_FOUND = "not_found"
    DECLINED = "declined"
    CLARIFY = "clarify"


class Support(StrEnum):
    """How a statement stands to its quotes: it is one, or was checked against them."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    PARTLY = "partly"


class NoteKind(StrEnum):
    """What a note to an answer is about."""

    ASSUMPTION = "assumption"
    PREMISE = "premise"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    ABSENCE = "absence"
    DERIVED = "derived"
    CONFLICT = "conflict"


class Intent(StrEnum):
    """What kind of text would answer a question."""

    COMMITMENT = "commitment"
    PROGRESS = "progress"
    GAP = "gap"
    FIGURE = "figure"
    DEFINITION = "definition"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    COMPARE = "compare"
    LIST = "list"
    EVIDENCE = "evidence"
    YES_NO = "yes_no"
    OBJECTIVE = "objective"
    DUTY = "duty"
    CASE_STUDY = "case_study"
    WHY = "why"
    QUESTION = "question"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question is about: its words as asked, and the stems (or runs of stems) that mean it.

    ``weight`` is below one for words that several askers would leave out; ``named`` says that it is a name or an
    abbreviation, which the evidence must have; ``alternatives`` are tuples of stems. ``characteristic`` names the
    protected characteristic whose evidence is wanted: a text that only lists the nine does not give it.
    """

    asked: str
    alternatives: tuple[tuple[str, ...], ...]
    weight: float = 1.0
    named: bool = False
    characteristic: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    ``standalone`` is what the reader is shown; ``search`` what is embedded and looked up, abbreviations expanded;
    ``periods`` are years and spans ("2018/19") as normalised pairs of first and last year; ``measure`` the kind of
    figure asked for; ``papers`` the ids of the papers it names, one group for each name; ``of_paper`` says that it
    is put to one of them, named by its year or age. ``declined`` holds the reason where the question is not one for
    the documents; ``scope`` what the reader limits all questions to.
    """

    asked: str
    standalone: str
    search: str
    intents: tuple[Intent, ...] = ()
    terms: tuple[Term, ...] = ()
    councils: tuple[str, ...] = ()
    unknown_councils: tuple[str, ...] = ()
    periods: tuple[tuple[int, int], ...] = ()
    characteristics: tuple[str, ...] = ()
    number: str = ""
    measure: Measure | None = None
    papers: tuple[tuple[str, ...], ...] = ()
    of_paper: bool = False
    declined: str = ""
    assumptions: tuple[str, ...] = ()
    scope: Scope = EVERYTHING

    def wants(self, *intents: Intent) -> bool:
        """Whether any of these intents was found in the question."""
        return not set(intents).isdisjoint(self.intents)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that search found, with its place and score."""

    file: str
    document: str
    title: str
    page: int | None
    page_label: str
    section: tuple[str, ...]
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A checked quote and its place."""

    number: int
    document: str
    file: str
    title: str
    council: str
    date: str
    status: Status
    section: tuple[str, ...]
    paragraph: str
    page: int | None
    page_label: str
    quote: str
    start: int
    end: int
    passage: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the answer says, with the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]
    support: Support = Support.QUOTED


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader must know beside the answer."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; raises ValueError where the contract is broken."""

    question: str
    standalone_question: str
    status: Outcome
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    id: str = ""

    def __post_init__(self) -> None:
        listed = {c.number for c in self.citations}
        used = {n for s in self.statements for n in s.citations}
        marked = {int(n) for n in _MARK.findall(self.answer)}
        if not listed == used == marked:
            raise ValueError(f"citations {sorted(listed)}, used {sorted(used)} and marked {sorted(marked)} differ")
        if self.status in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED} and not listed:
            raise ValueError("an answer without a citation")
        if any(not s.citations for s in self.statements):
            raise ValueError("a statement without a citation")

    @property
    def answered(self) -> bool:
        """Whether the documents said something to the question."""
        return self.status in {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED}
