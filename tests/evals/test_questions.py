from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.folding import Folded, squash
from evals.questions import CORPUS, Case, QuestionsError, Split, load_questions, of_split, split_of

TEXT = "# Plan\n\nWe will **open** three centres — in the “old” town — by March&amp;April 2024.\n\nWe will open them."
GOOD: dict[str, Any] = {
    "id": "figure-001",
    "type": "figure",
    "question": "How many centres?",
    "answerable": True,
    "expected": [{"file": "plan.txt", "section": "Plan", "quote": "three centres"}],
}


def folder_with(tmp_path: Path, *lines: object, name: str = "figure.jsonl") -> Path:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_projects_own_questions_are_all_found_in_their_papers(cases: Sequence[Case]) -> None:
    assert len(cases) >= 200
    assert {"commitment", "unanswerable", "follow_up", "false_premise"} <= {c.type for c in cases}
    assert all(c.expected for c in cases if c.answerable)


def test_every_place_of_a_quote_holds_its_words(cases: Sequence[Case], papers: dict[str, str]) -> None:
    for case in cases:
        for expected in case.expected:
            for start, end in expected.spans:
                assert squash(papers[expected.file][start:end]) == squash(expected.quote)


def test_a_quote_that_occurs_twice_has_both_places() -> None:
    spans = Folded(TEXT).find("we will OPEN")
    assert [squash(TEXT[a:b]) for a, b in spans] == ["we will open", "we will open"]


def test_folding_by_place_gives_what_folding_the_whole_gives(papers: dict[str, str]) -> None:
    for text in (TEXT, *papers.values()):
        assert Folded(text).words == squash(text)


def test_the_split_is_fixed_by_the_hash_of_the_id(cases: Sequence[Case]) -> None:
    for case in cases:
        if "-" in case.id:
            even = hashlib.sha256(case.id.encode()).digest()[0] % 2 == 0
            assert case.split is (Split.TUNE if even else Split.TEST)


def test_dev_questions_are_for_tuning_whatever_their_hash() -> None:
    assert {split_of(f"C{i:02}", "dev.jsonl") for i in range(40)} == {Split.TUNE}
    assert {split_of(f"C{i:02}", "figure.jsonl") for i in range(40)} == {Split.TUNE, Split.TEST}


def test_both_splits_hold_every_type(cases: Sequence[Case]) -> None:
    for split in CORPUS:
        counts = Counter(c.type for c in of_split(cases, split))
        assert min(counts[t] for t in {c.type for c in cases}) >= 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expected": [{"file": "plan.txt", "section": "Plan", "quote": "four centres"}]}, "'four centres'"),
        ({"expected": [{"file": "gone.txt", "section": "Plan", "quote": "three"}]}, "there is no paper gone.txt"),
        ({"notes": ["hearsay"]}, "no kind of note 'hearsay'"),
        ({"status": "perhaps"}, "no status 'perhaps'"),
        ({"expected": []}, "needs expected quotes"),
        ({"answerable": "yes"}, "neither true nor false"),
        ({"history": "one"}, '"history" is not a list'),
        ({"colour": "red"}, "unknown: colour"),
        ({"question": ""}, '"question" is empty'),
        ({"type": "list"}, "its type is list"),
    ],
)
def test_a_wrong_question_is_named_with_its_file_and_line(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    folder = folder_with(tmp_path, GOOD, "", GOOD | {"id": "figure-002"} | change)
    with pytest.raises(QuestionsError, match=r"figure\.jsonl, line 3: ") as caught:
        load_questions({"plan.txt": TEXT}, folder)
    assert words in str(caught.value)


def test_what_the_papers_say_twice_may_be_cited_from_either_place(tmp_path: Path) -> None:
    again = {"file": "plan.txt", "section": "Plan", "quote": "We will open them."}
    expected = [GOOD["expected"][0] | {"or": [again]}]
    (case,) = load_questions({"plan.txt": TEXT}, folder_with(tmp_path, GOOD | {"expected": expected}))
    assert [way.quote for way in case.expected[0].ways] == ["three centres", "We will open them."]
    for wrong in ([again | {"quote": "gone"}], [again | {"or": [again]}], again):
        expected = [GOOD["expected"][0] | {"or": wrong}]
        with pytest.raises(QuestionsError, match="line 1"):
            load_questions({"plan.txt": TEXT}, folder_with(tmp_path, GOOD | {"expected": expected}))


@pytest.mark.parametrize("name", ["dev.jsonl", "plain.jsonl", "questions.jsonl"])
def test_a_file_of_all_types_may_hold_any(tmp_path: Path, name: str) -> None:
    folder = folder_with(tmp_path, GOOD, GOOD | {"id": "who-001", "type": "who_when"}, name=name)
    assert [case.type for case in load_questions({"plan.txt": TEXT}, folder)] == ["figure", "who_when"]


def test_an_id_is_used_once(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"line 2: the id figure-001 is used twice"):
        load_questions({"plan.txt": TEXT}, folder_with(tmp_path, GOOD, GOOD))


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"line 1: this is not JSON"):
        load_questions({"plan.txt": TEXT}, folder_with(tmp_path, "{"))


def test_a_folder_without_questions_is_no_evaluation(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="holds no questions"):
        load_questions({"plan.txt": TEXT}, tmp_path)
