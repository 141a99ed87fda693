"""The register of the bundled papers: its counts are those that were made by hand."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from assistant.commitments import Basis, By, Commitment, Level, Register, Said
from ingest.errors import SettingsError
from ingest.words import readable, same_words

ESSEX, LEICESTERSHIRE = "Essex County Council", "Leicestershire County Council"
NOW = "2022-2025"
# Number of the objective: blocks of progress, blocks of gaps, case studies.
BY_HAND = {
    1: (2, 1, 1), 2: (5, 1, 1), 3: (3, 1, 0), 4: (7, 1, 1), 5: (5, 1, 1), 6: (2, 1, 1), 7: (2, 1, 0), 9: (1, 1, 0),
    10: (1, 1, 0), 11: (1, 1, 1), 12: (1, 1, 0), 13: (6, 1, 0), 14: (2, 3, 0), 15: (2, 1, 0), 16: (3, 1, 0),
    17: (1, 1, 0), 18: (1, 1, 0),
}  # fmt: skip
ACTIVITIES = {"1": 4, "2": 3, "3": 1, "4": 1, "5": 5, "6": 3, "7": 1}


def objectives(register: Register, council: str = ESSEX, cycle: str = NOW) -> dict[str, Commitment]:
    return {r.number: r for r in register.rows(council, levels=["objective"]) if r.cycle == cycle}


def activities(register: Register) -> list[Commitment]:
    return [r for r in register.rows(ESSEX, levels=[Level.ACTIVITY]) if r.cycle == NOW]


def test_seventeen_objectives_and_neither_list_of_priorities_among_them(bundled: Register) -> None:
    assert list(objectives(bundled)) == [str(n) for n in BY_HAND]


def test_blocks_of_progress_and_gaps_and_case_studies_are_those_counted_by_hand(bundled: Register) -> None:
    found = {int(n): (len(r.progress), len(r.gaps), len(r.case_studies)) for n, r in objectives(bundled).items()}
    assert found == BY_HAND


def test_eighteen_community_activities_stand_in_their_priorities(bundled: Register) -> None:
    mapped = [r for r in activities(bundled) if r.objective is not None]
    counts = {n: sum(r.objective is not None and r.objective.number == n for r in mapped) for n in ACTIVITIES}
    assert (len(mapped), counts) == (18, ACTIVITIES)
    assert all(r.objective is not None and r.objective.basis is Basis.INFERRED for r in mapped)


def test_eleven_workforce_activities_stand_under_one_priority_and_are_not_mapped(bundled: Register) -> None:
    open_ones = [r for r in activities(bundled) if not r.mapped]
    assert len(open_ones) == 11
    (priority,) = {readable(r.priority.quote) for r in open_ones if r.priority}
    assert priority == "Implement the Workforce Equality, Diversity and Inclusion Strategy"
    assert all("Not mapped" in " ".join(r.notes) for r in open_ones)


def test_a_run_on_bullet_is_kept_as_printed_and_said_to_be_one(bundled: Register) -> None:
    flagged = [r for r in activities(bundled) if any("run together" in note for note in r.notes)]
    assert ["course We will" in readable(r.wording.quote) for r in flagged] == [True]


def test_seven_areas_are_followed_from_the_consultation_to_the_report_and_its_priorities(bundled: Register) -> None:
    for number in map(str, range(1, 8)):
        row = objectives(bundled)[number]
        said = [(m.said, m.citation.date, m.number) for m in row.mentions]
        assert said == [
            (Said.STATED, "2022-02-14", number),
            (Said.STATED, "2023-07", number),
            (Said.PRIORITY, "2023-07", ""),
        ]
        assert (row.first.date, row.last.date, row.wording.date) == ("2022-02-14", "2023-07", "2023-07")


def test_changed_wording_is_shown_where_it_changed_and_nowhere_else(bundled: Register) -> None:
    changed = {n: r.mentions[1].changes for n, r in objectives(bundled).items() if r.mentions[1:]}
    assert [n for n in sorted(changed) if changed[n]] == ["3", "4", "6", "7"]
    taken = " ".join(c.words for c in changed["3"] if c.kind == "removed")
    assert "Essex Hate Crime Prevention Delivery Plan" in taken
    assert {c.words for c in changed["7"] if c.kind != "same"} == {"Improve", "Improving"}


def test_links_by_likeness_are_called_inferred_and_those_of_same_words_are_not(bundled: Register) -> None:
    links = {n: r.mentions[1].link for n, r in objectives(bundled).items() if r.mentions[1:]}
    basis = {n: link.basis for n, link in links.items() if link}
    assert basis["1"] is basis["2"] is basis["5"] is Basis.SAME_WORDS
    assert basis["3"] is basis["4"] is basis["6"] is basis["7"] is Basis.INFERRED


def test_the_objectives_of_2018_and_those_of_another_council_stand_apart(bundled: Register) -> None:
    old = objectives(bundled, cycle="2018-2020")
    assert list(old) == ["EO 1", "EO 2", "EO 3", "EO 4"]
    assert all(len({m.citation.document for m in r.mentions}) == 1 for r in old.values())
    other = objectives(bundled, LEICESTERSHIRE, "2016-2020")
    assert list(other) == [f"EO{n}" for n in range(1, 9)]
    for row in bundled.rows():
        assert {c.council for c in row.citations} == {row.council}


def test_plans_of_2019_are_mapped_by_the_codes_that_they_print_misprint_and_all(bundled: Register) -> None:
    plans = [r for r in bundled.rows(ESSEX, levels=["activity"]) if r.cycle == "2018-2020"]
    mapped = {readable(r.wording.quote): r.objective.number for r in plans if r.objective}
    assert (len(plans), len(mapped)) == (12, 7)
    assert next(n for words, n in mapped.items() if "teenage pregnancy" in words) == "EO 2"
    achieved = [len(r.progress) for r in objectives(bundled, cycle="2018-2020").values()]
    assert achieved == [0, 4, 5, 2]


def test_aims_milestones_and_principles_are_found_and_the_laws_three_aims_are_not(bundled: Register) -> None:
    assert len(bundled.rows(LEICESTERSHIRE, levels=["aim"])) == 3
    assert len(bundled.rows(LEICESTERSHIRE, levels=["milestone"])) == 6
    assert len(bundled.rows(ESSEX, levels=["principle"])) == 10
    assert not [r for r in bundled.rows() if "victimisation" in r.wording.quote]


def test_promised_then_not_mentioned_since(bundled: Register) -> None:
    silent = bundled.rows(ESSEX, not_since=True)
    assert {r.cycle for r in silent} == {"2018-2020"}
    words = " ".join(r.wording.quote for r in silent)
    assert "Muslim Council" in words
    assert "Local Delivery Pilot" not in words  # the report's case study names it
    assert all("Progress against our equality objectives 2023" in r.not_since for r in silent)


def test_words_in_common_that_are_a_name_are_given_as_the_reason(bundled: Register) -> None:
    (pilot,) = [r for r in bundled.rows(ESSEX) if "Sport England" in r.wording.quote]
    link = pilot.mentions[-1].link
    assert pilot.mentions[-1].said is Said.NAMED
    assert link is not None
    assert "Local Delivery Pilot" in link.why


def test_status_words_are_the_papers_own(bundled: Register) -> None:
    rows = objectives(bundled)
    assert [s.words for s in rows["7"].status_words] == ["is being scoped"]
    assert "are in the process of" in {s.words for s in rows["4"].status_words}
    for row in bundled.rows():
        for status in row.status_words:
            assert status.words in readable(status.citation.quote)


def test_progress_told_under_another_heading_is_kept_apart(bundled: Register) -> None:
    (launched,) = objectives(bundled)["10"].elsewhere
    assert readable(launched.quote) == "This year we have launched our Women in Leadership programme."
    assert "issue" in launched.section[-1]


def test_what_a_paper_gives_both_as_progress_and_as_a_gap_is_pointed_out(bundled: Register) -> None:
    noted = [n for n, r in objectives(bundled).items() if any("as a gap" in note for note in r.notes)]
    assert noted == ["10"]


def test_every_quote_stands_word_for_word_where_it_points(bundled: Register) -> None:
    seen = 0
    for row in bundled.rows():
        for citation in row.citations:
            text = bundled.library.document(citation.document).text
            assert citation.quote
            assert same_words(citation.quote, text[citation.start : citation.end])
            seen += 1
    assert seen > 300


def test_what_the_papers_do_not_say_is_empty(bundled: Register) -> None:
    row = objectives(bundled, LEICESTERSHIRE, "2016-2020")["EO2"]
    assert (row.progress, row.gaps, row.next_steps, row.case_studies, row.status_words) == ((), (), (), (), ())
    assert (row.lead, row.due, row.not_since) == ("", "", ())
    assert objectives(bundled, LEICESTERSHIRE, "2016-2020")["EO1"].due == "by March 2020"


def test_views_lose_no_row(bundled: Register) -> None:
    every = {r.id for r in bundled.rows()}
    for by in By:
        assert {r.id for group in bundled.view(by) for r in group.rows} == every
    headings = [g.heading for g in bundled.view("characteristic", ESSEX)]
    assert headings[0] == "Age"
    assert headings[-1] == ""


def test_a_name_is_a_theme_or_characteristic_only_by_its_own_words(bundled: Register) -> None:
    # "travel" is not "Traveller", "nationally" is not "nationality", "level" is not "levelling up".
    rows = objectives(bundled, cycle="2018-2020")
    assert "Race" not in rows["EO 3"].characteristics
    assert "Poverty and levelling up" not in objectives(bundled)["15"].themes
    assert "Race" in objectives(bundled)["7"].characteristics
    assert objectives(bundled)["9"].characteristics == ("Disability", "Race", "Sex")


def test_filters_name_what_they_do_not_know(bundled: Register) -> None:
    with pytest.raises(SettingsError, match=r"No paper of Kent is loaded.*Essex County Council, Leicestershire"):
        bundled.rows("Kent")
    with pytest.raises(SettingsError, match="no characteristic"):
        bundled.rows(characteristic="height")
    assert {r.council for r in bundled.rows("essex")} == {r.council for r in bundled.rows("ECC")} == {ESSEX}
    assert bundled.rows(ESSEX, theme="hate crime") == bundled.rows(ESSEX, theme="Hate crime and community cohesion")
    assert bundled.rows(ESSEX, period="year 2") == tuple(activities(bundled))


def test_one_objective_comes_with_its_activities(bundled: Register) -> None:
    rows = bundled.rows(ESSEX, objective="5")
    assert [r.level for r in rows] == [Level.OBJECTIVE, *[Level.ACTIVITY] * 5]
    assert {c.start for c in rows[0].next_steps} >= {r.wording.start for r in rows[1:]}


def test_the_timeline_says_in_words_what_it_shows(bundled: Register) -> None:
    timeline = bundled.timeline(ESSEX)
    assert (timeline.first, timeline.last) == (2018, 2026)
    assert "period 2022 to 2025; papers: 14 February 2022 (stated), July 2023" in timeline.words
    assert bundled.timeline(LEICESTERSHIRE).undated == ("Refreshing LCC's Equality Strategy for 2020-24",)


def test_rows_are_plain_data(bundled: Register) -> None:
    (row, *_) = bundled.rows(ESSEX, objective="3")
    assert asdict(row)["wording"]["page_label"] == "9"
    assert [r.id for r in bundled.rows()] == [r.id for r in Register(bundled.library).rows()]
