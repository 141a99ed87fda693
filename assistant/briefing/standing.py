"""Which of a council's papers replaces which: as listed, as a paper says, or as far as their periods tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.briefing.quoting import Paper
from assistant.commitments import Commitment, Level
from ingest.records import Status
from ingest.words import fold

_REPLACES = re.compile(r"\b(?:replac\w+|supersed\w+|succeed\w+|takes? the place of)\b", re.I)
_YEARS = re.compile(r"\b((?:19|20)\d{2})\b(?:\s*(?:[-–/]|to)\s*((?:19|20)?\d{2})\b)?")
_LEVELS = {Level.AIM, Level.OBJECTIVE}


def with_standing(papers: Sequence[Paper], commitments: Sequence[Commitment]) -> list[Paper]:
    """The papers, each that another one replaces with the words that say so."""
    sets = {m.citation.document for c in commitments if c.level in _LEVELS for m in c.mentions}
    return [replace(paper, replaced=next(_replaced(paper, papers, sets), "")) for paper in papers]


def _replaced(paper: Paper, papers: Sequence[Paper], sets: set[str]) -> Iterator[str]:
    """What replaces a paper; a draft replaces nothing as long as another paper does."""
    others = [o for o in papers if o.document.id != paper.document.id]
    others.sort(key=lambda o: o.row.facts.status is Status.DRAFT)
    for other in others:
        if paper.row.file in other.row.facts.supersedes:
            yield f"“{other.title}” replaces it."
    settled = [o for o in others if o.row.facts.status is not Status.DRAFT]
    for other in settled:
        if paper.row.facts.title and _says_so(other, paper.title):
            yield f"“{other.title}” says that it replaces it."
    if paper.row.facts.status is Status.UNKNOWN and paper.document.id in sets:
        for other in settled:
            mine, later = years(paper), years(other)
            if other.document.id in sets and mine and later and mine[0] < mine[1] <= later[0]:
                yield f"Its period ends when that of “{other.title}” begins, so it is taken to be the earlier one."


def _says_so(paper: Paper, title: str) -> bool:
    """Whether a sentence of a paper says that it replaces another, which it names."""
    named = fold(title)
    sentences = (paper.words(unit) for unit in paper.told())
    return any(_REPLACES.search(words) and named in fold(words) for words in sentences)


def years(paper: Paper) -> tuple[int, int] | None:
    """First and last year of the period that a paper covers, by its facts or its title; None where neither says."""
    found = _YEARS.search(paper.row.facts.period) or _YEARS.search(paper.title)
    if found is None or not found[2]:
        return None
    first = int(found[1])
    last = int(found[2]) if len(found[2]) == len("2024") else first // 100 * 100 + int(found[2])
    return (first, last) if first <= last else None
