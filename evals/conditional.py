"""A conditional logit: weights by which what belongs to an answer stands above the rest of its own question.

What tells questions apart, such as how many of their words the papers have at all, says nothing of which unit of one
question is better, and does not count here (McFadden 1974; as a loss of ranking, Cao and others 2007, "ListNet").
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.errors import DueRegardError

Rows = NDArray[np.float64]
Labels = NDArray[np.bool_]
_MOST_STEPS = 2000


def fit_conditional(questions: Sequence[tuple[Rows, Labels]], penalty: float) -> NDArray[np.float64]:
    """A weight for each column: the mean over questions, then over what belongs, of its loss against the rest."""
    try:
        from scipy.optimize import minimize
    except ModuleNotFoundError as error:
        raise DueRegardError('Fitting needs scikit-learn: pip install "due-regard[evals]".') from error

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = penalty * float(weights @ weights), 2 * penalty * weights
        for rows, labels in questions:
            one, part = _loss(rows[labels], rows[~labels], weights)
            total += one / len(questions)
            slope = slope + part / len(questions)
        return total, slope

    start = np.zeros(questions[0][0].shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _MOST_STEPS})
    return np.asarray(found.x, dtype=np.float64)


def _loss(belong: Rows, rest: Rows, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """How far what belongs is from standing above all of the rest, and the slope of that."""
    if not len(rest):
        return 0.0, np.zeros_like(weights)
    scores = rest @ weights
    top = float(scores.max())
    shares = np.exp(scores - top)
    level = top + float(np.log(shares.sum()))
    behind = level - belong @ weights
    losses = np.logaddexp(0.0, behind)
    odds = np.exp(behind - losses)  # the logistic function of how far each is behind
    mean = (shares / shares.sum()) @ rest
    slope = odds @ (mean[None, :] - belong) / len(belong)
    return float(losses.mean()), slope
