"""When a paper is of: the dates at its head and foot, in its running headers, its table of versions, its title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.dates import MONTHS
from ingest.records import Block, Role
from ingest.structure.councils import cased
from ingest.words import readable

_MONTH = "|".join(m.capitalize() for m in MONTHS)
_SHORT_MONTH = "|".join(["Sept", *(m[:3].capitalize() for m in MONTHS)])
_DATE = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b({_MONTH}|{_SHORT_MONTH})\.?\s+(\d{{4}})", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_DATED = re.compile(
    # In the middle of a sentence, or where a line goes on with one, these words tell of other things ("up to date to
    # 31 March").
    r"(?:^(?!(?-i:[a-z]))|(?<=[.:;|*] )|(?<=\t)|\b(?=(?-i:[A-Z]))|(?<=last )|(?<=first )|(?<=was ))"
    r"(?:published|publication date|date|dated|issued|last updated|updated|meeting date"
    # Minutes approve those of an earlier meeting.
    r"|(?<!meeting )held on)\b[:\s]*"
    r"|^opened\b[:\s]*|(?:^|(?<=[.;|] ))(?-i:A(?:dopted|pproved|greed)|ADOPTED|APPROVED)\b[^.\n\d]{0,50}",
    re.I | re.M,
)
# What may stand before a date that is a line of a title page: whose paper it is, which version, which day.
_BESIDE_DATE = re.compile(
    r"(?!.*\b(?:[Nn]ext|[Rr]eview|[Cc]losing|[Dd]eadline)\b)(?:(?:[A-Z][\w'’&-]*|and|of|on|upon|for|the|to|by) )*"
    r"(?:Council|Authority|Cabinet|Committee|Board|Directorate|Department|Service|Team)"
    r"|(?i:(?:(?:first|second|final|revised|updated) )?(?:draft|final|revised|version|edition)(?: v?\d[\d.]*)?"
    r"|v ?\d[\d.]*|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
# After these a title's date is that of what was counted, or an end of what it covers, not the paper's.
_OF_ELSE = re.compile(r"\b(?:at|on|to|of|by|in|for|from|since|until|and|between)\W*$", re.I)
# What a header says of the paper that came after, or goes with this one.
_OF_OTHERS = re.compile(r"\b(?:superseded|replaced|withdrawn|archived|archive|publication with|next|review)\b", re.I)
HEAD, TAIL, NEAR, PROSE_WORDS = 3000, 1500, 12, 25
# A file saved more months after the last date that its paper names was saved anew, not written then.
LATE_MONTHS = 24


def iso_date(words: str) -> str:
    """The first date in some words as ISO 8601 ("2019-02-26", "2023-07"), or an empty string."""
    if found := _DATE.search(words):
        month = next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(found[2][:3].lower()))
        day = f"-{int(found[1]):02}" if found[1] and 1 <= int(found[1]) <= 31 else ""
        return f"{found[3]}-{month:02}{day}"
    iso = _ISO.search(words)
    return iso[0] if iso else ""


def published(text: str) -> str:
    """The date that the paper gives as its own, at its head or foot."""
    for part in (text[-TAIL:], text[:HEAD]):
        for found in _DATED.finditer(part):
            after = part[found.end() : found.end() + 40].lstrip("*: \t")
            if (match := _DATE.search(after)) and match.start() <= NEAR and "\n" not in after[: match.start()]:
                return iso_date(after)
    return ""


def standing_date(text: str, blocks: Sequence[Block]) -> str:
    """The one date that is a line of its own before the first paragraph of prose; none where there are two."""
    found = set()
    for block in blocks[:NEAR]:
        words = readable(text[block.start : block.end])
        if block.start >= HEAD or (block.role is Role.PARAGRAPH and len(words.split()) > PROSE_WORDS):
            break
        if block.role in {Role.HEADING, Role.PARAGRAPH}:
            found |= {_date_of_line(readable(line)) for line in text[block.start : block.end].splitlines()}
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _date_of_line(line: str) -> str:
    """The date that a line is, alone or after whose paper it is ("Ashdon Council, 3 May 2024")."""
    line = cased(line)
    date = _DATE.search(line)
    if not date or line[date.end() :].strip(" .*)"):
        return ""
    before = (part.strip(" *(") for part in re.split(r"[,:;|–—]| - ", line[: date.start()]))
    return iso_date(date[0]) if all(_BESIDE_DATE.fullmatch(part) for part in before if part) else ""


def title_date(title: str) -> str:
    """The one date that a title ends with ("Progress report, July 2023")."""
    dates = list(_DATE.finditer(title))
    if len(dates) != 1 or _OF_ELSE.search(title[: dates[0].start()]) or title[dates[0].end() :].strip(" .)"):
        return ""
    return iso_date(title)


def running_date(running: str) -> str:
    """The one date in the headers and footers of a paper's pages, but for one that tells what became of it."""
    lines = (line for line in running.splitlines() if not _OF_OTHERS.search(line))
    found = {iso_date(date[0]) for line in lines for date in _DATE.finditer(line)}
    return found.pop() if len(found) == 1 else ""


def version_date(rows: Mapping[str, str], text: str, blocks: Sequence[Block]) -> str:
    """The date beside a paper's version: in the rows at its head, else the last of its table of versions."""
    stated = next((day for name, value in rows.items() if "version" in name and (day := iso_date(value))), "")
    if stated:
        return stated
    versions = (b for b in blocks if b.headers and b.headers[0].casefold().startswith("version"))
    dates = [day for b in versions if (day := iso_date(readable(text[b.start : b.end])))]
    return max(dates, default="")


def likely(saved: str, text: str) -> str:
    """When a file was saved, where that may be when its paper was written: not years after all that it speaks of."""
    told = [iso_date(found[0])[:7] for found in _DATE.finditer(text)]
    last = max((month for month in told if month <= saved), default="")
    return "" if last and _months(saved) - _months(last) > LATE_MONTHS else saved


def _months(date: str) -> int:
    return 12 * int(date[:4]) + int(date[5:7] or 1)
