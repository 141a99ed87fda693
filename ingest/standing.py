"""How papers stand to each other: which one replaces which, as papers say, or as far as it can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.dates import MONTH
from ingest.index import DocumentRow
from ingest.records import Facts, Status
from ingest.structure.councils import place_of
from ingest.words import fold

# Papers of these types stand until the next one; reports of two years stand beside each other.
_REPLACED = re.compile(r"\b(?:strategy|policy|scheme|plan|objectives|framework|statement|consultation)\b", re.I)
_VARIES = re.compile(
    r"\b(?:19|20)\d{2}(?:\s*(?:[-–/]|to)\s*(?:(?:19|20)\d{2}|\d{2}))?\b"
    r"|\b(?:final|draft|new|refreshed|refresh of|revised|updated|current|our|the|version \d[\d.]*|v\d[\d.]*)\b"
    rf"|\b(?:{MONTH})\b|[^\w\s&]",
    re.I,
)
TITLE_WORDS = 2
# What a person or a manifest says of a council stands as it is.
_SAID = {"command", "manifest", "reader"}


def standings(rows: Sequence[DocumentRow]) -> tuple[DocumentRow, ...]:
    """The papers with the status that others give them: what one replaces is superseded, drafts stay drafts.

    Where a manifest says nothing of either paper, the later of two of one council and title replaces the
    earlier: ``origin`` says "inferred" then.
    """
    rows = _one_name(rows)
    replaced = {name for row in rows for name in row.facts.supersedes}
    inferred = dict(_inferred(rows))
    by_newer: dict[str, list[str]] = {}
    for row in rows:
        if row.id in inferred:
            by_newer.setdefault(inferred[row.id], []).append(row.file)
    out = []
    for row in rows:
        facts = row.facts
        if facts.status in {Status.UNKNOWN, Status.ADOPTED} and (row.file in replaced or row.id in inferred):
            facts = replace(facts, status=Status.SUPERSEDED)
            if row.file not in replaced:
                facts = replace(facts, origin={**facts.origin, "status": "inferred"})
        if row.id in by_newer:
            facts = replace(
                facts, supersedes=tuple(by_newer[row.id]), origin={**facts.origin, "supersedes": "inferred"}
            )
        out.append(row if facts is row.facts else replace(row, facts=facts))
    return tuple(out)


def _one_name(rows: Sequence[DocumentRow]) -> tuple[DocumentRow, ...]:
    """One name for each council: "Ashdon Council" is the one of that place that is loaded with its kind.

    A paper that names no council is of the loaded one whose place its title or its file's name has.
    """
    full: dict[str, set[str]] = {}
    for name in {row.facts.council for row in rows} - {""}:
        full.setdefault(fold(place_of(name)), set()).add(name)
    known: dict[str, str] = {}
    for place, names in full.items():
        kinds = sorted(name for name in names if fold(name) != f"{place} council") or sorted(names)
        if len(kinds) == 1:
            known[place] = kinds[0]
    return tuple(_named(row, known) for row in rows)


def _named(row: DocumentRow, known: Mapping[str, str]) -> DocumentRow:
    facts = row.facts
    council = known.get(fold(place_of(facts.council))) if facts.council else _mentioned(row, known)
    if not council or council == facts.council or facts.origin.get("council") in _SAID:
        return row
    return replace(row, facts=replace(facts, council=council, origin={**facts.origin, "council": "inferred"}))


def _mentioned(row: DocumentRow, known: Mapping[str, str]) -> str:
    said = re.sub(r"[\W_]+", " ", fold(f"{row.facts.title} {row.file}"))
    found = {council for place, council in known.items() if f" {place} " in f" {said} "}
    return found.pop() if len(found) == 1 else ""


def _inferred(rows: Iterable[DocumentRow]) -> Iterable[tuple[str, str]]:
    """Pairs of an earlier paper and the next one of its series."""
    series: dict[tuple[str, str], list[DocumentRow]] = {}
    for row in rows:
        key = _series(row.facts)
        if key is not None:
            series.setdefault(key, []).append(row)
    for papers in series.values():
        for older in papers:
            later = [p for p in papers if p.facts.status is not Status.DRAFT and _is_later(p.facts, older.facts)]
            nearest = min(later, key=lambda p: (p.facts.period, p.facts.date, p.id), default=None)
            if nearest is not None:
                yield older.id, nearest.id


def _series(facts: Facts) -> tuple[str, str] | None:
    """What two papers must share for one to replace the other; None where too little is known to tell."""
    if "manifest" in facts.origin.values() or not facts.council or not _REPLACED.search(facts.type):
        return None
    stem = " ".join(_VARIES.sub(" ", fold(facts.title)).split())
    # A consultation puts forward what is adopted later: it belongs to the series of that.
    stem = " ".join(re.sub(r"\bconsultation(?: on| about)?\b", " ", stem).split())
    return (fold(facts.council), stem) if len(stem.split()) >= TITLE_WORDS else None


def _is_later(one: Facts, other: Facts) -> bool:
    """Whether a paper is certainly later than another: by its period, or by its date where the periods agree."""
    if one.period and other.period and one.period[:4] != other.period[:4]:
        return one.period[:4] > other.period[:4]
    if one.period != other.period:
        return False
    return bool(one.date and other.date) and _earliest(one.date) > _latest(other.date)


def _earliest(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == len("2023") else (date + "-01")[:10]


def _latest(date: str) -> str:
    return (date + "-12-31")[:10] if len(date) == len("2023") else (date + "-31")[:10]
