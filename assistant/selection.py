"""Choose the units of an answer: the best ones, whole lists where the question is about the list, nothing twice.

The best unit sets the bar; others join while they come near it, nearer where they stand in a section of their own.
A list, or the whole text under a short heading, joins as one when the question's words stand in its lead-in or title
rather than in single items.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from assistant.candidates import Candidate, Chosen
from assistant.expansion import WHOLE_LIST_WORDS, Around, expand, words_of
from assistant.records import Intent, Question
from assistant.scoring import fits_only, in_period
from assistant.signs import gives_asked, speaks_of
from ingest.records import Role, Status
from ingest.words import figures

# How far below the best unit (in log odds) another may lie and still join: further where things are gathered.
USUAL = 3.0
WIDE = 4.0
# How much better one must be that stands in a section of its own, and by how much more with each further section:
# what lies beside a chosen unit is seldom of another matter, what stands alone elsewhere mostly is.
APART = 0.25
FURTHER = 0.15
_GATHERED = (
    Intent.EVIDENCE,
    Intent.COMPARE,
    Intent.LIST,
    Intent.COMMITMENT,
    Intent.PROGRESS,
    Intent.GAP,
    Intent.OBJECTIVE,
)
_NARROW = (Intent.FIGURE, Intent.WHO, Intent.WHEN, Intent.DEFINITION, Intent.YES_NO, Intent.WHY)
ALIKE = 92.0
# Above this a unit so likely belongs that no better one keeps it out.
CAP = 4.0
SIDE_WORDS = 25
# A figure asked for is looked for among so many of the best, at most so far below the best of them.
MEASURED = 25
MEASURED_BELOW = 5.0
MEASURED_MARGIN = 0.8
# The figures of what is named, and the text of the paper that is, come first where they are so near the best.
NAMED_BELOW = 2.5
PAPER_BELOW = 2.0
LATEST_BELOW = 3.0
# Of a list or paragraph so much more is shown where half of it is.
SEVERAL = 3
REST_WORDS = 80
DATE_WORDS = 3
WANTED = 0.6
ALLIED = 0.3
SIDE_MARGIN = 2.2
SIDE_PERIOD = 0.6
# An answer of fewer words is rounded out to about so many, by what lies at most so far below its best unit.
ROUND_WORDS = 80
ROUND_OVER = 20
ROUND_BELOW = 8.0
_WHICH = re.compile(r"(?:these|they) (?:are|were|include)\b", re.I)
# A figure and something else is asked for ("Who sits on it and how often does it meet?").
_ASKS_MORE = re.compile(r"[,;]? and (?:by |of those,? )?(?:how|who|what|when|where|which|why)\b", re.I)
# What one fact answers: nothing is to stand beside it.
_ONE_FACT = (Intent.FIGURE, Intent.WHEN, Intent.WHO)


def choose(question: Question, ranked: Sequence[Candidate], words: int) -> tuple[Chosen, ...]:
    """The units of the answer, best first, about ``words`` words; never half a list that is wanted whole.

    Of a comparison each side, a council, a paper or a period, is answered for itself.
    """
    ranked = _of_paper(question, ranked)
    measured = _measured(question, ranked, words)
    if measured and not _ASKS_MORE.search(question.asked):
        return measured
    parts = sides(question, ranked)
    if len(parts) < 2:
        wanted = _of_wanted_kind(question, _choose(question, ranked, words, margin(question)))
        return _once(measured, wanted)
    chosen = _once(*(_choose(question, part, words // len(parts) + SIDE_WORDS, SIDE_MARGIN) for part in parts))
    return tuple(sorted(chosen, key=lambda c: -c.candidate.score))


def _once(*parts: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """What was chosen for one reason and another, each unit once, for the first of them."""
    chosen: dict[tuple[str, int], Chosen] = {}
    for part in parts:
        for one in part:
            chosen.setdefault(one.candidate.place, one)
    return tuple(chosen.values())


def round_out(
    question: Question, chosen: Sequence[Chosen], ranked: Sequence[Candidate], words: int
) -> tuple[Chosen, ...]:
    """A short answer with more of the prose its best unit stands in: one sentence is read with those around it."""
    best = max((c.candidate for c in chosen), key=lambda c: c.score)
    if question.wants(*_ONE_FACT) or best.view.unit.role is not Role.PARAGRAPH:
        return tuple(chosen)
    found = {c.candidate.place: c for c in chosen}
    used = words_of([c.candidate for c in chosen])
    wanted = min(ROUND_WORDS, words)
    for one in ranked:
        if used >= wanted or one.score < best.score - ROUND_BELOW:
            break
        same = one.paper is best.paper and one.view.unit.section == best.view.unit.section
        if not same or one.view.unit.role is not Role.PARAGRAPH or one.place in found:
            continue
        fit = fits_only(question, one.view.unit.kind)
        size = used + one.view.length
        if size > wanted + ROUND_OVER or (fit is not None and fit < ALLIED) or _repeats(one, found):
            continue
        found[one.place] = Chosen(one, "the section also says")
        used = size
    return tuple(found.values())


def _measured(question: Question, ranked: Sequence[Candidate], words: int) -> tuple[Chosen, ...]:
    """The units that give a figure of the kind asked for, where one lies near the best; else none.

    The figures of one paragraph qualify each other: a mean stands beside its median.
    """
    if question.measure is None or question.wants(Intent.WHY):
        return ()
    given = [c for c in ranked[:MEASURED] if gives_asked(question, c)]
    if not _reaches(given, ranked, MEASURED_BELOW):
        return ()
    given = _of_named(question, given)
    best = _choose(question, given, words, MEASURED_MARGIN)
    beside = [c for c in given if _same_paragraph(c, given[0])]
    counted = [c for c in ranked if _counts_up(c, given[0])]
    return _once(best, _latest(question, given), [Chosen(c, "a figure beside it") for c in [*beside, *counted]])


def _latest(question: Question, given: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The figure of the council's newest paper, where the best is of an older one and no time is asked for."""
    best = given[0]
    if question.periods or question.papers:
        return ()
    facts = best.paper.document.facts
    near = [
        c
        for c in given
        if c.score >= best.score - LATEST_BELOW
        and c.paper.document.facts.council == facts.council
        and c.paper.document.facts.status is not Status.DRAFT
    ]
    newest = max(near, key=lambda c: c.paper.document.facts.date, default=best)
    return (Chosen(newest, "the latest figure"),) if newest.paper.document.facts.date > facts.date else ()


