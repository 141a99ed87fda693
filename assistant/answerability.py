"""Whether the evidence speaks to the question, or the papers are silent.

A few named signs, weighed by a linear model fitted on the ``tune`` questions; limits that the question sets by
name (a characteristic, a year) and that the evidence does not meet decide alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.candidates import Candidate, Chosen, sum_of
from assistant.matching import Weighed
from assistant.measures import gives, is_measuring
from assistant.records import Intent, Question
from assistant.retrieval import Retrieved
from assistant.scoring import PART_OF_SPAN, Weights, in_period
from ingest.records import Kind

SIGNS = (
    "score", "likeness", "around", "own", "missed", "worst", "unknown", "named_missed", "period_missed",
    "no_figure", "figure", "only_planned", "yes_no", "who", "definition", "evidence", "terms",
    "solid_missed", "defined", "figure_about", "unlikely",
)  # fmt: skip
TOP = 3
SEVERAL = 2
HARDLY = 0.2
SOLID = 0.5
# What share of a question a word must be for a figure to be of something else where it is missing.
SUBJECT = 0.35
_DEFINING = re.compile(
    r"\b(?:is|are|was|means?|refers to|stands for|known as|called|defined as|that is)\b|, (?:our|the|an?) |\(|–|:"
)
_PAST = re.compile(
    r"\b(?:did|was|were|had|has|have|result(?:s|ed)?|outcomes?|conclu\w+|found|finally|actually|said|happened|achieved|kept?|gone)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to answer, what part of the question is not in the papers, and the signs it rests on."""

    answerable: bool
    missing: str = ""
    reasons: tuple[tuple[str, float], ...] = ()


def judge(question: Question, retrieved: Retrieved, chosen: Sequence[Chosen], weights: Weights) -> Verdict:
    """Answer where the signs speak for it and every limit that the question names is met by the evidence."""
    if not chosen:
        return Verdict(False, "They hold nothing near the question.")
    if _foreign(retrieved):
        return Verdict(False, "None of the question's words stand in them. Ask in the language of the papers.")
    found = signs(question, retrieved, chosen)
    odds = weights.score(found)
    reasons = (("log odds", odds), *found.items())
    if unmet := _unmet(question, retrieved, chosen, found):
        return Verdict(False, unmet, reasons)
    if odds >= 0:
        return Verdict(True, "", reasons)
    missed = _missed_terms(retrieved, chosen)
    words = f"They do not speak of {_spoken(missed)} in this connection." if missed else "They do not say."
    if question.wants(Intent.FIGURE) and not missed:
        words = "They give no figure for it."
    return Verdict(False, words, reasons)


def _unmet(question: Question, retrieved: Retrieved, chosen: Sequence[Chosen], found: Mapping[str, float]) -> str:
    """The limit that the question names and the evidence does not meet, in words; empty where all are met."""
    missed = _missed_terms(retrieved, chosen)
    for term in retrieved.weighed.terms:
        if term.characteristic and term.asked in missed:
            return f"They hold no evidence on {term.asked}: that is a gap to fill."
    if found["period_missed"] and not question.wants(Intent.WHY, Intent.YES_NO, Intent.COMPARE):
        return f"They say nothing on it for {_years(question)}."
    if found["named_missed"] == 1:
        names = [t.asked for t in retrieved.weighed.terms if t.named]
        return f"They do not speak of {_spoken(names)} in this connection."
    if found["no_figure"] and question.measure is not None:
        return "They give no such figure."
    if other := _of_other(question, retrieved.weighed, chosen):
        return f"They give no such figure: what they give says nothing of “{other}”."
    return ""


def _foreign(retrieved: Retrieved) -> bool:
    """Whether a question of several words has hardly one that any candidate has, in it or around it."""
    met = _met(retrieved)
    return len(met) >= SEVERAL and sum(met) <= len(met) * HARDLY


def _met(retrieved: Retrieved) -> list[bool]:
    """Of each term of the question, whether any candidate has it, in it or around it."""
    return [any(c.match.found[i] for c in retrieved.candidates) for i in range(len(retrieved.weighed.terms))]


