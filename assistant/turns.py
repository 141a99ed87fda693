"""What a question takes over from the one before it: its subject, its scope, its year."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.records import Intent, Question, Term
from assistant.stems import stem

# A word that was misspelt counts a little less, one that is carried over less again.
MENDED = 0.9
CARRIED = 0.7

_POINTING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|there|those|that|this|these|he|she|his|her|one|ones|same|latter|former"
    r"|(?:tak(?:e|ing)|took) part|the participants|(?:people|everyone|everybody) involved)\b",
    re.I,
)
_GOING_ON = re.compile(r"^(?:and|but|so|also|what about|how about|or|then|ok(?:ay)?)\b[\s,]*", re.I)
# "What's the target?" after another question asks for the target of what that was about.
_OF_IT = re.compile(r"^(?:what|who|when|where|which|how)(?:['’]s| is| are| was| were) the \w+\??$", re.I)
# "And on age?" puts another thing into the question before; "And what gap is there?" is a question of its own.
_ASKS = r"(?:what|who|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"
_DIFFERENT = re.compile(
    rf"^(?:and |but |so )?(?:what|how) about\b|^and (?:on|for|at|in|the|with)\b|^and (?!{_ASKS})", re.I
)
_YEAR_BEFORE = re.compile(r"\b(?:the )?(?:year before|previous year|prior year|preceding year)\b(?: that)?", re.I)
_YEAR_AFTER = re.compile(r"\b(?:the )?(?:year after|following year)\b(?: that)?", re.I)
_SAYS_WHICH = {stem(word) for word in ("year", "before", "previous", "prior", "preceding", "after", "following")}
# What everything has: asked for by itself, it is that of what was asked about before.
_OF_ANYTHING_WORDS = """
reason given explanation cause target deadline date cost budget lead owner result outcome status detail example lesson
response update source figure baseline measure risk benefit
"""
_OF_ANYTHING = frozenset(stem(word) for word in _OF_ANYTHING_WORDS.split())
_DATED = re.compile(r"((?:19|20)\d{2})(?:([-/–])((?:19|20)\d{2}|\d{2}))?\b")


def leans(question: Question, text: str) -> bool:
    """Whether a question cannot be read alone: it points back, goes on, or is about nothing itself."""
    solid = [t for t in question.terms if t.weight >= MENDED and stem(t.asked) not in _OF_ANYTHING]
    if _GOING_ON.match(text) or _OF_IT.match(text) or not solid:
        return True
    return bool(_POINTING.search(text)) and len(solid) <= 4


def follow(question: Question, earlier: Question) -> Question:
    """Carry over from the earlier question what this one does not say itself; say so in the standalone form."""
    question, earlier = _years_moved(question, earlier)
    changed = bool(_DIFFERENT.match(question.standalone))
    councils = question.councils or earlier.councils
    periods = question.periods or earlier.periods
    own = {t.asked.lower() for t in question.terms}
    kept = [
        replace(t, weight=t.weight * CARRIED, named=t.named and not changed)
        for t in earlier.terms
        if t.asked.lower() not in own and not (changed and _replaced(t, question, earlier))
    ]
    intents = question.intents
    if changed or not intents:
        intents = tuple(dict.fromkeys([*question.intents, *earlier.intents]))
    characteristics = question.characteristics or earlier.characteristics
    about = ", ".join(t.asked for t in kept if t.weight >= CARRIED * MENDED) or earlier.standalone
    named = f"; {' and '.join(councils)}" if councils and not question.councils else ""
    return replace(
        question,
        standalone=f"{question.standalone} (about: {about}{named})",
        search=f"{question.search} {earlier.search}",
        intents=intents,
        terms=(*question.terms, *kept),
        councils=councils,
        periods=periods,
        characteristics=characteristics,
        number=question.number or earlier.number,
        papers=question.papers or earlier.papers,
        of_paper=question.of_paper if question.papers else earlier.of_paper,
        measure=question.measure
        if question.wants(Intent.FIGURE)
        else earlier.measure
        if Intent.FIGURE in intents
        else None,
    )


def _years_moved(question: Question, earlier: Question) -> tuple[Question, Question]:
    """Both questions with the earlier one's year moved, where this one asks for "the year before that"."""
    step = -1 if _YEAR_BEFORE.search(question.asked) else 1 if _YEAR_AFTER.search(question.asked) else 0
    if not step or question.periods or len(earlier.periods) != 1:
        return question, earlier
    first, last = earlier.periods[0]
    own = tuple(t for t in question.terms if stem(t.asked) not in _SAYS_WHICH)
    terms = tuple(_moved(t, step) for t in earlier.terms)
    moved = replace(earlier, periods=((first + step, last + step),), terms=terms, search=_later(earlier.search, step))
    return replace(question, terms=own), moved


def _moved(term: Term, step: int) -> Term:
    """A year as a term, so many years later; any other term as it is."""
    if not _DATED.fullmatch(term.asked):
        return term
    runs = tuple(tuple(_part_later(part, step) for part in run) for run in term.alternatives)
    return replace(term, asked=_later(term.asked, step), alternatives=runs)


def _part_later(part: str, step: int) -> str:
    """A year, or the two figures of the second year of a span, so many years later."""
    return f"{(int(part) + step) % 100:02}" if re.fullmatch(r"\d\d", part) else _later(part, step)


def _later(text: str, step: int) -> str:
    """The years in a text, so many years later: "2023/24" is 2022/23 one year before."""

    def moved(found: re.Match[str]) -> str:
        first = str(int(found[1]) + step)
        if not found[2]:
            return first
        last = int(found[3]) + step
        return f"{first}{found[2]}{last % 100:02}" if len(found[3]) == 2 else f"{first}{found[2]}{last}"

    return _DATED.sub(moved, text)


def _replaced(term: Term, question: Question, earlier: Question) -> bool:
    """Whether a term of the earlier question named the characteristic that this one puts another in place of."""
    if not question.characteristics or not earlier.characteristics:
        return False
    return any(term.asked.lower() in name or name in term.asked.lower() for name in earlier.characteristics)
