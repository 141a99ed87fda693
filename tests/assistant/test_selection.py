"""What joins an answer, over a paper of a made-up council with the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Outcome
from tests.assistant.papers import over

PAPER = """# Ashdon Borough Council: Annual Equality Report 2025

## Pay gaps

The mean gender pay gap is 4.1% in 2025.

| Measure | 2024 | 2025 |
|---|---|---|
| Mean gender pay gap | 4.6% | 4.1% |
| Median gender pay gap | 3.9% | 3.3% |
| Mean ethnicity pay gap | 9.9% | 9.1% |
| Median ethnicity pay gap | 8.8% | 8.0% |
| Mean disability pay gap | 6.2% | 5.7% |
| Median disability pay gap | 5.4% | 5.0% |

## Objective 4: Make the borough safer from hate crime

### What we will do

- Open ten reporting centres for hate crime by March 2027.
- Bring in a charter for licensed premises.
- Pay for an advocate for victims.
- Look at street lighting on the way to the station.

## Warm hubs

The council ran twelve warm hubs over the winter. Take-up was lowest on weekday mornings. The church hall in Mill Lane
had no lift. Two neighbours, Northmoor Borough Council and the parish of Eastley, lent us blankets.

## How we recruit

We have taken steps so that vacancies reach more people. These include:

- Making sure that adverts are inclusive and speak to diverse applicants.
- Putting vacancies on sites that diverse applicants use.
- Working with partners who know the field.
- Asking staff networks to help.

## The law

Marriage and civil partnership: a person who is married or in a civil partnership.
"""
BOARD = """# Ashdon Borough Council: Annual Equality Report 2025

## The Board

The Equality and Fairness Board (EFB) is chaired by the Chief Executive, and its members are the heads of service. It
meets every quarter. As part of its work the board set up two forums. These are one for carers and one for pupils.

## Hate crime

Nobody came to the first drop-in of the year, and forty people to the second.
"""
OLDER = """# Ashdon Borough Council: Annual Equality Report 2022

## Our staff

At 31 March 2022 the council employed 1,467 people.
"""
NEWER = """# Ashdon Borough Council: Workforce Profile 2025

## Headcount

On 31 March 2025 we employed 1,236 people, and 1,318 a year earlier.
"""


@pytest.fixture(scope="module")
def ashdon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over that paper alone."""
    with over(tmp_path_factory.mktemp("ashdon"), {"report.md": PAPER}) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over a paper that tells of a board."""
    with over(tmp_path_factory.mktemp("board"), {"report.md": BOARD}) as assistant:
        yield assistant


def quoted(assistant: Assistant, question: str) -> str:
    """All that an answer quotes."""
    return " | ".join(c.quote for c in assistant.ask(question).citations)


def test_a_row_of_figures_that_has_the_words_asked_for_stands_without_the_others(ashdon: Assistant) -> None:
    """The rows of another gap in the same table answer another question."""
    found = quoted(ashdon, "disability pay gap")
    assert "Mean disability pay gap" in found
    assert "ethnicity" not in found


def test_who_asks_what_will_be_done_gets_the_whole_list(ashdon: Assistant) -> None:
    """Items without a word of the question belong to the objective that has them."""
    found = quoted(ashdon, "What has Ashdon said it will do about hate crime?")
    assert all(words in found for words in ("reporting centres", "charter", "advocate", "street lighting"))


def test_a_short_answer_has_more_of_the_prose_it_stands_in(ashdon: Assistant) -> None:
    """A sentence that was found is read with those around it."""
    assert "Mill Lane" in quoted(ashdon, "What was the take-up of the warm hubs like?")


def test_a_figure_stands_alone(ashdon: Assistant) -> None:
    """Who asks for a number gets the sentence that has it."""
    assert "Mill Lane" not in quoted(ashdon, "How many warm hubs did the council run?")


def test_a_figure_of_all_is_no_figure_of_some(ashdon: Assistant) -> None:
    """What is to be measured must stand by the figure, or the papers are silent."""
    answer = ashdon.ask("What is the gender pay gap for apprentices?")
    assert answer.status is Outcome.NOT_FOUND
    assert "apprentices" in answer.answer


def test_a_council_that_is_not_loaded_may_be_mentioned(ashdon: Assistant) -> None:
    """What the loaded papers say of another council is theirs to say; of one they do not name they are silent."""
    assert ashdon.ask("What did Northmoor Borough Council lend us?").status is Outcome.ANSWERED
    assert "No paper of Southmoor District Council" in ashdon.ask("What did Southmoor District Council lend us?").answer


def test_a_figure_of_one_day_is_not_that_of_another(ashdon: Assistant) -> None:
    """The paper of that year gives the figure of 2025; of a day in 2023 it is silent, and says so."""
    assert ashdon.ask("What was the mean ethnicity pay gap on 31 March 2023?").status is Outcome.NOT_FOUND
    assert "9.1%" in quoted(ashdon, "What was the mean ethnicity pay gap in 2025?")


def test_an_abbreviation_that_is_never_spelt_out_is_said_to_be_so(tmp_path: Path) -> None:
    """Where the paper spells one out and uses another, the one is explained and the other is not made up."""
    text = (
        "# Ashdon Borough Council: Report 2025\n\n## Who meets\n\nThe Equality Working Group (EWG) meets each month. "
        "The draft goes to the EWG and to CMT in March.\n"
    )
    with over(tmp_path, {"report.md": text}) as assistant:
        silent = assistant.ask("What does CMT stand for?")
        assert silent.status is Outcome.NOT_FOUND
        assert "do not say what “CMT” stands for" in silent.answer
        assert assistant.ask("What does EWG stand for?").status is Outcome.ANSWERED


def test_a_council_that_is_mentioned_elsewhere_is_not_answered_for(ashdon: Assistant) -> None:
    """What our papers promise is no promise of the neighbour that they thank for blankets."""
    answer = ashdon.ask("What did Northmoor Borough Council commit to on hate crime?")
    assert answer.status is Outcome.NOT_FOUND
    assert "No paper of Northmoor Borough Council" in answer.answer


def test_other_councils_in_general_are_not_answered_for(ashdon: Assistant) -> None:
    """Our own figure is none of the others'."""
    assert ashdon.ask("What is the usual gender pay gap of other councils?").status is Outcome.NOT_FOUND


