"""What a visitor limits answers to: the choices that the loaded papers leave, and the chips that show them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.scope import Scope, characteristics
from ingest.records import Status
from ui import labels

if TYPE_CHECKING:
    from ingest.library import Shelved

FIELDS = {
    "council": "Council",
    "type": "Type of paper",
    "year": "Year",
    "status": "Status",
    "characteristic": "Characteristic",
}
_YEAR = re.compile(r"\d{4}")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One way to limit answers: its choices as value and words, and the value that is chosen (empty: none)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def words(self) -> str:
        """The words of what is chosen."""
        return dict(self.choices).get(self.chosen, self.chosen)


def fields(papers: Sequence[Shelved], scope: Scope) -> tuple[Field, ...]:
    """Every way to limit answers that the loaded papers leave a choice in, or that is in force."""
    facts = [paper.facts for paper in papers if paper.id]
    years = {year for f in facts for year in (f.date[:4], *_span(f.period)) if _YEAR.fullmatch(year)}
    states = [status for status in Status if status in {f.status for f in facts}]
    choices = {
        "council": [(name, name) for name in sorted({f.council for f in facts} - {""})],
        "type": [(name, name.capitalize()) for name in sorted({f.type for f in facts} - {""})],
        "year": [(year, year) for year in sorted(years, reverse=True)],
        "status": [(status.value, labels.STATUSES[status].capitalize()) for status in states],
        "characteristic": [(name, labels.characteristic_words(name)) for name in characteristics()],
    }
    found = (Field(name, label, tuple(choices[name]), _value(scope, name)) for name, label in FIELDS.items())
    return tuple(field for field in found if len(field.choices) > 1 or field.chosen)


def scope_of(given: object) -> Scope:
    """The limits that a form or a kept conversation gives; what is no limit limits nothing."""
    if not isinstance(given, dict):
        return Scope()
    said = {name: value for name in FIELDS if isinstance(value := given.get(name), str) and len(value) <= _LONGEST}
    status = next((s for s in Status if s.value == said.get("status")), None)
    year = said.get("year", "")
    return Scope(
        council=said.get("council", ""),
        type=said.get("type", ""),
        year=year if _YEAR.fullmatch(year) else "",
        status=status,
        characteristic=said["characteristic"] if said.get("characteristic") in characteristics() else "",
    )


def without(scope: Scope, field: object) -> Scope:
    """The scope with one limit taken off, or all of them where none is named."""
    kept = {name: _value(scope, name) for name in FIELDS if name != field}
    return scope_of(kept) if field in FIELDS else Scope()


def words(scope: Scope) -> str:
    """The limits in words; empty where there are none."""
    status = labels.STATUSES[scope.status] if scope.status else ""
    characteristic = labels.characteristic_words(scope.characteristic)
    return ", ".join(w for w in (scope.council, scope.type, scope.year, status, characteristic) if w)


def _value(scope: Scope, name: str) -> str:
    value = getattr(scope, name)
    return value.value if isinstance(value, Status) else value or ""


def _span(period: str) -> list[str]:
    ends = [int(year) for year in _YEAR.findall(period)]
    return [str(year) for year in range(ends[0], ends[-1] + 1)] if ends and ends[-1] - ends[0] < 50 else []
