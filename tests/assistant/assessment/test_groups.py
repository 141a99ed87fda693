"""Whom a text speaks of."""

from __future__ import annotations

import pytest

from assistant.assessment.groups import group_of, load_groups, nine, spoken_of
from assistant.lexicon import load_vocabulary

LAW = "The protected characteristics are age, disability, race, religion or belief, sex and sexual orientation."


def test_the_nine_are_those_of_the_act_in_its_order() -> None:
    assert [g.name for g in nine()] == [c.name for c in load_vocabulary().characteristics[:9]]
    assert [g.name for g in nine() if g.first_aim_only] == ["marriage and civil partnership"]


def test_every_group_is_one_that_people_can_ask_for() -> None:
    """The words for sorting and the words for asking name the same groups."""
    assert {g.name for g in load_groups()} == {c.name for c in load_vocabulary().characteristics}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Applications from disabled people have grown.", {"disability"}),
        ("Women’s safety after dark", {"sex"}),
        ("Trans residents told us so.", {"gender reassignment"}),
        ("Gender identity is not recorded.", {"gender reassignment"}),
        ("Black, Asian and other staff", {"race"}),
        ("Black bins are emptied on Mondays.", set()),
        ("A race against time", set()),
        ("The trans-Pennine line", set()),
        ("Acting in good faith", set()),
        ("Essex and Sussex", set()),
        ("Name-blind shortlisting of candidates", set()),
        ("Forced marriage is a crime.", set()),
        ("An 84-year-old passenger", {"age"}),
        ("Residents of 65 or over", {"age"}),
        ("Over 300 vehicles", set()),
    ],
)
def test_words_speak_of_a_group_or_do_not(text: str, names: set[str]) -> None:
    assert spoken_of(text, groups=nine()) == names


@pytest.mark.parametrize(
    "text", [LAW, "Age", "Religion or belief", "It is unlawful because of age, race, sex or religion."]
)
def test_a_list_of_the_law_or_a_bare_name_speaks_of_none(text: str) -> None:
    assert spoken_of(text, groups=nine()) == frozenset()


def test_a_lead_in_speaks_for_what_answers_it() -> None:
    assert spoken_of("a mentoring scheme", "For Asian staff we have:", nine()) == {"race"}
    assert spoken_of("a mentoring scheme", LAW, nine()) == frozenset()


def test_sex_and_gender_reassignment_stand_apart() -> None:
    assert spoken_of("Support for gender reassignment at work", groups=nine()) == {"gender reassignment"}
    assert spoken_of("The gender pay gap fell to 5%", groups=nine()) == {"sex"}


def test_a_group_needs_words() -> None:
    with pytest.raises(ValueError, match="without words"):
        group_of("students", "Students", [])
