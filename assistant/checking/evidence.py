"""Evidence out of a paper: a span, with the lead-ins of its units, its titles and the facts of the paper."""

from __future__ import annotations

from assistant.checking.records import Evidence
from ingest.records import Document, Facts, Kind, Unit
from ingest.words import printed, readable


def evidence_at(document: Document, facts: Facts, start: int, end: int) -> Evidence:
    """What a citation of this span stands for; ``facts`` are the paper's as the library knows them now."""
    units = [u for u in document.units if u.start < end and start < u.end]
    first = units[0] if units else None
    within = [s for s in document.sections if s.start <= start]
    section = document.sections[first.section] if first else (within or document.sections)[-1]
    leads = dict.fromkeys(u.lead for u in units if u.lead)
    return Evidence(
        quote=readable(printed(document.text[start:end])),
        lead=readable(" . ".join(leads)),
        section=tuple(readable(t) for t in section.path),
        title=readable(facts.title),
        council=facts.council,
        date=facts.date,
        period=facts.period,
        kind=_kind(units),
        abbreviations=document.abbreviations,
    )


def _kind(units: list[Unit]) -> Kind:
    """The kind that all units of a span have; else it is not known."""
    kinds = {u.kind for u in units}
    return kinds.pop() if len(kinds) == 1 else Kind.UNKNOWN
