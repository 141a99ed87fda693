"""The checker of written statements, measured: on injected errors, and on paraphrases, true and false ones.

``paraphrases.jsonl`` was written by hand from the bundled papers: each line names a quote, a statement in other
words, and whether the quote bears it out. The thresholds of ``assistant.checking`` were set on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.checking import Checker, Judgement, Label
from evals.folding import Folded
from evals.injection import Claim
from evals.questions import QuestionsError

PARAPHRASES = Path(__file__).resolve().parent / "paraphrases.jsonl"


class WrittenCheck:
    """The product's check of written statements: accepted is what would be shown as supported."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._ids = {row.file: row.id for row in checker.library.rows()}

    def judge(self, claim: Claim) -> Judgement:
        """The judgement of a statement against the span that it cites."""
        evidence = self._checker.evidence(self._ids[claim.file], claim.start, claim.end)
        return self._checker.judge(claim.text, [evidence])

    def accepts(self, claim: Claim) -> bool:
        """Whether a statement would be shown as supported."""
        return self.judge(claim).label is Label.SUPPORTED


def summary(check: WrittenCheck, claims: Iterable[Claim]) -> tuple[dict[str, Any], ...]:
    """For each kind of statement: how many were made, how many were not taken as supported, how many were shown."""
    found: dict[tuple[str, bool], dict[str, Any]] = {}
    for claim in claims:
        kind = claim.kind, claim.true
        row = found.setdefault(kind, {"kind": claim.kind, "true": claim.true, "made": 0, "flagged": 0, "shown": 0})
        label = check.judge(claim).label
        row["made"] += 1
        row["flagged"] += label is not Label.SUPPORTED
        row["shown"] += label is not Label.NOT_FOUND
    return tuple(found.values())


def share(rows: Iterable[dict[str, Any]], *, true: bool, count: str = "flagged") -> float:
    """Of all true or all false statements, the share that was flagged, or shown."""
    chosen = [r for r in rows if r["true"] is true]
    return float(sum(r[count] for r in chosen) / sum(r["made"] for r in chosen))


def paraphrases(papers: Mapping[str, str], file: Path = PARAPHRASES) -> Iterator[Claim]:
    """The paraphrases as claims; raises QuestionsError where a quote does not stand in its paper."""
    folded = {name: Folded(text) for name, text in papers.items()}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        raw = json.loads(line)
        spans = folded[raw["file"]].find(raw["quote"])
        if not spans:
            raise QuestionsError(f"{file}, line {number}: this quote does not stand in {raw['file']}.")
        yield Claim(raw["kind"], raw["true"], raw["text"], raw["file"], *spans[0])
