"""A thousand broken files in one sync: each is read or reported, and the sound ones among them are there."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from ingest.library import Library
from tests.conftest import Corpus
from tests.ingest.papers import CENSUS, HATE
from tests.ingest.readers.broken_files import SUFFIXES, made, mutated, mutated_inside

FILES = 1000
_ZIPPED = {".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp"}
_WRONG_SUFFIX = 0.05


def broken(folder: Path) -> dict[str, bytes]:
    """Files of every format, mutated by a seeded chance; some bear the suffix of another format."""
    sound = {suffix: made(folder, suffix) for suffix in SUFFIXES}
    chance = random.Random("a thousand")
    files: dict[str, bytes] = {}
    for number in range(FILES):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        inside = suffix in _ZIPPED and chance.random() < 0.7
        data = (mutated_inside if inside else mutated)(sound[suffix], chance)
        named = chance.choice(SUFFIXES) if chance.random() < _WRONG_SUFFIX else suffix
        files[f"broken-{number:04}{named}"] = data
    return files


def test_a_thousand_broken_files_are_each_read_or_reported(library: Library, corpus: Corpus, tmp_path: Path) -> None:
    """No file is passed over in silence, none ends the run, and what is stored is whole."""
    files = broken(tmp_path)
    folder = corpus({"aaa.md": HATE, **files, "zzz.md": CENSUS})
    report = library.sync([folder])
    assert Counter(o.file for o in report.outcomes) == Counter(["aaa.md", *files, "zzz.md"])
    states = {o.file: o.state for o in report.outcomes}
    assert states["aaa.md"] == states["zzz.md"] == "read"
    assert set(states.values()) <= {"read", "duplicate", "failed", "skipped"}
    for outcome in report.outcomes:
        if outcome.state in {"failed", "skipped"}:
            assert len(outcome.message.split()) > 3, outcome
        else:
            assert any(c.isalnum() for c in library.document(outcome.document).text), outcome
    assert library.index.check() == ()
    # A thousand inputs of which none broke anything, or all did, would say little.
    counts = Counter(states.values())
    assert counts["failed"] > FILES / 10
    assert counts["read"] > FILES / 10
