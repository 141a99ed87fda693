"""The screen Start here: a new officer's first week as a tour, stop by stop, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import gradio as gr

from assistant.briefing import Brief, Briefings
from ingest.errors import DueRegardError
from ui.briefing import manuscript
from ui.briefing_words import source_words
from ui.exports import Manuscript
from ui.web import parcel
from ui.web.beside import Beside
from ui.web.blocks import Marks, drawn, parts_of
from ui.web.render import render
from ui.web.wiring import QUIET, Shown, fields, html, told

if TYPE_CHECKING:
    from ingest.library import Library


@dataclass(frozen=True, slots=True)
class Tour:
    """A brief, and the stop at which its reader is."""

    brief: Brief
    at: int = 0

    @property
    def document(self) -> Manuscript:
        """The brief as a document of today."""
        return manuscript(self.brief, date.today())  # noqa: DTZ011 - the day where the officer is


def step(tour: Tour | None, to: object) -> Tour | None:
    """The tour at another stop; where a browser names one that is not there, at the one where it is."""
    known = tour is not None and isinstance(to, int) and 0 <= to < len(parts_of(tour.document))
    return replace(tour, at=to) if tour is not None and known and isinstance(to, int) else tour


def page(councils: tuple[str, ...], tour: Tour | None = None, *, working: bool = False, fault: str = "") -> str:
    """The form, and the stop of the tour that is shown."""
    parts = parts_of(tour.document) if tour else ()
    shown = parts[tour.at] if tour else None
    marks = Marks("start-cite", tour.brief.citations if tour else (), source_words)
    return render(
        "begin.html",
        councils=councils,
        tour=tour,
        parts=[part.title or "How to read this" for part in parts],
        title=(shown.title or "How to read this") if shown else "",
        body=drawn(shown.blocks, marks) if shown else "",
        working=working,
        fault=fault,
    )


class Begin:
    """The handlers of the screen."""

    def __init__(self, library: Library, beside: Beside) -> None:
        self.briefings = Briefings(library)
        self.beside = beside

    def lay_out(self, top: gr.HTML) -> None:
        """The components of the screen, and their events."""
        with gr.Column(elem_id="screen-start", elem_classes="screen"):
            shown = html("start", page(self.briefings.councils()), events="brief stop export place")
        tour = gr.State(None)
        parcels = html("start-parcel", "", "parcel.js")
        top.start(self.look, [tour], shown, **QUIET)
        shown.brief(self.brief, None, [tour, shown], **QUIET)
        shown.stop(self.stop, [tour], [tour, shown], **QUIET)
        shown.export(self.export, [tour], parcels, **QUIET)
        shown.place(self.beside.place, None, self.beside.shows, **QUIET)

    def look(self, tour: Tour | None) -> str:
        """The screen as it is now."""
        return page(self.briefings.councils(), tour)

    def brief(self, event: gr.EventData) -> Iterator[Shown]:
        """Make the brief for a council and a role."""
        given = fields(event)
        councils = self.briefings.councils()
        yield None, page(councils, working=True)
        try:
            tour = Tour(self.briefings.brief(given.get("council", ""), given.get("role", "")))
        except DueRegardError as error:
            yield None, page(councils, fault=str(error))
            return
        yield tour, page(councils, tour)

    def stop(self, tour: Tour | None, event: gr.EventData) -> Shown:
        """Go to another stop."""
        tour = step(tour, told(event).get("number"))
        return tour, self.look(tour)

    def export(self, tour: Tour | None, event: gr.EventData) -> str:
        """Hand the whole brief over as a file."""
        made = parcel.exported(tour.document, told(event).get("form")) if tour else None
        return parcel.handed_over(made)
