"""The words that tell what a title, a lead-in or a table's columns say of the text under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import Kind

# A gap that is measured (of pay, of attainment) is a figure; it says nothing of what is left undone.
_MEASURED = re.compile(
    r"\b(?:pay|wages?|earnings|bonus|attainment|achievement|employment|awarding|mean|median|gender"
    r"|ethnicity|disability)"
    r"(?: and (?:\w+ )?\w+)?(?: pay)? gaps?\b|\bgaps? (?:at|on|between|by|in|from)\b|\bhow the gaps?\b"
    r"|\bthere is a gap\b|\bpeer challenge|\bsuccess rates?\b|\bpositive action\b",
    re.I,
)
# What stands before a title's own words: its number, what kind of thing it heads.
_LABEL = re.compile(
    r"^(?:(?:table|figure|appendix|annex|part|section)\s+)?(?:[A-Z]?\d[\d.]*|[A-Z])[.:)]?\s+(?=\S)", re.I
)
_TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (Kind.OBJECTIVE, r"^(?:equality )?(?:aim|objective|goal|outcome)s? \w{1,3}\b(?: ?[-–—:.]|$)"),
        (Kind.BACKGROUND, r"^(?:but |and )?(?:also )?(?:our )?opportunit\w+$"),
        (Kind.CASE_STUDY, r"\bcase stud|\bspotlight\b|\bgood practice\b|\bour stor|\bin focus\b"),
        (
            Kind.DEFINITION,
            r"\bglossary\b|\babbreviations?\b|\bacronyms?\b|\bdefinitions?\b|\bterminology\b|jargon"
            r"|\b(?:words|terms) (?:we |that (?:we|are) |are )?used?\b"
            r"|^what (?:we|do we|is|are)\b.{0,30}\bmean(?:t by)?\b"
            r"|^what (?:\w+ ){1,4}mean\b",
        ),
        (
            Kind.GAP,
            r"\bgaps?\b|\bareas? (?:of|for) (?:\w+ )?improvement|what (?:more|else)|\bbarriers\b|still to do"
            r"|\bweakness|\bwhat (?:(?:do )?we )?(?:still )?needs? to\b|\bchallenges?\b|\bareas? for development"
            r"|\bwhat we (?:do not|don['’]t) know|^(?:key |main )?risks?(?: and (?:issues|gaps))?\b(?! assess)",
        ),
        (
            Kind.PROGRESS,
            r"\bprogress\b|\bachieve(?:d|ments?)\b|\bwhat (?:have )?we(?: have|'ve|’ve)? (?:did|done|delivered)"
            r"|\bimpact .*(?:made|had)|(?<!be )\bdelivered\b|\bhow (?:did we|are we|we did|we are) do(?:ing)?\b"
            r"|\bhow we did\b|\boutcomes? (?:to date|so far|of (?:\w+ ){0,2}actions?)"
            r"|\bstatus of (?:the )?actions?|\bactions? taken\b"
            r"|\bwhat went well\b|\bposition (?:at|on)\b"
            r"|\bhighlights\b|\bsuccess(?:es)?\b|\byear in review|\bwhat.s been done",
        ),
        (
            Kind.TIMETABLE,
            r"\btime ?(?:line|table|scales?)\b|\bmilestones?\b|\bkey dates\b|\bforward plan\b|\bschedule of",
        ),
        (
            Kind.COMMITMENT,
            r"\bpriorit(?:y|ies) for\b|\baction plan\b|^(?:\w+ ){0,2}actions?\b"
            r"|\bwhat (?:we|will we|are we going to|we will|we are going to) (?:will )?(?:do|deliver)"
            r"|\bwhat (?:is|are) being done\b|\bwill be delivered\b|\bhow (?:we|you) will know\b"
            r"|\bmeasures of success\b|\bour commitments?\b|\bdelivery (?:plan|activit)"
            r"|\bnext steps\b|\bplans? for (?:next|the coming|20)"
            r"|\blooking (?:ahead|forward)|\bhow will we\b|\bfuture (?:plans|work)|\bwe will\b"
            r"|\bwe (?:said|promised) we would\b|\byear (?:two|2|three|3) (?:activit|plan|priorit)",
        ),
        (
            Kind.CONTACT,
            r"\bcontact|\bhappy to talk|\bget in touch|\bfurther information\b|\benquiries\b|\bfind out more\b",
        ),
        (
            Kind.CONSULTATION,
            r"\bconsult|\bengage(?:d|ment)\b|\bwhat (?:\w+ ){1,6}?(?:told|said)\b|\bwhat we heard\b"
            r"|\bfeedback\b|\bsurvey",
        ),
        (
            Kind.DUTY,
            r"\bstatutory dut|\blegal\b|\bequality act\b|\bequality duty|\bspecific dut|\blegislati"
            r"|\bthe law\b|\bour dut|\baims of the (?:\w+ )?dut",
        ),
        (Kind.DECISION, r"\bdecisions?\b|\bresol(?:ved|ution)|\brecommendations?\b"),
        (
            Kind.OBJECTIVE,
            r"\bobjectives?\b|\baims?\b|\bour vision\b|\bambitions?\b|\bour principles\b|\bdifference we want\b",
        ),
        (
            Kind.BACKGROUND,
            r"\bbackground\b|\bintroduction\b|\bforeword\b|\bcontext\b|\bissue\(?s?\)?\b"
            r"|\bwhy (?:this|is|we|does)\b|\boverview\b|\bwhat (?:we|do we) know\b|\bevidence\b"
            r"|\bpurpose\b|^about\b|\bexecutive summary\b|\bareas? of focus",
        ),
    )
)
_LEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (Kind.GAP, r"\bareas? (?:of|for) improvement|(?<!pay )\bgaps?\b|\bbarriers?\b|\bneeds? to improve"),
        (
            Kind.COMMITMENT,
            r"\bwill (?:\w+ ){0,6}(?:focus|deliver|do|include|be delivered|achieve|continue|undertake|work)"
            r"|\b(?:do|achieve|deliver) this,? we will:?$"
            r"|\bplan(?:s|ned)? to\b"
            r"|\bwill be (?:delivered|achieved)|\bintend to|\bcommit(?:ted)? to|\b(?:our|the following) actions\b"
            r"|\bdelivery activit|\bactions?\b$",
        ),
        (
            Kind.PROGRESS,
            r"\b(?:have|has) (?:\w+ ){0,4}"
            r"(?:achieved|delivered|completed|led|been(?! (?:agreed|proposed|recommended|identified|chosen))"
            r"|developed|worked)"
            r"|\bachieve(?:d|ments)\b"
            r"|\boutcomes (?:including|achieved)|\bare being delivered|\bfocus has been|\bwe (?:have )?delivered",
        ),
    )
)
_NO_SAY = re.compile(r"^versions?\b", re.I)
_DONE_COLUMN = re.compile(
    r"\b(?:progress|position|outcomes? (?:at|so)|status|(?:has been|was|have) done|we did|achieved|achievements?"
    r"|actions? taken|results?|latest|updates?|judge?ment|on track|complete|rag|green)\b",
    re.I,
)
_PLAN_COLUMN = re.compile(
    r"\bactions?\b|\bwhat we will do\b|\bby when\b|^(?:key |our )?activit(?:y|ies)\b"
    r"|\bcommitments?\b|\btasks?\b|\bproposed amendment",
    re.I,
)
# These tell of a cell what it says, but not of a row.
_PLAN_CELL = re.compile(
    r"^(?:by|when|lead\b.*|who|owner|deadline|due\b.*|timescales?|target\b.*)$|\bnext\b"
    r"|\bhow we will know\b|\bcould be done\b"
    r"|\bmitigat",
    re.I,
)
_TERM = re.compile(r"(?:terms?|words?|abbreviations?|acronyms?|phrases?)(?: used)?", re.I)
_MEANING = re.compile(r"\bmean|\bdefinition|\bdescription|\bstands? for\b|\bexplanation", re.I)
_STEP = re.compile(r"steps?|stages?|milestones?|events?|meetings?|key dates?", re.I)
_WHEN = re.compile(r"dates?|when|by when|month", re.I)
# In the first lines of a paper that tells what was done.
_LOOKS_BACK = re.compile(
    r"\b(?:annual|monitoring|progress|outturn|workforce|pay gap|equality information|end of (?:plan"
    r"|year)|year[- ]end)\b"
    r".{0,60}\b(?:report|review|update)\b|\bprogress (?:in|on|against)\b|\bequality information\b",
    re.I,
)


def title_kind(title: str) -> Kind:
    """What a title says of the text under it."""
    said = _LABEL.sub("", _MEASURED.sub(" ", title))
    return next((kind for kind, pattern in _TITLES if pattern.search(said)), Kind.UNKNOWN)


def measures(title: str) -> bool:
    """Whether a title names a measured gap: what stands under it tells of that figure."""
    return bool(_MEASURED.search(title))


def lead_kind(lead: str) -> Kind | None:
    """What a lead-in says of its list."""
    return next((kind for kind, pattern in _LEADS if lead and pattern.search(lead)), None)


def row_kind(heads: Sequence[str]) -> Kind | None:
    """What the names of a table's columns say of its rows; None where they say nothing of it."""
    said = [h for h in heads if h]
    if len(said) < 2:
        return None
    if _NO_SAY.match(said[0]):
        return Kind.UNKNOWN
    if _TERM.fullmatch(said[0]) and _MEANING.search(said[1]):
        return Kind.DEFINITION
    if any(map(_DONE_COLUMN.search, said)):
        return Kind.PROGRESS
    if any(map(_PLAN_COLUMN.search, said)):
        return Kind.COMMITMENT
    stepped = any(map(_STEP.fullmatch, said)) and any(map(_WHEN.fullmatch, said))
    return Kind.TIMETABLE if stepped else None


def cell_kind(heads: Sequence[str], own: str) -> Kind | None:
    """What the name of its column says of a cell, else what those of the whole table do."""
    if _DONE_COLUMN.search(own):
        return Kind.PROGRESS
    if _PLAN_COLUMN.search(own) or _PLAN_CELL.search(own):
        return Kind.COMMITMENT
    return row_kind(heads)


def looks_back(head: str) -> bool:
    """Whether the first lines of a paper call it a report on what was done."""
    return bool(_LOOKS_BACK.search(head))
