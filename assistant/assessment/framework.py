"""The LGA's Equality Framework as a second kind of draft: evidence under its parts; the level is left blank."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from assistant.assessment.council import AssessmentError, CouncilPapers
from assistant.assessment.groups import load_groups
from assistant.assessment.records import (
    Evidence,
    EvidenceGap,
    EvidenceKind,
    FrameworkAspect,
    FrameworkPart,
    OfficerSection,
    Proposal,
    SelfAssessment,
)
from assistant.assessment.scanning import Scan, Stretch, without_likes
from assistant.retrieval import Retriever
from ingest.records import Kind

MOST_OF_AN_ASPECT = 3
LEAST_WORDS = 8
# Below this a unit has too little to do with a part of the framework (cosine of MiniLM, with what words add).
NEAR_ENOUGH = 0.4


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the framework: its title, and the title of each part with the aspects to find evidence by."""

    key: str
    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """The versions that are known, the names of the levels, and what the officer is asked of each part."""

    versions: tuple[Version, ...]
    levels: tuple[str, ...]
    guidance: tuple[str, ...]

    def version(self, key: str) -> Version:
        """A version by its key; raises AssessmentError with those that there are."""
        found = next((one for one in self.versions if one.key == key), None)
        if found is None:
            known = ", ".join(one.key for one in self.versions)
            raise AssessmentError(f"There is no version {key!r} of the framework. Choose one of: {known}.")
        return found


@cache
def load_framework() -> Framework:
    """The framework as it stands in ``framework.toml``."""
    raw = tomllib.loads(resources.files("assistant.assessment").joinpath("framework.toml").read_text(encoding="utf-8"))
    versions = (
        Version(key, entry["title"], tuple((part["title"], tuple(part["aspects"])) for part in entry["parts"]))
        for key, entry in raw.items()
        if isinstance(entry, dict)
    )
    return Framework(tuple(versions), tuple(raw["levels"]), tuple(raw["guidance"]))


def assess_self(version: Version, papers: CouncilPapers, retriever: Retriever, today: date) -> SelfAssessment:
    """The evidence under each part of a version of the framework, from the papers of its council."""
    guidance = load_framework().guidance
    scan = Scan(retriever, papers.rows, load_groups())
    parts = []
    for title, aspects in version.parts:
        found = tuple(FrameworkAspect(aspect, _evidence(scan, aspect)) for aspect in aspects)
        officer = OfficerSection(title, f"{title}: level and next steps", guidance)
        parts.append(FrameworkPart(title, found, _gaps([e for one in found for e in one.evidence]), officer))
    return SelfAssessment(
        version.key, version.title, papers.council, today.isoformat(), papers.remarks, papers.used, tuple(parts)
    )


def _evidence(scan: Scan, aspect: str) -> tuple[Evidence, ...]:
    near = [s for s in scan.units(Proposal(aspect, aspect)) if s.score >= NEAR_ENOUGH and _says_something(s)]
    kept = without_likes(near, MOST_OF_AN_ASPECT)
    return tuple(e for s in kept if (e := s.as_evidence(s.near.because)) is not None)


def _says_something(stretch: Stretch) -> bool:
    """Whether a unit tells what the council did, found or promised: what the law says of every council does not."""
    view = stretch.views[-1]
    return view.unit.kind is not Kind.DUTY and view.length >= LEAST_WORDS and not view.words.endswith(":")


def _gaps(evidence: Sequence[Evidence]) -> tuple[EvidenceGap, ...]:
    kinds = {e.kind for e in evidence}
    found = []
    if kinds.isdisjoint({EvidenceKind.STATISTIC, EvidenceKind.SURVEY}):
        found.append(EvidenceGap("", "No figure among the quotes shown."))
    if EvidenceKind.CASE_STUDY not in kinds:
        found.append(EvidenceGap("", "No case study among the quotes shown."))
    return tuple(found)
