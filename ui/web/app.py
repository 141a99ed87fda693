"""The page: its screens one after the other, and what happens when one of them is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from ui.web import pages
from ui.web.ask import Ask
from ui.web.readiness import Readiness
from ui.web.shelves import Shelves
from ui.web.wiring import QUIET, html

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library


def build(library: Library, assistant: Assistant, state: Readiness) -> gr.Blocks:
    """The page; each visitor's conversation is kept in the visitor's own state."""
    app = gr.Blocks(title="Ask – Due Regard", analytics_enabled=False, fill_width=True)
    with app:
        top = html("masthead", pages.masthead(), "masthead.js", events="look")
        Ask(library, assistant, state).lay_out()
        Shelves(library).lay_out(top)
        with gr.Column(elem_id="screen-about", elem_classes="screen"):
            about = html("about", pages.about(library.documents(), library.home))
        top.look(lambda: pages.about(library.documents(), library.home), None, about, **QUIET)
    return app
