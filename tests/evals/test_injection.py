from __future__ import annotations

from collections.abc import Sequence

import pytest

from evals import injection
from evals.folding import squash
from evals.injection import Claim, VerbatimCheck, claims, summary
from evals.questions import Case
from ingest.library import Library


class Gullible:
    """A check that accepts everything."""

    def accepts(self, claim: Claim) -> bool:
        return True


@pytest.mark.parametrize(
    ("kind", "text", "changed"),
    [
        ("another figure", "Over 300 adults in 2023.", "Over 400 adults in 2023."),
        ("another figure", "It reached 1,250 people.", "It reached 2,250 people."),
        ("another figure", "In 2023 it grew.", None),
        ("another year", "Adopted in 2019.", "Adopted in 2020."),
        ("another year", "Plans for Year 1.", "Plans for Year 2."),
        ("another council", "Essex County Council agreed.", "Leicestershire County Council agreed."),
        ("another place", "Work in Harlow went well.", "Work in Harwich went well."),
        ("negation", "Pay is equal.", "Pay is not equal."),
        ("negation", "It does not mean that.", "It does mean that."),
        ("direction", "Pay rose by 7%.", "Pay fell by 7%."),
        ("direction", "Reduced by half.", "Increased by half."),
        ("direction", "Nothing here.", None),
    ],
)
def test_each_rule_makes_one_error(kind: str, text: str, changed: str | None) -> None:
    assert injection.ERRORS[kind](text) == changed


def test_one_word_is_changed_for_one_that_was_not_there() -> None:
    assert injection.another_word("We support disabled residents", ["support", "transport"]) == (
        "We support transport residents"
    )
    assert injection.another_word("to be or not", ["transport"]) is None


def test_an_error_never_says_the_same_as_the_statement(cases: Sequence[Case], library: Library) -> None:
    made = list(claims(cases, library))
    printed = {(c.file, c.start, c.end): c.text for c in made if c.kind == "as printed"}
    for claim in made:
        if claim.kind in {*injection.ERRORS, "one word changed"}:
            assert squash(claim.text) != squash(printed[claim.file, claim.start, claim.end])
    assert len({c.kind for c in made}) == len(injection.ERRORS) + 6


def test_the_word_for_word_check_catches_every_error_and_flags_nothing_true(
    cases: Sequence[Case], library: Library
) -> None:
    for row in summary("quotes", VerbatimCheck(library), claims(cases, library)):
        assert row["flagged"] == (0 if row["true"] else row["made"]), row
        assert row["made"] > 0


def test_a_check_that_accepts_everything_catches_nothing(cases: Sequence[Case], library: Library) -> None:
    rows = summary("gullible", Gullible(), claims(cases, library))
    assert {row["flagged"] for row in rows} == {0}
    assert all(bool(row["wrong"]) is not row["true"] for row in rows)
