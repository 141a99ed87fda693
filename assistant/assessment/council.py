"""Which papers an assessment is made from: those of one council, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.assessment.records import PaperUsed, Remark, RemarkKind
from assistant.lexicon import Lexicon
from ingest.errors import DueRegardError
from ingest.index import DocumentRow
from ingest.records import Status


class AssessmentError(DueRegardError):
    """An assessment cannot be made from what is loaded; the message says what to do."""


@dataclass(frozen=True, slots=True)
class CouncilPapers:
    """The council, its papers, and what the reader must know about the choice."""

    council: str
    rows: tuple[DocumentRow, ...]
    remarks: tuple[Remark, ...]

    @property
    def used(self) -> tuple[PaperUsed, ...]:
        """The papers as a draft lists them."""
        return tuple(PaperUsed(r.id, r.file, r.facts.title, r.facts.date, r.facts.status) for r in self.rows)


def papers_of(council: str, rows: Sequence[DocumentRow], lexicon: Lexicon) -> CouncilPapers:
    """The papers of a council; raises AssessmentError for one that is not loaded, or where it must be named."""
    if not rows:
        raise AssessmentError(
            "No papers are loaded, so there is no evidence to gather. Read some in first: dueregard ingest FOLDER"
        )
    loaded = sorted({row.facts.council for row in rows if row.facts.council})
    remarks: list[Remark] = []
    if council:
        full = lexicon.councils.get(council.casefold(), council)
        if full not in loaded:
            names = ", ".join(loaded) or "none that says its council"
            raise AssessmentError(
                f"No papers of {council} are loaded. Loaded: {names}. Correct “council”, or read its papers in."
            )
    elif len(loaded) > 1:
        raise AssessmentError(
            f'Papers of several councils are loaded: {", ".join(loaded)}. Say which one: council = "…".'
        )
    else:
        full = loaded[0] if loaded else ""
        whose = full or "no named council"
        remarks.append(
            Remark(RemarkKind.ASSUMPTION, f"No council was named; the only papers loaded are those of {whose}.")
        )
    chosen = tuple(row for row in rows if row.facts.council == full)
    unnamed = [row.facts.title or row.file for row in rows if not row.facts.council] if full else []
    if unnamed:
        remarks.append(Remark(RemarkKind.NOTE, f"Not looked at, as they name no council: {', '.join(unnamed)}."))
    for status, words in ((Status.DRAFT, "is a draft"), (Status.SUPERSEDED, "has been replaced by a later paper")):
        remarks += [
            Remark(RemarkKind.NOTE, f"{row.facts.title or row.file} {words}.")
            for row in chosen
            if row.facts.status is status
        ]
    return CouncilPapers(full, chosen, tuple(remarks))