def test_a_list_of_steps_taken_is_whole_where_commitments_are_asked_for(ashdon: Assistant) -> None:
    """Some of its items fit the question better: the list stays or goes as one."""
    found = quoted(ashdon, "What actions have we taken to promote vacancies to diverse applicants?")
    assert all(words in found for words in ("adverts", "sites", "partners", "staff networks"))


def test_what_the_law_means_is_no_evidence(ashdon: Assistant) -> None:
    """A definition of the characteristic says nothing about the people who share it."""
    answer = ashdon.ask("What evidence do we hold on marriage and civil partnership?")
    assert answer.status is Outcome.NOT_FOUND
    assert "gap to fill" in answer.answer


def test_the_latest_figure_stands_in_the_answer(tmp_path: Path) -> None:
    """Where no year is asked for, an older paper that says it in the question's words does not have the last word."""
    with over(tmp_path, {"report-2022.md": OLDER, "profile-2025.md": NEWER}) as assistant:
        assert "1,236" in quoted(assistant, "How many people does the council employ?")


def test_each_part_of_a_question_is_answered(board: Assistant) -> None:
    """A figure that is asked for beside something else does not stand alone."""
    found = quoted(board, "Who sits on the Equality and Fairness Board and how often does it meet?")
    assert "every quarter" in found
    assert "heads of service" in found


def test_a_name_is_taken_up_again_by_its_last_word(board: Assistant) -> None:
    """ "The board" is the Equality and Fairness Board in the section that names it."""
    assert "two forums" in quoted(board, "How many forums did the EFB set up?")


def test_what_is_counted_comes_with_the_count(board: Assistant) -> None:
    """A count is read with the sentence that says which they are."""
    assert "one for carers" in quoted(board, "How many forums did the EFB set up?")


def test_no_figure_of_others_stands_for_a_characteristic(ashdon: Assistant) -> None:
    """The gaps by sex, race and disability are not the one by age."""
    answer = ashdon.ask("What is the age pay gap?")
    assert answer.status is Outcome.NOT_FOUND


def test_what_the_council_said_is_no_outcome(ashdon: Assistant) -> None:
    """Who asks what it said it would do is told of the plan."""
    answer = ashdon.ask("What did Ashdon say it would do about street lighting?")
    assert answer.status is Outcome.ANSWERED
    assert "street lighting" in quoted(ashdon, "What did Ashdon say it would do about street lighting?")
