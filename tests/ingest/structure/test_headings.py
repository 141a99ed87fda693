"""Headings in every dress, on papers that are made up here."""

from __future__ import annotations

import pytest

from ingest.records import Block, Dress, Kind, Role, Source
from ingest.structure import build_document
from tests.ingest.structure.papers import document_of, section_of, titles, with_role, words

BODY = "We opened three lit paths last year and trained forty park keepers, who now help people that are harassed."


def test_markdown_headings_nest_by_their_marks() -> None:
    """The depth is that of the marks, whatever is left out between."""
    paper = document_of(f"# Plan\n\n{BODY}\n\n## Aims\n\n{BODY}\n\n### First\n\n{BODY}\n\n## Next\n\n{BODY}\n")
    assert titles(paper) == [(1, "Plan"), (2, "Aims"), (3, "First"), (2, "Next")]


def test_underlined_lines_are_headings() -> None:
    """A row of marks under a short line; the same row elsewhere says nothing."""
    paper = document_of(f"Plan\n====\n\n{BODY}\n\nAims\n----\n\n{BODY}\n\n---\n\n{BODY}\n")
    assert titles(paper) == [(1, "Plan"), (2, "Aims")]
    assert len(with_role(paper, Role.PARAGRAPH)) == 3


def test_bold_lines_head_what_stands_under_them() -> None:
    """But a bold statement, a bold lead-in of a list and a signature do not."""
    paper = document_of(
        f"# Plan\n\n**What we did**\n\n{BODY}\n\n**What we did not do**\n\n{BODY}\n\n"
        f"**We are proud of each and every one of these things that we have done.**\n\n{BODY}\n\n"
        "**Our teams:**\n\n- Parks\n- Roads\n\n**Jo Able  \nLeader of the Council**\n"
    )
    assert [t for _, t in titles(paper)] == ["Plan", "What we did", "What we did not do"]


NUMBERED = f"""# Ashdon's objectives

# SAFER PLACES OBJECTIVE:

We will do this by:

**1. Making our parks safe for all who use them.**

**What have we done?**

{BODY}

## 2. Helping carers back into work.

### What have we done?

{BODY}

## CASE STUDY:

### The night bus

{BODY}

**What are the gaps?**

Few carers in villages know of it.

**3. Listening to young people in each of our towns.**

**What have we done?**

{BODY}

- 1. A panel was set up**
- 2. It met six times

**5. Training each manager.**

**What have we done?**

{BODY}

## 6. Our priorities for Year 2

{BODY}
"""


def test_numbered_objectives_are_of_one_depth_whatever_their_dress() -> None:
    """Bold, Markdown, a number left out; the numbers inside a list are none."""
    paper = document_of(NUMBERED)
    found = [(s.paragraph, len(s.path), s.kind) for s in paper.sections if s.paragraph]
    assert found == [
        ("1", 2, Kind.OBJECTIVE),
        ("2", 2, Kind.OBJECTIVE),
        ("3", 2, Kind.OBJECTIVE),
        ("5", 2, Kind.OBJECTIVE),
        ("6", 2, Kind.COMMITMENT),
    ]


def test_a_case_study_stays_under_its_objective() -> None:
    """Its label is joined to its title, and what follows it goes on with the objective."""
    paper = document_of(NUMBERED)
    study = next(s for s in paper.sections if s.kind is Kind.CASE_STUDY)
    assert study.path[-1] == "CASE STUDY: The night bus"
    assert paper.sections[study.parent].paragraph == "2"
    gap = next(s for s in paper.sections if s.kind is Kind.GAP)
    assert paper.sections[gap.parent].paragraph == "2"


def test_numbered_lines_in_plain_text_are_headings() -> None:
    """With their number as locator; the numbered paragraphs under them keep theirs, letters included."""
    paper = document_of(
        "1. Introduction\n\nThis report tells the committee what was done in the last year, and what was not.\n\n"
        "1.1 The council adopted its scheme in March 2019.\n\n2. Recommendations\n\n"
        "2.1 That the committee notes the report,\n\n(a) and asks for a plan;\n\n(b) with dates.\n"
    )
    assert [(s.paragraph, s.path) for s in paper.sections if s.path] == [
        ("1", ("Introduction",)),
        ("2", ("Recommendations",)),
    ]
    assert [u.paragraph for u in paper.units] == ["1", "1", "1.1", "2", "2.1", "2.1(a)", "2.1(b)"]


