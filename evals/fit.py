"""Fit ``assistant/weights.toml`` on the questions for tuning: ``make fit``. What is fitted never sees a test question.

Which units belong to an answer is a conditional logit over ``assistant.scoring.features``, read as log odds; whether
the papers hold an answer, a logistic regression over ``assistant.answerability.signs``. Both are deterministic.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant import scoring
from assistant.answering import work_out
from assistant.candidates import Candidate
from assistant.question import understand
from assistant.retrieval import Retriever
from assistant.scoring import FEATURES, Weights
from assistant.signs import SIGNS, signs
from assistant.weights import FILE, Model
from evals.conditional import fit_conditional
from evals.folding import squashed
from evals.questions import Case, Split
from evals.systems import ALWAYS
from evals.telling import Tell, quiet
from ingest.errors import DueRegardError
from ingest.library import Library

WEIGHTS_FILE = Path(scoring.__file__).with_name(FILE)
# Chosen by cross-validation on tune. Between a third and three times these the figures differ by noise.
UNITS_PENALTY = 0.001
ANSWERABLE_C = 1.0
# A wrong answer costs an officer more than a silence that a second question mends.
UNANSWERABLE_WEIGHT = 1.5
# Where scores are read as log odds, all that belongs to an answer weighs 1 and all the rest of its question 2: else
# long papers would drown short ones. It sets how high scores are, and with that how many units are chosen.
REST = 2.0
SCALE = 50.0
# So weak a penalty that one column is read as it is.
_FREE_C = 1000.0
FOLDS = 5
# What weights are fitted on.
FITTED = frozenset({Split.TUNE, Split.OTHER_TUNE})
_SHORTEST = 3
_HEAD = "# Fitted on the `tune` questions by `make fit`. Not to be edited by hand.\n\n"


@dataclass(frozen=True, slots=True)
class Recorder(Weights):
    """Weights that keep the features they are asked to weigh, and give each unit its number as its score."""

    seen: list[dict[str, float]] = field(default_factory=list)

    def score(self, found: dict[str, float]) -> float:
        """The number under which these features are kept."""
        self.seen.append(dict(found))
        return float(len(self.seen) - 1)


@dataclass(frozen=True, slots=True)
class Example:
    """One question with the features of its units, in the order of FEATURES, and which belong to the answer."""

    case: Case
    features: NDArray[np.float64]
    labels: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its signs of answerability."""

    case: Case
    signs: Mapping[str, float]


Kept = TypeVar("Kept", Example, Asked)


def belongs(candidate: Candidate, case: Case) -> bool:
    """Whether a unit belongs to the answer: it stands in an expected quote, or an expected quote in it."""
    unit, document = candidate.view.unit, candidate.paper.document
    words = squashed(document.text[unit.start : unit.end])
    if not words:
        return False
    for expected in (way for e in case.expected for way in e.ways):
        wanted = squashed(expected.quote)
        inside = words in wanted and len(words.split()) >= _SHORTEST
        if expected.file == document.file and (inside or wanted in words):
            return True
    return False


def unit_examples(cases: Sequence[Case], retriever: Retriever, tell: Tell = quiet) -> list[Example]:
    """The features of the candidates of each answerable question, as retrieval hands them to the scorer."""
    found: list[Example] = []
    limit = retriever.library.settings.answer.candidates
    asked = [c for c in cases if c.expected]
    for done, case in enumerate(asked):
        tell("Gathering units", done, len(asked))
        recorder = Recorder(0.0, {})
        retriever.model = Model(recorder, ALWAYS)
        candidates = retriever.find(understand(case.question, case.history, retriever.lexicon), limit).candidates
        labels = {int(c.score): belongs(c, case) for c in candidates}
        if any(labels.values()):
            numbered = sorted(labels)
            features = np.array([row(recorder.seen[i]) for i in numbered])
            found.append(Example(case, features, np.array([labels[i] for i in numbered])))
    return found


