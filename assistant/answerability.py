"""Whether the evidence speaks to the question, or the papers are silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Intent, Question
from assistant.retrieval import Retrieved
from assistant.selection import Chosen, sum_of

FLOOR = -1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to answer, what part of the question is not in the papers, and the figures it rests on."""

    answerable: bool
    missing: str = ""
    reasons: tuple[tuple[str, float], ...] = ()


def judge(question: Question, retrieved: Retrieved, chosen: Sequence[Chosen]) -> Verdict:
    """Answer where the best unit is good enough and every named limit of the question is met near it."""
    if not chosen:
        return Verdict(False, "They hold nothing near the question.")
    best = chosen[0].candidate
    reasons = (("score", best.score), ("found", sum_of(best.match)), ("likeness", best.likeness))
    missing = [
        t.asked
        for t, found in zip(
            retrieved.weighed.terms, _found_anywhere(retrieved, chosen), strict=True
        )
        if t.named and not found
    ]
    if missing:
        return Verdict(False, f"They do not speak of {', '.join(missing)} in this connection.", reasons)
    if question.periods and not _period_met(question, chosen):
        return Verdict(False, "They say nothing on it for the time asked about.", reasons)
    if question.wants(Intent.FIGURE) and not any(c.candidate.view.figure for c in chosen):
        return Verdict(False, "They give no figure for it.", reasons)
    return Verdict(best.score >= FLOOR, "" if best.score >= FLOOR else "They hold nothing that answers it.", reasons)


def _found_anywhere(retrieved: Retrieved, chosen: Sequence[Chosen]) -> list[bool]:
    return [any(c.candidate.match.found[i] for c in chosen) for i in range(len(retrieved.weighed.terms))]


def _period_met(question: Question, chosen: Sequence[Chosen]) -> bool:
    for first, last in question.periods:
        years = {str(first), str(last), f"{first}/{last % 100:02}", f"{first}-{last % 100:02}"}
        for one in chosen:
            view, facts = one.candidate.view, one.candidate.paper.document.facts
            held = set(view.own) | set(view.lead) | set(view.group) | set(view.title)
            if years & held or any(y in f"{facts.date} {facts.period} {facts.title}" for y in years):
                return True
    return False
