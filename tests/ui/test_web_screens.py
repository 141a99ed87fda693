"""The screens Commitments, Impact assessment and Start here over real papers, without a browser."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant import Assistant
from assistant.commitments import By, Level
from assistant.records import Citation
from assistant.scope import EVERYTHING
from ingest.library import Library
from tests.tiny import TinyEmbedder
from ui.exports import Blank, Bullets, Heading, Manuscript, Notice, Paragraph, Quote, Run, Table
from ui.web import begin
from ui.web.ask import Ask
from ui.web.assess import Assess, proposal_in
from ui.web.begin import Begin
from ui.web.beside import Beside
from ui.web.blocks import Marks, drawn, parts_of
from ui.web.follow import Follow, Looking, looking_at
from ui.web.readiness import Readiness
from ui.web.talk import Conversation

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
ESSEX = "Essex County Council"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The five papers, with an embedder that needs no model."""
    library = Library(tmp_path_factory.mktemp("screens") / "home", embedder=TinyEmbedder())
    assert not library.sync([CORPUS]).failed
    yield library
    library.close()


@pytest.fixture(scope="module")
def following(shelf: Library) -> Follow:
    return Follow(shelf, Beside(shelf))


def happened(**told: object) -> gr.EventData:
    return gr.EventData(None, told)


def content_of(parcel: str) -> bytes:
    link = HTMLParser(parcel).css_first("a[download]")
    assert link is not None
    return base64.b64decode((link.attributes["href"] or "").partition(",")[2])


# Documents on a screen


def cited(quote: str, start: int) -> Citation:
    from tests.ui.fakes import citation, document

    return citation(document(f"{'x ' * start}{quote}"), quote, start + 1)


def test_a_note_leads_to_the_citation_that_it_quotes() -> None:
    one, two = cited("Light it.", 0), cited("Train them.", 1)
    marks = Marks("m", [one, two], lambda c: "The same note.")
    assert marks.of("The same note.", "“Train them.”").citation == two
    assert marks.of("The same note.", "Something else").citation == one
    third = marks.of("https://law", "An act")
    assert (third.number, third.id, third.citation) == (3, "m-3", None)


def test_every_kind_of_block_is_drawn_and_its_words_are_escaped() -> None:
    evil = "<b>evil</b>"
    blocks = (
        Heading(evil, 2),
        Paragraph((Run(evil, strong=True, note="A note."),)),
        Notice(evil, evil),
        Quote(evil, "A note.", evil),
        Bullets((evil, evil), numbered=True),
        Table(evil, (evil, evil), ((evil, evil),)),
        Blank(evil, (evil,)),
    )
    tree = HTMLParser(drawn(blocks, Marks("m", [], str)))
    assert not tree.css("b")
    assert len(tree.css("h3, strong, .notice, figure.quote, ol li, caption, td, .blank")) >= 9
    assert tree.body is not None
    assert tree.body.text().count("<b>evil</b>") >= 12


def test_a_document_is_cut_at_its_main_headings() -> None:
    made = Manuscript("T", (Paragraph("a"), Heading("One"), Paragraph("b"), Heading("Deep", 2), Heading("Two")))
    assert [(part.title, len(part.blocks)) for part in parts_of(made)] == [("", 1), ("One", 2), ("Two", 0)]


# Commitments


def test_the_register_is_filtered_as_the_form_says(following: Follow) -> None:
    looking, html = following.filter(happened(fields={"council": ESSEX, "level": "objective", "by": "theme"}))
    assert looking == Looking({"council": ESSEX, "level": "objective"}, By.THEME)
    rows = following.register.rows(ESSEX, levels=[Level.OBJECTIVE])
    shown = {node.attributes["data-commitment"] for node in HTMLParser(html).css(".register-row")}
    assert shown == {row.id for row in rows}
    assert {node.text() for node in HTMLParser(html).css(".register-row .badge")} == {"objective"}


def test_what_is_no_filter_is_left_out(following: Follow) -> None:
    assert looking_at({"level": "burnt", "by": "hats", "colour": "red", "council": ""}) == Looking()
    _, html = following.filter(happened(fields={"theme": "no such theme"}))
    assert "no theme that the register knows" in HTMLParser(html).text()


def test_a_row_opens_in_full_with_links_to_its_places_and_closes(following: Follow, shelf: Library) -> None:
    row = following.register.rows(ESSEX, levels=[Level.OBJECTIVE])[0]
    looking, html = following.row(Looking(), happened(commitment=row.id))
    link = HTMLParser(html).css_first(".register .sheetlike a.cite")
    assert link is not None
    assert (link.attributes["data-paper"], int(link.attributes["data-start"] or 0)) == (
        row.wording.document,
        row.wording.start,
    )
    opened, panel = following.beside.place(
        happened(paper=row.wording.document, start=row.wording.start, end=row.wording.end, id="row-cite-1")
    )
    assert opened.back == "row-cite-1"
    marked = "".join(mark.text() for mark in HTMLParser(panel).css("mark"))
    assert marked.split()[:5] == row.wording.quote.replace("*", "").split()[:5]
    closed, _ = following.row(looking, happened(commitment=row.id))
    assert closed == Looking()


@pytest.mark.parametrize(
    "told", [{}, {"paper": "x", "start": 0, "end": 5}, {"start": -1}, {"end": 10**9}, {"start": "a"}, {"id": None}]
)
def test_a_place_that_is_not_there_does_not_open(following: Follow, shelf: Library, told: dict[str, object]) -> None:
    good = {"paper": shelf.rows()[0].id, "start": 0, "end": 5, "id": "x"}
    assert following.beside.place(happened(**good))[0] is not None
    given = {**good, **told} if told else {}
    assert following.beside.place(happened(**given))[0] is None


