"""The questions with their expected evidence, checked: every quote is found in its paper, or nothing is measured.

On the corpus the split is fixed by the id alone: the first byte of its SHA-256 decides, even is ``tune``, odd is
``test``; the questions of ``dev.jsonl`` are always ``tune``. On the papers of other councils the folder decides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.records import NoteKind, Outcome
from evals.folding import Folded
from evals.printed import SUFFIX, Printed, printed, text_of
from ingest.errors import DueRegardError

FOLDER = Path(__file__).resolve().parent / "questions"
COUNCILS = Path(__file__).resolve().parent / "papers"
ALWAYS_TUNE = "dev.jsonl"
PLAIN = "plain.jsonl"
# Questions of every type, where a council's lie beside its papers.
OF_COUNCIL = "questions.jsonl"
_OF_ALL_TYPES = {ALWAYS_TUNE, PLAIN, OF_COUNCIL}
Paper = Folded | Printed
_FIELDS = {"id", "type", "question", "history", "answerable", "expected", "answer_points", "notes", "status"}
_REQUIRED = ("id", "type", "question", "answerable", "expected")


class QuestionsError(DueRegardError):
    """A question is not one that can be scored; names the file, the line and what is wrong."""


class Split(StrEnum):
    """What a question is for: weights are fitted on TUNE, and TEST says whether that holds.

    Those on the papers of other councils have their own, so that what is said of the corpus can be compared.
    """

    TUNE = "tune"
    TEST = "test"
    OTHER_TUNE = "other-tune"
    OTHER_TEST = "other-test"


# The splits of the corpus, which baselines and ablations are measured on; and, by folder, those of other councils.
CORPUS = (Split.TUNE, Split.TEST)
OTHERS: Mapping[str, Split] = {"tune": Split.OTHER_TUNE, "test": Split.OTHER_TEST}


@dataclass(frozen=True, slots=True)
class Expected:
    """A quote that a full answer needs, every place in its file at which its words stand, and what would do as well.

    In a PDF it has no places: they depend on who reads it.
    """

    file: str
    section: tuple[str, ...]
    quote: str
    spans: tuple[tuple[int, int], ...]
    others: tuple[Expected, ...] = ()

    @property
    def ways(self) -> tuple[Expected, ...]:
        """This quote and those that say the same elsewhere: any one of them is enough."""
        return (self, *self.others)


@dataclass(frozen=True, slots=True)
class Case:
    """One question: what is asked, what a right answer holds, and which split it belongs to."""

    id: str
    type: str
    question: str
    answerable: bool
    split: Split
    expected: tuple[Expected, ...] = ()
    history: tuple[str, ...] = ()
    answer_points: tuple[str, ...] = ()
    notes: tuple[NoteKind, ...] = ()
    status: Outcome | None = None

    @property
    def digest(self) -> str:
        """A short hash of all that is asked and expected: a question that was mended has another."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]


def split_of(id: str, file: str) -> Split:
    """The split of a question by its id; the questions of ``dev.jsonl`` are for tuning."""
    even = hashlib.sha256(id.encode()).digest()[0] % 2 == 0
    return Split.TUNE if file == ALWAYS_TUNE or even else Split.TEST


def read_papers(folder: Path) -> dict[str, str]:
    """The texts and PDFs of a folder by file name, in their words; raises QuestionsError where there are none."""
    papers = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.txt"))}
    papers |= {p.name: text_of(p) for p in sorted(folder.rglob(f"*{SUFFIX}"))}
    if not papers:
        raise QuestionsError(f"{folder} holds no papers that are texts or PDFs. Name the folder of the corpus.")
    return papers


