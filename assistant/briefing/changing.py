"""What changed since the earlier sets of objectives, and what the papers say of why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.briefing.quoting import Paper, Quoter
from assistant.briefing.records import Change, Comparison, SetChange
from assistant.commitments import Commitment, Level, Mention, Said
from assistant.records import Statement
from ingest.records import Kind, Role
from ingest.words import same_words

REASONS = 8
_LEVELS = {Level.AIM, Level.OBJECTIVE}
_WORDED = {Said.STATED, Said.RESTATED}
_ORDER = (Comparison.SAME, Comparison.REWORDED, Comparison.NEW, Comparison.DROPPED)
_OBJECTIVES = re.compile(r"\b(?:objectives|equalit\w+ (?:objective|strategy|scheme|plan)|equality outcomes)\b", re.I)
_SETTING = re.compile(
    r"\b(?:agreed|refresh\w*|set|setting|review\w*|revis\w+|replac\w+|updat\w+|adopt\w*|no longer|align\w*|new|chang\w+"
    r"|consult\w*|publish\w*|develop\w*)\b",
    re.I,
)
_BECAUSE = re.compile(
    r"\b(?:because|due to|as a result|in response|so that|informed by|(?:told|asked|advised) us"
    r"|following (?:a|an|the|our)|no longer|replaces?|instead of)\b",
    re.I,
)
_WHY = re.compile(
    r"\b(?:because|so that|in order to|to ensure|due to|following|after|as a result|in response|informed by|tying in\w*"
    r"|in line with|aligned (?:to|with)|to reflect|has meant|helps? focus|aimed at|based on|draws? on)\b",
    re.I,
)
# What the law requires is no reason for what one council changed.
_LAW = re.compile(r"\brequire[sd]?\b|\bEquality Act\b|\bstatutory\b", re.I)


def set_changes(commitments: Sequence[Commitment], papers: Sequence[Paper], quoter: Quoter) -> tuple[SetChange, ...]:
    """Each set in force beside each paper that was a draft of one or was replaced, in reading order."""
    found = []
    for now in papers:
        if not now.in_force or not any(c.wording.document == now.document.id for c in _worded(commitments)):
            continue
        for before in papers:
            if not before.in_force:
                changes = _changes(commitments, now, before, quoter)
                if any(c.before is not None for c in changes):
                    found.append(_set_change(now, before, changes))
    return tuple(found)


def _worded(commitments: Sequence[Commitment]) -> list[Commitment]:
    return [c for c in commitments if c.level in _LEVELS]


def _changes(commitments: Sequence[Commitment], now: Paper, before: Paper, quoter: Quoter) -> tuple[Change, ...]:
    found = []
    for one in _worded(commitments):
        here, there = _mention(one, now), _mention(one, before)
        if here is not None or there is not None:
            found.append(_change(one, here, there, quoter))
    return tuple(sorted(found, key=lambda c: _ORDER.index(c.comparison)))


def _mention(one: Commitment, paper: Paper) -> Mention | None:
    """How a paper words a commitment; passing mentions word nothing."""
    return next((m for m in one.mentions if m.citation.document == paper.document.id and m.said in _WORDED), None)


def _change(one: Commitment, here: Mention | None, there: Mention | None, quoter: Quoter) -> Change:
    now = quoter.take(here.citation) if here is not None else None
    before = quoter.take(there.citation) if there is not None else None
    if here is None or there is None or now is None or before is None:
        return Change(Comparison.NEW if before is None else Comparison.DROPPED, one.number, now, before)
    if same_words(now.text, before.text):
        return Change(Comparison.SAME, one.number, now, before)
    worded = [m for m in one.mentions if m.said in _WORDED]
    follows = worded.index(here) == worded.index(there) + 1  # the register compares each wording with the last one
    changes = here.changes if follows else ()
    return Change(
        Comparison.REWORDED,
        one.number,
        now,
        before,
        tuple(c.words for c in changes if c.kind == "added"),
        tuple(c.words for c in changes if c.kind == "removed"),
        here.link.basis.value if here.link is not None and follows else "",
        here.link.score if here.link is not None and follows else 0.0,
    )


def _set_change(now: Paper, before: Paper, changes: tuple[Change, ...]) -> SetChange:
    facts = before.row.facts
    return SetChange(before.title, facts.date, facts.status, now.title, now.row.facts.date, changes)


def reasons(papers: Sequence[Paper], quoter: Quoter) -> tuple[Statement, ...]:
    """Sentences in which the papers say why objectives were set, changed or arranged as they are."""
    found: list[Statement] = []
    for paper in papers:
        for unit in paper.told():
            words = paper.words(unit)
            if unit.role is Role.HEADING or unit.kind in {Kind.DUTY, Kind.CONTACT} or _LAW.search(words):
                continue
            told = _BECAUSE.search(words) or (_SETTING.search(words) and _WHY.search(words))
            if told and _OBJECTIVES.search(words):
                statement = quoter.say_in_full(paper, unit)
                if statement is not None and not any(same_words(statement.text, s.text) for s in found):
                    found.append(statement)
    return tuple(found[:REASONS])