def test_the_register_is_handed_over_in_each_format(following: Follow) -> None:
    looking = looking_at({"council": ESSEX, "level": "objective"})
    book = load_workbook(io.BytesIO(content_of(following.export(looking, happened(form="xlsx")))), read_only=True)
    assert book.worksheets[0].max_row
    assert b"Essex" in content_of(following.export(looking, happened(form="csv")))
    assert b"# Commitments register" in content_of(following.export(looking, happened(form="md")))
    assert content_of(following.export(looking, happened(form="docx"))).startswith(b"PK")
    assert "download" not in following.export(looking, happened(form="exe"))


def test_a_decision_on_a_link_is_kept(following: Follow) -> None:
    waiting = [link for link in following.register.links() if link.basis.value in {"suggested", "inferred"}]
    assert waiting
    html = following.decide(Looking(), happened(link=waiting[0].id, verdict="reject"))
    assert "Your decision was kept." in html
    assert waiting[0].id not in {
        link.id for link in following.register.links() if link.basis.value in {"suggested", "inferred"}
    }
    assert "There is no link" in HTMLParser(following.decide(Looking(), happened(link="x", verdict="confirm"))).text()


# Impact assessment


def test_the_fields_of_the_form_become_a_proposal() -> None:
    given = {
        "title": " Close it ",
        "proposal": "x",
        "places": "Harlow, Clacton",
        "groups": "age\ndisability",
        "owner": "",
    }
    assert proposal_in(given) == {
        "title": "Close it",
        "proposal": "x",
        "places": ["Harlow", "Clacton"],
        "groups": ["age", "disability"],
    }


def test_a_draft_is_made_saved_reopened_and_deleted(shelf: Library) -> None:
    screen = Assess(shelf, Beside(shelf))
    form = {"title": "Close a library", "proposal": "Close the library in Clacton on Saturdays.", "council": ESSEX}
    working, (draft, html) = list(screen.draft(happened(fields=form)))
    assert "Looking through the papers" in working[1]
    assert HTMLParser(html).css_first(".blank") is not None
    assert "saved" in screen.save(draft)
    (saved,) = screen.work.saved()
    opened, html = screen.reopen(happened(draft=saved.id))
    assert opened == draft
    assert "Close a library" in html
    assert content_of(screen.export(draft, happened(form="docx")))[:2] == b"PK"
    assert "deleted" in screen.delete(None, happened(draft=saved.id))
    assert screen.work.saved() == ()
    assert "no saved draft" in HTMLParser(screen.reopen(happened(draft=saved.id))[1]).text()


def test_a_proposal_with_faults_stays_in_its_form(shelf: Library) -> None:
    *_, (draft, html) = Assess(shelf, Beside(shelf)).draft(happened(fields={"title": "Close it", "proposal": ""}))
    assert draft is None
    tree = HTMLParser(html)
    assert tree.css_first(".notice-fault") is not None
    assert [node.attributes["value"] for node in tree.css("#assess-title")] == ["Close it"]


def test_there_is_nothing_to_save_before_there_is_a_draft(shelf: Library) -> None:
    screen = Assess(shelf, Beside(shelf))
    assert "Fill in the proposal first." in screen.save(None)
    assert screen.export(None, happened(form="docx")) == ""


# Start here


def test_the_tour_goes_from_stop_to_stop(shelf: Library) -> None:
    screen = Begin(shelf, Beside(shelf))
    *_, (tour, html) = screen.brief(happened(fields={"council": ESSEX, "role": "HR adviser"}))
    names = [node.text(strip=True) for node in HTMLParser(html).css(".stops button")]
    assert names[0] == "How to read this"
    second, html = screen.stop(tour, happened(number=2))
    assert HTMLParser(html).css_first("#tour-title").text() == names[2]  # type: ignore[union-attr]
    for wrong in (-1, 99, "x", None):
        assert screen.stop(second, happened(number=wrong))[0] == second
    assert b"HR adviser" in content_of(screen.export(second, happened(form="html")))
    assert begin.step(None, 1) is None


def test_a_council_that_is_not_loaded_is_said_so(shelf: Library) -> None:
    *_, (tour, html) = Begin(shelf, Beside(shelf)).brief(happened(fields={"council": "Atlantis"}))
    assert tour is None
    assert "No paper of Atlantis is loaded" in HTMLParser(html).text()


def test_empty_screens_say_the_first_step(tmp_path: Path) -> None:
    library = Library(tmp_path / "home", embedder=TinyEmbedder())
    beside = Beside(library)
    for html in (
        Follow(library, beside).look(Looking()),
        Assess(library, beside).show(None),
        Begin(library, beside).look(None),
    ):
        assert "add papers" in HTMLParser(html).text()
    library.close()


# Many at once


def test_twenty_visitors_at_once_are_each_answered_as_if_alone(shelf: Library) -> None:
    assistant = Assistant(shelf)
    ask = Ask(shelf, assistant, Readiness(lambda: None), Beside(shelf))
    kinds = ("What did we commit to on VAWG?", "What is the workforce objective?", "What of hate crime?", "Who leads?")
    questions = [kinds[number % len(kinds)] for number in range(20)]
    alone = {question: assistant.ask(question).answer for question in kinds}
    found: dict[int, Conversation] = {}

    def visit(number: int) -> None:
        *_, (talked, *_) = ask.answer(questions[number], Conversation(), EVERYTHING)
        found[number] = talked

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, question in enumerate(questions):
        (turn,) = found[number].turns
        assert turn.answer is not None, turn.fault
        assert (turn.question, turn.answer.answer) == (question, alone[question])
