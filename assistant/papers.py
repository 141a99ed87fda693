"""Which of the loaded papers a question names: by kind ("the scrutiny paper"), by standing ("the draft"), by year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.index import DocumentRow
from ingest.records import Status

# What people call a kind of paper, and how its ``type`` or standing says that it is one.
_CALLED: tuple[tuple[str, str], ...] = (
    (r"(?:annual |progress )+(?:equality )?report|impact report", r"progress report|annual report"),
    (r"consultation(?: draft| page| document)?|draft(?: objectives?)?", r"consultation|draft"),
    (r"(?:scrutiny|committee|golden thread) (?:paper|report)", r"committee paper"),
    (r"slides?|slide deck|presentation", r"slides"),
    (r"(?:corporate )?plan page|(?:our|the|corporate) plan", r"plan page"),
    (r"strategy", r"strategy"),
    (r"action plan", r"action plan"),
    (r"minutes", r"minutes"),
    (r"impact assessment", r"equality impact assessment"),
    (r"pay gap report", r"pay gap report"),
    (r"report", r"report"),
    (r"paper", r"paper"),
)
_YEAR = r"(?:(?P<before>(?:19|20)\d{2}) )?"
_AFTER = r"(?: (?:of|from|in) (?P<after>(?:19|20)\d{2}))?"
# Without a year or one of these words before it, the name of a kind is a word like any other.
_POINTED = r"(?:the|our|that|this|in|your) "


def named_papers(question: str, rows: Sequence[DocumentRow]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words that name papers and the ids of those papers, in the order of the question."""
    found: list[tuple[int, int, str, tuple[str, ...]]] = []
    taken: list[tuple[int, int]] = []
    for called, kind in _CALLED:
        pattern = re.compile(rf"\b(?:{_POINTED})?{_YEAR}(?:{called})\b{_AFTER}", re.I)
        for match in pattern.finditer(question):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            year = match["before"] or match["after"] or ""
            pointed = re.match(_POINTED, match[0], re.I)
            if not year and not pointed:
                continue
            papers = tuple(r.id for r in rows if _is(r, kind) and (not year or year in _years(r)))
            if papers and len(papers) < len(rows):
                taken.append(match.span())
                found.append((match.start(), match.end(), match[0], papers))
    found.sort()
    return tuple((words, papers) for _, _, words, papers in found)


def _is(row: DocumentRow, kind: str) -> bool:
    standing = "draft" if row.facts.status is Status.DRAFT else ""
    return bool(re.search(kind, f"{row.facts.type} {standing}", re.I))


def _years(row: DocumentRow) -> str:
    return f"{row.facts.date} {row.facts.period} {row.facts.title}"
