"""Which of the loaded papers a question names: by kind ("the scrutiny paper"), by standing ("the draft"), by year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dates import MONTH, date_words
from ingest.index import DocumentRow
from ingest.records import Status

# What people call a kind of paper, and how its ``type`` or standing says that it is one.
_CALLED: tuple[tuple[str, str], ...] = (
    (r"(?:annual |progress )+(?:equality )?report|impact report", r"progress report|annual report"),
    (r"consultation(?: draft| page| document)?|draft(?: objectives?)?", r"consultation|draft"),
    (r"(?:scrutiny|committee|cabinet|golden thread) (?:paper|report)", r"committee paper"),
    (r"slides?|slide deck|presentation", r"slides"),
    (r"(?:corporate )?plan page|(?:our|the|corporate) plan(?! (?:for|to|of|with|on)\b)", r"plan page|strategy"),
    (r"strategy|framework|equality plan", r"strategy"),
    (r"action plan", r"action plan"),
    (r"minutes", r"minutes"),
    (r"impact assessment", r"equality impact assessment"),
    (r"pay gap report", r"pay gap report"),
    (r"report", r"report"),
    (r"paper", r"paper"),
)
_MONTH = rf"(?:(?P<month>{MONTH}) )?"
_YEAR = r"(?:(?P<before>(?:19|20)\d{2}) )?"
_AFTER = r"(?: (?:of|from|in) (?P<after>(?:19|20)\d{2}))?"
# How people call what a council means to do for some years, and tell the one in force from those before it.
_PLAN = re.compile(
    r"\b(?:(?:the|our|its|in|under) )*"
    r"(?:(?P<old>old|last|previous|former|earlier|outgoing)|(?P<new>new|current|present))?"
    r"(?(old) |(?(new) ))(?-i:[A-Z][\w-]+ )?(?P<year>(?:19|20)\d{2}(?:[-–/]\d{2,4})? )?(?:strategic )?(?:equality )?"
    r"(?:plan|strategy|objectives|framework|scheme|one)\b(?! objectives?\b)",
    re.I,
)
_PLANS = re.compile(r"^(?:strategy|consultation|equality scheme|equality plan)", re.I)
_DATED = re.compile(
    r"\b(?:(?:19|20)\d\d|old|last|previous|former|earlier|outgoing|new|current|present|draft)\b"
    rf"|\b(?:{MONTH}) ",
    re.I,
)
# Without a year or one of these words before it, the name of a kind is a word like any other.
_POINTED = r"(?:the|our|that|this|in|your) "


def named_papers(question: str, rows: Sequence[DocumentRow]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words that name papers and the ids of those papers, in the order of the question."""
    found = _plans(question, rows)
    taken = [(start, end) for start, end, _, _ in found]
    for called, kind in _CALLED:
        pattern = re.compile(rf"\b(?:{_POINTED})?{_MONTH}{_YEAR}(?P<called>{called})\b{_AFTER}", re.I)
        for match in pattern.finditer(question):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            year = match["before"] or match["after"] or ""
            pointed = re.match(_POINTED, match[0], re.I)
            if not year and not pointed:
                continue
            dated = [r for r in rows if (not year or year in _years(r)) and _of_month(r, match["month"])]
            named = [r for r in dated if _is(r, kind)] or [r for r in dated if _is_titled(r, match["called"])]
            papers = tuple(r.id for r in _in_force(named))
            if papers and len(papers) < len(rows):
                taken.append(match.span())
                found.append((match.start(), match.end(), match[0], papers))
    found.sort()
    return tuple((words, papers) for _, _, words, papers in found)


def is_dated(words: str) -> bool:
    """Whether the name of a paper says which of its kind is meant: by a year, its age, or that it is a draft."""
    return bool(_DATED.search(words))


def _plans(question: str, rows: Sequence[DocumentRow]) -> list[tuple[int, int, str, tuple[str, ...]]]:
    """The plans that a question names by their age ("the old plan") or first year, where a council has several."""
    councils: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        if _PLANS.match(row.facts.type) and (year := _first_year(row)):
            councils.setdefault(row.facts.council, []).append((year, row.id))
    several = [plans for plans in councils.values() if len({year for year, _ in plans}) > 1]
    found = []
    for match in _PLAN.finditer(question) if several else ():
        papers = tuple(id for plans in several for year, id in plans if _meant(match, year, [y for y, _ in plans]))
        if papers:
            found.append((match.start(), match.end(), match[0], papers))
    # "The new one" is a plan only beside another that is called so.
    return found if any(not words.endswith(" one") for _, _, words, _ in found) else []


def _meant(match: re.Match[str], year: int, years: Sequence[int]) -> bool:
    """Whether a plan that began in a year is the one that the words mean."""
    if match["year"]:
        return int(match["year"][:4]) == year
    if match["old"]:
        return year < max(years)
    return bool(match["new"]) and year == max(years)


def _first_year(row: DocumentRow) -> int:
    """The year in which what a paper plans for begins, by its period or else its date; 0 where neither is known."""
    found = re.search(r"(?:19|20)\d{2}", f"{row.facts.period} {row.facts.date}")
    return int(found[0]) if found else 0


def _in_force(rows: Sequence[DocumentRow]) -> Sequence[DocumentRow]:
    """Of the papers that a name fits, those that no other one replaces."""
    return [r for r in rows if r.facts.status is not Status.SUPERSEDED] or rows


def _is(row: DocumentRow, kind: str) -> bool:
    standing = "draft" if row.facts.status is Status.DRAFT else ""
    return bool(re.search(kind, f"{row.facts.type} {standing}", re.I))


def _is_titled(row: DocumentRow, called: str) -> bool:
    """Whether a paper's own title says that it is what it is called."""
    return bool(re.search(rf"\b{re.escape(called)}\b", row.facts.title, re.I))


def _of_month(row: DocumentRow, month: str | None) -> bool:
    return month is None or month.casefold() in date_words(row.facts.date).casefold().split()


def _years(row: DocumentRow) -> str:
    return f"{row.facts.date} {row.facts.period} {row.facts.title}"
