"""Choose the units of an answer: the best ones, whole lists where the question is about the list, nothing twice.

The best unit sets the bar; others join while they come near it. A list, or the whole text under a short heading,
joins as one when the question's words stand in its lead-in or title rather than in single items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assistant.matching import Match
from assistant.measures import gives
from assistant.records import Intent, Question
from assistant.scoring import fits_only, in_period
from assistant.views import Paper, View
from ingest.records import Kind, Role, Section
from ingest.words import figures

# How far below the best unit (in log odds) another may lie and still join, by what is asked.
_MARGINS: dict[Intent, float] = {
    Intent.EVIDENCE: 4.7,
    Intent.COMPARE: 4.7,
    Intent.LIST: 4.4,
    Intent.COMMITMENT: 3.9,
    Intent.PROGRESS: 3.9,
    Intent.GAP: 3.9,
    Intent.OBJECTIVE: 3.9,
}
_NARROW: dict[Intent, float] = {
    Intent.FIGURE: 3.4,
    Intent.WHO: 3.7,
    Intent.WHEN: 3.7,
    Intent.DEFINITION: 3.4,
    Intent.YES_NO: 3.4,
    Intent.WHY: 3.4,
}
# Rows that say nothing of each other: one is never the reason to show the rest.
_ALONE = frozenset({Kind.DEFINITION, Kind.CONTACT})
USUAL = 3.4
ALIKE = 92.0
WHOLE_LIST_WORDS = 170
WHOLE_SECTION_WORDS = 110
ABOUT_WHOLE = 0.6
# What share of the question a list's lead-in and titles must hold for the list to be wanted whole.
OVER_ALL = 0.6
OVER_LISTED = 0.45
LEAD_WORDS = 12
SHORT_SECTION_WORDS = 65
STATING_WORDS = 8
GOING_ON_WORDS = 24
BELOW = 2.5
# Below this a unit more likely does not belong than does, however poor the best one is.
FLOOR = -1.0
# And above this it so likely belongs that no better one keeps it out.
CAP = 4.0
SIDE_WORDS = 25
# A figure asked for is looked for among so many of the best, at most so far below the best of them.
MEASURED = 25
MEASURED_BELOW = 5.0
MEASURED_MARGIN = 1.6
WANTED = 0.6
ALLIED = 0.3
SIDE_MARGIN = 1.6
SIDE_PERIOD = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit with its score and where the question's terms were found."""

    paper: Paper
    view: View
    score: float
    match: Match
    passage: str = ""
    likeness: float = 0.0

    @property
    def section(self) -> Section:
        """The section that the unit stands in."""
        return self.paper.document.sections[self.view.unit.section]

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: document and offset."""
        return self.paper.document.id, self.view.unit.start


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate in the answer, and why it is there."""

    candidate: Candidate
    reason: str


