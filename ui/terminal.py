"""What people see in a terminal: answers, passages, papers, reports and checks, at any width, with or without colour."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.records import Answer, Outcome
from ingest.words import readable
from ui import labels
from ui.outline import Part, Place, Point, outline, places

if TYPE_CHECKING:
    from assistant.records import Found
    from ingest.library import Check, FileOutcome, Shelved, SyncReport

WIDEST = 100  # longer lines tire the eye, however wide the window is
STATES = {
    "read": "read",
    "unchanged": "unchanged",
    "moved": "moved",
    "duplicate": "already there under another name",
    "skipped": "skipped",
    "failed": "not read",
    "removed": "removed",
}
_OUTCOME_STYLES = {Outcome.ANSWERED: "bold green", Outcome.PARTLY_ANSWERED: "bold yellow"}


def console(*, error: bool = False) -> Console:
    """A console on stdout or stderr; rich obeys NO_COLOR, and a pipe gets neither colour nor cut lines."""
    stream = sys.stderr if error else sys.stdout
    found = Console(file=stream, highlight=False, emoji=False, markup=False)
    return Console(file=stream, highlight=False, emoji=False, markup=False, width=min(found.width, WIDEST))


def answer_view(answer: Answer) -> RenderableType:
    """An answer: the question, what was said under its lead-ins, the sources with their quotes, the notes."""
    rows: list[RenderableType] = [_words(answer.question, "bold")]
    if labels.clean(answer.standalone_question) != labels.clean(answer.question):
        rows.append(_words(f"Understood as: {answer.standalone_question}", "italic"))
    rows += [Text(labels.OUTCOMES[answer.status], _OUTCOME_STYLES.get(answer.status, "bold magenta")), Text()]
    for part in outline(answer):
        rows += [*_part(part), Text()]
    if answer.citations:
        rows += [Text("Sources", "bold"), *(_place(place) for place in places(answer.citations)), Text()]
    if answer.notes:
        rows.append(Text("Notes", "bold"))
        rows += [_item("•", _words(f"{labels.NOTES[n.kind]}: {n.text}")) for n in answer.notes]
    else:
        rows.pop()
    return Group(*rows)


def _part(part: Part) -> list[RenderableType]:
    lead = [_words(part.lead)] if part.lead else []
    return [*lead, *(_item("•", _point(point)) for point in part.points)]


def _point(point: Point) -> Text:
    text = _words(point.text)
    for citation in point.citations:
        text.append(f" [{citation.number}]", "cyan")
    return text


def _place(place: Place) -> RenderableType:
    """One place: the paper, the section's path, page, date and status, then each quote with its number."""
    first = place.first
    heading = [_words(labels.citation_paper(first), "cyan")]
    if first.section:
        heading.append(_words(labels.path_words(first.section)))
    heading.append(_words(labels.standing_words(first), "dim"))
    quotes = [_item(f"[{c.number}]", _words(f"“{readable(c.quote)}”"), "cyan") for c in place.citations]
    return Padding(Group(*heading, *quotes), (0, 0, 1 if len(quotes) > 1 else 0, 2))


def found_view(found: Sequence[Found]) -> RenderableType:
    """The passages of a search, best first."""
    if not found:
        return Text("Nothing was found. Try other words, or fewer.")
    rows: list[RenderableType] = []
    for number, passage in enumerate(found, start=1):
        page = labels.page_words(passage.page, passage.page_label)
        place = " · ".join(w for w in (labels.path_words(passage.section), page) if w)
        lines = [_words(readable(passage.title) or passage.file, "cyan")]
        lines += [_words(place, "dim")] if place else []
        rows += [_item(f"{number}.", Group(*lines, _words(readable(passage.text)))), Text()]
    return Group(*rows[:-1])


def papers_view(papers: Sequence[Shelved]) -> RenderableType:
    """The papers of the library by council, each with its facts, sizes and warnings."""
    if not papers:
        return Text("No papers are loaded. To read some, type: dueregard ingest FOLDER")
    rows: list[RenderableType] = []
    for council in sorted({p.facts.council for p in papers}):
        rows.append(_words(council or "Council not stated", "bold"))
        for paper in sorted(
            (p for p in papers if p.facts.council == council), key=lambda p: p.facts.date, reverse=True
        ):
            rows.append(_item("•", _paper(paper)))
        rows.append(Text())
    rows.append(_words(f"{labels.plural(len(papers), 'paper')}."))
    return Group(*rows)


def _paper(paper: Shelved) -> RenderableType:
    facts = paper.facts
    known = (facts.type, labels.date_words(facts.date), facts.period and f"covers {facts.period}")
    sizes = [labels.plural(n, w) for n, w in ((paper.pages, "page"), (paper.sections, "section")) if n]
    lines = [
        _words(readable(facts.title) or paper.file, "cyan"),
        _words(" · ".join([w for w in known if w] + [labels.STATUSES[facts.status], *sizes])),
        _words(f"{paper.file} (id {paper.id})", "dim"),
    ]
    told = [paper.message] if paper.message else []
    return Group(*lines, *(_words(f"Note: {w}", "yellow") for w in (*told, *paper.warnings)))


def report_view(report: SyncReport) -> RenderableType:
    """What reading came to: how many in each state, then the warnings; failures are errors and named elsewhere."""
    states = [o.state for o in report.outcomes]
    counts = [f"{states.count(s):,} {words}" for s, words in STATES.items() if s in states]
    total = labels.plural(len(states), "file")
    rows: list[RenderableType] = [
        _words(f"{total}: {', '.join(counts)}." if counts else "No files were found.")
    ]
    rows += [_item("•", _words(f"{o.file}: {w}", "yellow")) for o in report.outcomes for w in o.warnings]
    rows += [_words(notice) for notice in report.notices]
    return Group(*rows)


def failure_words(outcome: FileOutcome) -> str:
    """One line that names a file which was not read, and why."""
    reason = " ".join(outcome.message.split())
    return reason if reason.startswith(outcome.file) else f"{outcome.file}: {reason}"


def checks_view(checks: Sequence[Check]) -> RenderableType:
    """What the doctor found, with the remedy under whatever is not well."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for check in checks:
        lines = [_words(f"{check.name}: {check.words}")]
        lines += [_words(check.remedy, "bold")] if check.remedy and not check.ok else []
        table.add_row(Text("well", "green") if check.ok else Text("ailing", "bold red"), Group(*lines))
    return table


def _item(mark: str, body: RenderableType, style: str = "") -> RenderableType:
    """A mark with its text hanging beside it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_row(Text(mark, style), body)
    return Padding(grid, (0, 0, 0, 2))


def _words(text: str, style: str = "") -> Text:
    """Text as it is: neither markup nor control characters of a document reach the terminal."""
    return Text(labels.clean(text), style)


def print_view(view: RenderableType) -> None:
    """Print on stdout."""
    console().print(view)
