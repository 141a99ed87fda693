"""Evaluate a model that writes beside quotes mode: what the prose gains, what it costs, what it may not lose."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from assistant import Assistant
from assistant.answering import Worked
from assistant.checking import Label
from assistant.model import Writer, Writing
from assistant.model.chat import open_chat
from assistant.model.faults import AILING, LINES, Trouble
from assistant.model.record import record_of
from assistant.records import Answer, Support
from evals.grounds import Ground
from evals.metrics import points, quote_hits, supports
from evals.questions import Case
from evals.replies import Recalled, Replies, UnaskedError, base_of
from evals.telling import Tell
from ingest.errors import ModelError
from ingest.settings import ModelSettings
from ingest.words import readable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Make = Callable[[ModelSettings], "BaseChatModel"]


@dataclass(frozen=True, slots=True)
class Side:
    """One question's answer in one mode: recall of quotes, points covered, whether it answered, words, seconds."""

    quote_recall: float | None
    points: float | None
    answered: bool
    words: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """One question in both modes: the drafts by verdict, and the statements shown, each with its quotes.

    ``borne_out`` says of each draft with a citation, that is before the check, whether a measure other than the
    check finds it in its quotes; ``shown_borne_out`` says the same of each statement shown, after the check.
    """

    id: str
    quotes: Side
    prose: Side
    drafts: dict[str, int] = field(default_factory=dict)
    borne_out: tuple[bool, ...] = ()
    shown: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    shown_borne_out: tuple[bool, ...] = ()
    trouble: str = ""
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows of the questions that were asked, of so many that there are."""

    rows: tuple[Row, ...]
    total: int


class Comparison:
    """Asks questions in both modes, and keeps a record of each as soon as it is done."""

    def __init__(self, here: Ground, model: ModelSettings, file: Path, make: Make = open_chat) -> None:
        self.here, self.model, self.base = here, model, base_of(model)
        self.recalled = Recalled(Replies(file))
        writer = Writer(model, here.folder, make, self.recalled)
        self.assistant = Assistant(here.library, writer=writer)

    def run(self, tell: Tell, most: int | None = None) -> Compared:
        """The rows of all questions; ``most`` is how many the model may be asked that it was not asked before.

        The questions come in the order of their ids' hashes, so that the first ones are a fair sample of all.
        """
        rows = []
        cases = sorted(self.here.cases, key=lambda c: hashlib.sha256(c.id.encode()).digest())
        new = 0
        for done, case in enumerate(cases):
            tell(f"{self.model.name}: answers", done, len(cases))
            try:
                row, fresh = self._row(case, asks=most is None or new < most)
            except UnaskedError:
                continue
            new += fresh
            rows.append(row)
        return Compared(tuple(rows), len(cases))

    def _row(self, case: Case, *, asks: bool) -> tuple[Row, bool]:
        """A question's row, and whether it is new; raises UnaskedError, and ModelError where the model failed."""
        self.recalled.begin(case.id, asks=asks, base=self.base)
        began = time.perf_counter()
        every = [(one, time.perf_counter() - began) for one in self.assistant.working_out(case.question, case.history)]
        (worked, first), (finished, last) = every[0], every[-1]
        trouble = finished.writing.trouble if finished.writing else None
        if trouble in AILING or trouble is Trouble.RESTING:
            raise ModelError(
                f"{LINES[trouble]} What was done so far is in {self.recalled.replies.file}: go on from there."
            )
        kept = self.recalled.kept
        if kept is None:
            if not asks:
                raise UnaskedError
            seconds = {"quotes": round(first, 2), "prose": round(last, 2)}
            self.recalled.replies.add(self._record(case, worked.answer, finished, seconds))
            return _row(case, worked.answer, finished, seconds), True
        return _row(case, worked.answer, finished, kept["seconds"]), False

    def _record(self, case: Case, quotes: Answer, finished: Worked, seconds: dict[str, float]) -> dict[str, Any]:
        """All that is worth keeping of a question that was just asked."""
        record: dict[str, Any] = {"model": self.model.name, "question": case.question}
        writing = finished.writing
        if writing and writing.prompt:
            record = record_of(self.model, quotes, writing.prompt, writing.judged, writing.usage, writing.trouble)
        answers = {"quotes": quotes.answer, "prose": finished.answer.answer}
        return record | {
            "id": case.id,
            "key": self.recalled.key,
            "said": self.recalled.said,
            "seconds": seconds,
            "words": {mode: len(text.split()) for mode, text in answers.items()},
            "answers": answers,
        }


