"""A section or a column whose title a question asks for by name ("What are the recommendations?"), whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.candidates import Candidate, Chosen
from assistant.expansion import WHOLE_LIST_WORDS, words_of
from assistant.matching import Sought, Weighed
from assistant.numbers import in_figures, spelt
from assistant.records import Intent, Question
from assistant.signs import SOLID
from assistant.turns import MENDED
from assistant.views import content
from ingest.records import Role
from ingest.words import fold

# Beside these a title is no answer: one fact, a judgement or what several places say is asked for.
_ELSE = (
    Intent.FIGURE, Intent.WHO, Intent.WHEN, Intent.WHERE, Intent.COMPARE, Intent.YES_NO, Intent.WHY, Intent.EVIDENCE,
)  # fmt: skip
SPARE = 1
# A title of two sections is asked for with both; of more it is a title that every chapter has.
MOST = 2
_NUMBERING = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[a-z])[.):]?\s+", re.I)
_WHAT = re.compile(r"^(?:and |so )?(?:what|which) ", re.I)
_IN_BRACKETS = re.compile(r"\(.*?\)")
_ASKED = re.compile(
    rf"^(?:and |so )?(?:what|which) (?:are|were) (?:(?:the|our|its|their|all) )*(?P<count>{spelt()}|\d+)?", re.I
)


def section_asked(question: Question, weighed: Weighed, ranked: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """What stands under the title that has every word asked for and hardly another, in the paper of the best unit.

    What is carried over from the turn before only says which paper. Of what is too long, the first level of its list.
    """
    solid = [s for s in weighed.sought if s.term.weight >= SOLID]
    solid = [s for s in solid if s.term.weight >= MENDED] or solid
    if not ranked or not solid or question.wants(*_ELSE) or question.number:
        return ()
    if question.wants(Intent.PROGRESS) and not _is_first(question, solid):
        return ()
    # Where another paper has the best unit, the title may be of another matter.
    of_best = sorted((c for c in ranked if c.paper is ranked[0].paper), key=lambda c: c.place)
    titled: dict[tuple[str, ...], list[Candidate]] = {}
    named: dict[tuple[str, ...], bool] = {}
    for one in of_best:
        if one.view.unit.role is Role.HEADING:
            continue
        for path in _paths(one):
            if path not in named:
                named[path] = _is_named(solid, path, one)
            if named[path]:
                titled.setdefault(path, []).append(one)
                break
    if whole := _shown(list(titled.values())):
        return tuple(Chosen(c, "the section asked for") for c in whole)
    column = _column(question, solid, weighed, of_best, ranked[0])
    return tuple(Chosen(c, "the column asked for") for c in column)


def _is_first(question: Question, solid: Sequence[Sought]) -> bool:
    """Whether a question begins with what it is about ("What best practice did they look at?"), not with progress."""
    begins = _WHAT.match(question.asked)
    stems = content(question.asked[begins.end() :])[: len(solid)] if begins else ()
    return bool(stems) and all(s.within(stems) for s in solid)


def _shown(bodies: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """What stands under a title, whole or by the first level of its lists; nothing where that is too long."""
    if len(bodies) > MOST:
        return []
    whole = [c for body in bodies for c in body]
    if words_of(whole) > WHOLE_LIST_WORDS:
        outlines = [_first_level(body) for body in bodies]
        whole = [c for outline in outlines for c in outline] if all(outlines) else []
    return whole if words_of(whole) <= WHOLE_LIST_WORDS else []


def _paths(one: Candidate) -> Iterator[tuple[str, ...]]:
    """The paths of the sections that a unit stands in, the outermost first."""
    path = one.section.path
    return (path[:depth] for depth in range(1, len(path) + 1))


def _is_named(solid: Sequence[Sought], path: Sequence[str], one: Candidate) -> bool:
    """Whether a title, with those over it, has every word a question is about, and the title at most one of its own."""
    if fold(path[-1]) == fold(one.paper.document.facts.title):
        return False  # under the title of a paper stands who wrote it, and when
    title = content(_NUMBERING.sub("", path[-1]))
    over = content(" ".join(path[:-1]))
    named = {s for sought in solid for run in sought.term.alternatives for s in run}
    held = [s.within(title) for s in solid]
    whole = all(there or s.within(over) for there, s in zip(held, solid, strict=True))
    return whole and 2 * sum(held) > len(held) and len(set(title) - named) <= SPARE


def _first_level(body: Sequence[Candidate]) -> list[Candidate]:
    """The items and rows of a section that stand under none of the others; nothing where none does, or it has parts."""
    if len({c.view.unit.section for c in body}) > 1:
        return []
    listed = [c for c in body if c.view.unit.role in {Role.ITEM, Role.ROW}]
    over = {fold(c.view.words) for c in listed}
    first = [c for c in listed if not any(fold(c.view.unit.lead).endswith(head) for head in over)]
    return first if 0 < len(first) < len(listed) else []


def _column(
    question: Question, solid: Sequence[Sought], weighed: Weighed, of_best: Sequence[Candidate], best: Candidate
) -> list[Candidate]:
    """The cells under the head that a question begins with ("What are the strategic aims"), as many as it says.

    What else it names stands around the best unit, which is in the same section.
    """
    asked = _ASKED.match(question.asked)
    if not asked:
        return []
    begins = content(question.asked[asked.end() :])
    count = asked["count"] or ""
    columns: dict[int, list[Candidate]] = {}
    for one in of_best:
        unit = one.view.unit
        if unit.role is Role.ROW and " · " in unit.lead and unit.section == best.view.unit.section:
            columns.setdefault(unit.group, []).append(one)
    for cells in columns.values():
        head = content(_IN_BRACKETS.sub("", cells[0].view.unit.lead.split(" · ")[0]))
        if not head or begins[: len(head)] != head or (count and len(cells) != int(in_figures(count))):
            continue
        rest = [i for i, s in enumerate(weighed.sought) if s in solid and not s.within(head)]
        around = all(best.match.found[i] or weighed.terms[i].asked == count for i in rest)
        if around and words_of(cells) <= WHOLE_LIST_WORDS:
            return cells
    return []