def test_plain_lines_are_headings_where_nothing_else_is_dressed() -> None:
    """Some with a colon; dates, addresses and a list's lead-in are none."""
    paper = document_of(
        f"Ashdon consultation\n\nClosed 20 Mar 2022\n\nOverview:\n\n{BODY}\n\nOur aims\n\n{BODY}\n\n"
        "They are:\n\n- parks\n- roads\n\nWrite to plan@ashdon.gov.uk\n"
    )
    assert [t for _, t in titles(paper)] == ["Ashdon consultation", "Overview:", "Our aims"]


def test_an_appendix_takes_the_title_on_its_next_line() -> None:
    """Also when nothing stands under it."""
    paper = document_of(f"The plan\n\nSummary\n\n{BODY}\n\nAppendix B\n\nTimetable of the review\n")
    assert titles(paper)[-1][1] == "Appendix B Timetable of the review"
    assert paper.sections[-1].kind is Kind.TIMETABLE


def test_lines_in_capitals_are_headings() -> None:
    """As in minutes; their numbers are kept."""
    paper = document_of(
        "ASHDON BOROUGH COUNCIL\n\nMINUTES OF THE CABINET\n\nHeld on 13 September 2024\n\n"
        "PRESENT: Councillors Able and Baker.\n\n45. EQUALITY STRATEGY\n\nCabinet considered a report on it.\n\n"
        "RESOLVED that the strategy be approved.\n\n46. NEXT MEETING\n\nThe next meeting is in October.\n"
    )
    assert [s.paragraph for s in paper.sections if s.paragraph] == ["45", "46"]
    decided = [u for u in paper.units if u.kind is Kind.DECISION]
    assert [words(paper, u) for u in decided] == ["RESOLVED that the strategy be approved."]
    assert paper.facts.council == "Ashdon Borough Council"
    assert (paper.facts.title, paper.facts.date) == ("MINUTES OF THE CABINET", "2024-09-13")


FORM = """Equality Impact Assessment

Title of policy or service:
Closure of the day centre at Northgate

Responsible officer:
Head of Adult Care

Age
Does the proposal have a negative impact?
Yes

What will you do to reduce it?
Every person who uses the centre will be visited and offered another place before it closes.

Religion or belief
Does the proposal have a negative impact?
No
"""


def test_a_forms_answers_are_no_headings() -> None:
    """The characteristics are."""
    assert [t for _, t in titles(document_of(FORM))] == ["Equality Impact Assessment", "Age", "Religion or belief"]


def test_a_forms_answer_carries_its_question() -> None:
    """Without it, "No" says nothing; the questions themselves promise nothing."""
    paper = document_of(FORM)
    leads = {words(paper, u): u.lead for u in paper.units if u.lead}
    assert leads["Head of Adult Care"] == "Responsible officer:"
    assert leads["No"] == leads["Yes"] == "Does the proposal have a negative impact?"
    asked = [words(paper, u) for u in paper.units if u.kind is Kind.QUESTION]
    assert asked == ["Does the proposal have a negative impact?", "What will you do to reduce it?", asked[0]]
    (promise,) = [u for u in paper.units if u.kind is Kind.COMMITMENT]
    assert words(paper, promise).startswith("Every person")


def test_slide_titles_part_a_paper_into_slides() -> None:
    """Fragments without verbs are one list under their title."""
    paper = document_of("# Challenges\n\nBetter balance\n\nWiden ownership\n\n# Our duties\n\nPublish information\n")
    assert titles(paper) == [(1, "Challenges"), (1, "Our duties")]
    groups = {words(paper, u): u.group for u in paper.units}
    assert groups["Better balance"] == groups["Widen ownership"] != groups["Publish information"]


def test_the_issuers_lines_at_the_end_are_contact() -> None:
    """Under whatever heading they stand."""
    paper = document_of(
        f"# Plan\n\n{BODY}\n\n## Glossary\n\nEIA\tEquality impact assessment\n\nContact us:  \nx@y.gov.uk\n"
    )
    assert paper.sections[-1].kind is Kind.CONTACT
    assert section_of(paper, paper.blocks[-1]).kind is Kind.CONTACT


