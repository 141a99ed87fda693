"""The cost of reading by format."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.formats import FORMATS, by_format, long_paper, paragraphs
from ingest.errors import DueRegardError
from tests.conftest import SEEDS


def test_each_format_is_measured_against_its_library(tmp_path: Path) -> None:
    """Pages a second, and a ratio that names what it is a ratio of."""
    found = by_format(tmp_path, SEEDS, pages=2)
    assert [m.name for m in found] == [f"reading {f.suffix[1:]}, pages a second" for f in FORMATS]
    assert all(m.value > 0 and m.ratio is not None and m.ratio > 0 for m in found)
    assert found[0].of == "pypdfium2's text alone"


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="this system does not say")
def test_the_memory_of_a_long_paper_is_compared_with_a_short_one(tmp_path: Path) -> None:
    """Ten times the pages, and far from ten times the memory."""
    (measure,) = long_paper(tmp_path, SEEDS, long=20, short=2)
    assert measure.value > 10
    assert measure.ratio is not None
    assert measure.ratio < 3


def test_a_corpus_without_papers_is_refused(tmp_path: Path) -> None:
    """Rather than looping for ever."""
    (tmp_path / "a.txt").write_text("Short.")
    with pytest.raises(DueRegardError):
        paragraphs(tmp_path, 100)
