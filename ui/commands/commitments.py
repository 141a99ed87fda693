"""``dueregard commitments``: the register on screen and as files, its filters, and decisions on its links."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import opening
from ui.faults import UsageFault
from ui.options import Council, Home, SettingsFile

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assistant.commitments import Commitment, Register

    Content = str | bytes | RenderableType

FORMATS = ("table", "json", "csv", "xlsx", "docx", "md", "html", "svg")
BINARY = {"xlsx", "docx"}
LEVELS = ("aim", "objective", "activity", "milestone", "principle")
VIEWS = ("objective", "theme", "characteristic", "period")
TITLE = "Commitments register"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown: the rows that fit the filters, how they are grouped, and whose they are."""

    register: Register
    rows: tuple[Commitment, ...]
    council: str
    by: str
    full: bool


def commitments(
    council: Council = "",
    format: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}. Without it: as --out ends, or table."),
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")] = None,
    by: Annotated[str, typer.Option("--by", metavar="VIEW", help=f"Group by {', '.join(VIEWS)}.")] = "objective",
    level: Annotated[
        list[str] | None,
        typer.Option("--level", metavar="LEVEL", help=f"Only {', '.join(LEVELS)}; more than once for several."),
    ] = None,
    objective: Annotated[
        str, typer.Option("--objective", metavar="NUMBER", help="One objective and its activities, by number or id.")
    ] = "",
    theme: Annotated[str, typer.Option("--theme", metavar="THEME", help="Only this theme.")] = "",
    characteristic: Annotated[
        str, typer.Option("--characteristic", metavar="NAME", help="Only this protected characteristic.")
    ] = "",
    period: Annotated[
        str, typer.Option("--period", metavar="YEARS", help='Only this period: "2022-2025", "Year 2".')
    ] = "",
    not_since: Annotated[
        bool, typer.Option("--not-mentioned-since", help="Only what later papers of the council do not mention.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Show every quote with its source.")] = False,
    links: Annotated[bool, typer.Option("--links", help="List the links between papers, for you to decide.")] = False,
    confirm: Annotated[str, typer.Option("--confirm", metavar="LINK", help="Say that a link holds.")] = "",
    reject: Annotated[str, typer.Option("--reject", metavar="LINK", help="Say that a link does not hold.")] = "",
    undo: Annotated[str, typer.Option("--undo", metavar="LINK", help="Take back what you said of a link.")] = "",
    join: Annotated[
        tuple[str, str] | None,
        typer.Option("--join", metavar="ROW OBJECTIVE", help="Say that a row serves an objective, by their ids."),
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="Why you decided so; kept with it.")] = "",
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """List what councils committed to, with progress, gaps and next steps, each in the papers' own words."""
    form = _format(format, out)
    _known("--by", by, VIEWS)
    for name in level or ():
        _known("--level", name, LEVELS)
    with opening.library_at(home, settings) as library:
        opening.fill_if_new(library, home)
        from assistant.commitments import Register

        register = Register(library)
        decision = _decision(register, confirm, reject, undo, join, note)
        if decision:
            print(decision)
            return
        if links:
            _write_links(register, council, form, out)
            return
        rows = register.rows(
            council,
            levels=level or (),
            objective=objective,
            theme=theme,
            characteristic=characteristic,
            period=period,
            not_since=not_since,
        )
        _write(_content(form, Shown(register, rows, council, by, full or bool(objective))), out)


def _format(format: str, out: Path | None) -> str:
    """The format asked for, else the one that the file's name ends with, else the table for people."""
    ending = out.suffix.lower().lstrip(".") if out else ""
    form = format.lower() or (ending if ending in FORMATS else "table")
    _known("--format", form, FORMATS)
    if form in BINARY and out is None:
        raise UsageFault(
            f"A file of the kind {form} cannot be shown here. Name the file to write with --out FILE.{form}"
        )
    return form


