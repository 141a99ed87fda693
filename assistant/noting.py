"""Notes to an answer: what was assumed, what the papers gainsay, what is only a draft, what has been replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.candidates import Chosen
from assistant.composing import heading
from assistant.premises import premises
from assistant.records import Citation, Note, NoteKind, Question
from ingest.index import DocumentRow
from ingest.records import Status


def notes_for(
    question: Question, citations: Sequence[Citation], chosen: Sequence[Chosen], rows: Mapping[str, DocumentRow]
) -> tuple[Note, ...]:
    """The notes that an answer needs, in the order in which a reader wants them."""
    notes = [Note(NoteKind.ASSUMPTION, text) for text in question.assumptions]
    notes.extend(_premises(question, citations, chosen))
    cited = list(dict.fromkeys(c.document for c in citations))
    notes.extend(_councils(question, cited, rows))
    for document in cited:
        row = rows[document]
        if row.facts.status is Status.DRAFT:
            notes.append(Note(NoteKind.DRAFT, f"{heading(row)} is a draft: what was adopted may differ."))
        elif row.facts.status is Status.SUPERSEDED:
            notes.append(Note(NoteKind.SUPERSEDED, f"{heading(row)} has been replaced by a later paper."))
    return tuple(notes)


def _premises(question: Question, citations: Sequence[Citation], chosen: Sequence[Chosen]) -> list[Note]:
    """What the question takes for granted and a cited quote gainsays."""
    notes = []
    for premise in premises(question, chosen):
        document, start = premise.unit.place
        number = next((c.number for c in citations if c.document == document and c.start <= start < c.end), None)
        if number is not None:
            notes.append(Note(NoteKind.PREMISE, f"{premise.text} See source {number}."))
    return notes


def _councils(question: Question, cited: Sequence[str], rows: Mapping[str, DocumentRow]) -> list[Note]:
    """Say whose papers were read where neither question nor limits name a council, and several could have answered."""
    loaded = {r.facts.council for r in rows.values() if r.facts.council and question.scope.admits(r)}
    answered = {rows[d].facts.council for d in cited} - {""}
    if question.councils or len(loaded) < 2 or not answered:
        return []
    others = sorted(loaded - answered)
    names = " and ".join(sorted(answered))
    rest = f" Papers of {', '.join(others)} are loaded too: name the council to ask about it." if others else ""
    return [Note(NoteKind.ASSUMPTION, f"No council was named; this is what papers of {names} say.{rest}")]
