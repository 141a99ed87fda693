"""The parts of the page as HTML, from the templates beside this file; whatever comes from a paper is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.records import Answer, Outcome
from ingest.records import Document, Status
from ingest.words import readable
from ui import labels, reading
from ui.outline import notes, outline
from ui.outline import papers as cited_papers
from ui.web.actions import Conversation, Opened, Readiness, examples

if TYPE_CHECKING:
    from ingest.library import Shelved

HERE = Path(__file__).parent


@cache
def _environment() -> Environment:
    """The templates, with every value escaped and every misspelt name an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "readable": readable,
        "heading": labels.heading_words,
        "date": labels.date_words,
        "titled": lambda file, titles: titles.get(file, file),
        "status": lambda status: labels.STATUSES[status],
    }
    made.globals |= {"labels": labels, "Status": Status, "Outcome": Outcome}
    return made


def _render(template: str, **values: object) -> str:
    return Markup(_environment().get_template(template).render(**values))


def masthead() -> str:
    """The product's name and the way to each screen."""
    return _render("masthead.html")


def conversation(talk: Conversation, papers: Sequence[Shelved]) -> str:
    """The questions and answers so far; before the first one, what can be asked."""
    loaded = [paper for paper in papers if paper.id]
    titles = frozenset(paper.facts.title for paper in loaded)
    return _render(
        "conversation.html",
        turns=talk.turns,
        parts=[outline(turn.answer) if turn.answer else () for turn in talk.turns],
        sources=[cited_papers(turn.answer.citations) if turn.answer else () for turn in talk.turns],
        notes=[notes(turn.answer) if turn.answer else () for turn in talk.turns],
        loaded=loaded,
        councils=[name for name, _ in labels.by_council(loaded) if name],
        examples=examples(len(loaded), titles),
    )


def said(talk: Conversation) -> str:
    """One sentence on how the last question stands, told once to those who do not see the page change."""
    if not talk.turns:
        return _said("")
    turn = talk.turns[-1]
    if turn.waiting:
        return _said("Looking through the papers…")
    if turn.answer is None:
        return _said("That question was not answered. The reason stands under it.")
    return _said(_announcement(turn.answer))


def _said(words: str) -> str:
    return _render("said.html", words=words, complaint=False)


def _announcement(answer: Answer) -> str:
    words = f"{labels.OUTCOMES[answer.status]}."
    if not answer.statements:
        return words
    papers = len({citation.document for citation in answer.citations})
    statements = labels.plural(len(answer.statements), "statement")
    return f"{words} {statements} from {labels.plural(papers, 'paper')}."


def complaint(words: str) -> str:
    """What is wrong with a question, beside the box that it still stands in."""
    return _render("said.html", words=words, complaint=True)


def readiness(state: Readiness) -> str:
    """Whether questions can be answered yet; nothing once they can."""
    return _render("readiness.html", loading=state.loading, fault=state.fault)


def source(opened: Opened | None, document: Document | None, fault: str = "") -> str:
    """A citation at its place in the paper, with the quote marked; without one, what the panel is for."""
    if opened is None or document is None:
        return _render("source.html", opened=None, fault=fault)
    view = reading.lay_out(document, opened.part, opened.span)
    parts = reading.stretches(document, opened.span)
    home = reading.place_of(document, parts, opened.span)
    return _render(
        "source.html",
        opened=opened,
        cited=opened.citation,
        view=view,
        fault="",
        at_quote=view.number == home,
        earlier=_title_of(document, parts, view.number - 1),
        later=_title_of(document, parts, view.number + 1),
    )


def _title_of(document: Document, parts: Sequence[reading.Stretch], number: int) -> str:
    """The title of a part, for the button that leads to it; nothing where there is no such part."""
    if not 0 <= number < len(parts):
        return ""
    path = document.sections[parts[number].section].path
    return labels.heading_words(path[-1]) if path else "the paper's opening"


def library(papers: Sequence[Shelved], home: Path) -> str:
    """The papers by council, and the files that hold none."""
    loaded = [paper for paper in papers if paper.id]
    return _render(
        "library.html",
        councils=labels.by_council(loaded),
        titles={paper.file: readable(paper.facts.title) or paper.file for paper in loaded},
        unread=[paper for paper in papers if not paper.id],
        loaded=loaded,
        home=str(home),
    )


def about(papers: Sequence[Shelved], home: Path) -> str:
    """What the product does and does not do."""
    loaded = [paper for paper in papers if paper.id]
    dates = sorted(paper.facts.date for paper in loaded if paper.facts.date)
    return _render(
        "about.html",
        version=version("due-regard"),
        home=str(home),
        papers=len(loaded),
        newest=dates[-1] if dates else "",
    )
