"""The sentence that counts up what a question asks for ("our priority places (Harlow, …)"), alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.candidates import Candidate, Chosen
from assistant.matching import Weighed
from assistant.numbers import in_figures, spelt
from assistant.records import Intent, Question
from assistant.signs import SOLID
from assistant.views import content

_ELSE = (
    Intent.FIGURE, Intent.WHO, Intent.WHEN, Intent.COMPARE, Intent.YES_NO, Intent.WHY, Intent.EVIDENCE,
    Intent.PROGRESS, Intent.GAP,
)  # fmt: skip
FEWEST = 3
_ASKED = re.compile(r"^(?:and |so )?(?:what (?:are|were)|which|list|name|give|tell|show)\b", re.I)
_COUNT = re.compile(rf"\b({spelt(FEWEST)}|\d{{1,2}})\b", re.I)
# A sentence that is so far below the best in log odds is of something else.
BELOW = 6.0


def enumeration_asked(question: Question, weighed: Weighed, ranked: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The best unit that has all that is asked about and counts up so many things as are asked for."""
    if not _ASKED.match(question.asked) or question.number or question.wants(*_ELSE):
        return ()
    number = _COUNT.search(question.asked)
    count = int(in_figures(number[1])) if number else 0
    solid = [i for i, term in enumerate(weighed.terms) if term.weight >= SOLID]
    if not solid or (number and count < FEWEST):
        return ()
    for one in ranked:
        if one.score < ranked[0].score - BELOW:
            break
        # Without a number only the protected characteristics are known by their names.
        counted = count in _counts(one.view.words) if count else one.view.enumerates
        if counted and all(one.match.own_found[i] for i in solid):
            return (Chosen(one, "counts up what is asked for"),)
    return ()


def _counts(words: str) -> Iterator[int]:
    """How many things each run of a text counts up, in brackets or after a colon."""
    for run in _runs(words):
        parts = [p for p in re.split(r"[,;]\s", _outside_brackets(run)) if content(p)]
        yield len(parts)
        if parts and re.search(r"\b(?:and|or)\b", parts[-1]) and not parts[-1].startswith("and "):
            yield len(parts) + 1


def _runs(words: str) -> Iterator[str]:
    """What stands in outer brackets, and what stands after a colon up to the end of the sentence."""
    depth = start = 0
    for place, mark in enumerate(words):
        if mark == "(":
            start = place + 1 if not depth else start
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
            if not depth:
                yield words[start:place]
    for found in re.finditer(r":\s+([^:.?!]+)", words):
        yield found[1]


def _outside_brackets(run: str) -> str:
    return re.sub(r"\([^()]*\)", "", run)
