"""What a paper says of itself: title, council, type, date, period, status, committee, reference."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from ingest.records import Block, Facts, Role, Section, Status
from ingest.structure.councils import cased, council_of, is_council
from ingest.structure.dating import iso_date, likely, published, running_date, standing_date, title_date, version_date
from ingest.words import fold, readable, searchable

_PERIOD = re.compile(r"\b(20\d{2})\s*(?:[-–/]|to)\s*(20\d{2}|\d{2})\b")
# A heading that says what part this is, not what paper.
_NO_TITLE = re.compile(
    r"(?:executive )?summary|introduction|foreword|contents|background|overview|agenda|report|purpose|welcome|cynnwys|"
    r"summary/purpose|(?:purpose|summary) of (?:the )?report|(?:the )?headline figures|headlines"
    r"|(?:the year )?at a glance|key (?:facts|messages|findings)|document control|version control"
    r"|(?:a )?(?:word|message) from .*|cyngor (?:\w+ ){0,3}\w+"
    r"|(?:london|royal) borough(?: of)?|(?:city|county|district|borough|metropolitan) council",
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
    ("progress report", r"\bprogress\b|\bannual (?:\w+ ){0,4}report\b|\bannual update\b|\breview of\b"
                        r"|\bmonitoring report\b|\bend of (?:plan|year|term)\b"),
    ("strategy", r"\bstrategy\b|\bpolicy\b|\bobjectives\b|\bscheme\b"
                 r"|\bstrategic equality plan\b|\b(?:equality|inclusion|fairness) framework\b(?! for local)"),
    ("plan page", r"\bplan\b"),
)  # fmt: skip
_ATTENDED = re.compile(r"\b(?:in attendance|present)\s*:\s*(?:the )?(?:councillor|cllr|mayor|leader)", re.I)
_SAYS = r"(?:strategy|policy|plan|scheme|document|report|framework|objectives|statement)"
_BODY = r"(?:the )?(?:full )?(?:council|cabinet|executive|committee)"
# Read at the head of a paper and in its titles; the first that fits wins.
_STATUSES = (
    (Status.SUPERSEDED, r"^(?:\w+ - )?superseded\b|"
                        rf"\bthis {_SAYS} (?:has been|was|is) (?:superseded|replaced|withdrawn)\b"
                        r"|^(?:document )?status\s*:\s*(?:superseded|withdrawn|archived)\b"),
    (Status.DRAFT, r"^(?:(?:document )?status\s*:\s*)?(?:final )?draft\b.{0,40}$|^draft (?:for|version|v?\d)"
                   rf"|\bthis (?:is a |(?:\w+ )?{_SAYS} is (?:a |in ))draft\b"),
    (Status.ADOPTED, r"^(?:document )?status\s*:\s*(?:adopted|approved|final|in force)\b"
                     rf"|^(?:adopted|approved|agreed)(?: by)?\s*:?\s+{_BODY}\b"
                     rf"|\bthis {_SAYS} (?:has been|was) (?:formally )?(?:adopted|approved|agreed) by {_BODY}\b"
                     r"|^(?:considered|discussed|endorsed|recommended)\b.{0,90}"
                     rf"\b(?:adopted|approved|agreed) by {_BODY}(?: on|,) \d"),
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
# A meeting and its day, as a committee's papers have them in their headers ("Audit Committee, 3 May 2024, item 7").
_MEETING = re.compile(
    r"(?P<body>(?:(?:[A-Z][\w&'’-]*|and|of|for|the),? )*(?:Cabinet|Committee|Executive|Board|Panel|Commission)),? "
    r"(?:(?:on )?(?:\w+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z]\w+ \d{4})(?:.*?\b[Ii]tem (?P<item>\w+))?"
)
HEAD = 3000
TITLE_WORDS, OWN_WORDS = 16, 3
COVER_BLOCKS, KEY_WORDS = 4, 4
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
    running = given.get("running", "")
    meeting = _meeting(text, blocks, running)
    put("committee", heads.get("committee") or _body(heads.get("report to", "")) or meeting.get("body"), "paper")
    put("item", heads.get("agenda item") or heads.get("item no") or meeting.get("item"), "paper")
    put("reference", heads.get("reference") or heads.get("report reference"), "paper")
    put("date", next((day for name in _DATE_ROWS if (day := iso_date(heads.get(name, "")))), ""), "paper")
    own = _confirmed(given.get("title", ""), f"{running}\n{text[:HEAD]}")
    put("title", _titled(heads, own or _title(text, blocks, sections)), "paper")
    put("title", given.get("title"), "file")
    put("title", PurePath(file).stem.replace("_", " ").replace("-", " ").strip(), "file")
    put("council", council_of(text, head=HEAD, running=running), "paper")
    put("date", iso_date(meeting.get("date", "")) or published(text), "paper")
    put("date", standing_date(text, blocks) or title_date(found["title"]), "paper")
    put("date", version_date(heads, text, blocks) or running_date(running), "paper")
    put("date", likely(iso_date(given.get("date", "")), text), "file")
    put("period", _period(found["title"]) or _running_period(running, found["title"]), "paper")
    put("type", _type(found["title"], text[:HEAD], "committee" in found), "paper")
    put("language", given.get("language"), "file")
    put("status", _status(text, blocks, f"{found['title']}\n{running}", sections), "paper")
    status = Status(found.pop("status", Status.UNKNOWN.value))
    print_ = _fingerprint(text, blocks)
    return Facts(**found, status=status, fingerprint=print_, origin=origin)  # type: ignore[arg-type]  # keys by put()


def _status(text: str, blocks: Sequence[Block], titles: str, sections: Sequence[Section]) -> str:
    """Draft by the titles or one of the first headings; else what a line at the head says of the paper itself."""
    head = [readable(text[b.start : b.end]) for b in blocks if b.start < HEAD and b.role in _PRINTED]
    lines = [*titles.splitlines(), *head]
    if any(re.search(pattern, line, re.I) for s, pattern in _STATUSES if s is Status.SUPERSEDED for line in lines):
        return Status.SUPERSEDED.value
    if re.search(r"\bdraft\b", f"{titles} {_top_titles(sections)}", re.I):
        return Status.DRAFT.value
    found = (s for line in head for s, pattern in _STATUSES if re.search(pattern, line, re.I))
    return next(found, Status.UNKNOWN).value.replace(Status.UNKNOWN.value, "")


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


def _meeting(text: str, blocks: Sequence[Block], running: str) -> dict[str, str]:
    """The meeting that a paper goes to, its day and the item, as a line of its headers or of its head has them."""
    head = (readable(text[b.start : b.end]) for b in blocks[:4] if b.role in {Role.HEADING, Role.PARAGRAPH})
    for line in (*running.splitlines(), *head):
        if found := _MEETING.match(cased(line)):
            return {"body": found["body"], "item": found["item"] or "", "date": found[0]}
    return {}


def _confirmed(given: str, head: str) -> str:
    """The title that the file itself has, where its first pages have the same words and it names no part or council."""
    words = re.findall(r"\w+", fold(given))
    if len(words) < OWN_WORDS or _NO_TITLE.fullmatch(given) or is_council(given):
        return ""
    return given if set(words) <= set(re.findall(r"\w+", fold(head))) else ""


def _title(text: str, blocks: Sequence[Block], sections: Sequence[Section]) -> str:
    titled = [s.path[-1].rstrip(":") for s in sections if s.path and not s.paragraph]
    named = [t for t in titled[:4] if not _NO_TITLE.fullmatch(t) and not is_council(t)]
    if named:
        return _joined(text, blocks, named)
    first = next((b for b in blocks if b.role in _PRINTED), None)
    words = readable(text[first.start : first.end]) if first and first.role is Role.PARAGRAPH else ""
    return words if 0 < len(words.split()) <= TITLE_WORDS and not words.endswith(".") else ""


def _joined(text: str, blocks: Sequence[Block], named: Sequence[str]) -> str:
    """The first title, with the one right under it where only that says what kind of paper it is."""
    if len(named) < 2 or _kind_of_paper(named[0]) or not _kind_of_paper(named[1]):
        return named[0]
    lines = [b for b in blocks if b.role in _PRINTED][:COVER_BLOCKS]
    words = [readable(text[b.start : b.end]).rstrip(":") for b in lines if b.role is Role.HEADING]
    under = named[0] in words and words[words.index(named[0]) + 1 :][:1] == [named[1]]
    return f"{named[0]}: {named[1]}" if under else named[0]


def _kind_of_paper(title: str) -> bool:
    return bool(re.search(r"\breport\b|\bframework\b|\bstatement\b", title, re.I) or _type(title, "", False))


def _titled(heads: Mapping[str, str], title: str) -> str:
    """The title, as the rows at the paper's head have it; what an assessment is of is a part of its title."""
    named = next((heads[name] for name in _TITLE_ROWS if heads.get(name)), "")
    if not named or fold(named) in fold(title) or (":" in title and _FORM.fullmatch(title.partition(":")[0])):
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
        if len(cells) == 4 and all(len(c.split()) <= KEY_WORDS for c in cells[::2]):
            found.setdefault(_key(cells[2]), cells[3])
            cells = cells[:2]
        if len(cells) == 1 and (item := re.match(r"agenda item\s+(\S+)", cells[0], re.I)):
            found.setdefault("agenda item", item[1])
        elif len(cells) == 1 and re.fullmatch(r"[A-Z]{2,6}/[\w/]+", cells[0]):
            found.setdefault("reference", cells[0])
        elif len(cells) == 2 and len(cells[0]) < 30:
            found.setdefault(_key(cells[0]), cells[1].partition(" / ")[0] if " / " in cells[0] else cells[1])
    return found


def _key(words: str) -> str:
    """The name of a row, without its number in a form and without its name in another language."""
    return re.sub(r"^[A-Z]?\d+(?:\.\d+)*[.)]?\s+", "", words).partition(" / ")[0].rstrip(":.").strip().lower()


def _period(title: str) -> str:
    found = _PERIOD.search(title)
    return f"{found[1]}-{found[2] if len(found[2]) == 4 else found[1][:2] + found[2]}" if found else ""


def _running_period(running: str, title: str) -> str:
    """The period of a line that runs over the pages and begins with the title: the rest of it is the subtitle."""
    named = (line for line in running.splitlines() if fold(line).startswith(fold(title)))
    return next((period for line in named if (period := _period(line))), "")


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
