from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest.errors import BusyError, HomeError
from ingest.index import FileRow, FileState, Index, Stage
from ingest.index import dense as dense_module
from ingest.settings import PassageSettings, Settings
from tests.ingest.index.papers import WordCount, found, open_index, paper, put

ROOT = Path(__file__).parents[3]


def generations(home: Path) -> list[str]:
    return sorted(folder.name for folder in (home / "index").iterdir())


def test_passages_are_found_by_vector_and_by_word(index: Index) -> None:
    """The vector of "library" stands at 1/√2 to a passage with one of its words and nothing else counted."""
    hits = index.search("library", WordCount().embed_query("library"), 10)
    assert [hit.passage for hit in hits.lexical] == ["places-0"]
    assert hits.dense[0].passage == "places-0"
    assert hits.dense[0].score == pytest.approx(1.0, abs=1e-6)
    assert len(hits.dense) == 4


def test_a_limit_holds_for_each_side(index: Index) -> None:
    """As many from each as asked for; without a vector, or without words, that side is empty."""
    vector = WordCount().embed_query("women")
    assert len(index.search("", vector, 2).dense) == 2
    assert index.search("library", None, 2).dense == ()
    assert index.search("", vector, 2).lexical == ()


def test_what_one_side_found_the_other_scores_too(index: Index) -> None:
    """The best by word is not the nearest by vector: each side scores both, as if it had found them itself."""
    vector = WordCount().embed_query("women")
    hits = index.search("library women", vector, 1)
    assert sorted(hit.passage for hit in hits.dense) == sorted(hit.passage for hit in hits.lexical)
    assert len(hits.dense) == 2
    whole = index.search("library women", vector, 10)
    assert {h.passage: h.score for h in whole.lexical}.items() >= {h.passage: h.score for h in hits.lexical}.items()
    cosines = {h.passage: h.score for h in whole.dense}
    assert [h.score for h in hits.dense] == pytest.approx([cosines[h.passage] for h in hits.dense], abs=1e-6)


@pytest.mark.parametrize("cost", [0, 8, 1000])
def test_a_scope_keeps_councils_apart(index: Index, monkeypatch: pytest.MonkeyPatch, cost: int) -> None:
    """Only passages of the papers named are found, by whichever way Chroma is asked."""
    monkeypatch.setattr("ingest.index.store._COST_BY_ID", cost)
    assert sorted(found(index, "women library", {"places"})[0]) == ["places-0", "places-1"]
    assert found(index, "women library", {"places"})[1] == ["places-0"]
    assert found(index, "women", {"places", "safety"}) == found(index, "women")
    assert found(index, "women", set()) == ([], [])
    assert found(index, "women", {"unknown"}) == ([], [])


def test_a_vector_of_another_model_is_refused(index: Index) -> None:
    """A wrong number of numbers is a mistake of the caller."""
    with pytest.raises(ValueError, match="no vector of word-count"):
        index.search("women", [1.0, 0.0], 5)


def test_an_empty_home_finds_nothing_and_stays_empty(home: Path) -> None:
    """Searching makes no folder."""
    with open_index(home) as index:
        assert found(index, "women") == ([], [])
        assert index.check() == ()
    assert not home.exists()


def test_a_paper_without_passages_can_be_stored(home: Path) -> None:
    """A home whose papers say nothing answers with nothing."""
    with open_index(home) as index:
        put(index, paper("empty"))
        assert found(index, "women") == ([], [])
        assert index.catalogue.documents()[0].passages == 0


def test_nothing_is_visible_before_the_commit(index: Index, home: Path) -> None:
    """Put and removed papers show with the commit, all at once; without one, never."""
    before = found(index, "women")
    with index.writing() as writer:
        writer.put(*paper("new", "women women women"))
        writer.remove("safety")
        writer.note(FileRow("/papers/new.txt", FileState.READ, "new"))
        assert found(index, "women") == before
        assert len(index.catalogue.documents()) == 2
    assert found(index, "women") == before
    assert [row.id for row in index.catalogue.documents()] == ["places", "safety"]
    with index.writing() as writer:
        writer.put(*paper("new", "women women women"))
        writer.remove("safety")
        writer.commit()
        assert found(index, "women")[1] == ["new-0"]
    assert [row.id for row in index.catalogue.documents()] == ["new", "places"]
    assert len(generations(home)) == 1


