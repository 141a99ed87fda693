"""What a paper says of itself: title, council, type, date, period, status, committee, reference."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from ingest.dates import MONTHS
from ingest.records import Block, Facts, Role, Section, Status
from ingest.structure.councils import council_of, is_council
from ingest.words import fold, readable, searchable

_MONTH = "|".join(m.capitalize() for m in MONTHS)
_SHORT_MONTH = "|".join(["Sept", *(m[:3].capitalize() for m in MONTHS)])
_DATE = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b({_MONTH}|{_SHORT_MONTH})\.?\s+(\d{{4}})", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_DATED = re.compile(
    r"\b(?:published|publication date|date|dated|issued|last updated|updated|meeting date"
    # Minutes approve those of an earlier meeting.
    r"|(?<!meeting )held on)\b[:\s]*"
    r"|^opened\b[:\s]*|^(?-i:A(?:dopted|pproved|greed)|ADOPTED|APPROVED)\b[^.\n\d]{0,50}",
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
_PERIOD = re.compile(r"\b(20\d{2})\s*(?:[-–/]|to)\s*(20\d{2}|\d{2})\b")
# A heading that says what part this is, not what paper.
_NO_TITLE = re.compile(
    r"(?:executive )?summary|introduction|foreword|contents|background|overview|agenda|report|purpose|"
    r"summary/purpose|(?:purpose|summary) of (?:the )?report",
    re.I,
)
_TYPES = (
    ("equality impact assessment", r"impact assess?ment|equality analysis|\becia\b|\behria\b|\beqia\b"),
    ("committee paper", r"\bagenda item\b|report to (?:the )?(?:cabinet|committee|council)|scrutiny committee"
                        r"|\breport of the (?:\w+ ){0,5}(?:director|head|officer|leader|member)\b"),
    ("minutes", r"\bminutes of\b|^minutes\b"),
    ("consultation", r"\bconsultation\b"),
    ("pay gap report", r"\bpay gap (?:report|data)"),
    ("workforce report", r"\bworkforce (?:profile|equality|data|monitoring) (?:report|information)"),
    ("action plan", r"\baction plan\b"),
    ("progress report", r"\bprogress\b|\bannual (?:\w+ ){0,4}report\b|\bannual update\b|\breview of\b"),
    ("strategy", r"\bstrategy\b|\bpolicy\b|\bobjectives\b|\bscheme\b"
                 r"|\bstrategic equality plan\b|\b(?:equality|inclusion|fairness) framework\b(?! for local)"),
    ("plan page", r"\bplan\b"),
)  # fmt: skip
_ATTENDED = re.compile(r"\b(?:in attendance|present)\s*:\s*(?:the )?(?:councillor|cllr|mayor|leader)", re.I)
_SAYS = r"(?:strategy|policy|plan|scheme|document|report|framework|objectives|statement)"
_BODY = r"(?:the )?(?:full )?(?:council|cabinet|executive|committee)"
# Read at the head of a paper and in its titles; the first that fits wins.
_STATUSES = (
    (Status.SUPERSEDED, rf"\bthis {_SAYS} (?:has been|was|is) (?:superseded|replaced|withdrawn)\b"
                        r"|^(?:document )?status\s*:\s*(?:superseded|withdrawn|archived)\b"),
    (Status.DRAFT, r"^(?:(?:document )?status\s*:\s*)?(?:final )?draft\b.{0,40}$|^draft (?:for|version|v?\d)"
                   rf"|\bthis (?:is a |(?:\w+ )?{_SAYS} is (?:a |in ))draft\b"),
    (Status.ADOPTED, r"^(?:document )?status\s*:\s*(?:adopted|approved|final|in force)\b"
                     rf"|^(?:adopted|approved|agreed)(?: by)?\s*:?\s+{_BODY}\b"
                     rf"|\bthis {_SAYS} (?:has been|was) (?:formally )?(?:adopted|approved|agreed) by {_BODY}\b"),
)  # fmt: skip
_BODIES = re.compile(r"\b(?:cabinet|committee|council|executive|board|panel|commission)\b", re.I)
_DATE_ROWS = ("date", "meeting date", "date of meeting", "date of this version", "date of report")
_TITLE_ROWS = ("title", "report title", "title of report", "subject", "title of proposal", "name of proposal",
               "title of policy", "name of policy", "name of policy or service", "title of eia")  # fmt: skip
# A form's own name says what it is, and not of what.
_FORM = re.compile(
    r"(?:(?:stage|part) \w+:? )?(?:integrated |full |well-being and )?"
    r"(?:equalit(?:y|ies)|ecia|ehria|eqia|eia)(?: and human rights)? ?(?:impact )?(?:assessment|analysis)?"
    r"(?: \(?(?:e\w{2,5}|template|form|report)\)?)*",
    re.I,
)
HEAD = 3000
TAIL = 1500
NEAR = 12
PROSE_WORDS = 25
TITLE_WORDS = 16
FINGERPRINT_LETTERS = 80
_LETTER = re.compile(r"[^\W_]|(?<!\w)[-−](?=\d)")
_PRINTED = {Role.HEADING, Role.PARAGRAPH, Role.ITEM, Role.ROW, Role.NOTE}


def paper_facts(
    text: str, blocks: Sequence[Block], sections: Sequence[Section], given: Mapping[str, str], file: str
) -> Facts:
    """The facts that the paper or its file states; where each came from is in ``origin``."""
    found: dict[str, str] = {}
    origin: dict[str, str] = {}

    def put(field: str, value: str | None, source: str) -> None:
        if value and field not in found:
            found[field], origin[field] = value, source

    heads = _header_rows(text, blocks)
    put("committee", heads.get("committee") or _body(heads.get("report to", "")), "paper")
    put("item", heads.get("agenda item") or heads.get("item"), "paper")
    put("reference", heads.get("reference") or heads.get("report reference"), "paper")
    put("date", next((day for name in _DATE_ROWS if (day := iso_date(heads.get(name, "")))), ""), "paper")
    put("title", _titled(heads, _title(text, blocks, sections)), "paper")
    put("title", given.get("title"), "file")
    put("title", PurePath(file).stem.replace("_", " ").replace("-", " ").strip(), "file")
    put("council", council_of(text, head=HEAD, running=given.get("running", "")), "paper")
    put("date", _published(text), "paper")
    put("date", _standing_date(text, blocks) or _title_date(found["title"]), "paper")
    put("date", iso_date(given.get("date", "")), "file")
    put("period", _period(found["title"]), "paper")
    put("type", _type(found["title"], text[:HEAD], "committee" in found), "paper")
    put("language", given.get("language"), "file")
    put("status", _status(text, blocks, found["title"], sections), "paper")
    status = Status(found.pop("status", Status.UNKNOWN.value))
    print_ = _fingerprint(text, blocks)
    return Facts(**found, status=status, fingerprint=print_, origin=origin)  # type: ignore[arg-type]  # keys by put()


def _status(text: str, blocks: Sequence[Block], title: str, sections: Sequence[Section]) -> str:
    """Draft by the title or one of the first headings; else what a line at the head says of the paper itself."""
    if re.search(r"\bdraft\b", f"{title} {_top_titles(sections)}", re.I):
        return Status.DRAFT.value
    for block in blocks:
        if block.start >= HEAD:
            break
        if block.role not in _PRINTED:
            continue
        words = readable(text[block.start : block.end])
        for status, pattern in _STATUSES:
            if re.search(pattern, words, re.I):
                return status.value
    return ""


def _fingerprint(text: str, blocks: Sequence[Block]) -> str:
    """The hash of the letters and figures of a paper: white space, marks and markup differ with the format."""
    parts: list[str] = []
    headers: tuple[str, ...] = ()
    for block in blocks:
        if block.headers and block.headers != headers:
            parts.extend(block.headers)  # one format's header row is another one's first row
        headers = block.headers
        if block.role in _PRINTED:
            parts.append(text[block.start : block.end])
    letters = "".join(c for part in parts for c in _LETTER.findall(searchable(part).casefold()))
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest() if len(letters) >= FINGERPRINT_LETTERS else ""


def _top_titles(sections: Sequence[Section]) -> str:
    return " ".join(s.path[-1] for s in sections[:4] if s.path)


def _title(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> str:
    titled = [s.path[-1].rstrip(":") for s in sections if s.path and not s.paragraph]
    named = [t for t in titled[:4] if not _NO_TITLE.fullmatch(t) and not is_council(t)]
    if named:
        return named[0]
    first = next((b for b in blocks if b.role in _PRINTED), None)
    words = readable(text[first.start : first.end]) if first and first.role is Role.PARAGRAPH else ""
    return words if 0 < len(words.split()) <= TITLE_WORDS and not words.endswith(".") else ""


def _titled(heads: Mapping[str, str], title: str) -> str:
    """The title, as the rows at the paper's head have it; what an assessment is of is a part of its title."""
    named = next((heads[name] for name in _TITLE_ROWS if heads.get(name)), "")
    if not named or fold(named) in fold(title):
        return title
    return f"{title}: {named}" if _FORM.fullmatch(title) else named


