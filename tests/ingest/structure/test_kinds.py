"""What titles, columns and wording say of text, on papers that are made up here."""

from __future__ import annotations

import pytest

from ingest.records import Kind, Role
from ingest.structure.kinds import section_kind, unit_kind
from ingest.structure.leads import Lead
from tests.ingest.structure.papers import document_of, units_of

BODY = "The council has lit three paths and trained forty park keepers, who now help people that are harassed."


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("4. Gender pay gap at 31 March 2025", Kind.UNKNOWN),
        ("Ethnicity and disability pay gaps", Kind.UNKNOWN),
        ("9.2 Gaps that remain", Kind.GAP),
        ("B4. What we do not know", Kind.GAP),
        ("What we still need to do", Kind.GAP),
        ("5.2 Risks", Kind.GAP),
        ("LGA peer challenge", Kind.UNKNOWN),
        ("What the evidence tells us", Kind.BACKGROUND),
        ("What is being done", Kind.COMMITMENT),
        ("How the objective will be delivered", Kind.COMMITMENT),
        ("Table 16: Proposed actions, subject to the new objectives", Kind.COMMITMENT),
        ("Fewer and clearer actions", Kind.UNKNOWN),
        ("What difference we want to make", Kind.OBJECTIVE),
        ("How we did: the five objectives of 2020", Kind.PROGRESS),
        ("Table 1: Status of actions by objective", Kind.PROGRESS),
        ("Table B1: Success rates by group", Kind.UNKNOWN),
        ("What staff and the networks told us", Kind.CONSULTATION),
        ("On getting about", Kind.UNKNOWN),
        ("Words we use", Kind.DEFINITION),
        ("What we mean by rural proofing", Kind.DEFINITION),
        ("D1. The three aims of the duty", Kind.DUTY),
    ],
)
def test_a_title_says_what_stands_under_it(title: str, kind: Kind) -> None:
    """Whatever number or table's name stands before it."""
    assert section_kind([title]) is kind


def test_a_part_of_an_objective_tells_in_a_report_what_was_done() -> None:
    """In a plan it is a part of the objective."""
    path = ["Objective 2: A safe city", "Hate crime"]
    assert section_kind(path) is Kind.OBJECTIVE
    assert section_kind(path, back=True) is Kind.PROGRESS
    assert section_kind(path[:1], back=True) is Kind.OBJECTIVE


@pytest.mark.parametrize(("title", "kind"), [("Annual report 2024", Kind.PROGRESS), ("Plan", Kind.OBJECTIVE)])
def test_what_stands_right_under_an_objective_is_what_the_paper_is_for(title: str, kind: Kind) -> None:
    """A report tells what was done."""
    assert BODY in units_of(document_of(f"# {title}\n\n## Objective 1: Safe parks\n\n{BODY}\n"), kind)


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        ("Action\tLead\tBy when", Kind.COMMITMENT),
        ("Action\tProgress\tRating", Kind.PROGRESS),
        ("Term\tMeaning\tSource", Kind.DEFINITION),
        ("Stage\tDate\tPlace", Kind.TIMETABLE),
        ("Version\tDate\tAuthor", Kind.UNKNOWN),
        ("Ward\tPeople\tHomes", Kind.OBJECTIVE),
    ],
)
def test_the_names_of_columns_say_what_rows_are(heads: str, kind: Kind) -> None:
    """More than the heading over the table does."""
    row = Lead(heads, None, tuple(heads.split("\t")))
    assert unit_kind(Kind.OBJECTIVE, row, "One here Two here Three", Role.ROW) is kind


@pytest.mark.parametrize(
    ("own", "kind"),
    [
        ("What has been done", Kind.PROGRESS),
        ("What happens next", Kind.COMMITMENT),
        ("Action", Kind.COMMITMENT),
        ("Remarks", Kind.PROGRESS),
    ],
)
def test_a_cell_is_what_its_own_column_says(own: str, kind: Kind) -> None:
    """Else what the table does."""
    cell = Lead(own, None, ("Action", "What has been done", "What happens next", "Remarks"), own)
    assert unit_kind(Kind.OBJECTIVE, cell, "The paths are lit in three parks", Role.ROW) is kind


def test_a_sentence_that_announces_a_list_leads_it_over_an_aside() -> None:
    """A short sentence may stand between."""
    said = f"{BODY} The following work goes on in the new plan. The rest is closed."
    text = f"# Plan\n\n{said}\n\n- Light more paths\n- Train more keepers\n"
    leads = {u.lead for u in document_of(text).units if u.lead}
    assert leads == {"The following work goes on in the new plan."}
