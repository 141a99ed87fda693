"""The records of checking: what is cited, what is wrong with a statement, and the label that follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.records import Kind


class Label(StrEnum):
    """How a statement stands to what it cites."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


class FaultKind(StrEnum):
    """In what a statement departs from what it cites; every one but WORDS is reason enough not to show it."""

    CITATION = "citation"
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    DIRECTION = "direction"
    MODALITY = "modality"
    COUNCIL = "council"
    ACTOR = "actor"
    COPY = "copy"
    VERDICT = "verdict"
    FORM = "form"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Fault:
    """One departure, and the words of the statement that it is in."""

    kind: FaultKind
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote with what stands around it: its lead-in, its titles, and what is known of its paper.

    ``abbreviations`` are the paper's own, short and long.
    """

    quote: str
    lead: str = ""
    section: tuple[str, ...] = ()
    title: str = ""
    council: str = ""
    date: str = ""
    period: str = ""
    kind: Kind = Kind.UNKNOWN
    abbreviations: tuple[tuple[str, str], ...] = ()

    @property
    def near(self) -> str:
        """The words that say what the quote is about: its lead-in and its titles."""
        return " . ".join((self.lead, *self.section))

    @property
    def paper(self) -> str:
        """The words that name its paper."""
        return f"{self.title} . {self.council} . {self.date} . {self.period}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The label of a statement and the reasons for it.

    ``covered`` is the share of its content words that what it cites has; ``likeness`` the cosine of their vectors,
    or None where the words alone decided; ``useful`` says of each evidence cited whether the statement draws on it.
    """

    label: Label
    faults: tuple[Fault, ...] = ()
    covered: float = 0.0
    likeness: float | None = None
    useful: tuple[bool, ...] = ()