def _body(words: str) -> str:
    """The committee that a paper is addressed to; a person or a post is none."""
    return words if _BODIES.search(words) else ""


def _header_rows(text: str, blocks: Sequence[Block]) -> dict[str, str]:
    """Key and value of the rows at a committee paper's head ("Committee:" TAB name); an empty key goes on."""
    found: dict[str, str] = {}
    for block in blocks[:14]:
        if block.role is not Role.ROW:
            continue
        cells = [readable(text[a:b]) for a, b in block.cells if a < b]
        if len(cells) == 1 and (item := re.match(r"agenda item\s+(\S+)", cells[0], re.I)):
            found.setdefault("agenda item", item[1])
        elif len(cells) == 1 and re.fullmatch(r"[A-Z]{2,6}/[\w/]+", cells[0]):
            found.setdefault("reference", cells[0])
        elif len(cells) == 2 and len(cells[0]) < 30:
            found.setdefault(cells[0].rstrip(":").lower(), cells[1])
    return found


def iso_date(words: str) -> str:
    """The first date in some words as ISO 8601 ("2019-02-26", "2023-07"), or an empty string."""
    if found := _DATE.search(words):
        month = next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(found[2][:3].lower()))
        day = f"-{int(found[1]):02}" if found[1] and 1 <= int(found[1]) <= 31 else ""
        return f"{found[3]}-{month:02}{day}"
    iso = _ISO.search(words)
    return iso[0] if iso else ""


