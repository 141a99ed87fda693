"""Run the comparison of a model that writes: which model, served how, over which questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.grounds import Options, ground
from evals.questions import Split
from evals.serving import joined_model, serving
from evals.telling import Tell
from evals.writing import Comparison, save, summary
from ingest.settings import ModelSettings

# Slow machines are given time: what is measured is what a model says.
PATIENT = {"seconds": 3600, "first_word_seconds": 3600, "retries": 0}
# Where nothing is asked no server is needed.
NOWHERE = "http://127.0.0.1:9/v1"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which model, by name and address or as a file to serve here, on which questions, and where the results go."""

    name: str
    base_url: str
    gguf: Path | None
    structured: bool
    threads: int
    splits: frozenset[Split]
    limit: int | None
    home: Path | None
    out: Path
    records: Path


@contextmanager
def _model(plan: Plan) -> Iterator[ModelSettings]:
    """The model by name, or a file that is served here for as long as the block lasts."""
    values: dict[str, Any] = {**PATIENT, "format": "structured" if plan.structured else "auto"}
    if plan.name:
        yield ModelSettings.model_validate({**values, "name": plan.name, "base_url": plan.base_url})
        return
    file = plan.gguf or joined_model(plan.out)
    values |= {"name": f"openai:{file.stem}", "options": {"stream_usage": True}}  # tokens as the server counts them
    if plan.limit == 0:
        yield ModelSettings.model_validate({**values, "base_url": NOWHERE})
        return
    with serving(file, plan.threads) as url:
        yield ModelSettings.model_validate({**values, "base_url": url})


def run_model(plan: Plan, tell: Tell) -> tuple[list[tuple[str, str, str]], Path]:
    """Compare, save every row, and give the summary and the file."""
    with _model(plan) as model, ground(Options(plan.splits, plan.home), tell) as here:
        found = Comparison(here, model, plan.records).run(tell, plan.limit)
    file = plan.out / f"model-{datetime.now(UTC):%Y%m%dT%H%M}.json"
    save(found, model, file)
    return summary(found), file
