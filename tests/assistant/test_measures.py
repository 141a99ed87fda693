"""Figures of the kind asked for."""

from __future__ import annotations

import pytest

from assistant.lexicon import load_vocabulary
from assistant.measures import asked_for, gives, is_measuring, of_other_people

GROUPS = load_vocabulary().groups


@pytest.mark.parametrize(
    ("asked", "words", "given"),
    [
        ("How many young people heard it?", "He spoke to over 300 young people.", True),
        ("How many members does it have?", "The network has grown by 8% since 2021.", False),
        ("How many areas are there?", "We will focus on 7 key areas.", True),
        ("How many workstreams has it?", "There are four work streams.", True),
        ("How much did it cost?", "They bid for the £79,120 available.", True),
        ("How much did it cost?", "Shoppers choose how they spend their money.", False),
        ("What proportion are women?", "Our workforce is 75% women.", True),
        ("What proportion are women?", "We employ many women.", False),
        ("What proportion of staff are women?", "Our workforce is 75% women.", True),
        ("What proportion of staff are women?", "Women earn 8.2% less than men.", False),
        ("What share of staff are disabled?", "Their number is down by 0.8% since 2021.", False),
        ("What percentage of staff are carers?", "One in ten (10.4%) of them is a carer.", True),
        ("How many of our staff hold a passport?", "It was agreed in 2025/26 with the unions.", False),
        ("How many of our staff hold a passport?", "Of all staff, 310 staff hold one.", True),
        ("How many people applied?", "We received 93 applications in the first round.", True),
        ("How many people does it feed?", "It feeds over 300 adults and 160 children.", True),
        ("How many people does it feed?", "It is open on 300 days of the year.", False),
        ("How many people were ' there?", "It feeds 300 adults.", True),
        ("How many staff are trained?", "We support all staff to thrive.", False),
        ("How long does it take?", "We make every effort to reach residents.", False),
        ("How often must we publish it?", "At least annually: the workforce profile.", True),
        ("How often must we publish it?", "The consultation ran for three months.", False),
        ("How long is the placement?", "It is a 20-week placement.", True),
        ("How many women were unsure?", "Research in late 2021 found that 81% of women were unsure.", True),
        ("How many markets were set up first?", "One of the two initial markets is in Hale.", True),
        ("How many adults use it?", "In 2023 adults used it more.", False),
        ("How many people does the market support?", "One of the two initial markets is in Hale.", False),
        ("How many sign language users are there?", "There are 1,900 people who sign.", True),
        ("How many services ask?", "The number of services that ask has risen from 16 to 18.", True),
        ("How many services ask?", "The number of services that ask rose by 7% between 2022 and 2023.", False),
        ("How much do shoppers save?", "Shoppers have a 30-40% discount.", True),
        ("How much do shoppers save?", "It bid for a larger shop.", False),
        ("What is the life expectancy gap?", "Men in Hale live nine years less, a gap of 9 years.", True),
        ("What is the life expectancy gap?", "We will narrow the gap by 2026.", False),
        ("How old must they be?", "People aged 18 and over may apply.", True),
    ],
)
def test_a_figure_counts_only_if_it_is_of_the_kind_asked_for(asked: str, words: str, given: bool) -> None:
    """A count needs what is counted, money its pounds, a share its per cent, a length its days."""
    measure = asked_for(asked, GROUPS)
    assert measure is not None
    assert gives(measure, words) is given


@pytest.mark.parametrize(
    ("word", "measuring"), [("percentage", True), ("long", True), ("women", False), ("apprentices", False)]
)
def test_words_that_measure_are_told_from_what_is_measured(word: str, measuring: bool) -> None:
    """A figure need not have "percentage" beside it, but it must have whom it counts."""
    assert is_measuring(word) is measuring


@pytest.mark.parametrize(
    ("asked", "words", "around", "other"),
    [
        ("What share of our employees are Sikh?", "3.2% of residents are Sikh.", "", True),
        ("What share of our employees are Sikh?", "3.2% are Sikh.", "Our workforce", False),
        ("What share of our employees are Sikh?", "3.2% are Sikh.", "Census 2021", True),
        ("What share of our employees are Sikh?", "1% of staff are Sikh, 3% of residents.", "", False),
        ("What share of residents are Sikh?", "3.2% of employees are Sikh.", "", True),
        ("What share are Sikh?", "3.2% of residents are Sikh.", "", False),
    ],
)
def test_a_figure_of_residents_is_none_of_the_staff(asked: str, words: str, around: str, other: bool) -> None:
    """Whom a figure is of stands in it, or over it."""
    assert of_other_people(asked, words, around) is other