def row(found: Mapping[str, float]) -> list[float]:
    """The features of a unit in the order of FEATURES; one that is not named counts nothing."""
    unknown = sorted(set(found) - set(FEATURES))
    if unknown:
        raise DueRegardError(f"assistant/scoring.py gives {', '.join(unknown)}, which its FEATURES do not name.")
    return [found.get(name, 0.0) for name in FEATURES]


def answer_examples(cases: Sequence[Case], retriever: Retriever, units: Weights, tell: Tell = quiet) -> list[Asked]:
    """The signs of answerability of each question that is left to them, with units chosen by these weights.

    What a rule refuses has none: it would teach the odds what they are never asked, and doubled the answerable
    questions that they refuse.
    """
    found: list[Asked] = []
    retriever.model = Model(units, ALWAYS)
    answer = retriever.library.settings.answer
    for done, case in enumerate(cases):
        tell("Answering or refusing", done, len(cases))
        question = understand(case.question, case.history, retriever.lexicon)
        worked = work_out(question, retriever, answer.words, answer.candidates)
        if worked.retrieved is not None and worked.verdict is not None and worked.verdict.answerable:
            found.append(Asked(case, signs(worked.question, worked.retrieved, worked.chosen)))
    return found


def fit_units(examples: Sequence[Example], names: Collection[str] = FEATURES) -> Weights:
    """The scorer's weights over these features, their sum the log odds; of the features left out there are none."""
    used = [n for n in FEATURES if n in names]
    columns = [FEATURES.index(n) for n in used]
    ranking = fit_conditional([(e.features[:, columns], e.labels) for e in examples], UNITS_PENALTY)
    scores = np.concatenate([e.features[:, columns] @ ranking for e in examples])
    labels = np.concatenate([e.labels for e in examples])
    odds = _fit(scores[:, None], labels, np.concatenate([_worth(e.labels) for e in examples]), ["score"], _FREE_C)
    scale = odds.by_feature["score"]
    return Weights(odds.constant, {n: scale * float(w) for n, w in zip(used, ranking, strict=True)})


def fit_answerability(examples: Sequence[Asked], names: Collection[str] = SIGNS) -> Weights:
    """The weights that say whether to answer, over these signs."""
    used = [n for n in SIGNS if n in names]
    rows = np.array([[e.signs.get(n, 0.0) for n in used] for e in examples])
    labels = np.array([e.case.answerable for e in examples])
    weights = np.where(labels, 1.0, UNANSWERABLE_WEIGHT)
    return _fit(rows, labels, weights, used, ANSWERABLE_C)