@pytest.mark.parametrize("stage", [Stage.BUILDING, Stage.BUILT, Stage.SEALED])
def test_a_commit_that_fails_leaves_the_home_as_it_was(home: Path, stage: Stage) -> None:
    """A full disk on the way, named as such, undoes the whole; the writer can be used again."""
    full = False

    def observe(reached: Stage) -> None:
        if full and reached is stage:
            raise OSError(28, "No space left on device", str(home))

    with Index.open(home, Settings(), embedder=WordCount(), observe=observe) as index:
        put(index, paper("safety", "women"))
        before = generations(home)
        with index.writing() as writer:
            writer.put(*paper("new", "women women"))
            full = True
            with pytest.raises(HomeError, match=r"disk with .* is full.*Free some space.*unchanged"):
                writer.commit()
            assert generations(home) == before
            assert found(index, "women")[1] == ["safety-0"]
            full = False
            writer.put(*paper("later", "women"))
            writer.commit()
        assert found(index, "women")[1] == ["later-0", "safety-0"]


def test_a_commit_of_nothing_keeps_the_generation(index: Index, home: Path) -> None:
    """The notes on files alone need no new index."""
    before = generations(home)
    with index.writing() as writer:
        writer.note(FileRow("/papers/bad.pdf", FileState.FAILED, message="It is locked."))
        writer.commit()
    assert generations(home) == before
    assert len(index.catalogue.files()) == 3


