"""The parts of the screens Ask and About as HTML; whatever comes from a paper or a visitor is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.records import Answer
from assistant.scope import Scope
from ingest.records import Document
from ui import labels, reading
from ui.exports.answers import copied
from ui.feedback import WORDS
from ui.outline import notes, outline
from ui.outline import papers as cited_papers
from ui.web import limits
from ui.web.measured import measured
from ui.web.readiness import Readiness
from ui.web.render import render
from ui.web.source import Opened, Sheet
from ui.web.talk import Conversation, Turn, link, told

if TYPE_CHECKING:
    from ingest.library import Shelved

SCREENS = {
    "ask": "Ask",
    "commitments": "Commitments",
    "assessment": "Impact assessment",
    "start": "Start here",
    "library": "Library",
    "about": "About",
}


def masthead() -> str:
    """The product's name and the way to each screen."""
    return render("masthead.html", screens=SCREENS)


def conversation(talk: Conversation, papers: Sequence[Shelved]) -> str:
    """The questions and answers so far; before the first one, what can be asked."""
    loaded = [paper for paper in papers if paper.id]
    titles = frozenset(paper.facts.title for paper in loaded)
    return render(
        "conversation.html",
        turns=[_Shown(talk, number) for number in range(len(talk.turns))],
        told=told(talk) if talk.turns else "",
        loaded=loaded,
        councils=[name for name, _ in labels.by_council(loaded) if name],
        examples=examples(len(loaded), titles),
        verdicts=WORDS,
    )


class _Shown:
    """A turn laid out."""

    def __init__(self, talk: Conversation, number: int) -> None:
        turn: Turn = talk.turns[number]
        self.turn = turn
        self.number = number
        self.link = link(talk, number)
        self.limits = limits.words(turn.scope)
        self.parts = outline(turn.answer) if turn.answer else ()
        self.sources = cited_papers(turn.answer.citations) if turn.answer else ()
        self.notes = notes(turn.answer) if turn.answer else ()
        self.copied = copied(turn.answer) if turn.answer else ""


def examples(papers: int, titles: frozenset[str]) -> tuple[str, ...]:
    """Questions to begin with: of the bundled papers where they are loaded, else such as any paper may answer."""
    if not papers:
        return ()
    if "Progress against our equality objectives 2023" in titles:
        return (
            "What did we commit to on VAWG?",
            "What is Essex’s workforce equality objective?",
            "How is the Women in Leadership programme going?",
            "What gaps were identified on hate crime?",
        )
    return (
        "What are our equality objectives?",
        "What progress has been made?",
        "What gaps or areas for improvement were identified?",
        "What does the law require of us?",
    )


def suggested(questions: Sequence[str]) -> str:
    """What could be asked next."""
    return render("suggested.html", questions=questions)


def keep() -> str:
    """Whether the browser keeps the questions; only its own script knows."""
    return render("keep.html")


def limited(papers: Sequence[Shelved], scope: Scope) -> str:
    """The limits in force, each of which can be taken off, and the form that sets them."""
    return render("limits.html", fields=limits.fields(papers, scope))


def said(talk: Conversation) -> str:
    """One sentence on how the last question stands, told once to those who do not see the page change."""
    if not talk.turns:
        return announced("")
    turn = talk.turns[-1]
    if turn.waiting:
        return announced("Looking through the papers…")
    if turn.answer is None:
        return announced("That question was not answered. The reason stands under it.")
    more = " A language model is writing sentences from them." if turn.writing else ""
    return announced(_announcement(turn.answer) + more)


def announced(words: str) -> str:
    """One sentence for those who do not see the page change."""
    return render("said.html", words=words, complaint=False)


def complaint(words: str) -> str:
    """What is wrong with a question, beside the box that it still stands in."""
    return render("said.html", words=words, complaint=True)


def _announcement(answer: Answer) -> str:
    words = f"{labels.OUTCOMES[answer.status]}."
    if not answer.statements:
        return words
    papers = len({citation.document for citation in answer.citations})
    statements = labels.plural(len(answer.statements), "statement")
    return f"{words} {statements} from {labels.plural(papers, 'paper')}."


def readiness(state: Readiness) -> str:
    """Whether questions can be answered yet; nothing once they can."""
    return render("readiness.html", loading=state.loading, fault=state.fault)


def source(
    opened: Opened | None,
    document: Document | None,
    sheet: Sheet | None = None,
    *,
    original: bool = False,
    fault: str = "",
) -> str:
    """A citation at its place in the paper, with the quote marked; without one, what the panel is for.

    With a sheet the page as printed is shown, else the text; ``original`` says that the paper's file is at hand.
    """
    if opened is None or document is None:
        return render("source.html", opened=None, fault=fault)
    view = reading.lay_out(document, opened.part, opened.span)
    parts = reading.stretches(document, opened.span)
    home = reading.place_of(document, parts, opened.span)
    return render(
        "source.html",
        opened=opened,
        cited=opened.citation,
        sheet=sheet,
        view=view,
        fault="",
        original=original,
        paged=bool(document.pages),
        at_quote=sheet.quoted if sheet else view.number == home,
        earlier=_title_of(document, parts, view.number - 1),
        later=_title_of(document, parts, view.number + 1),
    )


def _title_of(document: Document, parts: Sequence[reading.Stretch], number: int) -> str:
    """The title of a part, for the button that leads to it; nothing where there is no such part."""
    if not 0 <= number < len(parts):
        return ""
    path = document.sections[parts[number].section].path
    return labels.heading_words(path[-1]) if path else "the paper's opening"


def about(papers: Sequence[Shelved], home: Path, changed: str = "") -> str:
    """What the product does and does not do, and when what it knows last changed."""
    loaded = [paper for paper in papers if paper.id]
    dates = sorted(paper.facts.date for paper in loaded if paper.facts.date)
    return render(
        "about.html",
        measured=measured(),
        version=version("due-regard"),
        home=str(home),
        papers=len(loaded),
        newest=dates[-1] if dates else "",
        changed=changed[: len("2026-11-22")],
    )
