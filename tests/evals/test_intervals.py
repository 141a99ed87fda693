from __future__ import annotations

import pytest

from evals.intervals import difference, figure, mcnemar


def test_a_figure_is_the_mean_of_all_values_with_an_interval_around_it() -> None:
    found = figure({f"q{i}": (float(i % 2),) for i in range(100)})
    assert found is not None
    assert found.value == 0.5
    assert 0.38 < found.low < 0.5 < found.high < 0.62
    assert (found.cases, found.values) == (100, 100)


def test_values_of_one_question_are_drawn_together() -> None:
    many = figure({f"q{i}": (float(i % 2),) * 50 for i in range(20)})
    assert many is not None
    assert many.values == 1000
    assert many.high - many.low > 0.3


def test_without_values_there_is_no_figure() -> None:
    assert figure({}) is None
    assert difference({"a": (1.0,)}, {"b": (1.0,)}) is None


def test_the_same_values_give_the_same_interval() -> None:
    values = {f"q{i}": (float(i % 3 == 0),) for i in range(50)}
    assert figure(values) == figure(dict(reversed(values.items())))


def test_a_steady_gain_is_real_and_noise_is_not() -> None:
    before = {f"q{i}": (float(i % 2),) for i in range(60)}
    gained = difference(before, {k: (v[0] + 0.1,) for k, v in before.items()})
    assert gained is not None
    assert gained.real
    assert gained.value == pytest.approx(0.1)
    shuffled = difference(before, {f"q{i}": (float((i // 2) % 2),) for i in range(60)})
    assert shuffled is not None
    assert not shuffled.real


def test_mcnemar_counts_only_questions_that_changed() -> None:
    before = {f"q{i}": i < 5 for i in range(30)}
    after = {f"q{i}": i < 15 for i in range(30)}
    gained, lost, p = mcnemar(before, after)
    assert (gained, lost) == (10, 0)
    assert p == pytest.approx(2 / 2**10)
    assert mcnemar(before, before) == (0, 0, 1.0)
