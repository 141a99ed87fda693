"""What a section or unit says: objective, commitment, progress, gap, …, from its headings, lead-in and wording.

The titles come first, the innermost winning; a lead-in ("will focus on:") overrules the title for its list; the
wording of a sentence decides only what neither says. What none decides stays UNKNOWN.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import Kind, Role

_TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (Kind.OBJECTIVE, r"^(?:equality )?(?:aim|objective|goal|outcome)s? \w{1,3}\b(?: ?[-–—:.]|$)"),
        (Kind.BACKGROUND, r"^(?:but |and )?(?:also )?(?:our )?opportunit\w+$"),
        (Kind.CASE_STUDY, r"\bcase stud|\bspotlight\b|\bgood practice\b|\bour stor|\bin focus\b"),
        (Kind.DEFINITION, r"\bglossary\b|\babbreviations?\b|\bacronyms?\b|\bdefinitions?\b|\bterminology\b|jargon"),
        (
            Kind.GAP,
            r"\bgaps?\b|\bareas? (?:of|for) (?:\w+ )?improvement|what (?:more|else)|\bbarriers\b|still to do"
            r"|\bweakness|\bwhat (?:still )?needs to\b|\bchallenges?\b|\bareas? for development",
        ),
        (
            Kind.PROGRESS,
            r"\bprogress\b|\bachieve(?:d|ments?)\b|\bwhat (?:have )?we(?: have|'ve|’ve)? (?:did|done|delivered)"
            r"|\bimpact .*(?:made|had)|\bdelivered\b|\bhow (?:did|are) we do|\boutcomes? (?:to date|so far)"
            r"|\bhighlights\b|\bsuccess(?:es)?\b|\byear in review|\bwhat.s been done",
        ),
        (
            Kind.TIMETABLE,
            r"\btime ?(?:line|table|scales?)\b|\bmilestones?\b|\bkey dates\b|\bforward plan\b|\bschedule of",
        ),
        (
            Kind.COMMITMENT,
            r"\bpriorit(?:y|ies) for\b|\baction plan\b|\bactions?\b"
            r"|\bwhat (?:we|will we|are we going to|we will|we are going to) (?:will )?(?:do|deliver)"
            r"|\bour commitments?\b|\bdelivery (?:plan|activit)|\bnext steps\b|\bplans? for (?:next|the coming|20)"
            r"|\blooking (?:ahead|forward)|\bhow will we\b|\bfuture (?:plans|work)|\bwe will\b"
            r"|\byear (?:two|2|three|3) (?:activit|plan|priorit)",
        ),
        (
            Kind.CONTACT,
            r"\bcontact|\bhappy to talk|\bget in touch|\bfurther information\b|\benquiries\b|\bfind out more\b",
        ),
        (
            Kind.CONSULTATION,
            r"\bconsult|\bengage(?:d|ment)\b|\bwhat (?:you|people|residents) (?:told|said)|\bfeedback\b|\bsurvey",
        ),
        (
            Kind.DUTY,
            r"\bstatutory dut|\blegal\b|\bequality act\b|\bequality duty|\bspecific dut|\blegislati"
            r"|\bthe law\b|\bour dut",
        ),
        (Kind.DECISION, r"\bdecisions?\b|\bresol(?:ved|ution)|\brecommendations?\b"),
        (Kind.OBJECTIVE, r"\bobjectives?\b|\baims?\b|\bour vision\b|\bambitions?\b|\bour principles\b"),
        (
            Kind.BACKGROUND,
            r"\bbackground\b|\bintroduction\b|\bforeword\b|\bcontext\b|\bissue\(?s?\)?\b"
            r"|\bwhy (?:this|is|we|does)\b|\boverview\b"
            r"|\bpurpose\b|\babout\b|\bexecutive summary\b|\bareas? of focus",
        ),
    )
)

_LEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (Kind.GAP, r"\bareas? (?:of|for) improvement|\bgaps?\b|\bbarriers?\b|\bneeds? to improve"),
        (
            Kind.COMMITMENT,
            r"\bwill (?:\w+ ){0,6}(?:focus|deliver|do|include|be delivered|achieve|continue|undertake|work)"
            r"|\bplan(?:s|ned)? to\b"
            r"|\bwill be (?:delivered|achieved)|\bintend to|\bcommit(?:ted)? to|\bour actions\b"
            r"|\bdelivery activit|\bactions?\b$",
        ),
        (
            Kind.PROGRESS,
            r"\b(?:have|has) (?:\w+ ){0,4}(?:achieved|delivered|completed|led|been|developed|worked)"
            r"|\bachieve(?:d|ments)\b"
            r"|\boutcomes (?:including|achieved)|\bare being delivered|\bfocus has been|\bwe (?:have )?delivered",
        ),
    )
)

_WILL = re.compile(
    r"\b(?:we|council|ecc|they|team|it) will\b|\bwill (?:be|continue|seek|begin|work|develop)\b|\bplan to\b"
    r"|\bintend to\b",
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
_CLOSED = {Kind.CASE_STUDY, Kind.DEFINITION, Kind.CONTACT}
_OPEN = {Kind.UNKNOWN, Kind.BACKGROUND, Kind.CONSULTATION}
_LAWFUL = {*_OPEN, Kind.OBJECTIVE}
# A longer title states something (an objective's wording); it does not label what stands under it.
LABEL_WORDS = 14
# A unit of more letters is no sentence; its head and its end are read.
READ = 4000


def section_kind(path: Sequence[str], paper: str = "") -> Kind:
    """The kind that the titles of a section give it: the innermost title that says anything.

    A paper about a consultation has parts of every kind: its own title says nothing of them.
    """
    for depth, title in enumerate(reversed(path)):
        if len(title.split()) > LABEL_WORDS:
            continue
        for kind, pattern in _TITLES:
            if pattern.search(title) and not (depth and kind is Kind.BACKGROUND):
                return Kind.UNKNOWN if depth and kind is Kind.CONSULTATION and title == paper else kind
    return Kind.UNKNOWN


def unit_kind(section: Kind, lead: str, words: str, role: Role) -> Kind:
    """The kind of one unit: a decision, contact or question by its wording, else by lead-in, section, wording."""
    if len(words) > READ:
        words = f"{words[: READ // 2]} {words[-READ // 2 :]}"
    if _RESOLVED.match(words):
        return Kind.DECISION
    if _CONTACT.search(words):
        return Kind.CONTACT
    if section in _CLOSED:
        return section
    if _DATED.match(words):
        return Kind.TIMETABLE
    if section in _LAWFUL and (_REQUIRED.search(words) or (role is Role.ITEM and _REQUIRED.search(lead))):
        return Kind.DUTY
    if _QUESTION.search(words) if role is Role.ITEM else section in _OPEN and words.endswith("?"):
        return Kind.QUESTION
    # A sentence that leads into a list says what its items say.
    leading = lead or (words if section in _OPEN and words.endswith(":") else "")
    led = next((kind for kind, pattern in _LEADS if leading and pattern.search(leading)), None)
    if led is not None or section not in _OPEN:
        return led or section
    return _by_wording(section, words)


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
