"""A reading path: which paper first and why, with the minutes that it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.briefing.quoting import Paper
from assistant.briefing.records import Chapter, Reading
from ingest.records import Role, Section, Status
from ingest.words import readable

PACE = 200  # words a minute: careful reading of prose for work
LONG = 10  # minutes from which a paper is read in parts
_STANDING = {Status.ADOPTED: 0, Status.UNKNOWN: 1, Status.DRAFT: 2, Status.SUPERSEDED: 3}
_UNREAD = {Role.CONTENTS, Role.PULL_QUOTE, Role.FURNITURE}
_WHY = {
    Status.ADOPTED: "It is adopted, and no loaded paper replaces it: what the council works to.",
    Status.UNKNOWN: "It does not say whether it is adopted, and no loaded paper replaces it.",
    Status.DRAFT: "It is a draft: read it for what was put forward, not for what was decided.",
    Status.SUPERSEDED: "A later paper replaces it.",
}
PAST = "Read it for how things came about."


def in_order(papers: Sequence[Paper]) -> list[Paper]:
    """Papers as one should read them: adopted, of unknown standing, drafts, replaced; the newest of each first."""
    by_name = sorted(papers, key=lambda p: (p.title, p.document.id))
    by_date = sorted(by_name, key=lambda p: p.row.facts.date or p.row.facts.period, reverse=True)
    return sorted(by_date, key=_rank)


def _rank(paper: Paper) -> int:
    status = paper.row.facts.status
    return _STANDING[Status.SUPERSEDED if paper.replaced and status is not Status.DRAFT else status]


def reading_path(papers: Sequence[Paper]) -> tuple[Reading, ...]:
    """The papers in the order to read them, long ones with their parts."""
    return tuple(_reading(paper) for paper in papers)


def _reading(paper: Paper) -> Reading:
    facts = paper.row.facts
    words = sum(_length(paper, section) for section in paper.document.sections)
    past = paper.replaced and facts.status is not Status.DRAFT
    why = f"{paper.replaced} {PAST}" if past else _WHY[facts.status]
    minutes = _minutes(words)
    chapters = _chapters(paper) if minutes >= LONG else ()
    return Reading(
        paper.document.id,
        paper.row.file,
        paper.title,
        facts.date,
        facts.type,
        facts.status,
        why,
        words,
        minutes,
        chapters,
    )


def _minutes(words: int) -> int:
    return max(1, math.ceil(words / PACE)) if words else 0


def _length(paper: Paper, section: Section) -> int:
    """The words that a section holds itself; contents lists and what a page repeats are not read."""
    blocks = (b for b in paper.document.blocks if section.start <= b.start < section.end and b.role not in _UNREAD)
    return sum(len(readable(paper.document.text[b.start : b.end]).split()) for b in blocks)


def _chapters(paper: Paper) -> tuple[Chapter, ...]:
    """The parts of a paper: its top sections, or those below where there is one top section alone."""
    sections = paper.document.sections
    tops = [s for s in sections if s.path and s.parent == -1]
    if len(tops) == 1:
        tops = [s for s in sections if s.parent == tops[0].number]
    found = []
    for top in tops:
        inside = [s for s in sections if s.path[: len(top.path)] == top.path]
        words = sum(_length(paper, s) for s in inside)
        if words > len(readable(top.path[-1]).split()):
            found.append(Chapter(readable(top.path[-1]).rstrip(": "), top.page_label, _minutes(words)))
    return tuple(found)
