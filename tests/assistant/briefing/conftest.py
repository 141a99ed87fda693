"""Councils made up for the tests, each with papers of its own, and what reads them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from assistant.briefing import Brief, Briefings
from assistant.briefing.quoting import Paper
from ingest.library import Library
from tests.conftest import Corpus

STRATEGY = """# Equality Strategy 2024-2028

Northmoor Borough Council

Status: adopted

## Foreword

It replaces the Equality Scheme 2020-2024. We have moved from six objectives to two because residents told us that \
the old ones were too many to follow.

## The law

Under the Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017 we must publish equality \
objectives at least every four years.

## Our equality objectives

Our two equality objectives for 2024-2028 are:

1. Become an employer that reflects the people we serve.
2. Work with partners to reduce hate crime and build trust between communities.

## Governance

Cabinet is responsible for this strategy. The Overview and Scrutiny Committee will review progress every six months. \
The Equalities Steering Group (ESG), chaired by the Deputy Chief Executive, monitors the action plan. The ESG agreed \
its terms of reference in June 2024.

## Contact us

Email: equalities@northmoor.gov.uk

Report author: Jane Smith, Head of Policy, jane.smith@northmoor.gov.uk, 01999 123499
"""
SCHEME = """# Equality Scheme 2020-2024

Northmoor Borough Council

Published April 2020

## Our equality objectives

Our equality objectives are to:

1. Become an employer that reflects all the people we serve.
2. Support older people to stay independent.
"""
REPORT = """# Annual Equality Report 2025

Northmoor Borough Council

Published July 2025

## Objective 2: Work with partners to reduce hate crime and build trust between communities

### What we have done

We renewed the charter in June 2025. Reports of hate crime rose by 12% in a year.

### What still needs to be done

We hold no data on victims.

## Case study: Amina's story

Amina, aged 34, was helped by the ABC scheme and agreed to speak to Cabinet in May 2025.

## Appendix 2: Timetable of further work
"""
NORTHMOOR = {"strategy.md": STRATEGY, "scheme.md": SCHEME, "report.md": REPORT}

Briefed = Callable[..., Brief]


@pytest.fixture
def briefed(library: Library, corpus: Corpus) -> Briefed:
    """Read papers in and make the brief of a council."""

    def make(files: Mapping[str, str], council: str = "", role: str = "") -> Brief:
        library.sync([corpus(files)])
        return Briefings(library).brief(council, role)

    return make


@pytest.fixture
def paper(library: Library, corpus: Corpus) -> Callable[[str], Paper]:
    """Read one paper in, as the parts of a brief take it."""

    def make(text: str) -> Paper:
        library.sync([corpus({"paper.md": text})])
        (row,) = library.rows()
        return Paper(row, library.document(row.id))

    return make
