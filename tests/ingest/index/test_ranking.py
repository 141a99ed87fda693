from __future__ import annotations

import pytest

from ingest.index.ranking import Hit, fuse, ranked


def test_fusion_adds_the_inverse_ranks() -> None:
    """A passage second in one ranking and first in another outranks one that is first in a single ranking."""
    fused = fuse([Hit("a", 9.0), Hit("b", 8.0)], [Hit("b", 0.3)])
    assert [hit.passage for hit in fused] == ["b", "a"]
    assert fused[0].score == pytest.approx(1 / 62 + 1 / 61)
    assert fused[1].score == pytest.approx(1 / 61)


def test_weights_decide_how_much_a_ranking_counts() -> None:
    """A ranking of weight 3 beats one of weight 1; as many weights as rankings are wanted."""
    assert [h.passage for h in fuse([Hit("a", 1.0)], [Hit("b", 1.0)], weights=(1.0, 3.0))] == ["b", "a"]
    with pytest.raises(ValueError, match="zip"):
        fuse([Hit("a", 1.0)], [Hit("b", 1.0)], weights=(1.0,))


def test_equal_scores_stand_in_the_order_of_their_ids() -> None:
    """The order of equals does not depend on the order in which they came."""
    assert ranked({"b": 1.0, "a": 1.0, "c": 2.0}) == (Hit("c", 2.0), Hit("a", 1.0), Hit("b", 1.0))
    assert fuse() == ()
