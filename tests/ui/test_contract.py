"""The JSON that other programs rely on: names, order and types as design.md section 4 fixes them."""

from __future__ import annotations

import json
from dataclasses import replace

from assistant.records import Found, Note, NoteKind
from ingest.library import Check, FileOutcome, SyncReport
from tests.ui.fakes import FakeLibrary, answer, citation, document
from ui import contract

ANSWER_KEYS = [
    "id", "question", "standalone_question", "status", "answer", "statements", "citations", "notes", "timings_ms",
]  # fmt: skip
CITATION_KEYS = [
    "number", "document", "file", "title", "council", "date", "status", "section", "paragraph", "page", "page_label",
    "quote", "start", "end", "passage",
]  # fmt: skip


def test_an_answer_has_the_keys_of_the_contract_in_their_order() -> None:
    paper = document()
    note = Note(NoteKind.DRAFT, "It is a draft.")
    found = contract.answer_object(answer("Safety?", paper, "Light every underpass.", notes=(note,)), "C01")
    assert list(found) == ANSWER_KEYS
    assert list(found["citations"][0]) == CITATION_KEYS
    assert found["statements"] == [{"text": "Light every underpass.", "citations": [1], "support": "quoted"}]
    assert found["notes"] == [{"kind": "draft", "text": "It is a draft."}]
    assert found["timings_ms"] == {"retrieve": 0, "answer": 0, "check": 0}
    assert (found["id"], found["status"]) == ("C01", "answered")


def test_a_citation_points_at_its_quote_and_its_section_is_a_list() -> None:
    paper = document()
    found = contract.answer_object(answer("Safety?", paper, "Train 40 bystanders."))["citations"][0]
    assert paper.text[found["start"] : found["end"]] == found["quote"] == "Train 40 bystanders."
    assert found["section"] == ["1. Safety"]
    assert (found["page"], found["page_label"], found["status"]) == (18, "18", "unknown")


def test_a_paper_without_pages_has_null_for_the_page() -> None:
    paper = document()
    plain = answer("Safety?", paper, "Light every underpass.")
    plain = replace(plain, citations=(citation(paper, "Light every underpass.", page=None),))
    assert json.loads(contract.line(contract.answer_object(plain)))["citations"][0]["page"] is None


def test_timings_are_rounded_and_others_left_out() -> None:
    timed = replace(answer("Safety?", document(), "Light every underpass."), timings_ms={"retrieve": 1.26, "more": 3})
    assert contract.answer_object(timed)["timings_ms"] == {"retrieve": 1.3, "answer": 0, "check": 0}


def test_a_question_that_cannot_be_asked_gets_a_plain_sentence_and_its_id() -> None:
    found = contract.unasked_object("", "The question is empty.", 7)
    assert list(found) == ANSWER_KEYS
    assert (found["id"], found["status"], found["answer"]) == (7, "clarify", "The question is empty.")
    assert found["statements"] == found["citations"] == []


def test_search_results_have_the_keys_of_the_contract() -> None:
    passage = Found("a.txt", "d1", "Title", None, "", ("One", "Two"), 3, 9, "words", 0.12345678)
    assert contract.search_object([passage], "Q1") == {
        "id": "Q1",
        "results": [
            {
                "file": "a.txt",
                "page": None,
                "section": ["One", "Two"],
                "start": 3,
                "end": 9,
                "text": "words",
                "score": 0.123457,
            }
        ],
    }


def test_a_line_is_one_line_of_utf_8_whatever_a_paper_holds() -> None:
    text = "£5 – ‘quoted’\n\u2028\ud800"
    line = contract.line({"text": text})
    assert "\n" not in line
    assert "£5 – ‘quoted’" in line
    assert json.loads(line.encode("utf-8")) == {"text": text}


def test_reports_papers_and_checks_are_plain_objects() -> None:
    outcome = FileOutcome("a.pdf", "failed", "a.pdf: is empty. Save it again.")
    report = contract.report_object(SyncReport((outcome,), 1.234, 0, ("Rebuilt.",)))
    assert report["files"][0]["state"] == "failed"
    assert (report["seconds"], report["notices"]) == (1.23, ["Rebuilt."])
    library = FakeLibrary.__new__(FakeLibrary)
    library.papers = {"d1": document()}
    paper = contract.paper_object(library.documents()[0])
    assert (paper["id"], paper["council"], paper["sections"]) == ("d1", "Borset County Council", 3)
    checks = contract.check_object([Check("Model", False, "It is gone.", "Type: make install")])
    assert checks["well"] is False
    assert checks["checks"] == [{"name": "Model", "ok": False, "words": "It is gone.", "remedy": "Type: make install"}]
