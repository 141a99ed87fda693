"""The records of the commitments register: frozen, and made of words, numbers and checked quotes alone.

A field that a paper does not fill is empty; a face shows that as an explicit blank. ``dataclasses.asdict`` makes
any of them ready for JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.records import Citation


class Level(StrEnum):
    """What kind of commitment a paper makes: aim, objective, activity, milestone or principle."""

    AIM = "aim"
    OBJECTIVE = "objective"
    ACTIVITY = "activity"
    MILESTONE = "milestone"
    PRINCIPLE = "principle"


class Basis(StrEnum):
    """Why two things are linked.

    PRINTED: the paper says so, by its headings, table or codes. SAME_WORDS: word for word the same. INFERRED: alike
    in their words, which may be wrong. CONFIRMED, REJECTED: an officer has decided. SUGGESTED: alike, but too
    little to be joined before an officer has decided.
    """

    PRINTED = "printed"
    SAME_WORDS = "same words"
    INFERRED = "inferred"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    SUGGESTED = "suggested"


class Said(StrEnum):
    """In what way a paper mentions a commitment."""

    STATED = "stated"
    RESTATED = "restated"
    PRIORITY = "priority"
    NAMED = "named in passing"


class By(StrEnum):
    """What a view groups by."""

    OBJECTIVE = "objective"
    THEME = "theme"
    CHARACTERISTIC = "characteristic"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Link:
    """Two wordings that may be one commitment: how sure that is, and the id by which an officer decides it.

    ``score`` is the share of the meaningful words of the shorter wording that stand in the longer one too, rare
    words counting for more: 1 is all of them, 0 none. ``why`` is what speaks for it beside the score, ``note`` what
    the officer wrote. ``joins`` says whether the register treats them as linked.
    """

    id: str
    basis: Basis
    score: float
    first: Citation
    second: Citation
    note: str = ""
    why: str = ""

    @property
    def joins(self) -> bool:
        """Whether the register treats the two as linked."""
        return self.basis not in {Basis.REJECTED, Basis.SUGGESTED}


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words of a later wording: ``kind`` is "same", "added" or "removed"."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a paper speaks of a commitment; ``changes`` show how its wording differs from the one before."""

    said: Said
    number: str
    citation: Citation
    link: Link | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Parent:
    """The objective that an activity serves: its id, number and wording; ``link`` says how that is known."""

    id: str
    number: str
    wording: str
    basis: Basis
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How far something has come, in the paper's own words, and the quote that they stand in."""

    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Commitment:
    """One row of the register.

    ``wording`` is the latest adopted wording, ``number`` as printed beside it; for an activity ``objective`` is the
    objective that it serves (None: not mapped) and ``priority`` the heading it stands under in its table. ``cycle`` is
    the period of the set of objectives that it belongs to ("2022-2025"). ``period``
    is as printed in ``period_from`` (wording, lead-in, heading, paper); ``due`` a deadline as printed.
    ``elsewhere`` quotes words on how far it has come that stand under another heading than progress.
    ``not_since`` names the later papers of the council that say nothing of it.
    """

    id: str
    council: str
    level: Level
    number: str
    wording: Citation
    cycle: str = ""
    aim: Citation | None = None
    objective: Parent | None = None
    priority: Citation | None = None
    period: str = ""
    period_from: str = ""
    years: tuple[int, int] | None = None
    due: str = ""
    lead: str = ""
    status_words: tuple[StatusWords, ...] = ()
    progress: tuple[Citation, ...] = ()
    gaps: tuple[Citation, ...] = ()
    next_steps: tuple[Citation, ...] = ()
    case_studies: tuple[Citation, ...] = ()
    elsewhere: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    not_since: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    characteristics: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def first(self) -> Citation:
        """The first paper that mentions it."""
        return self.mentions[0].citation

    @property
    def last(self) -> Citation:
        """The last paper that mentions it."""
        return self.mentions[-1].citation

    @property
    def mapped(self) -> bool:
        """Whether it is an objective, or an activity whose objective is known."""
        return self.level is not Level.ACTIVITY or self.objective is not None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every quote of the row, each once, in the order of its columns."""
        one = (self.wording, self.aim, self.priority)
        many = (*self.progress, *self.gaps, *self.next_steps, *self.case_studies, *self.elsewhere)
        found = [*(c for c in one if c), *many, *(m.citation for m in self.mentions)]
        return tuple({(c.document, c.start, c.end): c for c in found}.values())


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one heading of a view; ``heading`` is empty for those that belong under none."""

    heading: str
    rows: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How much the register holds of one council and period."""

    council: str
    period: str
    levels: dict[str, int] = field(default_factory=dict)
    not_mapped: int = 0
    progress: int = 0
    gaps: int = 0
    case_studies: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the register found in one paper: commitments by level; ``unplaced`` counts progress of no objective."""

    document: str
    file: str
    title: str
    council: str
    date: str
    levels: dict[str, int] = field(default_factory=dict)
    unplaced: int = 0
