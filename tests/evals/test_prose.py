from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant import Assistant
from evals.injection import claims
from evals.prose import WrittenCheck, paraphrases, share, summary
from evals.questions import Case, QuestionsError, read_papers
from ingest.library import Library, bundled_corpus


@pytest.fixture(scope="module")
def check(library: Library) -> WrittenCheck:
    return WrittenCheck(Assistant(library).checker())


def test_the_checker_catches_injected_errors_and_flags_hardly_anything_true(
    check: WrittenCheck, cases: Sequence[Case], library: Library
) -> None:
    rows = summary(check, claims(cases, library))
    assert share(rows, true=False) >= 0.97, rows
    assert share(rows, true=True) <= 0.03, rows


def test_paraphrases_are_taken_and_false_ones_are_not_shown(check: WrittenCheck) -> None:
    corpus = bundled_corpus()
    assert corpus is not None
    rows = summary(check, paraphrases(read_papers(corpus)))
    assert share(rows, true=True) <= 0.03, rows
    assert share(rows, true=False) >= 0.97, rows


def test_a_paraphrase_of_no_quote_is_named() -> None:
    with pytest.raises(QuestionsError, match="line 1"):
        list(paraphrases({"000_a0517301a741805d.txt": "", "001_159ec7ef19b94011.txt": "Nothing."}))
