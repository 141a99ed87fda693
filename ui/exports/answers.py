"""Answers as a document to keep, and as text to paste: every statement with its citation, and the notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.records import Answer, Citation
from ingest.dates import date_words
from ingest.words import readable
from ui import labels
from ui.exports.document import Block, Bullets, Heading, Manuscript, Notice, Paragraph, Run, Table, Words
from ui.outline import Point, notes, outline

FOOTER = "Quotes from the papers named, checked word for word by Due Regard. Read the source before you rely on one."
COLUMNS = ("Number", "Paper", "Section", "Page", "Date and status", "File")


def manuscript(answers: Sequence[Answer], limits: str = "", today: date | None = None) -> Manuscript:
    """Questions with their answers; citations are footnotes, and a table at the end lists the sources."""
    blocks: list[Block] = [block for answer in answers for block in _blocks(answer)]
    made = date_words((today or date.today()).isoformat())  # noqa: DTZ011 - the reader's own calendar day
    subtitle = f"Made on {made}" + (f", limited to {limits}" if limits else "")
    title = answers[0].question if len(answers) == 1 else "Questions and answers"
    return Manuscript(title, tuple(blocks), subtitle, "Answers from councils' equality papers", footer=FOOTER)


def copied(answer: Answer) -> str:
    """An answer as plain text with its citations, for an e-mail or a report."""
    lines = [answer.question, "", f"{labels.OUTCOMES[answer.status]}."]
    for part in outline(answer):
        lines += ["", part.lead] if part.lead else []
        for point in part.points:
            words = f"“{point.text}”" if point.is_quote else point.text
            lines.append(f"• {words} {labels.number_words([c.number for c in point.citations])}".rstrip())
    lines += [f"{labels.NOTES[note.kind]}: {readable(note.text)}" for note in notes(answer)]
    lines += ["", "Sources:"] if answer.citations else []
    lines += [f"[{c.number}] {cited(c)}" for c in answer.citations]
    return "\n".join(lines) + "\n"


def cited(citation: Citation) -> str:
    """The whole citation in a line: paper, section, paragraph, page, date, status, file."""
    known = [
        labels.full_name(citation),
        f"paragraph {citation.paragraph}" if citation.paragraph and citation.page is not None else "",
        labels.standing_words(citation),
        citation.file,
    ]
    return ", ".join(words for words in known if words)


def _blocks(answer: Answer) -> list[Block]:
    found: list[Block] = [Heading(answer.question)]
    if answer.standalone_question != answer.question:
        found.append(Paragraph((Run("Understood as: ", strong=True), Run(answer.standalone_question))))
    found.append(Paragraph((Run(labels.OUTCOMES[answer.status], strong=True),)))
    for part in outline(answer):
        if part.lead:
            found.append(Heading(part.lead, 2) if part.bold else Paragraph(part.lead))
        if part.points:
            found.append(Bullets(tuple(_point(point) for point in part.points)))
    found += [Notice(labels.NOTES[note.kind], readable(note.text)) for note in notes(answer)]
    if answer.citations:
        found.append(Table("Sources of this answer", COLUMNS, tuple(_row(c) for c in answer.citations)))
    return found


def _point(point: Point) -> Words:
    words = f"“{point.text}”" if point.is_quote else point.text
    if not point.citations:
        return words
    first, *others = point.citations
    return (Run(words, note=cited(first)), *(Run("", note=cited(c)) for c in others))


def _row(citation: Citation) -> tuple[Words, ...]:
    page = citation.page_label or (str(citation.page) if citation.page is not None else "–")
    section = labels.path_words(citation.section) or "–"
    paper, standing = labels.citation_paper(citation), labels.standing_words(citation)
    return str(citation.number), paper, section, page, standing, citation.file
