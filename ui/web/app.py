"""The web app's wiring: which event calls which action, and where the outcome is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.question import check
from ingest.errors import QuestionError
from ui.web import actions, pages
from ui.web.actions import Conversation, Opened, Readiness

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library

ASSETS = Path(__file__).parent / "assets"
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
Shown = tuple[Any, ...]


def asset(name: str) -> str:
    """A style sheet or script of the app."""
    return (ASSETS / name).read_text(encoding="utf-8")


def build(library: Library, assistant: Assistant, state: Readiness) -> gr.Blocks:
    """The page with its three screens; each visitor's conversation is kept in the visitor's own state."""
    papers = library.documents()
    with gr.Blocks(title="Ask – Due Regard", analytics_enabled=False, fill_width=True) as app:
        talk = gr.State(Conversation())
        opened = gr.State(None)
        top = _html(pages.masthead(), "masthead.js", "masthead")
        with gr.Column(elem_id="screen-ask", elem_classes="screen"):
            with gr.Column(elem_id="talk"):
                turns = _html(pages.conversation(Conversation(), papers), "conversation.js", "conversation")
                with gr.Column(elem_id="composer"):
                    ready = _html(pages.readiness(state), None, "readiness")
                    said = _html(pages.said(Conversation()), None, "said")
                    with gr.Row(elem_id="asking"):
                        box = gr.Textbox(label="Your question", lines=1, max_lines=6, elem_id="question", scale=1)
                        ask = gr.Button("Ask", variant="primary", elem_id="ask-button", scale=0, min_width=96)
                        fresh = gr.Button("Start again", elem_id="fresh-button", scale=0, min_width=120)
            with gr.Column(elem_id="beside"):
                panel = _html(pages.source(None, None), "source.js", "source-panel")
        with gr.Column(elem_id="screen-library", elem_classes="screen"):
            shelves = _html(pages.library(papers, library.home), None, "library")
        with gr.Column(elem_id="screen-about", elem_classes="screen"):
            about = _html(pages.about(papers, library.home), None, "about")
        timer = gr.Timer(1.0)

        def answer(question: str, so_far: Conversation) -> Iterator[Shown]:
            """Show the question at once, then its answer; a question that cannot be asked stays in its box."""
            try:
                words = check(question)
            except QuestionError as error:
                yield so_far, gr.skip(), gr.skip(), pages.complaint(str(error))
                return
            now = so_far.asked(words)
            shelf = library.documents()
            yield now, pages.conversation(now, shelf), "", pages.said(now)
            now = actions.find_answer(assistant, now)
            yield now, pages.conversation(now, shelf), gr.skip(), pages.said(now)

        def answer_example(so_far: Conversation, event: gr.EventData) -> Iterator[Shown]:
            yield from answer(str(_told(event).get("question", "")), so_far)

        def cite(so_far: Conversation, event: gr.EventData) -> Shown:
            told = _told(event)
            found = actions.open_citation(library, so_far, told.get("turn"), told.get("number"))
            return found, _panel(library, found, "" if found else "That paper is no longer in the library.")

        def step(now: Opened | None, event: gr.EventData) -> Shown:
            found = actions.turn_to(library, now, _told(event).get("step"))
            return found, _panel(library, found)

        def begin_again() -> Shown:
            empty = Conversation()
            return empty, None, pages.conversation(empty, library.documents()), _panel(library, None), pages.said(empty)

        def look_again() -> Shown:
            shelf = library.documents()
            return pages.library(shelf, library.home), pages.about(shelf, library.home)

        def tick() -> Shown:
            return pages.readiness(state), gr.Timer(active=state.loading)

        answered = [talk, turns, box, said]
        gr.on([box.submit, ask.click], answer, [box, talk], answered, **QUIET)
        turns.example(answer_example, [talk], answered, **QUIET)
        turns.cite(cite, [talk], [opened, panel], **QUIET)
        panel.step(step, [opened], [opened, panel], **QUIET)
        fresh.click(begin_again, None, [talk, opened, turns, panel, said], **QUIET)
        top.look(look_again, None, [shelves, about], **QUIET)
        timer.tick(tick, None, [ready, timer], **QUIET)
        app.load(tick, None, [ready, timer], **QUIET)
    return app


def _html(value: str, script: str | None, name: str) -> gr.HTML:
    """HTML of our own making; its script turns clicks into the events that are wired above."""
    code = asset(script) if script else None
    return gr.HTML(value, js_on_load=code, elem_id=name, apply_default_css=False)


def _told(event: gr.EventData) -> dict[str, Any]:
    """What the browser sent with an event; a browser may send anything."""
    return event._data if isinstance(event._data, dict) else {}


def _panel(library: Library, opened: Opened | None, fault: str = "") -> str:
    return pages.source(opened, actions.paper_of(library, opened.citation if opened else None), fault)
