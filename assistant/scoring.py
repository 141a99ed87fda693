"""Score units for a question: named features, weighed by a linear model that was fitted on the ``tune`` questions.

What a question is about (its terms, in the unit, its lead-in, its paragraph, its titles) and what kind of text
answers it (the kind of the unit against the intents) are separate features; ``--explain`` prints them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.comparing import BESIDE
from assistant.lexicon import holds
from assistant.matching import Match, Weighed
from assistant.measures import gives
from assistant.records import Intent, Question
from assistant.views import Paper, View
from ingest.records import Kind, Role, Status

FEATURES = (
    "own", "lead", "near", "title", "path", "paper", "all", "distinct", "goes_on", "named", "pairs", "vector",
    "passage", "rank", "kind", "against",
    "figure", "date", "who", "person", "period", "heading", "short", "long", "current", "definition", "item", "number",
    "listed_heading", "about_kind", "about_against", "is_gap", "is_plan", "is_objective", "is_contact", "is_timetable",
    "in_paper", "result", "dated", "about_gap", "about_plan", "about_objective",
    *BESIDE,
)  # fmt: skip

# How well a kind of text answers an intent, from 0 to 1; what is not named gives 0.
_FITS: dict[Intent, dict[Kind, float]] = {
    Intent.COMMITMENT: {Kind.COMMITMENT: 1.0, Kind.OBJECTIVE: 0.6, Kind.TIMETABLE: 0.3, Kind.GAP: 0.2},
    Intent.PROGRESS: {Kind.PROGRESS: 1.0, Kind.CASE_STUDY: 0.6, Kind.FIGURE: 0.4},
    Intent.GAP: {Kind.GAP: 1.0},
    Intent.DEFINITION: {Kind.DEFINITION: 1.0, Kind.BACKGROUND: 0.3},
    Intent.OBJECTIVE: {Kind.OBJECTIVE: 1.0, Kind.COMMITMENT: 0.4},
    Intent.DUTY: {Kind.DUTY: 1.0},
    Intent.CASE_STUDY: {Kind.CASE_STUDY: 1.0},
    Intent.QUESTION: {Kind.QUESTION: 1.0},
    Intent.DECISION: {Kind.DECISION: 1.0},
    Intent.WHEN: {Kind.TIMETABLE: 1.0},
    Intent.WHO: {Kind.CONTACT: 0.8},
}
# Where one of these alone is wanted, text of a kind that does not fit is left out; not where things are gathered.
_ONE_KIND = frozenset({Intent.COMMITMENT, Intent.GAP, Intent.PROGRESS, Intent.DUTY, Intent.QUESTION})
_GATHERING = frozenset(
    {Intent.EVIDENCE, Intent.COMPARE, Intent.FIGURE, Intent.DEFINITION, Intent.WHO, Intent.YES_NO, Intent.WHY}
)
_KINDED = frozenset(_FITS) - {Intent.WHEN, Intent.WHO}


PART_OF_SPAN = 0.8
# A unit of no more words that has a date gives that date rather than mentions it.
DATED_WORDS = 14


@dataclass(frozen=True, slots=True)
class Signals:
    """What retrieval says of a unit: likeness of its vector and its passage's, and its passage's fused rank."""

    vector: float
    passage: float
    rank: float


def features(
    question: Question, weighed: Weighed, paper: Paper, view: View, signals: Signals, found: Match
) -> dict[str, float]:
    """The named features of one unit for one question, each about 0 to 1; those that are nought may be left out."""
    unit, wanted = view.unit, _wanted(question.intents)
    kind = wanted.kinds[unit.kind]
    about = found.own + found.lead + found.near + found.title + found.path + found.paper
    values = {
        "own": found.own,
        "lead": found.lead,
        "near": found.near,
        "title": found.title,
        "path": found.path,
        "paper": found.paper,
        "all": about,
        "distinct": found.distinct,
        "goes_on": found.goes_on,
        "vector": signals.vector,
        "passage": signals.passage,
        "rank": signals.rank,
        "long": min(1.0, view.length / 60),
        "about_kind": about * kind["kind"],
        "about_against": about * kind["against"],
        **kind,
    }
    for name in ("gap", "plan", "objective"):
        values[f"about_{name}"] = about * kind[f"is_{name}"]
    if found.own:
        values["pairs"] = _pairs(weighed, view)
        values["definition"] = float(wanted.definition and unit.kind is Kind.DEFINITION)
    if weighed.named:
        values["named"] = sum(found.found[i] for i in weighed.named) / len(weighed.named)
    if wanted.figure:
        values["figure"] = _figure(question, view)
    if question.periods:
        values["period"] = _period(question, paper, view)
    if question.number:
        values["number"] = float(_numbered(paper, view, question.number))
    if question.papers:
        values["in_paper"] = float(any(paper.document.id in ids for ids in question.papers))
    values["date"] = float(wanted.when and view.date)
    values["dated"] = float(wanted.when and view.date and view.length <= DATED_WORDS)
    values["who"] = float(wanted.who and view.name)
    values["person"] = float(wanted.who and view.person)
    values["result"] = float(wanted.progress and (view.figure or view.date))
    values["short"] = float(view.length < 4)
    values["current"] = float(paper.document.facts.status is Status.ADOPTED)
    values["item"] = float(wanted.list and unit.role is Role.ITEM)
    if unit.role is Role.HEADING:
        values["heading"] = 1.0
        values["listed_heading"] = float(wanted.listed_heading)
    return values


def fits_only(question: Question, kind: Kind) -> float | None:
    """How well a kind fits the one kind of text that is wanted; None where several kinds or none are wanted."""
    clear = [i for i in question.intents if i in _ONE_KIND]
    others = [i for i in question.intents if i in _GATHERING]
    return None if len(clear) != 1 or others else _FITS[clear[0]].get(kind, 0.0)


# Intents whose own kinds weigh more, or less, than those of intents in general.
_OWN_KINDS = (
    (Intent.GAP, "gap"),
    (Intent.COMMITMENT, "plan"),
    (Intent.OBJECTIVE, "objective"),
    (Intent.WHO, "contact"),
    (Intent.WHEN, "timetable"),
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a set of intents wants of a unit, and for each kind of text how well it fits them."""

    figure: bool
    when: bool
    who: bool
    definition: bool
    progress: bool
    list: bool
    listed_heading: bool
    kinds: Mapping[Kind, Mapping[str, float]]


