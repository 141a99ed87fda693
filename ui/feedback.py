"""What readers say of answers: kept in the home for review, and exported as questions for the evaluation.

Nothing of it leaves the home, and nothing of it changes an answer.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.records import Answer
from ingest.errors import DueRegardError

NAME = "feedback.jsonl"
MOST_LETTERS = 2000


class Verdict(StrEnum):
    """What a reader thinks of an answer."""

    USEFUL = "useful"
    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    WRONG_SOURCE = "wrong_source"


WORDS: Mapping[Verdict, str] = {
    Verdict.USEFUL: "Useful",
    Verdict.WRONG: "Wrong",
    Verdict.INCOMPLETE: "Incomplete",
    Verdict.WRONG_SOURCE: "Wrong source",
}


class Quoted(BaseModel):
    """A quote that the answer showed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    section: str
    quote: str


class Feedback(BaseModel):
    """One reader's word on one answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: str
    verdict: Verdict
    question: str
    history: tuple[str, ...] = ()
    status: str = ""
    quotes: tuple[Quoted, ...] = ()
    comment: str = Field(default="", max_length=MOST_LETTERS)


def feedback_on(answer: Answer, history: Iterable[str], verdict: Verdict, comment: str) -> Feedback:
    """What is kept: the answer's question and quotes, the verdict and the comment, cut to a length; no name."""
    quotes = tuple(Quoted(file=c.file, section=" > ".join(c.section), quote=c.quote) for c in answer.citations)
    return Feedback(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        verdict=verdict,
        question=answer.question,
        history=tuple(history),
        status=answer.status.value,
        quotes=quotes,
        comment=" ".join(comment.split())[:MOST_LETTERS],
    )


def keep(home: Path, said: Feedback) -> None:
    """Add to the file in the home, a line at a time; raises DueRegardError where it cannot be written."""
    line = (json.dumps(said.model_dump(mode="json"), ensure_ascii=False) + "\n").encode("utf-8", "replace")
    try:
        handle = os.open(home / NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
    except OSError as error:
        raise DueRegardError(f"{home / NAME} cannot be written ({error.strerror}). Check your rights to it.") from error


def kept(home: Path) -> tuple[Feedback, ...]:
    """Everything that was said, oldest first; raises DueRegardError with the line that is damaged."""
    file = home / NAME
    if not file.exists():
        return ()
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(Feedback.model_validate_json(line))
            except ValidationError as error:
                raise DueRegardError(f"{file}, line {number}: this is no feedback. Remove the line.") from error
    return tuple(found)


def evaluation_questions(said: Iterable[Feedback]) -> tuple[dict[str, Any], ...]:
    """The questions in the form of ``evals/questions/feedback.jsonl``, one for each, by what was said last of it.

    Quotes of an answer that was called useful are expected again. Of any other the right ones are not known: it
    expects none yet, and the evaluation refuses it until a person has put them in.
    """
    found: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
    for one in said:
        useful = one.verdict is Verdict.USEFUL
        key = hashlib.sha256("\n".join((*one.history, one.question)).encode()).hexdigest()[:8]
        found[one.question, one.history] = {
            "id": f"feedback-{key}",
            "type": "feedback",
            "question": one.question,
            **({"history": list(one.history)} if one.history else {}),
            "answerable": bool(one.quotes) or not useful,
            "expected": [quote.model_dump() for quote in one.quotes] if useful else [],
            "answer_points": [f"{WORDS[one.verdict]}: {one.comment}" if one.comment else WORDS[one.verdict]],
        }
    return tuple(found.values())
