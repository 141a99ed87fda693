"""The command ``dueregard``. Heavy libraries are imported inside the commands that need them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Annotated, TextIO

import typer

from ingest.errors import DueRegardError
from ui import opening
from ui.commands.brief import brief
from ui.commands.commitments import commitments
from ui.commands.eia import eia, self_assessment
from ui.commands.feedback import feedback
from ui.commands.history import history
from ui.commands.mcp import mcp
from ui.faults import NothingLoaded, UsageFault, complain
from ui.options import AllowNetwork, AsJson, Batch, Council, Home, SettingsFile, Yes

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def top(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Ask councils' equality papers, and get answers in quotes that you can check."""
    if version:
        from importlib.metadata import version as installed

        print(f"dueregard {installed('due-regard')}")
        raise typer.Exit


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="The question, in your own words.")] = None,
    json: AsJson = False,
    batch: Batch = "",
    council: Council = "",
    explain: Annotated[bool, typer.Option("--explain", help="Say how the question was read and weighed.")] = False,
    quotes: Annotated[bool, typer.Option("--quotes", help="Quotes alone, whatever model the settings name.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="In plainer words, where a language model is set.")] = False,
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """Answer a question in quotes from the papers, each with its source.

    Where the settings name a language model, it writes what the quotes bear out, and the quotes stay beside it.

    Each line of a batch is an object: {"id": "1", "question": "…", "history": ["an earlier question"]}.
    """
    from ui import answering

    words = answering.one_of("a question", question, batch)
    if explain and (json or batch):
        raise UsageFault("--explain is text for people. Leave out --json and --batch.")
    if plain and (quotes or batch or explain):
        raise UsageFault("--plain is for one question and a model. Leave out --quotes, --batch and --explain.")
    with opening.library_at(home, settings) as library:
        opening.fill_if_new(library, home)
        assistant = opening.assistant_over(library, quotes=quotes)
        if explain:
            print(assistant.explain(words, council=council))
        elif not batch:
            answering.answer_one(assistant, words, council, json=json, plain=plain)
        elif answering.answer_batch(assistant, batch, council):
            raise typer.Exit(1)


@app.command()
def search(
    query: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="K", min=1, help="How many passages at most.")] = 10,
    json: AsJson = False,
    batch: Batch = "",
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """List the passages nearest to some words, best first.

    Each line of a batch is an object: {"id": "1", "query": "…", "history": []}.
    """
    from ui import answering

    words = answering.one_of("a query", query, batch)
    with opening.library_at(home, settings) as library:
        opening.fill_if_new(library, home)
        assistant = opening.assistant_over(library)
        if not batch:
            answering.search_one(assistant, words, limit, json=json)
        elif answering.search_batch(assistant, batch, limit):
            raise typer.Exit(1)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders. Without any: the papers of Due Regard itself."),
    ] = None,
    council: Annotated[str, typer.Option("--council", metavar="NAME", help="The council whose papers they are.")] = "",
    anew: Annotated[
        bool, typer.Option("--anew", help="Read also what has not changed, as after an update of Due Regard.")
    ] = False,
    json: AsJson = False,
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """Read papers into the library: what is new or changed is read, the rest is left as it is."""
    from ui.answering import print_json
    from ui.contract import report_object
    from ui.progress import showing
    from ui.terminal import failure_words, print_view, report_view

    with opening.library_at(home, settings) as library, showing() as tell:
        report = library.sync(paths or (), council=council, tell=tell, anew=anew)
    for outcome in report.failed:
        complain(failure_words(outcome))
    if json:
        print_json(report_object(report))
    else:
        print_view(report_view(report))
    if report.failed:
        raise typer.Exit(1)


@app.command()
def documents(json: AsJson = False, home: Home = None, settings: SettingsFile = None) -> None:
    """List the papers that are loaded, with what is known of each."""
    from ui.answering import print_json
    from ui.contract import paper_object
    from ui.terminal import papers_view, print_view

    with opening.library_at(home, settings) as library:
        papers = library.documents()
    if json:
        print_json({"documents": [paper_object(paper) for paper in papers]})
    else:
        print_view(papers_view(papers))


