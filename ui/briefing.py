"""A new officer's first week as a document to keep: from a brief to a manuscript, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from assistant.briefing import Brief
from assistant.briefing.records import (
    Basis,
    Body,
    Change,
    Comparison,
    Event,
    Happening,
    Objective,
    ObjectiveSet,
    Origin,
    SetChange,
)
from assistant.records import Citation, Statement
from ingest.records import Status
from ui import labels
from ui.exports import Block, Bullets, Heading, Manuscript, Notice, Paragraph, Run, Table, Words

SILENT = "The loaded papers do not say."
WHY_SILENT = "The loaded papers do not say why the objectives changed."
BODIES = {
    Body.BOARD: "Boards, committees and cabinet",
    Body.PARTNERSHIP: "Partnerships, groups and networks",
    Body.ROLE: "Roles",
}
HAPPENINGS = {
    Happening.PAPER: "Paper",
    Happening.EVENT: "Happened, as the paper says",
    Happening.MILESTONE: "Set for this date",
}
ORIGINS = {
    Origin.PAPER: "The papers",
    Origin.FIELD: "Not the papers: usual meaning",
    Origin.INITIALS: "Not the papers: the council's initials",
    Origin.NOBODY: "",
}
BASES = {
    Basis.PAPER: "As a paper says",
    Basis.LIST: "By the council's name",
    Basis.ASSUMED: "Assumed",
}
PROMISE = (
    "Everything in quotation marks stands word for word in a loaded paper, and its note says where. The rest is Due "
    "Regard's own wording. It says only what the loaded papers say, which may be out of date; it does not say that a "
    "legal duty is met, and it is no legal advice."
)


def manuscript(brief: Brief, today: date | None = None) -> Manuscript:
    """The brief as a document; ``today`` is printed as the day it was made."""
    writer = _Writer(brief)
    made = f"Made on {labels.date_words(today.isoformat())} " if today else "Made "
    papers = labels.plural(len(brief.reading), "loaded paper")
    return Manuscript(
        title=f"A new officer's first week: {brief.council}",
        subtitle=". ".join(w for w in (f"For: {brief.role}" if brief.role else "", f"{made}from {papers}") if w),
        blocks=tuple(writer.blocks()),
        subject="Equality duties, objectives, gaps and whom to ask, from the council's own papers",
        footer=f"{brief.council}. Every quote was checked word for word against its paper.",
    )


class _Writer:
    """Writes the parts of one brief."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self._parts: dict[str, Callable[[], Iterable[Block]]] = {
            "law": self._law,
            "current": self._current,
            "changes": self._changes,
            "deciders": self._deciders,
            "timeline": self._timeline,
            "abbreviations": self._abbreviations,
            "reading": self._reading,
            "contacts": self._contacts,
            "gaps": self._gaps,
            "for_role": self._for_role,
            "quiz": self._quiz,
        }

    def blocks(self) -> Iterable[Block]:
        """Every part in the order of the tour; where the papers are silent, that is said."""
        yield Notice("How to read this", PROMISE)
        for note in self.brief.notes:
            yield Notice("Mind", note)
        for stop in self.brief.stops:
            yield Heading(stop.title)
            yield Paragraph(stop.purpose)
            if stop.silence:
                yield Notice("Not in the papers", stop.silence)
            yield from self._parts[stop.key]()

    def _law(self) -> Iterable[Block]:
        law = self.brief.law
        yield Notice(f"{law.nation}. {BASES[law.basis]}", law.why)
        yield from self._bullets(law.shown)
        rows = tuple(((Run(d.name, strong=True),), d.words, f"{d.source}. {d.address}") for d in law.duties)
        yield Table(f"The duties in {law.nation}, in plain words", ("Duty", "What it asks", "Law"), rows, (2, 5, 3))
        yield Paragraph(f"The law as it stood in {law.as_at}. Check legislation.gov.uk for later changes.")
        yield Heading("How the council's papers put it", 2)
        yield from self._bullets(law.said) if law.said else [Paragraph(SILENT)]

    def _current(self) -> Iterable[Block]:
        for one in self.brief.current:
            yield Heading(one.title, 2)
            facts = (
                labels.date_words(one.date),
                labels.STATUSES[one.status],
                f"covers {one.period}" if one.period else "",
            )
            yield Paragraph("; ".join(f for f in facts if f).capitalize() + ".")
            yield from self._set(one)

    def _set(self, one: ObjectiveSet) -> Iterable[Block]:
        aim: Statement | None = None
        for objective in one.objectives:
            if objective.aim is not None and objective.aim != aim:
                aim = objective.aim
                yield Paragraph((Run("Aim: ", strong=True), *self._quote(aim)))
            yield Heading(f"Objective {objective.number}".strip(), 3)
            yield Paragraph(self._quote(objective.wording))
            yield from self._told(objective)
        if one.plans:
            yield Heading("Planned, and not mapped to one objective by the paper", 3)
            yield from self._bullets(one.plans)

    def _told(self, objective: Objective) -> Iterable[Block]:
        for label, said in (
            ("Progress", objective.progress),
            ("Gaps", objective.gaps),
            ("Next", objective.next_steps),
        ):
            yield Paragraph((Run(label, strong=True), Run("" if said else f": {SILENT.lower()}")))
            yield from self._bullets(said)

    def _changes(self) -> Iterable[Block]:
        for change in self.brief.changes:
            yield from self._set_change(change)
        if self.brief.changes or self.brief.reasons:
            yield Heading("Why, in the papers' words", 2)
            yield from self._bullets(self.brief.reasons) if self.brief.reasons else [Paragraph(WHY_SILENT)]

    def _set_change(self, change: SetChange) -> Iterable[Block]:
        status = f", {labels.STATUSES[change.before_status]}" if change.before_status is Status.DRAFT else ""
        dated = labels.date_words(change.before_date) or "no date"
        yield Heading(f"Since “{change.before}” ({dated}{status})", 2)
        kept = [c for c in change.changes if c.now is not None and c.before is not None]
        gone = [c.before for c in change.changes if c.comparison is Comparison.DROPPED and c.before is not None]
        new = [c for c in change.changes if c.comparison is Comparison.NEW]
        if kept:
            rows = tuple(self._change(c) for c in kept)
            caption = f"Objectives of “{change.now}” beside their earlier wording"
            yield Table(caption, ("Now", "Before", "What differs"), rows, (4, 4, 3))
        else:
            yield Paragraph("No objective of the two papers is alike in its wording.")
        if gone:
            yield Paragraph((Run("Only in the earlier paper, or worded quite differently since", strong=True),))
            yield from self._bullets(gone)
        if new:
            yield Paragraph((Run("Only in the later paper, or worded quite differently before", strong=True),))
            yield Paragraph(self._named(new))

    def _change(self, change: Change) -> tuple[Words, ...]:
        now, before = change.now, change.before
        if change.comparison is Comparison.SAME:
            what: Words = "Nothing: the same words"
        else:
            parts = [("Added: ", change.added), ("Left out: ", change.removed)]
            told = [f"{label}{'; '.join(f'“{w}”' for w in words)}" for label, words in parts if words]
            why = "Taken for one objective because the wording is alike" if change.basis == "inferred" else ""
            what = "\n".join([*told, *([f"{why} ({change.score:.2f} of 1)"] if why else [])]) or "Reworded"
        return (
            self._quote(now) if now else "",
            self._quote(before) if before else "",
            what,
        )

    def _named(self, changes: Sequence[Change]) -> Words:
        """Objectives by their numbers, where the part before this one has their wording already; else quoted."""
        runs: list[Run] = []
        for change in changes:
            if change.now is not None:
                name = f"objective {change.number}" if change.number else f"“{change.now.text}”"
                runs.append(Run(("; " if runs else "") + name, note=self._source(change.now)))
        return (*runs, Run("."))

    def _deciders(self) -> Iterable[Block]:
        for body, title in BODIES.items():
            found = [d for d in self.brief.deciders if d.body is body]
            if found:
                rows = tuple(((Run(d.name, strong=True),), self._lines(d.statements)) for d in found)
                yield Table(title, ("Who", "What the papers say"), rows, (2, 5))

    def _timeline(self) -> Iterable[Block]:
        if self.brief.timeline:
            rows = tuple(self._event(event) for event in self.brief.timeline)
            yield Table("Papers, decisions and dates", ("Date", "What", "Kind"), rows, (2, 6, 2))

    def _event(self, event: Event) -> tuple[Words, ...]:
        what: Words = self._quote(event.statement) if event.statement else (Run(event.title, strong=True),)
        dated = labels.date_words(event.date) or "Not dated"
        return (event.printed or dated, what, HAPPENINGS[event.happening])

    def _abbreviations(self) -> Iterable[Block]:
        if not self.brief.abbreviations:
            return
        rows: list[tuple[Words, ...]] = []
        for one in self.brief.abbreviations:
            explained = self._source(one.explained) if one.explained else ""
            meaning: Words = (Run(one.meaning, note=explained),) if one.meaning else SILENT
            first = self.brief.citation(one.first_use.citations[0])
            place = (
                Run(labels.paper_and_section(first), note=f"“{one.first_use.text}” {self._source(one.first_use)}"),
            )
            rows.append(((Run(one.short, strong=True),), meaning, ORIGINS[one.origin], str(one.uses), place))
        headers = ("Short form", "Meaning", "Who says so", "Times used", "First used in")
        yield Table("Abbreviations in the papers' running text", headers, tuple(rows), (2, 4, 3, 1, 5))

    def _reading(self) -> Iterable[Block]:
        rows: list[tuple[Words, ...]] = []
        for place, paper in enumerate(self.brief.reading, start=1):
            facts = ", ".join(
                w for w in (paper.type, labels.date_words(paper.date), labels.STATUSES[paper.status]) if w
            )
            rows.append((str(place), (Run(paper.title, strong=True), Run(f"\n{facts}")), str(paper.minutes), paper.why))
        total = sum(paper.minutes for paper in self.brief.reading)
        yield Paragraph(f"About {labels.plural(total, 'minute')} in all, at 200 words a minute.")
        yield Table("Papers in the order to read them", ("Order", "Paper", "Minutes", "Why"), tuple(rows), (1, 5, 1, 5))
        for paper in self.brief.reading:
            if paper.chapters:
                yield Paragraph((Run(f"The parts of “{paper.title}”", strong=True),))
                pages = [(c, labels.page_words(None, c.page_label)) for c in paper.chapters]
                yield Bullets(
                    tuple(
                        f"{c.title}{f', from {page}' if page else ''}: {labels.plural(c.minutes, 'minute')}"
                        for c, page in pages
                    ),
                    numbered=True,
                )

    def _contacts(self) -> Iterable[Block]:
        if self.brief.contacts:
            rows = tuple(
                (
                    (Run(c.who, strong=True),),
                    self._quote(c.statement),
                    labels.date_words(c.as_at) or "Not dated",
                    c.note,
                )
                for c in self.brief.contacts
            )
            yield Table("Contacts that the papers publish", ("Who", "As printed", "As at", "Mind"), rows, (3, 4, 2, 4))

    def _gaps(self) -> Iterable[Block]:
        if self.brief.gaps:
            rows = tuple((g.about, self._lines(g.statements), g.note) for g in self.brief.gaps)
            yield Table("Open gaps and questions", ("About", "The paper's words", "Mind"), rows, (3, 6, 2))

    def _for_role(self) -> Iterable[Block]:
        role = self.brief.for_role
        if role is None:
            return
        if role.subjects:
            yield Paragraph(f"Looked for {role.role}: {', '.join(role.subjects)}.")
        else:
            yield Paragraph(f"For {role.role}, all of this brief is the subject.")
        yield from self._bullets(role.statements)

    def _quiz(self) -> Iterable[Block]:
        if not self.brief.quiz:
            return
        yield Bullets(tuple(item.question for item in self.brief.quiz), numbered=True)
        yield Heading("Answers", 2)
        yield Bullets(
            tuple(
                (Run(item.answer, note=self._source(item.proof) if item.proof else f"{item.law}."),)
                for item in self.brief.quiz
            ),
            numbered=True,
        )

    def _bullets(self, statements: Iterable[Statement]) -> Iterable[Block]:
        items = tuple(self._quote(s) for s in statements)
        if items:
            yield Bullets(items)

    def _lines(self, statements: Sequence[Statement]) -> Words:
        """Quotes one below the other in a cell."""
        runs: list[Run] = []
        for statement in statements:
            runs += [Run("\n")] if runs else []
            runs += self._quote(statement)
        return tuple(runs)

    def _quote(self, statement: Statement) -> tuple[Run, ...]:
        return (Run(f"“{statement.text}”", note=self._source(statement)),)

    def _source(self, statement: Statement) -> str:
        return " ".join(source_words(self.brief.citation(number)) for number in statement.citations)


def source_words(citation: Citation) -> str:
    """Where a quote stands, for a footnote: paper, its date and standing, section, page or paragraph."""
    place = labels.section_words(citation)
    if not citation.page and not citation.page_label and citation.paragraph:
        place = f"{place}, paragraph {citation.paragraph}" if place else f"paragraph {citation.paragraph}"
    paper = f"{labels.citation_paper(citation)} ({labels.standing_words(citation)})"
    return f"{', '.join(w for w in (paper, place) if w)}."
