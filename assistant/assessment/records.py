"""The records of an assessment: what the officer proposes, what the papers say to it, what is left to the officer.

All are frozen and made of plain values, so that a draft is kept as JSON and comes back the same. A section that
an officer judges has no field for an answer: the program cannot fill it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.records import Citation
from ingest.records import Status


class EvidenceKind(StrEnum):
    """What kind of evidence a quote is."""

    STATISTIC = "statistic"
    SURVEY = "survey"
    CASE_STUDY = "case study"
    OBJECTIVE = "objective"
    COMMITMENT = "commitment"
    PROGRESS = "progress"
    GAP = "gap"
    STATEMENT = "statement"


class RemarkKind(StrEnum):
    """What a remark to a draft is about."""

    WARNING = "warning"
    ASSUMPTION = "assumption"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ExtraGroup:
    """A group that the council adds in its own words: its name, and the phrases that speak of it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an officer proposes; ``assessing.proposal_of`` checks it.

    ``name`` is what the council calls its assessments (EIA, EqIA, ECIA, EHRIA). Dates are ISO 8601. ``groups``
    are those that the officer expects to be affected; all nine are looked at whatever they say.
    """

    title: str
    proposal: str
    council: str = ""
    name: str = "EIA"
    activity: str = ""
    decision: str = ""
    decision_maker: str = ""
    decision_date: str = ""
    owner: str = ""
    places: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    extra_groups: tuple[ExtraGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A checked quote with its source, its kind and the place that it is about.

    ``lead`` is the lead-in without which it cannot be understood; ``because`` the words that put it here;
    ``geography`` is empty where neither quote nor lead-in names a place. ``key`` is the same for the same words.
    """

    key: str
    citation: Citation
    kind: EvidenceKind
    geography: str = ""
    lead: str = ""
    because: tuple[str, ...] = ()
    relevance: float = 0.0


@dataclass(frozen=True, slots=True)
class GroupEvidence:
    """What the papers say of one group: the quotes nearest to the proposal, and the keys of all that were found."""

    name: str
    title: str
    added: bool
    first_aim_only: bool
    evidence: tuple[Evidence, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceGap:
    """Something that is missing and that the officer should look for; ``group`` is empty where it is all of them."""

    group: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question about lessening a disadvantage, put by something that the papers report."""

    group: str
    question: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class OfficerSection:
    """A section for the officer's judgement: what is asked, and what to consider. It has no place for an answer."""

    key: str
    title: str
    guidance: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that whoever reads the draft must know."""

    kind: RemarkKind
    text: str


@dataclass(frozen=True, slots=True)
class PaperUsed:
    """A paper that was looked through."""

    id: str
    file: str
    title: str
    date: str
    status: Status


@dataclass(frozen=True, slots=True)
class Draft:
    """An assessment as far as the papers carry it; the rest is the officer's."""

    id: str
    made: str
    proposal: Proposal
    remarks: tuple[Remark, ...]
    papers: tuple[PaperUsed, ...]
    context: tuple[Evidence, ...]
    groups: tuple[GroupEvidence, ...]
    engagement: tuple[Evidence, ...]
    engagement_planned: tuple[Evidence, ...]
    commitments: tuple[Evidence, ...]
    gaps: tuple[EvidenceGap, ...]
    stated_gaps: tuple[Evidence, ...]
    prompts: tuple[Prompt, ...]
    officer: tuple[OfficerSection, ...]

    @property
    def all_evidence(self) -> tuple[Evidence, ...]:
        """Every quote of the draft, in the order in which it is read; one that stands twice is given twice."""
        by_group = tuple(e for group in self.groups for e in group.evidence)
        prompted = tuple(p.evidence for p in self.prompts)
        done = self.engagement + self.engagement_planned
        return self.context + by_group + done + self.commitments + self.stated_gaps + prompted


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft that was saved, as a list shows it."""

    id: str
    title: str
    council: str
    made: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A saved draft beside what the papers say now: what is new of each group, and what is no longer found."""

    saved: Draft
    now: Draft
    new: tuple[GroupEvidence, ...]
    gone: tuple[GroupEvidence, ...]
    new_papers: tuple[PaperUsed, ...]
    gone_papers: tuple[PaperUsed, ...]

    @property
    def changed(self) -> bool:
        """Whether the papers say anything that the saved draft does not hold, or no longer say what it holds."""
        return bool(self.new or self.gone)


@dataclass(frozen=True, slots=True)
class FrameworkAspect:
    """One thing that a part of a framework looks at, with the evidence for it."""

    title: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class FrameworkPart:
    """One module or area of a framework: its aspects, what is missing, and what the officer judges."""

    title: str
    aspects: tuple[FrameworkAspect, ...]
    gaps: tuple[EvidenceGap, ...]
    officer: OfficerSection


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """A council's self-assessment under a framework, as far as the papers carry it."""

    version: str
    framework: str
    council: str
    made: str
    remarks: tuple[Remark, ...]
    papers: tuple[PaperUsed, ...]
    parts: tuple[FrameworkPart, ...]
