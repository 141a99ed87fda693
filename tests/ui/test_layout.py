"""Answers and papers as they are laid out for people: lead-ins, places, words, stretches and marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.records import Answer, Note, NoteKind, Outcome, Statement
from ingest.dates import date_words
from ingest.records import Block, Page, Role
from tests.ui.fakes import answer, citation, document
from ui import labels, reading
from ui.outline import notes, outline, papers


def test_statements_stand_under_their_lead_ins() -> None:
    paper = document()
    cited = (citation(paper, "Light every underpass.", 1), citation(paper, "Train 40 bystanders.", 2))
    text = "**Borset, Progress 2023**\n\nThe council will:\n\n- Light every underpass. [1]\n- Train 40 bystanders. [2]"
    found = outline(
        Answer("q", "q", Outcome.ANSWERED, text, tuple(Statement(c.quote, (c.number,)) for c in cited), cited)
    )
    assert [(p.lead, p.bold, len(p.points)) for p in found] == [
        ("Borset, Progress 2023", True, 0),
        ("The council will:", False, 2),
    ]
    assert found[1].points[0].citations == cited[:1]
    assert found[1].points[0].is_quote


def test_no_statement_is_lost_when_the_text_does_not_list_it_by_itself() -> None:
    paper = document()
    cited = (citation(paper, "Light every underpass.", 1), citation(paper, "Train 40 bystanders.", 2))
    both = (Statement("It lights underpasses.", (1,)), Statement("It trains people.", (2,)))
    found = outline(Answer("q", "q", Outcome.ANSWERED, "Both are said [1] [2].", both, cited))
    assert [point.text for part in found for point in part.points] == ["It lights underpasses.", "It trains people."]
    assert not found[0].points[0].is_quote


def test_a_statement_of_several_lines_does_not_become_a_lead_in() -> None:
    paper = document()
    cited = citation(paper, "Light every underpass.")
    said = Statement("Light\nevery underpass.", (1,))
    found = outline(Answer("q", "q", Outcome.ANSWERED, "- Light\nevery underpass. [1]", (said,), (cited,)))
    assert [part.lead for part in found] == [""]
    assert found[0].points[0].text == "Light every underpass."


def test_lines_that_cite_nothing_are_shown_as_they_are() -> None:
    found = outline(Answer("q", "q", Outcome.NOT_FOUND, "The papers are silent.\n\nNearest:\n- Safety\n- Jobs"))
    assert [(p.lead, [point.text for point in p.points]) for p in found] == [
        ("The papers are silent.", []),
        ("Nearest:", ["Safety", "Jobs"]),
    ]


def test_a_note_that_the_answer_already_says_is_not_said_twice() -> None:
    said, other = Note(NoteKind.ABSENCE, "They are silent on swimming."), Note(NoteKind.DRAFT, "It is a draft.")
    silent = Answer("q", "q", Outcome.NOT_FOUND, "I found nothing. They are silent on swimming.", notes=(said, other))
    assert notes(silent) == (other,)


def test_citations_are_gathered_by_paper_and_place() -> None:
    one, two = document(), document(id="d2")
    cited = [
        citation(one, "Light every underpass.", 1),
        citation(one, "Train 40 bystanders.", 2),
        citation(two, "Interviews are guaranteed.", 3),
        citation(one, "Interviews are guaranteed.", 4),
    ]
    assert [[place.numbers for place in paper] for paper in papers(cited)] == [[(1, 2), (4,)], [(3,)]]


@pytest.mark.parametrize(
    ("date", "words"),
    [("2023-07", "July 2023"), ("2019-02-26", "26 February 2019"), ("2023", "2023"), ("", ""), ("2023-99", "2023-99")],
)
def test_dates_are_spoken(date: str, words: str) -> None:
    assert date_words(date) == words


@pytest.mark.parametrize(
    ("numbers", "words"), [([1], "[1]"), ([1, 2], "[1], [2]"), ([1, 2, 3, 5], "[1]–[3], [5]"), ([2, 4], "[2], [4]")]
)
def test_runs_of_numbers_are_drawn_together(numbers: list[int], words: str) -> None:
    assert labels.number_words(numbers) == words


def test_a_citation_has_a_name_that_makes_sense_alone() -> None:
    cited = citation(document(), "Light every underpass.")
    assert labels.full_name(cited) == "Borset County Council, Progress 2023, 1. Safety, page 18"
    assert labels.place_words(cited) == "page 18"
    assert labels.place_words(replace(cited, page=None, page_label="", paragraph="4.3")) == "paragraph 4.3"
    assert labels.place_words(replace(cited, page=None, page_label="")) == "source"


def test_a_paper_is_named_by_its_file_where_nothing_else_is_known() -> None:
    assert labels.paper_words("", "", "scan.pdf") == "scan.pdf"
    assert (
        labels.paper_words("Borset County Council", "Borset County Council Plan", "a") == "Borset County Council Plan"
    )


def test_councils_in_a_sentence() -> None:
    assert labels.listed(["Borset"]) == "Borset"
    assert labels.listed(["Borset", "Felpersham"]) == "Borset and Felpersham"
    assert labels.listed(["A", "B", "C", "D"]) == "4 councils"


def test_a_paper_is_read_section_by_section_and_the_quote_is_marked() -> None:
    paper = document()
    start = paper.text.index("40")
    span = (start, start + 2)
    parts = reading.stretches(paper)
    assert len(parts) == 3
    number = reading.place_of(paper, parts, span)
    view = reading.lay_out(paper, number, span)
    assert view.section.path == ("1. Safety",)
    assert (view.number, view.total) == (1, 3)
    items = view.pieces[1]
    assert items.kind == "item"
    assert items.rows[1].cells[0] == (
        (reading.Run("Train "), reading.Run("40", marked=True), reading.Run(" bystanders.")),
    )


def test_a_mark_runs_on_from_block_to_block() -> None:
    paper = document()
    span = (paper.text.index("every"), paper.text.index("bystanders"))
    view = reading.lay_out(paper, 1, span)
    marked = [r.text for row in view.pieces[1].rows for line in row.cells[0] for r in line if r.marked]
    assert marked == ["every underpass.", "Train 40"]


def test_a_heading_without_text_is_passed_over_unless_it_is_quoted() -> None:
    paper = document("# Part\n# 1. Safety\nWords.")
    assert [part.section for part in reading.stretches(paper)] == [2]
    assert [part.section for part in reading.stretches(paper, (2, 6))] == [1, 2]
    view = reading.lay_out(paper, 0, (2, 6))
    assert view.title == (reading.Run("Part", marked=True),)


def test_a_section_that_is_too_long_for_a_screen_is_read_in_parts() -> None:
    paper = document("\n".join(f"Line number {n}." for n in range(150)))
    parts = reading.stretches(paper)
    assert len(parts) == 3
    last = paper.text.index("Line number 149.")
    assert reading.place_of(paper, parts, (last, last + 4)) == 2
    assert reading.lay_out(paper, 99, (0, 0)).number == 2


def test_a_table_keeps_its_headers_and_the_lines_of_its_cells() -> None:
    text = "Safety • Light it. <br>• Train them.</br>"
    cells = ((0, 6), (7, len(text)))
    row = Block(0, len(text), Role.ROW, cells=cells, headers=("Priority", "Activity"), table=1)
    paper = replace(document("x"), text=text, blocks=(row,))
    paper = replace(paper, sections=(replace(paper.sections[0], end=len(text)),))
    piece = reading.lay_out(paper, 0, (0, 0)).pieces[0]
    assert piece.headers == ("Priority", "Activity")
    assert [["".join(r.text for r in line) for line in cell] for cell in piece.rows[0].cells] == [
        ["Safety"],
        ["• Light it.", "• Train them."],
    ]


def test_pages_are_those_printed_where_the_file_has_pages() -> None:
    paper = document()
    half = paper.text.index("- Train")
    paged = replace(paper, pages=(Page(1, "iv", 0, half), Page(2, "", half, len(paper.text))))
    assert reading.lay_out(paged, 1, (0, 0)).pages == ("iv", "2")
    assert reading.lay_out(paper, 1, (0, 0)).pages == ()


def test_quotes_of_an_answer_open_at_their_own_section() -> None:
    paper = document()
    for cited in answer("q", paper, "Opening words.", "Train 40 bystanders.", "Interviews are guaranteed.").citations:
        span = (cited.start, cited.end)
        view = reading.lay_out(paper, reading.place_of(paper, reading.stretches(paper, span), span), span)
        assert view.section.path == cited.section
