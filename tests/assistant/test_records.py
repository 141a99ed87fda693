"""The answer contract: what breaks it cannot be built."""

from __future__ import annotations

import pytest

from assistant.records import Answer, Citation, Outcome, Statement
from ingest.records import Status


def _citation(number: int) -> Citation:
    return Citation(number, "d", "f.txt", "T", "C", "2023", Status.ADOPTED, ("S",), "", 1, "1", "words", 0, 5, "p")


def _answer(text: str, statements: tuple[Statement, ...], citations: tuple[Citation, ...]) -> Answer:
    return Answer("q", "q", Outcome.ANSWERED, text, statements, citations)


def test_an_answer_whose_numbers_agree_is_built() -> None:
    """The same numbers in the text, the statements and the citations."""
    assert _answer("words [1]", (Statement("words", (1,)),), (_citation(1),)).answered


@pytest.mark.parametrize(
    ("text", "statements", "citations"),
    [
        ("words", (), ()),
        ("words [1]", (Statement("words", (1,)),), ()),
        ("words [1]", (Statement("words", (1,)),), (_citation(1), _citation(2))),
        ("words", (Statement("words", (1,)),), (_citation(1),)),
        ("words [1]", (Statement("words", (1,)), Statement("more", ())), (_citation(1),)),
    ],
)
def test_an_answer_that_breaks_the_contract_is_refused(
    text: str, statements: tuple[Statement, ...], citations: tuple[Citation, ...]
) -> None:
    """No citation, a number that is not listed, a source that is not used, a statement without a source."""
    with pytest.raises(ValueError, match=r"citation|differ"):
        _answer(text, statements, citations)
