"""The library of a home, and the doctor that looks at it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.errors import HomeError, ModelError
from ingest.library import Library, fault
from tests.conftest import Corpus
from tests.ingest.papers import CENSUS, HATE, loaded
from tests.tiny import TinyEmbedder


def checks(library: Library) -> dict[str, tuple[bool, str]]:
    return {c.name: (c.ok, f"{c.words} {c.remedy}") for c in library.doctor()}


def test_a_new_home_is_new_until_something_is_stored(library: Library, corpus: Corpus) -> None:
    """And the doctor says what to do."""
    assert library.is_new
    assert not library.home.exists()
    found = checks(library)
    assert found["Home"][0]
    assert "dueregard ingest" in found["Home"][1]
    assert not found["Papers"][0]
    library.sync([corpus({"a.md": HATE})])
    assert not library.is_new


def test_a_well_home_passes_every_check(library: Library, corpus: Corpus) -> None:
    """Model, catalogue, indexes and papers."""
    library.sync([corpus({"ashdon-council/a.md": HATE, "b.md": CENSUS})])
    found = checks(library)
    assert all(ok for ok, _ in found.values()), found
    assert "2 papers, 2 passages, of Ashdon Council" in found["Papers"][1]


def test_the_doctor_names_unread_files_and_a_missing_index(library: Library, corpus: Corpus) -> None:
    """With the remedy."""
    library.sync([corpus({"a.md": HATE, "empty.md": ""})])
    shutil.rmtree(library.home / "index")
    found = checks(library)
    assert not found["Papers"][0]
    assert "1 paper, 1 passage, of no named council. 1 file could not be read." in found["Papers"][1]
    assert not found["Catalogue and indexes"][0]
    assert "dueregard ingest" in found["Catalogue and indexes"][1]
    library.sync([corpus({})])
    assert checks(library)["Catalogue and indexes"][0]


def test_the_doctor_says_that_the_model_is_missing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model's own message, which says what to install."""

    def missing(*_: object) -> None:
        raise ModelError("The embedding model x is not installed. Install it.")

    monkeypatch.setattr("ingest.index.store.load_embedder", missing)
    library = Library(home)
    ok, words = checks(library)["Model"]
    assert not ok
    assert "is not installed" in words


def test_a_nearly_full_disk_is_named(library: Library, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is full."""
    library.sync([corpus({"a.md": HATE})])
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 10**7))
    ok, words = checks(library)["Home"]
    assert not ok
    assert "9 MB" in words


def test_documents_lists_papers_then_failures(library: Library, corpus: Corpus) -> None:
    """Each with its counts, warnings or reason."""
    library.sync([corpus({"a.txt": HATE.replace("We", "“We”").encode("cp1252"), "b.md": ""})])
    paper, failure = library.documents()
    assert (paper.file, paper.state, paper.sections, paper.passages) == ("a.txt", "read", 2, 1)
    assert paper.warnings == ("Read as cp1252 text.",)
    assert (failure.file, failure.state, failure.id) == ("b.md", "failed", "")
    assert failure.message


def test_no_corpus_at_hand_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync without paths needs one."""
    monkeypatch.setattr("ingest.library.bundled_corpus", lambda: None)
    with pytest.raises(HomeError, match=r"There is no corpus folder here"):
        library.sync()


def test_readers_in_two_processes_see_what_was_committed(home: Path, corpus: Corpus) -> None:
    """Also while it grows."""
    writer, reader = Library(home, embedder=TinyEmbedder()), Library(home, embedder=TinyEmbedder())
    writer.sync([corpus({"a.md": HATE})])
    assert loaded(reader) == ["a.md"]
    writer.sync([corpus({"b.md": CENSUS})])
    assert loaded(reader) == ["a.md", "b.md"]
    writer.close()
    reader.close()


def test_vectors_of_units_are_made_once(library: Library, corpus: Corpus, tiny: TinyEmbedder) -> None:
    """The first ``most`` that are missing; a second call makes none."""
    library.sync([corpus({"a.md": HATE})])
    texts = {b"k%015d" % n: f"women {n}" for n in range(5)}
    before = len(tiny.embedded)
    assert len(library.vectors_of(texts, 3)) == 3
    assert len(library.vectors_of(texts, 3)) == 5
    assert len(library.vectors_of(texts, 3)) == 5
    assert len(tiny.embedded) == before + 5


def test_a_fault_is_one_line() -> None:
    """For the terminal."""
    assert fault(HomeError("a\nb")) == "a b"


def test_the_bundled_corpus_is_read_whole(library: Library) -> None:
    """Five papers of two councils, with what its manifest says of them."""
    report = library.sync()
    assert report.failed == ()
    assert len(library.rows()) == 5
    assert {r.facts.council for r in library.rows()} == {"Essex County Council", "Leicestershire County Council"}
    statuses = {r.file[:3]: r.facts.status.value for r in library.rows()}
    assert statuses == {"000": "draft", "001": "adopted", "002": "superseded", "003": "unknown", "004": "unknown"}
