"""Score units for a question: named features, weighed by a linear model that was fitted on the ``tune`` questions.

What a question is about (its terms, in the unit, its lead-in, its paragraph, its titles) and what kind of text
answers it (the kind of the unit against the intents) are separate features; ``--explain`` prints them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.lexicon import Lexicon, Phrase, holds
from assistant.measures import gives
from assistant.records import Intent, Question, Term
from assistant.views import Paper, View
from ingest.records import Kind, Role, Status

FEATURES = (
    "own", "lead", "near", "title", "path", "paper", "all", "distinct", "goes_on", "named", "pairs", "vector",
    "passage", "rank", "kind", "against",
    "figure", "date", "who", "period", "heading", "short", "long", "current", "definition", "item", "number",
    "listed_heading", "about_kind", "about_against", "is_gap", "is_plan", "is_objective", "is_contact", "is_timetable",
    "in_paper", "result", "about_gap", "about_plan", "about_objective",
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


@dataclass(frozen=True, slots=True)
class Match:
    """For one unit, the share of the question's weight found in it and around it, and which terms were found.

    ``over`` counts what stands in its lead-in and titles whether or not the unit has it too; ``distinct`` counts a
    term less the more units of the section have it; ``goes_on`` what the sentence before has, to which it points.
    """

    own: float
    lead: float
    near: float
    title: float
    path: float
    paper: float
    distinct: float
    goes_on: float
    over: float
    found: tuple[bool, ...]
    own_found: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The terms of a question with their weights in this corpus, summing to one."""

    terms: tuple[Term, ...]
    weights: tuple[float, ...]


def weigh(question: Question, lexicon: Lexicon) -> Weighed:
    """Weigh terms by how rare their rarest known alternative is."""
    raw = []
    for term in question.terms:
        known = [max(lexicon.weight(s) for s in a) for a in term.alternatives if all(lexicon.known(s) for s in a)]
        rarity = min(known) if known else lexicon.weight("\0")
        raw.append(term.weight * max(0.3, rarity))
    total = sum(raw) or 1.0
    return Weighed(question.terms, tuple(r / total for r in raw))


def match(weighed: Weighed, paper: Paper, view: View) -> Match:
    """Where each term of the question is found: in the unit, else its lead-in, paragraph, title, or outer titles."""
    own = lead = near = title = path = whole = distinct = goes_on = over = 0.0
    counts = paper.counts[view.unit.section]
    found: list[bool] = []
    own_found: list[bool] = []
    for term, weight in zip(weighed.terms, weighed.weights, strict=True):
        # Most units have nothing of a term: that is settled by one look before the places are told apart.
        close = any(a[0] in view.around for a in term.alternatives)
        here = (
            close and not (term.characteristic and view.enumerates) and _in(term.alternatives, view.own, view.own_set)
        )
        led = close and _in(term.alternatives, view.lead)
        if led or (close and (_in(term.alternatives, view.title) or _in(term.alternatives, view.path))):
            over += weight
        own_found.append(here)
        if here:
            own += weight
            distinct += weight / max(1, min(counts.get(a[0], 1) for a in term.alternatives if a[0] in view.own_set))
        elif led:
            lead += weight
        elif close and _in(term.alternatives, view.group):
            near += weight
        elif close and _in(term.alternatives, view.title):
            title += weight
        elif close and _in(term.alternatives, view.path):
            path += weight
        elif _in(term.alternatives, paper.title):
            whole += weight
        else:
            found.append(False)
            continue
        found.append(True)
        if not here and view.before and _in(term.alternatives, tuple(view.before)):
            goes_on += weight
    return Match(own, lead, near, title, path, whole, distinct, goes_on, over, tuple(found), tuple(own_found))


def _in(alternatives: Sequence[Phrase], stems: Sequence[str], known: frozenset[str] | None = None) -> bool:
    members = known if known is not None else stems
    for part in alternatives:
        if len(part) == 1:
            if part[0] in members:
                return True
        elif part[0] in members and holds(stems, part):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Signals:
    """What retrieval says of a unit: likeness of its vector and its passage's, and its passage's fused rank."""

    vector: float
    passage: float
    rank: float


