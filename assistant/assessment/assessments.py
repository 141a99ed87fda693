"""The facade: draft an assessment, keep it, open it again and see what is new."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.assessment.council import papers_of
from assistant.assessment.drafting import make_draft
from assistant.assessment.framework import assess_self, load_framework
from assistant.assessment.proposal import proposal_of, read_proposal
from assistant.assessment.records import Draft, GroupEvidence, PaperUsed, Proposal, Reopened, Saved, SelfAssessment
from assistant.assessment.store import Drafts
from assistant.retrieval import Retriever
from assistant.settling import settled
from assistant.weights import load_model
from ingest.library import Library

Given = Proposal | Mapping[str, Any] | Path


class Assessments:
    """Drafts of equality impact assessments over one library. Safe to share between threads.

    >>> work = Assessments(library)                                                         # doctest: +SKIP
    >>> draft = work.draft({"title": "…", "proposal": "…", "council": "Essex"})             # doctest: +SKIP
    >>> work.reopen(work.save(draft)).new                                                   # doctest: +SKIP
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._retriever = Retriever(library, load_model())
        self._drafts = Drafts(library.home)
        self._lock = threading.Lock()

    def draft(self, given: Given, *, today: date | None = None) -> Draft:
        """The draft of a proposal, of its fields, or of a TOML or JSON file.

        Raises ProposalError for a proposal with faults, AssessmentError where the library has nothing for it.
        """
        if isinstance(given, Path):
            given = read_proposal(given)
        proposal = given if isinstance(given, Proposal) else proposal_of(given)

        def work(retriever: Retriever) -> Draft:
            papers = papers_of(proposal.council, retriever.rows, retriever.lexicon)
            return make_draft(replace(proposal, council=papers.council), papers, retriever, today or _today())

        return settled(self._pinned, work)

    def self_assessment(self, council: str = "", version: str = "2021", *, today: date | None = None) -> SelfAssessment:
        """A council's evidence under the LGA's Equality Framework: version "2021" or "earlier".

        Raises AssessmentError for a council or a version that is not known.
        """
        chosen = load_framework().version(version)

        def work(retriever: Retriever) -> SelfAssessment:
            papers = papers_of(council, retriever.rows, retriever.lexicon)
            return assess_self(chosen, papers, retriever, today or _today())

        return settled(self._pinned, work)

    def _pinned(self) -> Retriever:
        """The search as the library stands now; the lock is held no longer than it takes to look."""
        with self._lock:
            return self._retriever.pinned()

    def save(self, draft: Draft) -> str:
        """Keep a draft in the home; the id by which it is opened again."""
        return self._drafts.save(draft)

    def saved(self) -> tuple[Saved, ...]:
        """The drafts that are kept, newest first."""
        return self._drafts.list()

    def load(self, id: str) -> Draft:
        """A draft as it was saved."""
        return self._drafts.load(id)

    def delete(self, id: str) -> None:
        """Delete a saved draft."""
        self._drafts.delete(id)

    def reopen(self, id: str, *, today: date | None = None) -> Reopened:
        """A saved draft beside the same proposal drafted from the papers as they are now."""
        saved = self.load(id)
        now = self.draft(saved.proposal, today=today)
        return Reopened(
            saved,
            now,
            new=_missing(now.groups, saved.groups),
            gone=_missing(saved.groups, now.groups),
            new_papers=_papers(now.papers, saved.papers),
            gone_papers=_papers(saved.papers, now.papers),
        )


def _today() -> date:
    """The day where the officer is, by the computer's own clock."""
    return datetime.now().astimezone().date()


def _missing(groups: Sequence[GroupEvidence], others: Sequence[GroupEvidence]) -> tuple[GroupEvidence, ...]:
    """For each group, what one draft found and the other did not."""
    found = []
    for group in groups:
        known = {key for other in others if other.name == group.name for key in other.keys}
        keys = tuple(key for key in group.keys if key not in known)
        if keys:
            shown = tuple(e for e in group.evidence if e.key not in known)
            found.append(replace(group, evidence=shown, keys=keys))
    return tuple(found)


def _papers(papers: Sequence[PaperUsed], others: Sequence[PaperUsed]) -> tuple[PaperUsed, ...]:
    known = {paper.id for paper in others}
    return tuple(paper for paper in papers if paper.id not in known)