@pytest.mark.parametrize(
    "text", ["", "Word", "# Only a title\n", "\n\n\n", "- one\n- two\n", "|a|b|\n", "\f\f", "**", "#"]
)
def test_scraps_do_no_harm(text: str) -> None:
    """Whatever is left of a text, structure comes out of it."""
    paper = document_of(text)
    assert all(0 <= u.start < u.end <= len(text) for u in paper.units)
    assert paper.sections[0].number == 0


def test_a_bold_line_stands_under_what_the_file_styles_as_a_heading() -> None:
    """Also where a numbered run of headings is open above both."""
    text, blocks = "", []
    said = (
        ("1. Who we are", Role.HEADING, Dress.STYLE, 1), (BODY, Role.PARAGRAPH, Dress.PLAIN, 0),
        ("2. Our objectives", Role.HEADING, Dress.STYLE, 1), ("Safer streets", Role.HEADING, Dress.STYLE, 2),
        ("What we will do", Role.PARAGRAPH, Dress.BOLD, 0), (BODY, Role.PARAGRAPH, Dress.PLAIN, 0),
        ("Fairer schools", Role.HEADING, Dress.STYLE, 2),
        ("What we will do", Role.PARAGRAPH, Dress.BOLD, 0), (BODY, Role.PARAGRAPH, Dress.PLAIN, 0),
    )  # fmt: skip
    for line, role, dress, level in said:
        blocks.append(Block(len(text), len(text) + len(line), role, dress, level))
        text += f"{line}\n\n"
    paper = build_document(Source(text, tuple(blocks)), id="a", file="a.pdf", sha256="")
    assert [s.path for s in paper.sections if s.path and s.path[-1] == "What we will do"] == [
        ("2. Our objectives", "Safer streets", "What we will do"),
        ("2. Our objectives", "Fairer schools", "What we will do"),
    ]


def test_what_is_styled_stands_under_no_bold_line() -> None:
    """It closes a bold line, and what is of its rank after it stands beside it."""
    text, blocks = "", []
    said = (
        ("Plan", Role.HEADING, Dress.STYLE, 1), ("Foreword", Role.HEADING, Dress.STYLE, 2),
        (BODY, Role.PARAGRAPH, Dress.PLAIN, 0),
        ("In short", Role.PARAGRAPH, Dress.BOLD, 0), (BODY, Role.PARAGRAPH, Dress.PLAIN, 0),
        ("Our aims", Role.HEADING, Dress.STYLE, 4), (BODY, Role.PARAGRAPH, Dress.PLAIN, 0),
        ("Our means", Role.HEADING, Dress.STYLE, 4), (BODY, Role.PARAGRAPH, Dress.PLAIN, 0),
    )  # fmt: skip
    for line, role, dress, level in said:
        blocks.append(Block(len(text), len(text) + len(line), role, dress, level))
        text += f"{line}\n\n"
    paper = build_document(Source(text, tuple(blocks)), id="a", file="a.pdf", sha256="")
    assert titles(paper) == [(1, "Plan"), (2, "Foreword"), (3, "In short"), (3, "Our aims"), (3, "Our means")]


def test_a_name_over_an_office_heads_nothing() -> None:
    """As under a foreword; what a person is or does may stand under the name all the same."""
    signed = "**Councillor Jo Able**\n\nCabinet Member for Parks\n\n**Al Baker**\n\nChief Executive\n\n"
    paper = document_of(f"# Plan\n\n## Foreword\n\n{BODY}\n\n{signed}## Our aims\n\n{BODY}\n")
    assert [t for _, t in titles(paper)] == ["Plan", "Foreword", "Our aims"]
    paper = document_of(f"# Team\n\n**Al Baker**\n\nChief Executive\n\n{BODY}\n\n**Jo Able**\n\n{BODY}\n")
    assert [t for _, t in titles(paper)] == ["Team", "Al Baker", "Jo Able"]


def test_a_field_with_its_value_is_no_heading() -> None:
    """Though it is bold, and stands in each section."""
    part = f"**Status: On track**\n\n{BODY}\n\n"
    paper = document_of(f"# Plan\n\n## Parks\n\n{part}## Roads\n\n{part}")
    assert [t for _, t in titles(paper)] == ["Plan", "Parks", "Roads"]