def signs(question: Question, retrieved: Retrieved, chosen: Sequence[Chosen]) -> dict[str, float]:
    """The named signs of answerability, each about 0 to 1 (the score: in tens)."""
    best = max((c.candidate for c in chosen), key=lambda c: c.score)
    top = sorted((c.candidate for c in chosen), key=lambda c: -c.score)[:TOP]
    weighed = retrieved.weighed
    close = [any(c.match.found[i] for c in top) for i in range(len(weighed.terms))]
    lacking = [w for w, f in zip(weighed.weights, close, strict=True) if not f]
    named = [f for t, f in zip(weighed.terms, close, strict=True) if t.named]
    figure = question.wants(Intent.FIGURE)
    given = _given(question, chosen)
    return {
        "score": best.score / 10,
        # Below even odds a little less speaks against it a lot more.
        "unlikely": min(2.0, max(0.0, 1.0 - best.score)),
        "likeness": best.likeness,
        "around": sum_of(best.match),
        "own": max(c.match.own for c in top),
        "missed": sum(lacking),
        "worst": max(lacking, default=0.0),
        "unknown": max((w for w, f in zip(weighed.weights, _met(retrieved), strict=True) if not f), default=0.0),
        "named_missed": 1 - sum(named) / len(named) if named else 0.0,
        "period_missed": float(bool(question.periods) and not period_met(question, chosen)),
        "no_figure": float(figure and not given),
        "figure": max((c.match.own for c in given), default=0.0) if figure else 0.0,
        "only_planned": float(
            bool(_PAST.search(question.asked))
            and best.view.unit.kind is Kind.COMMITMENT
            and not question.wants(Intent.COMMITMENT)
        ),
        "yes_no": float(question.wants(Intent.YES_NO)),
        "who": float(question.wants(Intent.WHO)),
        "definition": float(question.wants(Intent.DEFINITION)),
        "evidence": float(question.wants(Intent.EVIDENCE)),
        "terms": min(1.0, len(weighed.terms) / 10),
        "solid_missed": _count_missed(weighed, close),
        "defined": float(question.wants(Intent.DEFINITION) and any(_defines(c) for c in top)),
        "figure_about": max((sum_of(c.match) for c in given), default=0.0) if figure else 0.0,
    }


def _given(question: Question, chosen: Sequence[Chosen]) -> list[Candidate]:
    """The chosen units that give a figure, of the kind asked for where the question asks for one."""
    figures = [c.candidate for c in chosen if c.candidate.view.figure]
    measure = question.measure
    return [c for c in figures if measure is None or gives(measure, c.view.words)]


def _of_other(question: Question, weighed: Weighed, chosen: Sequence[Chosen]) -> str:
    """The part of what is to be measured that no figure of the kind asked for has in it or around it, or nothing."""
    if question.measure is None:
        return ""
    missed: list[list[tuple[float, str]]] = [
        [
            (weight, term.asked)
            for term, weight, found in zip(weighed.terms, weighed.weights, given.match.found, strict=True)
            if not found and weight >= SUBJECT and term.weight >= SOLID and not is_measuring(term.asked)
        ]
        for given in _given(question, chosen)
    ]
    return min(max(one) for one in missed)[1] if missed and all(missed) else ""


def _count_missed(weighed: Weighed, close: Sequence[bool]) -> float:
    """The share of the terms that are more than asking words and were not found."""
    solid = [f for t, f in zip(weighed.terms, close, strict=True) if t.weight >= SOLID]
    return 1 - sum(solid) / len(solid) if solid else 0.0


def _defines(candidate: Candidate) -> bool:
    """Whether a unit says what something is, rather than using its name."""
    if not candidate.match.own:
        return False
    return candidate.view.unit.kind is Kind.DEFINITION or bool(_DEFINING.search(candidate.view.words))


def _missed_terms(retrieved: Retrieved, chosen: Sequence[Chosen]) -> list[str]:
    """The terms of the question that no chosen unit has, in it or around it."""
    return [
        term.asked
        for i, term in enumerate(retrieved.weighed.terms)
        if term.weight >= 1 and not any(c.candidate.match.found[i] for c in chosen)
    ]


def _spoken(words: Sequence[str]) -> str:
    quoted = [f"“{w}”" for w in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _years(question: Question) -> str:
    return " and ".join(str(a) if a == b else f"{a} to {b}" for a, b in question.periods)


def period_met(question: Question, chosen: Sequence[Chosen]) -> bool:
    """Whether a year of the question stands by a chosen unit; that of its paper counts where the unit has none."""
    for period in question.periods:
        for one in chosen:
            met = in_period(one.candidate.paper, one.candidate.view, period)
            dated = any(w.isdigit() and len(w) == 4 for w in one.candidate.view.own)
            if met == 1.0 or (met and met < PART_OF_SPAN and not dated):
                return True
    return False
