"""The screen Library: how it is laid out, which event calls what, and what each one shows."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.utils import get_upload_folder

from ingest.errors import DueRegardError
from ui.web import shelf_pages, shelving
from ui.web.shelving import Gone, Jobs, Step
from ui.web.wiring import QUIET, Shown, fields, html, told

if TYPE_CHECKING:
    from ingest.library import Library

SHELVES = "back open remove undo facts again replace cancel"
NONE_CAME = "No file arrived here. Choose the file again."
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
        # One after the other, or the list that the screen opens with could cover a paper that was opened meanwhile.
        in_turn = {"concurrency_id": "shelves", "concurrency_limit": 1, **QUIET}
        top.library(self.look, None, shelves, **in_turn)
        adding.bring(self.add, None, [adding, shelves], **QUIET)
        adding.cancel(self.cancel, None, None, **QUIET)
        shelves.cancel(self.cancel, None, None, **QUIET)
        shelves.back(self.look, None, shelves, **in_turn)
        shelves.open(self.open, None, shelves, **in_turn)
        shelves.remove(self.remove, None, [gone, shelves], **QUIET)
        shelves.undo(self.undo, [gone], [gone, shelves], **QUIET)
        shelves.facts(self.set_facts, None, shelves, **QUIET)
        shelves.again(self.read_again, None, shelves, **QUIET)
        shelves.replace(self.replace, None, shelves, **QUIET)

    def look(self) -> str:
        """The library as it is now."""
        return shelf_pages.shelves(self.library.documents(), self.library.home)

    def add(self, event: gr.EventData) -> Iterator[Shown]:
        """Read what was uploaded, and show how far that has come; the papers change with the last step."""
        asked = told(event)
        files = shelving.uploaded(asked.get("files"), Path(get_upload_folder()))
        lost = shelving.names(asked.get("lost"))
        if not files:
            words = f"{', '.join(lost)} could not be copied here." if lost else "No file arrived here."
            yield shelf_pages.adding(fault=f"{words} Choose the files again."), gr.skip()
            return
        try:
            places = shelving.take_in(self.library, files)
        except DueRegardError as error:
            yield shelf_pages.adding(fault=str(error)), gr.skip()
            return
        for step in self.jobs.read(self.library, places):
            yield shelf_pages.adding(step, lost=lost), self.look() if step.ended else gr.skip()

    def cancel(self, event: gr.EventData) -> None:
        """End the reading; the file at hand is left as it was."""
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
            return self._inside(paper, 0, fault=str(error), given=given)
        return self._inside(paper, 0, said="The facts were set. Answers name the paper by them from now on.")

    def read_again(self, event: gr.EventData) -> Iterator[str]:
        """Read a paper's file again, whether or not it changed."""
        paper = told(event).get("paper")
        path = self.library.original(str(paper))
        if path is None:
            fault = "Its file is not at hand, or has changed. Add the file again instead."
            yield self._inside(paper, 0, fault=fault)
            return
        step = yield from self._reading(paper, [path], anew=True)
        fault = shelving.fault_of(step)
        yield self._inside(paper, 0, said="" if fault else "The paper was read again.", fault=fault)

    def replace(self, event: gr.EventData) -> Iterator[str]:
        """Read a newer file, and take the paper out that it is to replace once that is done."""
        paper = told(event).get("paper")
        files = shelving.uploaded(told(event).get("files"), Path(get_upload_folder()))[:1]
        try:
            step = yield from self._reading(paper, shelving.take_in(self.library, files))
            fault = shelving.fault_of(step) if files else NONE_CAME
            newer = next((o.document for o in step.report.outcomes if o.document), paper) if step.report else paper
            gone = shelving.remove(self.library, paper) if newer != paper else None
        except DueRegardError as error:
            yield self._inside(paper, 0, fault=str(error))
            return
        said = f"This paper took the place of “{gone.title}”, which was removed." if gone else ""
        same = "" if gone or fault else "That file holds the same paper: there is nothing to replace."
        yield self._inside(newer, 0, said=said or same, fault=fault)

    def _reading(self, paper: object, places: Sequence[Path], *, anew: bool = False) -> Generator[str, None, Step]:
        """Show how far reading has come at the paper that it is about; the last step is returned."""
        step = Step("")
        for step in self.jobs.read(self.library, places, anew=anew) if places else ():
            if not step.ended:
                yield self._inside(paper, 0, step=step)
        return step

    def _shelves(self, gone: Gone | None = None, fault: str = "") -> str:
        return shelf_pages.shelves(self.library.documents(), self.library.home, gone, fault)

    def _inside(self, paper: object, part: object, **more: Any) -> str:
        """A paper from inside, with what else its page is to show; the list where it is not there any more."""
        view = shelving.look_into(self.library, paper, part)
        if view is None:
            return self._shelves(fault=GONE)
        original = self.library.original(view.paper.id) is not None
        return shelf_pages.inside(view, self.library.documents(), original=original, **more)
