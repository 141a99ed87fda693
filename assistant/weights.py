"""The weights of the scorer, as fitted on the ``tune`` questions and kept in ``weights.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from assistant.scoring import FEATURES, Weights


@cache
def load_weights() -> Weights:
    """The fitted weights; a feature that the file does not name is an error, so that none is lost unseen."""
    raw = tomllib.loads(resources.files("assistant").joinpath("weights.toml").read_text(encoding="utf-8"))
    by_feature = {str(k): float(v) for k, v in raw["features"].items()}
    if set(by_feature) != set(FEATURES):
        raise ValueError(f"weights.toml and the features differ: {sorted(set(by_feature) ^ set(FEATURES))}")
    return Weights(float(raw["constant"]), by_feature)
