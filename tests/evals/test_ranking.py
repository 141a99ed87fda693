from __future__ import annotations

import math

import pytest

from evals.questions import Case, Expected, Split
from evals.ranking import Place, curve, is_relevant, score_rankings, within

WANTED = Expected("a.txt", ("Plan",), "three new centres", ((100, 117),))
ASKED = Case("q-1", "figure", "q?", True, Split.TEST, (WANTED,))
SILENT = Case("q-2", "unanswerable", "q?", False, Split.TEST)
FILLER = Place("a.txt", 0, 50, " ".join(["word"] * 299))
RIGHT = Place("a.txt", 90, 130, "opens three new centres soon")


def test_evidence_counts_where_it_stands_within_the_words() -> None:
    assert within(ASKED, [FILLER, RIGHT], 300) == 0.0
    assert within(ASKED, [FILLER, RIGHT], 303) == 1.0
    assert within(ASKED, [RIGHT, FILLER], 300) == 1.0
    assert within(SILENT, [RIGHT], 300) is None


def test_evidence_in_another_paper_does_not_count() -> None:
    assert within(ASKED, [Place("b.txt", 90, 130, RIGHT.text)], 300) == 0.0


def test_a_passage_is_relevant_where_it_shares_half_of_the_shorter() -> None:
    assert is_relevant(RIGHT, [WANTED])
    assert is_relevant(Place("a.txt", 105, 400, "x"), [WANTED])
    assert not is_relevant(Place("a.txt", 113, 400, "x"), [WANTED])
    assert not is_relevant(Place("b.txt", 90, 130, "x"), [WANTED])


def test_the_standard_figures_are_those_of_trec_eval() -> None:
    other = Place("a.txt", 500, 600, "x")
    found = score_rankings([ASKED, SILENT], {"q-1": [FILLER, RIGHT, other]}, [FILLER, RIGHT, other])
    assert found["q-1"]["mrr"] == (0.5,)
    assert found["q-1"]["recall@5"] == (1.0,)
    assert found["q-1"]["ndcg@10"][0] == pytest.approx(1 / math.log2(3))
    assert "q-2" not in found


def test_the_curve_never_falls() -> None:
    points = curve([ASKED, SILENT], {"q-1": [FILLER, RIGHT]})
    assert [share for _, share in points] == sorted(share for _, share in points)
    assert points[-1][1] == 1.0
