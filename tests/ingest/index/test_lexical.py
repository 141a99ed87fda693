from __future__ import annotations

from pathlib import Path

import pytest

from ingest.index.faults import Unfit
from ingest.index.lexical import LexicalIndex, stems
from ingest.records import Passage


def passage(key: str, text: str, context: str = "", document: str = "d") -> Passage:
    return Passage(key, document, 0, 0, len(text), text, context)


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    LexicalIndex.write(
        tmp_path,
        [
            passage("a", "Women were commissioned to lead the café project."),
            passage("b", "The library opens late.", "Plan > Women"),
            passage("c", "Nothing to report and nothing to note", document="other"),
        ],
    )
    return LexicalIndex(tmp_path)


def ids(index: LexicalIndex, *terms: str, **scope: list[str]) -> list[str]:
    return [hit.passage for hit in index.query([(term, 1.0) for term in terms], 10, scope.get("documents"))]


def test_words_match_by_stem_case_and_accent(lexical: LexicalIndex) -> None:
    """ "Commissioning" finds "commissioned", "cafe" finds "café", "WOMEN" finds "women"."""
    assert ids(lexical, "Commissioning") == ["a"]
    assert ids(lexical, "cafe") == ["a"]
    assert ids(lexical, "WOMEN") == ["a", "b"]
    assert stems("Naïve £4.2m, men’s s.149") == ["naiv", "4", "2m", "men", "s", "s", "149"]


def test_the_context_line_counts_for_less_than_the_words(lexical: LexicalIndex) -> None:
    """A word in the passage itself ranks above the same word in the context line."""
    hits = lexical.query([("women", 1.0)], 10)
    assert [hit.passage for hit in hits] == ["a", "b"]
    assert hits[0].score > hits[1].score
    only_context = lexical.query([("women", 1.0)], 10, weights={"context": 1.0})
    assert [hit.passage for hit in only_context] == ["b"]


def test_nothing_that_is_typed_is_an_operator(lexical: LexicalIndex) -> None:
    """Quotes, brackets, fields and AND/NOT are words or nothing; a query of no words finds nothing."""
    assert ids(lexical, 'body:("library" AND NOT late) OR *') == ["b", "c"]
    assert ids(lexical, "NOT library") == ["b"]
    assert ids(lexical, "?!* ()", "") == []
    assert ids(lexical, "a\udc80b") == []


def test_a_term_counts_by_its_weight(lexical: LexicalIndex) -> None:
    """The weight of a term multiplies its score, and a weight of nought leaves it out."""
    one = lexical.query([("library", 1.0)], 10)[0].score
    two = lexical.query([("library", 2.0)], 10)[0].score
    assert two == pytest.approx(2 * one)
    assert lexical.query([("library", 0.0)], 10) == ()


def test_the_same_stem_twice_counts_once(lexical: LexicalIndex) -> None:
    """An expansion that repeats a word of the question does not count it double."""
    assert lexical.query([("library", 1.0), ("libraries late", 0.5)], 10)[0].score == pytest.approx(
        lexical.query([("library", 1.0), ("late", 0.5)], 10)[0].score
    )


def test_a_scope_leaves_other_papers_out(lexical: LexicalIndex) -> None:
    """Only the papers named are searched, and the scores do not change."""
    everywhere = {hit.passage: hit.score for hit in lexical.query([("nothing", 1.0), ("late", 1.0)], 10)}
    within = lexical.query([("nothing", 1.0), ("late", 1.0)], 10, documents=["other"])
    assert [hit.passage for hit in within] == ["c"]
    assert within[0].score == pytest.approx(everywhere["c"])
    assert lexical.query([("nothing", 1.0)], 10, documents=[]) == ()


def test_passages_can_be_added_to_an_index(tmp_path: Path) -> None:
    """What is written to a folder that has an index joins it."""
    LexicalIndex.write(tmp_path, [passage("a", "first words")])
    LexicalIndex.write(tmp_path, [passage("b", "second words")])
    index = LexicalIndex(tmp_path)
    assert index.count() == 2
    assert ids(index, "words") == ["a", "b"]


def test_a_folder_without_an_index_is_unfit(tmp_path: Path) -> None:
    """Nothing, or rubbish, is no index."""
    with pytest.raises(Unfit):
        LexicalIndex(tmp_path)
    (tmp_path / "meta.json").write_text("rubbish")
    with pytest.raises(Unfit):
        LexicalIndex(tmp_path)


def test_named_passages_are_scored_alone(lexical: LexicalIndex) -> None:
    """Of the passages named those that have a term, with the scores that they have among all."""
    everywhere = {hit.passage: hit.score for hit in lexical.query([("women", 1.0), ("late", 1.0)], 10)}
    among = lexical.query_among([("women", 1.0), ("late", 1.0)], ["b", "c", "gone"])
    assert [hit.passage for hit in among] == ["b"]
    assert among[0].score == pytest.approx(everywhere["b"])
    assert lexical.query_among([("women", 1.0)], []) == lexical.query_among([], ["a"]) == ()
