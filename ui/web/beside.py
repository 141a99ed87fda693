"""The panel beside every screen: a citation at its page or in its text, opened by any link that names a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from ui.web import pages, source
from ui.web.source import Opened
from ui.web.wiring import QUIET, Shown, html, told

if TYPE_CHECKING:
    from ingest.library import Library

GONE = "That source cannot be opened: its paper is no longer in the library."


class Beside:
    """The panel, what is open in it, and its handlers."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def lay_out(self) -> None:
        """The components of the panel, and their events."""
        with gr.Column(elem_id="beside"):
            self.panel = html("source-panel", pages.source(None, None), "source.js", events="step turn")
        self.opened = gr.State(None)
        self.panel.step(self.step, [self.opened], self.shows, **QUIET)
        self.panel.turn(self.turn, [self.opened], self.shows, **QUIET)

    @property
    def shows(self) -> list[gr.components.Component]:
        """What every handler gives: the state and the panel."""
        return [self.opened, self.panel]

    def place(self, event: gr.EventData) -> Shown:
        """Open the stretch of a paper that a link names."""
        asked = told(event)
        paper, start, end = asked.get("paper"), asked.get("start"), asked.get("end")
        opened = source.open_place(self.library, asked.get("id"), paper, start, end)
        return self.show(opened, "" if opened else GONE)

    def step(self, opened: Opened | None, event: gr.EventData) -> Shown:
        """Show the page or section before or after, or the quote again."""
        return self.show(source.turn_to(self.library, opened, told(event).get("step")))

    def turn(self, opened: Opened | None) -> Shown:
        """Show the text in place of the page, or the page again."""
        return self.show(source.turn_over(self.library, opened))

    def show(self, opened: Opened | None, fault: str = "") -> Shown:
        """The state and the panel of what is open."""
        document = source.paper_of(self.library, opened.citation if opened else None)
        if opened is None or document is None:
            return None, pages.source(None, None, fault=fault)
        sheet = source.sheet_of(self.library, opened, document)
        original = self.library.original(document.id) is not None
        return opened, pages.source(opened, document, sheet, original=original)
