"""The parts of a brief by themselves: the law of each nation, names, people, standing, roles, dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.briefing import Briefings
from assistant.briefing.abbreviations import abbreviations
from assistant.briefing.deciding import bodies
from assistant.briefing.duties import law_for, load_laws
from assistant.briefing.people import holds_person, is_team_address, role_span, roles_in, team_span
from assistant.briefing.quoting import Paper, Quoter, stands_alone
from assistant.briefing.records import Basis, Body, Origin
from assistant.briefing.roles import load_families, subjects_of
from assistant.briefing.timeline import timeline
from ingest.library import Library
from tests.conftest import Corpus

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")


@pytest.mark.parametrize("nation", NATIONS)
def test_each_nation_has_duties_with_their_law(nation: str) -> None:
    duties = load_laws().duties[nation]
    assert len(duties) >= 2
    assert all(d.words.endswith(".") and d.source and d.address.startswith("https://www.") for d in duties)


def test_the_specific_duties_of_nations_are_kept_apart() -> None:
    sources = {nation: " ".join(d.source for d in load_laws().duties[nation]) for nation in NATIONS}
    assert "SI 2017/353" in sources["England"]
    assert "SI 2011/1064" in sources["Wales"]
    assert "SSI 2012/162" in sources["Scotland"]
    assert "section 75" in sources["Northern Ireland"]
    for nation, source in sources.items():
        assert ("SI 2017/353" in source) == (nation == "England")
        assert ("section 149" in source) == (nation != "Northern Ireland")


@pytest.mark.parametrize(
    ("council", "nation", "basis"),
    [
        ("Powys County Council", "Wales", Basis.LIST),
        ("City and County of Swansea Council", "Wales", Basis.LIST),
        ("Perth & Kinross Council", "Scotland", Basis.LIST),
        ("City of Edinburgh Council", "Scotland", Basis.LIST),
        ("Newry, Mourne and Down District Council", "Northern Ireland", Basis.LIST),
        ("Borset County Council", "England", Basis.ASSUMED),
        ("", "England", Basis.ASSUMED),
    ],
)
def test_a_council_is_told_by_its_name_or_it_is_said_that_england_is_assumed(
    council: str, nation: str, basis: Basis
) -> None:
    law = law_for(council, [], Quoter())
    assert (law.nation, law.basis) == (nation, basis)


def test_a_paper_that_names_its_regulations_tells_the_nation(paper: Callable[[str], Paper]) -> None:
    text = "# Plan\n\nWe follow the Equality Act 2010 (Specific Duties) (Scotland) Regulations 2012.\n"
    law = law_for("Borset Council", [paper(text)], Quoter())
    assert (law.nation, law.basis) == ("Scotland", Basis.PAPER)
    assert "(Scotland) Regulations 2012" in law.shown[0].text


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Our Cabinet agreed two objectives.", ["Cabinet"]),
        ("The Overview and Scrutiny Committee reviews it.", ["Overview and Scrutiny Committee"]),
        ("Cabinet and the Equalities Board approve it.", ["Cabinet", "Equalities Board"]),
        ("It is approved by full County Council in May.", ["full County Council"]),
        ("The Council approves it, and the board meets.", []),
        ("The SLG monitors it with the Chief Executive.", ["Safer Lives Group"]),
        ("The Cabinet Member for Equality decides.", []),
    ],
)
def test_bodies_are_named_whole_and_apart(sentence: str, found: list[str]) -> None:
    assert [name for name, _ in bodies(sentence, {"SLG": "Safer Lives Group"})] == found


def test_what_kind_a_body_is_shows_in_its_name() -> None:
    found = dict(bodies("The Youth Panel and the Housing Board lead on it.", {}))
    assert found == {"Youth Panel": Body.PARTNERSHIP, "Housing Board": Body.BOARD}


def test_offices_are_found_in_a_sentence_with_what_they_are_over() -> None:
    words = "It is led by the Assistant Director of Place and Housing, and a Disability Confident Leader."
    assert list(roles_in(words)) == ["Assistant Director of Place and Housing"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Jane Smith, Head of Policy, jane.smith@x.gov.uk", "Head of Policy"),
        (
            "Designation: Head of Profession, Equalities and Partnerships",
            "Head of Profession, Equalities and Partnerships",
        ),
        ("**Cllr A B**\n**Cabinet Member for Community and Equality**", "Cabinet Member for Community and Equality"),
        ("Ann Lee, Policy Officer (Equalities)", "Policy Officer (Equalities)"),
        ("Our staff asked the Director of Place about it", ""),
        ("Chief Executive's Department", ""),
    ],
)
def test_a_role_is_cut_out_without_the_name_before_it(line: str, role: str) -> None:
    span = role_span(line, 0, len(line))
    assert (line[slice(*span)] if span else "") == role


@given(st.from_regex(r"[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}", fullmatch=True))
def test_no_name_before_a_comma_is_part_of_a_role(name: str) -> None:
    line = f"{name}, Head of Policy"
    span = role_span(line, 0, len(line))
    assert span is not None
    assert span[0] >= len(name)


@pytest.mark.parametrize(
    ("address", "team"),
    [
        ("ecc.equalities@essex.gov.uk", True),
        ("democratic.services@x.gov.uk", True),
        ("jane.smith@x.gov.uk", False),
        ("jsmith2@x.gov.uk", False),
    ],
)
def test_a_team_address_is_told_from_a_persons(address: str, team: bool) -> None:
    assert is_team_address(address) is team
    assert holds_person(f"Write to {address}") is not team


def test_a_number_beside_no_team_is_a_persons() -> None:
    assert holds_person("0116 305 5692")
    assert not holds_person("Customer services: 0345 743 0430")


def test_a_line_that_names_a_team_is_found_and_a_sentence_is_not() -> None:
    line = "**Policy & Equalities Team  \nChief Executive's Department**"
    span = team_span(line, 0, len(line))
    assert span is not None
    assert line[slice(*span)] == "Policy & Equalities Team"
    words = "The Team met twice."
    assert team_span(words, 0, len(words)) is None


@pytest.mark.parametrize(
    ("role", "subject"),
    [
        ("HR adviser", "recruitment"),
        ("Councillor", "cabinet"),
        ("Senior commissioning officer", "procurement"),
        ("Head of Children's Services", "school"),
        ("Team manager", "line managers"),
        ("Archivist", "Archivist"),
    ],
)
def test_a_role_has_its_subjects_or_its_own_words(role: str, subject: str) -> None:
    assert subject in subjects_of(role)


def test_an_equality_officers_subject_is_the_whole_brief() -> None:
    assert subjects_of("New equality officer") == ()
    assert all(family.subjects for family in load_families())


@pytest.mark.parametrize(
    ("sentence", "date", "happening"),
    [
        ("Cabinet approved the scheme on 3 May 2022.", "2022-05-03", "event"),
        ("The scheme was adopted in 2021.", "2021", "event"),
        ("We will have a dashboard by March 2026.", "2026-03", "milestone"),
        ("A new scheme will be adopted in June 2027.", "2027-06", "milestone"),
        ("ECC was accredited by the LGA in 2016.", "2016", "event"),
    ],
)
def test_what_happened_is_told_from_what_is_to_come(
    sentence: str, date: str, happening: str, paper: Callable[[str], Paper]
) -> None:
    events = timeline([paper(f"# Plan of the year\n\nWe work for all.\n\n{sentence}\n")], Quoter())
    assert [(e.date, e.happening.value) for e in events if e.statement] == [(date, happening)]


def test_of_yearly_reports_the_latest_gives_the_open_gaps(library: Library, corpus: Corpus) -> None:
    head = "# Annual Equality Report {0}\n\nBorset Borough Council\n\nPublished May {0}\n\n"
    gap = "## What still needs to be done\n\nWe know too little of {0}.\n"
    papers = {f"{year}.md": head.format(year) + gap.format(what) for year, what in ((2023, "carers"), (2024, "faith"))}
    library.sync([corpus(papers)])
    brief = Briefings(library).brief("Borset")
    assert [s.text for g in brief.gaps for s in g.statements] == ["We know too little of faith."]
    assert [r.date for r in brief.reading] == ["2024-05", "2023-05"]
    assert "“Annual Equality Report 2024” is a later one" in brief.reading[1].why


@pytest.mark.parametrize(
    ("older", "newer", "why"),
    [
        ("# Equality Scheme 2020-2024", "# Inclusion Strategy 2024-2028", "Its period ends when that of"),
        (
            "# Equality Scheme",
            "# Inclusion Strategy\n\nIt replaces the Equality Scheme of old.",
            "says that it replaces it",
        ),
        ("# Equality Scheme", "# Inclusion Strategy", ""),
    ],
)
def test_what_replaces_a_set_of_objectives_is_said_with_how_that_is_known(
    older: str, newer: str, why: str, library: Library, corpus: Corpus
) -> None:
    objectives = "\n\nBorset Borough Council\n\n## Our equality objectives\n\nOur equality objectives are:\n\n"
    one, other = (
        "1. Pay women and men fairly.\n2. Train all our staff each year.\n",
        "1. Fight hate crime with our partners.\n2. Open every public building to all.\n",
    )
    library.sync([corpus({"older.md": older + objectives + one, "newer.md": newer + objectives + other})])
    brief = Briefings(library).brief("Borset")
    told = {r.file: r.why for r in brief.reading}
    assert (why in told["older.md"]) if why else told["older.md"] == told["newer.md"]
    assert len(brief.current) == (1 if why else 2)


@pytest.mark.parametrize(
    "sentence",
    [
        "We follow the Public Sector Equality Duty (PSED).",
        "We follow a law (the Public Sector Equality Duty, or PSED).",
    ],
)
def test_a_meaning_is_found_in_the_sentence_that_gives_it(sentence: str, paper: Callable[[str], Paper]) -> None:
    (found,) = abbreviations("", [paper(f"# Plan of the year\n\n{sentence} The PSED is old.\n")], Quoter())
    assert (found.short, found.meaning, found.origin) == ("PSED", "Public Sector Equality Duty", Origin.PAPER)
    assert found.uses == 2


def test_a_figure_or_a_span_of_years_is_no_event(paper: Callable[[str], Paper]) -> None:
    text = "# Plan\n\nThe plan was published for 2022-2025.\n\nWe launched 2024 packs.\n"
    assert not [e for e in timeline([paper(text)], Quoter()) if e.statement]


@pytest.mark.parametrize(
    ("words", "alone"),
    [("The council agreed it all.", True), ("This is what we did then.", False), ("We will deliver this by:", False)],
)
def test_what_points_back_does_not_stand_alone(words: str, alone: bool) -> None:
    assert stands_alone(words) is alone
