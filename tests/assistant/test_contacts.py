"""Whom to contact: what the papers print, of the council and the paper asked about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant, Outcome
from tests.assistant.papers import over

REPORT = """# Annual Equality Report 2025

Fenwick Borough Council, 3 March 2025

## Hate crime

The Hate Crime Partnership met four times. Its members saw 310 reports.

## Contact us

Equality Team
equality@fenwick.example
01632 960 111
"""
PAPER = """# Report to Cabinet: equality objectives 2025-29

Fenwick Borough Council

Date of meeting: 10 June 2025

## Purpose

Cabinet is asked to approve the draft objectives for consultation.

## Contact

Report author: Gwen Postle, Head of Policy, gwen.postle@fenwick.example
"""


@pytest.fixture(scope="module")
def fenwick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A council with a report and a paper to its Cabinet."""
    with over(tmp_path_factory.mktemp("fenwick"), {"report.md": REPORT, "cabinet.md": PAPER}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "asked",
    ["How do I get in touch with the equality team?", "Who do I contact about equality?", "contact details"],
)
def test_contacts_are_those_printed_the_newest_first(asked: str, fenwick: Assistant) -> None:
    """Every address that is printed, and nothing else."""
    answer = fenwick.ask(asked).answer
    assert "equality@fenwick.example" in answer
    assert "gwen.postle@fenwick.example" in answer
    assert "310" not in answer
    assert "consultation" not in answer


def test_the_contact_of_a_paper_is_its_own(fenwick: Assistant) -> None:
    """A paper named by its month has its author, not the council's team."""
    answer = fenwick.ask("Whose is the June cabinet paper and how do I get hold of them?").answer
    assert "gwen.postle@fenwick.example" in answer
    assert "equality@fenwick.example" not in answer


def test_a_body_without_an_address_gets_none(fenwick: Assistant) -> None:
    """Another's address is not given for it."""
    assert "@" not in fenwick.ask("How do I contact the Hate Crime Partnership?").answer


def test_a_contact_in_an_unknown_place_is_not_made_up(fenwick: Assistant) -> None:
    assert fenwick.ask("Who do I contact in Northumberland?").status is Outcome.NOT_FOUND


def test_an_e_mail_address_is_found_though_no_paper_has_the_word(fenwick: Assistant) -> None:
    """What is printed after "Contact us" is the address asked for."""
    assert "equality@fenwick.example" in fenwick.ask("What is the e-mail address for questions?").answer


def test_a_telephone_number_that_is_not_printed_is_missed(fenwick: Assistant) -> None:
    """An e-mail address is none."""
    assert "01632 960 111" in fenwick.ask("What is the equality team's phone number?").answer
    answer = fenwick.ask("What is Gwen Postle's phone number?")
    assert answer.status is Outcome.NOT_FOUND
    assert "telephone number" in answer.answer
