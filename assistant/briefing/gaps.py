"""What is open: gaps that papers in force name, questions that they ask, headings with nothing under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.briefing.quoting import Paper, Quoter, runs
from assistant.briefing.records import Gap
from assistant.records import Statement
from ingest.records import Kind, Role, Section, Unit
from ingest.structure.kinds import section_kind
from ingest.words import fold, readable

QUESTION = "The paper asks this; it is a question, not a commitment."
EMPTY = "This heading stands in the paper with nothing under it."
REPEATED = "The paper prints the same words as progress."
NONE_NAMED = "The paper's own words: it names no gap."
_NONE = ("no gap", "none identified", "no further gap", "no additional gap")


def gaps(papers: Sequence[Paper], quoter: Quoter) -> tuple[Gap, ...]:
    """Open gaps by objective or section in the papers' order, then questions, then headings left empty."""
    current = [paper for paper in papers if paper.is_latest]
    named = [gap for paper in current for gap in _named(paper, quoter)]
    asked = [gap for paper in current for gap in _asked(paper, quoter)]
    empty = [gap for paper in papers for gap in _empty(paper, quoter)]
    return (*named, *asked, *empty)


def _named(paper: Paper, quoter: Quoter) -> Iterator[Gap]:
    done = {fold(paper.words(u)) for u in paper.told() if u.kind is Kind.PROGRESS}
    by_section: dict[int, list[Unit]] = {}
    for unit in paper.told():
        if unit.kind is Kind.GAP and unit.role is not Role.HEADING:
            by_section.setdefault(unit.section, []).append(unit)
    for number, units in by_section.items():
        statements = tuple(s for run in runs(paper, units) if (s := quoter.say(paper, run)) is not None)
        if statements:
            yield Gap(about(paper, number), statements, _remark(paper, units, statements, done))


def _remark(paper: Paper, units: Sequence[Unit], statements: Sequence[Statement], done: set[str]) -> str:
    if len(statements) == 1 and any(words in statements[0].text.lower() for words in _NONE):
        return NONE_NAMED
    return REPEATED if all(fold(paper.words(u)) in done for u in units) else ""


def about(paper: Paper, number: int) -> str:
    """The objective that a section stands under; else what its label belongs to, or its own title."""
    sections = paper.document.sections
    section = sections[number]
    above = section
    while above.kind is not Kind.OBJECTIVE and above.parent >= 0:
        above = sections[above.parent]
    labelled = section.parent >= 0 and section_kind(section.path[-1:]) is Kind.GAP
    chosen = above if above.kind is Kind.OBJECTIVE else sections[section.parent] if labelled else section
    return readable(chosen.path[-1]).rstrip(":. ") if chosen.path else ""


def _asked(paper: Paper, quoter: Quoter) -> Iterator[Gap]:
    for unit in paper.told():
        if unit.kind is Kind.QUESTION and (statement := quoter.say(paper, unit)) is not None:
            yield Gap(about(paper, unit.section), (statement,), QUESTION)


def _empty(paper: Paper, quoter: Quoter) -> Iterator[Gap]:
    """Sections of which only the title is there, and which hold no others."""
    document = paper.document
    parents = {s.parent for s in document.sections}
    for section in document.sections:
        inside = [b for b in document.blocks if section.start <= b.start < section.end]
        if section.path and section.number not in parents and len(inside) == 1 and inside[0].role is Role.HEADING:
            title = _title_unit(paper, section)
            if title is not None and (statement := quoter.say(paper, title)) is not None:
                yield Gap(readable(section.path[-1]), (statement,), EMPTY)


def _title_unit(paper: Paper, section: Section) -> Unit | None:
    return next((u for u in paper.document.units if u.section == section.number and u.role is Role.HEADING), None)
