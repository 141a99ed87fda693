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
from assistant.deriving import amount, by_year
from assistant.numbers import in_figures, spelt
from assistant.objectives import LISTED
from assistant.records import Intent, Question
from assistant.stems import stem
from ingest.records import Role

# Evidence must hold so much of what the question is about to gainsay it.
ABOUT = 0.3
# Or be as like it as this: a claim's own verb is what it need not have.
VERY_LIKE = 0.7
NEAREST = 3
# Nearest but for a hair: what gainsays a claim need not be the very best.
AS_NEAR = 1.5
# So many letters of two stems alike are one word.
ALIKE = 4
# A list is the answer where no more than this stands beside it.
BESIDE = 2
# "No gaps identified." says so of the whole; a longer sentence says it of something in it.
BRIEF = 8
_NUMBERS = spelt()
_AIMED = re.compile(r"\b(?:to|will|would|can|could|should|must|may|might|help(?:s|ed)?|not) $", re.I)
_QUOTED = re.compile(r"['‘“\"]([a-z][\w -]{2,30})['’”\"](?!\w)")
_CLAIMED = re.compile(r"\b(?:why|what (?:caused|led to|explains?)|how come)\b", re.I)
_NONE = re.compile(r"^(?:no|none|there (?:are|were|is|was) no|nothing)\b", re.I)
_COUNTED = re.compile(rf"\b(?:the|our|all|its|their) ({_NUMBERS}|\d{{1,2}}) (?!per|year|month|week|day)[a-z]", re.I)
_NEGATED = re.compile(r"\b(?:no|none|without|any|whether|nothing)\b", re.I)
_ALL = re.compile(rf"\ball ({_NUMBERS}|\d{{1,3}})\b(?! per| year| month)", re.I)
_SO_MANY = re.compile(
    rf"\b(?:which|what) ({_NUMBERS}) (?:\w+ )?(\w{{4,}}s) (?:does|do|did|has|have)\b"
    r".*\b(?:contain|have|include|set|adopt|agree)\b"
    rf"|\bwhat are (?:the|our) ({_NUMBERS}) (?:\w+ )?(\w{{4,}}s)\b",
    re.I,
)
_DONE_TO = re.compile(rf"\b(\w{{4,}}) (?:only )?({_NUMBERS}|\d{{1,3}})\b(?!%|[.,]\d|/)", re.I)
_HINDERED = re.compile(
    r"\b(?:hold(?:s|ing)? (?:\w+ )?(?:up|back)|stop(?:s|ping)?|prevent(?:s|ing)?|delay(?:s|ing)?|keep(?:s|ing)?)\b"
    r"(?: (?:us|it|them|you|the council))? ?(?:from |in )?(\w+ing)\b",
    re.I,
)
_DONE = re.compile(r"\b(?:was|were|has been|have been) (\w+(?:ed|en|ne|lt))\b", re.I)
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
    missed: re.Pattern[str]
    reached: re.Pattern[str]
    refused: re.Pattern[str]
    claimed: re.Pattern[str]
    undecided: re.Pattern[str]


def premises(question: Question, chosen: Sequence[Chosen]) -> tuple[Premise, ...]:
    """The claims of a question that its nearest evidence gainsays, each said in a sentence."""
    best = [c.candidate for c in sorted(chosen, key=lambda c: -c.candidate.score)]
    near = [c for c in best if c.match.own + c.match.lead + c.match.near >= ABOUT or c.likeness >= VERY_LIKE][:NEAREST]
    found: list[Premise | None] = [_counted(question, chosen), _lacking(question, best)]
    why = question.wants(Intent.WHY) or bool(_CLAIMED.search(question.asked))
    if near and (why or question.wants(Intent.YES_NO)):
        # Who asks whether claims little: only the very best unit gainsays that.
        found.append(_turned(question, near if why else [c for c in near if c is best[0]]))
        found += [_timed(question, near), _quoted(question, near, chosen)]
        found.append(_all_of(question, near))
    if near and why:
        found += [_ended(question, near[0], chosen), _without(question, best), _refused(question, near)]
    found += [_held_up(question, near), _undecided(question, near), _number_of(question, near)]
    return tuple(p for p in found if p is not None)


def _turned(question: Question, near: Sequence[Candidate]) -> Premise | None:
    """A rise where the evidence has a fall, a target missed where it was reached, or the other way round."""
    words = _words()
    pairs = [(words.up, words.down)]
    if not question.wants(Intent.YES_NO):
        pairs.append((words.missed, words.reached))
    for claimed, other in (*pairs, *((b, a) for a, b in pairs)):
        said = _claim(claimed, question.asked)
        if not said or other.search(question.asked):
            continue
        for unit in near:
            if claimed.search(unit.view.words) or unit.score < near[0].score - AS_NEAR:
                break
            if against := other.search(unit.view.words):
                return Premise(f"The question says “{said}”; the paper says “{against[0]}”.", unit)
            if gone := _gone(unit, up=claimed is words.down):
                return Premise(f"The question says “{said}”; the paper has {gone}.", unit)
    return None


def _gone(unit: Candidate, *, up: bool) -> str:
    """From what to what the last two figures of a row of years went, if up or if down as asked; else nothing."""
    cells = by_year(unit)
    if len(cells) < 2:
        return ""
    (first, before), (last, after) = cells[-2:]
    change = amount(after) - amount(before)
    return f"{before} in {first} and {after} in {last}" if (change > 0 if up else change < 0) else ""


