"""From a question as understood to a checked answer, in quotes mode."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answerability import Verdict, judge
from assistant.candidates import Candidate, Chosen
from assistant.composing import Composition, compose, escape, heading
from assistant.contacts import contacts_asked
from assistant.enumerations import enumeration_asked
from assistant.model.writing import Writing
from assistant.noting import notes_for
from assistant.objectives import stated
from assistant.records import Answer, Note, NoteKind, Outcome, Question
from assistant.retrieval import Retrieved, Retriever
from assistant.rows_marked import rows_marked
from assistant.sections_asked import section_asked
from assistant.selection import choose, round_out
from assistant.signs import nearest
from ingest.index import DocumentRow

DECLINED = {
    "orders": "I answer from the loaded papers alone, with quotes, so I have left that request aside. "
    "Ask what the papers say about it.",
    "personal": "I do not give or work out personal details of people. The papers' own contact details for a "
    "council are there if you ask for the contact.",
    "verdict": "Whether a legal duty is met is for the council's officers and members to decide, so I give no verdict. "
    "Ask what the papers say was done, and I will quote it.",
    "rating": "I do not rate impacts: officers decide that. Ask what evidence the papers hold, and I will quote it.",
}
CLARIFY = (
    "What would you like to know? Name a subject, such as hate crime, the gender pay gap "
    "or the priorities for the next year."
)
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Worked:
    """An answer with the trace of how it came about."""

    answer: Answer
    question: Question
    retrieved: Retrieved | None = None
    chosen: tuple[Chosen, ...] = ()
    verdict: Verdict | None = None
    writing: Writing | None = None


def work_out(question: Question, retriever: Retriever, words: int, limit: int) -> Worked:
    """Answer a question from the library, or say that it is silent."""
    if question.declined:
        return Worked(_refusal(question, Outcome.DECLINED, DECLINED[question.declined]), question)
    rows = {row.id: row for row in retriever.rows}
    if not rows:
        text = "No papers are loaded, so there is nothing to answer from. Add papers first: dueregard ingest FOLDER."
        return Worked(_refusal(question, Outcome.NOT_FOUND, text), question)
    if not question.terms and not question.councils:
        return Worked(_refusal(question, Outcome.CLARIFY, CLARIFY), question)
    began = time.perf_counter()
    retrieved = retriever.find(question, limit)
    found = time.perf_counter()
    if text := _of_others(question, retrieved.candidates, rows):
        return Worked(_foreign(question, text), question)
    weighed, ranked = retrieved.weighed, retrieved.candidates
    listed = (
        stated(question, weighed, ranked, rows)
        or enumeration_asked(question, weighed, ranked)
        or rows_marked(question, weighed, ranked, rows)
        or contacts_asked(question, ranked, rows)
        or section_asked(question, weighed, ranked)
    )
    chosen = listed or choose(question, ranked, words)
    if text := _of_others(question, nearest(chosen), rows):
        return Worked(_foreign(question, text), question, retrieved, chosen)
    verdict = Verdict(True) if listed else judge(question, retrieved, chosen, retriever.model.answerability)
    if not verdict.answerable:
        answer = _silence(question, retrieved, verdict, rows)
        return Worked(_timed(answer, began, found, found), question, retrieved, chosen, verdict)
    chosen = listed or round_out(question, chosen, ranked, words)
    composition = compose(chosen, rows)
    composed = time.perf_counter()
    answer = _answer(question, composition, chosen, rows)
    return Worked(_timed(answer, began, found, composed), question, retrieved, chosen, verdict)


def _of_others(question: Question, candidates: Sequence[Candidate], rows: Mapping[str, DocumentRow]) -> str:
    """What to say where a question is about councils none of whose papers is loaded, and that none of these mentions.

    A paper may mention another council and still say nothing of what it does.
    """
    if not question.unknown_councils or question.councils or not candidates:
        return ""
    told = [f"{c.view.words} {c.view.unit.lead} {' '.join(c.section.path)}".casefold() for c in candidates]
    if any(name.casefold() in words for name in question.unknown_councils for words in told):
        return ""
    loaded = ", ".join(sorted({r.facts.council for r in rows.values() if r.facts.council}))
    return f"No paper of {' or '.join(question.unknown_councils)} is loaded. The loaded papers are those of {loaded}."


def _foreign(question: Question, text: str) -> Answer:
    return _refusal(question, Outcome.NOT_FOUND, escape(text), (Note(NoteKind.ABSENCE, text),))


def _answer(
    question: Question, composition: Composition, chosen: Sequence[Chosen], rows: Mapping[str, DocumentRow]
) -> Answer:
    notes = notes_for(question, composition.citations, chosen, rows)
    return Answer(
        question=question.asked,
        standalone_question=question.standalone,
        status=Outcome.ANSWERED,
        answer=composition.text,
        statements=composition.statements,
        citations=composition.citations,
        notes=notes,
    )


def _silence(question: Question, retrieved: Retrieved, verdict: Verdict, rows: Mapping[str, DocumentRow]) -> Answer:
    """Say what was looked for, that it is the loaded papers which are silent, and what lies nearest."""
    papers = sorted({rows[c.paper.document.id].facts.council for c in retrieved.candidates} - {""})
    scope = f"the loaded papers of {' and '.join(papers)}" if papers else "the loaded papers"
    lines = [f"I found no answer in {escape(f'{scope}. {verdict.missing}')}".strip()]
    nearest = _nearest(retrieved, rows)
    if nearest:
        lines.append("The nearest sections, which do not answer it:\n")
        lines.extend(f"- {escape(n)}" for n in nearest)
    note = Note(NoteKind.ABSENCE, verdict.missing or "The loaded papers do not say.")
    return _refusal(question, Outcome.NOT_FOUND, "\n\n".join(lines[:2]) + "\n" + "\n".join(lines[2:]), (note,))


def _nearest(retrieved: Retrieved, rows: Mapping[str, DocumentRow]) -> list[str]:
    found: dict[str, None] = {}
    for candidate in retrieved.candidates:
        document = candidate.paper.document
        path = document.sections[candidate.view.unit.section].path
        found.setdefault(f"{heading(rows[document.id])}: {path[-1] if path else 'opening lines'}")
        if len(found) == NEAREST:
            break
    return list(found)


def _refusal(question: Question, status: Outcome, text: str, notes: tuple[Note, ...] = ()) -> Answer:
    return Answer(question.asked, question.standalone, status, text.strip(), notes=notes)


def _timed(answer: Answer, began: float, found: float, composed: float) -> Answer:
    now = time.perf_counter()
    answer.timings_ms.update(
        retrieve=round(1000 * (found - began), 1),
        answer=round(1000 * (composed - found), 1),
        check=round(1000 * (now - composed), 1),
    )
    return answer
