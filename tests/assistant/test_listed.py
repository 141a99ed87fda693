"""What is asked for by name, the objectives of a plan or one of its sections, comes whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.records import Answer
from tests.assistant.papers import over

OLD = """# Equality Objectives 2018-2022

Borset County Council, March 2018

## Our equality objectives

### EO1 Knowing our residents

We will publish a digest each year in all libraries.

### EO2 Schools

We will write to all schools.
"""
PLAN = """# Equality Strategy 2022-2026

Borset County Council. Adopted by Cabinet on 5 July 2022. It replaces the Equality Objectives 2018-2022.

## Foreword

Our equality objectives are the heart of this strategy, and every service answers for them.

## Our equality objectives

We have adopted three objectives. Buses matter most in our three priority places (Hale, Wick (north) and Borset town).
People in our priority places told us that buses are late. The nine protected characteristics are in every assessment.
These are: age, disability, gender reassignment, marriage and civil partnership, pregnancy and maternity, race, religion
or belief, sex and sexual orientation.

| No. | Equality objective | Owner |
|---|---|---|
| 1 | We will know our residents and hear them. | Head of Insight |
| 2 | We will make buses and libraries easy to use. | Head of Places |
| 3 | We will be a fair employer. | Head of People |

## How we will check

| No. | Measure | Now |
|---|---|---|
| 1 | Residents heard in a year | 300 |
| 2 | Buses with a ramp | 40 |
| 3 | Managers trained | 75 |

## Where we are

| Action | Position | Status |
|---|---|---|
| Ramps on buses | All bought | On track |
| Hearing loops | No supplier found | Off track |
| Easy Read letters | Written | On track |
| Lift at Borset library | Roof first | Off track |

## Best practice

### What others do

- They meet residents where they are.

### What the guidance says

- It asks for fewer aims.

## Next steps

- A delivery plan goes to Cabinet in October 2022.
- The first yearly report comes in June 2023.
"""


@pytest.fixture(scope="module")
def borset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A council with a plan and the one before it."""
    with over(tmp_path_factory.mktemp("borset"), {"old.md": OLD, "plan.md": PLAN}) as assistant:
        yield assistant


def _starts(answer: Answer) -> list[str]:
    return [" ".join(s.text.split()[:4]) for s in answer.statements]


@pytest.mark.parametrize("asked", ["What are our equality objectives?", "Give me our three objectives.", "our aims"])
def test_objectives_come_whole_from_the_plan_in_force(asked: str, borset: Assistant) -> None:
    """The row that states each, not what is measured, not a sentence about them, and not those they replaced."""
    answer = borset.ask(asked)
    assert _starts(answer) == ["1 | We will", "2 | We will", "3 | We will"]
    assert "No. · Equality objective · Owner" in answer.answer


def test_another_number_of_objectives_is_corrected(borset: Assistant) -> None:
    """Who asks for more than the plan has gets them all, and is told how many there are."""
    assert any("lists 3" in note.text for note in borset.ask("Give me our four equality objectives.").notes)
    assert not any("lists" in note.text for note in borset.ask("Give me our three equality objectives.").notes)


def test_objectives_of_a_year_are_those_of_its_plan(borset: Assistant) -> None:
    assert _starts(borset.ask("What were the 2018 objectives?")) == ["EO1 Knowing our residents", "EO2 Schools"]


def test_what_is_said_of_an_objective_is_no_list_of_them(borset: Assistant) -> None:
    """A question about something keeps to it."""
    answer = borset.ask("What do the objectives say about buses?")
    assert any("buses" in s.text for s in answer.statements)
    assert not any("fair employer" in s.text for s in answer.statements)


def test_a_section_asked_for_by_its_title_comes_whole(borset: Assistant) -> None:
    assert _starts(borset.ask("What are the next steps?")) == ["A delivery plan goes", "The first yearly report"]


