"""What a question takes for granted is held against the papers, and put right in a note."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.records import NoteKind
from ingest.library import Library

PAPER = """# Westshire progress report 2024

## Hate crime

Reported hate crime incidents in Westshire have reduced by 12% since 2022.

## Mentoring scheme

The mentoring scheme for carers has run every autumn since 2019, and a new group begins in October.

## Consultation on the strategy

The consultation on the equality strategy lasts for six weeks and is open to all residents.

## Award

Westshire was assessed as 'developing' by its peers in 2021 for its equalities work.

## Library outreach

### Progress

The library outreach vans visited twelve villages.

### Gaps and improvements

No gaps identified.

## Day centres

The council runs five day centres for older people. Closing two day centres is expected to save £90,000 in a full year.

## The strategy

The strategy contains four equality objectives.

## Priorities

Our priorities for the coming year are:

- safer journeys for women after dark
- easier access to leisure centres for disabled people
- better data on ethnicity
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("westshire")
    file = Path(folder) / "report.md"
    file.write_text(PAPER, encoding="utf-8")
    library = Library(Path(folder) / "home")
    assert not library.sync([file], council="Westshire County Council").failed
    yield Assistant(library)
    library.close()


def corrections(assistant: Assistant, question: str) -> list[str]:
    return [n.text for n in assistant.ask(question).notes if n.kind is NoteKind.PREMISE]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did reported hate crime rise by 12%?", "the paper says “reduced”"),
        ("Why was the mentoring scheme for carers scrapped?", "nothing in these quotes says so"),
        ("Why does the consultation on the equality strategy last for three months?", "the paper says “six weeks”"),
        ("Why was Westshire only assessed as 'achieving' by its peers in 2021?", "the paper says “developing”"),
        ("What gaps were identified in the library outreach?", "the paper says “No gaps identified.”"),
        ("What are the four priorities for the coming year?", "the paper lists 3"),
        ("Why are all five of the day centres being closed?", "the paper says “Closing two”"),
        ("Which six objectives does the strategy contain?", "the paper says “contains four equality objectives”"),
    ],
)
def test_a_claim_that_the_papers_gainsay_is_put_right(asked: Assistant, question: str, said: str) -> None:
    found = corrections(asked, question)
    assert any(said in text for text in found), found


@pytest.mark.parametrize(
    "question",
    [
        "Why did reported hate crime fall by 12%?",
        "What do we do to increase the reporting of hate crime?",
        "Does the consultation on the equality strategy last for six weeks?",
        "What are the three priorities for the coming year?",
        "When did the mentoring scheme begin?",
        "Which four objectives does the strategy contain?",
    ],
)
def test_a_question_that_claims_nothing_wrong_is_left_alone(asked: Assistant, question: str) -> None:
    assert corrections(asked, question) == []
