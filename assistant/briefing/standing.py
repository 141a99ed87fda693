"""Which of a council's papers replaces which: as listed, as a paper says, or as far as their periods tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.briefing.quoting import Paper
from assistant.commitments import Commitment, Level
from ingest.dates import MONTH
from ingest.records import Status
from ingest.words import fold

_REPLACES = re.compile(r"\b(?:replac\w+|supersed\w+|succeed\w+|takes? the place of)\b", re.I)
_YEARS = re.compile(r"\b((?:19|20)\d{2})\b(?:\s*(?:[-–/]|to)\s*((?:19|20)?\d{2})\b)?")
_VARIES = re.compile(rf"\d+|\b(?:{MONTH})\b|[^\w\s&]", re.I)
TITLE_WORDS = 2
_LEVELS = {Level.AIM, Level.OBJECTIVE}


def with_standing(papers: Sequence[Paper], commitments: Sequence[Commitment]) -> list[Paper]:
    """The papers, each that another one replaces with the words that say so."""
    sets = {m.citation.document for c in commitments if c.level in _LEVELS for m in c.mentions}
    claims = {paper.document.id: _claims(paper) for paper in papers}
    return [
        replace(paper, replaced=next(_replaced(paper, papers, sets, claims), ""), later=_later(paper, papers))
        for paper in papers
    ]


def _later(paper: Paper, papers: Sequence[Paper]) -> str:
    """The title of the newest paper of the same series, where that is a later one: years apart, the same title."""
    series = _series(paper)
    if not series[1]:
        return ""
    mates = [p for p in papers if _series(p) == series and p.row.facts.status is not Status.DRAFT]
    newest = max(mates, key=_when, default=paper)
    return newest.title if _when(newest) > _when(paper) else ""


def _series(paper: Paper) -> tuple[str, str]:
    """Type and title without what changes from year to year; no title where too little is left."""
    stem = " ".join(_VARIES.sub(" ", fold(paper.title)).split())
    return paper.row.facts.type, stem if len(stem.split()) >= TITLE_WORDS else ""


def _when(paper: Paper) -> str:
    return paper.row.facts.date or paper.row.facts.period


def _replaced(
    paper: Paper, papers: Sequence[Paper], sets: set[str], claims: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """What replaces a paper; a draft replaces nothing as long as another paper does."""
    others = [o for o in papers if o.document.id != paper.document.id]
    others.sort(key=lambda o: o.row.facts.status is Status.DRAFT)
    for other in others:
        if paper.row.file in other.row.facts.supersedes:
            yield f"“{other.title}” replaces it."
    settled = [o for o in others if o.row.facts.status is not Status.DRAFT]
    named = fold(paper.row.facts.title)
    for other in settled:
        if named and any(named in claim for claim in claims[other.document.id]):
            yield f"“{other.title}” says that it replaces it."
    if paper.row.facts.status is Status.UNKNOWN and paper.document.id in sets:
        for other in settled:
            mine, later = years(paper), years(other)
            if other.document.id in sets and mine and later and mine[0] < mine[1] <= later[0]:
                yield f"Its period ends when that of “{other.title}” begins, so it is taken to be the earlier one."


def _claims(paper: Paper) -> list[str]:
    """The sentences, folded, in which a paper says that something is replaced."""
    return [fold(words) for unit in paper.told() if _REPLACES.search(words := paper.words(unit))]


def years(paper: Paper) -> tuple[int, int] | None:
    """First and last year of the period that a paper covers, by its facts or its title; None where neither says."""
    found = _YEARS.search(paper.row.facts.period) or _YEARS.search(paper.title)
    if found is None or not found[2]:
        return None
    first = int(found[1])
    last = int(found[2]) if len(found[2]) == len("2024") else first // 100 * 100 + int(found[2])
    return (first, last) if first <= last else None
