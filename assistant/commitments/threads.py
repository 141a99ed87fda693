"""Commitments followed through a council's papers: which wordings of different papers are one commitment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.commitments import wording
from assistant.commitments.judgements import Judgement, link_id
from assistant.commitments.likeness import Likeness
from assistant.commitments.paper import Place, Statement
from assistant.commitments.reading import PaperRead, period_of
from assistant.commitments.records import Basis, Level, Link
from ingest.words import fold

# Below JOINS two wordings stay apart; one of another set of objectives, or an activity, has to be more alike.
JOINS = 0.6
JOINS_ACROSS = 0.8
SUGGESTS = 0.5
# A council has few aims, and words them anew: what is less alike is worth an officer's look.
SUGGESTS_AIM = 0.3

Years = tuple[int, int] | None


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One paper's statement of a commitment; ``link`` is what ties it to the tellings before it."""

    source: PaperRead
    statement: Statement
    years: Years
    link: Link | None = None

    @property
    def words(self) -> str:
        """The wording for reading."""
        return self.source.words(self.statement)

    @property
    def compared(self) -> str:
        """The wording for comparing: an aim's heading is a part of it."""
        if self.statement.level is not Level.AIM:
            return self.words
        section = self.source.paper.section(self.statement.place.section)
        own = section.path[-1] if section.path and section.parent < 0 else ""
        return f"{own} {self.words}"


@dataclass(slots=True, eq=False)
class Thread:
    """The tellings of one commitment in the order of their papers."""

    level: Level
    tellings: list[Telling]

    @property
    def latest(self) -> Telling:
        """The last telling."""
        return self.tellings[-1]


@dataclass(slots=True)
class Threads:
    """The threads of one council, which statement belongs to which, and the links that were looked at."""

    council: str
    likeness: Likeness
    judged: Mapping[str, Judgement]
    threads: list[Thread] = field(default_factory=list)
    of: dict[Statement, Thread] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)

    def link(
        self,
        first: tuple[PaperRead, Place],
        second: tuple[PaperRead, Place],
        score: float,
        *,
        joins: bool,
        why: str = "",
    ) -> Link | None:
        """The link of two places, as an officer judged it, else by its score; None where there is nothing to cite."""
        one, other = (source.paper.words(place) for source, place in (first, second))
        ends = [source.paper.cite(place) for source, place in (first, second)]
        if ends[0] is None or ends[1] is None:
            return None
        key = link_id(self.council, one, other)
        judgement = self.judged.get(key)
        if judgement is not None:
            basis = Basis.CONFIRMED if judgement.confirmed else Basis.REJECTED
        elif same(one, other):
            basis, score = Basis.SAME_WORDS, 1.0
        else:
            basis = Basis.INFERRED if joins else Basis.SUGGESTED
        link = Link(key, basis, round(score, 2), ends[0], ends[1], judgement.note if judgement else "", why)
        self.links[key] = link
        return link


def same(one: str, other: str) -> bool:
    """Whether two wordings are word for word the same, the mark at their end apart."""
    return fold(one).rstrip(" .;:,") == fold(other).rstrip(" .;:,")


def follow(council: str, papers: Sequence[PaperRead], judged: Mapping[str, Judgement]) -> Threads:
    """Follow every commitment of a council through its papers, which come in the order of their dates."""
    wordings = [source.words(s) for source in papers for s in source.stated]
    found = Threads(council, Likeness(wordings), judged)
    for source in papers:
        tellings = [Telling(source, s, _years(source, s)) for s in source.stated]
        for level in Level:
            _join(found, [t for t in tellings if t.statement.level is level])
    return found


def _years(source: PaperRead, statement: Statement) -> Years:
    """The years of the set that a statement belongs to: as its period prints them, else the paper's."""
    period, _ = period_of(source.paper, statement)
    return wording.years_in(period) or wording.years_in(source.paper.row.facts.period)


def _join(found: Threads, tellings: Sequence[Telling]) -> None:
    """Join the tellings of one paper and level to the threads so far, the likeliest pairs first, one to one."""
    threads = [t for t in found.threads if tellings and t.level is tellings[0].statement.level]
    pairs = sorted(_pairs(found, threads, tellings), key=lambda pair: pair[0])
    taken: set[int] = set()
    joined: dict[int, Telling] = {}
    for _, thread, telling, link in pairs:
        if id(thread) in taken or id(telling) in joined:
            continue
        taken.add(id(thread))
        joined[id(telling)] = Telling(telling.source, telling.statement, telling.years, link)
        thread.tellings.append(joined[id(telling)])
        found.of[telling.statement] = thread
    for telling in tellings:
        if id(telling) not in joined:
            thread = Thread(telling.statement.level, [telling])
            found.threads.append(thread)
            found.of[telling.statement] = thread


def _pairs(
    found: Threads, threads: Iterable[Thread], tellings: Sequence[Telling]
) -> Iterable[tuple[tuple[int, float, int], Thread, Telling, Link]]:
    """The pairs that may be one commitment, each with its rank: judged ones first, then by likeness and number."""
    for nth, thread in enumerate(threads):
        wordings = {t.compared for t in thread.tellings}
        for telling in tellings:
            if telling.source is thread.latest.source:
                continue
            compared = telling.compared
            score = max(found.likeness.score(words, compared) for words in wordings)
            before = _judged(found, thread, telling) or thread.latest
            least = SUGGESTS_AIM if thread.level is Level.AIM else SUGGESTS
            if score < least and not _judged(found, thread, telling):
                continue
            ends = (before.source, before.statement.place), (telling.source, telling.statement.place)
            link = found.link(*ends, score, joins=score >= _needed(before, telling))
            if link is not None and link.joins:
                judged = 0 if link.basis is Basis.CONFIRMED else 1
                yield (judged, -score, _apart(before, telling) + nth), thread, telling, link


def _judged(found: Threads, thread: Thread, telling: Telling) -> Telling | None:
    """The telling of a thread whose link to this one an officer has decided."""
    if not found.judged:
        return None
    keys = ((t, link_id(found.council, t.words, telling.words)) for t in thread.tellings)
    return next((t for t, key in keys if key in found.judged), None)


def _needed(before: Telling, telling: Telling) -> float:
    """How alike two wordings must be to be joined."""
    if telling.statement.level is Level.ACTIVITY or not overlap(before.years, telling.years):
        return JOINS_ACROSS
    return JOINS


def overlap(one: Years, other: Years) -> bool:
    """Whether two periods may be of one set: they share more than the year in which one ends and the other begins."""
    if one is None or other is None:
        return True
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 or one == other


def _apart(before: Telling, telling: Telling) -> int:
    """Pairs with the same printed number come before others that are as alike."""
    numbers = [wording.plain_code(t.statement.number) for t in (before, telling)]
    return 0 if numbers[0] and numbers[0] == numbers[1] else 1000