def _published(text: str) -> str:
    """The date that the paper gives as its own, at its head or foot."""
    for part in (text[-TAIL:], text[:HEAD]):
        for found in _DATED.finditer(part):
            after = part[found.end() : found.end() + 40].lstrip("*: \t")
            if (match := _DATE.search(after)) and match.start() <= NEAR:
                return iso_date(after)
    return ""


def _standing_date(text: str, blocks: Sequence[Block]) -> str:
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
    date = _DATE.search(line)
    if not date or line[date.end() :].strip(" .*)"):
        return ""
    before = (part.strip(" *(") for part in re.split(r"[,:;|–—]| - ", line[: date.start()]))
    return iso_date(date[0]) if all(_BESIDE_DATE.fullmatch(part) for part in before if part) else ""


def _title_date(title: str) -> str:
    """The one date that a title ends with ("Progress report, July 2023")."""
    dates = list(_DATE.finditer(title))
    if len(dates) != 1 or _OF_ELSE.search(title[: dates[0].start()]) or title[dates[0].end() :].strip(" .)"):
        return ""
    return iso_date(title)


def _period(title: str) -> str:
    found = _PERIOD.search(title)
    return f"{found[1]}-{found[2] if len(found[2]) == 4 else found[1][:2] + found[2]}" if found else ""


def _type(title: str, head: str, has_committee: bool) -> str:
    if _ATTENDED.search(head[:600]):
        return "minutes"
    if has_committee:
        return "committee paper"
    # What a paper speaks of among other things at its head is not what it is.
    said = re.sub(r"\b(?:ecia|ehria|eqia)\b", "", head[:600], flags=re.I)
    for words in (title, said):
        for name, pattern in _TYPES:
            if re.search(pattern, words, re.I):
                return name
    return ""
