"""From papers to evidence: whom each unit speaks of, which sentences are quoted together, of what kind they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.assessment.groups import Group, spoken_of
from assistant.assessment.records import Evidence, EvidenceKind
from assistant.composing import Quote, cite, is_verbatim
from assistant.views import Paper, View
from ingest.index import DocumentRow
from ingest.records import Kind, Role
from ingest.words import fold, readable

MOST_WORDS = 90
MOST_CARRIED = 2
# A shorter sentence that only points back says nothing of its own ("This is important for us.").
LEAST_CARRIED = 7
_NO_EVIDENCE = frozenset({Kind.DEFINITION, Kind.CONTACT, Kind.QUESTION, Kind.TIMETABLE})
_OBJECTIVE_WORDS = 8
# Where a figure was taken from, and what a link leads to, say nothing of people themselves.
_REFERENCE = re.compile(
    r"^(?:source|sources|see also|further reading|download):|opens in (?:a )?new (?:window|tab)", re.I
)
_POINTS_BACK = re.compile(
    r"(?:this|these|that|those|it|its|they|their|he|his|she|her|both|such|here)\b"
    r"(?! (?:year|month|report|paper|plan)s?\b)",
    re.I,
)
_SURVEY = re.compile(r"\b(?:surveys?|surveyed|respondents?|focus groups?|polls?|questionnaires?|testimonials?)\b", re.I)
_SHARE = re.compile(r"\d\s?%|\bper ?cent\b|\b\d+ (?:in|out of) (?:every )?\d+\b|£\s?\d", re.I)
# What people count: a number before any other word may be a year, an item or a length of time.
_COUNTED = (
    r"people|persons?|residents?|adults?|child(?:ren)?|pupils?|students?|wom[ae]n|m[ae]n|girls|boys|famil(?:y|ies)|households?"
    r"|homes|users?|passengers?|customers?|carers?|patients?|members?|employees?|staff|applications?|applicants?|responses?"
    r"|respondents?|incidents?|crimes?|cases|referrals?|complaints?|schools|places|jobs|journeys|trips|visits|interns?"
)
_COUNT = re.compile(
    rf"(?<![\w./-])(?!(?:19|20)\d{{2}}\b)\d[\d,]*(?![\w/-])(?:\s+[\w'’-]+){{0,2}}?\s+(?:{_COUNTED})\b", re.I
)
_ORDINAL = re.compile(
    r"\b(?:year|objective|priority|area|item|page|section|paragraph|step|level|aim|stage|phase)s?\s$", re.I
)
_CODE = re.compile(r"\([A-Z]{2}[^()]*\)|^\W*\d{1,2}[.)]\s")
_KINDS = {
    Kind.OBJECTIVE: EvidenceKind.OBJECTIVE,
    Kind.COMMITMENT: EvidenceKind.COMMITMENT,
    Kind.PROGRESS: EvidenceKind.PROGRESS,
    Kind.GAP: EvidenceKind.GAP,
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A unit with the groups that it speaks of; ``carried`` where it only goes on from the sentence before."""

    view: View
    groups: frozenset[str]
    carried: bool = False


def is_evidence(view: View) -> bool:
    """Whether a unit may be quoted as evidence: what explains a word, names a contact or source, or asks is none."""
    unit = view.unit
    if _REFERENCE.search(view.words):
        return False
    if unit.role is Role.HEADING:
        return unit.kind is Kind.OBJECTIVE and view.length >= _OBJECTIVE_WORDS
    return unit.kind not in _NO_EVIDENCE


def speaking(paper: Paper, groups: Sequence[Group]) -> Iterator[Spoken]:
    """Every quotable unit of a paper with the groups that it speaks of, read after the sentence before it."""
    before: Spoken | None = None
    run = 0
    for view in paper.views:
        if not is_evidence(view):
            before = None
            continue
        own = spoken_of(view.words, readable(view.unit.lead), groups)
        carried = not own and before is not None and run < MOST_CARRIED and _goes_on(before.view, view, paper)
        if carried and before is not None:
            own = before.groups
        run = run + 1 if carried else 0
        before = Spoken(view, own, carried)
        yield before


def _goes_on(before: View, view: View, paper: Paper) -> bool:
    """Whether a sentence is about what the sentence before it is about: it points back, or adds a figure to one."""
    if view.length < LEAST_CARRIED or not follows(before, view, paper):
        return False
    adds = bool(_SHARE.search(before.words) and _SHARE.search(view.words))
    return adds or points_back(view)


def points_back(view: View) -> bool:
    """Whether a sentence begins with a word that stands for something said before ("This", "His")."""
    return bool(_POINTS_BACK.match(view.words))


def follows(before: View, view: View, paper: Paper) -> bool:
    """Whether two sentences stand next to each other in one paragraph."""
    same = before.unit.group == view.unit.group and before.unit.role is view.unit.role is Role.PARAGRAPH
    return same and not readable(paper.document.text[before.unit.end : view.unit.start])


