"""What the columns of an action plan hold, by their headers; the labels of plans without a table are the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column of an action plan holds."""

    LEAD = "lead"
    WHEN = "when"
    RATING = "rating"
    NEXT = "next"
    PROGRESS = "progress"
    GAP = "gap"
    NUMBER = "number"
    OBJECTIVE = "objective"
    AIM = "aim"
    ACTIVITY = "activity"
    PRIORITY = "priority"
    MILESTONE = "milestone"


# In the order of trying: "Action lead" is a lead, "Progress on actions" is progress.
_HEADERS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern, re.I))
    for column, pattern in (
        (Column.LEAD, r"\bleads?\b|\bowners?\b|\bresponsib|\bwho\b|\bservice area\b|\bofficers?\b|\baccountab"),
        (Column.NUMBER, r"^(?:no\.?|ref\.?|reference|number|#|id|item)$"),
        (Column.NEXT, r"\bnext steps?\b|\bfurther (?:action|work)|\bplanned\b|\bfuture\b|\bwhat next\b"),
        (Column.PROGRESS, r"\bprogress\b|\bupdates?\b|\bachieve|\bwhat (?:we|has|have)\b.*\b(?:done|did|delivered)"),
        (Column.WHEN, r"\bwhen\b|\btimescales?\b|\bdeadlines?\b|\btarget date|\bdue\b|\bdates?\b|\btimeline\b"
                      r"|\bcompletion\b"),
        (Column.RATING, r"\bstatus\b|\bB?RAG\b|\brating\b"),
        (Column.GAP, r"\bgaps?\b|\bbarriers?\b|\bchallenges?\b|\bareas? (?:for|of) improvement"),
        (Column.OBJECTIVE, r"\bobjectives?\b|\bgoals?\b"),
        (Column.ACTIVITY, r"\bactivit(?:y|ies)\b|\bactions?\b|\bwhat (?:we|will)\b|\btasks?\b|\bcommitments?\b"
                          r"|\bdeliverables?\b|\binitiatives?\b"),
        (Column.AIM, r"\baims?\b|\bambitions?\b"),
        (Column.PRIORITY, r"\bpriorit(?:y|ies)\b|\bthemes?\b|\barea of focus\b|\bstrands?\b"),
        (Column.MILESTONE, r"\bmilestones?\b|\bstages?\b|\bkey dates?\b|\bevents?\b|\bmeetings?\b|\bsteps?\b"),
    )
)  # fmt: skip
# "Lead service area: Human Resources": a label, and what stands after it.
_LABELLED = re.compile(r"^([A-Z][\w ,’'()/-]{2,50})\s*[:–]\s+(?=\S)")


def column_of(header: str) -> Column | None:
    """What a column with this header holds; None where it says nothing that a register keeps."""
    return next((column for column, pattern in _HEADERS if pattern.search(header)), None)


def label_of(words: str) -> tuple[Column, str] | None:
    """What a labelled line holds, and the words after its label; None for a line without a label that is known."""
    found = _LABELLED.match(words)
    column = column_of(found[1]) if found else None
    return (column, words[found.end() :]) if found and column else None


def columns_of(headers: Sequence[str]) -> dict[Column, int]:
    """Which column holds what, by the words of its header; the first that fits."""
    found: dict[Column, int] = {}
    for place, header in enumerate(headers):
        column = column_of(header)
        if column is not None:
            found.setdefault(column, place)
    if Column.OBJECTIVE not in found and Column.ACTIVITY not in found and Column.PRIORITY in found:
        reported = {Column.PROGRESS, Column.NEXT, Column.RATING} & set(found)
        if reported:
            found[Column.OBJECTIVE] = found.pop(Column.PRIORITY)
    return found
