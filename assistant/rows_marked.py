"""The rows of a table that are marked as a question says ("Which actions are off track?"), all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.candidates import Candidate, Chosen
from assistant.matching import Weighed
from assistant.records import Intent, Question
from assistant.signs import SOLID
from ingest.dates import MONTH
from ingest.index import DocumentRow
from ingest.records import Role
from ingest.words import fold, readable

_ELSE = (Intent.FIGURE, Intent.WHY, Intent.YES_NO, Intent.COMPARE, Intent.DEFINITION)
_LISTING = re.compile(r"^(?:and |so )?(?:which|what|list|show|give|name|tell|all)\b", re.I)
# What such a table has rows of, and how a mark is spoken of.
_ROWS = re.compile(
    rf"actions?|commitments?|targets?|measures?|objectives?|items?|projects?|activit(?:y|ies)|priorit(?:y|ies)|promises?"
    rf"|goals?|outcomes?|things?|plans?|rat(?:ed|ing)|mark(?:ed)?|judged|assessed|shown|rag|status|list(?:ed)?"
    rf"|\d{{4}}|{MONTH}",
    re.I,
)
_CELL = re.compile(r"\t|\s\|\s|^\|\s|\s\|$")
# A mark is a few words that stand in the same column of several rows.
MARK_WORDS = 3
MOST = 20


def rows_marked(
    question: Question, weighed: Weighed, ranked: Sequence[Candidate], rows: Mapping[str, DocumentRow]
) -> tuple[Chosen, ...]:
    """The rows whose mark the question names, of the newest paper that has such a table, in their order."""
    if question.wants(*_ELSE) or not _LISTING.match(question.asked):
        return ()
    asked = f" {fold(question.asked).strip(' ?.!')} "
    tables: dict[tuple[str, str], list[Candidate]] = {}
    for one in sorted(ranked, key=lambda c: c.place):
        if one.view.unit.role is Role.ROW:
            tables.setdefault((one.paper.document.id, one.view.unit.lead), []).append(one)
    found: dict[str, list[Candidate]] = {}
    for (paper, _), table in tables.items():
        found.setdefault(paper, []).extend(_marked(table, asked, weighed))
    years = {str(y) for period in question.periods for y in period}
    papers = sorted((p for p in found if found[p]), key=lambda p: rows[p].facts.date, reverse=True)
    papers.sort(key=lambda p: not any(y in f"{rows[p].facts.date} {rows[p].facts.period}" for y in years))
    chosen = found[papers[0]] if papers else []
    return tuple(Chosen(c, "marked as asked") for c in chosen) if len(chosen) <= MOST else ()


def _marked(table: Sequence[Candidate], asked: str, weighed: Weighed) -> list[Candidate]:
    """The rows of one table with the longest mark that the question has, where they have all else it names too."""
    held = [(c, _cells(c)) for c in table]
    counted: dict[tuple[int, str], int] = {}
    for _, cells in held:
        for place, cell in enumerate(cells):
            counted[place, cell] = counted.get((place, cell), 0) + 1
    columns = {p for (p, cell), n in counted.items() if n > 1 and _is_mark(cell)}
    marks = [cell for p, cell in counted if p in columns and _is_mark(cell) and f" {cell} " in asked]
    if not marks:
        return []
    mark = max(marks, key=len)
    rest = [i for i, t in enumerate(weighed.terms) if t.weight >= SOLID and not _of_mark(t.asked, mark)]
    rows = [c for c, cells in held if any(cells[p] == mark for p in columns if p < len(cells))]
    return [c for c in rows if all(c.match.found[i] for i in rest)]


def _of_mark(term: str, mark: str) -> bool:
    """Whether a term is the mark itself or says that there is one."""
    return all(_ROWS.fullmatch(word) or word in mark.split() for word in fold(term).split())


def _is_mark(cell: str) -> bool:
    return bool(cell) and len(cell.split()) <= MARK_WORDS and cell.replace(" ", "").isalpha()


def _cells(one: Candidate) -> list[str]:
    unit = one.view.unit
    return [fold(readable(c)) for c in _CELL.split(one.paper.document.text[unit.start : unit.end].strip())]
