"""The stops of the guided tour in their order, what each is for, and what is said where the papers are silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.briefing.quoting import Paper
from assistant.briefing.records import Brief, Stop
from ingest.index import DocumentRow
from ingest.records import Status

# Field of the brief, title, purpose, and what is said where the papers give nothing for it.
_STOPS = (
    ("law", "Your duties", "What the law asks of the council, and how its own papers put it.", ""),
    (
        "current",
        "The objectives now",
        "What the council works to, how far it has come, and which gaps it names.",
        "The loaded papers do not say what the council's equality objectives are now.",
    ),
    (
        "changes",
        "What changed, and why",
        "This set of objectives beside the ones before it.",
        "The loaded papers do not say what changed: they hold no earlier set of objectives to compare with.",
    ),
    (
        "deciders",
        "Who decides what",
        "Boards, partnerships and roles, as the papers name them.",
        "The loaded papers do not say who decides.",
    ),
    ("timeline", "How it came about", "Papers and decisions in the order of their dates.", ""),
    (
        "abbreviations",
        "Abbreviations",
        "The short forms that the papers use, what they mean, and where each stands first.",
        "The loaded papers use no abbreviations.",
    ),
    ("reading", "What to read, in order", "Every loaded paper, with the minutes it takes.", ""),
    (
        "contacts",
        "Whom to ask",
        "Teams and roles that the papers publish, as at each paper's date. People's own details stay in the papers.",
        "The loaded papers do not say whom to ask: they publish no team's address and no role.",
    ),
    (
        "gaps",
        "What is open",
        "Gaps that the papers name, questions that they ask, and headings left empty.",
        "The loaded papers do not say what is still open.",
    ),
    (
        "for_role",
        "For your role",
        "What the papers in force say on the subjects of your role.",
        "The loaded papers do not say anything on the subjects of this role.",
    ),
    ("quiz", "Test yourself", "Each answer stands word for word in the source beside it.", ""),
)


def stops(brief: Brief) -> tuple[Stop, ...]:
    """The stops for a brief, each with its silence where its part is empty; the role's only where one is named."""
    found = []
    for key, title, purpose, missing in _STOPS:
        if key == "for_role" and brief.for_role is None:
            continue
        found.append(Stop(key, title, purpose, missing if _is_empty(brief, key) else ""))
    return tuple(found)


def _is_empty(brief: Brief, key: str) -> bool:
    value = getattr(brief, key)
    return not value.statements if key == "for_role" else not value


def notes(papers: Sequence[Paper], others: Sequence[DocumentRow]) -> tuple[str, ...]:
    """What to know of the papers behind a brief: no date, no standing, papers left out, doubtful reading."""
    found = []
    if undated := [p.title for p in papers if not p.row.facts.date]:
        found.append(f"No date is known of {_named(undated)}: what stands there may be old.")
    if filed := [p.title for p in papers if p.row.facts.origin.get("date") == "file"]:
        found.append(f"The date given of {_named(filed)} is its file's own; the paper prints none that was found.")
    if unknown := [p.title for p in papers if p.row.facts.status is Status.UNKNOWN]:
        found.append(f"Whether it is adopted is not known of {_named(unknown)}.")
    if not any(p.in_force for p in papers):
        found.append(
            "Every loaded paper is a draft or was replaced, so nothing here may be what the council works to now."
        )
    if nobodys := [row.facts.title or row.file for row in others if not row.facts.council]:
        found.append(
            f"Left out, because no council is known of {_named(nobodys)}. To say whose they are, set their council in "
            "the library, or type: dueregard ingest FOLDER --council NAME."
        )
    for paper in papers:
        found.extend(f"{paper.title}: {warning}" for warning in paper.row.warnings)
    return tuple(found)


def _named(titles: Iterable[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)
