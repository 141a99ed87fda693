"""What the web app does, without a browser: actions, pages, handlers, colours."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import gradio as gr
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant.records import Note, NoteKind
from ingest.errors import ModelError
from ingest.library import Shelved
from ingest.records import Facts
from tests.ui.fakes import FakeAssistant, FakeLibrary, answer, document
from ui.web import actions, pages
from ui.web.actions import Conversation, Opened, Readiness, Turn
from ui.web.app import build
from ui.web.events import Events
from ui.web.theme import theme

WEB = Path(actions.__file__).parent
EVIL = "<script>evil()</script><img src=x onerror=evil()>{{evil}}${evil()} & \"quoted\" 'single'"


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path / "home").load(document())


@pytest.fixture
def events(library: FakeLibrary) -> Events:
    return Events(library, FakeAssistant(library), Readiness(library.warm))


def happened(**told: object) -> gr.EventData:
    return gr.EventData(None, told)


def talked(library: FakeLibrary, *questions: str) -> Conversation:
    talk = Conversation()
    for question in questions:
        talk = actions.find_answer(FakeAssistant(library), talk.asked(question))
    return talk


# Actions


def test_a_follow_up_is_asked_with_the_questions_before_it(library: FakeLibrary) -> None:
    assistant = FakeAssistant(library)
    talk = Conversation()
    for question in ("What of the underpass?", "And bystanders?"):
        talk = actions.find_answer(assistant, talk.asked(question))
    assert assistant.heard[1] == ("And bystanders?", ("What of the underpass?",), "")
    assert [turn.answer.status.value for turn in talk.turns if turn.answer] == ["answered", "answered"]


def test_a_fault_is_told_in_its_turn_and_the_talk_goes_on(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = talked(library, "Please break down", "What of the underpass?")
    assert talk.turns[0].fault == actions.UNEXPECTED
    assert talk.turns[1].answer is not None
    assert "RuntimeError: a fault of the program" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("turn", "number"), [(9, 1), (-1, 1), (0, 99), ("0", 1), (None, None), (0, "1; drop"), (0.5, 1), ([], {})]
)
def test_a_citation_that_is_not_there_does_not_open(library: FakeLibrary, turn: object, number: object) -> None:
    talk = talked(library, "What of the underpass?")
    assert actions.open_citation(library, talk, turn, number) is None


def test_a_citation_opens_at_its_section_and_leads_to_those_around_it(library: FakeLibrary) -> None:
    talk = talked(library, "What of the underpass?")
    opened = actions.open_citation(library, talk, 0, 1)
    assert opened is not None
    assert opened.part == 1
    later = actions.turn_to(library, opened, 1)
    assert later == replace(opened, part=2)
    assert actions.turn_to(library, later, 1) == later
    assert actions.turn_to(library, later, 0) == opened
    assert actions.turn_to(library, later, "up") == later


def test_a_paper_that_was_deleted_since_is_said_to_be_gone(library: FakeLibrary, events: Events) -> None:
    talk = talked(library, "What of the underpass?")
    library.papers.clear()
    opened, panel = events.cite(talk, happened(turn=0, number=1))
    assert opened is None
    assert "no longer in the library" in panel


def test_the_model_loads_in_the_background() -> None:
    go = threading.Event()

    def load() -> None:
        go.wait(10)

    state = Readiness(load)
    state.start()
    assert state.loading
    assert "Getting ready" in pages.readiness(state)
    go.set()
    assert state.wait(10)
    assert HTMLParser(pages.readiness(state)).text(strip=True) == ""


def test_a_model_that_does_not_load_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> None:
        raise ModelError("The model is not there. Type: make install")

    def broken() -> None:
        raise OSError(5, "a fault of the disk")

    for load, words in ((missing, "Type: make install"), (broken, "Something went wrong")):
        state = Readiness(load)
        state.start()
        state.wait(10)
        assert words in pages.readiness(state)
    assert "a fault of the disk" in capsys.readouterr().err


def test_examples_fit_what_is_loaded() -> None:
    assert actions.examples(0, frozenset()) == ()
    assert "VAWG" in actions.examples(5, frozenset({"Progress against our equality objectives 2023"}))[0]
    assert "Essex" not in " ".join(actions.examples(1, frozenset({"Another"})))


# Handlers


def test_a_question_is_shown_at_once_and_then_answered(events: Events) -> None:
    steps = list(events.answer("What of the underpass?", Conversation()))
    assert len(steps) == 2
    assert "Looking through the papers" in steps[0][1]
    assert steps[0][2] == ""
    assert "Light every underpass." in steps[1][1]
    assert "1 statement from 1 paper." in steps[1][3]


@pytest.mark.parametrize(
    ("question", "words"), [("  ", "The question is empty."), ("x" * 10_000, "10,000 characters long")]
)
def test_a_question_that_cannot_be_asked_stays_in_its_box(events: Events, question: str, words: str) -> None:
    ((talk, turns, box, said),) = events.answer(question, Conversation())
    assert talk == Conversation()
    assert words in said
    assert turns == box == gr.skip()


def test_an_example_is_asked_as_it_stands(events: Events) -> None:
    *_, (talk, *_) = events.answer_example(Conversation(), happened(question="What of the underpass?"))
    assert talk.turns[0].question == "What of the underpass?"
    assert len(list(events.answer_example(Conversation(), gr.EventData(None, None)))) == 1


def test_conversations_are_values_so_that_visitors_cannot_meet(events: Events) -> None:
    empty = Conversation()
    *_, (one, *_) = events.answer("What of the underpass?", empty)
    *_, (two, *_) = events.answer("And bystanders?", empty)
    assert empty.turns == ()
    assert [turn.question for turn in one.turns] == ["What of the underpass?"]
    assert [turn.question for turn in two.turns] == ["And bystanders?"]
    assert vars(events).keys() == {"library", "assistant", "state"}


def test_a_new_conversation_forgets_the_old_one(events: Events) -> None:
    talk, opened, turns, panel, said = events.begin_again()
    assert talk == Conversation()
    assert opened is None
    assert "Questions to begin with" in turns
    assert "<mark>" not in panel
    assert HTMLParser(said).text(strip=True) == ""


def test_the_clock_stops_when_the_model_is_there(library: FakeLibrary, events: Events) -> None:
    assert events.tick()[1].active is True
    events.state.start()
    events.state.wait(10)
    assert events.tick()[1].active is False


def test_the_app_is_built_without_a_public_api(library: FakeLibrary) -> None:
    app = build(library, FakeAssistant(library), Readiness(library.warm))
    assert app.analytics_enabled is False
    assert {fn.api_visibility for fn in app.fns.values()} == {"private"}


# Pages


def every_page(paper_words: str) -> str:
    """All the HTML there is, with these words wherever a paper or a visitor may put words."""
    text = f"# {paper_words}\n{paper_words}\n- {paper_words} item\n# Next {paper_words}\nEnd."
    facts = dict.fromkeys(("title", "council", "date", "type", "period", "committee"), paper_words)
    paper = replace(document(text, **facts), file=paper_words, warnings=(paper_words,))
    library = FakeLibrary(Path(paper_words)).load(paper)
    said = answer(paper_words, paper, f"{paper_words} item", notes=(Note(NoteKind.DRAFT, f"note {paper_words}"),))
    said = replace(said, standalone_question=f"{paper_words}?")
    talk = Conversation((Turn(paper_words, said), Turn(paper_words, fault=paper_words), Turn(paper_words)))
    opened = Opened(0, said.citations[0], 0)
    unread = Shelved("", paper_words, Facts(), 0, 0, 0, (), "failed", paper_words)
    shelf = (*library.documents(), unread)
    state = Readiness(lambda: None)
    state.fault = paper_words
    return "\n".join(
        [
            pages.masthead(),
            pages.conversation(talk, shelf),
            pages.conversation(Conversation(), shelf),
            pages.said(talk),
            pages.complaint(paper_words),
            pages.readiness(state),
            pages.source(opened, paper),
            pages.source(None, None, paper_words),
            pages.library(shelf, library.home),
            pages.about(shelf, library.home),
        ]
    )


def test_markup_of_a_paper_is_shown_and_never_run() -> None:
    tree = HTMLParser(every_page(EVIL))
    assert tree.body is not None
    assert not tree.css("script, img, iframe, object, style, link")
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
    assert "<script>evil()</script>" in tree.body.text()


def test_text_that_looks_like_a_template_stays_text() -> None:
    words = pages.complaint("{{ 7 * 7 }} ${7 * 7} {% raw %}")
    assert "49" not in words
    assert "{{ 7 * 7 }} ${7 * 7} {% raw %}" in HTMLParser(words).text()


def test_nothing_is_loaded_from_elsewhere() -> None:
    for file in [*WEB.glob("assets/*"), *WEB.glob("templates/*")]:
        if file.suffix != ".png":
            assert not re.search(r"https?:|//\w|@import|url\(", file.read_text(encoding="utf-8")), file.name
    assert theme()._stylesheets == []
    assert theme()._font_css == []


def test_a_link_to_a_source_makes_sense_alone(library: FakeLibrary) -> None:
    html = pages.conversation(talked(library, "What of the underpass?"), library.documents())
    link = HTMLParser(html).css_first("a.cite")
    assert link is not None
    assert link.text() == "[1] page 18, Borset County Council, Progress 2023, 1. Safety"


def test_ids_are_unique_and_headings_in_order() -> None:
    library = FakeLibrary(Path("h")).load(document())
    html = pages.conversation(talked(library, "What of the underpass?", "And the bystanders?"), library.documents())
    ids = [node.attributes["id"] for node in HTMLParser(html).css("[id]")]
    assert len(ids) == len(set(ids))
    levels = [int(str(node.tag)[1]) for node in HTMLParser(html).css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_panel_marks_the_quote_and_names_its_place(library: FakeLibrary) -> None:
    talk = talked(library, "What of the underpass?")
    opened = actions.open_citation(library, talk, 0, 1)
    tree = HTMLParser(pages.source(opened, library.document("d1")))
    assert [mark.text() for mark in tree.css("mark")] == ["Light every underpass."]
    assert [title.text() for title in tree.css("#reader-title")] == ["1. Safety"]
    facts = [node.text() for node in tree.css("dd")]
    assert facts == ["18", "July 2023", "status not stated", "progress.txt"]
    names = [button.text() for button in tree.css("button[data-step]")]
    assert names == ["Previous section: Progress 2023", "Next section: 2. Jobs", "Back to quote"]


def test_an_empty_library_says_what_to_do_first(tmp_path: Path) -> None:
    for html in (pages.conversation(Conversation(), ()), pages.library((), tmp_path)):
        assert "dueregard ingest" in HTMLParser(html).text()
