"""What a section or unit says: objective, commitment, progress, gap, …, from its headings, lead-in and wording.

The titles come first, the innermost winning; a lead-in ("will focus on:") overrules the title for its list; the
wording of a sentence decides only what neither says. What none decides stays UNKNOWN.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import Kind, Role
from ingest.structure.cues import cell_kind, lead_kind, measures, row_kind, title_kind
from ingest.structure.leads import Lead

_WILL = re.compile(
    r"\b(?:we|council|ecc|they|team|it) will\b|\bwill (?:be|continue|seek|begin|work|develop)\b"
    r"|\bplan to (?!which|whom)|\bintend to\b",
    re.I,
)
_QUESTION = re.compile(r"\?\s*$|^(?:how|what|why|are|is|do|does|should|who|when|where)\b.*[^.]$", re.I)
_RESOLVED = re.compile(r"^(?:\W*)(?:RESOLVED|AGREED|IT WAS (?:RESOLVED|AGREED))\b")
_CONTACT = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+|\b0\d{2,4}\s?\d{3}\s?\d{3,4}\b", re.I)
_DUTY = re.compile(r"\bequality act 2010\b.*\b(?:requires?|must|duty)\b|\bstatutory duty\b|\bdue regard\b", re.I)
# What the law asks is no objective, though it stands under one and asks for objectives.
_REQUIRED = re.compile(
    r"\b(?:act(?: \d{4})?|(?:\w+ )?dut(?:y|ies)|regulations|legislation) (?:requires?|obliges?|says? that)\b"
    r"|\brequires? (?:public|local) (?:bodies|services|authorities|sector)\b"
    r"|\bunder the legislation\b.*\b(?:required|must)\b",
    re.I,
)
_DATED = re.compile(
    r"^(?:open(?:s|ed)|clos(?:es|ed)|start(?:s|ed)|end(?:s|ed)|deadline|closing date)\b:?\s+(?:on\s+)?(?:\w+day,?\s+)?"
    r"\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4}\.?$",
    re.I,
)
_CONSULTS = re.compile(r"\b(?:in|through) this (?:consultation|survey)\b|\bwe (?:would like|want) your views\b", re.I)
_FIGURE = re.compile(r"(?<!\d)\d+(?:\.\d+)?\s?%|\bper cent\b|£\s?\d", re.I)
# An objective by its number, as a title over what concerns it.
_OBJECTIVE = re.compile(r"\b(?:objective|aim|goal|outcome|priority) \d{1,2}\b", re.I)
_DONE = re.compile(
    r"(?<!who )(?<!that )\b(?:was|were|has|have|had)(?: (?:now|also|all|each|both|since|not|yet|never"
    r"|\w+ly)){0,2}(?: been)?"
    r" (?!said\b|told\b|found\b|asked\b|thought\b)(?:\w{2,}ed|begun|built|made|held|met|put|set|given"
    r"|taken|done|sent|run)\b",
    re.I,
)
_CLOSED = {Kind.CASE_STUDY, Kind.DEFINITION, Kind.CONTACT}
_OPEN = {Kind.UNKNOWN, Kind.BACKGROUND, Kind.CONSULTATION}
_LAWFUL = {*_OPEN, Kind.OBJECTIVE}
# A longer title states something (an objective's wording); it does not label what stands under it.
LABEL_WORDS = 14
# A unit of more letters is no sentence; its head and its end are read.
READ = 4000


def section_kind(path: Sequence[str], paper: str = "", *, back: bool = False) -> Kind:
    """The kind that the titles of a section give it: the innermost title that says anything.

    A paper about a consultation has parts of every kind: its own title says nothing of them. In a paper that looks
    ``back``, what stands under an objective's neutral part tells what was done for it.
    """
    for depth, title in enumerate(reversed(path)):
        if len(title.split()) > LABEL_WORDS:
            continue
        kind = title_kind(title)
        if kind is Kind.UNKNOWN and measures(title):
            return kind
        if kind is Kind.UNKNOWN or (depth and kind is Kind.BACKGROUND):
            continue
        if depth and kind is Kind.CONSULTATION and title == paper:
            return Kind.UNKNOWN
        if depth and kind is Kind.DEFINITION and title.split()[-1].startswith("mean"):
            continue
        return Kind.PROGRESS if depth and back and _OBJECTIVE.search(title) else kind
    return Kind.UNKNOWN


def unit_kind(
    section: Kind, lead: Lead, words: str, role: Role, *, back: bool = False, over: Kind = Kind.UNKNOWN
) -> Kind:
    """The kind of one unit: a decision, contact or question by its wording, else by column, lead-in, section, wording.

    ``back`` says that the paper looks back on what was done; ``over`` is the kind of the list item that this one is a
    part of.
    """
    if len(words) > READ:
        words = f"{words[: READ // 2]} {words[-READ // 2 :]}"
    formed = _by_form(section, lead, words)
    if formed is not None:
        return formed
    if section in _LAWFUL and (_REQUIRED.search(words) or (role is Role.ITEM and _REQUIRED.search(lead.words))):
        return Kind.DUTY
    if _QUESTION.search(words) if role is Role.ITEM else section in _OPEN and words.endswith("?"):
        return Kind.QUESTION
    if over not in _OPEN | {Kind.QUESTION}:
        return over
    # A sentence that leads into a list says what its items say.
    said = "" if lead.heads else lead.words  # the names of columns are no sentence
    led = lead_kind(said or (words if section in _OPEN and words.endswith(":") else ""))
    if led is not None:
        return led
    if back and section in {Kind.UNKNOWN, Kind.OBJECTIVE} and role is not Role.HEADING:
        return _looking_back(section, words, role)
    return section if section not in _OPEN else _by_wording(section, words)


def _by_form(section: Kind, lead: Lead, words: str) -> Kind | None:
    """What a unit is by its form, whatever stands over it, by a closed section, or by its column."""
    if _RESOLVED.match(words):
        return Kind.DECISION
    if _CONTACT.search(words):
        return Kind.CONTACT
    columned = cell_kind(lead.heads, lead.own) if lead.own else row_kind(lead.heads)
    if section in _CLOSED and columned is not Kind.UNKNOWN:
        return section
    return Kind.TIMETABLE if _DATED.match(words) else columned


def _looking_back(section: Kind, words: str, role: Role) -> Kind:
    """What the wording of a report decides: what was done, unless it says what is planned."""
    told = _by_wording(Kind.UNKNOWN, words)
    prose = section is Kind.OBJECTIVE and role is not Role.ITEM
    if told in {Kind.UNKNOWN, Kind.FIGURE} and (prose or _DONE.search(words)):
        return Kind.PROGRESS
    return section if told is Kind.UNKNOWN else told


def _by_wording(section: Kind, words: str) -> Kind:
    """What the wording decides where neither lead-in nor section does."""
    if _DUTY.search(words):
        return Kind.DUTY
    if _CONSULTS.search(words):
        return Kind.CONSULTATION
    if _WILL.search(words):
        return Kind.COMMITMENT
    if section is Kind.UNKNOWN and _FIGURE.search(words):
        return Kind.FIGURE
    return section
