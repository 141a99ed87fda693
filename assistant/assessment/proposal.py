"""What the officer gives, read from a file or a form and checked; every fault is named at once, with its remedy."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.assessment.groups import Group, group_of, load_groups
from assistant.assessment.records import ExtraGroup, Proposal
from ingest.dates import MONTHS
from ingest.errors import DueRegardError

# What councils call the assessment, with the words in full.
NAMES = {
    "EIA": "Equality impact assessment",
    "EqIA": "Equality impact assessment",
    "ECIA": "Equalities comprehensive impact assessment",
    "EHRIA": "Equality and human rights impact assessment",
}
MOST_LETTERS = 20_000
_LINES = ("title", "council", "name", "activity", "decision", "decision_maker", "owner")
_LISTS = ("places", "services", "groups")
# What an officer judges. A file that holds an answer to it is refused: it belongs into the document.
_OFFICERS = frozenset({
    "relevance", "screening", "impact", "impacts", "rating", "score", "conclusion", "outcome", "sign_off", "signed_off",
    "signoff", "approval", "approved_by", "monitoring", "mitigation", "mitigations", "due_regard", "cumulative_impact",
    "human_rights_impact", "justification",
})  # fmt: skip
_SPOKEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]+) (\d{4})", re.I)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
EXAMPLE = 'title = "Withdraw an evening bus service"'


class ProposalError(DueRegardError):
    """What the officer gave cannot be assessed; the message names every fault."""

    def __init__(self, source: str, faults: Sequence[str]) -> None:
        super().__init__(f"{source}: {' '.join(faults)}")
        self.faults = tuple(faults)


def read_proposal(file: Path) -> Proposal:
    """The proposal in a TOML or JSON file; raises ProposalError with what is wrong and how to mend it."""
    place = file.expanduser()
    try:
        text = place.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProposalError(str(file), [f"It cannot be read: {reason}. Name a TOML or JSON file."]) from error
    except UnicodeDecodeError as error:
        raise ProposalError(str(file), ["It is not text in UTF-8. Save it as UTF-8, as TOML or JSON."]) from error
    try:
        given = json.loads(text) if place.suffix.lower() == ".json" else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        kind = "JSON" if place.suffix.lower() == ".json" else "TOML"
        raise ProposalError(str(file), [f"It is not {kind}: {error}. A line looks like this: {EXAMPLE}"]) from error
    if not isinstance(given, dict):
        raise ProposalError(str(file), ['It is JSON, but not an object: {"title": "…", "proposal": "…"}.'])
    return proposal_of(given, str(file))


def proposal_of(given: Mapping[str, Any], source: str = "The proposal") -> Proposal:
    """A proposal from the fields of a form or a file; raises ProposalError with every fault."""
    faults: list[str] = []
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name in _OFFICERS:
            faults.append(
                f"“{name}” is for the officer to judge, and Due Regard does not fill it in. "
                "Take it out here, and write it into the finished document."
            )
        elif name not in _READERS:
            known = ", ".join(_READERS)
            faults.append(f"“{name}” is not a field. The fields are: {known}.")
        else:
            try:
                values[name] = _READERS[name](name, value)
            except ValueError as error:
                faults.append(str(error))
    for name, why in (("title", "what the proposal is called"), ("proposal", "what is proposed, in a few sentences")):
        if name not in given or values.get(name) == "":
            faults.append(f"“{name}” is missing: say {why}.")
    faults += _group_faults(values)
    if faults:
        raise ProposalError(source, faults)
    return Proposal(**values)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"“{name}” is not text: put it in quotation marks.")
    if len(value) > MOST_LETTERS:
        raise ValueError(f"“{name}” is longer than {MOST_LETTERS:,} letters: shorten it.")
    return value.strip()


def _line(name: str, value: object) -> str:
    return " ".join(_text(name, value).split())


def _name(name: str, value: object) -> str:
    given = _line(name, value)
    found = next((n for n in NAMES if n.casefold() == given.casefold()), "")
    if given and not found:
        raise ValueError(f"“{name}” is {given!r}. Choose one of: {', '.join(NAMES)}.")
    return found or "EIA"


def _list(name: str, value: object) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise ValueError(f'“{name}” is not a list of texts, such as ["Tendring"].')
    return tuple(dict.fromkeys(line for item in items if (line := _line(name, item))))


def _date(name: str, value: object) -> str:
    """A date as ISO 8601; a TOML date, or text such as 2026-03-12, 12/03/2026 or 12 March 2026."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    given = _line(name, value)
    if not given:
        return ""
    try:
        if found := _SLASHED.fullmatch(given):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        if (found := _SPOKEN.fullmatch(given)) and found[2].lower() in MONTHS:
            return date(int(found[3]), MONTHS.index(found[2].lower()) + 1, int(found[1])).isoformat()
        return date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise ValueError(f"“{name}” is {given!r}, which is no date. Write it as 2026-03-12.") from error


def _extra(name: str, value: object) -> tuple[ExtraGroup, ...]:
    items = value if isinstance(value, list | tuple) else [value]
    found = []
    for item in items:
        if not isinstance(item, Mapping) or set(item) - {"name", "words"} or "name" not in item:
            raise ValueError(f'“{name}” is a list of groups such as {{name = "Students", words = ["student"]}}.')
        title = _line("name", item["name"])
        words = _list("words", item.get("words", [title]))
        if not title or not words:
            raise ValueError(f"“{name}” has a group without a name or without words.")
        found.append(ExtraGroup(title, words))
    return tuple(found)


_READERS: Mapping[str, Callable[[str, object], Any]] = {
    **dict.fromkeys(_LINES, _line),
    "proposal": _text,
    "name": _name,
    "decision_date": _date,
    **dict.fromkeys(_LISTS, _list),
    "extra_groups": _extra,
}


def _group_faults(values: dict[str, Any]) -> list[str]:
    """What is wrong with the groups; the names that are right are put into the form that the Act has."""
    known = {key: group.name for group in load_groups() for key in (group.name, group.title.casefold())}
    extra = {group.name.casefold(): group.name for group in values.get("extra_groups", ())}
    faults = [
        f"“{name}” is one of the groups already: give the added group another name."
        for key, name in extra.items()
        if key in known
    ]
    found = []
    for name in values.get("groups", ()):
        plain = name.casefold().replace("_", " ")
        if plain in known or plain in extra:
            found.append(known.get(plain) or extra[plain])
            continue
        names = ", ".join(group.name for group in load_groups())
        faults.append(
            f"“{name}” is not a group that is known. The known ones are: {names}. "
            "A group of your own goes under extra_groups, with its words."
        )
    values["groups"] = tuple(dict.fromkeys(found))
    return faults


def groups_for(proposal: Proposal) -> tuple[Group, ...]:
    """The nine, the added groups that the officer named, and the council's own."""
    chosen = tuple(g for g in load_groups() if not g.added or g.name in proposal.groups)
    own = (group_of(g.name.casefold(), g.name, [f"{w}*" for w in g.words], added=True) for g in proposal.extra_groups)
    return (*chosen, *own)