def test_large_homes_grow_from_a_copy(index: Index, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the size that is built anew, additions and removals give the same answers as building anew."""
    monkeypatch.setattr("ingest.index.builder.SMALL", 0)
    created: list[Path] = []
    create = dense_module.DenseIndex.create

    def counted(folder: Path) -> dense_module.DenseIndex:
        created.append(folder)
        return create(folder)

    monkeypatch.setattr(dense_module.DenseIndex, "create", counted)
    put(index, *(paper(f"more{i}", f"women and age {i}", "library") for i in range(20)))
    with index.writing() as writer:
        writer.remove("places")
        writer.put(*paper("more1", "housing for women", title="Changed"))
        writer.commit()
    assert created == []
    grown = found(index, "housing women")
    assert grown[0][0] == "more1-0"
    assert grown[1][0] == "more1-0"
    with index.writing() as writer:
        writer.commit(anew=True)
    assert len(created) == 1
    assert found(index, "housing women") == grown
    with index.writing() as writer:
        for number in range(2, 9):
            writer.remove(f"more{number}")
        writer.commit()
    # Too many dead places in the graph: built anew.
    assert len(created) == 2
    assert index.check() == ()


def test_what_was_embedded_once_is_not_embedded_again(home: Path) -> None:
    """Rebuilding, removing and putting back need no model; a changed title does."""
    embedder = WordCount()
    with open_index(home, embedder) as index:
        put(index, paper("safety", "women", "age"))
        assert len(embedder.embedded) == 2
        with index.writing() as writer:
            writer.commit(anew=True)
            writer.remove("safety")
            writer.commit()
            writer.put(*paper("safety", "women", "age"))
            writer.commit()
        assert len(embedder.embedded) == 2
        put(index, paper("safety", "women", "age", title="New"))
        assert len(embedder.embedded) == 4


def test_vectors_survive_an_ingest_that_is_given_up(home: Path) -> None:
    """What was put and not committed need not be embedded again."""
    embedder = WordCount()
    with open_index(home, embedder) as index:
        with index.writing() as writer:
            writer.put(*paper("safety", "women", "age"))
        assert index.catalogue.documents() == ()
        put(index, paper("safety", "women", "age"))
    assert len(embedder.embedded) == 2


@pytest.mark.parametrize("content", [b"", b"rubbish " * 2000])
def test_a_damaged_cache_of_vectors_is_made_again(home: Path, content: bytes) -> None:
    """It is a cache: the passages are embedded once more, and nothing is lost."""
    embedder = WordCount()
    with open_index(home, embedder) as index:
        put(index, paper("safety", "women"))
        (home / "vectors.sqlite3").write_bytes(content)
        for log in home.glob("vectors.sqlite3-*"):
            log.unlink()
        with index.writing() as writer:
            writer.commit(anew=True)
        assert len(embedder.embedded) == 2
        assert found(index, "women")[0] == ["safety-0"]


def test_a_second_writer_is_refused(index: Index, home: Path) -> None:
    """In this process and in another, with the home's name and what to do; readers go on."""
    with open_index(home) as other:
        with (
            index.writing(),
            pytest.raises(BusyError, match=r"writing to .*Wait until it has finished"),
            other.writing(),
        ):
            pass
        with subprocess.Popen(
            [sys.executable, "-m", "tests.ingest.index.child", str(home), "hold"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"holding\n"
            with pytest.raises(BusyError, match=str(home)), other.writing():
                pass
            assert found(other, "women")[0][0] == "safety-0"
            child.kill()
        with other.writing() as writer:
            writer.commit()
        assert len(other.catalogue.documents()) == 2


def test_readers_answer_while_a_writer_works(index: Index, home: Path) -> None:
    """Threads that search while another commits get the old state or the new one, whole."""
    with open_index(home) as reader:
        answers: set[tuple[str, ...]] = set()
        done = threading.Event()

        def search() -> None:
            while not done.is_set():
                answers.add(tuple(found(reader, "women")[1]))

        # A thread that fails is an error of the test: pytest makes its exception a warning.
        threads = [threading.Thread(target=search) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(4):
            with index.writing() as writer:
                writer.put(*paper("a", f"women {number}"))
                writer.put(*paper("b", f"women {number}"))
                if number % 2:
                    writer.remove("a")
                    writer.remove("b")
                writer.commit()
        done.set()
        for thread in threads:
            thread.join()
        assert {tuple(sorted(a)) for a in answers} <= {
            ("safety-0", "safety-1"),
            ("a-0", "b-0", "safety-0", "safety-1"),
        }


def test_a_reader_notices_a_commit_of_another(index: Index, home: Path) -> None:
    """The next search answers from the new generation, and the old copy is deleted."""
    with open_index(home) as reader:
        assert found(reader, "housing")[1] == ["places-1"]
        put(index, paper("new", "housing housing"))
        assert found(reader, "housing")[1] == ["new-0", "places-1"]


def test_passages_divided_for_other_settings_are_named(index: Index, home: Path) -> None:
    """New bounds or another model: the papers to divide again are listed."""
    assert index.undivided() == ()
    settings = Settings(passages=PassageSettings(word_pieces=128))
    with Index.open(home, settings, embedder=WordCount()) as other:
        assert other.undivided() == ("places", "safety")
    with Index.open(home, Settings(), embedder=WordCount("other")) as other:
        assert other.undivided() == ("places", "safety")


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    """Writing says what is wrong and what to do; reading finds nothing there."""
    file = tmp_path / "home"
    file.write_text("not a folder")
    with (
        open_index(file) as index,
        pytest.raises(HomeError, match=r"is not a folder.*--home"),
        index.writing(),
    ):
        pass


def test_other_processes_answer_while_one_writes(index: Index, home: Path) -> None:
    """Two processes that search on and on outlive every commit, each with answers that are right."""
    command = [sys.executable, "-m", "tests.ingest.index.child", str(home), "search"]
    # Killed, they cannot delete their copies: those go with the test's own folder.
    environment = {**os.environ, "TMPDIR": str(home)}
    readers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=environment) for _ in range(2)]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == b"searching\n"
        for number in range(5):
            put(index, paper("other", f"housing {number}"))
        time.sleep(0.2)
        assert [reader.poll() for reader in readers] == [None, None]
    finally:
        for reader in readers:
            reader.kill()
            reader.communicate()
