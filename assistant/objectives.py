"""The objectives of a plan, all of them and in their order, where a question asks what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assistant.candidates import Candidate, Chosen
from assistant.matching import Weighed
from assistant.numbers import in_figures, spelt
from assistant.records import Intent, Question
from ingest.index import DocumentRow
from ingest.records import Facts, Kind, Role, Status

_NUMBERED = rf"{spelt(2, 10)}|\d+"
# Words of a question that ask for objectives, or say which set of them is meant, and nothing of what they are about.
_ASKS = re.compile(
    rf"objectives?|aims?|goals?|outcomes?|equalit(?:y|ies)|diversity|inclusion|edi|fairness|strategic|corporate|council\w*"
    rf"|plan|strategy|framework|scheme|policy|current\w*|present|latest|new|old|previous|last|main|key|overall|set|agreed"
    rf"|adopted|list\w*|name\w*|full|wording|years?|20\d\d(?:[-–/]\d+)?|\d{{2}}|{_NUMBERED}",
    re.I,
)
_ASKED = re.compile(r"\b(?:objectives?|aims?|goals?)\b", re.I)
_COUNT = re.compile(rf"\b({_NUMBERED}) (?:[\w-]+ ){{0,2}}(?:objectives?|aims?|goals?)\b", re.I)
_NOUN = r"(?:objective|aim|goal|priority|theme|outcome|ambition|EO)"
# How an objective is numbered: by name ("3. Objective 1: …", "EO 1 …"), or by a bare number in a row or an item.
_NAMED = re.compile(rf"(?:\d+(?:\.\d+)*\.?\s+)?(?P<noun>{_NOUN})\s?(?P<number>\d{{1,2}})\b", re.I)
_BARE = re.compile(rf"(?P<noun>{_NOUN}\s?)?(?P<number>\d{{1,2}})\b[.:]?\s", re.I)
# A title that announces one objective, without a number: "Workforce objective:".
_HEADED = re.compile(r"\b(?P<noun>objective|aim|goal)\W*$", re.I)
_OVER = re.compile(r"\b(?:objectives?|aims?|goals?)\b", re.I)
FEWEST, MOST = 2, 12
# Why a unit that lists an objective is in the answer.
LISTED = "one of the objectives"
_PLAN = re.compile(r"strategy|plan|scheme|framework", re.I)
_BEFORE = re.compile(r"\b(?:old|previous|last|former|earlier|outgoing)\b", re.I)
# "Have we set" asks for what was set, not for what came of it.
_SET = re.compile(r"\b(?:set|agreed|adopted|chosen|published|got)\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Intents beside which a question may still ask for the objectives themselves.
_BESIDE = frozenset({Intent.OBJECTIVE, Intent.LIST, Intent.COMMITMENT, Intent.DEFINITION})


def stated(
    question: Question, weighed: Weighed, ranked: Sequence[Candidate], rows: Mapping[str, DocumentRow]
) -> tuple[Chosen, ...]:
    """Every objective of the plan in force, of a later one that is proposed too; none where more is asked."""
    if not ranked or not _is_asked(question, weighed):
        return ()
    runs = {}
    for paper, of_paper in groupby(sorted(ranked, key=lambda c: c.place), key=lambda c: c.paper.document.id):
        if run := _fullest(tuple(of_paper), question.asked):
            runs[paper] = run
    chosen = [runs[paper] for paper in _meant(question, ranked[0].paper.document.id, list(runs), rows)]
    return tuple(Chosen(c, LISTED) for run in chosen for c in run)


def _is_asked(question: Question, weighed: Weighed) -> bool:
    """Whether a question asks what the objectives are, of whichever plan, and for nothing else."""
    intents = set(question.intents) - ({Intent.PROGRESS} if _SET.search(question.asked) else set())
    if not _ASKED.search(question.asked) or question.number or not intents <= _BESIDE:
        return False
    return all(all(_ASKS.fullmatch(w) for w in re.findall(r"[\w/–-]+", t.asked)) for t in weighed.terms)


def _counted(asked: str) -> int:
    match = _COUNT.search(asked)
    return int(in_figures(match[1])) if match else 0


def _fullest(units: Sequence[Candidate], asked: str) -> tuple[Candidate, ...]:
    """The run to show: of so many as asked and called as asked, of a text that states them, in the most words."""
    count, aims = _counted(asked), bool(re.search(r"\baims?\b", asked, re.I))
    runs = [(aims == (noun == "aim"), run) for noun, run in _runs(units) if FEWEST <= len(run) <= MOST]
    return max(runs, key=lambda r: (len(r[1]) == count, r[0], _states(r[1]), _words(r[1])), default=(False, ()))[1]


def _states(run: Sequence[Candidate]) -> bool:
    """Whether most units stand in a text that states objectives, not in one that reports on them."""
    return 2 * sum(c.view.unit.kind is Kind.OBJECTIVE for c in run) > len(run)


def _words(run: Sequence[Candidate]) -> float:
    return sum(c.view.length for c in run) / len(run)


def _runs(units: Sequence[Candidate]) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
    """What objectives are called, and the units that state them.

    They are numbered from one on, named so or as rows or items of one list, or each opens a section of its own that is
    called an objective.
    """
    named: dict[tuple[Role, str], list[Candidate]] = {}
    for one in units:
        if found := _NAMED.match(one.view.words):
            named.setdefault((one.view.unit.role, found["noun"].lower()), []).append(one)
    for (_, noun), coded in named.items():
        yield noun, _in_order(coded, _NAMED)
    headed = {n: m["noun"].lower() for n, m in ((c.view.unit.section, _heads(c)) for c in units) if m}
    for noun in sorted(set(headed.values())):
        opening = tuple(_opening([c for c in units if headed.get(c.view.unit.section) == noun]))
        if len({c.view.unit.section for c in opening}) >= FEWEST:
            yield noun, opening
    for _, listed in groupby(units, key=lambda c: c.view.unit.group):
        rows = [c for c in listed if c.view.unit.role in {Role.ROW, Role.ITEM}]
        if rows and _OVER.search(f"{rows[0].view.unit.lead} {' '.join(rows[0].section.path)}"):
            yield "", _in_order(rows, _BARE)


def _heads(one: Candidate) -> re.Match[str] | None:
    return _HEADED.search(" ".join(one.section.path[-1:]))


def _opening(units: Sequence[Candidate]) -> Iterator[Candidate]:
    """The first paragraph of each section, without what leads into a list."""
    first: dict[int, int] = {}
    for one in units:
        unit = one.view.unit
        prose = unit.role is Role.PARAGRAPH and not one.view.words.endswith(":")
        if prose and first.setdefault(unit.section, unit.group) == unit.group:
            yield one


def _in_order(units: Sequence[Candidate], pattern: re.Pattern[str]) -> tuple[Candidate, ...]:
    """Those of the units that are numbered, where the numbers are 1, 2, 3 and so on; else none."""
    numbered = [(int(m["number"]), c) for c in units if (m := pattern.match(c.view.words))]
    counted = [n for n, _ in numbered] == list(range(1, len(numbered) + 1))
    return tuple(c for _, c in numbered) if counted else ()


def _meant(question: Question, best: str, papers: Sequence[str], rows: Mapping[str, DocumentRow]) -> list[str]:
    """Which of the papers that list objectives are meant: those named, else the plan in force and a later proposal."""
    facts = {p: rows[p].facts for p in papers}
    named = {id for ids in question.papers for id in ids}
    if named:
        return _newest([p for p in papers if p in named], facts)[:1]
    if question.periods:
        years = {str(y) for period in question.periods for y in period}
        return _newest([p for p in papers if years & set(_YEAR.findall(_when(facts[p])))], facts)[:1]
    own = [p for p in papers if facts[p].council == rows[best].facts.council]
    before = [p for p in own if facts[p].status is Status.SUPERSEDED]
    if _BEFORE.search(question.asked):
        started = {facts[p].period[:4] for p in own}
        return _newest(before or [p for p in own if facts[p].period[:4] < max(started)], facts)[:1]
    force = _newest([p for p in own if p not in before and facts[p].status is not Status.DRAFT], facts)[:1]
    # Where the newest standing paper of the council lists none, older ones are no answer.
    standing = [p for p, r in rows.items() if r.facts.council == rows[best].facts.council and _is_plan(r.facts)]
    if not force or any(_age(rows[p].facts) > _age(facts[force[0]]) for p in standing):
        return []
    later = [p for p in own if facts[p].period[:4] > facts[force[0]].period[:4] > ""]
    return force + _newest(later, facts)[:1]


def _when(facts: Facts) -> str:
    return f"{facts.period} {facts.title} {facts.date}"


def _is_plan(facts: Facts) -> bool:
    """Whether a paper is one that says what a council means to do for some years, known which, and stands."""
    dated = bool(facts.period or facts.date)
    return dated and bool(_PLAN.search(facts.type)) and facts.status not in {Status.DRAFT, Status.SUPERSEDED}


def _age(facts: Facts) -> tuple[bool, str, str]:
    """Plans before reports, then by the first year of the period and by date."""
    return _is_plan(facts), facts.period[:4], facts.date


def _newest(papers: Sequence[str], facts: Mapping[str, Facts]) -> list[str]:
    """Papers by age, the newest plan first."""
    return sorted(papers, key=lambda p: _age(facts[p]), reverse=True)
