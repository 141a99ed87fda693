"""What the papers hold for a role: its subjects by the product's own list, or the role's own words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz import fuzz

from assistant.briefing.quoting import Paper, Quoter, stands_alone
from assistant.briefing.records import ForRole
from assistant.lexicon import Phrase, holds, phrase
from assistant.views import content
from ingest.records import Kind, Role, Unit
from ingest.words import words

STATEMENTS = 12
PER_SECTION = 2
LIKENESS = 90.0
_ASIDE = {Kind.DEFINITION, Kind.CONTACT, Kind.QUESTION}
# Words of a role's name that say what rank it has, not what it works on; and the role that the whole brief is for.
_RANKS = re.compile(
    r"\b(?:new|senior|junior|deputy|assistant|interim|chief|head|lead|director|officer|adviser|advisor|manager|"
    r"coordinator|co-ordinator|partner|specialist|team|service|apprentice|trainee|of|for|the|and|an?|in)\b",
    re.I,
)
_WHOLE = re.compile(r"\b(?:equalit\w+|edi|diversity|inclusion|equity)\b", re.I)


@dataclass(frozen=True, slots=True)
class Family:
    """Roles that work on the same subjects."""

    called: tuple[Phrase, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    paper: Paper
    unit: Unit
    count: int


@cache
def load_families() -> tuple[Family, ...]:
    """The product's own table, ``roles.toml``."""
    raw = tomllib.loads(resources.files("assistant.briefing").joinpath("roles.toml").read_text(encoding="utf-8"))
    return tuple(Family(tuple(phrase(c) for c in r["called"]), tuple(r["subjects"])) for r in raw["roles"].values())


def subjects_of(role: str) -> tuple[str, ...]:
    """What a role works on; an equality officer's is the whole brief, which gives no subjects of its own."""
    asked = phrase(role)
    found = [family for family in load_families() if any(holds(asked, c) for c in family.called)]
    own = " ".join(words(_RANKS.sub(" ", role)))
    if not own and found:
        return found[0].subjects  # a manager, and of nothing in particular
    if _WHOLE.search(role) and not found:
        return ()
    ranked = [f for f in found if any(holds(phrase(own), c) for c in f.called)] or found
    return tuple(dict.fromkeys(s for family in ranked for s in family.subjects)) or ((own,) if own else ())


def for_role(role: str, papers: Sequence[Paper], quoter: Quoter) -> ForRole | None:
    """Statements of papers in force on a role's subjects, those with most of them; None for no role."""
    if not role.strip():
        return None
    subjects = subjects_of(role)
    phrases = [p for s in subjects if (p := phrase(s))]
    ranked = sorted(_hits(papers, phrases), key=lambda hit: -hit.count)
    kept: list[_Hit] = []
    for hit in ranked:
        beside = sum(k.paper is hit.paper and k.unit.section == hit.unit.section for k in kept)
        if len(kept) < STATEMENTS and beside < PER_SECTION and not any(_alike(hit, k) for k in kept):
            kept.append(hit)
    order = [id(paper) for paper in papers]
    kept.sort(key=lambda k: (order.index(id(k.paper)), k.unit.start))
    said = (quoter.say(k.paper, k.unit) for k in kept)
    return ForRole(role.strip(), subjects, tuple(s for s in said if s is not None))


def _alike(one: _Hit, other: _Hit) -> bool:
    return fuzz.ratio(one.paper.words(one.unit), other.paper.words(other.unit)) >= LIKENESS


def _hits(papers: Sequence[Paper], phrases: Sequence[Phrase]) -> Iterator[_Hit]:
    """The statements that speak of any of the subjects, with how many they speak of."""
    for paper in papers:
        if not paper.in_force:
            continue
        for unit in paper.told():
            text = paper.words(unit)
            if unit.kind not in _ASIDE and unit.role is not Role.HEADING and stands_alone(text):
                own = content(text)
                if count := sum(holds(own, p) for p in phrases):
                    yield _Hit(paper, unit, count)
