"""A reading path: which paper first and why, with the minutes that it takes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.briefing.quoting import Paper
from assistant.briefing.records import Chapter, Reading
from ingest.records import Kind, Role, Section, Status
from ingest.words import readable

PACE = 200  # words a minute: careful reading of prose for work
NEARLY_ALL = 0.8
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


def _rank(paper: Paper) -> tuple[int, bool]:
    status = paper.row.facts.status
    standing = _STANDING[Status.SUPERSEDED if paper.replaced and status is not Status.DRAFT else status]
    return standing, bool(paper.later)


def reading_path(papers: Sequence[Paper]) -> tuple[Reading, ...]:
    """The papers in the order to read them, long ones with their parts."""
    return tuple(_reading(paper) for paper in papers)


def _reading(paper: Paper) -> Reading:
    facts = paper.row.facts
    words = sum(_length(paper, section) for section in paper.document.sections)
    past = paper.replaced and facts.status is not Status.DRAFT
    why = f"{paper.replaced} {PAST}" if past else _WHY[facts.status]
    if paper.in_force and paper.later:
        why = f"“{paper.later}” is a later one of the same kind. {PAST}"
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
    """The parts of a paper: its top sections; one that holds nearly all of it gives way to the sections below it."""
    sections = [s for s in paper.document.sections if s.path]
    below: dict[int, list[Section]] = {}
    for section in sections:
        below.setdefault(section.parent, []).append(section)
    lengths: dict[int, int] = {}
    for section in reversed(sections):  # a section stands after the one that holds it
        inside = sum(lengths[s.number] for s in below.get(section.number, ()))
        lengths[section.number] = _length(paper, section) + inside
    parts = below.get(-1, [])
    while (whole := _holding(parts, lengths)) is not None and below.get(whole.number):
        parts = [p for part in parts for p in (below[whole.number] if part is whole else [part])]
    return tuple(_chapter(p, lengths[p.number]) for p in parts if lengths[p.number] > len(readable(p.path[-1]).split()))


def _holding(parts: Sequence[Section], lengths: Mapping[int, int]) -> Section | None:
    """The part that holds nearly all the words; None where none does."""
    total = sum(lengths[p.number] for p in parts)
    return next((p for p in parts if lengths[p.number] > NEARLY_ALL * total), None)


def _chapter(part: Section, words: int) -> Chapter:
    title = "A case study" if part.kind is Kind.CASE_STUDY else readable(part.path[-1]).rstrip(": ")
    return Chapter(title, part.page_label, _minutes(words))
