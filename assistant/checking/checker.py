"""The check of one statement against what it cites: a pure function of the words, and of vectors where words fail.

Whatever must agree to the letter does, or the statement is not shown; nor is one that copies its quote and puts another
word in. Other words that the quotes do not have make it ``partly`` while they are few and the whole is near in meaning,
and ``not_found`` otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.checking.actors import turned_round, unsaid_by_anybody, wrong_actors
from assistant.checking.copying import wrong_copies
from assistant.checking.cover import cover
from assistant.checking.facts import wrong_councils, wrong_dates, wrong_figures, wrong_names
from assistant.checking.naming import listed_under_itself, wrong_definitions, wrong_doers
from assistant.checking.records import Evidence, Fault, FaultKind, Judgement, Label
from assistant.checking.signs import wrong_denials, wrong_directions, wrong_moods
from assistant.checking.tokens import tokens
from assistant.english import is_word
from assistant.intents import decline_reason
from assistant.lexicon import Lexicon
from ingest.words import fold, readable, words

# The likeness of two texts as the cosine of their vectors.
Likeness = Callable[[str, str], float]

# Calibrated on the injected errors and on the paraphrases of the evaluation: see evals/prose.py.
ENOUGH = 0.8
DRAWN = 0.4
ALIKE = 0.8
LONGEST = 60
_LINK = re.compile(r"https?:|www\.|\]\(|<[a-z/!]|`|[\w.-]+@[\w.-]+|\bjavascript:|\{\{|\$\{", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
# A verb that says nothing without what it is done to.
_BROKEN_OFF = re.compile(
    r"\bto (?:develop|establish|ensure|provide|deliver|make|create|build|promote|address|identify|implement)\W*$", re.I
)
_SPEAKER = re.compile(
    r"\b(?:I|I'm|I am|as an? (?:ai|language model|assistant)|my instructions|system prompt|user:|assistant:|system:)\b"
)


def check(text: str, evidence: Sequence[Evidence], lexicon: Lexicon, likeness: Likeness | None = None) -> Judgement:
    """Judge a statement against the evidence that it cites; without evidence it is not found.

    ``likeness`` is asked only where every fact agrees and some words are missing.
    """
    if not evidence:
        return Judgement(Label.NOT_FOUND, (Fault(FaultKind.CITATION, "nothing is cited"),))
    said = readable(text)
    found = cover(said, evidence, lexicon)
    faults = [
        *_form(said, evidence),
        *wrong_figures(said, evidence),
        *wrong_dates(said, evidence),
        *wrong_names(said, evidence, lexicon),
        *wrong_councils(said, evidence, lexicon),
        *wrong_denials(said, evidence),
        *wrong_directions(said, evidence),
        *wrong_moods(said, evidence),
        *wrong_actors(said, evidence),
        *turned_round(said, evidence),
        *unsaid_by_anybody(said, evidence),
        *wrong_definitions(said, evidence),
        *wrong_doers(said, evidence),
        *listed_under_itself(said),
    ]
    if not any(found.useful) or found.drawn < DRAWN * found.words:
        faults.append(Fault(FaultKind.CITATION, "the quotes have too few of its words"))
    elif _is_of_titles(said, evidence):
        faults.append(Fault(FaultKind.CITATION, "titles have its words, the quotes have not"))
    elif _shares_names_alone(said, [e for e, used in zip(evidence, found.useful, strict=True) if used]):
        faults.append(Fault(FaultKind.CITATION, "the quotes have none of its words but names"))
    faults.extend(Fault(FaultKind.WORDS, word) for word in found.missing)
    faults.extend(wrong_copies(said, evidence))
    if any(f.kind is not FaultKind.WORDS for f in faults):
        return Judgement(Label.NOT_FOUND, tuple(faults), found.share, None, found.useful)
    if not faults:
        return Judgement(Label.SUPPORTED, (), found.share, None, found.useful)
    alike = None
    if likeness and found.share >= ENOUGH:
        alike = likeness(said, " ".join(e.quote for e in evidence))
    near = alike is not None and alike >= ALIKE
    return Judgement(Label.PARTLY if near else Label.NOT_FOUND, tuple(faults), found.share, alike, found.useful)


def _is_of_titles(text: str, evidence: Sequence[Evidence]) -> bool:
    """Whether half the words of a statement but names, or more, stand in titles over its quotes, not in the quotes."""
    plain = _plain(text)
    held = {t.stem for e in evidence for t in tokens(e.quote)}
    near = {t.stem for e in evidence for t in tokens(e.near)} - held
    return bool(plain) and len(plain & near) * 2 >= len(plain)


def _shares_names_alone(text: str, evidence: Sequence[Evidence]) -> bool:
    """Whether a statement has only names and numbers word for word from its quotes: of those much can be said."""
    plain = _plain(text)
    counted = any(t.content and t.dated and not _YEAR.fullmatch(t.word) for t in tokens(text))
    return bool(plain) and not counted and plain.isdisjoint(t.stem for e in evidence for t in tokens(e.quote))


def _plain(text: str) -> set[str]:
    """The stems of the words that say something and are neither names nor numbers."""
    return {t.stem for t in tokens(text) if t.content and not t.capital and not t.dated and t.low.isalpha()}


def _form(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """A statement is one English sentence about the papers: no link or code, no "I" of its own, no legal verdict."""
    quotes = " ".join(e.quote for e in evidence)
    faults = []
    if not words(text) or len(text.split()) > LONGEST:
        faults.append(Fault(FaultKind.FORM, "its length"))
    for pattern in (_LINK, _SPEAKER, _BROKEN_OFF):
        held = {fold(m[0]) for m in pattern.finditer(quotes)}
        faults.extend(Fault(FaultKind.FORM, m[0]) for m in pattern.finditer(text) if fold(m[0]) not in held)
    plain = [w for w in words(text) if w.islower() and w.isalpha()]
    if sum(is_word(w) for w in plain) * 2 < len(plain):  # moods and denials are told in English alone
        faults.append(Fault(FaultKind.FORM, "its language"))
    if (reason := decline_reason(text)) in {"verdict", "rating"}:
        faults.append(Fault(FaultKind.VERDICT, reason))
    return faults
