from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest.index.dense import DenseIndex
from ingest.index.faults import Unfit


@pytest.fixture
def dense(tmp_path: Path) -> Iterator[DenseIndex]:
    index = DenseIndex.create(tmp_path)
    index.add(["east", "north", "northeast"], np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32))
    yield index
    index.close()


def test_scores_are_cosines_best_first(dense: DenseIndex) -> None:
    """The vector (1, 0) finds itself at 1, (0.6, 0.8) at 0.6 and (0, 1) at 0."""
    hits = dense.query([1.0, 0.0], 10)
    assert [hit.passage for hit in hits] == ["east", "northeast", "north"]
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.6, 0.0], abs=1e-6)
    assert [hit.passage for hit in dense.query(np.array([0.0, 2.0], dtype=np.float32), 1)] == ["north"]


def test_only_the_passages_named_are_compared(dense: DenseIndex) -> None:
    """The cosines are those of a free query; unknown names do no harm, and none finds none."""
    hits = dense.query_among([2.0, 0.0], 10, ["north", "northeast", "gone"])
    assert [hit.passage for hit in hits] == ["northeast", "north"]
    assert [hit.score for hit in hits] == pytest.approx([0.6, 0.0], abs=1e-6)
    assert dense.query_among([1.0, 0.0], 10, []) == ()
    assert dense.query_among([1.0, 0.0], 10, ["gone"]) == ()
    assert [hit.passage for hit in dense.query_among([1.0, 0.0], 1, ["north", "east"])] == ["east"]
    assert dense.query([1.0, 0.0], 0) == ()


def test_what_is_deleted_is_not_found_again(dense: DenseIndex, tmp_path: Path) -> None:
    """Deletions and additions last over closing and opening."""
    dense.delete(["east"])
    dense.add(["west"], np.array([[-1, 0]], dtype=np.float32))
    dense.close()
    again = DenseIndex.open(tmp_path)
    assert again.count() == 3
    assert [hit.passage for hit in again.query([1.0, 0.0], 2)] == ["northeast", "north"]
    again.close()


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    """An index without passages can be made, opened and asked."""
    DenseIndex.create(tmp_path / "new").close()
    index = DenseIndex.open(tmp_path / "new")
    assert index.count() == 0
    assert index.query([1.0, 0.0], 5) == ()
    index.close()


def test_a_folder_without_an_index_is_unfit(tmp_path: Path) -> None:
    """Nothing, or rubbish in place of Chroma's database, is no index."""
    (tmp_path / "none").mkdir()
    with pytest.raises(Unfit, match="passages"):
        DenseIndex.open(tmp_path / "none")
    (tmp_path / "rubbish").mkdir()
    (tmp_path / "rubbish" / "chroma.sqlite3").write_bytes(b"rubbish" * 1000)
    with pytest.raises(Unfit, match="database"):
        DenseIndex.open(tmp_path / "rubbish")


def test_a_vector_of_another_length_is_refused(dense: DenseIndex) -> None:
    """Vectors of two models do not mix."""
    with pytest.raises(Unfit, match="dimension"):
        dense.query([1.0, 0.0, 0.0], 5)


def test_a_dot_env_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Chroma reads it from the working folder as it is imported; the message says so."""
    (tmp_path / ".env").write_bytes("KEY=value".encode("utf-16"))
    program = (
        "from pathlib import Path; from ingest.errors import SettingsError\n"
        "from ingest.index.dense import DenseIndex\n"
        "try: DenseIndex.create(Path('new'))\n"
        "except SettingsError as error: print(error)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(tmp_path) in result.stdout
    assert "start from another folder" in result.stdout
