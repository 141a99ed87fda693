"""The objectives of a plan, all of them and in their order, where a question asks what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assistant.candidates import Candidate, Chosen
from assistant.matching import Weighed
from assistant.records import Intent, Question
from ingest.index import DocumentRow
from ingest.records import Facts, Kind, Role, Status

_NUMBERED = "two|three|four|five|six|seven|eight|nine|ten|\\d+"
# Words of a question that ask for objectives, or say which set of them is meant, and nothing of what they are about.
_ASKS = re.compile(
    rf"objectives?|aims?|goals?|outcomes?|equalit(?:y|ies)|diversity|inclusion|edi|fairness|strategic|corporate|council\w*"
    rf"|plan|strategy|framework|scheme|policy|current\w*|present|latest|new|old|previous|last|main|key|overall|set|agreed"
    rf"|adopted|list\w*|name\w*|full|wording|years?|20\d\d(?:[-–/]\d+)?|\d{{2}}|{_NUMBERED}",
    re.I,
)
_ASKED = re.compile(r"\b(?:objectives?|aims?|goals?)\b", re.I)
_COUNT = re.compile(rf"\b({_NUMBERED}) (?:[\w-]+ ){{0,2}}(?:objectives?|aims?|goals?)\b", re.I)
_COUNTS = {w: n for n, w in enumerate(_NUMBERED.split("|")[:-1], start=2)}
_NOUN = r"(?:objective|aim|goal|priority|theme|outcome|ambition|EO)"
# How an objective is numbered: by name ("3. Objective 1: …", "EO 1 …"), or by a bare number in a row or an item.
_NAMED = re.compile(rf"(?:\d+(?:\.\d+)*\.?\s+)?(?P<noun>{_NOUN})\s?(?P<number>\d{{1,2}})\b", re.I)
_BARE = re.compile(rf"(?P<noun>{_NOUN}\s?)?(?P<number>\d{{1,2}})\b[.:]?\s", re.I)
_OVER = re.compile(r"\b(?:objectives?|aims?|goals?)\b", re.I)
FEWEST, MOST = 2, 12
_PLAN = re.compile(r"strategy|plan|scheme|framework", re.I)
# Intents beside which a question may still ask for the objectives themselves.
_BESIDE = frozenset({Intent.OBJECTIVE, Intent.LIST, Intent.COMMITMENT, Intent.DEFINITION})


def stated(
    question: Question, weighed: Weighed, ranked: Sequence[Candidate], rows: Mapping[str, DocumentRow]
) -> tuple[Chosen, ...]:
    """Every objective of the plan in force, of a later one that is proposed too; none where more is asked."""
    if not _is_asked(question, weighed):
        return ()
    found = {}
    for paper, of_paper in groupby(sorted(ranked, key=lambda c: c.place), key=lambda c: c.paper.document.id):
        found[paper] = _fullest(tuple(of_paper), question.asked)
    chosen = [found[paper] for paper in _meant(question, ranked, rows) if paper in found]
    if not chosen or not chosen[0]:
        return ()
    return tuple(Chosen(c, "one of the objectives") for run in chosen for c in run)


def _is_asked(question: Question, weighed: Weighed) -> bool:
    """Whether a question asks what the objectives are, of whichever plan, and for nothing else."""
    if not _ASKED.search(question.asked) or question.number or not set(question.intents) <= _BESIDE:
        return False
    return all(all(_ASKS.fullmatch(w) for w in re.findall(r"[\w/–-]+", t.asked)) for t in weighed.terms)


def _counted(asked: str) -> int:
    match = _COUNT.search(asked)
    return 0 if match is None else _COUNTS.get(match[1].lower()) or int(match[1] if match[1].isdigit() else 0)


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
    """What objectives are called, and units that are numbered from one on: named so, or rows or items of one list."""
    named: dict[tuple[Role, str], list[Candidate]] = {}
    for one in units:
        if found := _NAMED.match(one.view.words):
            named.setdefault((one.view.unit.role, found["noun"].lower()), []).append(one)
    for (_, noun), coded in named.items():
        yield noun, _in_order(coded, _NAMED)
    for _, listed in groupby(units, key=lambda c: c.view.unit.group):
        rows = [c for c in listed if c.view.unit.role in {Role.ROW, Role.ITEM}]
        if rows and _OVER.search(f"{rows[0].view.unit.lead} {' '.join(rows[0].section.path)}"):
            yield "", _in_order(rows, _BARE)


def _in_order(units: Sequence[Candidate], pattern: re.Pattern[str]) -> tuple[Candidate, ...]:
    """Those of the units that are numbered, where the numbers are 1, 2, 3 and so on; else none."""
    numbered = [(int(m["number"]), c) for c in units if (m := pattern.match(c.view.words))]
    counted = [n for n, _ in numbered] == list(range(1, len(numbered) + 1))
    return tuple(c for _, c in numbered) if counted else ()


def _meant(question: Question, ranked: Sequence[Candidate], rows: Mapping[str, DocumentRow]) -> list[str]:
    """The papers whose objectives are meant: those named, else the plan in force and what is proposed after it."""
    papers = {c.paper.document.id: rows[c.paper.document.id].facts for c in ranked}
    if question.papers:
        named = {id for ids in question.papers for id in ids}
        return _newest([p for p in papers if p in named], papers)[:1]
    if question.periods:
        years = {str(y) for period in question.periods for y in period}
        dated = [p for p, f in papers.items() if any(y in f"{f.period} {f.title} {f.date}" for y in years)]
        return _newest(dated, papers)[:1]
    council = papers[ranked[0].paper.document.id].council if ranked else ""
    own = [p for p, f in papers.items() if f.council == council]
    standing = [p for p in own if papers[p].status not in {Status.DRAFT, Status.SUPERSEDED}]
    plans = [p for p in standing if _PLAN.search(papers[p].type)] or standing
    force = _newest(plans, papers)[:1]
    later = [p for p in own if force and papers[p].period[:4] > papers[force[0]].period[:4] > ""]
    return force + _newest(later, papers)[:1]


def _newest(papers: Sequence[str], facts: Mapping[str, Facts]) -> list[str]:
    """Papers by the first year of their period and then by their date, the newest first."""
    return sorted(papers, key=lambda p: (facts[p].period[:4], facts[p].date), reverse=True)
