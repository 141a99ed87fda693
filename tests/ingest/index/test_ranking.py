from __future__ import annotations

import pytest

from ingest.index.ranking import Hit, Hits, fuse, ranked


def test_fusion_adds_the_shares_of_the_best() -> None:
    """A cosine counts from -1, BM25 from 0, each as a share of the best of its kind and by its weight."""
    hits = Hits((Hit("a", 0.6), Hit("b", 0.2)), (Hit("b", 8.0), Hit("a", 2.0)))
    fused = fuse(hits, dense=0.5)
    assert [hit.passage for hit in fused] == ["b", "a"]
    assert fused[0].score == pytest.approx(0.5 * 1.2 / 1.6 + 0.5)
    assert fused[1].score == pytest.approx(0.5 + 0.5 * 2 / 8)


def test_the_weight_decides_between_vector_and_words() -> None:
    """Of two passages, the vector prefers one and the words the other."""
    hits = Hits((Hit("a", 0.9), Hit("b", 0.1)), (Hit("b", 9.0), Hit("a", 6.0)))
    assert [hit.passage for hit in fuse(hits, dense=0.9)] == ["a", "b"]
    assert [hit.passage for hit in fuse(hits, dense=0.1)] == ["b", "a"]


def test_one_side_alone_keeps_its_order() -> None:
    """Where only one index was asked, or found anything, its ranking stands."""
    assert [hit.passage for hit in fuse(Hits(dense=(Hit("a", 0.9), Hit("b", -0.2))))] == ["a", "b"]
    assert [hit.passage for hit in fuse(Hits(lexical=(Hit("a", 9.0), Hit("b", 1.0))))] == ["a", "b"]
    assert fuse(Hits()) == ()


def test_equal_scores_stand_in_the_order_of_their_ids() -> None:
    """The order of equals does not depend on the order in which they came."""
    assert ranked({"b": 1.0, "a": 1.0, "c": 2.0}) == (Hit("c", 2.0), Hit("a", 1.0), Hit("b", 1.0))
    assert fuse(Hits((Hit("b", 0.5), Hit("a", 0.5))))[0].passage == "a"
