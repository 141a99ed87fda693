"""A new officer's first week as a document to keep: from a brief to a manuscript, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from assistant.briefing import Brief
from assistant.briefing.gaps import EMPTY
from assistant.briefing.records import (
    Change,
    Comparison,
    Decider,
    Event,
    Gap,
    Objective,
    ObjectiveSet,
    SetChange,
)
from assistant.records import Statement
from ingest.dates import date_words
from ingest.records import Status
from ui import labels
from ui.briefing_words import BASES, BODIES, HAPPENINGS, ORIGINS, SILENT, Quoting
from ui.exports import Block, Bullets, Heading, Manuscript, Notice, Paragraph, Run, Table, Words

WHY_SILENT = "The loaded papers do not say why the objectives changed."
PROMISE = (
    "Everything in quotation marks stands word for word in a loaded paper, and its note says where; a note covers the "
    "quotes back to the note before it. The rest is Due Regard's own wording. It says only what the loaded papers say, "
    "which may be out of date; it does not say that a legal duty is met, and it is no legal advice."
)


def manuscript(brief: Brief, today: date | None = None) -> Manuscript:
    """The brief as a document; ``today`` is printed as the day it was made."""
    writer = _Writer(brief)
    made = f"Made on {date_words(today.isoformat())} " if today else "Made "
    papers = labels.plural(len(brief.reading), "loaded paper")
    return Manuscript(
        title=f"A new officer's first week: {brief.council}",
        subtitle=". ".join(w for w in (f"For: {brief.role}" if brief.role else "", f"{made}from {papers}") if w),
        blocks=tuple(writer.blocks()),
        subject="Equality duties, objectives, gaps and whom to ask, from the council's own papers",
        footer=f"{brief.council}. Every quote was checked word for word against its paper.",
    )


class _Writer(Quoting):
    """Writes the parts of one brief."""

    def __init__(self, brief: Brief) -> None:
        super().__init__(brief)
        self._letters = {paper.document: (_letter(n), paper.title) for n, paper in enumerate(brief.reading)}
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
        yield from self.bullets(law.shown)
        rows = tuple(((Run(d.name, strong=True),), d.words, (Run(d.source, note=d.address),)) for d in law.duties)
        yield Table(f"The duties in {law.nation}, in plain words", ("Duty", "What it asks", "Law"), rows, (2, 5, 3))
        yield Paragraph(f"The law as it stood in {law.as_at}. Check legislation.gov.uk for later changes.")
        yield Heading("How the council's papers put it", 2)
        yield from self.bullets(law.said) if law.said else [Paragraph(SILENT)]

    def _current(self) -> Iterable[Block]:
        for one in self.brief.current:
            yield Heading(one.title, 2)
            facts = (
                date_words(one.date),
                labels.STATUSES[one.status],
                f"covers {one.period}" if one.period else "",
            )
            yield Paragraph(_sentence("; ".join(f for f in facts if f)))
            yield from self._set(one)

    def _set(self, one: ObjectiveSet) -> Iterable[Block]:
        aim: Statement | None = None
        for objective in one.objectives:
            if objective.aim is not None and objective.aim != aim:
                aim = objective.aim
                yield Heading("Aim", 3)
                yield Paragraph(self.quote(aim))
            yield Heading(f"Objective {objective.number}".strip(), 3)
            yield Paragraph(self.quote(objective.wording))
            yield from self._told(objective)
        if one.plans:
            yield Heading("Planned, and not mapped to one objective by the paper", 3)
            yield from self.bullets(one.plans)

    def _told(self, objective: Objective) -> Iterable[Block]:
        if not (objective.progress or objective.gaps or objective.next_steps):
            yield Paragraph("The loaded papers say nothing of its progress, gaps or next steps.")
            return
        for label, said in (
            ("Progress", objective.progress),
            ("Gaps", objective.gaps),
            ("Next", objective.next_steps),
        ):
            yield from self.labelled(label, said)

    def _changes(self) -> Iterable[Block]:
        for change in self.brief.changes:
            yield from self._set_change(change)
        if self.brief.changes or self.brief.reasons:
            yield Heading("Why, in the papers' words", 2)
            yield from self.bullets(self.brief.reasons) if self.brief.reasons else [Paragraph(WHY_SILENT)]

    def _set_change(self, change: SetChange) -> Iterable[Block]:
        status = f", {labels.STATUSES[change.before_status]}" if change.before_status is Status.DRAFT else ""
        dated = date_words(change.before_date) or "no date"
        yield Heading(f"Since “{change.before}” ({dated}{status})", 2)
        by_kind = {kind: [c for c in change.changes if c.comparison is kind] for kind in Comparison}
        if same := by_kind[Comparison.SAME]:
            yield Paragraph((Run("In the same words: ", strong=True), *self._named(same)))
        if reworded := by_kind[Comparison.REWORDED]:
            rows = tuple(self._reworded(c) for c in reworded)
            yield Table("Reworded objectives", ("Objective", "Before", "What differs"), rows, (2, 5, 4))
        if not same and not reworded:
            yield Paragraph("No objective of the two papers is alike in its wording.")
        if new := by_kind[Comparison.NEW]:
            yield Paragraph((Run("No earlier wording like it: ", strong=True), *self._named(new)))
        if gone := by_kind[Comparison.DROPPED]:
            yield from self.labelled("No later wording like it", [c.before for c in gone if c.before is not None])

    def _reworded(self, change: Change) -> tuple[Words, ...]:
        parts = [("Added: ", change.added), ("Left out: ", change.removed)]
        told = [f"{label}{'; '.join(f'“{w}”' for w in words)}" for label, words in parts if words]
        inferred = change.basis == "inferred"
        told += [f"Taken for the same objective by its wording: {change.score:.2f} of 1"] if inferred else []
        name = f"Objective {change.number}" if change.number else "Aim"
        before = self.quote(change.before) if change.before is not None else ""
        return (name, before, "\n".join(told) or "Worded anew")

    def _named(self, changes: Sequence[Change]) -> tuple[Run, ...]:
        """Objectives by their numbers; the part before this one has their wording."""
        numbers = [change.number for change in changes if change.number]
        aims = len(changes) - len(numbers)
        names = [f"objective{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"] if numbers else []
        names += [labels.plural(aims, "aim")] if aims else []
        return (Run(f"{' and '.join(names)}."),)

    def _deciders(self) -> Iterable[Block]:
        for body, title in BODIES.items():
            found = [d for d in self.brief.deciders if d.body is body]
            if found:
                yield Heading(title, 2)
                yield Bullets(tuple(self._decider(d) for d in found))

    def _decider(self, one: Decider) -> Words:
        """A name with what is said of it; a role that a paper only prints is its own quote."""
        if [s.text for s in one.statements] == [one.name]:
            return self.quote(one.statements[0])
        return (Run(f"{one.name}: ", strong=True), *self.lines(one.statements, " "))

    def _timeline(self) -> Iterable[Block]:
        if self.brief.timeline:
            rows = tuple(self._event(event) for event in self.brief.timeline)
            yield Table("Papers, decisions and dates", ("Date", "What", "Kind"), rows, (3, 10, 3))

    def _event(self, event: Event) -> tuple[Words, ...]:
        what: Words = self.quote(event.statement) if event.statement else (Run(event.title, strong=True),)
        dated = date_words(event.date) or "Not dated"
        return (event.printed or dated, what, HAPPENINGS[event.happening])

    def _abbreviations(self) -> Iterable[Block]:
        if not self.brief.abbreviations:
            return
        letters = ", ".join(f"{letter} is “{title}”" for letter, title in self._letters.values())
        yield Paragraph(f"Where each meaning and first use stands is given by paper: {letters}.")
        rows: list[tuple[Words, ...]] = []
        for one in self.brief.abbreviations:
            given = self._place(one.explained) if one.explained else ORIGINS[one.origin]
            short: Words = (Run(one.short, strong=True),)
            rows.append((short, one.meaning or SILENT, given, str(one.uses), self._place(one.first_use)))
        headers = ("Short form", "Meaning", "Meaning given in", "Uses", "First used in")
        yield Table("Abbreviations in the papers' running text", headers, tuple(rows), (3, 6, 5, 2, 5))

    def _place(self, statement: Statement) -> str:
        """Where a quote stands, in a cell: the paper's letter with the page, or with the section."""
        citation = self.brief.citation(statement.citations[0])
        page = labels.page_words(citation.page, citation.page_label)
        heading = labels.short(labels.heading_words(citation.section[-1]), 40) if citation.section else ""
        letter = self._letters[citation.document][0]
        return ", ".join(w for w in (letter, page or (f"“{heading}”" if heading else "at its head")) if w)

    def _reading(self) -> Iterable[Block]:
        rows: list[tuple[Words, ...]] = []
        for place, paper in enumerate(self.brief.reading, start=1):
            facts = ", ".join(w for w in (paper.type, date_words(paper.date), labels.STATUSES[paper.status]) if w)
            rows.append((str(place), (Run(paper.title, strong=True), Run(f"\n{facts}")), str(paper.minutes), paper.why))
        total = sum(paper.minutes for paper in self.brief.reading)
        yield Paragraph(f"About {labels.plural(total, 'minute')} in all, at 200 words a minute.")
        yield Table("Papers in the order to read them", ("No.", "Paper", "Minutes", "Why"), tuple(rows), (2, 7, 3, 7))
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
                    self.quote(c.statement),
                    date_words(c.as_at) or "Not dated",
                    c.note,
                )
                for c in self.brief.contacts
            )
            yield Table("Contacts that the papers publish", ("Who", "As printed", "As at", "Mind"), rows, (3, 4, 3, 4))

    def _gaps(self) -> Iterable[Block]:
        if self.brief.gaps:
            yield Bullets(tuple(self._gap(gap) for gap in self.brief.gaps))

    def _gap(self, gap: Gap) -> Words:
        about = (Run(f"{labels.short(gap.about)}: ", strong=True),) if gap.note != EMPTY else ()
        note = (Run(f" {gap.note}", emphasis=True),) if gap.note else ()
        return (*about, *self.lines(gap.statements, " "), *note)

    def _for_role(self) -> Iterable[Block]:
        role = self.brief.for_role
        if role is None:
            return
        if role.subjects:
            yield Paragraph(f"Looked for {role.role}: {', '.join(role.subjects)}.")
        else:
            yield Paragraph(f"For {role.role}, all of this brief is the subject.")
        yield from self.bullets(role.statements)

    def _quiz(self) -> Iterable[Block]:
        if not self.brief.quiz:
            return
        yield Bullets(tuple(item.question for item in self.brief.quiz), numbered=True)
        yield Heading("Answers", 2)
        yield Bullets(
            tuple(
                (Run(item.answer, note=self.source(item.proof) if item.proof else f"{item.law}."),)
                for item in self.brief.quiz
            ),
            numbered=True,
        )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _letter(place: int) -> str:
    """The letter of a paper by its place on the reading path: A to Z, then A1, B1 and so on."""
    round_, letter = divmod(place, 26)
    return f"{chr(ord('A') + letter)}{round_ or ''}"
