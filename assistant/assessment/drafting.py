"""A draft from a proposal: the papers are looked through once, and each section takes what is its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.assessment.council import CouncilPapers
from assistant.assessment.groups import Group
from assistant.assessment.guidance import load_guidance
from assistant.assessment.proposal import groups_for
from assistant.assessment.records import (
    Draft,
    Evidence,
    EvidenceGap,
    EvidenceKind,
    GroupEvidence,
    Prompt,
    Proposal,
    Remark,
    RemarkKind,
)
from assistant.assessment.scanning import Scan, Stretch, without_likes
from assistant.retrieval import Retriever
from ingest.dates import date_words
from ingest.records import Kind, Status

MOST_OF_A_GROUP = 8
MOST_OF_A_SECTION = 6
LEAST_WORDS = 6
# Below this a commitment has next to nothing in common with a proposal (cosine of MiniLM, with what words add).
NEAR_ENOUGH = 0.12
OLD_YEARS = 3
_ENGAGED = re.compile(
    r"\b(?:consult(?:ed|ation|ations|ing)|(?:public|community|residents?|users?|stakeholder) engagement|engagement with"
    r"|surveys?|surveyed|focus groups?|listening|co-?design\w*|co-?produc\w+|polls?|respondents?|workshops?"
    r"|drop-in sessions?|involvement panels?|forums?|asked (?:residents|people|users|passengers))\b",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:will|plan(?:s|ned)? to|to be held|being scoped|is being|are being|are looking|next year|in future)\b"
    r"|^(?:begin|commission|explore|establish|develop|extend|undertake|collaborate|launch|create|set up)\b",
    re.I,
)
_DONE_FOR = re.compile(
    r"\b(?:launch\w*|support\w*|creat\w+|train\w*|adapt\w*|adjust\w*|extend\w*|introduc\w*|provid\w*|improv\w*|deliver\w*"
    r"|design\w*|develop\w*|offer\w*|help\w*|work\w* with|pilot\w*|strengthen\w*|ensur\w*)\b",
    re.I,
)
_REPORTED = frozenset({Kind.PROGRESS, Kind.CASE_STUDY, Kind.COMMITMENT})


def make_draft(proposal: Proposal, papers: CouncilPapers, retriever: Retriever, today: date) -> Draft:
    """The draft of a proposal from the papers of its council, as of a day."""
    groups = groups_for(proposal)
    scan = Scan(retriever, papers.rows, groups)
    units = [s for s in scan.units(proposal) if s.views[-1].length >= LEAST_WORDS]
    found = tuple(_group_evidence(group, scan.of_group(proposal, group.name)) for group in groups)
    done, planned = _engagement(units)
    return Draft(
        id=draft_id(proposal),
        made=today.isoformat(),
        proposal=proposal,
        remarks=(*_date_remarks(proposal, today), *papers.remarks, *_place_remarks(proposal, units)),
        papers=papers.used,
        context=_kept((s for s in units if _names_it(s)), MOST_OF_A_SECTION),
        groups=found,
        engagement=done,
        engagement_planned=planned,
        commitments=_kept((s for s in units if _is_commitment(s)), MOST_OF_A_SECTION),
        gaps=_gaps(found, proposal, today),
        stated_gaps=_kept((s for s in units if _is_gap(s)), MOST_OF_A_SECTION),
        prompts=_prompts(groups, scan, proposal),
        officer=load_guidance().officer_sections(proposal.name),
    )


def draft_id(proposal: Proposal) -> str:
    """The id of a proposal's draft: its title as a name of a file, and a hash of council and title."""
    slug = re.sub(r"[^a-z0-9]+", "-", proposal.title.lower()).strip("-")[:48].strip("-") or "draft"
    whole = f"{proposal.council}\n{proposal.title}".encode()
    return f"{slug}-{hashlib.sha256(whole).hexdigest()[:8]}"


def _group_evidence(group: Group, stretches: Sequence[Stretch]) -> GroupEvidence:
    """The quotes of one group, and the keys of all that were found."""
    shown = [
        e
        for s in without_likes(stretches, MOST_OF_A_GROUP)
        if (e := s.as_evidence(group.found_in(s.words))) is not None
    ]
    keys = tuple(dict.fromkeys(e.key for s in stretches if (e := s.as_evidence()) is not None))
    return GroupEvidence(group.name, group.title, group.added, group.first_aim_only, tuple(shown), keys)


def _kept(stretches: Iterable[Stretch], most: int) -> tuple[Evidence, ...]:
    kept = without_likes(stretches, most)
    return tuple(e for s in kept if (e := s.as_evidence(s.near.because)) is not None)


def _names_it(stretch: Stretch) -> bool:
    """Whether a unit names a place of the proposal, or uses its words."""
    return bool(stretch.near.because) and not stretch.views[-1].words.endswith(":")


