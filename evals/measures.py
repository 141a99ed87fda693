"""What a benchmark measures with: a ratio for each figure, and how the machine was while it was taken."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.systems import Swapped
from ingest.embedding import Embedder
from ingest.errors import DueRegardError
from ingest.library import Library, bundled_corpus
from ingest.settings import Settings

# A median embedding that takes this many times the least says that something else was running.
STEADY = 1.5
# Above this share of its processors, a machine has other work to do.
CALM = 0.5
_PROBES = 40
_STEADINESS = "the same embedding over and over, median"
_SHARING = "a plain loop"
_LOAD = "the machine's load before"
_ROUNDS = 5_000_000
_PROBE = "What did we commit to on VAWG?"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured: a ratio where it has one, what it is a ratio of, and the plain value."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    of: str = ""
    wanted: str = ""


def corpus() -> Path:
    """The corpus; raises DueRegardError where there is none."""
    found = bundled_corpus()
    if found is None:
        raise DueRegardError("There is no corpus folder here. Run this in the folder of the project.")
    return found


@contextmanager
def opened(home: Path, embedder: Embedder) -> Iterator[Library]:
    """A library over a home with an embedder of our choice, closed at the end."""
    library = Swapped(home, Settings(), embedder=embedder)
    try:
        yield library
    finally:
        library.close()


def timed(work: Callable[..., object], *given: object) -> float:
    """The seconds that something takes."""
    began = time.perf_counter()
    work(*given)
    return time.perf_counter() - began


def against(name: str, seconds: float, base: float, wanted: str = "", of: str = "one embedding") -> Measure:
    """Seconds as a ratio of other seconds."""
    return Measure(name, 1000 * seconds, "ms", seconds / base, of, wanted)


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def load() -> float | None:
    """How many processes want a processor; Windows does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def loaded() -> list[Measure]:
    """What else the machine has to do, to be asked before anything is run on it."""
    now, processors = load(), os.cpu_count() or 1
    return [] if now is None else [Measure(_LOAD, now, "", now / processors, "its processors", f"≤ {CALM}")]


def steadiness(embedder: Embedder) -> list[Measure]:
    """How the machine is: the median of one embedding against its least, and the core against what we had of it.

    The first sees fits and starts. A machine that is slow all the time looks steady to it, so the second asks how
    long a plain loop took against the processor time that it was given.
    """
    embedder.embed_query(_PROBE)
    found = [timed(embedder.embed_query, _PROBE) for _ in range(_PROBES)]
    middle = statistics.median(found)
    given = time.process_time()
    passed = timed(_loop)
    given = time.process_time() - given
    return [
        Measure(_STEADINESS, 1000 * middle, "ms", middle / min(found), "the least of them", f"≤ {STEADY}"),
        Measure(_SHARING, 1000 * passed, "ms", passed / given, "the processor time it was given", f"≤ {STEADY}"),
    ]


def _loop() -> None:
    """Something that keeps one core busy for some tenths of a second, without any library."""
    total = 0
    for number in range(_ROUNDS):
        total += number % 7


def doubts(found: Sequence[Measure]) -> list[str]:
    """Why these measures are not to be relied on, in plain sentences; nothing, if they are."""
    limits = {_STEADINESS: STEADY, _SHARING: STEADY, _LOAD: CALM}
    said = [
        f"Busy: {m.name} was {m.ratio:.1f} times {m.of or 'the least'}. Run it when nothing else runs."
        for m in found
        if m.ratio is not None and m.ratio > limits.get(m.name, float("inf"))
    ]
    whole = next((m for m in found if m.name == "question, median"), None)
    if whole is not None and whole.ratio is not None and whole.ratio < 1:
        said.append(f"A question came out at {whole.ratio:.2f} of an embedding, which is a part of it: this cannot be.")
    return said
