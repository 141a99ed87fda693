"""Whom texts speak of, on the sets labelled by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.characteristics import SENTENCES, Labelled, Score, load, of_papers, of_sentences, score, table
from ingest.library import Library
from tests.tiny import TinyEmbedder


def test_rates_are_worked_out_by_hand() -> None:
    pairs = [
        (Labelled("a", frozenset({"age"})), frozenset({"age", "sex"})),
        (Labelled("b", frozenset({"age"})), frozenset[str]()),
    ]
    scores, slips = score(pairs)
    assert scores["age"] == Score(1, 0, 1)
    assert (scores["all"].precision, scores["all"].recall) == (0.5, 0.5)
    assert scores["race"].precision is None
    assert [s.text for s in slips] == ["a", "b"]
    assert "race" in table(scores)


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_are_put_where_they_belong(name: str) -> None:
    scores, _ = score(of_sentences(load(name)))
    assert (scores["all"].precision or 0) >= 0.97
    assert (scores["all"].recall or 0) >= 0.95


def test_units_of_the_papers_are_put_where_they_belong(tmp_path: Path) -> None:
    """Next to no unit of the five papers stands under a characteristic that it does not speak of."""
    library = Library(tmp_path / "home", embedder=TinyEmbedder())
    library.sync()
    pairs = list(of_papers(load("corpus"), library))
    library.close()
    assert len(pairs) > 0.95 * len(load("corpus"))
    scores, _ = score(pairs)
    assert (scores["all"].precision or 0) >= 0.98
    assert (scores["all"].recall or 0) >= 0.92
    assert scores["gender reassignment"] == scores["marriage and civil partnership"] == Score()


def test_what_speaks_of_someone_and_is_in_no_unit_is_missed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Plan\n\nOlder people use the bus.\n", encoding="utf-8")
    library = Library(tmp_path / "home", embedder=TinyEmbedder())
    library.sync([tmp_path / "a.md"])
    labelled = [Labelled("Older people use the bus.", frozenset({"age"}), paper="a.md", start=8)]
    gone = Labelled("Women do too.", frozenset({"sex"}), paper="a.md", start=900)
    scores, _ = score(of_papers([*labelled, gone], library))
    library.close()
    assert scores["age"] == Score(right=1)
    assert scores["sex"] == Score(missed=1)
