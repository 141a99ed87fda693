"""Run the comparison of a model that writes: which model, served how, over which questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from evals.questions import Split
from evals.run import Options, ground
from evals.serving import joined_model, serving
from evals.telling import Tell
from evals.writing import compare, save, summary
from ingest.settings import ModelSettings

# Slow machines are given time: what is measured is what a model says.
PATIENT = {"seconds": 900, "first_word_seconds": 600, "retries": 0}


@contextmanager
def _model(name: str, base_url: str, gguf: Path | None, structured: bool, out: Path) -> Iterator[ModelSettings]:
    """The model by name, or a file that is served here for as long as the block lasts."""
    values = {**PATIENT, "format": "structured" if structured else "auto"}
    if name:
        yield ModelSettings.model_validate({**values, "name": name, "base_url": base_url})
        return
    file = gguf or joined_model(out)
    with serving(file) as url:
        yield ModelSettings.model_validate({**values, "name": f"openai:{file.stem}", "base_url": url})


def run_model(  # noqa: PLR0913 - one argument for each option of the command
    name: str,
    base_url: str,
    gguf: Path | None,
    split: Split | None,
    limit: int | None,
    structured: bool,
    home: Path | None,
    out: Path,
    tell: Tell,
) -> tuple[list[tuple[str, str, str]], Path]:
    """Compare, save every row, and give the summary and the file."""
    with _model(name, base_url, gguf, structured, out) as model, ground(Options(split, home), tell) as here:
        rows = compare(here, model, tell, limit)
    file = out / f"model-{datetime.now(UTC):%Y%m%dT%H%M}.json"
    save(rows, model, file)
    return summary(rows), file
