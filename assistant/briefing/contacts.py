"""Contacts that the papers publish for teams and roles, as at each paper's date; people's own details stay in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.briefing.people import holds_person, role_span, team_addresses, team_span
from assistant.briefing.quoting import Paper, Quoter
from assistant.briefing.records import Contact
from ingest.records import Kind, Unit

HEAD_UNITS = 6
ISSUER = "The paper names this team at its head and gives no address for it."
WITHHELD = "The paper prints a person's details beside this role. They may be out of date, and are not repeated here."


def contacts(papers: Sequence[Paper], quoter: Quoter) -> tuple[Contact, ...]:
    """Team addresses and roles, newest papers first, each address and role once."""
    found: dict[str, Contact] = {}
    for paper in papers:
        for place, unit in enumerate(paper.document.units):
            if place < HEAD_UNITS or paper.section(unit).kind is Kind.CONTACT:
                for contact in _team(paper, unit, quoter):
                    found.setdefault(contact.who.casefold(), contact)
        personal = _personal_sections(paper)
        for unit in paper.told():
            for who, contact in _of_unit(paper, unit, unit.section in personal, quoter):
                found.setdefault(who.casefold(), contact)
    return tuple(found.values())


def _team(paper: Paper, unit: Unit, quoter: Quoter) -> Iterator[Contact]:
    """The team that a line names, at the paper's head or among its contacts."""
    span = team_span(paper.document.text, unit.start, unit.end)
    if span is not None and (said := quoter.say_part(paper, unit, *span)) is not None:
        note = "" if paper.section(unit).kind is Kind.CONTACT else ISSUER
        yield Contact(said.text, said, paper.row.facts.date, paper.title, note)


def _personal_sections(paper: Paper) -> set[int]:
    """The sections in which a person's own address or number stands."""
    text = paper.document.text
    return {u.section for u in paper.document.units if holds_person(text[u.start : u.end])}


def _of_unit(paper: Paper, unit: Unit, personal: bool, quoter: Quoter) -> Iterator[tuple[str, Contact]]:
    """The contacts of one unit: it is quoted whole where it has no person's details, else by its role alone."""
    text = paper.document.text
    if Kind.CONTACT not in {unit.kind, paper.section(unit).kind} and not personal:
        return
    as_at = paper.row.facts.date
    title = paper.title
    if not holds_person(text[unit.start : unit.end]):
        for address in team_addresses(text, unit.start, unit.end):
            if (statement := quoter.say(paper, unit)) is not None:
                yield address, Contact(address, statement, as_at, title)
    if not personal:
        return
    if (span := role_span(text, unit.start, unit.end)) and (said := quoter.say_part(paper, unit, *span)):
        yield said.text, Contact(said.text, said, as_at, title, WITHHELD)
