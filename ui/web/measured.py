"""How good the answers are, as the latest evaluation says: read from the page that it writes, ``evals/FIGURES.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

# The figures that say most to those who read answers, in the order in which they ask.
SHOWN = ("verbatim", "figures_agree", "right", "quote_recall", "refusal_recall")
_ROW = re.compile(r"\| (\w+) \| [^|]+ \| ([\d.]+) \[([\d.]+)–([\d.]+)\] \| ([^|]+) \|")
_KIND = re.compile(r"^\| (\w+) \| [\d.]+ \| ([\d.]+) \| \d+ \|$", re.M)
# Kinds whose short names do not say what they are.
_KINDS = {
    "adversarial": "orders and traps",
    "eia_evidence": "evidence for an assessment",
    "onboarding": "a new officer’s questions",
    "short": "a word or two",
    "unanswerable": "what the papers do not say",
    "who_when": "who and when",
    "yes_no": "yes or no",
}
_HEAD = re.compile(r"(\d+) tune and (\d+) test questions on (\d+) papers, asked on (\d+ \w+ \d{4})")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in percent with its 95 % interval, and what it is the share of."""

    value: int
    low: int
    high: int
    words: str


@dataclass(frozen=True, slots=True)
class OfKind:
    """The share of one kind of question that was answered right, in percent."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures on the questions that nothing was fitted on: how many those are, on how many papers, and when."""

    questions: str
    papers: str
    when: str
    figures: tuple[Figure, ...]
    kinds: tuple[OfKind, ...]


@cache
def measured() -> Measured | None:
    """The latest figures; nothing where this copy came without the evaluation."""
    try:
        text = resources.files("evals").joinpath("FIGURES.md").read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return None
    return read(text)


def read(text: str) -> Measured | None:
    """The figures of a page of that form; nothing where it is of another form."""
    head = _HEAD.search(text)
    rows = {row[1]: row for row in _ROW.finditer(text)}
    if head is None or not all(name in rows for name in SHOWN):
        return None
    found = [rows[name] for name in SHOWN]
    figures = tuple(Figure(_percent(r[2]), _percent(r[3]), _percent(r[4]), r[5].strip()) for r in found)
    kinds = (OfKind(_percent(k[2]), _KINDS.get(k[1], k[1].replace("_", " "))) for k in _KIND.finditer(text))
    return Measured(head[2], head[3], head[4], figures, tuple(sorted(kinds, key=lambda k: (-k.value, k.words))))


def _percent(share: str) -> int:
    return round(100 * float(share))
