"""A section whose title a question asks for by name ("What are the recommendations?"), whole."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.candidates import Candidate, Chosen
from assistant.expansion import WHOLE_LIST_WORDS, words_of
from assistant.matching import Sought, Weighed
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
    solid = [s for s in weighed.sought if s.term.weight >= SOLID]
    if not solid or question.wants(*_ELSE) or question.number:
        return ()
    # Where another paper has the best unit, the title may be of another matter.
    of_best = sorted((c for c in ranked if c.paper is ranked[0].paper), key=lambda c: c.place)
    sections: dict[int, list[Candidate]] = {}
    for one in of_best:
        sections.setdefault(one.view.unit.section, []).append(one)
    for units in sections.values():
        body = [c for c in units if c.view.unit.role is not Role.HEADING]
        if body and _is_named(solid, body[0]) and words_of(body) <= WHOLE_LIST_WORDS:
            return tuple(Chosen(c, "the section asked for") for c in body)
    return ()


def _is_named(solid: Sequence[Sought], one: Candidate) -> bool:
    """Whether the title over a unit has every word that a question is about, and at most one of its own."""
    if fold(" ".join(one.section.path[-1:])) == fold(one.paper.document.facts.title):
        return False  # under the title of a paper stands who wrote it, and when
    title = tuple(s for s in content(" ".join(one.section.path[-1:])) if not s.isdigit())
    return all(s.within(title) for s in solid) and len(set(title)) <= len(solid) + SPARE
