"""What joins a chosen unit: the list it opens or belongs to, its short section, the sentence that goes on from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.candidates import Candidate, Chosen, sum_of
from assistant.records import Intent, Question
from ingest.records import Kind, Role

# Rows that say nothing of each other: one is never the reason to show the rest.
_ALONE = frozenset({Kind.DEFINITION, Kind.CONTACT})
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
# A table of figures is shown whole only to who asks for figures, or for all there is.
_BY_FIGURES = (Intent.FIGURE, Intent.EVIDENCE, Intent.COMPARE, Intent.PROGRESS)
_ENDS_IN_FIGURE = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d$)[\d.,]*\d%?$")


class Around:
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
        """The units of its paragraph, list or row."""
        return self.groups[candidate.paper.document.id, candidate.view.unit.group]

    def section(self, candidate: Candidate) -> list[Candidate]:
        """The units of its section."""
        return self.sections[candidate.paper.document.id, candidate.view.unit.section]

    def items_under(self, candidate: Candidate) -> list[Candidate]:
        """The list that a unit leads into; for an open sentence before numbered headings, those of one kind."""
        paper, unit = candidate.paper.document.id, candidate.view.unit
        listed = self.led.get((paper, unit.start)) or self.pointing.get((paper, unit.end)) or []
        if listed or not candidate.view.words.endswith(":"):
            return listed
        heads = self.heads.get((paper, unit.section), [])
        return [h for h in heads if h.view.unit.kind is unit.kind]


def expand(question: Question, candidate: Candidate, around: Around, bar: float) -> list[Chosen]:
    """A candidate alone, or with the list or short section that it opens or belongs to."""
    alone = [Chosen(candidate, "near the best")]
    unit = candidate.view.unit
    items = around.items_under(candidate)
    if items and words_of(items) <= WHOLE_LIST_WORDS:
        head = alone if unit.role is Role.PARAGRAPH and _informs(candidate) else []
        # The items answer as well as what leads into them does.
        led = [replace(c, score=max(c.score, candidate.score)) for c in items]
        return head + [Chosen(c, "the list that it leads into") for c in led]
    if unit.role is Role.HEADING:
        return _under_heading(question, candidate, around, bar)
    mates = around.group(candidate)
    if len(mates) > 1 and unit.kind not in _ALONE and (unit.role in {Role.ITEM, Role.ROW} or _is_fragment(candidate)):
        if _about_whole(question, candidate, mates, bar):
            return [Chosen(c, "the whole list") for c in mates]
    elif _wanted_kind(question, unit.kind):
        body = [c for c in around.section(candidate) if c.view.unit.role is not Role.HEADING]
        about_title = candidate.match.path + candidate.match.title >= ABOUT_WHOLE * (sum_of(candidate.match) or 1.0)
        size = words_of(body)
        if size <= SHORT_SECTION_WORDS or (about_title and size <= WHOLE_SECTION_WORDS):
            return [Chosen(c, "the whole section") for c in body]
    return alone + [Chosen(c, "goes on from it") for c in _going_on(candidate, mates, bar)]


def _wanted_kind(question: Question, kind: Kind) -> bool:
    gap = kind is Kind.GAP and question.wants(Intent.GAP)
    return gap or (kind is Kind.PROGRESS and question.wants(Intent.PROGRESS))


def _under_heading(question: Question, candidate: Candidate, around: Around, bar: float) -> list[Chosen]:
    """What a heading that was found stands over; the heading itself where it says something of its own."""
    body = [c for c in around.section(candidate) if c.view.unit.role is not Role.HEADING]
    body = [c for c in body if not around.items_under(c)] or body
    near = [c for c in body if c.score >= bar - BELOW]
    if (
        body
        and words_of(body) <= WHOLE_SECTION_WORDS
        and (candidate.view.words.endswith(":") or max(c.score for c in body) >= bar)
    ):
        return [Chosen(c, "the text under the heading") for c in body]
    if candidate.view.words.endswith("?") and not question.wants(Intent.QUESTION):
        # A form's own question says nothing; what stands under it does.
        return [Chosen(c, "the text under the heading") for c in near[:2]]
    states = bool(candidate.section.paragraph) or candidate.view.length >= STATING_WORDS
    if states or not body or question.wants(Intent.LIST):
        return [Chosen(candidate, "near the best")]
    return [Chosen(c, "the text under the heading") for c in near[:2]]


def _going_on(candidate: Candidate, mates: Sequence[Candidate], bar: float) -> list[Candidate]:
    """The next sentence of the paragraph, where it is short and points back to this one."""
    after = [c for c in mates if c.place > candidate.place]
    follows = after and after[0].view.before and after[0].view.length <= GOING_ON_WORDS
    return after[:1] if follows and after[0].score >= bar - BELOW else []


def words_of(candidates: Sequence[Candidate]) -> int:
    """How many words they have together."""
    return sum(c.view.length for c in candidates)


def _informs(candidate: Candidate) -> bool:
    """Whether a lead-in says something of its own, beyond leading in."""
    return candidate.view.length > LEAD_WORDS or candidate.view.figure


def _is_fragment(candidate: Candidate) -> bool:
    return candidate.view.unit.role is Role.PARAGRAPH and not candidate.view.words.endswith((".", "?", "!"))


def _about_whole(question: Question, candidate: Candidate, mates: Sequence[Candidate], bar: float) -> bool:
    """Whether a question is about a list: its words stand in what the items share, or most items pass the bar."""
    if words_of(mates) > WHOLE_LIST_WORDS:
        return False
    if _sets_apart(candidate, mates) or (_are_data(mates) and not question.wants(*_BY_FIGURES)):
        return False
    if sum(c.score >= bar for c in mates) * 2 > len(mates):
        return True
    listed = question.wants(Intent.LIST, Intent.OBJECTIVE) or _is_asked_for(question, candidate)
    return candidate.match.over >= (OVER_LISTED if listed else OVER_ALL)


def _is_asked_for(question: Question, candidate: Candidate) -> bool:
    """Whether a unit is a commitment, and commitments are what is wanted: who asks for them wants all of them."""
    return candidate.view.unit.kind is Kind.COMMITMENT and question.wants(Intent.COMMITMENT)


def _are_data(mates: Sequence[Candidate]) -> bool:
    """Whether these are rows of a table of figures."""
    rows = [c for c in mates if c.view.unit.role is Role.ROW and _ENDS_IN_FIGURE.search(c.view.words)]
    return len(rows) * 2 > len(mates)


def _sets_apart(candidate: Candidate, mates: Sequence[Candidate]) -> bool:
    """Whether a row of a table of figures has words of the question that most of the other rows lack."""
    if candidate.view.unit.role is not Role.ROW or sum(c.view.figure for c in mates) * 2 <= len(mates):
        return False
    own = [i for i, there in enumerate(candidate.match.own_found) if there]
    return any(sum(c.match.own_found[i] for c in mates) * 2 < len(mates) for i in own)
