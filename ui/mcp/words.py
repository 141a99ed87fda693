"""An answer as text for an assistant to pass on: what it says, its sources, its notes."""

from __future__ import annotations

from assistant.records import Answer, Citation
from ui import outline
from ui.labels import OUTCOMES


def answer_text(answer: Answer) -> str:
    """The answer with its markers, then each source by number, with what is needed to look it up again."""
    parts = [f"{OUTCOMES[answer.status]}.", answer.answer]
    if answer.citations:
        parts.append("\n".join(["Sources (quoted word for word):", *map(source_line, answer.citations)]))
    notes = outline.notes(answer)
    if notes:
        parts.append("\n".join(["Notes:", *(f"- {note.text}" for note in notes)]))
    return "\n\n".join(parts)


def source_line(citation: Citation) -> str:
    """One source: whose paper, which, where in it, of when, and where its words are kept."""
    page = f"page {citation.page_label or citation.page}" if citation.page_label or citation.page else ""
    standing = "" if citation.status.value in {"adopted", "unknown"} else citation.status.value
    facts = (citation.council, citation.title or citation.file, *citation.section, page, citation.date, standing)
    place = f"document {citation.document}, characters {citation.start} to {citation.end}"
    return f"[{citation.number}] {', '.join(fact for fact in facts if fact)} ({place})"
