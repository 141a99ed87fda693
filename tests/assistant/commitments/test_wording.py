"""Numbers, labels, periods, deadlines and status words, as councils print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.commitments import wording
from assistant.commitments.likeness import Likeness
from assistant.commitments.status import status_words


@pytest.mark.parametrize(
    ("words", "code", "rest"),
    [
        ("Objective 3: Fair pay", "Objective 3", "Fair pay"),
        ("Our equality objective two – Fair pay", "Our equality objective two", "Fair pay"),
        ("EO1 Fair pay", "EO1", "Fair pay"),
        ("SO 2. Fair pay", "SO 2", "Fair pay"),
        ("Aim a) Fair pay", "Aim a", "Fair pay"),
        ("Objectives for staff", "", "Objectives for staff"),
        ("A fair council", "", "A fair council"),
    ],
)
def test_codes_as_printed(words: str, code: str, rest: str) -> None:
    assert wording.code_of(words) == (code, rest)


@pytest.mark.parametrize(
    "title",
    [
        "8. Our Equality priorities for Year 2",
        "What we will do next",
        "Action plan 2024",
        "3. Introduction",
        "Next steps:",
    ],
)
def test_labels_commit_to_nothing(title: str) -> None:
    assert wording.is_label(title)


@pytest.mark.parametrize(
    "title", ["16. Having inclusive recruitment training in place", "4. Improve engagement with all communities"]
)
def test_titles_that_commit_are_no_labels(title: str) -> None:
    assert not wording.is_label(title)


@pytest.mark.parametrize(
    ("words", "period", "years"),
    [
        ("Equality Strategy 2016-20", "2016-20", (2016, 2020)),
        ("during 2019/20 we will", "2019/20", (2019, 2020)),
        ("from 2022 to 2025", "2022 to 2025", (2022, 2025)),
        ("priorities for Year 2", "Year 2", None),
        ("in 2022", "", None),
    ],
)
def test_periods_as_printed(words: str, period: str, years: tuple[int, int] | None) -> None:
    assert wording.period_in(words) == period
    assert wording.years_in(period) == years


def test_deadlines_as_printed() -> None:
    assert wording.due_in("meet the targets by March 2020.") == "by March 2020"
    assert wording.due_in("finish by the end of summer 2025") == "by the end of summer 2025"
    assert wording.due_in("by bus") == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A strategy is being scoped.", ["is being scoped"]),
        ("We have not yet completed it.", ["have not yet completed"]),
        ("Launched and delivered the plan", ["Launched and delivered"]),
        ("The work is on track.", ["is on track"]),
        ("We are in the process of developing a tool.", ["are in the process of developing"]),
        ("Improving mental health", []),
        ("The budget of the council", []),
    ],
)
def test_status_words_are_cut_out_as_they_stand(words: str, found: list[str]) -> None:
    assert [words[start:end] for start, end in status_words(words)] == found


def test_codes_in_brackets_are_read_with_their_misprints() -> None:
    assert wording.codes_in("(SA/E0 2, SP 2.1)") == ("EO2",)
    assert wording.plain_code("EO 2") == "EO2"


def test_a_likeness_can_be_worked_out_by_hand() -> None:
    likeness = Likeness(["red green", "blue white"])
    # Four words, each in one wording of two: of the shorter wording's four, two stand in the other.
    assert likeness.score("red green blue white", "red green black grey brown") == pytest.approx(0.5)
    assert likeness.score("deliver red green blue", "red green blue grey black") > likeness.score(
        "pink red green blue", "red green blue grey black"
    )
    assert likeness.score("", "red") == 0.0


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_likeness_lies_between_nothing_and_all_and_knows_no_order(one: str, other: str) -> None:
    likeness = Likeness([one, other])
    assert 0.0 <= likeness.score(one, other) <= 1.0 + 1e-9
    assert likeness.score(one, other) == pytest.approx(likeness.score(other, one))
    wording.code_of(one, numbered=True)
    wording.is_label(one)
    list(status_words(one))
