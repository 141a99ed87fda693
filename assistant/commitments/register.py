"""The facade: the commitments of a library's papers as rows, views, links and counts."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from assistant.commitments.judgements import Judgement, Judgements, link_id
from assistant.commitments.reading import PaperRead, read_paper
from assistant.commitments.records import By, Commitment, Group, Level, Link, Reading, Tally
from assistant.commitments.rows import CouncilRegister, build_council
from assistant.commitments.themes import load_characteristics, load_themes
from assistant.commitments.timeline import Timeline, timeline_of
from assistant.lexicon import short_name
from ingest.errors import SettingsError
from ingest.library import Library
from ingest.words import fold, readable

NO_COUNCIL = "Council not stated"


class Register:
    """The commitments register of one library. Safe to share between threads; it follows what is read in."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.judgements = Judgements(library.home)
        self._lock = threading.Lock()
        self._stamp: tuple[object, ...] = ()
        self._councils: dict[str, CouncilRegister] = {}
        self._papers: dict[str, list[PaperRead]] = {}

    def rows(
        self,
        council: str = "",
        *,
        levels: Sequence[Level | str] = (),
        objective: str = "",
        theme: str = "",
        characteristic: str = "",
        period: str = "",
        not_since: bool = False,
    ) -> tuple[Commitment, ...]:
        """The commitments that fit every filter; without any, all. Raises SettingsError for an unknown name."""
        wanted = {Level(level) for level in levels}
        theme = _named(theme, tuple(load_themes()), "theme")
        characteristic = _named(characteristic, load_characteristics(), "characteristic")
        found = [row for name in self._names(council) for row in self._council(name).rows]
        return tuple(
            row
            for row in found
            if (not wanted or row.level in wanted)
            and (not objective or _serves(row, objective))
            and (not theme or theme in row.themes)
            and (not characteristic or characteristic in row.characteristics)
            and (not period or fold(period) in {fold(row.period), fold(row.cycle)})
            and (not not_since or row.not_since)
        )

    def view(self, by: By | str, council: str = "", rows: Sequence[Commitment] | None = None) -> tuple[Group, ...]:
        """The rows under headings: by objective, theme, characteristic or period; the last heading may be empty."""
        chosen = self.rows(council) if rows is None else tuple(rows)
        return tuple(_grouped(By(by), chosen))

    def counts(self, council: str = "") -> tuple[Tally, ...]:
        """How many commitments of each level there are, for each council and set of objectives."""
        found: dict[tuple[str, str], list[Commitment]] = {}
        for row in self.rows(council):
            found.setdefault((row.council, row.cycle), []).append(row)
        return tuple(_tally(*key, rows) for key, rows in found.items())

    def timeline(self, council: str = "", rows: Sequence[Commitment] | None = None) -> Timeline:
        """The aims and objectives on a line of time, or whatever rows are given."""
        levels = (Level.AIM, Level.OBJECTIVE)
        return timeline_of(self.rows(council, levels=levels) if rows is None else rows)

    def readings(self, council: str = "") -> tuple[Reading, ...]:
        """What was found in each paper, the ones with nothing included."""
        names = set(self._names(council))
        self._refresh()
        return tuple(_reading(p) for name, papers in self._papers.items() if name in names for p in papers)

    def links(self, council: str = "") -> tuple[Link, ...]:
        """Every link that an officer may decide, undecided ones first, the least sure of them first."""
        found = [link for name in self._names(council) for link in self._council(name).links]
        return tuple(sorted(found, key=lambda k: (_DECIDED.get(k.basis, 1), k.score, k.id)))

    def confirm(self, link: str, note: str = "") -> Judgement:
        """Say that a link holds; kept until it is taken back. Raises SettingsError for an unknown link."""
        return self.judgements.decide(self._link(link), True, note)

    def reject(self, link: str, note: str = "") -> Judgement:
        """Say that a link does not hold; kept until it is taken back. Raises SettingsError for an unknown link."""
        return self.judgements.decide(self._link(link), False, note)

    def undo(self, link: str) -> None:
        """Take a decision back. Raises SettingsError where there is none."""
        if not self.judgements.forget(link.strip()):
            raise SettingsError(
                f"There is no decision on {link}. To see the links, type: dueregard commitments --links"
            )

    def join(self, activity: str, objective: str, note: str = "") -> Judgement:
        """Say that an activity serves an objective, or that two rows are one commitment, by the ids of the rows."""
        by_id = {row.id: row for row in self.rows()}
        for wanted in (activity, objective):
            if wanted not in by_id:
                raise SettingsError(f"There is no row {wanted}. To see the rows, type: dueregard commitments")
        one, other = by_id[activity], by_id[objective]
        if one.council != other.council:
            raise SettingsError(f"{activity} is of {one.council}, {objective} of {other.council}: they stay apart.")
        words = (readable(one.wording.quote), readable(other.wording.quote))
        return self.judgements.decide(link_id(one.council, *words), True, note)

    def councils(self) -> tuple[str, ...]:
        """The councils whose papers are loaded."""
        self._refresh()
        return tuple(self._papers)

    def _names(self, council: str) -> tuple[str, ...]:
        """The councils that a name means, all without one; raises SettingsError for one that is not loaded."""
        known = self.councils()
        if not council:
            return known
        wanted = fold(council)
        found = [name for name in known if wanted in {fold(name), fold(short_name(name))}]
        initials = [name for name in known if wanted == fold("".join(word[0] for word in name.split()))]
        if found or len(initials) == 1:
            return tuple(found or initials)
        there = ", ".join(name or "papers that name no council" for name in known)
        raise SettingsError(
            f"No paper of {council} is loaded. "
            + (f"There are papers of: {there}." if there else "Nothing is loaded yet.")
        )

    def _link(self, link: str) -> str:
        if all(link.strip() != known.id for known in self.links()):
            raise SettingsError(f"There is no link {link}. To see the links, type: dueregard commitments --links")
        return link.strip()

    def _council(self, name: str) -> CouncilRegister:
        with self._lock:
            self._fill()
            if name not in self._councils:
                self._councils[name] = build_council(name, self._papers[name], self.judgements.all())
            return self._councils[name]

    def _refresh(self) -> None:
        with self._lock:
            self._fill()

    def _fill(self) -> None:
        """Read the papers again where any were added or removed, and join anew where a judgement was made."""
        catalogue = self.library.index.catalogue
        stamp = (*catalogue.meta("commits"), self.judgements.stamp)
        if stamp == self._stamp:
            return
        if stamp[:1] != self._stamp[:1]:
            papers: dict[str, list[PaperRead]] = {}
            for row in sorted(self.library.rows(), key=lambda r: (not r.facts.date, r.facts.date, r.file)):
                papers.setdefault(row.facts.council, []).append(read_paper(row, self.library.document(row.id)))
            self._papers = dict(sorted(papers.items(), key=lambda pair: (not pair[0], pair[0])))
        self._councils = {}
        self._stamp = stamp