def _known(option: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UsageFault(f"{option} knows no {value!r}. Choose one of: {', '.join(known)}.")


def _decision(register: Register, confirm: str, reject: str, undo: str, join: tuple[str, str] | None, note: str) -> str:
    """Keep what the officer decided, and say so; empty where nothing was decided."""
    asked = [
        name
        for name, given in (("--confirm", confirm), ("--reject", reject), ("--undo", undo), ("--join", join))
        if given
    ]
    if len(asked) > 1:
        raise UsageFault(f"{' and '.join(asked)} were given together. Decide one link at a time.")
    if note and not asked:
        raise UsageFault("--note goes with --confirm, --reject or --join.")
    kept = "The decision is kept when papers are read again. To take it back, type: dueregard commitments --undo"
    if confirm:
        return f"Link {register.confirm(confirm, note).link} is confirmed. {kept} {confirm}"
    if reject:
        return f"Link {register.reject(reject, note).link} is rejected. {kept} {reject}"
    if undo:
        register.undo(undo)
        return f"The decision on link {undo} is taken back."
    if join:
        link = register.join(*join, note).link
        return f"{join[0]} is joined to {join[1]} as link {link}. {kept} {link}"
    return ""


def _content(form: str, shown: Shown) -> Content:
    """The register in one of the formats."""
    makers: dict[str, Callable[[Shown], Content]] = {
        "table": _table,
        "json": _json,
        "csv": _csv,
        "xlsx": _xlsx,
        "docx": lambda s: _document(s, "docx"),
        "md": lambda s: _document(s, "md"),
        "html": lambda s: _document(s, "html"),
        "svg": _svg,
    }
    return makers[form](shown)


def _table(shown: Shown) -> RenderableType:
    from ui.commitments import register_view

    groups = shown.register.view(shown.by, rows=shown.rows)
    counts = shown.register.counts(shown.council)
    return register_view(groups, counts, shown.register.readings(shown.council), full=shown.full)


def _json(shown: Shown) -> str:
    import json

    from ui.commitments import register_object

    data = register_object(shown.rows, shown.register.counts(shown.council), shown.register.readings(shown.council))
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _csv(shown: Shown) -> bytes:
    from ui.exports.commitments_table import commitments_sheet
    from ui.exports.sheets import to_csv

    return to_csv(commitments_sheet(shown.rows))


def _xlsx(shown: Shown) -> bytes:
    from ui.exports.commitments_table import about_sheet, commitments_sheet, links_sheet, quotes_sheet
    from ui.exports.sheets import to_xlsx

    register = shown.register
    sheets = [
        commitments_sheet(shown.rows),
        quotes_sheet(shown.rows),
        links_sheet(register.links(shown.council)),
        about_sheet(register.counts(shown.council)),
    ]
    return to_xlsx(sheets, TITLE)


def _document(shown: Shown, form: str) -> bytes:
    from ui.exports import export
    from ui.exports.commitments_document import manuscript
    from ui.exports.timeline_picture import to_picture

    groups = shown.register.view(shown.by, rows=shown.rows)
    picture = to_picture(shown.register.timeline(rows=_followed(shown.rows)))
    return export(manuscript(TITLE, groups, shown.register.counts(shown.council), picture), form)


def _svg(shown: Shown) -> str:
    from ui.exports.timeline import to_svg

    return to_svg(shown.register.timeline(rows=_followed(shown.rows)))


def _followed(rows: Sequence[Commitment]) -> Sequence[Commitment]:
    """What a timeline shows: aims and objectives, or whatever there is besides."""
    return [row for row in rows if row.level.value in {"aim", "objective"}] or rows


def _write_links(register: Register, council: str, form: str, out: Path | None) -> None:
    from ui.commitments import links_object, links_view
    from ui.exports.commitments_table import links_sheet
    from ui.exports.sheets import to_csv, to_xlsx

    found = register.links(council)
    if form == "json":
        import json

        _write(json.dumps(links_object(found), ensure_ascii=False, allow_nan=False, indent=1) + "\n", out)
    elif form == "csv":
        _write(to_csv(links_sheet(found)), out)
    elif form == "xlsx":
        _write(to_xlsx([links_sheet(found)], "Links between papers"), out)
    elif form == "table":
        _write(links_view(found), out)
    else:
        raise UsageFault(f"Links are not written as {form}. Choose one of: table, json, csv, xlsx.")


def _write(content: Content, out: Path | None) -> None:
    """To the file, whole or not at all; without one, to standard output."""
    from ui.terminal import print_view

    if out is not None:
        from ui.exports.files import write

        write(out, _as_bytes(content))
        print(f"Written: {out}", file=sys.stderr)
    elif isinstance(content, str):
        sys.stdout.write(content)
    elif isinstance(content, bytes):
        sys.stdout.write(content.decode("utf-8-sig"))
    else:
        print_view(content)


def _as_bytes(content: Content) -> bytes:
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    from rich.console import Console

    console = Console(file=io.StringIO(), width=100, highlight=False, emoji=False, markup=False, color_system=None)
    with console.capture() as captured:
        console.print(content)
    return captured.get().encode()