def _is_commitment(stretch: Stretch) -> bool:
    kind = stretch.views[-1].unit.kind in {Kind.OBJECTIVE, Kind.COMMITMENT}
    return kind and stretch.score >= NEAR_ENOUGH and not stretch.views[-1].words.endswith(":")


def _is_gap(stretch: Stretch) -> bool:
    """Whether a unit is a gap that the papers name, and speaks of a group or of the proposal's things."""
    return (
        stretch.views[-1].unit.kind is Kind.GAP and stretch.score > 0 and bool(stretch.groups or stretch.near.because)
    )


def _engagement(units: Sequence[Stretch]) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """What the papers say of asking and involving people: what was done, and what is only planned."""
    speak = [
        s for s in units if _ENGAGED.search(s.views[-1].words) and s.score > 0 and not s.views[-1].words.endswith(":")
    ]
    planned = [s for s in speak if s.views[-1].unit.kind is Kind.COMMITMENT or _PLANNED.search(s.views[-1].words)]
    done = [s for s in speak if s not in planned and s.views[-1].unit.kind is not Kind.GAP]
    return _kept(done, MOST_OF_A_SECTION), _kept(planned, MOST_OF_A_SECTION)


def _prompts(groups: Sequence[Group], scan: Scan, proposal: Proposal) -> tuple[Prompt, ...]:
    """For each group, the nearest thing that the council reports to have done or promised for it."""
    found = []
    for group in groups:
        for stretch in scan.of_group(proposal, group.name):
            unit = stretch.views[0].unit
            if stretch.score < NEAR_ENOUGH:
                break
            if unit.kind not in _REPORTED or not _DONE_FOR.search(stretch.words):
                continue
            evidence = stretch.as_evidence(group.found_in(stretch.words))
            if evidence is not None and evidence.kind is not EvidenceKind.GAP:
                question = "Could this, or something like it, lessen a disadvantage that the proposal brings?"
                found.append(Prompt(group.name, question, evidence))
                break
    return tuple(found)


def _gaps(groups: Sequence[GroupEvidence], proposal: Proposal, today: date) -> tuple[EvidenceGap, ...]:
    """What is missing for each group: any evidence, a figure, anything on the places, anything recent."""
    found = [gap for group in groups for gap in _group_gaps(group, proposal, today)]
    sources = load_guidance().sources_for("")
    who = "Who uses the service now, by each characteristic, and who would no longer reach it?"
    found.append(EvidenceGap("", who, sources))
    found.append(
        EvidenceGap(
            "", "What do those who would be affected say about this proposal? The papers were written before it."
        )
    )
    return tuple(found)


def _group_gaps(group: GroupEvidence, proposal: Proposal, today: date) -> list[EvidenceGap]:
    sources = load_guidance().sources_for(group.name)
    if not group.evidence:
        return [EvidenceGap(group.name, "No evidence found in the loaded documents.", sources)]
    found = []
    if not any(e.kind in {EvidenceKind.STATISTIC, EvidenceKind.SURVEY} for e in group.evidence):
        found.append(EvidenceGap(group.name, "No figure among the quotes shown.", sources))
    words = [f"{e.lead} {e.citation.quote}" for e in group.evidence]
    places = [p for p in proposal.places if not any(p.casefold() in w.casefold() for w in words)]
    if places:
        found.append(EvidenceGap(group.name, f"Nothing on {' or '.join(places)} among the quotes shown."))
    dates = [e.citation.date for e in group.evidence if e.citation.date]
    if dates and int(max(dates)[:4]) + OLD_YEARS < today.year:
        found.append(
            EvidenceGap(group.name, f"The newest quote shown is from a paper of {date_words(max(dates))}.", sources)
        )
    if all(e.citation.status is Status.SUPERSEDED for e in group.evidence):
        found.append(EvidenceGap(group.name, "All quotes shown come from papers that have been replaced."))
    return found


def _date_remarks(proposal: Proposal, today: date) -> list[Remark]:
    found = []
    if proposal.decision_date and proposal.decision_date < today.isoformat():
        found.append(
            Remark(
                RemarkKind.WARNING,
                f"The decision date, {date_words(proposal.decision_date)}, has passed. Regard must be had before and "
                "while a decision is taken; an assessment written afterwards does not show that. Ask for legal advice.",
            )
        )
    if not proposal.decision_date:
        found.append(Remark(RemarkKind.NOTE, "No decision date was given. The assessment must be ready before it."))
    if not proposal.owner:
        found.append(Remark(RemarkKind.NOTE, "No officer was named. A draft needs a person who answers for it."))
    return found


def _place_remarks(proposal: Proposal, units: Sequence[Stretch]) -> list[Remark]:
    named = {place for stretch in units for place in stretch.near.places}
    silent = [place for place in proposal.places if place not in named]
    return [Remark(RemarkKind.NOTE, f"No loaded paper of this council names {' or '.join(silent)}.")] if silent else []