def _worth(labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What each unit of one question weighs where scores are read as log odds."""
    return SCALE * np.where(labels, 1 / labels.sum(), REST / len(labels))


def _fit(
    rows: NDArray[np.float64],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    names: Sequence[str],
    penalty: float,
) -> Weights:
    try:
        from sklearn.linear_model import LogisticRegression
    except ModuleNotFoundError as error:
        raise DueRegardError('Fitting needs scikit-learn: pip install "due-regard[evals]".') from error

    if len(set(labels.tolist())) < 2:
        raise DueRegardError(
            "There is nothing to tell apart: add questions whose papers hold no answer, and some that do."
        )
    model = LogisticRegression(C=penalty, max_iter=5000).fit(rows, labels, sample_weight=weights)
    by_name = {n: float(c) for n, c in zip(names, model.coef_[0], strict=True)}
    return Weights(float(model.intercept_[0]), by_name)


# --- how well it does on questions it has not seen ---


def folds(examples: Sequence[Kept]) -> list[tuple[list[Kept], list[Kept]]]:
    """The examples in five parts by question, each part once held out."""
    ordered = sorted(examples, key=lambda e: e.case.id)
    return [([e for j, e in enumerate(ordered) if j % FOLDS != i], ordered[i::FOLDS]) for i in range(FOLDS)]


def unit_quality(weights: Weights, held: Sequence[Example]) -> list[float]:
    """For each question, the average precision of its units as these weights rank them."""
    by_feature = np.array([weights.by_feature.get(name, 0.0) for name in FEATURES])
    found: list[float] = []
    for example in held:
        order = np.argsort(-(example.features @ by_feature), kind="stable")
        ranks = np.flatnonzero(example.labels[order]) + 1
        found.append(float(np.mean(np.arange(1, len(ranks) + 1) / ranks)))
    return found


def answer_quality(weights: Weights, held: Sequence[Asked]) -> list[float]:
    """For each question, whether it is rightly answered or refused; the two kinds weigh as in the fit."""
    return [float((weights.score(dict(e.signs)) >= 0) == e.case.answerable) for e in held]


def held_out_units(examples: Sequence[Example], names: Collection[str] = FEATURES) -> list[tuple[Case, float]]:
    """Each question with the average precision of its units, in five folds by question."""
    parts = [(fit_units(rest, names), held) for rest, held in folds(examples)]
    return [(e.case, v) for weights, held in parts for e, v in zip(held, unit_quality(weights, held), strict=True)]


def held_out_answers(examples: Sequence[Asked], names: Collection[str] = SIGNS) -> list[tuple[Case, float]]:
    """Each question with whether it is rightly answered or refused, in five folds by question."""
    parts = [(fit_answerability(rest, names), held) for rest, held in folds(examples)]
    return [(e.case, v) for weights, held in parts for e, v in zip(held, answer_quality(weights, held), strict=True)]


def cross_validate_units(examples: Sequence[Example], names: Collection[str] = FEATURES) -> float:
    """Mean average precision over five folds by question."""
    return float(np.mean([v for _, v in held_out_units(examples, names)]))


def cross_validate_doubt(examples: Sequence[Asked], names: Collection[str] = SIGNS) -> float:
    """Mean logarithmic loss over five folds by question, weighed as in the fit: steadier than counting, for signs."""
    losses, worth = [], []
    for rest, held in folds(examples):
        weights = fit_answerability(rest, names)
        for one in held:
            odds = weights.score(dict(one.signs)) * (1 if one.case.answerable else -1)
            worth.append(1.0 if one.case.answerable else UNANSWERABLE_WEIGHT)
            losses.append(worth[-1] * float(np.logaddexp(0.0, -odds)))
    return sum(losses) / sum(worth)


def to_toml(model: Model) -> str:
    """The weights in the form of ``weights.toml``."""
    parts = [_HEAD]
    for name, weights in (("units", model.units), ("answerability", model.answerability)):
        lines = "".join(f"{key} = {value:.4f}\n" for key, value in weights.by_feature.items())
        parts.append(f"[{name}]\nconstant = {weights.constant:.4f}\n\n[{name}.features]\n{lines}\n")
    return "".join(parts).rstrip() + "\n"


def rounded(weights: Weights) -> Weights:
    """The weights as the file keeps them."""
    return replace(
        weights,
        constant=round(weights.constant, 4),
        by_feature={k: round(v, 4) for k, v in weights.by_feature.items()},
    )


def fit(
    grounds: Sequence[tuple[Sequence[Case], Library]], tell: Tell = quiet, splits: Collection[Split] = FITTED
) -> tuple[Model, list[Example], list[Asked]]:
    """Both models from the questions of these splits, each with its library, and the examples they were fitted on."""
    chosen = [
        ([c for c in cases if c.split in splits], Retriever(library, Model(ALWAYS, ALWAYS)))
        for cases, library in grounds
    ]
    examples = [e for cases, retriever in chosen for e in unit_examples(cases, retriever, tell)]
    units = rounded(fit_units(examples))
    asked = [a for cases, retriever in chosen for a in answer_examples(cases, retriever, units, tell)]
    return Model(units, rounded(fit_answerability(asked))), examples, asked
