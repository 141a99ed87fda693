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
    """Every quotable unit of the five papers is labelled, and next to none stands under another characteristic."""
    library = Library(tmp_path / "home", embedder=TinyEmbedder())
    library.sync()
    scores, _ = score(of_papers(load("corpus"), library))
    library.close()
    assert (scores["all"].precision or 0) >= 0.98
    assert (scores["all"].recall or 0) >= 0.92
    assert scores["gender reassignment"] == scores["marriage and civil partnership"] == Score()
