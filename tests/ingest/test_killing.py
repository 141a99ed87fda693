"""An ingest that is killed anywhere loses nothing and repeats nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.index import Stage
from ingest.library import Library
from tests.conftest import ROOT, Corpus
from tests.ingest.child import POINTS
from tests.tiny import TOPICS, TinyEmbedder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

KILLS, HOMES = 20, 5
OLD = {"old.md": "# Old\n\nThe library was here before, and whatever happens later it must stay as it was.\n"}


def papers(count: int) -> dict[str, str]:
    """Papers of many passages, each with a word of its own ("paper7")."""
    return {
        f"p{n:02}.md": f"# Paper {n}\n\n"
        + "\n\n".join(
            f"## Part {part}\n\nIn paper{n} the {TOPICS[part % 5]} of part {part} are told of." for part in range(30)
        )
        for n in range(count)
    }


def begin(home: Path, folder: Path, *point: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.ingest.child", str(home), str(folder), *point]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def examine(home: Path, folder: Path, names: set[str]) -> None:
    """The home is whole as it is; the next sync completes it; nothing is in it twice."""
    library = Library(home, embedder=TinyEmbedder())
    assert library.index.check() == ()
    found = {row.file for row in library.rows()}
    assert "old.md" in found
    assert found <= names
    library.index.warm()
    report = library.sync([folder])
    assert report.failed == ()
    assert sorted(row.file for row in library.rows()) == sorted(names)
    assert library.index.check() == ()
    assert {o.state for o in library.sync([folder]).outcomes} == {"unchanged"}
    for n in range(len(names) - 1):
        hits = library.index.search(f"paper{n}", TinyEmbedder().embed_query(f"paper{n}"), limit=200)
        lexical = [hit.passage for hit in hits.lexical]
        assert len(lexical) == len(set(lexical)) == 30
        assert len({hit.passage for hit in hits.dense}) == len(hits.dense)
    assert library.notices == []
    assert len(list((home / "index").iterdir())) == 1
    library.close()


def prepared(home: Path, corpus: Corpus) -> Path:
    """A home with one paper, and a folder with more to come."""
    library = Library(home, embedder=TinyEmbedder())
    library.sync([corpus(OLD)])
    library.close()
    return corpus(papers(4))


def test_killed_at_every_named_point(tmp_path: Path, corpus: Corpus) -> None:
    """While it walks, reads, embeds, puts, builds, seals, commits and sweeps."""
    points = [*POINTS, *(stage.value for stage in Stage)]
    first = tmp_path / "first"
    folder = prepared(first, corpus)
    for point in points:
        home = tmp_path / f"home-{point}"
        subprocess.run(["cp", "-r", str(first), str(home)], check=True)
        with begin(home, folder, point) as child:
            assert child.wait(120) == -9, point
        examine(home, folder, {"old.md", *papers(4)})


@pytest.mark.parametrize("seed", range(HOMES))
def test_killed_at_random_moments(tmp_path: Path, corpus: Corpus, seed: int) -> None:
    """Twenty times in all, several times over in the same home before it is examined."""
    home = tmp_path / "home"
    folder = prepared(home, corpus)
    moment = random.Random(seed)
    for _ in range(KILLS // HOMES):
        with begin(home, folder) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"begun\n"
            time.sleep(moment.uniform(0.0, 1.6))
            child.kill()
    examine(home, folder, {"old.md", *papers(4)})


def test_a_commit_on_the_way_is_kept(home: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long ingest commits as it goes: what was committed is there when the rest fails."""
    folder = corpus(papers(3))
    monkeypatch.setattr("ingest.sync.COMMIT_SECONDS", 0.0)
    monkeypatch.setattr("ingest.sync.COMMIT_SHARE", 0.0)
    library = Library(home, embedder=TinyEmbedder())

    def stop(progress: object) -> None:
        if getattr(progress, "done", 0) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.sync([folder], tell=stop)
    assert sorted(row.file for row in library.rows()) == ["p00.md", "p01.md"]
    assert library.index.check() == ()
    states = {o.file: o.state for o in library.sync([folder]).outcomes}
    assert states == {"p00.md": "unchanged", "p01.md": "unchanged", "p02.md": "read"}
    library.close()
