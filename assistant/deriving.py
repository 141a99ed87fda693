"""A change that a question asks for, worked out from two figures that one quote gives: always said to be worked out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.candidates import Candidate, Chosen
from assistant.records import Question

_ASKED = re.compile(
    r"\bby how (?:much|many)\b|\b(?:gone|go|went|come|came) (?:up|down)\b|\bmoved\b|\bchang(?:e|ed|es)\b|\bdifference\b"
    r"|\bcompare[ds]?\b|\bagainst the year\b|\bhow (?:many|much) (?:more|less|fewer)\b"
    r"|\b(?:more|less|fewer) .{3,60} than\b"
    r"|\b(?:increase|rise|risen|rose|fall|fell|fallen|drop(?:ped)?|grow|grown|grew|narrow(?:ed)?|widen(?:ed)?)\b",
    re.I,
)
_NUMBER = r"(?P<{0}>£?\d[\d,]*(?:\.\d+)?) ?(?P<{0}_unit>%|per cent|percentage points)?"
_FROM_TO = re.compile(
    rf"\bfrom {_NUMBER.format('before')}(?: in [\d/–-]+)? to {_NUMBER.format('after')}(?![\d/–-])", re.I
)
_AGAINST = re.compile(
    rf"{_NUMBER.format('after')}[^.;:\d]{{0,60}}?,? (?:compared (?:with|to)|(?:as )?against) "
    rf"{_NUMBER.format('before')}",
    re.I,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_CELL = re.compile(r"£?\d[\d,]*(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Derived:
    """What was worked out, in words, and the unit whose figures it rests on."""

    text: str
    unit: Candidate


def derived(question: Question, chosen: Sequence[Chosen]) -> Derived | None:
    """The change between the two figures that the best unit gives; None where none is asked for or given."""
    if not _ASKED.search(question.asked):
        return None
    unit = max((c.candidate for c in chosen), key=lambda c: c.score)
    pair = _pair(unit.view.words) or _columns(question, unit)
    text = _change(*pair) if pair else ""
    return Derived(text, unit) if text else None


def _pair(words: str) -> tuple[str, str] | None:
    """The one figure before and the one after that a sentence sets side by side; none where it has several pairs."""
    found = [*_FROM_TO.finditer(words), *_AGAINST.finditer(words)]
    if len(found) != 1:
        return None
    one = found[0]
    before, after = (f"{one[name]}{'%' if one[f'{name}_unit'] else ''}" for name in ("before", "after"))
    if ("%" in before) != ("%" in after) or _YEAR.fullmatch(before) or _YEAR.fullmatch(after):
        return None
    return before, after


def _columns(question: Question, unit: Candidate) -> tuple[str, str] | None:
    """Of a row with a column for each year, the figures of the year asked about and of the last, or of two asked."""
    cells = dict(by_year(unit))
    asked = sorted({str(last) for _, last in question.periods} & set(cells))
    if not asked or len(asked) > 2:
        return None
    last = asked[1] if len(asked) == 2 else max(cells)
    return None if asked[0] == last else (cells[asked[0]], cells[last])


def by_year(unit: Candidate) -> list[tuple[str, str]]:
    """The figures of a row whose columns are years, in their order; nothing where any column is another."""
    years = [h.strip() for h in unit.view.unit.lead.split("·")][1:]
    figures = _CELL.findall(unit.view.words)
    whole = len(figures) == len(years) and all(map(_YEAR.fullmatch, years)) and years == sorted(set(years))
    return list(zip(years, figures, strict=True)) if whole else []


def amount(figure: str) -> Decimal:
    """A printed figure as a number."""
    return Decimal(figure.strip("£%").replace(",", ""))


def _change(before: str, after: str) -> str:
    """How much more or less, in words; of shares, in percentage points."""
    old, new = amount(before), amount(after)
    if old == new:
        return ""
    size, way = abs(new - old), "more" if new > old else "less"
    if "%" in before:
        return f"From {before} to {after} is {size} percentage points {way}."
    share = f", {way} by {round(100 * size / old)}%" if old else ""
    return f"From {before} to {after} is {'£' if '£' in before else ''}{size:,} {way}{share}."
