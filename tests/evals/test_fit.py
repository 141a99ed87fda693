from __future__ import annotations

import tomllib
from collections.abc import Sequence

import numpy as np
import pytest

from assistant.candidates import Candidate
from assistant.matching import match, titled, weigh
from assistant.question import understand
from assistant.records import Outcome
from assistant.retrieval import Retriever
from assistant.scoring import FEATURES
from assistant.signs import SIGNS
from assistant.weights import Model
from evals.fit import (
    WEIGHTS_FILE,
    Asked,
    Example,
    Recorder,
    answer_examples,
    belongs,
    cross_validate_doubt,
    cross_validate_units,
    fit,
    fit_answerability,
    fit_units,
    folds,
    row,
    to_toml,
    unit_examples,
    unit_quality,
)
from evals.questions import Case, Split, of_split
from evals.systems import ALWAYS
from ingest.errors import DueRegardError
from ingest.library import Library


@pytest.fixture(scope="module")
def sample(cases: Sequence[Case]) -> list[Case]:
    tune = of_split(cases, Split.TUNE)
    return [*tune[::16], *[c for c in tune if not c.answerable][:24]]


@pytest.fixture(scope="module")
def examples(sample: Sequence[Case], library: Library) -> list[Example]:
    return unit_examples(sample, Retriever(library, Model(ALWAYS, ALWAYS)))


@pytest.fixture(scope="module")
def fitted(sample: Sequence[Case], library: Library) -> str:
    return to_toml(fit([(sample, library)])[0])


def test_fitting_twice_gives_the_same_file(fitted: str, sample: Sequence[Case], library: Library) -> None:
    assert to_toml(fit([(sample, library)])[0]) == fitted


def test_the_file_has_exactly_the_features(fitted: str) -> None:
    written = tomllib.loads(fitted)
    for raw in (written, tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))):
        assert set(raw["units"]["features"]) == set(FEATURES)
        assert set(raw["answerability"]["features"]) == set(SIGNS)


def test_only_tune_questions_are_fitted(cases: Sequence[Case], library: Library) -> None:
    silent = [c for c in of_split(cases, Split.TUNE) if not c.answerable][::3]
    with_test = [*of_split(cases, Split.TUNE)[::40], *of_split(cases, Split.TEST)[::40], *silent]
    assert {e.case.split for e in fit([(with_test, library)])[1]} == {Split.TUNE}


def test_each_unit_has_its_own_features_and_label(examples: Sequence[Example], library: Library) -> None:
    retriever = Retriever(library, Model(ALWAYS, ALWAYS))
    again = unit_examples([examples[0].case], retriever)[0]
    assert again.case == examples[0].case
    assert np.array_equal(again.features, examples[0].features)
    assert np.array_equal(again.labels, examples[0].labels)
    assert 0 < again.labels.sum() < len(again.labels)
    assert again.features.shape == (len(again.labels), len(FEATURES))


def test_a_feature_that_is_not_named_is_a_fault(sample: Sequence[Case], library: Library) -> None:
    recorder = Recorder(0.0, {})
    recorder.score({"hue": 1.0})
    with pytest.raises(DueRegardError, match="hue"):
        row(recorder.seen[0])
    assert row({"own": 0.5})[FEATURES.index("own")] == 0.5
    assert sum(row({"own": 0.5})) == 0.5


def test_questions_that_all_have_answers_teach_no_refusal(sample: Sequence[Case], library: Library) -> None:
    retriever = Retriever(library, Model(ALWAYS, ALWAYS))
    asked = answer_examples([c for c in sample if c.answerable][:3], retriever, ALWAYS)
    with pytest.raises(DueRegardError, match="nothing to tell apart"):
        fit_answerability(asked)


def test_signs_that_say_nothing_leave_more_doubt() -> None:
    def asked(number: int) -> Asked:
        answerable = number % 2 == 0
        case = Case(f"figure-{number:03}", "figure", "q?", answerable, Split.TUNE)
        return Asked(case, {"around": float(answerable), "terms": float(number % 3)})

    examples = [asked(n) for n in range(40)]
    assert cross_validate_doubt(examples, {"around"}) < 0.5 < cross_validate_doubt(examples, {"terms"})


def test_what_a_rule_refuses_is_not_learnt(sample: Sequence[Case], library: Library) -> None:
    retriever = Retriever(library, Model(ALWAYS, ALWAYS))
    declined = next(c for c in sample if c.status is Outcome.DECLINED)
    assert answer_examples([declined], retriever, ALWAYS) == []


def test_a_unit_belongs_where_it_shares_the_words(sample: Sequence[Case], library: Library) -> None:
    retriever = Retriever(library, Model(ALWAYS, ALWAYS))
    case = next(c for c in sample if c.expected)
    file = case.expected[0].file
    paper = next(retriever.shelf.paper(library.document(r.id)) for r in library.rows() if r.file == file)
    weighed = weigh(understand(case.question, (), retriever.lexicon), retriever.lexicon)
    start, end = case.expected[0].spans[0]
    for view in paper.views:
        candidate = Candidate(paper, view, 0.0, match(weighed, paper, view, titled(weighed, paper)))
        if start <= view.unit.start and view.unit.end <= end and view.length >= 3:
            assert belongs(candidate, case)


def test_a_feature_left_out_has_no_weight(examples: Sequence[Example]) -> None:
    assert set(fit_units(examples, {"own", "vector"}).by_feature) == {"own", "vector"}


def test_every_question_is_held_out_once(examples: Sequence[Example]) -> None:
    held = [e.case.id for _, part in folds(examples) for e in part]
    assert sorted(held) == sorted(e.case.id for e in examples)
    assert all(not {e.case.id for e in rest} & {e.case.id for e in part} for rest, part in folds(examples))


def test_what_was_fitted_ranks_better_than_chance(examples: Sequence[Example]) -> None:
    fitted = unit_quality(fit_units(examples), examples)
    chance = [sum(e.labels) / len(e.labels) for e in examples]
    assert sum(fitted) > 3 * sum(chance)
    assert cross_validate_units(examples) > sum(chance) / len(chance)
