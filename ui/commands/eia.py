"""``dueregard eia`` and ``self-assessment``: evidence for an officer's assessment, as a draft to complete."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import opening
from ui.faults import UsageFault, complain
from ui.options import Council, Home, SettingsFile

if TYPE_CHECKING:
    from assistant.assessment import Draft, Reopened

SUFFIXES = {".docx": "docx", ".md": "md", ".json": "json", ".html": "html", ".htm": "html"}
EXAMPLE = """\
# A proposal for `dueregard eia`. Only title and proposal must be there; the more you say, the nearer the evidence.
title = "Withdraw an evening bus service in Tendring"
proposal = \"\"\"
Stop the subsidised journeys after 7 pm on weekdays.
\"\"\"
council = "Essex"
name = "EIA"                      # or EqIA, ECIA, EHRIA
activity = "service change"
decision = "Whether to end the contract"
decision_maker = "Cabinet Member"
decision_date = 2027-03-12
owner = "Name and role of the officer"
places = ["Tendring", "Clacton", "Jaywick"]
services = ["evening bus service", "public transport"]
groups = ["age", "disability", "carers", "rural"]  # those you expect to be affected; all nine are looked at anyway

[[extra_groups]]                  # a group of your council's own, with the words that speak of it
name = "Night workers"
words = ["night shift", "night worker"]
"""

Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where the draft goes: .docx, .md, .html, .json.")
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="docx, md, html or json; else as --out ends.")]


def eia(
    proposal: Annotated[Path | None, typer.Argument(metavar="[PROPOSAL]", help="A TOML or JSON file.")] = None,
    out: Out = None,
    format: Format = "",
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="Your council's Word template, with named fields.")
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep the draft in the home, to open it again.")] = False,
    reopen: Annotated[str, typer.Option("--reopen", metavar="ID", help="A saved draft: what is new since then.")] = "",
    saved: Annotated[bool, typer.Option("--saved", help="List the saved drafts.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Print a proposal to fill in.")] = False,
    write_template: Annotated[
        Path | None, typer.Option("--write-template", metavar="FILE", help="Write a template to make your own from.")
    ] = None,
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """Gather the evidence for an equality impact assessment into a draft.

    What an officer must judge stays blank: relevance, impact, conclusion, sign-off, monitoring.
    """
    if example:
        print(EXAMPLE, end="")
        return
    if write_template is not None:
        _write_template(write_template)
        return
    if sum((proposal is not None, bool(reopen), saved)) != 1:
        raise UsageFault("Name a proposal file, or use --reopen ID, --saved or --example.")
    form = format_of(out, format)
    with opening.library_at(home, settings) as library:
        opening.fill_if_new(library, home)
        from assistant.assessment import Assessments

        work = Assessments(library)
        if saved:
            for one in work.saved():
                print(f"{one.id}  {one.made}  {one.council}: {one.title}")
            return
        opened = work.reopen(reopen) if reopen else None
        draft = opened.now if opened else work.draft(proposal)  # type: ignore[arg-type]  # one of the three was given
        if save:
            complain(f"Saved. To open it again: dueregard eia --reopen {work.save(draft)}")
    _put(_rendered(draft, opened, form, template), out, draft)


def self_assessment(
    council: Council = "",
    framework: Annotated[str, typer.Option("--framework", metavar="VERSION", help="2021, or earlier.")] = "2021",
    out: Out = None,
    format: Format = "",
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """Gather the evidence for a self-assessment under the LGA's Equality Framework; the levels stay blank."""
    form = format_of(out, format)
    with opening.library_at(home, settings) as library:
        opening.fill_if_new(library, home)
        from assistant.assessment import Assessments

        found = Assessments(library).self_assessment(council, framework)
    from ui.exports import export
    from ui.self_assessing import self_assessment_of

    content = _as_json(found) if form == "json" else export(self_assessment_of(found), form)
    _write_or_print(content, out)


def format_of(out: Path | None, format: str) -> str:
    """The format asked for, or that of the file's name; Markdown where it goes to the screen."""
    form = format.lower() or SUFFIXES.get(out.suffix.lower() if out else ".md", "")
    if form not in SUFFIXES.values():
        what = f"--format {format}" if format else f"{out}"
        raise UsageFault(f"{what}: no such format. End --out with .docx, .md, .html or .json.")
    if form == "docx" and out is None:
        raise UsageFault("A Word file needs a place to go: add --out DRAFT.docx.")
    return form


def _rendered(draft: Draft, opened: Reopened | None, form: str, template: Path | None) -> bytes:
    if template is not None and form != "docx":
        raise UsageFault("--template is for a Word file: end --out with .docx.")
    if form == "json":
        return _as_json(opened or draft)
    from ui.assessing import fields_of, manuscript_of, template_sections
    from ui.assessing_template import REQUIRED
    from ui.exports import export

    manuscript = manuscript_of(draft, opened)
    if template is None:
        return export(manuscript, form)
    from ui.exports.templates import fill

    return fill(template.expanduser(), fields_of(draft), template_sections(draft), REQUIRED, manuscript)


def _put(content: bytes, out: Path | None, draft: Draft) -> None:
    """Write the draft to its file, or to the screen; say on stderr what must not be overlooked."""
    from assistant.assessment.records import RemarkKind

    _write_or_print(content, out)
    silent = [group.title for group in draft.groups if not group.evidence]
    if silent and out is not None:
        print(f"No evidence found in the loaded documents on: {', '.join(silent)}.")
    for remark in draft.remarks:
        if remark.kind is RemarkKind.WARNING:
            complain(f"Warning: {remark.text}")


def _write_or_print(content: bytes, out: Path | None) -> None:
    if out is None:
        print(content.decode(), end="")
        return
    from ui.exports import write

    write(out, content)
    print(f"Written: {out}")


def _as_json(found: object) -> bytes:
    """A record as JSON for programs."""
    from pydantic import TypeAdapter

    content = TypeAdapter(type(found)).dump_python(found, mode="json")
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _write_template(out: Path) -> None:
    from ui.assessing_template import template
    from ui.exports import export, write

    if out.suffix.lower() != ".docx":
        raise UsageFault(f"{out}: a template is a Word file: end its name with .docx.")
    write(out, export(template(), "docx"))
    print(f"Written: {out}. Change its words and looks in Word; leave the fields in double braces.")