_DECIDED = {"suggested": 0, "inferred": 0, "same words": 2, "confirmed": 3, "rejected": 3}


def _named(name: str, known: Sequence[str], kind: str) -> str:
    """The full name that a filter means: its own words, or the beginning of one; raises SettingsError."""
    if not name:
        return ""
    wanted = fold(name).replace("_", " ")
    exact = [k for k in known if fold(k) == wanted]
    starts = [k for k in known if fold(k).startswith(wanted)]
    if exact or len(starts) == 1:
        return (exact or starts)[0]
    near = get_close_matches(wanted, [fold(k) for k in known], n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise SettingsError(f'"{name}" is no {kind} that the register knows.{hint} It knows: {"; ".join(known)}.')


def _serves(row: Commitment, objective: str) -> bool:
    """Whether a row is this objective, or an activity that serves it; named by number or by the row's id."""
    wanted = fold(objective)
    if wanted in {fold(row.id), fold(row.number)}:
        return row.level is Level.OBJECTIVE or wanted == fold(row.id)
    return row.objective is not None and wanted in {fold(row.objective.id), fold(row.objective.number)}


def _grouped(by: By, rows: Sequence[Commitment]) -> Iterable[Group]:
    headings: dict[str, list[Commitment]] = {}
    for row in rows:
        for heading in _headings(by, row):
            headings.setdefault(heading, []).append(row)
    order = {name: n for n, name in enumerate((*load_themes(), *load_characteristics()))}
    names = list(headings)
    if by in {By.THEME, By.CHARACTERISTIC}:
        names.sort(key=lambda n: order.get(n, len(order)))
    return (Group(name, tuple(headings[name])) for name in sorted(names, key=lambda n: n == ""))


def _headings(by: By, row: Commitment) -> Sequence[str]:
    if by is By.OBJECTIVE:
        if row.level is Level.OBJECTIVE:
            return (objective_heading(row.number, readable(row.wording.quote), row.council),)
        parent = row.objective
        others = f"{row.council or NO_COUNCIL}: {_UNDER_NONE[row.level]}"
        return (objective_heading(parent.number, parent.wording, row.council),) if parent else (others,)
    if by is By.THEME:
        return row.themes or ("",)
    if by is By.CHARACTERISTIC:
        return row.characteristics or ("",)
    return (row.cycle,)


_UNDER_NONE = {
    Level.AIM: "aims",
    Level.ACTIVITY: "activities that the papers map to no objective",
    Level.MILESTONE: "milestones",
    Level.PRINCIPLE: "principles",
}


def objective_heading(number: str, words: str, council: str) -> str:
    """An objective's name as a heading."""
    return f"{council or NO_COUNCIL}: {number + '. ' if number else ''}{words}"


def _tally(council: str, cycle: str, rows: Sequence[Commitment]) -> Tally:
    levels = Counter(row.level.value for row in rows)
    return Tally(
        council,
        cycle,
        {level.value: levels[level.value] for level in Level if levels[level.value]},
        sum(not row.mapped for row in rows),
        sum(len(row.progress) for row in rows),
        sum(len(row.gaps) for row in rows),
        sum(len(row.case_studies) for row in rows),
    )


def _reading(source: PaperRead) -> Reading:
    row = source.paper.row
    levels = Counter(s.level.value for s in source.stated)
    return Reading(
        row.id,
        row.file,
        row.facts.title,
        row.facts.council,
        row.facts.date,
        {level.value: levels[level.value] for level in Level if levels[level.value]},
        len(source.unplaced),
    )