def features(
    question: Question, weighed: Weighed, paper: Paper, view: View, signals: Signals, found: Match
) -> dict[str, float]:
    """The named features of one unit for one question, each about 0 to 1."""
    unit, facts = view.unit, paper.document.facts
    named = [f for t, f in zip(weighed.terms, found.found, strict=True) if t.named]
    kind, against = _kind(question, unit.kind)
    about = found.own + found.lead + found.near + found.title + found.path + found.paper
    return {
        "own": found.own,
        "lead": found.lead,
        "near": found.near,
        "title": found.title,
        "path": found.path,
        "paper": found.paper,
        "all": about,
        "distinct": found.distinct,
        "goes_on": found.goes_on,
        "named": sum(named) / len(named) if named else 0.0,
        "pairs": _pairs(weighed, view),
        "vector": signals.vector,
        "passage": signals.passage,
        "rank": signals.rank,
        "kind": kind,
        "against": against,
        "figure": _figure(question, view),
        "date": float(question.wants(Intent.WHEN) and view.date),
        "who": float(question.wants(Intent.WHO) and view.name),
        "period": _period(question, paper, view),
        "heading": float(unit.role is Role.HEADING),
        "short": float(view.length < 4),
        "long": min(1.0, view.length / 60),
        "current": float(facts.status is Status.ADOPTED),
        "definition": float(question.wants(Intent.DEFINITION) and unit.kind is Kind.DEFINITION and found.own > 0),
        "result": float(question.wants(Intent.PROGRESS) and (view.figure or view.date)),
        "in_paper": float(any(paper.document.id in ids for ids in question.papers)),
        "item": float(unit.role is Role.ITEM and question.wants(Intent.LIST)),
        "listed_heading": float(unit.role is Role.HEADING and question.wants(Intent.LIST, Intent.OBJECTIVE)),
        "about_kind": about * kind,
        "about_against": about * against,
        **_by_intent(question, unit.kind, about),
        "number": float(bool(question.number) and _numbered(paper, view, question.number)),
    }


def fits_only(question: Question, kind: Kind) -> float | None:
    """How well a kind fits the one kind of text that is wanted; None where several kinds or none are wanted."""
    clear = [i for i in question.intents if i in _ONE_KIND]
    others = [i for i in question.intents if i in _GATHERING]
    return None if len(clear) != 1 or others else _FITS[clear[0]].get(kind, 0.0)


def _kind(question: Question, kind: Kind) -> tuple[float, float]:
    """How well a unit's kind fits what is wanted, and whether it is a kind that only other intents want."""
    wanted = [i for i in question.intents if i in _FITS]
    fit = max((_FITS[i].get(kind, 0.0) for i in wanted), default=0.0)
    clear = [i for i in wanted if i in _KINDED]
    against = float(bool(clear) and fit == 0.0 and kind is not Kind.UNKNOWN)
    return fit, against


# Intents whose own kinds weigh more, or less, than those of intents in general.
_OWN_KINDS = (
    (Intent.GAP, "gap"),
    (Intent.COMMITMENT, "plan"),
    (Intent.OBJECTIVE, "objective"),
    (Intent.WHO, "contact"),
    (Intent.WHEN, "timetable"),
)


def _by_intent(question: Question, kind: Kind, about: float) -> dict[str, float]:
    """How well a unit's kind fits single intents, alone and together with how much it is about."""
    fits = {name: _FITS[i].get(kind, 0.0) if i in question.intents else 0.0 for i, name in _OWN_KINDS}
    return {f"is_{name}": fit for name, fit in fits.items()} | {
        f"about_{name}": fits[name] * about for name in ("gap", "plan", "objective")
    }


def _figure(question: Question, view: View) -> float:
    """Whether a unit gives a figure of the kind asked for; any figure counts a little."""
    if not question.wants(Intent.FIGURE):
        return 0.0
    if question.measure is None:
        return float(view.figure)
    return 1.0 if view.figure and gives(question.measure, view.words) else 0.3 * float(view.figure)


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
    singles = [t.alternatives[0] for t in weighed.terms]
    pairs = [a + b for a, b in pairwise(singles)]
    return sum(p[0] in view.own_set and holds(view.own, p) for p in pairs) / len(pairs) if pairs else 0.0


@dataclass(frozen=True, slots=True)
class Weights:
    """The linear model: a weight for each feature and a constant."""

    constant: float
    by_feature: dict[str, float]

    def score(self, found: dict[str, float]) -> float:
        """The log odds that a unit belongs to the answer."""
        return self.constant + sum(self.by_feature.get(name, 0.0) * value for name, value in found.items() if value)
