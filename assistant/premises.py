"""What a question takes for granted and its evidence gainsays: said in a note, never passed over.

Only what can be decided by comparing words is decided: a direction, an end, a length of time, a count, a word put
in quotes, a lack. Why-questions and yes/no questions make claims; other questions seldom do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.candidates import Candidate, Chosen
from assistant.records import Intent, Question
from assistant.stems import stem
from ingest.records import Role

# Evidence must hold so much of what the question is about to gainsay it.
ABOUT = 0.3
NEAREST = 3
# A list is the answer where no more than this stands beside it.
BESIDE = 2
# "No gaps identified." says so of the whole; a longer sentence says it of something in it.
BRIEF = 8
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_VALUES = {word: str(value) for value, word in enumerate(_NUMBERS.split("|"), start=1)}
_AIMED = re.compile(r"\b(?:to|will|would|can|could|should|must|may|might|help(?:s|ed)?|not) $", re.I)
_QUOTED = re.compile(r"['‘“\"]([a-z][\w -]{2,30})['’”\"](?!\w)")
_CLAIMED = re.compile(r"\b(?:why|what (?:caused|led to|explains?)|how come)\b", re.I)
_NONE = re.compile(r"^(?:no|none|there (?:are|were|is|was) no|nothing)\b", re.I)
_COUNTED = re.compile(rf"\b(?:the|our|all|its|their) ({_NUMBERS}|\d{{1,2}}) (?!per|year|month|week|day)[a-z]", re.I)
_NEGATED = re.compile(r"\b(?:no|none|without|any|whether|nothing)\b", re.I)
_WITHOUT = re.compile(r"\bwithout (?:any )?(\w{4,})", re.I)


@dataclass(frozen=True, slots=True)
class Premise:
    """What the question has and what the evidence has in its place, with the unit that says so."""

    text: str
    unit: Candidate


@dataclass(frozen=True, slots=True)
class _Words:
    up: re.Pattern[str]
    down: re.Pattern[str]
    ended: re.Pattern[str]
    length: re.Pattern[str]


def premises(question: Question, chosen: Sequence[Chosen]) -> tuple[Premise, ...]:
    """The claims of a question that its nearest evidence gainsays, each said in a sentence."""
    best = [c.candidate for c in sorted(chosen, key=lambda c: -c.candidate.score)]
    near = [c for c in best if c.match.own + c.match.lead + c.match.near >= ABOUT][:NEAREST]
    found: list[Premise | None] = [_counted(question, chosen), _lacking(question, best)]
    why = question.wants(Intent.WHY) or bool(_CLAIMED.search(question.asked))
    if near and (why or question.wants(Intent.YES_NO)):
        found += [_turned(question, near[0]), _timed(question, near), _quoted(question, near, chosen)]
    if near and why:
        found += [_ended(question, near[0], chosen), _without(question, best)]
    return tuple(p for p in found if p is not None)


def _turned(question: Question, nearest: Candidate) -> Premise | None:
    """A rise where the evidence has a fall, or the other way round."""
    words = _words()
    for claimed, other in ((words.up, words.down), (words.down, words.up)):
        said = _claim(claimed, question.asked)
        if not said or other.search(question.asked):
            continue
        against = other.search(nearest.view.words)
        if against and not claimed.search(nearest.view.words):
            return Premise(f"The question says “{said}”; the paper says “{against[0]}”.", nearest)
    return None


def _ended(question: Question, nearest: Candidate, chosen: Sequence[Chosen]) -> Premise | None:
    """An end of which no quote of the answer speaks."""
    words = _words()
    said = _claim(words.ended, question.asked)
    if not said or any(words.ended.search(c.candidate.view.words) for c in chosen) or words.up.search(question.asked):
        return None
    if any(words.down.search(c.candidate.view.words) for c in chosen) and words.down.fullmatch(said):
        return None
    return Premise(f"The question says “{said}”; nothing in these quotes says so.", nearest)


def _timed(question: Question, near: Sequence[Candidate]) -> Premise | None:
    """A length of time where the evidence gives another one."""
    length = _words().length
    asked = list(length.finditer(question.asked))
    given = [(m, c) for c in near for m in length.finditer(c.view.words)]
    if len(asked) != 1 or not given or any(_length(m) == _length(asked[0]) for m, _ in given):
        return None
    words, unit = given[0]
    return Premise(f"The question says “{asked[0][0]}”; the paper says “{words[0]}”.", unit)


def _quoted(question: Question, near: Sequence[Candidate], chosen: Sequence[Chosen]) -> Premise | None:
    """A word that the question puts in quotes and the evidence, which quotes another, has not."""
    for said in _QUOTED.findall(question.asked):
        if any(said.lower() in c.candidate.view.words.lower() for c in chosen):
            continue
        for unit in near:
            if other := _QUOTED.search(unit.view.words):
                return Premise(f"The question says “{said}”; the paper says “{other[1]}”.", unit)
    return None


def _without(question: Question, near: Sequence[Candidate]) -> Premise | None:
    """Something said to be lacking of which the evidence speaks."""
    if found := _WITHOUT.search(question.asked):
        for unit in near:
            if any(stem(found[1])[:6] == one[:6] for one in unit.view.own):
                return Premise(f"The question says “{found[0]}”; the paper speaks of it.", unit)
    return None


def _lacking(question: Question, best: Sequence[Candidate]) -> Premise | None:
    """Gaps asked for where the paper says that there are none."""
    if not question.wants(Intent.GAP) or _NEGATED.search(question.asked):
        return None
    for unit in best[:NEAREST]:
        if _NONE.match(unit.view.words) and unit.view.length <= BRIEF:
            return Premise(f"The question takes it that there are some; the paper says “{unit.view.words}”", unit)
    return None


def _counted(question: Question, chosen: Sequence[Chosen]) -> Premise | None:
    """A number of things asked for where the one list of the answer has another number of items."""
    asked = _COUNTED.search(question.asked)
    items = [c.candidate for c in chosen if c.candidate.view.unit.role in {Role.ITEM, Role.ROW}]
    if not asked or not question.wants(Intent.LIST) or len({(id(c.paper), c.view.unit.group) for c in items}) != 1:
        return None
    group = items[0].view.unit.group
    listed = [v for v in items[0].paper.views if v.unit.group == group and v.unit.role in {Role.ITEM, Role.ROW}]
    if len(items) != len(listed) or len(chosen) - len(items) > BESIDE:
        return None
    number = _VALUES.get(asked[1].lower(), asked[1])
    if number == str(len(items)):
        return None
    return Premise(f"The question says {asked[1]}; the paper lists {len(items)}.", items[0])


def _claim(pattern: re.Pattern[str], asked: str) -> str:
    """The words of a question that say that something happened; not those that say what is aimed at."""
    for match in pattern.finditer(asked):
        if not _AIMED.search(asked[: match.start()]):
            return match[0]
    return ""


def _length(match: re.Match[str]) -> tuple[str, str]:
    return _VALUES.get(match[1].lower(), match[1]), match[2].lower()


@cache
def _words() -> _Words:
    raw = tomllib.loads(resources.files("assistant").joinpath("premises.toml").read_text(encoding="utf-8"))
    units = "|".join(raw["time"]["units"])
    return _Words(
        _any(raw["direction"]["up"]),
        _any(raw["direction"]["down"]),
        _any(raw["ended"]["words"]),
        re.compile(rf"\b({_NUMBERS}|\d+)[ -]({units})s?\b", re.I),
    )


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.I)
