"""Which objective an activity serves: as the paper prints it, else by the priority that it stands under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.commitments.judgements import link_id
from assistant.commitments.paper import Place, Statement
from assistant.commitments.reading import PaperRead
from assistant.commitments.records import Basis, Level, Link
from assistant.commitments.threads import Thread, Threads, overlap

# A priority repeats the gist of its objective in fewer words; it must be clearly nearer to that one than to others.
MAPS = 0.45
MARGIN = 0.1
SUGGESTS = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """The objective's thread that an activity serves, and how that is known."""

    thread: Thread
    basis: Basis
    link: Link | None = None


def map_activities(threads: Threads, papers: Sequence[PaperRead]) -> dict[Statement, Served]:
    """The objective of each activity for which it is known; what the papers leave open is suggested, not mapped."""
    served: dict[Statement, Served] = {}
    for source in papers:
        activities = [s for s in source.stated if s.level is Level.ACTIVITY]
        for statement in activities:
            if statement.parent is not None and statement.parent in threads.of:
                served[statement] = Served(threads.of[statement.parent], Basis.PRINTED)
        open_ones = [s for s in activities if s not in served]
        for scope in _scopes(open_ones):
            objectives = _objectives(threads, source, scope[0])
            served |= _by_priority(threads, source, scope, objectives)
            for statement in scope:
                if statement not in served:
                    found = _by_judgement(threads, source, statement, objectives)
                    served |= {statement: found} if found else {}
    return served


def _scopes(activities: Sequence[Statement]) -> list[list[Statement]]:
    """Activities of one aim: a priority can only be that of an objective under the same aim."""
    found: dict[object, list[Statement]] = {}
    for statement in activities:
        found.setdefault(statement.aim, []).append(statement)
    return list(found.values())


def _objectives(threads: Threads, source: PaperRead, statement: Statement) -> list[Thread]:
    """The objectives that an activity may serve: of its aim in its own paper, else of the council's same period."""
    mine = [s for s in source.stated if s.level is Level.OBJECTIVE]
    under = [s for s in mine if s.aim is statement.aim]
    if found := [threads.of[s] for s in under or mine]:
        return found
    years = threads.of[statement].latest.years
    return [t for t in threads.threads if t.level is Level.OBJECTIVE and overlap(t.latest.years, years)]


def _by_priority(
    threads: Threads, source: PaperRead, activities: Sequence[Statement], objectives: Sequence[Thread]
) -> dict[Statement, Served]:
    """Objectives by likeness of their priorities; one priority for several objectives is left undivided."""
    priorities = list(dict.fromkeys(s.priority for s in activities if s.priority is not None))
    if len(priorities) < 2 and len(objectives) > 1:
        return {}
    of = {priority: found for priority in priorities if (found := _nearest(threads, source, priority, objectives))}
    return {s: of[s.priority] for s in activities if s.priority in of}


def _nearest(threads: Threads, source: PaperRead, priority: Place, objectives: Sequence[Thread]) -> Served | None:
    words = source.paper.words(priority)
    scored = sorted(((_score(threads, words, t), n) for n, t in enumerate(objectives)), key=lambda s: (-s[0], s[1]))
    best = _judged(threads, words, objectives)
    if best is None and scored and scored[0][0] >= MAPS:
        second = scored[1][0] if len(scored) > 1 else 0.0
        best = objectives[scored[0][1]] if scored[0][0] - second >= MARGIN else None
    if best is None:
        return None
    score = next(s for s, n in scored if objectives[n] is best)
    link = _link(threads, source, priority, best, score, joins=True)
    return Served(best, link.basis, link) if link and link.joins else None


def _score(threads: Threads, words: str, objective: Thread) -> float:
    """How alike words are to an objective, in whichever of its wordings is nearest."""
    return max(threads.likeness.score(words, told) for told in {t.words for t in objective.tellings})


def _judged(threads: Threads, words: str, objectives: Sequence[Thread]) -> Thread | None:
    """The objective that an officer has confirmed for these words."""
    if not threads.judged:
        return None
    for thread in objectives:
        keys = (link_id(threads.council, words, t.words) for t in thread.tellings)
        if any(key in threads.judged and threads.judged[key].confirmed for key in keys):
            return thread
    return None


def _by_judgement(
    threads: Threads, source: PaperRead, statement: Statement, objectives: Sequence[Thread]
) -> Served | None:
    """What an officer has decided for one activity; the likeliest objective is offered as a suggestion."""
    words = source.words(statement)
    judged = _judged(threads, words, objectives)
    scored = [(_score(threads, words, t), t) for t in objectives]
    if judged is not None:
        score = next(s for s, t in scored if t is judged)
        link = _link(threads, source, statement.place, judged, score, joins=True)
        return Served(judged, Basis.CONFIRMED, link)
    score, best = max(scored, key=lambda s: s[0], default=(0.0, None))
    if best is not None and score >= SUGGESTS:
        _link(threads, source, statement.place, best, score, joins=False)
    return None


def _link(
    threads: Threads, source: PaperRead, place: Place, thread: Thread, score: float, *, joins: bool
) -> Link | None:
    told = thread.latest
    return threads.link((source, place), (told.source, told.statement.place), score, joins=joins)
