"""Evaluate a model that writes beside quotes mode: what the prose gains, what it costs, what it may not lose."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean

from assistant import Assistant
from assistant.checking import Label
from assistant.model import Writer, Writing
from assistant.records import Answer, Support
from evals.metrics import points, quote_hits, supports
from evals.questions import Case
from evals.run import Ground
from evals.telling import Tell
from ingest.settings import ModelSettings
from ingest.words import readable


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
    """One question in both modes; the drafts by verdict, and the statements shown that their quotes do not bear out.

    ``borne_out`` is the share of the drafts with a citation that an independent measure finds in their quotes: the
    statements before the check.
    """

    id: str
    question: str
    quotes: Side
    prose: Side
    drafts: dict[str, int] = field(default_factory=dict)
    borne_out: float | None = None
    unsupported: tuple[str, ...] = ()
    shown: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    trouble: str = ""
    tokens: int = 0


def compare(here: Ground, model: ModelSettings, tell: Tell, limit: int | None = None) -> list[Row]:
    """Every question of the ground in both modes, or about ``limit`` of them from all over."""
    assistant = Assistant(here.library, writer=Writer(model, here.folder))
    rows = []
    # Of fewer than all, some of every kind: the questions lie in the order of their kinds.
    cases = here.cases[:: max(1, len(here.cases) // limit)][:limit] if limit else here.cases
    for done, case in enumerate(cases):
        tell(f"{model.name}: answers", done, len(cases))
        rows.append(_row(assistant, case))
    return rows


def _row(assistant: Assistant, case: Case) -> Row:
    began = time.perf_counter()
    every = [(one, time.perf_counter() - began) for one in assistant.working_out(case.question, case.history)]
    (worked, first), (finished, last) = every[0], every[-1]
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
        question=case.question,
        quotes=_side(case, worked.answer, first),
        prose=_side(case, finished.answer, last),
        drafts=_counts(writing) if writing else {},
        borne_out=fmean(supports(j.draft.text, [held[n] for n in j.cited]) for j in cited) if cited else None,
        unsupported=tuple(t for t, quotes, s in shown if s == Support.SUPPORTED and not supports(t, list(quotes))),
        shown=shown,
        trouble=writing.trouble.value if writing and writing.trouble else "",
        tokens=writing.usage.tokens_in + writing.usage.tokens_out if writing else 0,
    )


def _counts(writing: Writing) -> dict[str, int]:
    return {label.value: sum(j.judgement.label is label for j in writing.judged) for label in Label}


def _side(case: Case, answer: Answer, seconds: float) -> Side:
    hits = quote_hits(case, answer)
    recall = fmean(hits) if hits else None
    return Side(recall, points(case, answer), answer.answered, len(answer.answer.split()), round(seconds, 2))


def summary(rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    """The figures side by side: what is measured, in quotes mode, in prose."""

    def mean(values: Sequence[float | None]) -> str:
        known = [v for v in values if v is not None]
        return f"{fmean(known):.3f}" if known else "–"

    old, new = [r.quotes for r in rows], [r.prose for r in rows]
    lines: list[tuple[str, str, str]] = [
        ("quote_recall", mean([s.quote_recall for s in old]), mean([s.quote_recall for s in new])),
        ("points covered", mean([s.points for s in old]), mean([s.points for s in new])),
        ("answered", f"{sum(s.answered for s in old)}", f"{sum(s.answered for s in new)}"),
        ("words", mean([float(s.words) for s in old if s.answered]), mean([float(s.words) for s in new if s.answered])),
        ("seconds", mean([s.seconds for s in old]), mean([s.seconds for s in new])),
    ]
    drafts = {label.value: sum(r.drafts.get(label.value, 0) for r in rows) for label in Label}
    written = [r for r in rows if r.drafts or r.trouble]
    return [
        *lines,
        ("sentences written: supported, partly, not found", "", ", ".join(str(n) for n in drafts.values())),
        ("cited sentences borne out before the check (by another measure)", "", mean([r.borne_out for r in rows])),
        ("supported sentences that the other measure does not find", "", str(sum(len(r.unsupported) for r in rows))),
        ("questions with prose, of those written on", "", f"{sum(bool(r.shown) for r in rows)} of {len(written)}"),
        ("tokens a question", "", mean([float(r.tokens) for r in written])),
    ]


def save(rows: Sequence[Row], model: ModelSettings, file: Path) -> None:
    """Write every row as JSON, for a check by hand of what was shown."""
    file.parent.mkdir(parents=True, exist_ok=True)
    data = {"model": model.name, "rows": [asdict(r) for r in rows]}
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
