"""What it costs, as ratios in one run: ``make benchmark``. Milliseconds stand beside them and bind nobody.

Everything is compared with something measured in the same run on the same machine: a question with the embedding
of its words, a start with that of Python, a sync with listing and hashing the same files.

Each side is the least of several turns. How the machine was is measured as well, before and after, and doubts are
printed with the figures: whether the same embedding took steadily as long, and whether this process had its core to
itself. Reading embeds in batches on several threads, which stall each other at times; its share is a lower bound.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from assistant.assistant import Assistant
from evals.embedders import Drawn, Timed
from evals.formats import by_format, long_paper
from evals.measures import Measure, against, corpus, doubts, load, loaded, opened, p95, steadiness, timed
from evals.questions import Case, Split, load_questions, of_split, read_papers
from evals.scale import ASKERS, PASSAGES, TURNS, at_once, at_size
from ingest.embedding import Embedder, load_embedder
from ingest.errors import DueRegardError
from ingest.settings import EmbeddingSettings

SMALL_FILES = 1000
# One question in so many is asked: a median needs no more.
STEP = 3
WORDS = 60
_REPEATS = 3
_FIRST = "What did we commit to on VAWG?"


def reading(home: Path, embedder: Embedder) -> list[Measure]:
    """Reading the corpus into a new home: the share of the time that is not embedding."""
    clock = Timed(embedder)
    embedder.embed_query("warm")
    with opened(home, clock) as library:
        seconds = timed(library.sync, [corpus()])
        passages = sum(r.passages for r in library.rows())
    outside = max(0.0, seconds - clock.seconds)
    return [
        Measure("ingest of the corpus", seconds, "s"),
        Measure("ingest outside embedding", outside, "s", outside / seconds, "the whole ingest"),
        Measure("passages embedded a second", passages / max(clock.seconds, 1e-9), "1/s"),
    ]


def asking(home: Path, embedder: Embedder, cases: Sequence[Case]) -> list[Measure]:
    """A question against the embedding of its words alone: in turn, and of each the least of several turns."""
    with opened(home, embedder) as library:
        library.warm()
        assistant = Assistant(library)
        first = [timed(assistant.work_out, c.question, c.history) for c in cases]
        alone = [float("inf")] * len(cases)
        whole = [float("inf")] * len(cases)
        for _ in range(TURNS):
            for number, case in enumerate(cases):
                alone[number] = min(alone[number], timed(embedder.embed_query, case.question))
                whole[number] = min(whole[number], timed(assistant.work_out, case.question, case.history))
    base = statistics.median(alone)
    rest = [max(0.0, w - a) for w, a in zip(whole, alone, strict=True)]
    return [
        Measure("embedding of a question, median", 1000 * base, "ms"),
        against("question, median", statistics.median(whole), base, "≤ 3"),
        against("question, 95th percentile", p95(whole), base),
        against("question, first time asked, median", statistics.median(first), base),
        against("retrieval and composition, median", statistics.median(rest), base, "≤ 2"),
        against("retrieval and composition, 95th percentile", p95(rest), base),
    ]


def starting(home: Path) -> list[Measure]:
    """From the command to its end in a new process, against Python alone and against loading the model."""
    python = sys.executable
    command = [python, "-c", "import sys; from ui.cli import main; sys.exit(main())"]
    model = (
        "from ingest.embedding import load_embedder; from ingest.settings import EmbeddingSettings; "
        "load_embedder(EmbeddingSettings()).embed_query('warm')"
    )
    bare = process_seconds([python, "-c", "pass"])
    loading = process_seconds([python, "-c", model])
    help_seconds = process_seconds([*command, "--help"])
    first = process_seconds([*command, "ask", "--json", "--home", str(home), _FIRST])
    return [
        Measure("dueregard --help", 1000 * help_seconds, "ms", help_seconds / bare, "an empty Python"),
        Measure("first answer in a new process", 1000 * first, "ms", first / loading, "loading the model alone"),
    ]


def process_seconds(command: Sequence[str]) -> float:
    """The least seconds of a command in a new process, of a few; raises DueRegardError where it fails."""
    root = Path(__file__).resolve().parent.parent
    found = []
    for _ in range(_REPEATS):
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
        found.append(time.perf_counter() - began)
        if done.returncode:
            raise DueRegardError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-500:]}")
    return min(found)


def syncing(folder: Path) -> list[Measure]:
    """A second sync of unchanged small files, against listing and hashing them."""
    files = folder / "small"
    write_papers(files, SMALL_FILES, 1)
    with opened(folder / "small-home", Drawn()) as library:
        first = timed(library.sync, [files])
        again = [timed(library.sync, [files]) for _ in range(_REPEATS)]
    bare = min(timed(_listed, files) for _ in range(_REPEATS))
    once = min(again)
    return [
        Measure(f"sync of {SMALL_FILES:,} new files, without a model", first, "s"),
        Measure(f"sync of {SMALL_FILES:,} unchanged files", once, "s", once / bare, "listing and hashing them"),
    ]


def _listed(folder: Path) -> dict[str, str]:
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.rglob("*")) if f.is_file()}


def write_papers(folder: Path, papers: int, sections: int) -> None:
    """Made-up papers of the corpus's own words, as often as they stand there; each section fills one passage."""
    import numpy as np

    pool = np.array([w for text in read_papers(corpus()).values() for w in text.split() if w.isalpha()])
    rng = np.random.default_rng(1)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(papers):
        parts = [f"# Paper {number}\n"]
        for section in range(sections):
            drawn = [" ".join(rng.choice(pool, WORDS // 3)).capitalize() + "." for _ in range(3)]
            parts.append(f"## {' '.join(rng.choice(pool, 3))} {section}\n\n{' '.join(drawn)}\n")
        (folder / f"paper-{number:04}.md").write_text("\n".join(parts), encoding="utf-8")


def memory(home: Path, folder: Path) -> list[Measure]:
    """The most memory that a new process holds to answer, and to read the corpus; only where /proc says it.

    ``getrusage`` will not do: the peak it gives for a child starts from what its parent held when it was made.
    """
    if not Path("/proc/self/status").is_file():
        return []
    tasks = {
        "a first answer": ["ask", "--json", "--home", str(home), _FIRST],
        "reading the corpus": ["ingest", str(corpus()), "--home", str(folder / "memory-home")],
    }
    return [Measure(f"peak memory, {name}", peak(given), "MiB") for name, given in tasks.items()]


def peak(given: Sequence[str]) -> float:
    """The peak of the memory that one ``dueregard`` process held itself, in MiB; its workers are not counted."""
    told = "[print(w.split()[1], file=sys.stderr) for w in open('/proc/self/status') if w.startswith('VmHWM')]"
    program = f"import atexit, sys; atexit.register(lambda: {told}); from ui.cli import main; sys.exit(main())"
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", program, *given]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    if done.returncode:
        raise DueRegardError(f"dueregard {given[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return int(done.stderr.split()[-1]) / 1024


def run(*, large: bool, tell: Callable[[str], None]) -> list[Measure]:
    """Every measure, in one process."""
    cases = of_split(load_questions(read_papers(corpus())), Split.TUNE)[::STEP]
    embedder = load_embedder(EmbeddingSettings())
    found: list[Measure] = []
    with tempfile.TemporaryDirectory(prefix="due-regard-benchmark-") as temporary:
        folder = Path(temporary)
        found += loaded()
        found += steadiness(embedder)
        for words in doubts(found):
            tell(words)
        tell("Reading the corpus")
        found += reading(folder / "home", embedder)
        tell(f"Asking {len(cases)} questions, {TURNS} times")
        found += asking(folder / "home", embedder, cases)
        tell("Starting new processes")
        found += starting(folder / "home")
        tell(f"Keeping {SMALL_FILES:,} files in step")
        found += syncing(folder)
        tell("Reading each format, and a very long paper")
        found += by_format(folder, corpus())
        found += long_paper(folder, corpus())
        tell("Measuring memory")
        found += memory(folder / "home", folder)
        tell(f"{ASKERS} askers at once")
        found += at_once(folder / "home", embedder, cases)
        if large:
            tell(f"Asking over {PASSAGES:,} passages")
            found += at_size(folder, embedder, cases)
        found += steadiness(embedder)
    return found


def save(found: Sequence[Measure], file: Path) -> None:
    """Write the measures as JSON, with the machine that they were taken on."""
    machine = {"processors": os.cpu_count(), "platform": sys.platform, "load": load()}
    data = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine}
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = {**data, "doubts": doubts(found), "measures": [asdict(m) for m in found]}
    file.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