def _row(case: Case, quotes: Answer, finished: Worked, seconds: Mapping[str, float]) -> Row:
    writing = finished.writing
    held = {c.number: readable(c.quote) for c in finished.answer.citations}
    shown = tuple(
        (s.text, tuple(held[n] for n in s.citations), s.support.value)
        for s in finished.answer.statements
        if s.support is not Support.QUOTED
    )
    cited = [j for j in writing.judged if j.cited] if writing else []
    return Row(
        id=case.id,
        quotes=_side(case, quotes, seconds["quotes"]),
        prose=_side(case, finished.answer, seconds["prose"]),
        drafts=_counts(writing) if writing else {},
        borne_out=tuple(supports(j.draft.text, [held[n] for n in j.cited]) for j in cited),
        shown=shown,
        shown_borne_out=tuple(supports(text, list(said)) for text, said, _ in shown),
        trouble=writing.trouble.value if writing and writing.trouble else "",
        tokens=writing.usage.tokens_in + writing.usage.tokens_out if writing else 0,
    )


def _counts(writing: Writing) -> dict[str, int]:
    return {label.value: sum(j.judgement.label is label for j in writing.judged) for label in Label}


def _side(case: Case, answer: Answer, seconds: float) -> Side:
    hits = quote_hits(case, answer)
    recall = fmean(hits) if hits else None
    return Side(recall, points(case, answer), answer.answered, len(answer.answer.split()), round(seconds, 2))


def summary(found: Compared) -> list[tuple[str, str, str]]:
    """The figures side by side: what is measured, in quotes mode, in prose."""
    rows = found.rows
    old, new = [r.quotes for r in rows], [r.prose for r in rows]
    drafts = {label.value: sum(r.drafts.get(label.value, 0) for r in rows) for label in Label}
    written = [r for r in rows if r.drafts or r.trouble]
    partly = sum(support == Support.PARTLY for r in rows for *_, support in r.shown)
    before, after = [b for r in rows for b in r.borne_out], [b for r in rows for b in r.shown_borne_out]
    return [
        ("questions, of those there are", "", f"{len(rows)} of {found.total}"),
        ("quote_recall", _mean([s.quote_recall for s in old]), _mean([s.quote_recall for s in new])),
        ("points covered", _mean([s.points for s in old]), _mean([s.points for s in new])),
        ("answered", f"{sum(s.answered for s in old)}", f"{sum(s.answered for s in new)}"),
        ("words", _words(old), _words(new)),
        ("seconds, where a model wrote", _seconds([r.quotes for r in written]), _seconds([r.prose for r in written])),
        ("questions with prose, of those written on", "", f"{sum(bool(r.shown) for r in rows)} of {len(written)}"),
        ("sentences written: supported, partly, not found", "", ", ".join(str(n) for n in drafts.values())),
        ("sentences shown, of them partly supported", "", f"{len(after)}, {partly}"),
        ("cited sentences borne out before the check, by another measure", "", _share(before)),
        ("sentences shown that are borne out, by another measure", "", _share(after)),
        ("tokens a question", "", _mean([float(r.tokens) for r in written])),
    ]


def _seconds(sides: Sequence[Side]) -> str:
    return _mean([s.seconds for s in sides])


def _words(sides: Sequence[Side]) -> str:
    return _mean([float(s.words) for s in sides if s.answered])


def _mean(values: Sequence[float | None]) -> str:
    known = [v for v in values if v is not None]
    return f"{fmean(known):.3f}" if known else "–"


def _share(found: Sequence[bool]) -> str:
    return f"{sum(found)} of {len(found)} ({sum(found) / len(found):.3f})" if found else "–"


def save(found: Compared, model: ModelSettings, file: Path) -> None:
    """Write every row as JSON, for a check by hand of what was shown."""
    file.parent.mkdir(parents=True, exist_ok=True)
    data = {"model": model.name, "total": found.total, "rows": [asdict(r) for r in found.rows]}
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