def load_questions(papers: Mapping[str, str], folder: Path = FOLDER, split: Split | None = None) -> tuple[Case, ...]:
    """Every question of a folder, checked against the papers; raises QuestionsError for the first that is wrong.

    ``split`` is that of all of them; for None each has that of its id.
    """
    folded = {name: printed(text) if name.endswith(SUFFIX) else Folded(text) for name, text in papers.items()}
    cases: dict[str, Case] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                case = parse(line, file.name, folded)
                if case.id in cases:
                    raise ValueError(f"the id {case.id} is used twice")
                if file.name not in _OF_ALL_TYPES and case.type != file.stem:
                    raise ValueError(f"its type is {case.type}, and the file is that of {file.stem}")
            except ValueError as error:
                raise QuestionsError(f"{file}, line {number}: {error}. Correct this question.") from error
            cases[case.id] = replace(case, split=split) if split else case
    if not cases:
        raise QuestionsError(f"{folder} holds no questions.")
    return tuple(cases.values())


def parse(line: str, file: str, papers: Mapping[str, Paper]) -> Case:
    """One line as a checked question; raises ValueError with what is wrong."""
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"this is not JSON ({error})") from error
    if not isinstance(raw, dict):
        raise ValueError("this is JSON, but not an object")
    _check_fields(raw)
    status = raw.get("status")
    case = Case(
        id=raw["id"],
        type=raw["type"],
        question=raw["question"],
        answerable=raw["answerable"],
        split=split_of(raw["id"], file),
        expected=tuple(_expected(e, papers) for e in raw["expected"]),
        history=_texts(raw, "history"),
        answer_points=_texts(raw, "answer_points"),
        notes=tuple(_note(n) for n in _texts(raw, "notes")),
        status=Outcome(status) if status else None,
    )
    if case.answerable != bool(case.expected):
        raise ValueError("an answerable question needs expected quotes, and an unanswerable one has none")
    return case


def _check_fields(raw: Mapping[str, Any]) -> None:
    """Every field is there, known, and of its kind."""
    missing = [name for name in _REQUIRED if name not in raw]
    unknown = sorted(set(raw) - _FIELDS)
    if missing or unknown:
        raise ValueError(f"missing fields: {', '.join(missing)}" if missing else f"unknown: {', '.join(unknown)}")
    if not isinstance(raw["answerable"], bool):
        raise ValueError('"answerable" is neither true nor false')
    for name in ("id", "type", "question"):
        if not isinstance(raw[name], str) or not raw[name]:
            raise ValueError(f'"{name}" is empty or not text')
    if raw.get("status") is not None and raw["status"] not in set(Outcome):
        raise ValueError(f"there is no status {raw['status']!r}")


def _texts(raw: Mapping[str, Any], field: str) -> tuple[str, ...]:
    found = raw.get(field, [])
    if not isinstance(found, list) or not all(isinstance(t, str) and t for t in found):
        raise ValueError(f'"{field}" is not a list of texts')
    return tuple(found)


def _note(name: str) -> NoteKind:
    if name not in set(NoteKind):
        raise ValueError(f"there is no kind of note {name!r}")
    return NoteKind(name)


def _expected(raw: Mapping[str, Any], papers: Mapping[str, Paper]) -> Expected:
    if not isinstance(raw, dict) or set(raw) - {"or"} != {"file", "section", "quote"}:
        raise ValueError('an expected quote has "file", "section" and "quote", and perhaps "or"')
    file, quote = str(raw["file"]), str(raw["quote"])
    if file not in papers:
        raise ValueError(f"there is no paper {file}")
    if not papers[file].holds(quote):
        raise ValueError(f"this quote does not stand in {file}: {quote!r}")
    section = raw["section"]
    path = tuple(section.split(" > ")) if isinstance(section, str) else tuple(section)
    others = raw.get("or", [])
    if not isinstance(others, list) or any(isinstance(o, dict) and "or" in o for o in others):
        raise ValueError('"or" is not a list of quotes')
    return Expected(file, path, quote, papers[file].find(quote), tuple(_expected(o, papers) for o in others))


def of_split(cases: Iterable[Case], split: Split | None) -> tuple[Case, ...]:
    """The questions of one split; all for None."""
    return tuple(c for c in cases if split is None or c.split is split)
