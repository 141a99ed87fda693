"""Commitments and papers on a line of time, as data that any face can draw, with the same said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.commitments.records import Basis, Commitment, Mention, Said
from ingest.dates import date_words
from ingest.words import readable


@dataclass(frozen=True, slots=True)
class Mark:
    """A paper that speaks of a commitment: when (in years, with a fraction), which paper, and in what ways.

    ``states`` says that it states the commitment itself; ``inferred`` that only alike words tie it to the paper before.
    """

    at: float
    date: str
    title: str
    said: tuple[str, ...]
    states: bool
    inferred: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One commitment: its number and wording, the years of its period (None: not stated), and its marks."""

    id: str
    council: str
    number: str
    words: str
    years: tuple[int, int] | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes between two years; ``undated`` are papers that cannot be placed; ``words`` say what a picture shows."""

    first: int
    last: int
    lanes: tuple[Lane, ...]
    undated: tuple[str, ...]
    words: str


def timeline_of(rows: Sequence[Commitment]) -> Timeline:
    """The timeline of these rows, in their order."""
    lanes = tuple(_lane(row) for row in rows)
    years = [y for lane in lanes for y in lane.years or ()] + [int(m.at) for lane in lanes for m in lane.marks]
    undated = [readable(m.citation.title) or m.citation.file for r in rows for m in r.mentions if not m.citation.date]
    said = [_sentence(lane) for lane in lanes]
    first, last = (min(years), max(years) + 1) if years else (0, 0)
    head = f"Timeline from {first} to {last}." if years else "No paper or period has a date, so nothing can be placed."
    return Timeline(first, last, lanes, tuple(dict.fromkeys(undated)), " ".join([head, *said]))


def _lane(row: Commitment) -> Lane:
    papers: dict[str, list[Mention]] = {}
    for mention in row.mentions:
        if mention.citation.date:
            papers.setdefault(mention.citation.document, []).append(mention)
    marks = tuple(_mark(mentions) for mentions in papers.values())
    return Lane(row.id, row.council, row.number, readable(row.wording.quote), row.years, marks)


def _mark(mentions: Sequence[Mention]) -> Mark:
    """What one paper says of a commitment, as one mark."""
    first = mentions[0]
    return Mark(
        _when(first.citation.date),
        first.citation.date,
        readable(first.citation.title) or first.citation.file,
        tuple(dict.fromkeys(m.said.value for m in mentions)),
        any(m.said is Said.STATED for m in mentions),
        first.link is not None and first.link.basis is Basis.INFERRED,
    )


def _when(date: str) -> float:
    """A date in years: a year alone stands at its beginning."""
    parts = [int(p) for p in date.split("-")]
    month = parts[1] - 1 if len(parts) > 1 else 0
    day = parts[2] - 1 if len(parts) > 2 else 0
    return parts[0] + (month + day / 31) / 12


def _sentence(lane: Lane) -> str:
    name = f"{lane.number} {lane.words}".strip().rstrip(".")
    period = f"period {lane.years[0]} to {lane.years[1]}" if lane.years else "period not stated"
    papers = ", ".join(dict.fromkeys(_told(m) for m in lane.marks))
    return f"{name}: {period}; papers: {papers or 'none with a date'}."


def _told(mark: Mark) -> str:
    inferred = ", link inferred" if mark.inferred else ""
    return f"{date_words(mark.date)} ({', '.join(mark.said)}{inferred})"
