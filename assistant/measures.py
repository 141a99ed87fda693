"""What kind of figure a question asks for, and whether a unit gives one of that kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon import Phrase, phrase
from assistant.stems import is_stop, stem

# What ends the words for the thing to be counted: a verb, a preposition, a pronoun.
_ENDS_NOUN = (
    "did|do|does|are|is|was|were|have|has|had|can|could|may|must|should|will|would|need|said|use|used|take|took|go|went"
    r"|got|get|made|came|found|stood|attend|live|know|feel|now|who|that|which|when|the|an?|our|their|this|these|your"
    r"|its|in|of|on|to|at|for|by|from|with|\w{3,}(?<!ne)ed"
)
_COUNT = re.compile(
    rf"\bhow many (?:of (?:our|the|its|their|all) )?(?!of (?:those|them|these)\b)"
    rf"((?:[\w'’-]+ ){{0,3}}?[\w'’-]+?)(?= (?:{_ENDS_NOUN})\b|[?.!,(]|$)",
    re.I,
)
# What is saved may be told in pounds or as a share.
_SAVED = re.compile(r"\bhow much\b.{0,40}\b(?:sav(?:e[ds]?|ing)|cheaper|dearer|off)\b", re.I)
_MONEY = re.compile(
    r"\bhow much (?:money|funding|did|does|was|is|has|are|do|have)\b"
    r"|\b(?:cost|budget|spen[dt]\w*|funding|grant|price|pounds?|£)\b",
    re.I,
)
_SHARE = re.compile(
    r"\bper ?cent|\bproportion\b|\bpay ?gap\b|\bshare of\b|\bfraction\b|%|\brate of\b|\bby how much\b|\bdiscount\b",
    re.I,
)
# A part of a whole is asked for: what is 8% less than another is none.
_PART = re.compile(r"\b(?:proportion|percentage|per ?cent|share|fraction)(?:age)? of\b", re.I)
_GAP = re.compile(r"\bgaps?\b|\bby how much\b", re.I)
# How far apart two groups are: in years, points or per cent.
_APART_ASKED = re.compile(
    r"\b(?:attainment|employment|expectancy) ?gap\b"
    r"|\bgap (?:between|in (?:\w+ )?(?:pay|earnings|attainment|employment|expectancy))\b",
    re.I,
)
_LENGTH = re.compile(r"\bhow (?:long|soon|many (?:days|weeks|months|years|hours))\b", re.I)
_OFTEN = re.compile(r"\bhow (?:often|frequent(?:ly)?|regularly)\b", re.I)
_AGE = re.compile(r"\bhow old\b|\bwhat age\b|\bage (?:limit|range)\b", re.I)

_PLAINLY = {"often": _OFTEN, "length": _LENGTH, "age": _AGE, "saving": _SAVED}
# A pay gap that is to be explained is no figure.
_EXPLAINED = re.compile(r"\b(?:explain\w*|distinct|mean by|defin\w+|difference between)\b", re.I)

_POPULATIONS = {
    "staff": re.compile(r"\b(?:staff|employees?|workforce|colleagues|headcount|workers)\b", re.I),
    "residents": re.compile(r"\b(?:residents?|population|households?|census|inhabitants)\b", re.I),
}
# Whoever asks how many people is told of these as well.
_PERSON = stem("people")
_PEOPLE_WORDS = """
adults children men women boys girls residents citizens staff employees workers colleagues managers officers users
clients customers carers parents learners pupils students apprentices interns trainees participants attendees delegates
volunteers members applicants candidates respondents tenants patients visitors victims individuals
"""
_PEOPLE = frozenset(stem(word) for word in _PEOPLE_WORDS.split())
# Those named by what they do are told of as the people who do it.
_BY_DOING = {(stem(word),) for word in ("users", "learners", "carers", "speakers", "volunteers", "respondents")}
_ANYBODY = {(stem(word),) for word in ("people", "residents", "adults")}

_BY_WHOM = re.compile(
    r"\s*(?:do|does|did|can|could|will|would|has|have|had) (?:the|an?|our|its|their|this|that)\b", re.I
)

_NUMBER = r"(?:£?\d[\d,.]*%?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|all)"
_MONEY_GIVEN = re.compile(r"£\s?\d|\b\d[\d,.]* (?:pounds|million|billion)\b", re.I)
_SHARE_GIVEN = re.compile(
    r"\d\s?%|\bper ?cent\b|\b\d+ (?:in|out of) \d+\b|\bhalf\b|\bthird\b|\bquarter\b|\bmajority\b", re.I
)
_APART = (
    r"(?:\s*(?:%|per ?cent|percentage points?))?\s*(?:less|more|lower|higher|fewer|greater|increases?|rise"
    r"|reduction|decrease|drop|fall|growth|improvement|(?:percentage )?points?|pay gap|since)\b"
)
_PART_GIVEN = re.compile(
    rf"(?<!\bby )(?<!\bup )(?<!\bdown )(?<![\d.])\d+(?:\.\d+)?\s?(?:%|per ?cent\b)(?!{_APART})"
    r"|\b\d+ (?:in|out of) \d+\b|\bhalf\b|\bthird\b|\bquarter\b|\bmajority\b",
    re.I,
)
_LENGTH_GIVEN = re.compile(
    rf"\b{_NUMBER}[- ](?:\w+ )?(?:day|week|month|year|hour)s?\b"
    r"|\bsince (?:19|20)\d\d\b|\bannual|\bevery\b|\beach year\b",
    re.I,
)
_OFTEN_GIVEN = re.compile(
    r"\b(?:bi-?|twice-)?(?:annual(?:ly)?|yearly|monthly|quarterly|weekly|fortnightly|termly|daily)\b"
    r"|\b(?:every|each|per|(?:once|twice|times) an?)\b.{0,12}\b(?:day|week|fortnight|month|quarter|term|year|cycle)s?\b"
    r"|\b(?:once|twice|regularly|cycles?|intervals?|periodically)\b",
    re.I,
)
_AGE_GIVEN = re.compile(r"\baged?\b.{0,12}\d|\d+ years? old|\bunder \d|\bover \d", re.I)
_DIGITS = re.compile(r"\d")
# What is a figure at all, but for how often ("annually") and a share in words ("a majority").
_COUNTING = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred)\b", re.I
)
_UNCOUNTED = frozenset({"often", "share", "part"})
# Of each kind, what gives it in running words, and what the head of a column says where its cells give it.
_GIVEN = {
    "apart": (
        re.compile(r"\d\s?%|\d (?:per ?cent|(?:percentage )?points?|years?|months?|pence|times)\b", re.I),
        re.compile(r"%|\b(?:gap|difference|points?|years?)\b", re.I),
    ),
    "saving": (
        re.compile(rf"{_MONEY_GIVEN.pattern}|{_SHARE_GIVEN.pattern}", re.I),
        re.compile(r"£|%|\b(?:pounds|per ?cent|sav(?:ed|ings?))\b", re.I),
    ),
    "money": (_MONEY_GIVEN, re.compile(r"£|\b(?:pounds|cost|budget|spend)\b", re.I)),
    "share": (_SHARE_GIVEN, re.compile(r"%|\b(?:per ?cent|percentage|share|proportion|rate|gap)\b", re.I)),
    "part": (_PART_GIVEN, re.compile(r"%|\b(?:per ?cent|percentage|share|proportion|rate)\b", re.I)),
    "length": (_LENGTH_GIVEN, re.compile(r"\b(?:hours?|days?|weeks?|months?|years?)\b", re.I)),
    "often": (_OFTEN_GIVEN, re.compile(r"\b(?:frequency|how often)\b", re.I)),
    "age": (_AGE_GIVEN, re.compile(r"\bage[ds]?\b", re.I)),
}
# Looked for from every number: what follows one may hold another ("2021 found that 81% of women").
# A year counts nothing.
_COUNTED = re.compile(rf"\b(?!(?:19|20)\d\d\b){_NUMBER}(?:\b|(?<=%))(?!-)(?=((?:[^\w.;:]+[\w'’-]+){{1,3}}))", re.I)
_NUMBERED = re.compile(
    r"\b(?:number|total|count) of ((?:[\w'’-]+ ){1,3})"
    r"(?=[^.;]*\b(?:to|was|were|is|at|reached|now)(?: \w+)? \d[\d,]*\b(?!\.?\d|\s?%| per ?cent))",
    re.I,
)
# Words of a question that say how a thing is measured, not what is: no paper need have them beside the figure.
_MEASURING = re.compile(
    r"percentages?|per ?cent|proportions?|fractions?|share|rate|numbers?|amounts?|totals?|figures?|money|funding|funded"
    r"|costs?|budget|spen[dt]\w*|grant|price|worth|long|old|age|often|big|large|high|far|due|tak(?:e[sn]?|ing)"
    r"|last(?:s|ed)?|runs?|running|up|down|times?|years?|months?|weeks?|days?|hours?|back|steps?|vs|versus|than"
    r"|go(?:ing|ne|es)?|went|c[ao]me|larger|smaller|higher|lower|more|less|fewer|most|least",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """The kind of figure asked for: count, money, saving, share, part, apart, length, often or age.

    Of a count, what is counted, in stems.
    """

    kind: str
    counted: tuple[Phrase, ...] = ()


def asked_for(question: str, groups: Sequence[Sequence[Phrase]]) -> Measure | None:
    """The measure that a question asks for, or None; synonyms of what is counted count too."""
    for kind, pattern in _PLAINLY.items():
        if pattern.search(question):
            return Measure(kind)
    if found := _COUNT.search(question):
        nouns = {(one,) for one in phrase(found[1])}
        if nouns:
            alternatives = nouns | {p for g in groups if nouns & set(g) for p in g}
            if nouns == {(_PERSON,)}:
                alternatives |= _persons(question[found.end() :])
            elif nouns & _BY_DOING:
                alternatives |= _ANYBODY
            return Measure("count", tuple(sorted(alternatives)))
    if _APART_ASKED.search(question):
        return Measure("apart")
    if _SHARE.search(question) and not _EXPLAINED.search(question):
        return Measure("part" if _PART.search(question) and not _GAP.search(question) else "share")
    return Measure("money") if _MONEY.search(question) else None


def _persons(after: str) -> set[Phrase]:
    """Who is counted where people are, and what they are counted by: of those who applied, the applications."""
    # "… does the market support" names who does it first.
    verb = [] if _BY_WHOM.match(after) else [w for w in re.findall(r"[\w'’-]+", after) if not is_stop(w)][:1]
    return {(one,) for one in _PEOPLE} | {counted for w in verb if (counted := phrase(w))}


def of_other_people(question: str, words: str, around: str) -> bool:
    """Whether a figure is of residents where one of the staff is asked for, or the other way round.

    ``words`` are those of the figure, ``around`` what stands over it, which counts where they name neither.
    """
    asked = _peopled(question)
    if len(asked) != 1:
        return False
    told = _peopled(words) or _peopled(around)
    return bool(told) and asked.isdisjoint(told)


def _peopled(words: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _POPULATIONS.items() if pattern.search(words))


def is_measuring(word: str) -> bool:
    """Whether a word of a question says how a thing is measured rather than which thing."""
    return bool(_MEASURING.fullmatch(word))


def gives(measure: Measure, words: str, heads: str = "") -> bool:
    """Whether readable words give a figure of the kind asked for; in a row the heads of its columns say of what."""
    if measure.kind not in _UNCOUNTED and not _COUNTING.search(f"{words} {heads}"):
        return False
    if measure.kind != "count":
        given, headed = _GIVEN[measure.kind]
        return bool(given.search(words)) or bool(heads and headed.search(heads) and _DIGITS.search(words))
    if heads and _DIGITS.search(words) and _counts(f"{heads} {words}", measure.counted):
        return True
    if any(_counts(found[1], measure.counted) for found in _NUMBERED.finditer(words)):
        return True
    return any(_counts(found[1], measure.counted) for found in _COUNTED.finditer(words))


def _counts(after: str, counted: Sequence[Phrase]) -> bool:
    """Whether what follows a number is what was to be counted."""
    follows = tuple(stem(w) for w in re.findall(r"[\w'’-]+", after) if not is_stop(w))
    joined = "".join(follows)
    return any(p[-1] in follows or "".join(p) in joined for p in counted)
