"""Whom a text speaks of: the nine protected characteristics and the groups that councils add to them.

A text speaks of a group when its own words do, or those of the lead-in that it answers. A list that only goes
through the characteristics, as the law and most forms do, speaks of none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

NINE = 9
# A text that names so many of the nine goes through the list; fewer are a choice that someone made.
GOES_THROUGH = 6
# A list of four or more may be the law's as well, where the text speaks of the law.
_LAW = re.compile(r"protected (?:characteristic|group)|equality act|\bunlawful|it is against the law|due regard", re.I)
LAW_LISTS = 4
# So many words must stand beside a group's name for a text to say anything of it.
SAYS_SOMETHING = 2
_PUNCTUATION = str.maketrans({"’": "'", "‘": "'", "–": "-", "‑": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Group:
    """A protected characteristic, or a group that is added to the nine, with the patterns of its words.

    ``first_aim_only`` is true of marriage and civil partnership (Equality Act 2010, s149(7)).
    """

    name: str
    title: str
    speaks: re.Pattern[str]
    exact: re.Pattern[str] | None
    excepted: re.Pattern[str] | None
    added: bool = False
    first_aim_only: bool = False

    def found_in(self, text: str) -> tuple[str, ...]:
        """The words of a text that speak of the group, as printed."""
        plain = text.translate(_PUNCTUATION)
        if self.excepted is not None:
            plain = self.excepted.sub(lambda m: "\0" * len(m[0]), plain)
        spans = {m.span() for p in (self.speaks, self.exact) if p is not None for m in p.finditer(plain)}
        return tuple(text[a:b] for a, b in sorted(spans))


def _pattern(phrases: Sequence[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    """One pattern of whole words for phrases: "*" is the rest of a word, "#" a number, a space also a hyphen."""
    if not phrases:
        return None
    longest = sorted(phrases, key=len, reverse=True)
    signs = ((r"\*", r"[\w']*"), (r"\#", r"\d\d"), (r"\ ", r"[\s-]+"))
    parts = []
    for phrase in longest:
        part = re.escape(phrase.translate(_PUNCTUATION))
        for sign, meaning in signs:
            part = part.replace(sign, meaning)
        parts.append(part)
    # Not inside a word; "'s" may follow.
    return re.compile(rf"(?<!\w)(?<!\w')(?:{'|'.join(parts)})(?:'s)?(?!\w)", flags)


def group_of(
    name: str,
    title: str,
    phrases: Sequence[str],
    exact: Sequence[str] = (),
    excepted: Sequence[str] = (),
    *,
    added: bool = False,
    first_aim_only: bool = False,
) -> Group:
    """A group made of its phrases; raises ValueError where it has none."""
    speaks = _pattern(phrases, re.IGNORECASE)
    if speaks is None:
        raise ValueError(f"{name}: a group without words")
    kept, left = _pattern(exact, re.NOFLAG), _pattern(excepted, re.IGNORECASE)
    return Group(name, title, speaks, kept, left, added, first_aim_only)


@cache
def load_groups() -> tuple[Group, ...]:
    """The nine in the order of the Act, then the groups that councils add, from ``groups.toml``."""
    raw = tomllib.loads(resources.files("assistant.assessment").joinpath("groups.toml").read_text(encoding="utf-8"))
    found = ((name.replace("_", " "), dict(entry)) for name, entry in raw.items())
    return tuple(group_of(name, excepted=entry.pop("except", ()), **entry) for name, entry in found)


def nine() -> tuple[Group, ...]:
    """The protected characteristics (Equality Act 2010, s4)."""
    return tuple(group for group in load_groups() if not group.added)


def spoken_of(words: str, lead: str = "", groups: Iterable[Group] = ()) -> frozenset[str]:
    """The names of the groups that readable words speak of, with the lead-in that they answer."""
    considered = tuple(groups) or load_groups()
    own = {group.name: group.found_in(words) for group in considered}
    named = [group.name for group in considered if not group.added and own[group.name]]
    if len(named) >= GOES_THROUGH or (len(named) >= LAW_LISTS and _LAW.search(f"{lead} {words}")):
        return frozenset()
    if _is_bare(words, [w for found in own.values() for w in found]):
        return frozenset()
    led = {group.name for group in considered if lead and group.found_in(lead)}
    if sum(name in led for name in (g.name for g in considered if not g.added)) >= LAW_LISTS:
        led = set()
    return frozenset(name for name, found in own.items() if found) | led


def _is_bare(words: str, found: Sequence[str]) -> bool:
    """Whether a text is hardly more than the name of a group ("Religion or belief")."""
    rest = words
    for one in sorted(found, key=len, reverse=True):
        rest = rest.replace(one, " ")
    return bool(found) and not re.search(r"\d", words) and len(re.findall(r"[^\W\d_]{3,}", rest)) < SAYS_SOMETHING
