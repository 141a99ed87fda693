"""``dueregard history``: what was kept of a paper when, and the words that an old citation pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import DueRegardError
from ui import opening
from ui.faults import UsageFault
from ui.options import AsJson, Home, SettingsFile

if TYPE_CHECKING:
    from ingest.index import HistoryRow
    from ingest.library import Resolved

Paper = Annotated[str, typer.Argument(metavar="[ID_OR_FILE]", help="One paper, or the file that held it.")]
Span = Annotated[
    str, typer.Option("--span", metavar="START-END", help="Show the words at these places, as a citation gives them.")
]
Quote = Annotated[str, typer.Option("--quote", metavar="WORDS", help="With --span: the words that were quoted.")]


def history(
    paper: Paper = "",
    span: Span = "",
    quote: Quote = "",
    json: AsJson = False,
    home: Home = None,
    settings: SettingsFile = None,
) -> None:
    """Show what was kept of a paper when, or the words that an old citation pointed at (with --span)."""
    from ui.answering import print_json

    if span and not paper:
        raise UsageFault("--span needs the id of the paper before it, as the citation gives it.")
    with opening.library_at(home, settings) as library:
        try:
            if span:
                found = library.resolve(paper, *_numbers(span), quote)
                print_json(asdict(found)) if json else print(_resolved_words(found))
                return
            rows = library.history(paper)
        except KeyError as error:
            remedy = "To see what is kept, type: dueregard history"
            raise DueRegardError(f"{paper} is not kept in {library.home}, or was purged. {remedy}") from error
        except ValueError as error:
            raise DueRegardError(str(error)) from error
    if json:
        print_json({"history": [asdict(row) for row in rows]})
    else:
        print("\n".join(_lines(rows)) or "Nothing was ever kept here. To read papers, type: dueregard ingest FOLDER")


def _numbers(span: str) -> tuple[int, int]:
    start, _, end = span.partition("-")
    if not (start.isdigit() and end.isdigit()):
        raise UsageFault("--span is two numbers, as a citation gives them: --span 120-180")
    return int(start), int(end)


def _lines(rows: Sequence[HistoryRow]) -> list[str]:
    return [f"{_when(row.at)}  {row.event.value:<10}  {row.file} (id {row.document}){_by(row)}" for row in rows]


def _when(at: str) -> str:
    return f"{at[:10]} {at[11:16]}"


def _by(row: HistoryRow) -> str:
    return f" by {row.successor}" if row.successor else ""


def _resolved_words(found: Resolved) -> str:
    title = found.title or found.file
    place = " > ".join([title, *(found.section[1:] if found.section[:1] == (title,) else found.section)])
    page = f", page {found.page_label or found.page}" if found.page else ""
    if found.current:
        standing = "These words stand in a paper that is searched today."
    else:
        last = f"{found.last.event.value} on {_when(found.last.at)}{_by(found.last)}" if found.last else "taken out"
        standing = f"The paper as it was cited is no longer searched: {last}."
    return f"“{' '.join(found.words.split())}”\n{place}{page}\n{standing}"
