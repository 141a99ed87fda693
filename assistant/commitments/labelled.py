"""Action plans without a table: a line for the action, then lines for its lead, its date, its measure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.commitments.columns import Column, label_of
from assistant.commitments.paper import Paper, Place, Statement, without_code
from assistant.commitments.records import Level
from ingest.records import Unit

_COLUMNS = {Column.PROGRESS: "progress", Column.GAP: "gaps", Column.NEXT: "next_steps", Column.RATING: "rating"}


def read_labelled(
    paper: Paper, group: Sequence[Unit], objective: Statement | None, last: Statement | None
) -> list[Statement]:
    """The actions of labelled lines; lines without an action of their own go to the last one, if it is near."""
    found: list[Statement] = []
    for unit in group:
        labelled = label_of(paper.words(unit))
        if labelled is None:
            continue
        column, rest = labelled
        place = without_code(paper, Place(unit.start, unit.end, unit.section), rest)
        if column is Column.ACTIVITY:
            aim = objective.aim if objective else None
            last = Statement(Level.ACTIVITY, place, parent=objective, aim=aim)
            found.append(last)
        elif last is not None and last.place.section == unit.section:
            _fill(last, column, place, rest)
    return found


def is_labelled(paper: Paper, group: Sequence[Unit]) -> bool:
    """Whether a group is made of labelled lines that a register keeps."""
    labels = [label_of(paper.words(unit)) for unit in group]
    return labels[0] is not None and labels[0][0] not in {Column.OBJECTIVE, Column.AIM, Column.PRIORITY}


def _fill(statement: Statement, column: Column, place: Place, words: str) -> None:
    """Give an action what a labelled line says of it."""
    if column is Column.LEAD:
        statement.lead = statement.lead or words
    elif column is Column.WHEN:
        statement.due = statement.due or words
    elif column in _COLUMNS:
        getattr(statement, _COLUMNS[column]).append(place)
