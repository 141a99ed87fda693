"""What a name is said to be, what is listed under it, and whose doing it is said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from assistant.checking.cover import of_one_root
from assistant.checking.records import Evidence, Fault, FaultKind
from assistant.checking.tokens import BEING, BY, Token, sentence_of, tokens

_IS = frozenset({"is", "are", "was", "were"})
_A = frozenset({"a", "an"})
# How far before "by" the deed may stand ("overseen each year by").
_NEAR = 5
_SPEAKER = re.compile(r"\b(?:we|our|council|authority)\b", re.I)
_SHORT = re.compile(r"\b[A-Z]{2,}s?\b")


def wrong_definitions(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """A name is not said to be what a quote says in other sentences alone, of another name ("X is a group that...")."""
    faults = []
    for name, said in _definitions(tokens(text)):
        held = [s for e in evidence for s in _sentences(tokens(e.quote))]
        told = [s for s in held if said & {t.stem for t in s}]
        named = [s for s in held if name <= {t.stem for t in s}]
        if told and named and not any(s in named or not _names(s) - name for s in told):
            faults.append(Fault(FaultKind.ACTOR, " ".join(sorted(name))))
    return faults


def listed_under_itself(text: str) -> list[Fault]:
    """What is listed is none of its own parts ("The PEM workstreams are: the Model (PEM), ...")."""
    lead, colon, listed = text.partition(":")
    if not colon or "," not in listed:
        return []
    held = set(_SHORT.findall(lead))
    return [Fault(FaultKind.COPY, short) for short in dict.fromkeys(_SHORT.findall(listed)) if short in held][:1]


def wrong_doers(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """Where a quote names by whom a thing is done, a statement that tells who does it has that name."""
    own = tokens(text)
    stems = {t.stem for t in own}
    faults = []
    for deed, named in (found for e in evidence for found in _done_by(tokens(e.quote))):
        for place, token in enumerate(own):
            same = token.stem == deed or of_one_root(token.stem, [deed])
            if same and not named & stems and _is_told_of(own[sentence_of(own, place)[0] : place]):
                faults.append(Fault(FaultKind.ACTOR, token.word))
    return faults[:1]


def _definitions(own: Sequence[Token]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Each "NAME is a THING": the stems of the name, and those of the words up to the next name or clause."""
    for place, token in enumerate(own[:-1]):
        if token.low not in _IS or own[place + 1].low not in _A:
            continue
        first, last = sentence_of(own, place)
        name = frozenset(t.stem for t in own[first:place] if t.content)
        thing = takewhile(lambda t: t.low not in {"that", "which", "who"}, own[place + 2 : last])
        said = frozenset(t.stem for t in thing if t.content) - name
        if said and name and all(t.capital for t in own[first:place] if t.content):
            yield name, said


def _sentences(held: Sequence[Token]) -> list[tuple[Token, ...]]:
    starts = [i for i, t in enumerate(held) if t.initial or not i]
    return [tuple(held[a:b]) for a, b in pairwise([*starts, len(held)])]


def _names(sentence: Sequence[Token]) -> set[str]:
    """The stems of the capital words of a sentence that do not begin it."""
    return {t.stem for t in sentence[1:] if t.capital and t.content and not t.dated}


def _done_by(held: Sequence[Token]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each deed of a quote that is done by a name ("is overseen by the EHWB"): its stem, and those of the name."""
    for place in (i for i, t in enumerate(held) if t.low == BY):
        before = held[max(0, place - _NEAR) : place]
        said = [t for t in held[place + 1 : sentence_of(held, place)[1]] if t.content]
        named = frozenset(t.stem for t in takewhile(lambda t: t.capital and not t.dated, said))
        verb = [i for i, t in enumerate(before) if t.low in BEING]
        if named and verb:
            yield from ((t.stem, named) for t in before[verb[-1] + 1 :] if t.content)


def _is_told_of(before: Sequence[Token]) -> bool:
    """Whether the words before a deed name who does it: a name, or the council itself, and "is" does not follow it."""
    if before and before[-1].low in BEING:
        return False
    return any((t.capital and t.content and not t.dated) or _SPEAKER.fullmatch(t.low) for t in before)
