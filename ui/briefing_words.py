"""The words of a brief as a document: what its kinds are called, and its quotes with a note of where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.briefing import Brief
from assistant.briefing.records import Basis, Body, Happening, Origin
from assistant.records import Citation, Statement
from ingest.dates import date_words
from ingest.records import Status
from ui import labels
from ui.exports import Block, Bullets, Paragraph, Run

SILENT = "The loaded papers do not say."
BODIES = {
    Body.BOARD: "Boards, committees and cabinet",
    Body.PARTNERSHIP: "Partnerships, groups and networks",
    Body.ROLE: "Roles",
}
HAPPENINGS = {
    Happening.PAPER: "Paper",
    Happening.EVENT: "Happened",
    Happening.MILESTONE: "Date set",
}
ORIGINS = {
    Origin.PAPER: "",
    Origin.FIELD: "Not in the papers: the usual meaning",
    Origin.INITIALS: "Not in the papers: the council's initials",
    Origin.NOBODY: "",
}
BASES = {
    Basis.PAPER: "As a paper says",
    Basis.LIST: "By the council's name",
    Basis.ASSUMED: "Assumed",
}


class Quoting:
    """Sets the quotes of one brief."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief

    def labelled(self, label: str, statements: Sequence[Statement]) -> Iterable[Block]:
        """Quotes under a label; a silence where there are none."""
        silence = () if statements else (Run(f": {SILENT[0].lower()}{SILENT[1:]}"),)
        yield Paragraph((Run(label, strong=True), *silence))
        yield from self.bullets(statements)

    def bullets(self, statements: Sequence[Statement]) -> Iterable[Block]:
        """Quotes as a list; those from one place share the note of the last of them."""
        if statements:
            shared = [self.source(s) for s in statements]
            last = [n + 1 == len(shared) or shared[n + 1] != source for n, source in enumerate(shared)]
            yield Bullets(
                tuple(
                    (Run(f"“{s.text}”", note=source if ends else ""),)
                    for s, source, ends in zip(statements, shared, last, strict=True)
                )
            )

    def lines(self, statements: Sequence[Statement], between: str = "\n") -> tuple[Run, ...]:
        """Quotes one below the other in a cell, one note for those that share a place."""
        runs: list[Run] = []
        for place, statement in enumerate(statements):
            source = self.source(statement)
            last = place + 1 == len(statements) or self.source(statements[place + 1]) != source
            runs += [Run(between)] if runs else []
            runs.append(Run(f"“{statement.text}”", note=source if last else ""))
        return tuple(runs)

    def quote(self, statement: Statement) -> tuple[Run, ...]:
        """One quote, with its note."""
        return (Run(f"“{statement.text}”", note=self.source(statement)),)

    def source(self, statement: Statement) -> str:
        """Where a statement's quotes stand, as a note has it."""
        return " ".join(source_words(self.brief.citation(number)) for number in statement.citations)


def source_words(citation: Citation) -> str:
    """Where a quote stands, short enough for a footnote: paper, date, page or section. The council is the brief's."""
    facts = [date_words(citation.date) or "not dated"]
    facts += [labels.STATUSES[citation.status]] if citation.status in {Status.DRAFT, Status.SUPERSEDED} else []
    page = labels.page_words(citation.page, citation.page_label)
    heading = labels.short(labels.heading_words(citation.section[-1])) if citation.section else ""
    place = [page, f"“{heading}”" if heading and heading != citation.title else ""]
    if not page and citation.paragraph:
        place.insert(0, f"paragraph {citation.paragraph}")
    paper = f"{citation.title or citation.file} ({', '.join(facts)})"
    return f"{', '.join(w for w in (paper, *place) if w)}."
