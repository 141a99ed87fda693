"""Who decides what: boards, partnerships and roles as the papers name them, and the sentences on what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.briefing.people import role_span, roles_in
from assistant.briefing.quoting import Paper, Quoter
from assistant.briefing.records import Body, Decider
from assistant.lexicon import load_vocabulary
from assistant.records import Statement
from ingest.records import Kind, Role, Unit

STATEMENTS = 4
HEAD_UNITS = 12
_BOARDS = {"board", "boards", "committee", "cabinet", "executive", "council", "scrutiny", "assembly", "commission"}
_GROUPS = {"partnership", "group", "network", "forum", "panel", "panels", "taskforce", "alliance", "team", "partners"}
# Bodies of which a council has one, so that the word alone names it.
_ALONE = {"cabinet", "executive", "scrutiny"}
_NOUNS = _BOARDS | _GROUPS
_JOINERS = {"of", "for", "and", "&", "the", "on", "to"}
# Words with which a sentence or a reference begins, and which are no part of a name.
_NO_NAME = {"our", "the", "this", "that", "a", "an", "its", "their", "each", "every", "in", "at", "for", "and", "of",
            "on", "to", "by", "with", "through", "via", "as", "we", "following", "committee:", "&"}  # fmt: skip
_DOES = re.compile(
    r"\b(?:agree[ds]?|approv\w+|adopt\w*|endors\w+|overs(?:ee|een|ees|aw|ight)|chairs?|chaired|decid\w+|decisions?"
    r"|sign(?:s|ed)? off|scrutin[iy]\w+|responsib\w+|accountab\w+|recommend\w*|review(?:s|ed)?\b|establish\w*"
    r"|set up|monitor\w*"
    r"|reports? to|reported to|presented to|submitted to|membership|members? of|coordinat\w+|resolved?|delegat\w+"
    r"|work(?:s|ed|ing)? (?:\w+ )?(?:of|with)|leads?\b (?:on|by|the|work)|led (?:on|by|the|work)|have led|ownership"
    r"|identified)\b",
    re.I,
)
_WORD = re.compile(r"[\w'’&/-]+:?|[,;.()]")


def deciders(papers: Sequence[Paper], quoter: Quoter) -> tuple[Decider, ...]:
    """Boards first, then partnerships, then roles; each with its first statements, newest papers first."""
    meanings = _meanings(papers)
    found: dict[str, tuple[str, Body, list[Statement]]] = {}
    for paper in papers:
        for place, unit in enumerate(paper.document.units):
            for name, body in _named(paper, unit, place, meanings):
                entry = found.setdefault(name.casefold(), (name, body, []))
                statement = _statement(paper, unit, body, quoter) if len(entry[2]) < STATEMENTS else None
                if statement is not None and statement not in entry[2]:
                    entry[2].append(statement)
    order = list(Body)
    listed = [Decider(name, body, tuple(said)) for name, body, said in found.values() if said]
    return tuple(sorted(listed, key=lambda d: order.index(d.body)))


def _named(paper: Paper, unit: Unit, place: int, meanings: Mapping[str, str]) -> Iterator[tuple[str, Body]]:
    """The deciders that a unit names and says something of."""
    kind = paper.section(unit).kind
    if Kind.CASE_STUDY in {unit.kind, kind} or kind is Kind.DEFINITION or unit.role is Role.HEADING:
        return
    words = paper.words(unit)
    if (span := _role(paper, unit)) is not None:
        yield paper.document.text[slice(*span)].strip(" *:"), Body.ROLE
        return
    header = place < HEAD_UNITS and unit.role is Role.ROW and "committee" in words.lower()
    if unit.kind is Kind.CONTACT or not (header or _DOES.search(words)):
        return
    yield from bodies(words, meanings)
    if unit.role is not Role.ROW:
        yield from ((role, Body.ROLE) for role in roles_in(words))


def _role(paper: Paper, unit: Unit) -> tuple[int, int] | None:
    """Where the role of somebody who signs a paper is printed, without the name."""
    block = next((b for b in paper.document.blocks if b.start <= unit.start < b.end), None)
    if block is None or not block.hard_break or unit.kind is Kind.CONTACT:
        return None
    return role_span(paper.document.text, unit.start, unit.end)


def _statement(paper: Paper, unit: Unit, body: Body, quoter: Quoter) -> Statement | None:
    span = _role(paper, unit) if body is Body.ROLE else None
    return quoter.say_part(paper, unit, *span) if span else quoter.say_in_full(paper, unit)


def bodies(words: str, meanings: Mapping[str, str]) -> Iterator[tuple[str, Body]]:
    """The boards and groups that a sentence names, by their full names where the papers give them."""
    tokens = _WORD.findall(words)
    for place, token in enumerate(tokens):
        if token in meanings:
            yield meanings[token], _body(meanings[token].split()[-1])
        elif token[0].isupper() and token.lower() in _NOUNS:
            following = tokens[place + 1].lower() if place + 1 < len(tokens) else ""
            name = [token] if token.lower() == "scrutiny" else _name(tokens, place)
            if _is_name(name) and following not in _NOUNS | {"member", "members"}:
                yield " ".join(name), _body(token)


def _name(tokens: Sequence[str], place: int) -> Sequence[str]:
    """The words of a name that ends at a place: capitals and what joins them, back to what parts two bodies."""
    start = place
    while start and not _parted(tokens, start):
        before = tokens[start - 1]
        if not before[0].isupper() and before.lower() not in {*_JOINERS, "full"}:
            break
        start -= 1
    while start < place and tokens[start].lower() in _NO_NAME:
        start += 1
    return tokens[start : place + 1]


def _parted(tokens: Sequence[str], start: int) -> bool:
    """Whether the word before is an "and" that parts two bodies, as in "Cabinet and the Equalities Board"."""
    before = tokens[start - 2].lower() if start > 1 else ""
    return tokens[start - 1].lower() in {"and", "&"} and before in _NOUNS


def _is_name(name: Sequence[str]) -> bool:
    """Whether words name one body; a council decides only as full council, and a cabinet needs no other name."""
    if name[-1].lower() == "council":
        return name[0].lower() == "full"
    if name[-1].lower() == "executive" and "chief" in map(str.lower, name):
        return False  # a role
    return len(name) > 1 or name[0].lower() in _ALONE


def _body(noun: str) -> Body:
    return Body.BOARD if noun.lower() in _BOARDS else Body.PARTNERSHIP


def _meanings(papers: Sequence[Paper]) -> dict[str, str]:
    """Abbreviations of bodies, with the names that the papers give them; the field's own list comes last."""
    found: dict[str, str] = {}
    for paper in papers:
        for short, long in paper.document.abbreviations:
            if long.split()[-1].lower() in _NOUNS - {"council"}:
                found.setdefault(short, long)
    for short, long in load_vocabulary().abbreviations.items():
        if long.split()[-1] in _NOUNS - {"council"}:
            found.setdefault(short, short)
    return found
