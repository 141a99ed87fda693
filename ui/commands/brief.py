"""``dueregard brief``: a new officer's first week, as a document or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import opening
from ui.options import AsJson, Council, Home, SettingsFile

if TYPE_CHECKING:
    from assistant.briefing import Brief

Role = Annotated[str, typer.Option("--role", metavar="ROLE", help='Whom it is for, such as "HR adviser".')]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write to this file: .docx, .html, .md or .json. Else it is printed."),
]


def brief(
    council: Council = "",
    role: Role = "",
    out: Out = None,
    json: AsJson = False,
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """Write a new officer's first week: duties, objectives, deciders, gaps, what to read, whom to ask."""
    from assistant.briefing import Briefings
    from ui.exports import write
    from ui.labels import plural
    from ui.plain import clean

    form = _form(out, json=json)
    with opening.library_at(home, settings) as library:
        opening.fill_if_new(library, home)
        made = Briefings(library).brief(council, role)
    content = _content(made, form)
    if out is None:
        print(clean(content.decode()), end="")
        return
    write(out, content)
    silent = sum(bool(stop.silence) for stop in made.stops)
    parts = f"{plural(len(made.stops), 'part')}, {silent} of them empty" if silent else plural(len(made.stops), "part")
    quotes = plural(len(made.citations), "checked quote")
    print(clean(f"{out}: {made.council}, {parts}, {quotes} from {plural(len(made.reading), 'paper')}."))


def _form(out: Path | None, *, json: bool) -> str:
    """The format to write, by the file's ending; raises UsageFault for one that there is none of."""
    from ui.exports import FORMATS
    from ui.faults import UsageFault

    if out is None:
        return "json" if json else "md"
    form = {"htm": "html"}.get(ending := out.suffix.lower().lstrip("."), ending)
    if json and form != "json":
        raise UsageFault(f"--json writes JSON, and {out} is not named so. Leave --json out, or name a .json file.")
    if form not in {*FORMATS, "json"}:
        known = ", ".join(f".{name}" for name in (*FORMATS, "json"))
        raise UsageFault(f"{out} has no ending that says its format. Name a file that ends in one of: {known}.")
    return form


def _content(made: Brief, form: str) -> bytes:
    from datetime import date
    from json import dumps

    from ui.briefing import manuscript
    from ui.contract import brief_object
    from ui.exports import export

    if form == "json":
        text = dumps(brief_object(made), ensure_ascii=False, allow_nan=False, indent=1)
        return (text + "\n").encode("utf-8", "backslashreplace")
    return export(manuscript(made, date.today()), form)  # noqa: DTZ011 - the day where the officer is
