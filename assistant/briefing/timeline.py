"""The timeline: the papers by date, and what they say was decided, done or set for a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.briefing.quoting import Paper, Quoter
from assistant.briefing.records import Event, Happening
from ingest.records import Kind, Role, Unit
from ingest.structure.dating import iso_date
from ingest.words import fold

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2}(?:st|nd|rd|th)?)?\s+)?"
_DATE = re.compile(
    rf"\b{_DAY}{_MONTH}\s+(?:19|20)\d{{2}}(?:\s*(?:[-–]|to)\s*{_DAY}{_MONTH}\s+(?:19|20)\d{{2}})?\b"
    r"|(?<=\b[Ii]n )(?:19|20)\d{2}\b(?!\s*[-/–]\s*\d)|(?<=\b[Bb]y )(?:19|20)\d{2}\b(?!\s*[-/–]\s*\d)"
)
_HAPPENED = re.compile(
    r"^(?:closed|opened)\b|\b(?:agreed|approv(?:ed|al)|adopted|published|launch(?:ed)?|consult\w*|reaccredited|accredited"
    r"|established|set up|introduced|refreshed|resolved|decided|endorsed|signed|came to an end|ended|began|invited"
    r"|reviewed|developed|presented|appointed|awarded)\b",
    re.I,
)
# A figure of some year is no happening.
_MEASURED = re.compile(r"%|\bper ?cent|\bpercentage points?\b", re.I)
_AHEAD = re.compile(
    r"\bwill\b|\b(?:by|until|from|due|planned for)\s+(?:the )?(?:end of |spring |summer |autumn |winter )?$", re.I
)


def timeline(papers: Sequence[Paper], quoter: Quoter) -> tuple[Event, ...]:
    """Papers and dated happenings, earliest first; papers that give no date come last."""
    events = [Event(paper.row.facts.date, "", Happening.PAPER, paper.title) for paper in papers]
    seen: set[str] = set()
    for paper in papers:
        for unit in paper.told():
            words = paper.words(unit)
            if unit.role is Role.HEADING or not _DATE.search(words) or fold(words) in seen:
                continue
            seen.add(fold(words))
            events.extend(_events(paper, unit, words, quoter))
    return tuple(sorted(events, key=lambda e: (not e.date, e.date, e.happening is not Happening.PAPER)))


def _events(paper: Paper, unit: Unit, words: str, quoter: Quoter) -> Iterator[Event]:
    """What a unit says happened or is set for a date: its first date, where the unit tells a happening."""
    found = _DATE.search(words)
    if found is None or Kind.CONTACT in {unit.kind, paper.section(unit).kind} or _MEASURED.search(words):
        return
    planned = paper.section(unit).kind is Kind.TIMETABLE or unit.kind is Kind.TIMETABLE
    ahead = bool(_AHEAD.search(words[: found.start()]))
    if not (planned or ahead or _HAPPENED.search(words)):
        return
    statement = quoter.say(paper, unit)
    if statement is not None:
        date = iso_date(found[0]) or found[0]
        yield Event(date, found[0], Happening.MILESTONE if planned or ahead else Happening.EVENT, "", statement)
