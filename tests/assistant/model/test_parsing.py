from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model.parsing import Draft, LineParser, StructureParser, resolve


def read(text: str, size: int = 3) -> list[Draft]:
    """What a text is read as when it comes in small pieces."""
    parser = LineParser()
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    return [d for piece in pieces for d in parser.feed(piece)] + parser.end()


@pytest.mark.parametrize(
    ("text", "drafts"),
    [
        ("One thing. [1]\nTwo things [2, 3].", [("One thing.", (1,)), ("Two things.", (2, 3))]),
        ("- One thing [1]\n2. Another (extract 2)", [("One thing.", (1,)), ("Another.", (2,))]),
        ("One [1] [2] and two [3].", [("One.", (1, 2)), ("and two.", (3,))]),
        ("First said. Then more said [4].", [("First said.", (4,)), ("Then more said.", (4,))]),
        ("**Bold** claim [E2]", [("Bold claim.", (2,))]),
        ("Yes, one thing was done [1]", [("One thing was done.", (1,))]),
        ("No park was closed [1]", [("No park was closed.", (1,))]),
        ("No number here", [("No number here.", ())]),
        ("In 2023 [2023] it grew", [("In 2023 [2023] it grew.", ())]),
        ("\n\n  \n[1]\n]]]", []),
    ],
)
def test_each_statement_runs_to_the_numbers_that_it_cites(text: str, drafts: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(d.text, d.cited) for d in read(text)] == drafts


@given(st.text(alphabet="ab .[]()123,\n-", max_size=60), st.integers(1, 9))
def test_how_text_is_cut_into_pieces_changes_nothing(text: str, size: int) -> None:
    assert [(d.text, d.cited) for d in read(text, size)] == [(d.text, d.cited) for d in read(text, 1000)]


def test_of_a_structure_the_last_statement_waits_until_it_is_whole() -> None:
    parser = StructureParser()
    assert parser.feed({"statements": [{"text": "Wom"}]}) == []
    first = {"text": "Women lead.", "extracts": [1]}
    assert parser.feed({"statements": [first, {"text": "Me"}]}) == [Draft("Women lead.", (1,))]
    assert parser.end() == [Draft("Me", ())]


@given(st.lists(st.integers(0, 20), max_size=8).map(tuple), st.frozensets(st.integers(1, 9)))
def test_only_numbers_that_were_shown_are_known(cited: tuple[int, ...], shown: frozenset[int]) -> None:
    known, invented = resolve(cited, shown)
    assert set(known) == set(cited) & shown
    assert len(known) == len(set(known))
    assert invented == sum(n not in shown for n in cited)
