"""What it costs when there is much of it: many askers at once, and very many passages."""

from __future__ import annotations

import hashlib
import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.assistant import Assistant
from assistant.records import Answer
from evals.embedders import Drawn, Timed
from evals.measures import Measure, against, corpus, opened, p95, timed
from evals.questions import Case
from ingest.embedding import Embedder
from ingest.index import FileRow, FileState
from ingest.library import Library
from ingest.records import Document, Passage

ASKERS = 20
PASSAGES = 100_000
TURNS = 5
_LARGE_QUESTIONS = 60
_WORD = re.compile(r"[A-Za-z]{4,}")
_FIRST = "What did we commit to on VAWG?"


def at_once(home: Path, embedder: Embedder, cases: Sequence[Case], askers: int = ASKERS) -> list[Measure]:
    """So many people asking in the same moment, against one alone; and how many got another answer than alone."""
    asked = cases[:askers]
    with opened(home, embedder) as library:
        library.warm()
        assistant = Assistant(library)
        alone = [float("inf")] * len(asked)
        for _ in range(TURNS):
            for number, case in enumerate(asked):
                alone[number] = min(alone[number], timed(assistant.ask, case.question, case.history))
        right = [_said(assistant.ask(c.question, c.history)) for c in asked]
        waited: list[float] = []
        other = 0
        for _ in range(TURNS):
            for (answer, seconds), expected in zip(_together(assistant, asked), right, strict=True):
                waited.append(seconds)
                other += _said(answer) != expected
    base = statistics.median(alone)
    of = "one asker alone"
    return [
        against(f"{len(asked)} askers at once, median", statistics.median(waited), base, of=of),
        against(f"{len(asked)} askers at once, 95th percentile", p95(waited), base, f"≤ {len(asked)}", of=of),
        Measure(
            f"answers of {len(asked)} askers at once that differ from those alone", other, "answers", None, "", "0"
        ),
    ]


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.answer, answer.citations


def _together(assistant: Assistant, asked: Sequence[Case]) -> list[tuple[Answer, float]]:
    """Every question in a thread of its own, all let go in the same moment."""
    start = threading.Barrier(len(asked))

    def ask(case: Case) -> tuple[Answer, float]:
        start.wait()
        began = time.perf_counter()
        answer = assistant.ask(case.question, case.history)
        return answer, time.perf_counter() - began

    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(ask, asked))


def at_size(folder: Path, embedder: Embedder, cases: Sequence[Case], passages: int = PASSAGES) -> list[Measure]:
    """Retrieval and composition over very many passages, against one embedding of a question by the real model."""
    drawn = Timed(Drawn())
    asked = cases[:_LARGE_QUESTIONS]
    base = statistics.median(min(timed(embedder.embed_query, c.question) for _ in range(TURNS)) for c in asked)
    with opened(folder / "large-home", drawn) as library:
        filling = timed(fill, library, passages)
        held = sum(r.passages for r in library.rows())
        library.warm()
        assistant = Assistant(library)
        first = timed(assistant.work_out, _FIRST)
        whole, units = [], []
        for case in asked:
            before = drawn.texts
            whole.append(timed(assistant.work_out, case.question, case.history))
            units.append(drawn.texts - before)
    return [
        Measure(f"storing and indexing {held:,} passages, without a model", filling, "s"),
        Measure(f"first question at {held:,} passages", first, "s"),
        against(f"retrieval and composition at {held:,} passages, median", statistics.median(whole), base, "≤ 10"),
        against(f"retrieval and composition at {held:,} passages, 95th percentile", p95(whole), base),
        Measure("texts embedded for one question besides its own, median", statistics.median(units), "texts"),
    ]


def fill(library: Library, passages: int) -> None:
    """Put made-up papers into an empty library until it holds so many passages; the corpus itself comes first.

    Each is a paper of the corpus in which every word is another one of its length, the same one throughout: so its
    structure is real, its words are as frequent as in real papers, and nothing need be read or divided anew.
    """
    library.sync([corpus()])
    rows = library.rows()
    originals = [(library.document(r.id), library.index.catalogue.passages_of(r.id)) for r in rows]
    words = sorted({w.lower() for document, _ in originals for w in _WORD.findall(document.text)})
    held, number = sum(len(p) for _, p in originals), 0
    with library.index.writing() as writer:
        while held < passages:
            document, own = originals[number % len(originals)]
            made, parts = altered(document, own, _mapping(words, number), number)
            row = FileRow(f"/made-up/{made.file}", FileState.READ, made.id, len(made.text), 0, made.sha256)
            writer.put(made, parts, (row,))
            held, number = held + len(parts), number + 1
        writer.commit()


def _mapping(words: Sequence[str], seed: int) -> dict[str, str]:
    """Each word with another of the same length, drawn by this seed."""
    rng = np.random.default_rng(seed)
    found: dict[str, str] = {}
    for length in {len(w) for w in words}:
        same = [w for w in words if len(w) == length]
        found.update(zip(same, (same[i] for i in rng.permutation(len(same))), strict=True))
    return found


def altered(
    document: Document, passages: Sequence[Passage], mapping: Mapping[str, str], number: int
) -> tuple[Document, list[Passage]]:
    """A paper and its passages with other words in the same places."""

    def other(found: re.Match[str]) -> str:
        word = found[0]
        new = mapping.get(word.lower(), word)
        return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new

    def change(text: str) -> str:
        return _WORD.sub(other, text)

    sha256 = hashlib.sha256(f"{number} {document.sha256}".encode()).hexdigest()
    made = replace(
        document,
        id=sha256[:16],
        file=f"made-up-{number}.txt",
        sha256=sha256,
        facts=replace(document.facts, title=change(document.facts.title), supersedes=(), fingerprint=sha256),
        text=change(document.text),
        sections=tuple(replace(s, path=tuple(change(t) for t in s.path)) for s in document.sections),
        units=tuple(replace(u, lead=change(u.lead)) for u in document.units),
    )
    return made, list(_moved(passages, made, change))


def _moved(passages: Sequence[Passage], made: Document, change: Callable[[str], str]) -> Iterator[Passage]:
    for one in passages:
        id = hashlib.sha256(f"{made.id} {one.id}".encode()).hexdigest()[: len(one.id)]
        yield replace(one, id=id, document=made.id, text=change(one.text), context=change(one.context))
