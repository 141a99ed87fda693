"""The page: its three screens, laid out, and which event calls which handler."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.web import pages
from ui.web.actions import Conversation, Readiness
from ui.web.events import Events

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library

ASSETS = Path(__file__).parent / "assets"
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def asset(name: str) -> str:
    """A style sheet or script of the app."""
    return (ASSETS / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Parts:
    """The components that events read or change."""

    top: gr.HTML
    turns: gr.HTML
    ready: gr.HTML
    said: gr.HTML
    box: gr.Textbox
    ask: gr.Button
    panel: gr.HTML
    shelves: gr.HTML
    about: gr.HTML


def build(library: Library, assistant: Assistant, state: Readiness) -> gr.Blocks:
    """The page; each visitor's conversation is kept in the visitor's own state."""
    app = gr.Blocks(title="Ask – Due Regard", analytics_enabled=False, fill_width=True)
    with app:
        parts = _lay_out(library, state)
        events = Events(library, assistant, state)
        talk, opened, timer = gr.State(Conversation()), gr.State(None), gr.Timer(1.0)
        answered = [talk, parts.turns, parts.box, parts.said]
        gr.on([parts.box.submit, parts.ask.click], events.answer, [parts.box, talk], answered, **QUIET)
        parts.turns.example(events.answer_example, [talk], answered, **QUIET)
        parts.turns.cite(events.cite, [talk], [opened, parts.panel], **QUIET)
        parts.panel.step(events.step, [opened], [opened, parts.panel], **QUIET)
        parts.turns.fresh(events.begin_again, None, [talk, opened, parts.turns, parts.panel, parts.said], **QUIET)
        parts.top.look(events.look_again, None, [parts.shelves, parts.about], **QUIET)
        timer.tick(events.tick, None, [parts.ready, timer], **QUIET)
        app.load(events.tick, None, [parts.ready, timer], **QUIET)
        # A page that was opened before papers were read shows them when it is loaded again.
        app.load(events.begin_again, None, [talk, opened, parts.turns, parts.panel, parts.said], **QUIET)
    return app


def _lay_out(library: Library, state: Readiness) -> Parts:
    """The screens: one is shown at a time, by the style sheet and ``app.js``."""
    papers, home = library.documents(), library.home
    empty = Conversation()
    top = _html("masthead", pages.masthead(), "masthead.js")
    with gr.Column(elem_id="screen-ask", elem_classes="screen"):
        with gr.Column(elem_id="talk"):
            turns = _html("conversation", pages.conversation(empty, papers), "conversation.js")
            with gr.Column(elem_id="composer"):
                ready = _html("readiness", pages.readiness(state))
                said = _html("said", pages.said(empty))
                with gr.Row(elem_id="asking"):
                    box = gr.Textbox(label="Your question", lines=1, max_lines=6, elem_id="question", scale=1)
                    ask = gr.Button("Ask", variant="primary", elem_id="ask-button", scale=0, min_width=88)
        with gr.Column(elem_id="beside"):
            panel = _html("source-panel", pages.source(None, None), "source.js")
    with gr.Column(elem_id="screen-library", elem_classes="screen"):
        shelves = _html("library", pages.library(papers, home))
    with gr.Column(elem_id="screen-about", elem_classes="screen"):
        about = _html("about", pages.about(papers, home))
    return Parts(top, turns, ready, said, box, ask, panel, shelves, about)


def _html(name: str, value: str, script: str = "") -> gr.HTML:
    """HTML of our own making; its script turns clicks into the events that are wired above."""
    code = asset(script) if script else None
    return gr.HTML(value, js_on_load=code, elem_id=name, apply_default_css=False)
