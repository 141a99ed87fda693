"""What kind of text a question wants, and which questions are not for the documents (``intents.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.records import Intent

# Where one of these is wanted, that something was done is no sign of a question about progress.
_CLEAR = frozenset({Intent.COMMITMENT, Intent.GAP, Intent.EVIDENCE, Intent.DEFINITION, Intent.FIGURE, Intent.DUTY})
_PARTS = re.compile(r"(?<=[.?!])\s+|,?\s+(?:and )?then\s+|;\s+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    intents: tuple[tuple[Intent, re.Pattern[str]], ...]
    done: re.Pattern[str]
    carried_out: re.Pattern[str]
    asking: re.Pattern[str]
    declined: dict[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    raw = tomllib.loads(resources.files("assistant").joinpath("intents.toml").read_text(encoding="utf-8"))
    named = {name: f"(?:{'|'.join(parts)})" for name, parts in raw["named"].items()}

    def either(parts: list[str]) -> re.Pattern[str]:
        pattern = "|".join(parts)
        for name, alternatives in sorted(named.items(), key=lambda n: -len(n[0])):
            pattern = pattern.replace(name, alternatives)
        return re.compile(pattern, re.I)

    return _Patterns(
        tuple((Intent(name), either(parts)) for name, parts in raw["intents"].items()),
        either(raw["weak"]["progress"]),
        either(raw["weak"]["carried_out"]),
        re.compile(rf"\b(?:{'|'.join(raw['asking']['words'])})\b", re.I),
        {reason: either(parts) for reason, parts in raw["declined"].items()},
    )


def find_intents(question: str) -> tuple[Intent, ...]:
    """The intents whose wording a question has."""
    patterns = _patterns()
    found = [intent for intent, pattern in patterns.intents if pattern.search(question)]
    if Intent.COMMITMENT in found and patterns.carried_out.search(question):
        found = [i for i in found if i not in {Intent.COMMITMENT, Intent.PROGRESS}] + [Intent.PROGRESS]
    if Intent.PROGRESS not in found and not _CLEAR & set(found) and patterns.done.search(question):
        found.append(Intent.PROGRESS)
    return tuple(found)


def is_asking(words: str) -> bool:
    """Whether words say what kind of text is wanted rather than what it is about."""
    return bool(_patterns().asking.fullmatch(words))


def decline_reason(question: str) -> str:
    """Why a question is not one for the documents ("orders", "personal", "verdict", "rating"); empty if it is."""
    declined = _patterns().declined
    if declined["personal"].search(question):
        return "personal"
    if declined["rating"].search(question) and not declined["not_rating"].search(question):
        return "rating"
    if declined["verdict"].search(question) and not declined["not_verdict"].search(question):
        return "verdict"
    return "orders" if declined["orders"].search(question) else ""


def without_orders(question: str) -> str:
    """The question without those of its sentences that order the program about; empty if nothing is left."""
    orders = _patterns().declined["orders"]
    return " ".join(p for p in _PARTS.split(question) if p.strip() and not orders.search(p)).strip()
