"""Other people's benchmarks, run from outside by ``../shared/evals/external.py``: ``make benchmark-external``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.errors import DueRegardError

# As external.py's own notes and ../shared/design.md have them, all with all-MiniLM-L6-v2 where a model is used.
PUBLISHED: Mapping[tuple[str, str], str] = {
    ("chunking", "recall@5"): "0.824 published; 0.877 with the same chunks and BM25 alone",
    ("chunking", "iou@5"): "0.035 at that recall; 0.072 at best, with recall 0.752",
    ("scifact", "ndcg@10"): "0.645 for the model, 0.679 for BM25, 0.693 for both fused by rank",
}
RUNS: Mapping[str, tuple[str, str]] = {"chunking": ("chunking", "chunking"), "scifact": ("ranking", "scifact")}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one benchmark, ours beside the published one."""

    benchmark: str
    figure: str
    ours: float
    published: str


def run(shared: Path, folder: Path, only: str = "") -> list[Line]:
    """Run the benchmarks that are there, each in a home of its own; raises DueRegardError where none is."""
    script = shared / "evals" / "external.py"
    if not script.is_file():
        raise DueRegardError(f"There is no {script}: these benchmarks need that folder. Name it with SHARED=FOLDER.")
    dueregard = shutil.which("dueregard", path=str(Path(sys.executable).parent)) or "dueregard"
    found: list[Line] = []
    for name, (kind, data) in RUNS.items():
        if only and only != name:
            continue
        home = folder / name
        shutil.rmtree(home, ignore_errors=True)
        home.parent.mkdir(parents=True, exist_ok=True)
        given = ["--data", str(shared / "bench" / data), "--home", str(home.resolve())]
        done = subprocess.run(
            [sys.executable, str(script), kind, *given, "--", dueregard],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise DueRegardError(f"{script.name} {kind} ended with {done.returncode}; its own words stand above.")
        found.extend(parse(name, done.stdout))
    return found


def parse(name: str, output: str) -> list[Line]:
    """The figures in the last line of JSON that a benchmark printed."""
    last = [line for line in output.splitlines() if line.startswith("{")][-1:]
    figures: dict[str, Any] = json.loads(last[0]) if last else {}
    return [
        Line(name, key, float(value), PUBLISHED.get((name, key), "")) for key, value in figures.items() if "@" in key
    ]


def save(found: list[Line], file: Path) -> None:
    """Write the figures where the report looks for them; those of benchmarks that were not run now stay."""
    run_now = {line.benchmark for line in found}
    before = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    rows = [r for r in before if r["benchmark"] not in run_now] + [asdict(line) for line in found]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
