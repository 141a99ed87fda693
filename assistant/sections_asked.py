"""A section whose title a question asks for by name ("What are the recommendations?"), whole."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.candidates import Candidate, Chosen
from assistant.expansion import WHOLE_LIST_WORDS, words_of
from assistant.matching import Weighed
from assistant.records import Intent, Question
from assistant.signs import SOLID
from assistant.views import content
from ingest.records import Role
from ingest.words import fold

# Beside these a title is no answer: one fact, a judgement or what several places say is asked for.
_ELSE = (
    Intent.FIGURE, Intent.WHO, Intent.WHEN, Intent.WHERE, Intent.COMPARE, Intent.YES_NO, Intent.WHY, Intent.EVIDENCE,
    Intent.PROGRESS,
)  # fmt: skip
SPARE = 1


def section_asked(question: Question, weighed: Weighed, ranked: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """What stands under the title that has every word asked for and hardly another, in the paper of the best unit."""
    if question.wants(*_ELSE) or question.number:
        return ()
    sections: dict[tuple[str, int], list[Candidate]] = {}
    for one in sorted(ranked, key=lambda c: c.place):
        sections.setdefault((one.paper.document.id, one.view.unit.section), []).append(one)
    found = [units for units in sections.values() if _is_named(weighed, units[0])]
    bodies = [[c for c in units if c.view.unit.role is not Role.HEADING] for units in found]
    bodies = [b for b in bodies if b and words_of(b) <= WHOLE_LIST_WORDS]
    # Where another paper has the best unit, the title may be of another matter.
    of_best = (b for b in bodies if b[0].paper is ranked[0].paper)
    return tuple(Chosen(c, "the section asked for") for c in next(of_best, ()))


def _is_named(weighed: Weighed, one: Candidate) -> bool:
    """Whether the title over a unit has every word that a question is about, and at most one of its own."""
    if fold(" ".join(one.section.path[-1:])) == fold(one.paper.document.facts.title):
        return False  # under the title of a paper stands who wrote it, and when
    title = tuple(s for s in content(" ".join(one.section.path[-1:])) if not s.isdigit())
    solid = [s for s in weighed.sought if s.term.weight >= SOLID]
    return bool(solid) and all(s.within(title) for s in solid) and len(set(title)) <= len(solid) + SPARE
