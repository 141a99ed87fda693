"""The duties of the council's nation in plain words, and what the council's own papers say of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.briefing.quoting import Paper, Quoter
from assistant.briefing.records import Basis, Duty, Law
from assistant.lexicon import short_name
from assistant.records import Statement
from ingest.records import Kind, Role, Unit
from ingest.words import fold, same_words

SAID = 16
_EQUALITY = re.compile(r"\bequality (?:act|duty)\b|\bdue regard\b|\bPSED\b|\bequality objective", re.I)
_TITLE = re.compile(r"\bdut(?:y|ies)\b|\bequality act\b|\blegislati|\blegal\b", re.I)
_OBLIGES = re.compile(r"\brequire[sd]?\b|\bmust\b|\bdut(?:y|ies)\b|\bdue regard\b|\bobligations?\b", re.I)
_JOINERS = re.compile(r"\s*(?:&|,|\band\b)\s*")
_KIND = re.compile(r"^(?:city and county of|city of|county borough of)\s+|\s+(?:county borough|city|county|district)$")


@dataclass(frozen=True, slots=True)
class Laws:
    """The product's own table, ``duties.toml``."""

    as_at: str
    councils: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, tuple[str, ...]]
    duties: Mapping[str, tuple[Duty, ...]]


@cache
def load_laws() -> Laws:
    """The duties by nation, and how a nation is told."""
    raw = tomllib.loads(resources.files("assistant.briefing").joinpath("duties.toml").read_text(encoding="utf-8"))
    nations = tuple(raw["signs"])
    return Laws(
        raw["as_at"],
        {nation: tuple(names) for nation, names in raw["councils"].items()},
        {nation: tuple(patterns) for nation, patterns in raw["signs"].items()},
        {
            nation: tuple(
                Duty(d["name"], d["words"], d["source"], d["address"]) for d in raw["duties"] if nation in d["nations"]
            )
            for nation in nations
        },
    )


def law_for(council: str, papers: Sequence[Paper], quoter: Quoter) -> Law:
    """The law of the council's nation: as its papers say, else by its name, else England's as an assumption."""
    laws = load_laws()
    nation, basis, why, shown = _nation(council, papers, quoter, laws)
    return Law(nation, basis, why, laws.as_at, laws.duties[nation], shown, _said(papers, quoter))


def _nation(
    council: str, papers: Sequence[Paper], quoter: Quoter, laws: Laws
) -> tuple[str, Basis, str, tuple[Statement, ...]]:
    for paper in papers:
        stated = next((n for n in laws.duties if fold(n) == fold(paper.row.facts.nation)), "")
        if stated:
            return stated, Basis.PAPER, f"{paper.title} is listed as a paper of {stated}.", ()
    if listed := _listed(council, laws):
        return listed, Basis.LIST, f"{council} is among the councils of {listed}.", ()
    for nation, patterns in laws.signs.items():
        for pattern in patterns:
            for paper in papers:
                for unit in paper.document.units:
                    if re.search(pattern, paper.words(unit)) and (shown := quoter.say(paper, unit)):
                        return nation, Basis.PAPER, f"A paper names the law of {nation}.", (shown,)
    why = (
        "The loaded papers do not say which nation's law applies. England's is shown, because the council's name is "
        "not among those of Scotland, Wales or Northern Ireland. Check this first."
    )
    return "England", Basis.ASSUMED, why, ()


def _listed(council: str, laws: Laws) -> str:
    name = _plain(council)
    return next((n for n, names in laws.councils.items() if name and name in map(_plain, names)), "")


def _plain(council: str) -> str:
    """A council's name without its kind and without how its parts are joined."""
    return _JOINERS.sub(" ", _KIND.sub("", fold(short_name(council)))).strip()


def _said(papers: Sequence[Paper], quoter: Quoter) -> tuple[Statement, ...]:
    """How the council's papers put the duty: sentences on it with the lists that they lead, no wording twice."""
    found: list[Statement] = []
    for paper in papers:
        leads = {paper.words(u) for u in paper.told() if _speaks(paper, u)}
        for unit in paper.told():
            if (
                unit.role is Role.HEADING
                or unit.kind is Kind.DEFINITION
                or not (_speaks(paper, unit) or unit.lead in leads)
            ):
                continue
            statement = quoter.say_in_full(paper, unit)
            if statement is not None and not any(same_words(statement.text, s.text) for s in found):
                found.append(statement)
    return tuple(found[:SAID])


def _speaks(paper: Paper, unit: Unit) -> bool:
    """Whether a unit speaks of the equality duty: by its words, or under a heading on it."""
    words = paper.words(unit)
    under = unit.kind is Kind.DUTY and any(_TITLE.search(title) for title in paper.section(unit).path)
    return under or bool(_EQUALITY.search(words) and _OBLIGES.search(words))
