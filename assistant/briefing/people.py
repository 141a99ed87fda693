"""Roles and teams without the people who hold them: what of a printed contact may be shown again.

Papers name officers, and officers move on: a brief repeats the role and the team's address, and says where the rest
stands (UK GDPR, Article 5(1)(c), data minimisation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.contacts import ADDRESS, PHONE

_TEAM = re.compile(
    r"equalit|diversity|inclusion|\bedi\b|enquir|contact|info|council|democra|services?\b|committee|policy|consult"
    r"|human|resourc|\bhr\b|team|office|feedback|access|communicat|complaint|\bfoi\b|help|customer|engagement"
    r"|partnership|communit|hello|admin|support|research|data|insight|press|webmaster|scrutiny|cabinet",
    re.I,
)
_ROLE = re.compile(
    r"(?:(?:Deputy|Assistant|Strategic|Executive|Corporate|Interim|Senior|Group|Service|Lead|Principal|Chief|Policy|"
    r"Equalit\w+|Diversity|Inclusion|EDI|Programme|Project|Performance|Communit\w+|Engagement|HR|Partnerships?|and|&)\s+)*"
    r"\b(?:Leader|Director|Head|Executive|Cabinet Member|Portfolio Holder|Lead Member|Chair|Mayor|Commissioner|Manager"
    r"|Officer|Adviser|Advisor|Lead|Co-?ordinator|Councillor for)\b(?!['’])"
    r"(?:(?:,? (?:of|for|and|&|the|to)| ?[,/])* \(?[A-Z][\w'’&-]*\)?)*"
)
# What a sentence calls the holder of an office.
_OFFICE = re.compile(
    r"\b(?:(?:Deputy|Assistant|Strategic|Executive|Corporate|Interim) )*(?:Leader of the Council|Deputy Leader"
    r"|Chief Executive|Cabinet Member|Portfolio Holder|Lead Member|Monitoring Officer|(?:Director|Head) of)"
    r"(?:(?:,? (?:of|for|and|&|the)| ?,)* [A-Z][\w'’&-]*)*(?!['’])"
)
_TEAM_LINE = re.compile(
    r"(?:[A-Z][\w'’]*|&|and|of|for|the|,)(?: (?:[A-Z][\w'’]*|&|and|of|for|the))* (?:Team|Department|Directorate|Unit)\b"
)


def is_team_address(address: str) -> bool:
    """Whether an e-mail address is a team's and not a person's: its name is made of a council's words."""
    local = address.partition("@")[0]
    return bool(_TEAM.search(re.sub(r"[._+-]", " ", local)))


def roles_in(words: str) -> Iterator[str]:
    """The senior roles that a sentence names, with what they are over."""
    for found in _OFFICE.finditer(words):
        yield found[0]


def role_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a line of a signature or contact prints a role, the name before it left out; None for no role."""
    for found in _ROLE.finditer(text, start, end):
        before = text[max(start, text.rfind("\n", start, found.start()) + 1) : found.start()]
        # A role follows a name and a comma, a label ("Designation:") or nothing; in a sentence it follows words.
        if not before.strip(" *\t|") or before.rstrip(" *\t|")[-1] in ",:–-":
            return found.start(), found.end()
    return None


def team_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a line is the name of a team and nothing else; None where it is not."""
    for line in re.finditer(r"[^\n|]+", text[start:end]):
        words = line[0].strip(" *#\t")
        if _TEAM_LINE.fullmatch(words):
            at = start + line.start() + line[0].index(words)
            return at, at + len(words)
    return None


def team_addresses(text: str, start: int, end: int) -> Iterator[str]:
    """The team addresses in a stretch, each once."""
    seen: set[str] = set()
    for found in ADDRESS.finditer(text, start, end):
        address = found[0].rstrip(".")
        if address.casefold() not in seen and is_team_address(address):
            seen.add(address.casefold())
            yield address


def holds_person(text: str) -> bool:
    """Whether a stretch has a person's address, or a telephone number that no team's word stands beside."""
    if any(not is_team_address(found[0]) for found in ADDRESS.finditer(text)):
        return True
    return bool(PHONE.search(text)) and not _TEAM.search(text)
