"""Rows of the register, made of threads: every column a checked quote, printed words, or empty."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.commitments import wording
from assistant.commitments.changes import changes_of
from assistant.commitments.cycles import cycles_of, setting_telling, shown_telling
from assistant.commitments.judgements import Judgement
from assistant.commitments.mapping import Served, map_activities
from assistant.commitments.paper import Paper, Place, Statement
from assistant.commitments.reading import PaperRead, period_of
from assistant.commitments.records import (
    Basis,
    Change,
    Commitment,
    Level,
    Link,
    Mention,
    Parent,
    Said,
    StatusWords,
)
from assistant.commitments.status import status_words
from assistant.commitments.themes import characteristics_of, themes_of
from assistant.commitments.threads import Telling, Thread, Threads, follow
from assistant.commitments.traces import Trace, is_later
from assistant.records import Citation
from ingest.records import Status
from ingest.words import fold, readable

_ORDER = {level: n for n, level in enumerate(Level)}
FOLLOWED = {Level.AIM, Level.OBJECTIVE, Level.ACTIVITY}


@dataclass(frozen=True, slots=True)
class CouncilRegister:
    """The rows of one council, and every link that was looked at."""

    rows: tuple[Commitment, ...]
    links: tuple[Link, ...]


def build_council(council: str, papers: Sequence[PaperRead], judged: Mapping[str, Judgement]) -> CouncilRegister:
    """The register of one council from its papers, which come in the order of their dates, undated ones last."""
    threads = follow(council, papers, judged)
    served = map_activities(threads, papers)
    builder = _Rows(threads, served, papers)
    rows = builder.build()
    return CouncilRegister(rows, tuple(threads.links.values()))


class _Rows:
    def __init__(self, threads: Threads, served: Mapping[Statement, Served], papers: Sequence[PaperRead]) -> None:
        self.threads = threads
        self.served = served
        self.papers = papers
        self.traces: dict[int, Trace] = {}
        self.ids = _ids(threads)
        self.cycles = cycles_of(threads)
        self.activities: dict[int, list[Statement]] = {}
        self.sources = {id(s): source for source in papers for s in source.stated}
        for source in papers:
            for statement in source.stated:
                if statement in served:
                    self.activities.setdefault(id(served[statement].thread), []).append(statement)

    def build(self) -> tuple[Commitment, ...]:
        """Every row: by set of objectives, latest first, then in the order of the papers."""
        made = [row for thread in self.threads.threads if (row := self._row(thread)) is not None]
        return tuple(sorted(made, key=_place_in_register))

    def _row(self, thread: Thread) -> Commitment | None:
        shown = shown_telling(thread)
        statement, paper = shown.statement, shown.source.paper
        quoted = paper.cite(statement.place, statement.number if statement.number.isdigit() else "")
        mentions = self._mentions(thread)
        if quoted is None or not mentions:
            return None
        setting = setting_telling(thread) if thread.level in {Level.AIM, Level.OBJECTIVE} else shown
        period, period_from = period_of(setting.source.paper, setting.statement)
        parent = self._parent(thread)
        progress = self._quotes(thread, "progress")
        elsewhere = self._quotes(thread, "elsewhere")
        priority = paper.cite(statement.priority) if statement.priority else None
        about = [c for c in (quoted, priority) if c]
        said = [readable(c.quote) for c in about]
        served = [parent.wording] if parent else []
        return Commitment(
            id=self.ids[id(thread)],
            council=self.threads.council,
            level=thread.level,
            number=statement.number,
            wording=quoted,
            cycle=self._cycle(thread),
            aim=self._aim(shown),
            objective=parent,
            priority=priority,
            period=period,
            period_from=period_from,
            years=wording.years_in(period) or setting.years,
            due=next((t.statement.due for t in reversed(thread.tellings) if t.statement.due), ""),
            lead=next((t.statement.lead for t in reversed(thread.tellings) if t.statement.lead), ""),
            status_words=self._status(thread, (*progress, *elsewhere)),
            progress=progress,
            gaps=self._quotes(thread, "gaps"),
            next_steps=_latest((*self._steps(thread), *self._quotes(thread, "next_steps"))),
            case_studies=self._quotes(thread, "case_studies"),
            elsewhere=elsewhere,
            mentions=mentions,
            not_since=self._not_since(mentions),
            themes=themes_of(said) or themes_of(served),
            characteristics=characteristics_of(said) or characteristics_of(served),
            notes=self._notes(thread, progress),
        )

    def _cycle(self, thread: Thread) -> str:
        """The set of objectives that a thread belongs to: an activity's is its objective's, else its paper's."""
        shown = shown_telling(thread)
        if thread.level in {Level.AIM, Level.OBJECTIVE}:
            years = setting_telling(thread).years or self.cycles.get(id(shown.source))
        else:
            served = self.served.get(shown.statement)
            if served and (cycle := self._cycle(served.thread)):
                return cycle
            paper = wording.years_in(shown.source.paper.row.facts.period)
            years = paper or self.cycles.get(id(shown.source)) or shown.years
        return f"{years[0]}-{years[1]}" if years else ""

    def _aim(self, shown: Telling) -> Citation | None:
        aim = shown.statement.aim
        return shown.source.paper.cite(aim.place) if aim else None

    def _parent(self, thread: Thread) -> Parent | None:
        for telling in reversed(thread.tellings):
            served = self.served.get(telling.statement)
            if served is not None:
                shown = shown_telling(served.thread)
                basis = served.link.basis if served.link else served.basis
                return Parent(self.ids[id(served.thread)], shown.statement.number, shown.words, basis, served.link)
        return None

    def _quotes(self, thread: Thread, column: str) -> tuple[Citation, ...]:
        found: list[Citation | None] = []
        for telling in thread.tellings:
            places: list[Place] = getattr(telling.statement, column)
            found += [telling.source.paper.cite(p) for p in places]
        return _once(c for c in found if c is not None)

    def _steps(self, thread: Thread) -> tuple[Citation, ...]:
        """What is to be done next for an objective: the activities that serve it."""
        found = []
        for statement in self.activities.get(id(thread), ()):
            found.append(self.sources[id(statement)].paper.cite(statement.place))
        return tuple(c for c in found if c is not None)

    def _status(self, thread: Thread, quotes: Sequence[Citation]) -> tuple[StatusWords, ...]:
        """Words of progress as printed: a table's rating, then those of the quotes."""
        papers: dict[str, Paper] = {t.source.paper.document.id: t.source.paper for t in thread.tellings}
        found = [StatusWords(readable(c.quote), c) for c in self._quotes(thread, "rating")]
        for citation in quotes:
            words = readable(papers[citation.document].text[citation.start : citation.end])
            found += [StatusWords(words[start:end], citation) for start, end in status_words(words)]
        return tuple({(s.words.casefold(), s.citation.start): s for s in found}.values())

    def _mentions(self, thread: Thread) -> tuple[Mention, ...]:
        """Where papers speak of it, in the order of the papers: stated, restated, as a priority, named in passing."""
        found: list[tuple[tuple[int, int], Mention]] = []
        order = {id(p): n for n, p in enumerate(self.papers)}
        before: Telling | None = None
        for telling in thread.tellings:
            changes = changes_of(before.words, telling.words) if before else ()
            found += self._of_telling(telling, order[id(telling.source)], changes)
            before = telling
        found += self._priorities(thread, order)
        if thread.level in FOLLOWED:
            found += self._passing(thread, order)
        found.sort(key=lambda pair: pair[0])
        return tuple(mention for _, mention in found)

    def _of_telling(
        self, telling: Telling, order: int, changes: tuple[Change, ...]
    ) -> Iterable[tuple[tuple[int, int], Mention]]:
        statement, paper = telling.statement, telling.source.paper
        if (citation := paper.cite(statement.place)) is not None:
            stated = Mention(Said.STATED, statement.number, citation, telling.link, changes)
            yield (order, -1), stated  # the statement itself comes before what repeats it
        for place in statement.restated:
            if (citation := paper.cite(place)) is not None:
                yield (order, place.start), Mention(Said.RESTATED, "", citation)

    def _priorities(self, thread: Thread, order: Mapping[int, int]) -> Iterable[tuple[tuple[int, int], Mention]]:
        seen: set[tuple[int, int]] = set()
        for statement in self.activities.get(id(thread), ()):
            source = self.sources[id(statement)]
            place = statement.priority
            served = self.served[statement]
            if place is None or (order[id(source)], place.start) in seen or served.basis is Basis.PRINTED:
                continue
            seen.add((order[id(source)], place.start))
            if (citation := source.paper.cite(place)) is not None:
                yield (order[id(source)], place.start), Mention(Said.PRIORITY, "", citation, served.link)

    def _passing(self, thread: Thread, order: Mapping[int, int]) -> Iterable[tuple[tuple[int, int], Mention]]:
        """Later papers that do not state it again, but have a sentence with most of its words."""
        latest = thread.latest
        telling_papers = {id(t.source) for t in thread.tellings}
        for source in self.papers:
            date = source.paper.row.facts.date
            if id(source) in telling_papers or not is_later(date, latest.source.paper.row.facts.date):
                continue
            if id(source) not in self.traces:
                self.traces[id(source)] = Trace(source, self.threads.likeness)
            found = self.traces[id(source)].find(latest.words, self._told_under(thread, source))
            if found is None:
                continue
            ends = (latest.source, latest.statement.place), (source, found.place)
            why = f"both print the name “{found.name}”" if found.name else ""
            link = self.threads.link(*ends, found.share, joins=True, why=why)
            if link is not None and link.joins:
                yield (order[id(source)], found.place.start), Mention(Said.NAMED, "", link.second, link)

    def _told_under(self, thread: Thread, source: PaperRead) -> Sequence[Place]:
        """What a paper tells of the objective that an activity serves."""
        served = next((self.served[t.statement] for t in thread.tellings if t.statement in self.served), None)
        told = [t.statement for t in served.thread.tellings if t.source is source] if served else []
        return [p for s in told for p in (*s.progress, *s.gaps, *s.next_steps, *s.elsewhere)]

    def _not_since(self, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """The council's papers after the last one that mentions it; none where dates do not tell."""
        last = mentions[-1].citation
        dated = [m.citation.date for m in mentions if m.citation.date]
        if not last.date and not dated:
            return ()
        latest = max(dated)
        rows = [p.paper.row for p in self.papers if is_later(p.paper.row.facts.date, latest)]
        return tuple(r.facts.title or r.file for r in rows)

    def _notes(self, thread: Thread, progress: Sequence[Citation]) -> tuple[str, ...]:
        notes = [note for t in thread.tellings for note in t.statement.notes]
        told = {sentence for c in progress for sentence in _sentences(c)}
        for gap in self._quotes(thread, "gaps"):
            if told & _sentences(gap):
                notes.append("The paper gives the same words as progress and as a gap.")
        shown = shown_telling(thread)
        if shown.source.paper.row.facts.status is Status.DRAFT:
            notes.append("Stated in a draft only.")
        if thread.level is Level.ACTIVITY and self._parent(thread) is None:
            notes.append("Not mapped: the paper does not say which objective this serves.")
        return tuple(dict.fromkeys(notes))


def _sentences(citation: Citation) -> set[str]:
    return {part.strip() for part in fold(citation.quote).split(". ") if len(part.split()) > 5}


def _latest(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The citations of the latest paper among them: what was next in an earlier one is next no more."""
    found = _once(citations)
    latest = max((c.date for c in found), default="")
    return tuple(c for c in found if c.date == latest)


def _once(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Citations without repetition, in their order."""
    return tuple({(c.document, c.start, c.end): c for c in citations}.values())


def _ids(threads: Threads) -> dict[int, str]:
    """An id for each thread, from its first wording: the same after papers are read again."""
    found: dict[int, str] = {}
    used: dict[str, int] = {}
    for thread in threads.threads:
        first = thread.tellings[0]
        over = first.source.words(first.statement.parent) if first.statement.parent else ""
        text = "\n".join((fold(threads.council), thread.level, str(first.years), fold(over), fold(first.words)))
        key = "C-" + hashlib.blake2b(text.encode(), digest_size=4, person=b"commitment").hexdigest()
        used[key] = used.get(key, 0) + 1
        found[id(thread)] = key if used[key] == 1 else f"{key}-{used[key]}"
    return found


def _place_in_register(row: Commitment) -> tuple[int, int, int, str, str, int]:
    first, last = row.years or (0, 0)
    cycle = wording.years_in(row.cycle) or (first, last)
    return -cycle[1], -cycle[0], _ORDER[row.level], row.wording.date, row.wording.file, row.wording.start