def _of_named(question: Question, given: list[Candidate]) -> list[Candidate]:
    """The figures of the place, thing or characteristic that is named, where there are any near the best; else all."""
    named = [i for i, term in enumerate(question.terms) if term.named and not term.characteristic]
    held = [c for c in given if named and all(c.match.own_found[i] for i in named)]
    given = held if _reaches(held, given, NAMED_BELOW) else given
    of_it = [
        c for c in given if question.characteristics and all(speaks_of(n, c.view) for n in question.characteristics)
    ]
    return of_it if _reaches(of_it, given, NAMED_BELOW) else given


def _of_wanted_kind(question: Question, chosen: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """Leave out what is of another kind than the one that is wanted, unless it scores better than all of that kind.

    A list goes by the best of its items: it stays or goes as one.
    """
    fits = [fits_only(question, c.candidate.view.unit.kind) for c in chosen]
    fitting = [c.candidate.score for c, f in zip(chosen, fits, strict=True) if f is not None and f >= WANTED]
    if not fitting:
        return chosen
    best: dict[tuple[str, int], float] = {}
    for one in chosen:
        best[one.candidate.group] = max(best.get(one.candidate.group, one.candidate.score), one.candidate.score)
    return tuple(
        c
        for c, f in zip(chosen, fits, strict=True)
        if f is None or f >= ALLIED or best[c.candidate.group] > max(fitting)
    )


def _of_paper(question: Question, ranked: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates of the one paper that a question is put to, where it says something near the best; else all."""
    if not question.of_paper or question.wants(Intent.COMPARE):
        return ranked
    named = [c for c in ranked if c.paper.document.id in question.papers[0]]
    return named if _reaches(named, ranked, PAPER_BELOW) else ranked


def _reaches(some: Sequence[Candidate], ranked: Sequence[Candidate], below: float) -> bool:
    """Whether the best of some candidates lies at most so far below the best of all."""
    return bool(some) and some[0].score >= ranked[0].score - below


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
    bar = min(ranked[0].score - reach, CAP)
    around = Around(ranked)
    chosen: dict[tuple[str, int], Chosen] = {}
    used = 0
    for candidate in ranked:
        if candidate.score < bar or used >= words:
            break
        if candidate.place in chosen or candidate.score < bar + _apart(question, candidate, chosen):
            continue
        if _only_dates(candidate) and not question.wants(Intent.WHEN, Intent.FIGURE):
            continue
        joined = [j for j in expand(question, candidate, around, bar) if j.candidate.place not in chosen]
        joined = [j for j in joined if not _repeats(j.candidate, chosen)]
        size = sum(j.candidate.view.length for j in joined)
        if used and used + size > words + (WHOLE_LIST_WORDS // 2 if len(joined) > 1 else 0):
            continue
        for one in joined:
            chosen[one.candidate.place] = one
        used += size
    return _completed(around, chosen)


def _completed(around: Around, chosen: dict[tuple[str, int], Chosen]) -> tuple[Chosen, ...]:
    """What was chosen, with the rest of each list or paragraph that it has half of."""
    for one in list(chosen.values()):
        role = one.candidate.view.unit.role
        mates = [m for m in around.group(one.candidate) if m.view.unit.role is role]
        rest = [m for m in mates if m.place not in chosen]
        most = len(mates) >= SEVERAL and len(rest) * 2 <= len(mates) and words_of(rest) <= REST_WORDS
        if most and role in {Role.ITEM, Role.PARAGRAPH}:
            chosen |= {m.place: Chosen(m, "the rest of it") for m in rest if not _repeats(m, chosen)}
    return tuple(chosen.values())


def _only_dates(candidate: Candidate) -> bool:
    """Whether a line of a paper is its date ("May 2024") and says nothing."""
    view = candidate.view
    return view.unit.role is Role.PARAGRAPH and view.length <= DATE_WORDS and view.date and not candidate.match.own


def _apart(question: Question, candidate: Candidate, chosen: Mapping[tuple[str, int], Chosen]) -> float:
    """How much better a unit must be that stands in another section than all that are chosen; a figure need not."""
    sections = {(c.candidate.paper.document.id, c.candidate.view.unit.section) for c in chosen.values()}
    place = candidate.paper.document.id, candidate.view.unit.section
    if not sections or place in sections or question.wants(Intent.FIGURE):
        return 0.0
    return APART + FURTHER * (len(sections) - 1)


def margin(question: Question) -> float:
    """How far below the best a unit may lie: narrow for one fact, wide for what is gathered."""
    if question.wants(*_NARROW) and not question.wants(Intent.LIST, Intent.EVIDENCE, Intent.COMPARE):
        return USUAL
    return WIDE if question.wants(*_GATHERED) else USUAL


def _same_paragraph(one: Candidate, other: Candidate) -> bool:
    same = one.paper is other.paper and one.view.unit.group == other.view.unit.group
    return same and one.view.unit.role is Role.PARAGRAPH


def _counts_up(one: Candidate, figure: Candidate) -> bool:
    """Whether a sentence says which the things are that the one before it counts ("These were: …")."""
    return _same_paragraph(one, figure) and one.place > figure.place and bool(_WHICH.match(one.view.words))


def _repeats(candidate: Candidate, chosen: dict[tuple[str, int], Chosen]) -> bool:
    """Whether a unit says what a chosen one says already, word for word or nearly."""
    words = candidate.view.folded
    numbers = figures(words)
    said = (c.candidate.view.folded for c in chosen.values())
    return any(fuzz.ratio(words, one, score_cutoff=ALIKE) > 0 and figures(one) == numbers for one in said)
