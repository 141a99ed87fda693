"""Of what kind a quote is, and which place it names."""

from __future__ import annotations

import pytest

from assistant.assessment import Assessments, EvidenceKind
from assistant.assessment.evidence import geography_of
from ingest.library import Library
from tests.conftest import Corpus

PAPER = """# Progress report 2024

Borset County Council, July 2024

## What we found

In a survey of 400 passengers, disabled people said that they wait longest. This was worst in Fenwick after dark.

Disabled people hold 12% of passes.

## What we did

We trained drivers to help disabled passengers.

The year 2024 was one in which disabled residents asked for more.
"""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Buses in Fenwick are late", "Fenwick"),
        ("across Greater Essex and beyond", "Greater Essex"),
        ("1 in 6 adults in the UK", "United Kingdom"),
        ("National research shows it", "National"),
        ("in March we met", ""),
        ("within the Night-Time Economy", ""),
        ("in Adult Social Care", ""),
        ("we met people", ""),
    ],
)
def test_the_place_is_one_that_the_quote_names(words: str, place: str) -> None:
    assert geography_of(words) == place


def test_kinds_and_sentences_that_go_on(library: Library, corpus: Corpus) -> None:
    """A sentence that points back is quoted with the one that it points to; a year is no figure."""
    library.sync([corpus({"report.md": PAPER})])
    draft = Assessments(library).draft({"title": "Buses", "proposal": "Fewer buses."})
    (group,) = (g for g in draft.groups if g.name == "disability")
    kinds = {e.citation.quote[:30]: e.kind for e in group.evidence}
    assert kinds["In a survey of 400 passengers,"] is EvidenceKind.SURVEY
    assert kinds["Disabled people hold 12% of pa"] is EvidenceKind.STATISTIC
    assert kinds["The year 2024 was one in which"] not in {EvidenceKind.STATISTIC, EvidenceKind.SURVEY}
    (survey,) = (e for e in group.evidence if e.kind is EvidenceKind.SURVEY)
    assert survey.citation.quote.endswith("This was worst in Fenwick after dark.")
    assert survey.geography == "Fenwick"