def _number_of(question: Question, near: Sequence[Candidate]) -> Premise | None:
    """So many things of a kind that a paper has, where the evidence says that it has another number of them."""
    asked = _SO_MANY.search(question.asked)
    if not asked:
        return None
    number, noun = (asked[1], asked[2]) if asked[1] else (asked[3], asked[4])
    having = re.compile(
        rf"\b(?:contains?|ha[sd]|have|adopted|are|agreed|set|leaving) ({_NUMBERS}) (?:\w+ )?{noun}\b", re.I
    )
    found = [(m, c) for c in near for m in having.finditer(c.view.words)]
    if not found or any(in_figures(m[1]) == in_figures(number) for m, _ in found):
        return None
    words, unit = found[0]
    return Premise(f"The question says {number}; the paper says “{words[0]}”.", unit)


def _all_of(question: Question, near: Sequence[Candidate]) -> Premise | None:
    """All of so many things where the evidence says the same of fewer of them."""
    asked = _ALL.search(question.asked)
    if not asked:
        return None
    doing = {stem(w)[:ALIKE] for w in re.findall(r"\w{4,}", question.asked)}
    for unit in near:
        for found in _DONE_TO.finditer(unit.view.words):
            if stem(found[1])[:ALIKE] in doing and int(in_figures(found[2])) < int(in_figures(asked[1])):
                return Premise(f"The question says “{asked[0]}”; the paper says “{found[0]}”.", unit)
    return None


def _undecided(question: Question, near: Sequence[Candidate]) -> Premise | None:
    """Something taken as decided that the evidence calls a proposal."""
    said = _words().claimed.search(question.asked)
    for unit in near if said else ():
        if found := _words().undecided.search(unit.view.words):
            return Premise(f"The question takes it as decided; the paper says “{found[0]}”.", unit)
    return None


def _refused(question: Question, near: Sequence[Candidate]) -> Premise | None:
    """Something whose reasons are asked for and that the evidence says was not agreed."""
    refused = _words().refused
    if refused.search(question.asked) or re.search(
        r"\b(?:not|n['’]t|never|refuse\w*|reject\w*)\b", question.asked, re.I
    ):
        return None
    for unit in near:
        if found := refused.search(unit.view.words):
            return Premise(f"The question takes it as done; the paper says “{found[0]}”.", unit)
    return None


def _held_up(question: Question, near: Sequence[Candidate]) -> Premise | None:
    """Something said to be held up that the evidence says was done."""
    asked = _HINDERED.search(question.asked)
    if not asked:
        return None
    for unit in near:
        for found in _DONE.finditer(unit.view.words):
            if stem(found[1]) == stem(asked[1]):
                return Premise(f"The question takes it as not done; the paper says “{found[0]}”.", unit)
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
    # A heading names what the gap is in; what stands under it says whether there is one.
    first = next((c for c in best if c.view.unit.role is not Role.HEADING), best[0])
    if not _NONE.match(first.view.words) or first.view.length > BRIEF:
        return None
    return Premise(f"The question takes it that there are some; the paper says “{first.view.words}”", first)


def _counted(question: Question, chosen: Sequence[Chosen]) -> Premise | None:
    """A number of things asked for where the one list of the answer has another number of items."""
    asked = _COUNTED.search(question.asked)
    items = [c.candidate for c in chosen if c.candidate.view.unit.role in {Role.ITEM, Role.ROW}]
    if (
        asked
        and chosen
        and all(c.reason == LISTED for c in chosen)
        and len({id(c.candidate.paper) for c in chosen}) == 1
    ):
        return _other_count(asked[1], [c.candidate for c in chosen])
    if not asked or not question.wants(Intent.LIST) or len({(id(c.paper), c.view.unit.group) for c in items}) != 1:
        return None
    group = items[0].view.unit.group
    listed = [v for v in items[0].paper.views if v.unit.group == group and v.unit.role in {Role.ITEM, Role.ROW}]
    if len(items) != len(listed) or len(chosen) - len(items) > BESIDE:
        return None
    return _other_count(asked[1], items)


def _other_count(asked: str, items: Sequence[Candidate]) -> Premise | None:
    if in_figures(asked) == str(len(items)):
        return None
    return Premise(f"The question says {asked}; the paper lists {len(items)}.", items[0])


def _claim(pattern: re.Pattern[str], asked: str) -> str:
    """The words of a question that say that something happened; not those that say what is aimed at."""
    for match in pattern.finditer(asked):
        if not _AIMED.search(asked[: match.start()]):
            return match[0]
    return ""


def _length(match: re.Match[str]) -> tuple[str, str]:
    return in_figures(match[1]), match[2].lower()


@cache
def _words() -> _Words:
    raw = tomllib.loads(resources.files("assistant").joinpath("premises.toml").read_text(encoding="utf-8"))
    units = "|".join(raw["time"]["units"])
    return _Words(
        _any(raw["direction"]["up"]),
        _any(raw["direction"]["down"]),
        _any(raw["ended"]["words"]),
        re.compile(rf"\b({_NUMBERS}|\d+)[ -]({units})s?\b", re.I),
        _any(raw["target"]["missed"]),
        _any(raw["target"]["reached"]),
        _any(raw["refused"]["words"]),
        _any(raw["undecided"]["claimed"]),
        _any(raw["undecided"]["words"]),
    )


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.I)