def test_rows_are_found_by_their_mark(borset: Assistant) -> None:
    """All rows that are so marked and no others; a mark that no row has finds none."""
    answer = borset.ask("Which actions are off track?")
    assert _starts(answer) == ["Hearing loops | No", "Lift at Borset library"]
    assert "Action · Position · Status" in answer.answer
    assert not any("Hearing loops" in s.text for s in borset.ask("Which actions are on track?").statements)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("What are the three priority places?", "Wick (north)"),
        ("Name the nine protected characteristics.", "sexual orientation"),
        ("What are the protected characteristics?", "sexual orientation"),
    ],
)
def test_a_sentence_that_counts_up_what_is_asked_for_stands_alone(asked: str, words: str, borset: Assistant) -> None:
    answer = borset.ask(asked)
    assert len(answer.statements) == 1
    assert words in answer.statements[0].text


def test_what_is_asked_of_one_paper_is_answered_from_it(borset: Assistant) -> None:
    """Named by its age or its year; the plan in force speaks of libraries too."""
    assert {c.file for c in borset.ask("What did we say about libraries?").citations} == {"old.md", "plan.md"}
    answer = borset.ask("In the old 2018 objectives, what did we say about libraries?")
    assert {c.file for c in answer.citations} == {"old.md"}
    assert "We will publish a digest each year in all libraries." in answer.answer


PROGRESS = """# Eastmere Borough Council: Progress on our equality objectives 2023

Adopted by Cabinet in July 2023.

## COMMUNITY EQUALITY OBJECTIVE:

We are committed to reducing inequalities between the places of the borough.

We will achieve this by:

- Opening a hub in each town.

## WORKFORCE EQUALITY OBJECTIVE:

We are committed to being an employer that values difference. We will offer fair and inclusive work.

We will achieve this by:

- Training our managers.
"""


def test_objectives_under_titles_of_their_own_are_listed_without_numbers(tmp_path: Path) -> None:
    """Each whole, in order, and not what will be done for them."""
    with over(tmp_path, {"progress.md": PROGRESS}) as eastmere:
        found = [c.quote for c in eastmere.ask("What are our equality objectives?").citations]
    assert [quote.split(" ")[4] for quote in found] == ["reducing", "being"]
    assert "fair and inclusive work" in found[1]


def test_the_parts_of_a_section_come_with_it(borset: Assistant) -> None:
    """A title over smaller ones asks for what stands under all of them."""
    starts = _starts(borset.ask("What best practice is there?"))
    assert len(starts) == 2


def test_a_title_is_asked_for_whatever_was_done_with_it(borset: Assistant) -> None:
    """Who asks what was looked at begins with the title; who asks for progress does not."""
    assert len(_starts(borset.ask("And what best practice did they look at?", ["What are the next steps?"]))) == 2


@pytest.mark.parametrize("asked", ["What are our measures?", "What are the three measures?"])
def test_a_column_asked_for_by_its_head_comes_whole(asked: str, borset: Assistant) -> None:
    quotes = " ".join(c.quote for c in borset.ask(asked).citations)
    assert all(words in quotes for words in ("Residents heard", "Buses with a ramp", "Managers trained"))


LONG = """# Equality plan 2025

Tidford Borough Council, 1 May 2025

## Priorities for next year

- Open up our buildings
{buildings}
- Hear from residents
{residents}
- Be a fair employer
{employer}
"""


def test_a_title_is_asked_for_with_the_one_over_it(borset: Assistant) -> None:
    """ "What the guidance says" on best practice is one of two things that stand under that title."""
    starts = _starts(borset.ask("What is the guidance on best practice?"))
    assert starts == ["It asks for fewer"]


def test_of_a_long_section_the_first_level_is_shown(tmp_path: Path) -> None:
    """A list that is too long for an answer is answered by what stands over its smaller lists."""
    many = "\n".join(
        f"  - We will take step {n} of the work, with people who use it and {n} staff." for n in range(2, 9)
    )
    with over(tmp_path, {"plan.md": LONG.format(buildings=many, residents=many, employer=many)}) as assistant:
        starts = _starts(assistant.ask("What are the priorities for next year?"))
    assert [s for s in starts if "step" not in s] == starts
    assert len(starts) == 3