def runs_of(spoken: Sequence[Spoken], group: str, paper: Paper) -> Iterator[tuple[View, ...]]:
    """The stretches that speak of a group: sentences of one paragraph that follow each other are one."""
    run: list[View] = []
    for one in spoken:
        if group not in one.groups:
            continue
        joined = bool(run) and follows(run[-1], one.view, paper)
        if joined and (one.carried or sum(v.length for v in run) + one.view.length <= MOST_WORDS):
            run.append(one.view)
            continue
        if run:
            yield tuple(run)
        run = [one.view]
    if run:
        yield tuple(run)


def evidence_of(
    views: Sequence[View],
    paper: Paper,
    row: DocumentRow,
    *,
    because: Sequence[str] = (),
    places: Sequence[str] = (),
    relevance: float = 0.0,
) -> Evidence | None:
    """A stretch as evidence with its citation; None where the quote does not stand word for word in the paper."""
    document = paper.document
    section = document.sections[views[0].unit.section]
    quote = Quote(document, section, tuple(v.unit for v in views), "", 0.0)
    if not is_verbatim(quote):
        return None
    citation = cite(0, quote, row)
    words = " ".join(v.words for v in views)
    lead = lead_of(views[0])
    return Evidence(
        key=hashlib.sha256(f"{row.facts.council}\n{fold(lead)}\n{fold(words)}".encode()).hexdigest()[:16],
        citation=citation,
        kind=kind_of(views, section.kind),
        geography=geography_of(f"{lead} {words}", places),
        lead=lead,
        because=tuple(dict.fromkeys(because)),
        relevance=round(relevance, 4),
    )


def lead_of(view: View) -> str:
    """The lead-in of a unit: of a row of figures the names of its columns, of other rows none."""
    lead = readable(view.unit.lead)
    if view.unit.role is Role.ROW:
        return lead if view.figure else ""
    return lead.rpartition(" · ")[2]


def kind_of(views: Sequence[View], section: Kind) -> EvidenceKind:
    """What kind of evidence a stretch is: what counts or asks people goes before what it stands under."""
    words = " ".join(v.words for v in views)
    if _SURVEY.search(words):
        return EvidenceKind.SURVEY
    case_study = Kind.CASE_STUDY in {section, *(v.unit.kind for v in views)}
    if _SHARE.search(words) or (_has_count(words) and not case_study):
        return EvidenceKind.STATISTIC
    return EvidenceKind.CASE_STUDY if case_study else _KINDS.get(views[0].unit.kind, EvidenceKind.STATEMENT)


def _has_count(words: str) -> bool:
    """Whether words count people, homes and the like; years, dates, codes and numbers of items are no counts."""
    plain = _CODE.sub(" ", words)
    return any(not _ORDINAL.search(plain[: m.start()]) for m in _COUNT.finditer(plain))


_WIDE = (
    (re.compile(r"\b(?:in|across) the UK\b|\bUnited Kingdom\b|\bUK[- ]wide\b"), "United Kingdom"),
    (re.compile(r"\b(?:in|across) (?:Great )?Britain\b"), "Great Britain"),
    (re.compile(r"\b(?:in|across) England and Wales\b"), "England and Wales"),
    (re.compile(r"\b(?:in|across) England\b"), "England"),
    (
        re.compile(r"\bnational (?:evidence|research|average|data|picture|figures?|surveys?|trends?)\b", re.I),
        "National",
    ),
)
_NAMED = re.compile(
    r"\b(?:in|across|within|around|throughout) (?:the )?"
    r"((?:(?:Greater|North|South|East|West|Mid|Central|New|Great|Upper|Lower|St\.?|Rural) )*"
    r"[A-Z][a-z]+(?:-(?:on|upon|le|the|under|in)-[A-Z][a-z]+)*)\b(?![-’']| [A-Z\d])"
)
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday|Spring|Summer|Autumn|Winter|Year|Quarter|Phase|Stage|Objective|Priority|Area"
    r"|Children|Adults?|Social|Public|Health|Education|Leadership|Women|Everyone|Council|Cabinet|Section|Part|Appendix"
    r"|Table|Figure|Equality|Our|The|Levelling|Occupational|Family|Community|Communities|Corporate|Workforce|School|Schools"
    r"|Black|Asian|White|Christian|Muslim|Disability|Census|Local|Housing|Transport|Human|Customer|English)$"
)  # fmt: skip


def geography_of(words: str, places: Sequence[str] = ()) -> str:
    """The places that a quote itself names, those looked for first; empty where it names none."""
    found = [*places]
    found += [name for pattern, name in _WIDE if pattern.search(words)]
    named = (m[1] for m in _NAMED.finditer(words))
    found += [name for name in named if not _NO_PLACE.match(name.split()[0]) and name not in {"England", "Britain"}]
    return ", ".join(dict.fromkeys(found))
