"""The fitted weights of the scorer and of the answerability model, as kept in ``weights.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from assistant.scoring import Weights

FILE = "weights.toml"


@dataclass(frozen=True, slots=True)
class Model:
    """What was fitted on the ``tune`` questions: how units are scored, and when to answer."""

    units: Weights
    answerability: Weights


@cache
def load_model() -> Model:
    """The fitted weights."""
    raw = tomllib.loads(resources.files("assistant").joinpath(FILE).read_text(encoding="utf-8"))
    return Model(_weights(raw["units"]), _weights(raw["answerability"]))


def _weights(raw: Mapping[str, Any]) -> Weights:
    return Weights(float(raw["constant"]), {str(k): float(v) for k, v in raw["features"].items()})
