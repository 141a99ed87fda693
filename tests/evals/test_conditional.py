"""The conditional logit by which units are ranked within their question."""

from __future__ import annotations

import numpy as np
import pytest

from evals.conditional import fit_conditional


def test_what_tells_questions_apart_has_no_weight() -> None:
    """The second column is high in one question and low in the other, for all units alike."""
    labels = np.array([True, False, False])
    one = np.array([[1.0, 5.0], [0.0, 5.0], [0.2, 5.0]])
    other = np.array([[0.9, 0.0], [0.1, 0.0], [0.0, 0.0]])
    weights = fit_conditional([(one, labels), (other, labels)], 0.01)
    assert weights[0] > 1.0
    assert weights[1] == pytest.approx(0.0, abs=1e-6)


def test_the_odds_are_those_of_one_against_the_rest() -> None:
    """One of four units has a mark; three questions bear it out and one does not: its odds are three times three."""
    rows, marked = np.array([[1.0], [0.0], [0.0], [0.0]]), np.array([True, False, False, False])
    plain = np.array([False, True, False, False])
    weights = fit_conditional([(rows, marked)] * 3 + [(rows, plain)], 1e-9)
    # The slope is nought where 3 · 3 / (e^w + 3) = e^w / (e^w + 3).
    assert weights[0] == pytest.approx(np.log(9), rel=1e-3)


def test_a_question_whose_units_all_belong_says_nothing() -> None:
    """There is nothing that they could stand above."""
    rows = np.array([[1.0], [0.0]])
    assert fit_conditional([(rows, np.array([True, True]))], 0.01)[0] == 0.0
