"""The screen Library: how it is laid out, which event calls what, and what each one shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from gradio.utils import get_upload_folder

from ingest.errors import DueRegardError
from ui.web import shelf_pages, shelving
from ui.web.shelving import Gone, Jobs
from ui.web.wiring import QUIET, Shown, fields, html, told

if TYPE_CHECKING:
    from ingest.library import Library

SHELVES = "back open remove undo facts again replace"
GONE = "That paper is not in the library any more."


class Shelves:
    """The handlers; of a visitor they keep the jobs that go on, by secret names."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.jobs = Jobs()

    def lay_out(self, top: gr.HTML) -> None:
        """The components of the screen, and their events."""
        with gr.Column(elem_id="screen-library", elem_classes="screen"):
            shelves = html("library", self.look(), "library.js", events=SHELVES)
            adding = html("adding", shelf_pages.adding(), "adding.js", events="bring cancel")
        gone = gr.State(None)
        top.look(self.look, None, shelves, **QUIET)
        adding.bring(self.add, None, adding, **QUIET).then(self.look, None, shelves, **QUIET)
        adding.cancel(self.cancel, None, None, **QUIET)
        shelves.back(self.look, None, shelves, **QUIET)
        shelves.open(self.open, None, shelves, **QUIET)
        shelves.remove(self.remove, None, [gone, shelves], **QUIET)
        shelves.undo(self.undo, [gone], [gone, shelves], **QUIET)
        shelves.facts(self.set_facts, None, shelves, **QUIET)
        shelves.again(self.read_again, None, [adding, shelves], **QUIET)
        shelves.replace(self.replace, None, [adding, shelves], **QUIET)

    def look(self) -> str:
        """The library as it is now."""
        return shelf_pages.shelves(self.library.documents(), self.library.home)

    def add(self, event: gr.EventData) -> Iterator[str]:
        """Read what was uploaded, and show how far that has come."""
        files = shelving.uploaded(told(event).get("files"), Path(get_upload_folder()))
        if not files:
            yield shelf_pages.adding(fault="No file arrived here. Choose the files again.")
            return
        try:
            places = shelving.take_in(self.library, files)
        except DueRegardError as error:
            yield shelf_pages.adding(fault=str(error))
            return
        yield from self._read(places)

    def _read(self, places: Sequence[Path], *, anew: bool = False) -> Iterator[str]:
        for step in self.jobs.read(self.library, places, anew=anew):
            yield shelf_pages.adding(step)

    def cancel(self, event: gr.EventData) -> None:
        """End the reading after the file at hand."""
        self.jobs.stop(told(event).get("job"))

    def open(self, event: gr.EventData) -> str:
        """Look into a paper, at a part of it."""
        asked = told(event)
        return self._inside(asked.get("paper"), asked.get("number", 0))

    def remove(self, event: gr.EventData) -> Shown:
        """Take a paper out; the page offers to bring it back."""
        try:
            gone = shelving.remove(self.library, told(event).get("paper"))
        except DueRegardError as error:
            return gr.skip(), self._shelves(fault=str(error))
        return gone, self._shelves(gone, "" if gone else GONE)

    def undo(self, gone: Gone | None) -> Shown:
        """Bring back the paper that was removed last."""
        try:
            back = shelving.undo(self.library, gone)
        except DueRegardError as error:
            return gone, self._shelves(gone, str(error))
        return None, self._shelves(fault="" if back else "Nothing is left to bring back.")

    def set_facts(self, event: gr.EventData) -> str:
        """Set what is known of a paper."""
        paper, given = told(event).get("paper"), fields(event)
        if shelving.shelved(self.library, paper) is None:
            return self._shelves(fault=GONE)
        replaces = [given["supersedes"]] if given.get("supersedes") else []
        known = {name: given[name] for name in (*(f[0] for f in shelf_pages.FIELDS), "status") if name in given}
        try:
            self.library.set_facts(str(paper), known, replaces)
        except DueRegardError as error:
            return self._inside(paper, 0, fault=str(error))
        return self._inside(paper, 0, said="The facts were set. Answers name the paper by them from now on.")

    def read_again(self, event: gr.EventData) -> Iterator[Shown]:
        """Read a paper's file again, whether or not it changed."""
        paper = told(event).get("paper")
        path = self.library.original(str(paper))
        if path is None:
            fault = "Its file is not at hand, or has changed. Add the file again instead."
            yield gr.skip(), self._inside(paper, 0, fault=fault)
            return
        for shown in self._read([path], anew=True):
            yield shown, gr.skip()
        yield gr.skip(), self._inside(paper, 0, said="The paper was read again.")

    def replace(self, event: gr.EventData) -> Iterator[Shown]:
        """Add a newer file, and take the paper out that it is to replace once the newer one was read."""
        paper = told(event).get("paper")
        files = shelving.uploaded(told(event).get("files"), Path(get_upload_folder()))[:1]
        last = None
        try:
            for last in self.jobs.read(self.library, shelving.take_in(self.library, files)) if files else ():
                yield shelf_pages.adding(last), gr.skip()
            if last and last.report and any(o.document not in {"", paper} for o in last.report.outcomes):
                shelving.remove(self.library, paper)
        except DueRegardError as error:
            yield shelf_pages.adding(fault=str(error)), gr.skip()
            return
        yield gr.skip(), self._shelves(fault="" if files else "No file arrived here. Choose the file again.")

    def _shelves(self, gone: Gone | None = None, fault: str = "") -> str:
        return shelf_pages.shelves(self.library.documents(), self.library.home, gone, fault)

    def _inside(self, paper: object, part: object, said: str = "", fault: str = "") -> str:
        view = shelving.look_into(self.library, paper, part)
        if view is None:
            return self._shelves(fault=GONE)
        original = self.library.original(view.paper.id) is not None
        return shelf_pages.inside(view, self.library.documents(), original=original, said=said, fault=fault)
