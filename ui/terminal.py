"""What people see in a terminal: answers, passages, papers, reports and checks, at any width."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from assistant.records import Answer, Outcome
from ingest.messages import GIVE_BY_NAME
from ingest.words import readable, same_words
from ui import labels
from ui.outline import Part, Place, Point, notes, outline, papers
from ui.plain import clean

if TYPE_CHECKING:
    from assistant.records import Found
    from ingest.library import Check, FileOutcome, Shelved, SyncReport

WIDEST = 100  # longer lines tire the eye, however wide the window is
NARROWEST = 20
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


@dataclass(frozen=True, slots=True)
class Item:
    """A mark with its text hanging beside it, and no padding at the ends of lines."""

    mark: str
    body: RenderableType
    style: str = ""
    indent: int = 2

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render the body beside the mark."""
        hang = self.indent + cell_len(self.mark) + 1
        inner = options.update(width=max(NARROWEST, options.max_width - hang))
        for number, line in enumerate(console.render_lines(self.body, inner, pad=False)):
            yield Segment(" " * (self.indent if number == 0 else hang))
            if number == 0:
                yield Segment(self.mark, console.get_style(self.style or "none"))
                yield Segment(" ")
            yield from line
            yield Segment.line()


def console(*, error: bool = False) -> Console:
    """A console on stdout or stderr, not too wide; rich leaves colour out for a pipe and for NO_COLOR."""
    stream = sys.stderr if error else sys.stdout
    width = max(NARROWEST, min(Console(file=stream).width, WIDEST))
    return Console(file=stream, highlight=False, emoji=False, markup=False, width=width)


def print_view(view: RenderableType) -> None:
    """Print on stdout."""
    console().print(view)


def show_answers(answers: Iterable[Answer], *, last: bool = True) -> Answer:
    """Show an answer while it grows, where there is a screen to redraw, and at the end the whole; it is returned.

    Without ``last`` the end is not printed: something else follows in its place.
    """
    from rich.live import Live

    with Live(console=console(), transient=True, auto_refresh=False, vertical_overflow="ellipsis") as live:
        for answer in answers:
            if live.console.is_terminal:
                live.update(answer_view(answer), refresh=True)
    if last:
        print_view(answer_view(answer))
    return answer


def answer_view(answer: Answer) -> RenderableType:
    """An answer: the question, what was said under its lead-ins, the sources, the notes."""
    rows: list[RenderableType] = [_words(answer.question, "bold")]
    if answer.standalone_question != answer.question:
        rows.append(_words(f"Understood as: {answer.standalone_question}", "italic"))
    rows += [Text(labels.OUTCOMES[answer.status], _OUTCOME_STYLES.get(answer.status, "bold magenta"))]
    parts = outline(answer)
    for part in parts:
        rows += [Text(), *_part(part)]
    if answer.citations:
        said = {point.text for part in parts for point in part.points}
        rows += [Text(), Text("Sources", "bold")]
        rows += [row for paper in papers(answer.citations) for row in _source(paper, said)]
    if notes(answer):
        rows += [Text(), Text("Notes", "bold")]
        rows += [Item("•", _words(f"{labels.NOTES[n.kind]}: {n.text}")) for n in notes(answer)]
    return Group(*rows)


def _part(part: Part) -> list[RenderableType]:
    lead = [_words(part.lead, "bold" if part.bold else "")] if part.lead else []
    return [*lead, *(Item("•", _point(point)) for point in part.points)]


def _point(point: Point) -> Text:
    """A statement with its numbers; what stands so in the paper is shown as the quote that it is."""
    text = _words(f"“{point.text}”" if point.is_quote else point.text)
    for citation in point.citations:
        text.append(f" [{citation.number}]", "cyan")
    if point.partly:
        text.append(f" ({labels.PARTLY})", "yellow")
    return text


def _source(paper: Sequence[Place], said: set[str]) -> list[RenderableType]:
    """A cited paper with its date and status; under it each place, and each quote that was not shown above."""
    first = paper[0].first
    name = _words(f"{labels.citation_paper(first)} ({labels.standing_words(first)})", "cyan")
    rows: list[RenderableType] = [Item("", name, indent=1)]
    for place in paper:
        hidden = [c for c in place.citations if not any(same_words(c.quote, words) for words in said)]
        quotes = [Item(f"[{c.number}]", _words(f"“{readable(c.quote)}”"), "cyan", 0) for c in hidden]
        where = _words(labels.section_words(place.first) or labels.place_words(place.first))
        rows.append(Item(labels.number_words(place.numbers), Group(where, *quotes), "cyan", 4))
    return rows


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
        rows += [Item(f"{number}.", Group(*lines, _words(readable(passage.text))), indent=0), Text()]
    return Group(*rows[:-1])


def papers_view(shelf: Sequence[Shelved]) -> RenderableType:
    """The papers by council, newest first, with their facts; then the files that hold none, and why."""
    loaded = [paper for paper in shelf if paper.id]
    rows: list[RenderableType] = []
    for council, group in labels.by_council(loaded):
        rows += [
            _words(council or "Council not stated", "bold"),
            *(Item("•", _paper(p)) for p in group),
            Text(),
        ]
    if len(loaded) < len(shelf):
        rows.append(Text("Files that were not read", "bold"))
        rows += [Item("•", _words(failure_words(paper), "yellow")) for paper in shelf if not paper.id]
        rows.append(Text())
    total = f"{labels.plural(len(loaded), 'paper')}."
    return Group(*rows, Text(total if loaded else "No papers are loaded. Type: dueregard ingest FOLDER"))


def _paper(paper: Shelved) -> RenderableType:
    lines = [
        _words(readable(paper.facts.title) or paper.file, "cyan"),
        _words(" · ".join(labels.fact_words(paper))),
        _words(f"{paper.file} (id {paper.id})", "dim"),
    ]
    return Group(*lines, *(_words(f"Note: {words}", "yellow") for words in paper.warnings))


def report_view(report: SyncReport) -> RenderableType:
    """What reading came to: how many files in each state, and the warnings; notices go to stderr."""
    states = [outcome.state for outcome in report.outcomes]
    counts = [f"{states.count(state):,} {words}" for state, words in STATES.items() if state in states]
    total = labels.plural(len(states), "file")
    rows: list[RenderableType] = [_words(f"{total}: {', '.join(counts)}." if counts else "No files were found.")]
    rows += [Item("•", _words(f"{o.file}: {w}", "yellow")) for o in report.outcomes for w in o.warnings]
    kept_out = [o for o in report.outcomes if o.state == "skipped" and GIVE_BY_NAME in o.message]
    rows += [Item("•", _words(failure_words(o), "yellow")) for o in kept_out]
    return Group(*rows)


def failure_words(outcome: FileOutcome | Shelved) -> str:
    """One line that names a file which was not read, and why."""
    return outcome.message if outcome.message.startswith(outcome.file) else f"{outcome.file}: {outcome.message}"


def checks_view(checks: Sequence[Check]) -> RenderableType:
    """What the doctor found, with the remedy under whatever is not well."""
    rows: list[RenderableType] = []
    for check in checks:
        lines = [_words(f"{check.name}: {check.words}")]
        lines += [_words(check.remedy, "bold")] if check.remedy and not check.ok else []
        mark, style = ("well  ", "green") if check.ok else ("ailing", "bold red")
        rows.append(Item(mark, Group(*lines), style, 0))
    return Group(*rows)


def _words(text: str, style: str = "") -> Text:
    """Text as it is: neither markup nor control characters of a document reach the terminal."""
    return Text(clean(text), style)
