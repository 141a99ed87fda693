"""Answers as a document and as text: no statement without its citation, no note lost."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from docx import Document

from assistant.records import Answer, Note, NoteKind, Outcome
from tests.ui.fakes import answer, document
from ui.exports import export
from ui.exports.answers import copied, manuscript
from ui.exports.document import notes_of

NOTE = Note(NoteKind.DRAFT, "This paper is a draft.")


def told() -> Answer:
    return answer("What of light?", document(), "Light every underpass.", "Train 40 bystanders.", notes=(NOTE,))


def test_every_statement_has_its_citation_as_a_footnote() -> None:
    made = manuscript([told()], "Borset County Council", date(2026, 3, 5))
    assert made.title == "What of light?"
    assert made.subtitle == "Made on 5 March 2026, limited to Borset County Council"
    assert (
        notes_of(made)
        == ("Borset County Council, Progress 2023, 1. Safety, page 18, July 2023, status not stated, progress.txt",) * 2
    )


def test_word_holds_question_statements_notes_and_sources() -> None:
    other = replace(told(), question="Another?", standalone_question="Another, as understood?")
    file = Document(io.BytesIO(export(manuscript([told(), other]), "docx")))
    words = "\n".join(paragraph.text for paragraph in file.paragraphs)
    for part in (
        "Questions and answers",
        "What of light?",
        "Another?",
        "Another, as understood?",
        "This paper is a draft.",
    ):
        assert part in words
    assert "“Light every underpass.”" in words
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]
    assert rows[0][:4] == ["Number", "Paper", "Section", "Page"]
    assert rows[1][:4] == ["1", "Borset County Council, Progress 2023", "1. Safety", "18"]


def test_what_is_copied_stands_alone() -> None:
    text = copied(told())
    assert text.splitlines()[0] == "What of light?"
    assert "• “Light every underpass.” [1]" in text
    assert "Draft: This paper is a draft." in text
    assert "[2] Borset County Council, Progress 2023, 1. Safety, page 18, July 2023" in text


def test_silence_is_exported_as_silence() -> None:
    silent = Answer("Pools?", "Pools?", Outcome.NOT_FOUND, "I found no answer.\n\n- Nearest section")
    assert "Not found in the papers" in export(manuscript([silent]), "md").decode()
    assert "Sources" not in copied(silent)
