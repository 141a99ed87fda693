"""Objectives and aims that stand as headings, in whatever dress, and what each one's sections hold."""

from __future__ import annotations

import re

from assistant.commitments import wording
from assistant.commitments.paper import Paper, Place, Statement, whole, without_code
from assistant.commitments.records import Level
from ingest.records import Kind, Role, Section

_SINGULAR = re.compile(r"\b(?:objective|aim|goal|ambition|vision)\b", re.I)
WORDS = 3

Spine = dict[int, Statement]


def build_spine(paper: Paper) -> Spine:
    """The sections that are objectives or aims, by number. An aim is what has objectives under it."""
    spine: Spine = {}
    for section in paper.document.sections:
        if not section.path or any(_is_objective(spine.get(s.number)) for s in paper.above(section.parent)):
            continue
        found = _objective(paper, section)
        if found is not None:
            spine[section.number] = found
    _aims(paper, spine)
    for number, statement in spine.items():
        statement.aim = _aim_over(paper, spine, paper.section(number).parent)
    return spine


def _is_objective(statement: Statement | None) -> bool:
    # A coded aim ("Aim 1 – …") is taken for an objective until all headings are known: others may stand under it.
    return statement is not None and not wording.is_aim(statement.number)


def owner(paper: Paper, spine: Spine, section: int) -> Statement | None:
    """The objective whose section holds this one."""
    found = (spine.get(s.number) for s in paper.above(section))
    return next((s for s in found if s is not None and s.level is Level.OBJECTIVE), None)


def _aim_over(paper: Paper, spine: Spine, section: int) -> Statement | None:
    found = (spine.get(s.number) for s in paper.above(section))
    return next((s for s in found if s is not None and s.level is Level.AIM), None)


aim_over = _aim_over


def _objective(paper: Paper, section: Section) -> Statement | None:
    """The objective that a heading states; None for a heading that only names what stands under it."""
    place, marker = paper.heading(section)
    title = wording.title_words(paper.text[place.start : place.end])
    code, rest = wording.code_of(title)
    if code and not _may_be_coded(section, code):
        code, rest = "", title
    if not code:
        number = marker.rstrip(".):") if marker[:1].isdigit() else ""
        numbered, bare = wording.code_of(title, numbered=True)
        code, rest = (number, title) if number else (numbered, bare)
        if wording.is_label(title) or not _stands_as_objective(paper, section, numbered=bool(code)):
            return None
    elif len(rest.split()) < WORDS and not _reports(paper, section):
        return _worded_below(paper, section, code)
    return Statement(Level.OBJECTIVE, without_code(paper, place, rest) if code else place, code)


def _may_be_coded(section: Section, code: str) -> bool:
    """A bare code such as "A1" may number anything; "Objective 1" says what it is."""
    return (" " in code and not code.isupper()) or section.kind is Kind.OBJECTIVE


def _stands_as_objective(paper: Paper, section: Section, *, numbered: bool) -> bool:
    """Numbered under a heading that announces objectives, or reported on like one: progress, then gaps or plans."""
    over = [s for s in paper.above(section.parent) if s.path]
    announced = any(_announces(s) for s in over)
    if numbered and announced and section.kind is Kind.OBJECTIVE:
        return not _numbers_parts(paper, section)
    alike = [s for s in paper.children.get(section.parent, ()) if _reports(paper, s)]
    return _reports(paper, section) and (numbered or announced or len(alike) > 1)


def _numbers_parts(paper: Paper, section: Section) -> bool:
    """Whether the numbers beside a heading count the parts of a report ("1. Purpose", "2. Background")."""
    titles = [s.path[-1] for s in paper.children.get(section.parent, ()) if s.path and s.paragraph]
    return 2 * sum(map(wording.is_label, titles)) > len(titles)


def _announces(section: Section) -> bool:
    title = section.path[-1]
    return section.kind is Kind.OBJECTIVE and bool(wording.OBJECTIVE_TITLE.search(title))


def _reports(paper: Paper, section: Section) -> bool:
    kinds = {s.kind for s in paper.children.get(section.number, ())}
    return Kind.PROGRESS in kinds and bool(kinds & {Kind.GAP, Kind.COMMITMENT})


def _worded_below(paper: Paper, section: Section, code: str) -> Statement | None:
    """An objective whose heading is a bare "Objective 1": its wording is the first sentence under it."""
    for group in paper.groups:
        unit = group[0]
        if unit.section == section.number and unit.role is Role.PARAGRAPH:
            return Statement(Level.OBJECTIVE, Place(unit.start, unit.end, unit.section), code)
    return None


def _aims(paper: Paper, spine: Spine) -> None:
    """Add the aims: what stands over objectives with a statement of its own."""
    over = {s.number for number in spine for s in paper.above(paper.section(number).parent)}
    coded = _holders_of_codes(paper)
    for section in paper.document.sections:
        statement = spine.get(section.number)
        if statement is not None:
            if section.number in over | coded and wording.is_aim(statement.number):
                statement.level = Level.AIM
        elif section.number in over and _announces(section) and (place := _statement(paper, section)):
            spine[section.number] = Statement(Level.AIM, place)


def _holders_of_codes(paper: Paper) -> set[int]:
    """The sections that hold objectives as lines with codes ("EO1 …")."""
    return {g[0].section for g in paper.groups for u in g if coded_line(paper, u.section, paper.words(u))[0]}


def coded_line(paper: Paper, section: int, words: str) -> tuple[str, str]:
    """Code and wording of a line that states an objective under a code; ("", words) for any other."""
    code, rest = wording.code_of(words)
    if not code or len(rest.split()) < WORDS or not _may_be_coded(paper.section(section), code):
        return "", words
    return code, rest


def _statement(paper: Paper, section: Section) -> Place | None:
    """What an aim's section says before its objectives, without the sentence that leads into them."""
    groups = [g for g in paper.groups if g[0].section == section.number and g[0].role is Role.PARAGRAPH]
    if not groups:
        return None
    units = list(groups[0])
    leads = bool(units) and paper.words(units[-1]).endswith(":")
    if leads:
        units.pop()
    elif not _SINGULAR.search(section.path[-1]):
        return None
    return whole(units) if units else None
