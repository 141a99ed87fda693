"""The words that every face uses for the same thing: where a quote stands, dates, states and headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.records import Citation, NoteKind, Outcome
from ingest.dates import date_words
from ingest.records import Status
from ingest.words import readable

if TYPE_CHECKING:
    from ingest.library import Shelved

OUTCOMES: dict[Outcome, str] = {
    Outcome.ANSWERED: "Answered from the papers",
    Outcome.PARTLY_ANSWERED: "Answered in part",
    Outcome.NOT_FOUND: "Not found in the papers",
    Outcome.DECLINED: "Not a question for the papers",
    Outcome.CLARIFY: "A question back to you",
}

NOTES: dict[NoteKind, str] = {
    NoteKind.ASSUMPTION: "Assumption",
    NoteKind.PREMISE: "About the question",
    NoteKind.DRAFT: "Draft",
    NoteKind.SUPERSEDED: "Superseded",
    NoteKind.ABSENCE: "Not in the papers",
    NoteKind.DERIVED: "Worked out",
    NoteKind.CONFLICT: "The papers differ",
}

STATUSES: dict[Status, str] = {
    Status.ADOPTED: "adopted",
    Status.DRAFT: "draft",
    Status.SUPERSEDED: "superseded",
    Status.UNKNOWN: "status not stated",
}

_CHARACTERISTICS = {"socio economic": "Socio-economic disadvantage", "rural": "Rural communities"}

# Beside a statement that the quotes bear out only in part.
PARTLY = "only partly in the quote"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 paper", "5 papers"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def page_words(page: int | None, label: str) -> str:
    """The page as printed, else as counted; nothing where there is none."""
    return f"page {label}" if label else f"page {page}" if page is not None else ""


def heading_words(title: str) -> str:
    """A section's title for a line of its own: readable, without the mark it ends with."""
    return readable(title).rstrip(":. ")


def short(words: str, most: int = 60) -> str:
    """Words cut where one ends, so that a long heading names itself in one line."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0].rstrip(',;:')}…"


def around_words(path: Sequence[str]) -> str:
    """The titles of what lies around a section, from the outside in, each cut short."""
    return " › ".join(short(heading_words(title)) for title in path)


def path_words(path: Sequence[str]) -> str:
    """A section's path from the outside in, its own title whole."""
    return " › ".join(w for w in (around_words(path[:-1]), *map(heading_words, path[-1:])) if w)


def paper_words(council: str, title: str, file: str) -> str:
    """What a paper is called: council and title, or its file's name where it has neither."""
    name = readable(title) or file
    return f"{council}, {name}" if council and council.casefold() not in name.casefold() else name


def citation_paper(citation: Citation) -> str:
    """What the cited paper is called."""
    return paper_words(citation.council, citation.title, citation.file)


def place_words(citation: Citation) -> str:
    """The shortest words for the place in the paper: page, else paragraph, else "source"."""
    page = page_words(citation.page, citation.page_label)
    if page:
        return page
    return f"paragraph {citation.paragraph}" if citation.paragraph else "source"


def standing_words(citation: Citation) -> str:
    """Date and status of a cited paper, as far as they are known."""
    return ", ".join(w for w in (date_words(citation.date), STATUSES[citation.status]) if w)


def section_words(citation: Citation) -> str:
    """The path of the cited section and its page."""
    page = page_words(citation.page, citation.page_label)
    return ", ".join(words for words in (path_words(citation.section), page) if words)


def number_words(numbers: Sequence[int]) -> str:
    """Ascending numbers as marks, runs of three or more drawn together: "[1]–[3]", "[2], [5]"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"[{run[0]}]–[{run[-1]}]" if len(run) > 2 else ", ".join(f"[{n}]" for n in run) for run in runs)


def by_council(papers: Sequence[Shelved]) -> list[tuple[str, list[Shelved]]]:
    """Papers by council in alphabetical order, newest first, those that state none last."""
    councils = sorted({p.facts.council for p in papers}, key=lambda name: (not name, name.casefold()))
    newest = sorted(papers, key=lambda p: p.facts.date, reverse=True)
    return [(council, [p for p in newest if p.facts.council == council]) for council in councils]


def fact_words(paper: Shelved) -> list[str]:
    """What is known of a paper, in the order in which people ask: type, date, period, status, size."""
    facts = paper.facts
    known = [
        facts.type,
        date_words(facts.date),
        f"covers {period_words(facts.period)}" if facts.period else "",
    ]
    sizes = [plural(n, w) for n, w in ((paper.pages, "page"), (paper.sections, "section")) if n]
    return [words for words in (*known, STATUSES[facts.status], *sizes) if words]


def listed(names: Sequence[str]) -> str:
    """Names in a sentence; more than three are counted."""
    if len(names) > 3:
        return f"{len(names)} councils"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def period_words(period: str) -> str:
    """A period as it is spoken: "2022-2025" is 2022 to 2025."""
    return period.replace("-", " to ")


def full_name(citation: Citation) -> str:
    """A citation's name that makes sense alone: paper, section, page."""
    page = page_words(citation.page, citation.page_label)
    return ", ".join(words for words in (paper_and_section(citation), page) if words)


def paper_and_section(citation: Citation) -> str:
    """Where a quote stands but for its page, which the link to it shows: paper, section."""
    section = heading_words(citation.section[-1]) if citation.section else ""
    return ", ".join(words for words in (citation_paper(citation), section) if words)


def characteristic_words(name: str) -> str:
    """A characteristic as it is written: "Socio-economic disadvantage", "Rural communities"."""
    return _CHARACTERISTICS.get(name, name.capitalize())
