"""Whether the evidence speaks to the question, or the papers are silent.

The signs are weighed by a linear model fitted on the ``tune`` questions; a characteristic or a year that the
question names and the evidence does not have decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.candidates import Chosen
from assistant.contacts import not_printed
from assistant.english import is_word, particularity
from assistant.measures import is_measuring
from assistant.records import Intent, Question
from assistant.retrieval import Retrieved
from assistant.scoring import Weights
from assistant.signs import SOLID, given, met, nearest, of_others, signs, speaks_of
from ingest.records import Kind

SEVERAL = 2
HARDLY = 0.2
# What share of a question a word must be for a figure to be of something else where it is missing.
SUBJECT = 0.35
# A word less particular than this is in so many mouths that its absence says nothing to a reader.
TELLING = 0.5
# Evidence less like its question than this, where so large a share of the question stands nowhere, is of other things.
FAR = 0.38
UNHEARD = 0.4
# The same of evidence that is a little more like it, where one word that is half of the question is not in it.
DIM = 0.45
MAIN = 0.5
# Log odds of belonging, and the share of a question's words, from which one unit is the answer whatever else is held.
SURE = 5.0
WHOLE = 0.95

_OTHERS = re.compile(r"\b(?:other|most|neighbouring|nearby) (?:councils|local authorities|authorities)\b", re.I)
_STANDS_FOR = re.compile(r"\b(?:stands? for|short for|(?:in full|full form)|spelt out)\b", re.I)


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
    heard = met(retrieved, retrieved.candidates)
    if _is_strange(heard):
        asked = [t.asked for t in retrieved.weighed.terms if t.weight >= SOLID]
        if asked and all(is_word(a) for a in asked):
            return Verdict(False, f"They do not speak of {_spoken(asked)}.")
        return Verdict(False, "None of the question's words stand in them. Ask in the language of the papers.")
    found = signs(question, retrieved, chosen)
    odds = weights.score(found)
    reasons = (("log odds", odds), *found.items())
    if unmet := _unmet(question, retrieved, chosen, found, heard):
        return Verdict(False, unmet, reasons)
    if odds >= 0 or _says_it_all(chosen, found):
        return Verdict(True, "", reasons)
    return Verdict(False, _lack(question, retrieved, chosen, found), reasons)


def _unmet(
    question: Question,
    retrieved: Retrieved,
    chosen: Sequence[Chosen],
    found: Mapping[str, float],
    heard: Sequence[bool],
) -> str:
    """The limit that the question names and the evidence does not meet, in words; empty where all are met."""
    if unheard := _unheard(retrieved, chosen, heard):
        spoken_of = any(
            there for term, there in zip(retrieved.weighed.terms, heard, strict=True) if term.asked in unheard
        )
        return f"They do not speak of {_spoken(unheard)}{' in this connection' if spoken_of else ''}."
    if unexplained := _never_spelt_out(question):
        return f"They do not say what “{unexplained}” stands for."
    if unprinted := not_printed(question, [c.candidate.view.words for c in chosen]):
        return f"They print no {unprinted} for it."
    if untold := _untold_of(question, retrieved, chosen):
        return untold
    others = _OTHERS.search(question.asked)
    if others and not any(_OTHERS.search(f"{c.view.words} {c.view.unit.lead}") for c in nearest(chosen)):
        return f"They say nothing on it of {others[0]}."
    if found["period_missed"] and not question.wants(Intent.WHY, Intent.YES_NO, Intent.COMPARE):
        return f"They say nothing on it for {_years(question)}."
    return ""


def _untold_of(question: Question, retrieved: Retrieved, chosen: Sequence[Chosen]) -> str:
    """What to say where a characteristic is not spoken of, is told of others than are asked about, or has no figure."""
    missed = _missed_terms(retrieved, chosen)
    for place, term in enumerate(retrieved.weighed.terms):
        if not term.characteristic:
            continue
        holders = [c.candidate for c in chosen if c.candidate.match.found[place]]
        if term.asked in missed:
            return f"They hold no evidence on {term.asked}: that is a gap to fill."
        if holders and all(of_others(question, one) for one in holders):
            return f"They hold no evidence on {term.asked} among those you ask about: that is a gap to fill."
    if question.wants(Intent.EVIDENCE) and (only := _only_law(question, chosen)):
        return f"They say what the law means by {only}; they hold no evidence on it: that is a gap to fill."
    # What is planned for somebody need not name them beside its figure.
    planned = question.wants(Intent.COMMITMENT, Intent.WHY)
    figures = given(question, chosen) if question.measure and not planned else []
    for name in question.characteristics:
        if figures and not any(speaks_of(name, c.view) for c in figures):
            return f"They give no such figure on {name}."
    return ""


def _only_law(question: Question, chosen: Sequence[Chosen]) -> str:
    """The characteristic of which the chosen units only tell the law: what it means, or what a duty says of it."""
    for place, term in enumerate(question.terms):
        kinds = {c.candidate.view.unit.kind for c in chosen if c.candidate.match.found[place]}
        if term.characteristic and kinds and kinds <= {Kind.DEFINITION, Kind.DUTY}:
            return term.asked
    return ""


def _says_it_all(chosen: Sequence[Chosen], found: Mapping[str, float]) -> bool:
    """Whether the best unit has every word that is asked about, the figure too where one is, and is sure to belong."""
    lacking = ("worst", "missed", "named_missed", "figure_missed", "only_planned", "untold")
    best = max(c.candidate.score for c in chosen)
    return best >= SURE and found["around"] >= WHOLE and not any(found[sign] for sign in lacking)


def _unheard(retrieved: Retrieved, chosen: Sequence[Chosen], heard: Sequence[bool]) -> list[str]:
    """What a question is about that no candidate has, where the evidence is hardly like the question either.

    The one word that is half of the question may stand elsewhere, where it is said of something else.
    """
    weighed = retrieved.weighed
    top = nearest(chosen)
    particular = [
        (term.asked, weight, there, near)
        for term, weight, there, near in zip(weighed.terms, weighed.weights, heard, met(retrieved, top), strict=True)
        if term.weight >= SOLID and particularity(term.asked) >= TELLING
    ]
    likeness = max(c.likeness for c in top)
    lacking = [(asked, weight) for asked, weight, there, _ in particular if not there]
    if likeness < FAR and sum(weight for _, weight in lacking) >= UNHEARD:
        return [asked for asked, _ in lacking]
    main = [asked for asked, weight, _, near in particular if not near and weight >= MAIN]
    return main if likeness < DIM else []


def _never_spelt_out(question: Question) -> str:
    """The abbreviation whose words are asked for and no paper gives; empty where they are given, or not asked for."""
    if not _STANDS_FOR.search(question.asked):
        return ""
    short = [t for t in question.terms if t.asked.isupper() and t.asked.isalpha() and len(t.asked) > 1]
    # Long forms that the papers give are alternatives of the term.
    return short[0].asked if len(short) == 1 and len(short[0].alternatives) == 1 else ""


def _lack(question: Question, retrieved: Retrieved, chosen: Sequence[Chosen], found: Mapping[str, float]) -> str:
    """What the evidence lacks, in words, as far as it can be named."""
    names = [t.asked for t in retrieved.weighed.terms if t.named]
    if found["named_missed"] == 1:
        return f"They do not speak of {_spoken(names)} in this connection."
    if question.measure is not None and not given(question, chosen):
        return "They give no such figure."
    if other := _of_other(question, retrieved, chosen):
        return f"They give no such figure: what they give says nothing of “{other}”."
    if found["untold"] or found["only_planned"]:
        return "They say what was planned, not what came of it."
    if missed := [w for w in _missed_terms(retrieved, chosen) if w in names or particularity(w) >= TELLING]:
        return f"They do not speak of {_spoken(missed)} in this connection."
    return "They give no figure for it." if question.wants(Intent.FIGURE) else "They do not say."


def _is_strange(heard: Sequence[bool]) -> bool:
    """Whether a question of several words has hardly one that any candidate has, in it or around it."""
    return len(heard) >= SEVERAL and sum(heard) <= len(heard) * HARDLY


def _of_other(question: Question, retrieved: Retrieved, chosen: Sequence[Chosen]) -> str:
    """The part of what is to be measured that no figure of the kind asked for has in it or around it, or nothing."""
    if question.measure is None:
        return ""
    weighed = retrieved.weighed
    missed: list[list[tuple[float, str]]] = [
        [
            (weight, term.asked)
            for term, weight, found in zip(weighed.terms, weighed.weights, unit.match.found, strict=True)
            if not found and weight >= SUBJECT and term.weight >= SOLID and not is_measuring(term.asked)
        ]
        for unit in given(question, chosen)
    ]
    return min(max(one) for one in missed)[1] if missed and all(missed) else ""


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
