from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.index import Stage
from tests.ingest.index.papers import found, open_index, paper, put

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "tests.ingest.index.child"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

BEFORE = ["places", "safety"]
AFTER = ["new", "safety"]


def start(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, str(home), *arguments], cwd=ROOT, stdout=subprocess.PIPE)


def test_a_writer_killed_at_any_stage_leaves_the_home_whole(tmp_path: Path) -> None:
    """Before its transaction ends, nothing happened; after, everything did. No half-built folder stays."""
    homes = {stage: tmp_path / stage for stage in Stage}
    for home in homes.values():
        with open_index(home) as index:
            put(index, paper("safety", "women", "age"), paper("places", "library", "housing"))
    children = {stage: start(home, "once", stage) for stage, home in homes.items()}
    for stage, child in children.items():
        with child:
            assert child.wait(60) == -9, stage
    for stage, home in homes.items():
        expected = AFTER if stage in {Stage.COMMITTED, Stage.SWEPT} else BEFORE
        told: list[str] = []
        with open_index(home, told=told) as index:
            assert [row.id for row in index.catalogue.documents()] == expected, stage
            assert ("new-0" in found(index, "library")[1]) is (expected is AFTER)
            assert index.check() == ()
            assert told == []
            put(index, paper("later", "women"))
            assert "later-0" in found(index, "women")[1]
        assert len(list((home / "index").iterdir())) == 1


@pytest.mark.parametrize("delay", [0.02, 0.11, 0.3])
def test_a_writer_killed_at_a_random_moment_leaves_the_home_whole(tmp_path: Path, delay: float) -> None:
    """Whatever it was doing, catalogue and indexes agree, and the next writer goes on."""
    home = tmp_path / "home"
    with open_index(home) as index:
        put(index, paper("safety", "women", "age"))
        with start(home, "loop") as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"looping\n"
            time.sleep(delay)
            child.kill()
        told: list[str] = []
        with open_index(home, told=told) as again:
            assert again.check() == ()
            live = {row.id for row in again.catalogue.documents()}
            assert {hit.split("-")[0] for hit in found(again, "housing women age")[0]} == live
            put(again, paper("later", "women"))
            assert "later-0" in found(again, "women")[1]
            assert told == []
