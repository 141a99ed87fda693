"""The captions of tables: what they lead into, and what they do not head."""

from __future__ import annotations

from ingest.records import Role
from tests.ingest.structure.papers import document_of, section_of, titles, with_role, words

TABLE = "| Measure | 2024 | 2025 |\n|---|---|---|\n| Women | 70.6% | 71.0% |\n| Disabled | 7.0% | 7.8% |\n"
AFTER = "Our workforce is getting older, and fewer of those who leave us are asked why they do so than in the past."
PAPER = (
    f"# Profile\n\n## Workforce\n\n{AFTER}\n\n**Table 3: Workforce, year on year**\n\n{TABLE}\n{AFTER}\n\n"
    f"## Pay\n\n{AFTER}\n"
)


def test_a_caption_is_no_section() -> None:
    """What follows its table belongs to the section that the table stands in."""
    paper = document_of(PAPER)
    assert titles(paper) == [(1, "Profile"), (2, "Workforce"), (2, "Pay")]
    prose = [section_of(paper, b).path[-1] for b in with_role(paper, Role.PARAGRAPH) if words(paper, b) == AFTER]
    assert prose == ["Workforce", "Workforce", "Pay"]


def test_a_caption_leads_into_the_rows_of_its_table() -> None:
    """It stands before the names of the columns, and can be quoted itself."""
    paper = document_of(PAPER)
    rows = [unit for unit in paper.units if unit.role is Role.ROW]
    assert {unit.lead for unit in rows} == {"Table 3: Workforce, year on year – Measure · 2024 · 2025"}
    assert "Table 3: Workforce, year on year" in [words(paper, unit) for unit in paper.units]


def test_the_caption_of_a_chart_is_no_section() -> None:
    """Nothing of the chart need have been read: what follows belongs to the section that it stands in."""
    paper = document_of(
        f"# Profile\n\n## Pay\n\n{AFTER}\n\n**Figure 1: Pay gaps, 2022 to 2025**\n\n{AFTER}\n\n"
        f"### Figure 2: Bonuses\n\n{AFTER}\n\n## Next steps\n\n{AFTER}\n"
    )
    assert titles(paper) == [(1, "Profile"), (2, "Pay"), (2, "Next steps")]
    assert "Figure 1: Pay gaps, 2022 to 2025" in [words(paper, unit) for unit in paper.units]


def test_a_note_may_stand_between_a_caption_and_its_table() -> None:
    """As where a paper says under the caption which counts it leaves out."""
    paper = document_of(f"# Profile\n\n**Table 3: Workforce**\n\n¹ Counts below ten are left out.\n\n{TABLE}")
    rows = [unit for unit in paper.units if unit.role is Role.ROW]
    assert {unit.lead for unit in rows} == {"Table 3: Workforce – Measure · 2024 · 2025"}


def test_a_sentence_about_a_table_is_no_caption() -> None:
    """Though it begins as one does."""
    paper = document_of(f"# Profile\n\nTable 3 shows who works for us.\n\n{TABLE}")
    assert {unit.lead for unit in paper.units if unit.role is Role.ROW} == {"Measure · 2024 · 2025"}


def test_a_bold_line_above_a_table_that_has_no_number_may_head_more() -> None:
    """It stays a heading: nothing tells how far it holds."""
    paper = document_of(f"# Profile\n\n**Action plan**\n\n{TABLE}\n{AFTER}\n")
    assert (2, "Action plan") in titles(paper)
