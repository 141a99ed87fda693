"""What the screen Ask does, without a browser: conversations as values, sources, limits, exports, feedback."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import gradio as gr
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant.scope import Scope
from ingest.errors import ModelError
from ingest.records import Status
from tests.ui.fakes import FakeAssistant, FakeLibrary, document
from ui import feedback
from ui.web import limits, pages, source, talk
from ui.web.app import build
from ui.web.ask import Ask
from ui.web.beside import Beside
from ui.web.readiness import UNEXPECTED, Readiness
from ui.web.talk import Conversation


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    (tmp_path / "home").mkdir()
    return FakeLibrary(tmp_path / "home").load(document())


@pytest.fixture
def ask(library: FakeLibrary) -> Ask:
    return Ask(library, FakeAssistant(library), Readiness(library.warm), Beside(library))


def happened(**told: object) -> gr.EventData:
    return gr.EventData(None, told)


def talked(library: FakeLibrary, *questions: str) -> Conversation:
    held = Conversation()
    for question in questions:
        held = talk.find_answer(FakeAssistant(library), held.asked(question))
    return held


def content_of(parcel: str) -> str:
    link = HTMLParser(parcel).css_first("a[download]")
    assert link is not None
    return base64.b64decode((link.attributes["href"] or "").partition(",")[2]).decode()


# Conversations


def test_a_follow_up_is_asked_with_the_questions_before_it(library: FakeLibrary) -> None:
    assistant = FakeAssistant(library)
    held = Conversation()
    for question in ("What of the underpass?", "And bystanders?"):
        held = talk.find_answer(assistant, held.asked(question))
    assert assistant.heard[1] == ("And bystanders?", ("What of the underpass?",), "")
    assert [answer.status.value for answer in held.answers] == ["answered", "answered"]


def test_a_fault_is_told_in_its_turn_and_the_talk_goes_on(
    library: FakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    held = talked(library, "Please break down", "What of the underpass?")
    assert held.turns[0].fault == UNEXPECTED
    assert held.turns[1].answer is not None
    assert "RuntimeError: a fault of the program" in capsys.readouterr().err


def test_a_question_is_shown_at_once_and_then_answered(ask: Ask) -> None:
    steps = list(ask.answer("What of the underpass?", Conversation(), Scope()))
    assert len(steps) == 2
    assert "Looking through the papers" in steps[0][1]
    assert steps[0][2] == ""
    assert "Light every underpass." in steps[1][1]
    assert "1 statement from 1 paper." in steps[1][3]


@pytest.mark.parametrize(
    ("question", "words"), [("  ", "The question is empty."), ("x" * 10_000, "10,000 characters long")]
)
def test_a_question_that_cannot_be_asked_stays_in_its_box(ask: Ask, question: str, words: str) -> None:
    ((held, turns, box, said, _),) = ask.answer(question, Conversation(), Scope())
    assert held == Conversation()
    assert words in said
    assert turns == box == gr.skip()


def test_an_example_is_asked_as_it_stands(ask: Ask) -> None:
    *_, (held, *_) = ask.answer_example(Conversation(), Scope(), happened(question="What of the underpass?"))
    assert held.turns[0].question == "What of the underpass?"
    assert len(list(ask.answer_example(Conversation(), Scope(), gr.EventData(None, None)))) == 1


def test_conversations_are_values_so_that_visitors_cannot_meet(ask: Ask) -> None:
    empty = Conversation()
    *_, (one, *_) = ask.answer("What of the underpass?", empty, Scope())
    *_, (two, *_) = ask.answer("And bystanders?", empty, Scope())
    assert empty.turns == ()
    assert [turn.question for turn in one.turns] == ["What of the underpass?"]
    assert [turn.question for turn in two.turns] == ["And bystanders?"]
    assert vars(ask).keys() == {"library", "assistant", "state", "beside", "stops", "served"}


def test_a_new_conversation_forgets_the_old_one(ask: Ask) -> None:
    held, opened, panel, turns, said, suggested = ask.begin_again()
    assert held == Conversation()
    assert opened is None
    assert "Questions to begin with" in turns
    assert "<mark>" not in panel
    assert HTMLParser(said).text(strip=True) == ""
    assert HTMLParser(suggested).text(strip=True) == ""


def test_what_a_browser_keeps_is_questions_and_limits_and_opens_again(ask: Ask, library: FakeLibrary) -> None:
    held = Conversation().asked("What of the underpass?", Scope(council="Borset County Council"))
    held = talk.find_answer(ask.assistant, held).asked("And bystanders?", Scope(status=Status.DRAFT))
    kept = json.loads(talk.told(held))
    assert kept == {
        "asked": [
            {"question": "What of the underpass?", "scope": {"council": "Borset County Council"}},
            {"question": "And bystanders?", "scope": {"status": "draft"}},
        ]
    }
    *_, (again, turns, *_) = ask.reopen(Scope(), happened(**kept))
    assert [turn.scope for turn in again.turns] == [turn.scope for turn in held.turns]
    assert again.turns[0].answer == held.turns[0].answer
    assert [node.attributes["data-told"] for node in HTMLParser(turns).css("[data-told]")] == [talk.told(again)]
    assert [heard[1] for heard in ask.assistant.heard[-2:]] == [(), ("What of the underpass?",)]  # type: ignore[attr-defined]


def test_a_link_holds_a_question_and_those_before_it(library: FakeLibrary) -> None:
    held = talked(library, "What of the underpass?", "And bystanders?", "And jobs?")
    address = talk.link(held, 1)
    assert address.startswith("#answer=")
    given = json.loads(unquote(address.removeprefix("#answer=")))
    assert [turn.question for turn in talk.reopened(given).turns] == ["What of the underpass?", "And bystanders?"]


@pytest.mark.parametrize(
    "given",
    [None, {}, {"asked": 3}, {"asked": ["x", {"question": 1}, {"question": " "}, {"question": "y" * 5000}]}, [1]],
)
def test_a_damaged_store_opens_as_an_empty_conversation(given: object) -> None:
    assert talk.reopened(given) == Conversation()


def test_a_page_that_keeps_nothing_is_not_drawn_again_over_what_its_visitor_does(library: FakeLibrary) -> None:
    """What comes late would wipe a first question, or limits that were just chosen; new papers are still shown."""
    ask = Ask(library, FakeAssistant(library), Readiness(library.warm), Beside(library))
    with gr.Blocks():
        ask.beside.lay_out()
        ask.lay_out()
    (first,) = ask.reopen(Scope(), happened())
    assert first == (gr.skip(),) * 4
    library.load(document(id="d2", council="Ambridge City Council", title="Plan"))
    ((held, turns, said, choices),) = ask.reopen(Scope(council="Ambridge City Council"), happened())
    assert (held, said) == (gr.skip(), gr.skip())
    assert "2 papers" in turns
    assert "Council: Ambridge City Council" in " ".join(HTMLParser(choices).css(".chips")[0].text().split())


def test_no_more_is_reopened_than_a_person_asks() -> None:
    given = {"asked": [{"question": f"Question {n}?"} for n in range(500)]}
    assert len(talk.reopened(given).turns) == talk.MOST_TURNS


# Sources


@pytest.mark.parametrize(
    ("turn", "number"),
    [(9, 1), (-1, 1), (0, 99), ("0", 1), (None, None), (0, "1; drop"), (0.5, 1), ([], {}), (True, 1)],
)
def test_a_citation_that_is_not_there_does_not_open(library: FakeLibrary, turn: object, number: object) -> None:
    assert source.open_citation(library, talked(library, "What of the underpass?"), turn, number) is None


def test_a_citation_opens_at_its_section_and_leads_to_those_around_it(library: FakeLibrary) -> None:
    opened = source.open_citation(library, talked(library, "What of the underpass?"), 0, 1)
    assert opened is not None
    assert (opened.part, opened.page) == (1, 0)
    later = source.turn_to(library, opened, 1)
    assert later == replace(opened, part=2)
    assert source.turn_to(library, later, 1) == later
    assert source.turn_to(library, later, 0) == opened
    assert source.turn_to(library, later, "up") == later
    assert source.turn_over(library, opened) == opened


def test_a_paper_that_was_deleted_since_is_said_to_be_gone(library: FakeLibrary, ask: Ask) -> None:
    held = talked(library, "What of the underpass?")
    library.papers.clear()
    opened, panel = ask.cite(held, happened(turn=0, number=1))
    assert opened is None
    assert "no longer in the library" in panel


# Limits


def test_limits_come_from_what_is_loaded(library: FakeLibrary) -> None:
    other = document(id="d2", council="Felpersham City Council", date="2021", period="2019-2021", status=Status.DRAFT)
    found = {f.name: [value for value, _ in f.choices] for f in limits.fields(library.load(other).documents(), Scope())}
    assert found["council"] == ["Borset County Council", "Felpersham City Council"]
    assert found["year"] == ["2023", "2021", "2020", "2019"]
    assert found["status"] == ["draft", "unknown"]
    assert "disability" in found["characteristic"]
    assert "type" not in found  # no paper states one, so there is nothing to choose


def test_a_limit_is_set_passed_on_and_taken_off(ask: Ask, library: FakeLibrary) -> None:
    scope, chips, said = ask.limit(happened(fields={"council": "Borset County Council", "year": "2023", "status": ""}))
    assert scope == Scope(council="Borset County Council", year="2023")
    names = [button.text(separator=" ", strip=True) for button in HTMLParser(chips).css(".chips button")]
    assert names[0].startswith("Council: Borset County Council")
    assert "Borset County Council, 2023" in said
    *_, (held, turns, *_) = ask.answer("What of the underpass?", Conversation(), scope)
    assert ask.assistant.scopes == [scope]  # type: ignore[attr-defined]
    assert "Limited to" in turns
    assert ask.unlimit(scope, happened(field="year"))[0] == Scope(council="Borset County Council")
    assert held.turns[0].scope == scope


@pytest.mark.parametrize(
    "given",
    [
        None,
        "x",
        {"year": "20x3"},
        {"status": "burnt"},
        {"characteristic": "<i>"},
        {"council": 7},
        {"type": "x" * 999},
    ],
)
def test_what_is_no_limit_limits_nothing(given: object) -> None:
    assert limits.scope_of(given) == Scope()


# What can be done with an answer


def test_an_answer_is_handed_over_as_a_file(ask: Ask, library: FakeLibrary) -> None:
    held = talked(library, "What of the underpass?", "And bystanders?")
    html, said = ask.export(held, happened(turn=0, form="md"))
    assert 'download="what-of-the-underpass.md"' in html
    assert "what-of-the-underpass.md" in said
    text = content_of(html)
    assert "Light every underpass" in text
    assert "bystanders" not in text
    whole, _ = ask.export(held, happened(form="md"))
    assert "bystanders" in content_of(whole)
    assert ask.export(held, happened(turn=0, form="exe"))[0] == ask.export(held, happened(turn=0))[0]


def test_nothing_to_download_is_said_so(ask: Ask) -> None:
    html, said = ask.export(Conversation(), happened(form="docx"))
    assert html == ""
    assert "Ask a question first." in said


def test_reasons_are_shown_on_demand_and_hidden_again(ask: Ask, library: FakeLibrary) -> None:
    held = talked(library, "What of the underpass?")
    shown, html, _ = ask.why(held, happened(turn=0))
    assert "Read as" in html
    hidden, html, said = ask.why(shown, happened(turn=0))
    assert hidden == held
    assert "Read as" not in html
    assert "hidden" in said
    assert ask.why(held, happened(turn="x"))[0] == held


def test_feedback_is_kept_for_review_without_a_name(ask: Ask, library: FakeLibrary) -> None:
    held = talked(library, "What of the underpass?", "And bystanders?")
    given = {"verdict": "wrong_source", "comment": "It is   the other page."}
    after, html, _ = ask.feedback(held, happened(turn=1, fields=given))
    assert "Thank you. Kept for review: wrong source." in html
    (one,) = feedback.kept(library.home)
    assert (one.verdict, one.comment) == (feedback.Verdict.WRONG_SOURCE, "It is the other page.")
    assert (one.question, one.history) == ("And bystanders?", ("What of the underpass?",))
    assert one.quotes[0].quote == "Train 40 bystanders."
    assert after.turns[1].verdict is feedback.Verdict.WRONG_SOURCE


@pytest.mark.parametrize("given", [{"verdict": "hacked"}, {}, {"verdict": 3}])
def test_no_verdict_is_no_feedback(ask: Ask, library: FakeLibrary, given: dict[str, object]) -> None:
    held = talked(library, "What of the underpass?")
    assert ask.feedback(held, happened(turn=0, fields=given))[0] == held
    assert feedback.kept(library.home) == ()


def test_feedback_that_cannot_be_kept_is_said_so(ask: Ask, library: FakeLibrary) -> None:
    (library.home / feedback.NAME).mkdir()
    *_, said = ask.feedback(talked(library, "What of the underpass?"), happened(turn=0, fields={"verdict": "useful"}))
    assert "cannot be written" in said


# The page while it gets ready


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


def test_the_clock_stops_when_the_model_is_there(ask: Ask) -> None:
    assert ask.tick()[1].active is True
    ask.state.start()
    ask.state.wait(10)
    assert ask.tick()[1].active is False


def test_the_app_is_built_without_a_public_api(library: FakeLibrary) -> None:
    app = build(library, FakeAssistant(library), Readiness(library.warm))
    assert app.analytics_enabled is False
    assert {fn.api_visibility for fn in app.fns.values()} == {"private"}
