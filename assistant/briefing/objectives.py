"""The objectives in force with their latest progress and gaps, as the register has gathered them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.briefing.quoting import Paper, Quoter
from assistant.briefing.records import Objective, ObjectiveSet
from assistant.commitments import Commitment, Level
from assistant.records import Citation, Statement
from ingest.words import words

# One word in a table's column is the number of an objective, or the column's name.
LEAST_WORDS = 2


def worded(commitments: Sequence[Commitment]) -> list[Commitment]:
    """The commitments that say something."""
    return [c for c in commitments if len(words(c.wording.quote)) >= LEAST_WORDS]


def objective_sets(
    commitments: Sequence[Commitment], papers: Sequence[Paper], quoter: Quoter
) -> tuple[ObjectiveSet, ...]:
    """One set for each paper in force that words objectives."""
    found = (_set(commitments, paper, quoter) for paper in papers if paper.in_force)
    return tuple(one for one in found if one.objectives)


def _set(commitments: Sequence[Commitment], paper: Paper, quoter: Quoter) -> ObjectiveSet:
    own = sorted((c for c in commitments if c.wording.document == paper.document.id), key=lambda c: c.wording.start)
    periods = Counter(c.period for c in own if c.period and c.level is Level.OBJECTIVE)
    return ObjectiveSet(
        document=paper.document.id,
        title=paper.title,
        date=paper.row.facts.date,
        period=periods.most_common(1)[0][0] if periods else paper.row.facts.period,
        status=paper.row.facts.status,
        aims=tuple(quoter.take(c.wording) for c in own if c.level is Level.AIM),
        objectives=tuple(_objective(c, own, quoter) for c in own if c.level is Level.OBJECTIVE),
        plans=tuple(quoter.take(c.wording) for c in own if c.level is Level.ACTIVITY and c.objective is None),
    )


def _objective(one: Commitment, own: Sequence[Commitment], quoter: Quoter) -> Objective:
    activities = [c.wording for c in own if c.objective is not None and c.objective.id == one.id]
    return Objective(
        number=one.number,
        wording=quoter.take(one.wording),
        aim=quoter.take(one.aim) if one.aim is not None else None,
        progress=_statements(one.progress, quoter),
        gaps=_statements(one.gaps, quoter),
        next_steps=_statements([*(c for c in one.next_steps if not _told(c, one)), *activities], quoter),
    )


def _told(citation: Citation, one: Commitment) -> bool:
    """Whether words stand within what is quoted as progress or gap already."""
    told = (*one.progress, *one.gaps)
    return any(c.document == citation.document and c.start <= citation.start and citation.end <= c.end for c in told)


def _statements(citations: Sequence[Citation], quoter: Quoter) -> tuple[Statement, ...]:
    return tuple(dict.fromkeys(quoter.take(c) for c in citations))
