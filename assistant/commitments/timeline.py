"""Commitments and papers on a line of time, as data that any face can draw, with the same said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.commitments.records import Commitment
from assistant.composing import spoken_date
from ingest.words import readable


@dataclass(frozen=True, slots=True)
class Mark:
    """A paper that speaks of a commitment: when (in years, with a fraction), which paper, and in what way."""

    at: float
    date: str
    title: str
    said: str
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
    marks = tuple(
        Mark(
            _when(m.citation.date),
            m.citation.date,
            readable(m.citation.title) or m.citation.file,
            m.said.value,
            m.link is not None and m.link.basis.value == "inferred",
        )
        for m in row.mentions
        if m.citation.date
    )
    return Lane(row.id, row.council, row.number, readable(row.wording.quote), row.years, marks)


def _when(date: str) -> float:
    """A date in years: a year alone stands at its beginning."""
    parts = [int(p) for p in date.split("-")]
    month = parts[1] - 1 if len(parts) > 1 else 0
    day = parts[2] - 1 if len(parts) > 2 else 0
    return parts[0] + (month + day / 31) / 12


def _sentence(lane: Lane) -> str:
    name = f"{lane.number} {lane.words}".strip().rstrip(".")
    period = f"period {lane.years[0]} to {lane.years[1]}" if lane.years else "period not stated"
    papers = ", ".join(dict.fromkeys(f"{spoken_date(m.date)} ({m.said})" for m in lane.marks))
    return f"{name}: {period}; papers: {papers or 'none with a date'}."
