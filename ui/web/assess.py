"""The screen Impact assessment: a proposal goes in, evidence comes out, and what officers judge stays blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.assessment import NAMES, Assessments, Draft, Reopened, Saved
from assistant.records import Citation
from assistant.scope import characteristics
from ingest.errors import DueRegardError
from ui import labels
from ui.assessing import manuscript_of
from ui.evidence import note_of
from ui.web import parcel
from ui.web.beside import Beside
from ui.web.blocks import Marks, drawn, parts_of
from ui.web.render import render
from ui.web.wiring import QUIET, Shown, fields, html, told

if TYPE_CHECKING:
    from ingest.library import Library

LISTS = ("places", "services", "groups")


def proposal_in(given: Mapping[str, str]) -> dict[str, Any]:
    """The proposal that a form holds; in its lists, each line and what commas part is a thing of its own."""
    single = {name: value.strip() for name, value in given.items() if name not in LISTS and value.strip()}
    parted = {name: [one.strip() for one in given.get(name, "").replace(",", "\n").splitlines()] for name in LISTS}
    return single | {name: [one for one in found if one] for name, found in parted.items() if any(found)}


def page(
    councils: tuple[str, ...],
    saved: tuple[Saved, ...],
    shown: Draft | Reopened | None = None,
    *,
    given: Mapping[str, Any] | None = None,
    working: bool = False,
    said: str = "",
    fault: str = "",
) -> str:
    """The form, the drafts that are kept, and the one that is shown."""
    opened = shown if isinstance(shown, Reopened) else None
    draft = opened.saved if opened else shown
    made = manuscript_of(draft, opened) if isinstance(draft, Draft) else None
    citations: list[Citation] = [e.citation for e in draft.all_evidence] if isinstance(draft, Draft) else []
    marks = Marks("assess-cite", citations, note_of)
    return render(
        "assess.html",
        councils=councils,
        saved=saved,
        draft=draft,
        names=NAMES,
        groups=[(name, labels.characteristic_words(name)) for name in characteristics()[:9]],
        given=given or {},
        title=made.title if made else "",
        parts=[(part.title, drawn(part.blocks, marks)) for part in parts_of(made)] if made else [],
        working=working,
        said=said,
        fault=fault,
    )


class Assess:
    """The handlers of the screen."""

    def __init__(self, library: Library, beside: Beside) -> None:
        self.library = library
        self.work = Assessments(library)
        self.beside = beside

    def lay_out(self, top: gr.HTML) -> None:
        """The components of the screen, and their events."""
        with gr.Column(elem_id="screen-assessment", elem_classes="screen"):
            shown = html("assessment", self.show(None), events="draft save reopen delete another export place")
        draft = gr.State(None)
        parcels = html("assessment-parcel", "", "parcel.js")
        top.assessment(self.show, [draft], shown, **QUIET)
        shown.draft(self.draft, None, [draft, shown], **QUIET)
        shown.save(self.save, [draft], shown, **QUIET)
        shown.reopen(self.reopen, None, [draft, shown], **QUIET)
        shown.delete(self.delete, [draft], shown, **QUIET)
        shown.another(lambda: (None, self.show(None)), None, [draft, shown], **QUIET)
        shown.export(self.export, [draft], parcels, **QUIET)
        shown.place(self.beside.place, None, self.beside.shows, **QUIET)

    def show(self, shown: Draft | Reopened | None, **more: Any) -> str:
        """The screen as it is now."""
        councils = tuple(sorted({p.facts.council for p in self.library.documents() if p.id} - {""}))
        return page(councils, self.work.saved(), shown, **more)

    def draft(self, event: gr.EventData) -> Iterator[Shown]:
        """Gather the evidence for a proposal."""
        given = proposal_in(fields(event))
        yield None, self.show(None, given=given, working=True)
        try:
            made = self.work.draft(given)
        except DueRegardError as error:
            yield None, self.show(None, given=given, fault=str(error))
            return
        yield made, self.show(made)

    def save(self, draft: Draft | None) -> str:
        """Keep the draft in the home."""
        if draft is None:
            return self.show(None, fault="There is no draft to save yet. Fill in the proposal first.")
        try:
            self.work.save(draft)
        except DueRegardError as error:
            return self.show(draft, fault=str(error))
        return self.show(draft, said="The draft was saved. It is listed under “Saved drafts”.")

    def reopen(self, event: gr.EventData) -> Shown:
        """Open a saved draft, with what the papers say now that it does not hold."""
        try:
            opened = self.work.reopen(str(told(event).get("draft", "")))
        except DueRegardError as error:
            return None, self.show(None, fault=str(error))
        return opened.saved, self.show(opened)

    def delete(self, draft: Draft | None, event: gr.EventData) -> str:
        """Delete a saved draft; the one that is shown stays on the screen."""
        try:
            self.work.delete(str(told(event).get("draft", "")))
        except DueRegardError as error:
            return self.show(draft, fault=str(error))
        return self.show(draft, said="The saved draft was deleted.")

    def export(self, draft: Draft | None, event: gr.EventData) -> str:
        """Hand the draft over as a file."""
        made = parcel.exported(manuscript_of(draft), told(event).get("form")) if draft else None
        return parcel.handed_over(made)
