"""How good the answers are, as the latest evaluation says: read from the page that it writes, ``evals/FIGURES.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

# The figures that say most to those who read answers, in the order in which they ask.
SHOWN = ("verbatim", "figures_agree", "right", "quote_recall", "refusal_recall")
_SHARE = r"([\d.]+) \[([\d.]+)–([\d.]+)\]"
_ROW = re.compile(rf"\| (\w+) \| [^|]+ \| {_SHARE} \| [^|]+ \| ([\d.]+) \[[^|]+\] \| ([^|]+) \|")
_KIND = re.compile(r"^\| (\w+) \| [\d.]+ \| ([\d.]+) \| [\d.]+ \| [\d.]+ \| \d+ \|$", re.M)
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
_HEAD = re.compile(
    r"\d+ tune and (\d+) test questions on (\d+) papers, and \d+ other-tune and (\d+) other-test on \d+ papers of other"
    r" councils, asked on (\d+ \w+ \d{4})"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in percent with its 95 % interval, on papers of other councils too, and what it is the share of."""

    value: int
    low: int
    high: int
    others: int
    words: str


@dataclass(frozen=True, slots=True)
class OfKind:
    """The share of one kind of question that was answered right, in percent."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures on the questions that nothing was fitted on: how many those are, on how many papers, and when.

    ``others`` is how many questions were asked on papers of councils that nobody had in mind.
    """

    questions: str
    papers: str
    others: str
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
    figures = tuple(_figure(r) for r in found)
    kinds = (OfKind(_percent(k[2]), _KINDS.get(k[1], k[1].replace("_", " "))) for k in _KIND.finditer(text))
    return Measured(
        head[1], head[2], head[3], head[4], figures, tuple(sorted(kinds, key=lambda k: (-k.value, k.words)))
    )


def _figure(row: re.Match[str]) -> Figure:
    value, low, high, others = (_percent(share) for share in row.group(2, 3, 4, 5))
    return Figure(value, low, high, others, row[6].strip())


def _percent(share: str) -> int:
    return round(100 * float(share))
