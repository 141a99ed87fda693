"""The screen Commitments: the register with its filters and its timeline, a row at a time in full, and as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.commitments import By, Commitment, Group, Level, Register
from assistant.commitments.themes import load_characteristics, load_themes
from ingest.errors import DueRegardError
from ui import labels
from ui.exports import commitments_document as document
from ui.exports import commitments_table as cells
from ui.exports.sheets import to_csv, to_xlsx
from ui.exports.timeline import to_svg
from ui.web import parcel
from ui.web.beside import Beside
from ui.web.blocks import Marks, drawn
from ui.web.parcel import Parcel
from ui.web.render import render
from ui.web.wiring import QUIET, Shown, fields, html, told

if TYPE_CHECKING:
    from ingest.library import Library

TITLE = "Commitments register"
MOST_LINKS = 20
FILTERS = ("council", "level", "theme", "characteristic", "period")


@dataclass(frozen=True, slots=True)
class Looking:
    """What a visitor looks at: the filters that are set, what it is grouped by, and the row that is open."""

    filters: Mapping[str, str] = field(default_factory=dict)
    by: By = By.OBJECTIVE
    row: str = ""
    not_since: bool = False


def looking_at(given: Mapping[str, str]) -> Looking:
    """What a form asks to look at; what is no filter is left out."""
    by = next((by for by in By if by.value == given.get("by")), By.OBJECTIVE)
    kept = {name: given[name] for name in FILTERS if given.get(name)}
    if kept.get("level") not in {None, *(level.value for level in Level)}:
        del kept["level"]
    return Looking(kept, by, not_since=bool(given.get("not_since")))


def rows_of(register: Register, looking: Looking) -> tuple[Commitment, ...]:
    """The rows that the filters leave; raises SettingsError where one names what is not there."""
    given = dict(looking.filters)
    levels = [given.pop("level")] if "level" in given else []
    return register.rows(given.pop("council", ""), levels=levels, not_since=looking.not_since, **given)


def filed(register: Register, looking: Looking, form: object) -> Parcel | None:
    """The rows that are looked at as a file; nothing where a browser names a format that there is not."""
    rows = rows_of(register, looking)
    council = looking.filters.get("council", "")
    if form == "csv":
        return parcel.packed(TITLE, "csv", to_csv(cells.commitments_sheet(rows)))
    if form == "xlsx":
        counts = cells.about_sheet(register.counts(council))
        sheets = (cells.commitments_sheet(rows), cells.quotes_sheet(rows), cells.links_sheet(register.links(council)))
        return parcel.packed(TITLE, "xlsx", to_xlsx((*sheets, counts), TITLE))
    groups = register.view(looking.by, council, rows)
    return parcel.exported(document.manuscript(TITLE, groups, register.counts(council)), form)


def page(register: Register, looking: Looking, said: str = "", fault: str = "") -> str:
    """The filters, the timeline, and the rows under the headings of the view."""
    everything = register.rows()
    try:
        rows = rows_of(register, looking)
    except DueRegardError as error:
        rows, fault = (), str(error)
    council = looking.filters.get("council", "")
    groups: tuple[Group, ...] = register.view(looking.by, council, rows)
    opened = next((row for row in rows if row.id == looking.row), None)
    whole = [row for row in rows if row.level in {Level.AIM, Level.OBJECTIVE}]
    timeline = register.timeline(council, whole)
    return render(
        "follow.html",
        looking=looking,
        groups=[(group.heading or document.OTHERS, [_line(row) for row in group.rows]) for group in groups],
        total=len(rows),
        everything=len(everything),
        choices=_choices(everything),
        views=[by.value for by in By],
        opened=opened,
        body=_in_full(opened) if opened else "",
        picture=to_svg(timeline) if timeline.lanes else "",
        timeline=timeline,
        links=[link for link in register.links(council) if link.basis.value in {"suggested", "inferred"}][:MOST_LINKS],
        words_of=cells.words_of,
        said=said,
        fault=fault,
    )


def _choices(rows: tuple[Commitment, ...]) -> list[tuple[str, str, list[str]]]:
    found = {
        "council": ("Council", sorted({row.council for row in rows} - {""})),
        "level": ("Kind", [level.value for level in Level if any(row.level is level for row in rows)]),
        "theme": ("Theme", [name for name in load_themes() if any(name in row.themes for row in rows)]),
        "characteristic": (
            "Characteristic",
            [name for name in load_characteristics() if any(name in row.characteristics for row in rows)],
        ),
        "period": ("Period", sorted({row.cycle for row in rows} - {""})),
    }
    return [(name, label, choices) for name, (label, choices) in found.items() if choices]


def _line(row: Commitment) -> dict[str, str]:
    """A row in a line of the list."""
    counts = [(len(row.progress), "progress"), (len(row.gaps), "gap"), (len(row.case_studies), "case study")]
    return {
        "id": row.id,
        "number": row.number,
        "words": labels.short(cells.words_of(row.wording), 160),
        "level": row.level.value,
        "said": ", ".join(f"{count} {word}" for count, word in counts if count),
        "status": "; ".join(dict.fromkeys(f"“{s.words}”" for s in row.status_words)),
        "due": row.due or row.period,
        "paper": cells.paper_date(row.last),
        "since": "; ".join(row.not_since),
    }


def _in_full(row: Commitment) -> str:
    citations = [*row.citations, *(s.citation for s in row.status_words)]
    blocks = tuple(document.full(row, (), headed=True))
    return drawn(blocks, Marks("row-cite", citations, cells.source_words))


class Follow:
    """The handlers of the screen."""

    def __init__(self, library: Library, beside: Beside) -> None:
        self.register = Register(library)
        self.beside = beside

    def lay_out(self, top: gr.HTML) -> None:
        """The components of the screen, and their events."""
        with gr.Column(elem_id="screen-commitments", elem_classes="screen"):
            waiting = render("waiting.html", title="Commitments", words="Reading the register…")
            shown = html("commitments", waiting, events="filter row decide export place")
        looking = gr.State(Looking())
        parcels = html("register-parcel", "", "parcel.js")
        top.commitments(self.look, [looking], shown, **QUIET)
        shown.filter(self.filter, None, [looking, shown], **QUIET)
        shown.row(self.row, [looking], [looking, shown], **QUIET)
        shown.decide(self.decide, [looking], shown, **QUIET)
        shown.export(self.export, [looking], parcels, **QUIET)
        shown.place(self.beside.place, None, self.beside.shows, **QUIET)

    def look(self, looking: Looking, **more: Any) -> str:
        """The register as it is now."""
        return page(self.register, looking, **more)

    def filter(self, event: gr.EventData) -> Shown:
        """Look at other rows, or at them in another order."""
        looking = looking_at(fields(event))
        return looking, self.look(looking)

    def row(self, looking: Looking, event: gr.EventData) -> Shown:
        """Open a row in full, or close it."""
        chosen = str(told(event).get("commitment", ""))
        looking = Looking(looking.filters, looking.by, "" if chosen == looking.row else chosen, looking.not_since)
        return looking, self.look(looking)

    def decide(self, looking: Looking, event: gr.EventData) -> str:
        """Keep what the officer decides on a link."""
        asked = told(event)
        link, verdict = str(asked.get("link", "")), asked.get("verdict")
        try:
            if verdict == "confirm":
                self.register.confirm(link)
            elif verdict == "reject":
                self.register.reject(link)
        except DueRegardError as error:
            return self.look(looking, fault=str(error))
        return self.look(looking, said="Your decision was kept.")

    def export(self, looking: Looking, event: gr.EventData) -> str:
        """Hand over the rows that are looked at as a file."""
        return parcel.handed_over(filed(self.register, looking, told(event).get("form")))
