"""Why an answer is as it is, in words for people: how the question was read, where was looked, what was kept."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering import Worked
from assistant.records import Intent, Question
from ui.labels import plural

INTENTS: dict[Intent, str] = {
    Intent.COMMITMENT: "commitments and plans",
    Intent.PROGRESS: "progress and results",
    Intent.GAP: "gaps and areas to improve",
    Intent.FIGURE: "figures",
    Intent.DEFINITION: "what something means",
    Intent.WHO: "who is responsible",
    Intent.WHEN: "dates",
    Intent.WHERE: "places",
    Intent.COMPARE: "a comparison",
    Intent.LIST: "a whole list",
    Intent.EVIDENCE: "evidence",
    Intent.YES_NO: "yes or no, with the words for it",
    Intent.OBJECTIVE: "objectives",
    Intent.DUTY: "duties in law",
    Intent.CASE_STUDY: "case studies",
    Intent.WHY: "reasons",
    Intent.QUESTION: "questions that the papers ask",
    Intent.DECISION: "what was decided or recommended",
}
NEAR = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement that was kept or passed over, and the reason."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """Facts as pairs of label and words; then what was kept, and what came near and was left out."""

    facts: tuple[tuple[str, str], ...]
    kept: tuple[Shown, ...] = ()
    left: tuple[Shown, ...] = ()
    verdict: str = ""


def why(worked: Worked) -> Why:
    """The reasons for an answer."""
    facts = _facts(worked)
    if worked.retrieved is None:
        return Why(facts)
    kept = tuple(Shown(c.candidate.view.words, c.reason) for c in worked.chosen)
    places = {c.candidate.place for c in worked.chosen}
    passed = [c for c in worked.retrieved.candidates if c.place not in places][:NEAR]
    left = tuple(Shown(c.view.words, "weighed less than what was kept") for c in passed)
    missing = worked.verdict.missing if worked.verdict and not worked.verdict.answerable else ""
    return Why(facts, kept if not missing else (), left, missing)


def _facts(worked: Worked) -> tuple[tuple[str, str], ...]:
    question = worked.question
    weighed = worked.retrieved.weighed if worked.retrieved else None
    pairs = zip(weighed.terms, weighed.weights, strict=True) if weighed else ()
    known = [
        ("Read as", question.standalone),
        ("About", ", ".join(f"{term.asked} ({weight:.0%})" for term, weight in pairs)),
        ("Wanted", ", ".join(INTENTS[intent] for intent in question.intents) or "anything on the subject"),
        ("Limited to", "; ".join(_limits(question)) or "nothing: every loaded paper was looked at"),
        ("Looked at", _looked_at(worked)),
    ]
    return tuple((label, words) for label, words in known if words)


def _limits(question: Question) -> list[str]:
    scope = question.scope
    years = [str(a) if a == b else f"{a} to {b}" for a, b in question.periods]
    chosen = [scope.council, scope.type, scope.year, scope.status.value if scope.status else "", scope.characteristic]
    return list(dict.fromkeys(w for w in [*question.councils, *years, *question.characteristics, *chosen] if w))


def _looked_at(worked: Worked) -> str:
    if worked.retrieved is None:
        return ""
    candidates = worked.retrieved.candidates
    papers = len({c.paper.document.id for c in candidates})
    sections = len({(c.paper.document.id, c.view.unit.section) for c in candidates})
    statements = plural(len(candidates), "statement")
    return f"{statements} in {plural(sections, 'section')} of {plural(papers, 'paper')}, each weighed"