@app.command()
def remove(
    paper: Annotated[str, typer.Argument(metavar="ID_OR_FILE", help="As `dueregard documents` lists it.")],
    yes: Yes = False,
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """Take one paper out of the library. Your own file is not touched."""
    with opening.library_at(home, settings) as library:
        _confirm(f"Take {paper} out of the library in {library.home}?", yes)
        try:
            gone = library.remove(paper)
        except KeyError as error:
            remedy = "To see what is there, type: dueregard documents"
            raise DueRegardError(f"{paper} is not in the library in {library.home}. {remedy}") from error
    print(f"{gone.file} is no longer searched. Its stored words are deleted by: dueregard purge")


@app.command()
def purge(yes: Yes = False, home: Home = None, settings: SettingsFile = None) -> None:
    """Delete for good what removed papers have left on disk. Your own files are not touched."""
    from ui.labels import plural

    with opening.library_at(home, settings) as library:
        _confirm(f"Delete what removed papers have left in {library.home}? This cannot be undone.", yes)
        count = library.purge()
    print(f"Deleted for good: {plural(count, 'removed paper')}. Papers that are loaded were kept.")


@app.command()
def doctor(json: AsJson = False, home: Home = None, settings: SettingsFile = None) -> None:
    """Say whether model, indexes, catalogue and papers are well, and how to mend what is not."""
    from assistant.model import examine
    from ui.answering import print_json
    from ui.contract import check_object
    from ui.terminal import checks_view, print_view

    with opening.library_at(home, settings) as library:
        checks = (*library.doctor(), *examine(library.settings.model, library.home))
    if json:
        print_json(check_object(checks))
    else:
        print_view(checks_view(checks))
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 7860,
    allow_network: AllowNetwork = False,
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """Serve the web app, to this computer only unless told otherwise."""
    from ui.address import check_address

    check_address(host, port, allow_network=allow_network)
    with opening.library_at(home, settings) as library:
        try:
            opening.fill_if_new(library, home)
        except NothingLoaded as error:
            complain(error)  # the app says the same on its pages, and papers can be read in while it runs
        from ui.web import serve as serve_web

        serve_web(library, opening.assistant_over(library), host=host, port=port)


app.command()(mcp)
app.command()(feedback)
app.command()(commitments)
app.command()(eia)
app.command("self-assessment")(self_assessment)
app.command()(brief)


def _lent(entry: EntryPoint) -> Callable[[typer.Context], None]:
    """A command that another package lends: it takes the arguments as they are, and gives the exit code."""

    def run(context: typer.Context) -> None:
        raise typer.Exit(entry.load()(context.args))

    run.__doc__ = f"The command of the package {entry.module.partition('.')[0]}: dueregard {entry.name} --help."
    return run


app.command()(history)

for _entry in entry_points(group="dueregard.commands"):
    app.command(
        _entry.name,
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(_lent(_entry))


def main() -> None:
    """Run the command: what a person can mend is one line on stderr; no interruption shows a traceback."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _as_utf8(stream)
    try:
        try:
            app(prog_name="dueregard")
        finally:
            sys.stdout.flush()  # here, where a full disk or a closed pipe is still ours to report
    except DueRegardError as error:
        complain(error)
        sys.exit(2 if isinstance(error, UsageFault) else 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor may the rest be written at the end
        sys.exit(1)
    except OSError as error:
        complain(f"{error.filename or 'The output'} cannot be written or read: {error.strerror or error}.")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _as_utf8(stream: TextIO | None) -> None:
    """Read and write UTF-8 and plain line ends on every platform; a lone surrogate must not stop a run."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:  # a stream that was put in its place may have none
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n" if stream is sys.stdout else None)


def _confirm(question: str, yes: bool) -> None:
    """Ask before anything is deleted; where nobody can answer, --yes is wanted."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageFault("This deletes what is stored. Add --yes to do it without being asked.")
    if not typer.confirm(question, err=True):
        raise typer.Exit(1)
