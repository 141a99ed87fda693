"""The signs by which an answer and a silence are told apart: how much of the question its best evidence has.

Each is about 0 to 1, named, and weighed by a linear model fitted on the ``tune`` questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.candidates import Candidate, Chosen, sum_of
from assistant.lexicon import holds, load_vocabulary
from assistant.matching import Weighed
from assistant.measures import gives, is_measuring, of_other_people
from assistant.records import Intent, Question
from assistant.retrieval import Retrieved
from assistant.scoring import PART_OF_SPAN, in_period
from assistant.views import View
from ingest.dates import MONTH
from ingest.records import Kind

SIGNS = (
    "around", "worst", "missed", "terms", "named_missed", "unlikely", "likely", "second",
    "only_planned", "outcome", "outcome_score", "untold", "lately",
    "figure_missed", "figure", "year_apart", "dated", "when", "evidence_missed", "gathers",
    "period_missed",
)  # fmt: skip
TOP = 3
# A term of less weight says how a question is asked rather than what it is about.
SOLID = 0.5
# A question of so many terms is a long one: a share of it that is missing is more than one word.
LONG = 10
# A unit that is so little below the best in log odds may be the answer as well.
RIVAL = 1.0
_PAST = re.compile(
    r"\b(?:did|was|were|had|has|have|result(?:s|ed)?|outcomes?|conclu\w+|found|finally|actually|said|happened|achieved|kept?|gone"
    r"|came)\b",
    re.I,
)
# What asks what came of something, which only words that tell of it answer.
_OUTCOME = re.compile(
    r"\b(?:results?|outcomes?|f(?:i|ou)nd(?:ings?)?|decided?|decision|approved?|agreed?|conclu\w+"
    r"|turn(?:ed)? (?:up|out)|c[ao]me out of|recommend\w*|rejected?|appointed|voted?|elected|repl(?:y|ied)"
    r"|respon(?:se|ded)|verdict|award\w*"
    r"|what did [^?]{3,60}\b(?:say|show|tell|reveal|achieve|learn|think|change))\b",
    re.I,
)
# What the council or its paper said, or anybody would do, is no outcome.
_SAID = re.compile(
    r"\bwhat did (?P<who>[^?]{2,40}?) (?:also |actually |originally |first )?say\b(?P<would>.{0,12}\bwould\b)?", re.I
)
_PAPER = re.compile(
    r"we|they|it|(?:the|our|its|their|that|this) (?:[\w-]+ ){0,2}"
    r"(?:council|plan|strategy|paper|draft|report|policy|scheme|document|statement|framework)",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:was|were|has|have|had|did|found|said|told|showed|shown|decided|agreed|approved|concluded|recommended|accepted"
    r"|rejected|rated|reported|achieved|responded|felt|thought|wanted|rose|fell|went|gave|made|took|came|became)\b",
    re.I,
)
_LATELY = re.compile(r"\b(?:now|currently|ever|finally|actually|since)\b", re.I)
_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?P<month>{MONTH}) (?P<year>(?:19|20)\d\d)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def signs(question: Question, retrieved: Retrieved, chosen: Sequence[Chosen]) -> dict[str, float]:
    """The named signs of answerability."""
    top = nearest(chosen)
    weighed, best = retrieved.weighed, top[0]
    close = met(retrieved, top)
    named = [f for t, f in zip(weighed.terms, close, strict=True) if t.named]
    lacking = [(w, t.asked) for t, w, f in zip(weighed.terms, weighed.weights, close, strict=True) if not f]
    missed = min(_lacks(weighed, c.match.found) for c in top)
    length = min(1.0, len(weighed.terms) / LONG)
    return {
        "around": sum_of(best.match),
        "worst": max((w for w, asked in lacking if not is_measuring(asked)), default=0.0),
        "missed": missed * length,
        "terms": length,
        "named_missed": 1 - sum(named) / len(named) if named else 0.0,
        # Below even odds a little less speaks against it a lot more.
        "unlikely": min(2.0, max(0.0, 1.0 - best.score)),
        "likely": min(1.0, max(-0.5, best.score / 8)),
        "second": max((c.score for c in top[1:]), default=0.0) / 10,
        **_of_past(question, top),
        **_of_figures(question, weighed, top, given(question, chosen)),
        "dated": float(bool(question.periods)),
        "period_missed": float(bool(question.periods) and not period_met(question, chosen)),
        "when": float(question.wants(Intent.WHEN)),
        "evidence_missed": missed * question.wants(Intent.EVIDENCE),
        "gathers": float(question.wants(Intent.WHY, Intent.COMPARE, Intent.GAP)),
    }


def _of_past(question: Question, top: Sequence[Candidate]) -> dict[str, float]:
    """The signs of a question about what came of something, whose evidence may say only what is to come."""
    best = top[0]
    past = asks_past(question)
    outcome = past and bool(_OUTCOME.search(question.asked))
    close = [c for c in top if c.score > best.score - RIVAL]
    planned = past and not question.wants(Intent.COMMITMENT) and all(c.view.unit.kind is Kind.COMMITMENT for c in close)
    return {
        "only_planned": float(planned),
        "outcome": sum_of(best.match) * outcome,
        "outcome_score": max(0.0, best.score) / 10 * outcome,
        "untold": float(outcome and best.view.unit.kind is not Kind.PROGRESS and not _TOLD.search(best.view.words)),
        "lately": float(bool(_LATELY.search(question.asked))),
    }


def _of_itself(question: Question) -> bool:
    """Whether a question is about what the council or one of its papers said, or what somebody said would be done."""
    said = _SAID.search(question.asked)
    if said is None:
        return False
    who = said["who"].casefold()
    councils = (council.casefold() for council in question.councils)
    return bool(said["would"] or _PAPER.fullmatch(who)) or any(who in council for council in councils)


def asks_past(question: Question) -> bool:
    """Whether a question is about something that has happened, or may have."""
    return bool(_PAST.search(question.asked)) and not _of_itself(question)


def is_ahead(candidate: Candidate) -> bool:
    """Whether a unit says what is to come and nothing of what was."""
    planned = candidate.view.unit.kind in {Kind.COMMITMENT, Kind.TIMETABLE, Kind.DECISION}
    return planned and not _TOLD.search(candidate.view.words)


def _of_figures(
    question: Question, weighed: Weighed, top: Sequence[Candidate], figures: Sequence[Candidate]
) -> dict[str, float]:
    """The signs of a question for a figure, and of one whose best figure is of another year."""
    wanted = question.wants(Intent.FIGURE) and not question.wants(Intent.WHY)
    source = (figures or top)[0]
    years = set(_YEAR.findall(f"{source.view.words} {source.view.unit.lead}"))
    asked = {str(y) for p in question.periods for y in p}
    return {
        "figure_missed": min((_lacks(weighed, c.match.found) for c in figures), default=1.0) * wanted,
        "figure": float(wanted),
        "year_apart": float(bool(asked and years) and asked.isdisjoint(years)),
    }


def _lacks(weighed: Weighed, found: Sequence[bool]) -> float:
    """The share of what a question is about, not of how it asks, that was not found."""
    solid = [
        (w, f)
        for t, w, f in zip(weighed.terms, weighed.weights, found, strict=True)
        if t.weight >= SOLID and not is_measuring(t.asked)
    ]
    total = sum(w for w, _ in solid)
    return sum(w for w, f in solid if not f) / total if total else 0.0


def nearest(chosen: Sequence[Chosen]) -> list[Candidate]:
    """The best of the chosen units, by which an answer is judged."""
    return sorted((c.candidate for c in chosen), key=lambda c: -c.score)[:TOP]


def met(retrieved: Retrieved, candidates: Sequence[Candidate]) -> list[bool]:
    """Of each term of the question, whether any of the candidates has it, in it or around it."""
    return [any(c.match.found[i] for c in candidates) for i in range(len(retrieved.weighed.terms))]


def given(question: Question, chosen: Sequence[Chosen]) -> list[Candidate]:
    """The chosen units that give a figure, of the kind asked for where the question asks for one."""
    return [c.candidate for c in chosen if gives_asked(question, c.candidate)]


def gives_asked(question: Question, candidate: Candidate) -> bool:
    """Whether a unit gives a figure, of the kind and of the people that the question asks for."""
    view, measure = candidate.view, question.measure
    if measure is None:
        return view.figure
    return not of_others(question, candidate) and gives(measure, view.words, view.heads)


def of_others(question: Question, candidate: Candidate) -> bool:
    """Whether a unit, or where it names nobody what stands over it, tells of residents for staff, or the reverse."""
    titles = " ".join(candidate.section.path)
    return of_other_people(question.asked, candidate.view.words, f"{candidate.view.unit.lead} {titles}")


def speaks_of(characteristic: str, view: View) -> bool:
    """Whether a unit itself, or what stands over it, speaks of a protected characteristic."""
    known = next(c for c in load_vocabulary().characteristics if c.name == characteristic)
    return any(holds(part, said) for part in (view.own, view.lead, view.title, view.path) for said in known.evidence)


def period_met(question: Question, chosen: Sequence[Chosen]) -> bool:
    """Whether a year of the question stands by a chosen unit; that of its paper counts where the unit has none.

    A figure of one day has that day's year beside it: what a paper of that year gives may be of the year before.
    """
    if question.wants(Intent.FIGURE) and (day := _DAY.search(question.asked)):
        return any(_of_day(c.candidate, day["month"], day["year"]) for c in chosen)
    for period in question.periods:
        for one in chosen:
            met = in_period(one.candidate.paper, one.candidate.view, period)
            dated = any(w.isdigit() and len(w) == 4 for w in one.candidate.view.own)
            if met == 1.0 or (met and met < PART_OF_SPAN and not dated):
                return True
    return False


def _of_day(candidate: Candidate, month: str, year: str) -> bool:
    """Whether a unit has the year of a day that is asked for, or its section's title has month and year."""
    title = " ".join(candidate.section.path[-1:])
    return year in f"{candidate.view.words} {candidate.view.unit.lead}" or f"{month} {year}".lower() in title.lower()
