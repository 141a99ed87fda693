"""Action plans and objectives in tables: which column says what, and a statement for each row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.commitments import wording
from assistant.commitments.columns import Column, columns_of
from assistant.commitments.objectives import aim_over, owner
from assistant.commitments.paper import Paper, Place, Statement, without_code
from assistant.commitments.prose import SAME_OBJECTIVE, Reading
from assistant.commitments.records import Level
from ingest.records import Block, Kind, Role
from ingest.words import fold, readable, trimmed

_ABBREVIATION = re.compile(r"\(([A-Z]{1,4})\)")
CELL_WORDS = 3

Row = Mapping[Column, Place]


def read_tables(reading: Reading) -> None:
    """Read each table that is an action plan, a list of objectives or a timetable; leave the others."""
    for table in reading.paper.tables.values():
        headers = next((r.headers for r in table if any(r.headers)), ())
        columns = columns_of(headers)
        rows = [r for r in table if not _repeats(reading.paper, r, headers)]
        if not rows:
            continue
        section = reading.paper.section(reading.paper.section_at(rows[0].start))
        if section.kind in {Kind.DEFINITION, Kind.CONTACT, Kind.CASE_STUDY}:
            continue
        if Column.ACTIVITY in columns or Column.OBJECTIVE in columns:
            _plan(reading, rows, headers, columns)
        elif Column.WHEN in columns and (Column.MILESTONE in columns or section.kind is Kind.TIMETABLE):
            _timetable(reading, rows, columns)


def _repeats(paper: Paper, block: Block, headers: Sequence[str]) -> bool:
    """Whether a row is the header again, as a reader or a page break may give it."""
    cells = [fold(paper.words(cell)) for cell in block.cells]
    return bool(cells) and cells == [fold(h) for h in headers][: len(cells)]


def _cells(paper: Paper, block: Block, columns: Mapping[Column, int]) -> Row:
    """The cells of a row that hold words, by what their column says."""
    section = paper.section_at(block.start)
    found: dict[Column, Place] = {}
    for column, at in columns.items():
        if at < len(block.cells):
            start, end = trimmed(paper.text, *block.cells[at])
            words = readable(paper.text[start:end])
            if words and fold(words) != fold(block.headers[at] if at < len(block.headers) else ""):
                found[column] = Place(start, end, section)
    return found


def _plan(reading: Reading, rows: Sequence[Block], headers: Sequence[str], columns: Mapping[Column, int]) -> None:
    """An action plan: objective and priority carry down to the rows that leave their cell empty."""
    paper = reading.paper
    over = owner(paper, reading.spine, paper.section_at(rows[0].start))
    aim = aim_over(paper, reading.spine, paper.section_at(rows[0].start))
    objective, priority = over, None
    for block in rows:
        cells = _cells(paper, block, columns)
        if Column.OBJECTIVE in cells:
            objective = _objective(reading, cells, _abbreviation(headers, columns))
        priority = cells.get(Column.PRIORITY, priority)
        if Column.ACTIVITY not in columns:
            if objective is not None and Column.OBJECTIVE in cells:
                _fill(paper, objective, cells)
            continue
        if Column.ACTIVITY in cells:
            for place in _listed(paper, cells[Column.ACTIVITY]):
                statement = _activity(paper, place, cells, objective, priority)
                statement.aim = objective.aim if objective else aim
                _fill(paper, reading.add(statement), cells)


def _abbreviation(headers: Sequence[str], columns: Mapping[Column, int]) -> str:
    """The short form that a header gives for objectives: "Equality Objectives (EO)"."""
    found = _ABBREVIATION.search(headers[columns[Column.OBJECTIVE]]) if Column.OBJECTIVE in columns else None
    return found[1] if found else ""


def _objective(reading: Reading, cells: Row, short: str) -> Statement:
    """The objective that a cell states: one that the paper has stated already, or a new one."""
    paper = reading.paper
    place = cells[Column.OBJECTIVE]
    words = paper.words(place)
    code, rest = wording.code_of(words, numbered=True)
    number = code or (paper.words(cells[Column.NUMBER]) if Column.NUMBER in cells else "")
    known = _named(reading, number, rest)
    if known is not None:
        return known
    if number.isdigit() and short:
        number = f"{short} {number}"
    place = without_code(paper, place, rest) if code else place
    statement = Statement(Level.OBJECTIVE, place, number)
    if Column.AIM in cells:
        statement.aim = Statement(Level.AIM, cells[Column.AIM])
    return reading.add(statement)


def _named(reading: Reading, number: str, rest: str) -> Statement | None:
    """The objective of this paper that a cell means: by its words, or by its number where it gives little else."""
    for other in reading.stated:
        if other.level is Level.OBJECTIVE:
            theirs = reading.paper.words(other.place)
            if fold(theirs).rstrip(".") == fold(rest).rstrip("."):
                return other
            same = bool(number) and wording.plain_code(number) == wording.plain_code(other.number)
            few = len(rest.split()) < CELL_WORDS
            if same and (few or reading.likeness.score(theirs, rest) >= SAME_OBJECTIVE):
                return other
    return None


def _listed(paper: Paper, cell: Place) -> list[Place]:
    """The items of a list in a cell, or the cell as a whole."""
    items = [u for u in paper.units_in((cell.start, cell.end)) if u.role is Role.ITEM]
    return [Place(u.start, u.end, cell.section) for u in items] or [cell]


def _activity(paper: Paper, place: Place, cells: Row, objective: Statement | None, priority: Place | None) -> Statement:
    said = paper.words(place)
    number = paper.words(cells[Column.NUMBER]) if Column.NUMBER in cells and Column.OBJECTIVE not in cells else ""
    code, rest = wording.code_of(said)
    place = without_code(paper, place, rest) if code else place
    due = paper.words(cells[Column.WHEN]) if Column.WHEN in cells else wording.due_in(said)
    lead = paper.words(cells[Column.LEAD]) if Column.LEAD in cells else ""
    return Statement(Level.ACTIVITY, place, code or number, parent=objective, priority=priority, due=due, lead=lead)


def _fill(paper: Paper, statement: Statement, cells: Row) -> None:
    """Give a statement what the other cells of its row say of it."""
    for column, into in (
        (Column.PROGRESS, statement.progress),
        (Column.GAP, statement.gaps),
        (Column.NEXT, statement.next_steps),
        (Column.RATING, statement.rating),
    ):
        if column in cells:
            into += [p for p in _listed(paper, cells[column]) if p not in into]
    statement.due = statement.due or (paper.words(cells[Column.WHEN]) if Column.WHEN in cells else "")
    statement.lead = statement.lead or (paper.words(cells[Column.LEAD]) if Column.LEAD in cells else "")


def _timetable(reading: Reading, rows: Sequence[Block], columns: Mapping[Column, int]) -> None:
    """A timetable: each row is a milestone, due when its date column says."""
    paper = reading.paper
    what = columns.get(Column.MILESTONE, next(n for n in range(9) if n != columns[Column.WHEN]))
    for block in rows:
        cells = _cells(paper, block, {Column.MILESTONE: what, Column.WHEN: columns[Column.WHEN]})
        if Column.MILESTONE in cells:
            due = paper.words(cells[Column.WHEN]) if Column.WHEN in cells else ""
            reading.add(Statement(Level.MILESTONE, cells[Column.MILESTONE], due=due))