@lru_cache(maxsize=256)
def _wanted(intents: tuple[Intent, ...]) -> _Wanted:
    return _Wanted(
        Intent.FIGURE in intents,
        Intent.WHEN in intents,
        Intent.WHO in intents,
        Intent.DEFINITION in intents,
        Intent.PROGRESS in intents,
        Intent.LIST in intents,
        Intent.LIST in intents or Intent.OBJECTIVE in intents,
        {kind: _of_kind(intents, kind) for kind in Kind},
    )


def _of_kind(intents: Sequence[Intent], kind: Kind) -> dict[str, float]:
    """How well a kind fits what is wanted, each intent of its own weight, or whether only other intents want it."""
    wanted = [i for i in intents if i in _FITS]
    fit = max((_FITS[i].get(kind, 0.0) for i in wanted), default=0.0)
    clear = [i for i in wanted if i in _KINDED]
    against = float(bool(clear) and fit == 0.0 and kind is not Kind.UNKNOWN)
    own = {f"is_{name}": _FITS[i].get(kind, 0.0) if i in intents else 0.0 for i, name in _OWN_KINDS}
    return {"kind": fit, "against": against, **own}


def _figure(question: Question, view: View) -> float:
    """Whether a unit gives a figure of the kind asked for; any figure counts a little."""
    if question.measure is None:
        return float(view.figure)
    return 1.0 if gives(question.measure, view.words, view.heads) else 0.3 * float(view.figure)


def _period(question: Question, paper: Paper, view: View) -> float:
    return max((in_period(paper, view, p) for p in question.periods), default=0.0)


def in_period(paper: Paper, view: View, period: tuple[int, int]) -> float:
    """1 where a year stands in a unit, its lead-in or paragraph, less as part of a span ("2024/25").

    0.6 where only its paper is of that time.
    """
    first, last = period
    alone = rf"(?<![\d/–-]){first}(?![/–-]\d|\d)"
    if first == last and str(first) in view.own_set and not re.search(alone, f"{view.words} {view.unit.lead}"):
        return PART_OF_SPAN
    forms = {str(first), f"{first}/{last % 100:02}", f"{first}-{last % 100:02}", f"{first}-{last}"}
    if forms & view.own_set or forms & set(view.lead) or forms & set(view.group) or forms & set(view.title):
        return 1.0
    facts = paper.document.facts
    stated = f"{facts.date} {facts.period} {facts.title}"
    return 0.6 if any(str(y) in stated for y in (first, last)) else 0.0


def _numbered(paper: Paper, view: View, number: str) -> bool:
    section = paper.document.sections[view.unit.section]
    while True:
        if section.paragraph.lstrip("EOeo") == number:
            return True
        if section.parent < 0:
            return False
        section = paper.document.sections[section.parent]


def _pairs(weighed: Weighed, view: View) -> float:
    """The share of neighbouring terms of the question that are neighbours in the unit too."""
    pairs = weighed.pairs
    return sum(p[0] in view.own_set and holds(view.own, p) for p in pairs) / len(pairs) if pairs else 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """The linear model: a weight for each feature and a constant."""

    constant: float
    by_feature: dict[str, float]

    def score(self, found: dict[str, float]) -> float:
        """The log odds that a unit belongs to the answer."""
        # A plain loop: it runs for each of hundreds of units, and most of their features are nought.
        total, weight = self.constant, self.by_feature.get
        for name, value in found.items():
            if value:
                total += weight(name, 0.0) * value
        return total
