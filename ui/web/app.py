"""The page: its screens one after the other, the panel beside them, and what happens when a screen is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from ui.web import pages
from ui.web.ask import Ask
from ui.web.assess import Assess
from ui.web.begin import Begin
from ui.web.beside import Beside
from ui.web.follow import Follow
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
        top = html("masthead", pages.masthead(), "masthead.js", events=" ".join(pages.SCREENS))
        beside = Beside(library)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="screens"):
                rest = gr.Column()
            beside.lay_out()
        with rest:
            Ask(library, assistant, state, beside).lay_out()
            Follow(library, beside).lay_out(top)
            Assess(library, beside).lay_out(top)
            Begin(library, beside).lay_out(top)
            Shelves(library).lay_out(top)
            with gr.Column(elem_id="screen-about", elem_classes="screen"):
                about = html("about", _about(library))
        top.about(lambda: _about(library), None, about, **QUIET)
    return app


def _about(library: Library) -> str:
    changed = max((row.at for row in library.history()), default="")
    return pages.about(library.documents(), library.home, changed)