def choose(question: Question, ranked: Sequence[Candidate], words: int) -> tuple[Chosen, ...]:
    """The units of the answer, best first, about ``words`` words; never half a list that is wanted whole.

    Of a comparison each side, a council, a paper or a period, is answered for itself.
    """
    if measured := _measured(question, ranked, words):
        return measured
    parts = sides(question, ranked)
    if len(parts) < 2:
        return _of_wanted_kind(question, _choose(question, ranked, words, margin(question)))
    chosen: dict[tuple[str, int], Chosen] = {}
    for part in parts:
        for one in _choose(question, part, words // len(parts) + SIDE_WORDS, SIDE_MARGIN):
            chosen.setdefault(one.candidate.place, one)
    return tuple(sorted(chosen.values(), key=lambda c: -c.candidate.score))


def _measured(question: Question, ranked: Sequence[Candidate], words: int) -> tuple[Chosen, ...]:
    """The units that give a figure of the kind asked for, where one lies near the best; else none.

    The figures of one paragraph qualify each other: a mean stands beside its median.
    """
    if question.measure is None:
        return ()
    given = [c for c in ranked[:MEASURED] if c.view.figure and gives(question.measure, c.view.words)]
    if not given or given[0].score < ranked[0].score - MEASURED_BELOW:
        return ()
    best = _choose(question, given, words, MEASURED_MARGIN)
    known = {c.candidate.place for c in best}
    beside = [c for c in given if c.place not in known and _same_paragraph(c, given[0])]
    return best + tuple(Chosen(c, "a figure beside it") for c in beside)


def _of_wanted_kind(question: Question, chosen: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Leave out what is of another kind than the one that is wanted, unless it scores better than all of that kind."""
    fits = [fits_only(question, c.candidate.view.unit.kind) for c in chosen]
    fitting = [c.candidate.score for c, f in zip(chosen, fits, strict=True) if f is not None and f >= WANTED]
    if not fitting:
        return chosen
    return tuple(
        c for c, f in zip(chosen, fits, strict=True) if f is None or f >= ALLIED or c.candidate.score > max(fitting)
    )


def sides(question: Question, ranked: Sequence[Candidate]) -> list[list[Candidate]]:
    """The candidates of each side of a comparison: by council, by paper, by period; empty sides are left out."""
    parts: list[list[Candidate]] = []
    if len(question.councils) > 1:
        parts = [[c for c in ranked if c.paper.document.facts.council == name] for name in question.councils]
    elif len(question.papers) > 1:
        parts = [[c for c in ranked if c.paper.document.id in ids] for ids in question.papers]
    elif len(question.periods) > 1:
        parts = [[c for c in ranked if in_period(c.paper, c.view, p) >= SIDE_PERIOD] for p in question.periods]
    return [p for p in parts if p]


def _choose(question: Question, ranked: Sequence[Candidate], words: int, reach: float) -> tuple[Chosen, ...]:
    if not ranked:
        return ()
    bar = min(max(ranked[0].score - reach, min(ranked[0].score, FLOOR)), CAP)
    shelf = _Shelf(ranked)
    chosen: dict[tuple[str, int], Chosen] = {}
    used = 0
    for candidate in ranked:
        if candidate.score < bar or used >= words:
            break
        if candidate.place in chosen:
            continue
        joined = [j for j in _expand(question, candidate, shelf, bar) if j.candidate.place not in chosen]
        joined = [j for j in joined if not _repeats(j.candidate, chosen)]
        size = sum(j.candidate.view.length for j in joined)
        if used and used + size > words + (WHOLE_LIST_WORDS // 2 if len(joined) > 1 else 0):
            continue
        for one in joined:
            chosen[one.candidate.place] = one
        used += size
    return tuple(chosen.values())


class _Shelf:
    """The candidates by group, by section, and by the lead-in that stands over them."""

    def __init__(self, ranked: Sequence[Candidate]) -> None:
        self.groups: dict[tuple[str, int], list[Candidate]] = {}
        self.sections: dict[tuple[str, int], list[Candidate]] = {}
        self.led: dict[tuple[str, int], list[Candidate]] = {}
        self.pointing: dict[tuple[str, int], list[Candidate]] = {}
        self.heads: dict[tuple[str, int], list[Candidate]] = {}
        for candidate in sorted(ranked, key=lambda c: c.place):
            unit, paper = candidate.view.unit, candidate.paper.document.id
            self.groups.setdefault((paper, unit.group), []).append(candidate)
            self.sections.setdefault((paper, unit.section), []).append(candidate)
            parent = candidate.section.parent
            if unit.role is Role.HEADING and parent >= 0 and candidate.section.paragraph:
                self.heads.setdefault((paper, parent), []).append(candidate)
            if unit.lead_span:
                self.led.setdefault((paper, unit.lead_span[0]), []).append(candidate)
                self.pointing.setdefault((paper, unit.lead_span[1]), []).append(candidate)

    def group(self, candidate: Candidate) -> list[Candidate]:
        return self.groups[candidate.paper.document.id, candidate.view.unit.group]

    def section(self, candidate: Candidate) -> list[Candidate]:
        return self.sections[candidate.paper.document.id, candidate.view.unit.section]

    def items_under(self, candidate: Candidate) -> list[Candidate]:
        """The list that a unit leads into; for an open sentence before numbered headings, those of one kind."""
        paper, unit = candidate.paper.document.id, candidate.view.unit
        listed = self.led.get((paper, unit.start)) or self.pointing.get((paper, unit.end)) or []
        if listed or not candidate.view.words.endswith(":"):
            return listed
        heads = self.heads.get((paper, unit.section), [])
        return [h for h in heads if h.view.unit.kind is unit.kind]


def margin(question: Question) -> float:
    """How far below the best a unit may lie: narrow for one fact, wide for what is gathered."""
    wide = [_MARGINS[i] for i in question.intents if i in _MARGINS]
    narrow = [_NARROW[i] for i in question.intents if i in _NARROW]
    if question.wants(Intent.EVIDENCE, Intent.COMPARE):
        return max(wide)
    if narrow and not question.wants(Intent.LIST):
        return min(narrow)
    return max(wide, default=USUAL)


def _expand(question: Question, candidate: Candidate, shelf: _Shelf, bar: float) -> list[Chosen]:
    """A candidate alone, or with the list or short section that it opens or belongs to."""
    alone = [Chosen(candidate, "near the best")]
    unit = candidate.view.unit
    items = shelf.items_under(candidate)
    if items and _words(items) <= WHOLE_LIST_WORDS:
        head = alone if unit.role is Role.PARAGRAPH and _informs(candidate) else []
        # The items answer as well as what leads into them does.
        led = [replace(c, score=max(c.score, candidate.score)) for c in items]
        return head + [Chosen(c, "the list that it leads into") for c in led]
    if unit.role is Role.HEADING:
        return _under_heading(question, candidate, shelf, bar)
    mates = shelf.group(candidate)
    if len(mates) > 1 and unit.kind not in _ALONE and (unit.role in {Role.ITEM, Role.ROW} or _is_fragment(candidate)):
        if _about_whole(question, candidate, mates, bar):
            return [Chosen(c, "the whole list") for c in mates]
    elif _wanted_kind(question, unit.kind):
        body = [c for c in shelf.section(candidate) if c.view.unit.role is not Role.HEADING]
        about_title = candidate.match.path + candidate.match.title >= ABOUT_WHOLE * (sum_of(candidate.match) or 1.0)
        size = _words(body)
        if size <= SHORT_SECTION_WORDS or (about_title and size <= WHOLE_SECTION_WORDS):
            return [Chosen(c, "the whole section") for c in body]
    return alone + [Chosen(c, "goes on from it") for c in _going_on(candidate, mates, bar)]


def _wanted_kind(question: Question, kind: Kind) -> bool:
    gap = kind is Kind.GAP and question.wants(Intent.GAP)
    return gap or (kind is Kind.PROGRESS and question.wants(Intent.PROGRESS))


def _under_heading(question: Question, candidate: Candidate, shelf: _Shelf, bar: float) -> list[Chosen]:
    """What a heading that was found stands over; the heading itself where it says something of its own."""
    body = [c for c in shelf.section(candidate) if c.view.unit.role is not Role.HEADING]
    body = [c for c in body if not shelf.items_under(c)] or body
    near = [c for c in body if c.score >= bar - BELOW]
    if (
        body
        and _words(body) <= WHOLE_SECTION_WORDS
        and (candidate.view.words.endswith(":") or max(c.score for c in body) >= bar)
    ):
        return [Chosen(c, "the text under the heading") for c in body]
    states = bool(candidate.section.paragraph) or candidate.view.length >= STATING_WORDS
    if states or not body or question.wants(Intent.LIST):
        return [Chosen(candidate, "near the best")]
    return [Chosen(c, "the text under the heading") for c in near[:2]]


def _going_on(candidate: Candidate, mates: Sequence[Candidate], bar: float) -> list[Candidate]:
    """The next sentence of the paragraph, where it is short and points back to this one."""
    after = [c for c in mates if c.place > candidate.place]
    follows = after and after[0].view.before and after[0].view.length <= GOING_ON_WORDS
    return after[:1] if follows and after[0].score >= bar - BELOW else []


def _words(candidates: Sequence[Candidate]) -> int:
    return sum(c.view.length for c in candidates)


def _informs(candidate: Candidate) -> bool:
    """Whether a lead-in says something of its own, beyond leading in."""
    return candidate.view.length > LEAD_WORDS or candidate.view.figure


def _same_paragraph(one: Candidate, other: Candidate) -> bool:
    same = one.paper is other.paper and one.view.unit.group == other.view.unit.group
    return same and one.view.unit.role is Role.PARAGRAPH


def _is_fragment(candidate: Candidate) -> bool:
    return candidate.view.unit.role is Role.PARAGRAPH and not candidate.view.words.endswith((".", "?", "!"))


def _about_whole(question: Question, candidate: Candidate, mates: Sequence[Candidate], bar: float) -> bool:
    """Whether a question is about a list: its words stand in what the items share, or most items pass the bar."""
    if _words(mates) > WHOLE_LIST_WORDS:
        return False
    if sum(c.score >= bar for c in mates) * 2 > len(mates):
        return True
    bound = OVER_LISTED if question.wants(Intent.LIST, Intent.OBJECTIVE) else OVER_ALL
    return candidate.match.over >= bound


def sum_of(found: Match) -> float:
    """The share of the question that was found anywhere around a unit."""
    return found.own + found.lead + found.near + found.title + found.path


def _repeats(candidate: Candidate, chosen: dict[tuple[str, int], Chosen]) -> bool:
    """Whether a unit says what a chosen one says already, word for word or nearly."""
    words = candidate.view.folded
    numbers = figures(words)
    said = (c.candidate.view.folded for c in chosen.values())
    return any(fuzz.ratio(words, one, score_cutoff=ALIKE) > 0 and figures(one) == numbers for one in said)
