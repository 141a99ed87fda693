"""The screen Library as HTML: the papers, one paper from inside, and how adding goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.words import readable
from ui import labels, reading
from ui.web.render import render
from ui.web.shelving import Gone, Inside, Step, outcome_words

if TYPE_CHECKING:
    from ingest.library import Shelved

ACCEPTED = "PDF, Word, PowerPoint, Excel, OpenDocument, web pages, text and comma-separated values"
FIELDS = (
    ("title", "Title", ""),
    ("council", "Council", ""),
    ("type", "Type of paper", "such as strategy, progress report, action plan"),
    ("date", "Date", "as 2023, 2023-07 or 2023-07-26"),
    ("period", "Covers", "a year, or a span such as 2022-2025"),
    ("committee", "Committee", ""),
)


def shelves(papers: Sequence[Shelved], home: Path, gone: Gone | None = None, fault: str = "") -> str:
    """The papers by council, and the files that hold none; how to add some."""
    loaded = [paper for paper in papers if paper.id]
    return render(
        "library.html",
        councils=labels.by_council(loaded),
        titles=_titles(loaded),
        newer={old: paper for paper in loaded for old in paper.facts.supersedes},
        unread=[paper for paper in papers if not paper.id],
        loaded=loaded,
        home=str(home),
        gone=gone,
        fault=fault,
    )


def adding(step: Step | None = None, fault: str = "", lost: Sequence[str] = ()) -> str:
    """Where papers are added, and how that goes on; ``lost`` are files that did not come here."""
    outcomes = step.report.outcomes if step and step.report else ()
    return render(
        "adding.html",
        step=step,
        left=step.total - len(outcomes) if step else 0,
        outcomes=[(outcome, outcome_words(outcome)) for outcome in outcomes],
        failed=step.report.failed if step and step.report else (),
        accepted=ACCEPTED,
        lost=lost,
        fault=fault,
    )


def inside(
    view: Inside,
    papers: Sequence[Shelved],
    *,
    original: bool,
    said: str = "",
    fault: str = "",
    step: Step | None = None,
    given: Mapping[str, str] | None = None,
) -> str:
    """One paper: its facts, what was found in it, its structure as a tree beside its text; how reading goes on.

    ``given`` are facts that could not be set: they stay in their form to be mended.
    """
    parts, stored = reading.stretches(view.document), view.document.facts
    return render(
        "paper.html",
        view=view,
        paper=view.paper,
        fields=[(name, label, hint, (given or {}).get(name, getattr(stored, name))) for name, label, hint in FIELDS],
        stored=stored,
        given=given,
        titles=_titles(papers),
        others=[paper for paper in papers if paper.id and paper.id != view.paper.id],
        text=reading.lay_out(view.document, view.part, reading.NOWHERE) if parts else None,
        original=original,
        said=said,
        fault=fault,
        step=step,
    )


def _titles(papers: Sequence[Shelved]) -> dict[str, str]:
    """What each file's paper is called."""
    return {paper.file: readable(paper.facts.title) or paper.file for paper in papers if paper.id}
