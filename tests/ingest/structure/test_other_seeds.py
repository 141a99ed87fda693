"""The other papers of the bundled corpus: consultation, committee paper, plan page, slides."""

from __future__ import annotations

from ingest.records import Kind, Role, Status
from tests.ingest.structure.papers import line, lines, section_of, seed_document, titles, units_of, with_role, words


def test_the_consultation_has_seven_areas_and_a_second_objective() -> None:
    """Its headings carry no marks; numbered items keep their numbers."""
    paper = seed_document("000")
    areas = [u for u in paper.units if 42 <= line(paper, u.start) <= 48]
    assert [u.paragraph.rstrip(".") for u in areas] == list("1234567")
    assert len({u.group for u in areas}) == 1
    assert all("7 key areas" in u.lead for u in areas)
    assert any(
        w.startswith("We will also be setting a second equality objective") for w in units_of(paper, Kind.COMMITMENT)
    )


def test_the_consultation_is_a_draft_with_its_own_dates() -> None:
    """Draft by its heading; dated by the day that it opened, though the day that it closed stands first."""
    facts = seed_document("000").facts
    assert (facts.status, facts.type, facts.period, facts.date) == (
        Status.DRAFT,
        "consultation",
        "2022-2025",
        "2022-02-14",
    )


def test_the_consultations_headings_are_found() -> None:
    """Plain lines over what they head; the two dates are none."""
    assert [t for _, t in titles(seed_document("000"))] == [
        "Equality Objectives 2022-2025 consultation",
        "Overview",
        "Draft Equality Objectives 2022-2025",
        "Everyone’s Essex",
        "Areas",
        "Audiences",
        "Interests",
    ]


def test_the_committee_papers_head_gives_its_facts() -> None:
    """Rows of key and value, an empty key going on."""
    facts = seed_document("002").facts
    assert (facts.committee, facts.item, facts.reference, facts.date, facts.type) == (
        "Corporate Policy and Scrutiny Committee",
        "4",
        "CPSC/05/19",
        "2019-02-26",
        "committee paper",
    )


def test_the_committee_paper_has_four_objectives_in_a_table() -> None:
    """A row each, with its headers; the footnote before the table is a note."""
    paper = seed_document("002")
    rows = [b for b in with_role(paper, Role.ROW) if b.headers]
    assert len(rows) == 4
    assert {b.headers for b in rows} == {
        ("No", "Strategic Aims (SA)", "Strategic Priorities (SP)", "Equality Objectives (EO)")
    }
    assert [words(paper, b)[:9] for b in with_role(paper, Role.NOTE)] == ["These are"]


def test_the_committee_papers_achievements_and_plans() -> None:
    """11 achievements in lists of 4 and 7, the first over a page end; 12 plans in lists of 5 and 7."""
    paper = seed_document("002")
    lists: dict[int, list[Kind]] = {}
    for unit in paper.units:
        if unit.role is Role.ITEM and 33 <= line(paper, unit.start) <= 65:
            lists.setdefault(unit.group, []).append(unit.kind)
    assert [(len(kinds), set(kinds)) for kinds in lists.values()] == [
        (4, {Kind.PROGRESS}),
        (7, {Kind.PROGRESS}),
        (5, {Kind.COMMITMENT}),
        (7, {Kind.COMMITMENT}),
    ]


def test_the_committee_papers_headings_are_found() -> None:
    """Plain lines, some with a colon; the empty appendix keeps its title."""
    assert [t for _, t in titles(seed_document("002"))] == [
        "Equalities as a 'Golden Thread' at Essex County Council",
        "Summary/Purpose:",
        "Current status/current issues",
        "LGA Equalities Framework for Local Government",
        "Appendix 1 High-level Timetable for Reaccreditation",
    ]


def test_misprints_and_variant_codes_stay_as_printed() -> None:
    """A quote is what the file says, a zero for a letter included."""
    paper = seed_document("002")
    assert any("SA/E0 2" in words(paper, u) for u in paper.units)
    assert any("as art of" in words(paper, u) for u in paper.units)


def test_the_plan_page_has_ten_principles() -> None:
    """One list without blank lines around it, and one section."""
    paper = seed_document("003")
    items = with_role(paper, Role.ITEM)
    assert len(items) == 10
    assert len({b.list_id for b in items}) == 1
    assert [t for _, t in titles(paper)] == ["Equalities and levelling up"]
    assert lines(paper, items) == [(n, n) for n in range(6, 16)]


def test_the_slides_have_three_aims_and_eight_objectives() -> None:
    """Aims are headings, objectives bold paragraphs with codes under them."""
    paper = seed_document("004")
    aims = [s for s in paper.sections if s.path and s.path[-1].startswith("Aim")]
    assert [s.kind for s in aims] == [Kind.OBJECTIVE] * 3
    coded = [b for b in with_role(paper, Role.PARAGRAPH) if words(paper, b).startswith("EO")]
    assert [words(paper, b).split()[0] for b in coded] == [f"EO{n}" for n in range(1, 9)]
    owners = [aims.index(section_of(paper, b)) for b in coded]
    assert owners == [0, 0, 0, 0, 0, 1, 1, 2]
    assert len([w for w in units_of(paper, Kind.OBJECTIVE) if w.startswith("EO")]) == 8


def test_the_slides_have_six_milestones() -> None:
    """Rows with a date each, ranges of dates included."""
    paper = seed_document("004")
    rows = [u for u in paper.units if u.kind is Kind.TIMETABLE and u.role is Role.ROW]
    assert len(rows) == 6
    assert "28 October 2019 – 20 January 2020" in words(paper, rows[2])


def test_questions_on_a_slide_are_no_commitments() -> None:
    """They end without a question mark, and are questions all the same."""
    paper = seed_document("004")
    assert [line(paper, u.start) for u in paper.units if u.kind is Kind.QUESTION] == [79, 80]


def test_a_page_left_blank_is_furniture() -> None:
    """It is never a unit."""
    paper = seed_document("004")
    assert [words(paper, b) for b in with_role(paper, Role.FURNITURE)] == ["This page is intentionally left blank"]
    assert not any("left blank" in words(paper, u) for u in paper.units)
