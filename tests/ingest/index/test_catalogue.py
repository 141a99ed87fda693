from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import HomeError
from ingest.index import FileRow, FileState, Index
from ingest.index.catalogue import NAME, Catalogue
from ingest.index.schema import SCHEMA
from ingest.records import (
    Block,
    Document,
    Dress,
    Facts,
    Kind,
    Page,
    Passage,
    Role,
    Section,
    Status,
    Unit,
)
from tests.ingest.index.papers import open_index, paper, put


def full_document() -> Document:
    """A paper with something in every field of every record."""
    return Document(
        id="full",
        file="a plan – final.pdf",
        sha256="ab" * 32,
        facts=Facts(
            title="Equality Plan",
            council="Ashdon",
            type="plan",
            date="2023-07",
            period="2023-27",
            status=Status.DRAFT,
            supersedes=("old",),
            committee="Cabinet",
            item="7",
            reference="EQ/7",
            nation="England",
            language="en",
            origin={"title": "paper", "date": "manifest"},
        ),
        text="Objectives\n• Safer “streets” for women 🙂\nRow | 8.2%\n",
        pages=(Page(1, "i", 0, 11, recognised=True), Page(2, "1", 11, 56)),
        blocks=(
            Block(0, 10, Role.HEADING, Dress.BOLD, level=2),
            Block(13, 40, Role.ITEM, Dress.PLAIN, 1, "•", list_id=1, hard_break=True, repeats=(0, 10)),
            Block(41, 51, Role.ROW, Dress.STYLE, cells=((41, 44), (47, 51)), headers=("What", "Share"), table=1),
        ),
        sections=(
            Section(0, -1, (), 0, 0),
            Section(1, 0, ("Objectives",), 0, 55, Kind.OBJECTIVE, "4.3", 1, "i", 2),
        ),
        # Units of two sections in turn: their order is the document's, not the sections'.
        units=(
            Unit(13, 40, Role.ITEM, 1, 1, Kind.COMMITMENT, "Objectives", (0, 10), 2),
            Unit(0, 10, Role.HEADING, 0, 0),
            Unit(41, 51, Role.ROW, 1, 2, Kind.FIGURE),
        ),
        abbreviations=(("VAWG", "violence against women and girls"),),
        warnings=("Page 1 was read by OCR.",),
    )


def test_a_paper_comes_back_as_it_was_put(home: Path) -> None:
    """Every field of every record survives, in its order."""
    document = full_document()
    passage = Passage("p1", "full", 1, 13, 40, "Safer streets", "Equality Plan", Kind.COMMITMENT, 2)
    with open_index(home) as index:
        put(index, (document, (passage,)))
        assert index.catalogue.document("full") == document
        assert index.catalogue.passages(["p1"]) == {"p1": passage}
        assert index.catalogue.units("full", 1) == (document.units[0], document.units[2])
        assert index.catalogue.units("full", 9) == ()


def test_a_list_of_papers_says_what_each_is_without_its_text(index: Index) -> None:
    """Rows come by file name, with facts, counts and warnings."""
    rows = index.catalogue.documents()
    assert [row.id for row in rows] == ["places", "safety"]
    assert rows[1].facts.council == "Ashdon"
    assert (rows[1].pages, rows[1].sections, rows[1].passages) == (1, 1, 2)
    assert rows[1].warnings == ("Page 1 was read by OCR.",)
    assert rows[1].live
    assert rows[1].added.endswith("+00:00")


def test_passages_come_in_the_order_asked_for(index: Index) -> None:
    """Unknown ids are left out, and repeated ones come once."""
    asked = ["safety-1", "places-0", "unknown", "safety-1"]
    assert list(index.catalogue.passages(asked)) == ["safety-1", "places-0"]
    assert [p.id for p in index.catalogue.passages_of("places")] == ["places-0", "places-1"]
    assert index.catalogue.papers_of(asked) == {"safety-1": "safety", "places-0": "places"}


def test_a_paper_put_again_replaces_what_was_kept_in_memory(index: Index) -> None:
    """New facts are seen at once, and the time it was first added stays."""
    before = index.catalogue.documents()[1]
    document = index.catalogue.document("safety")
    facts = replace(document.facts, title="Safety plan")
    put(index, (replace(document, facts=facts), index.catalogue.passages_of("safety")[:1]))
    assert index.catalogue.document("safety").facts.title == "Safety plan"
    row = index.catalogue.documents()[1]
    assert (row.facts.title, row.passages, row.added) == ("Safety plan", 1, before.added)
    assert index.catalogue.document("places") is index.catalogue.document("places")


def test_a_removed_paper_stays_as_history(index: Index) -> None:
    """It leaves the list of live papers, says when, and can still be read; put again, it is live."""
    with index.writing() as writer:
        assert writer.remove("safety")
        assert not writer.remove("safety")
        writer.commit()
    assert [row.id for row in index.catalogue.documents()] == ["places"]
    (removed,) = index.catalogue.documents(live=False)
    assert removed.id == "safety"
    assert removed.removed.endswith("+00:00")
    assert index.catalogue.document("safety").text.startswith("Women")
    put(index, paper("safety", "Women again"))
    assert [row.id for row in index.catalogue.documents()] == ["places", "safety"]


def test_a_forgotten_paper_is_gone_with_its_files(index: Index) -> None:
    """Its passages, units and files go with it."""
    with index.writing() as writer:
        assert writer.forget("safety")
        assert not writer.forget("safety")
        writer.commit()
    with pytest.raises(KeyError):
        index.catalogue.document("safety")
    assert index.catalogue.passages(["safety-0"]) == {}
    assert [row.path for row in index.catalogue.files()] == ["/papers/places.txt"]


def test_files_say_what_became_of_them(index: Index) -> None:
    """A file that failed is listed with its message, and can be taken off the list."""
    failed = FileRow("/papers/bad.pdf", FileState.FAILED, None, 10, 123456789, "cd" * 32, "It is locked.")
    with index.writing() as writer:
        writer.note(failed)
        writer.note(FileRow("/papers/copy.txt", FileState.DUPLICATE, "safety"))
        writer.drop_file("/papers/places.txt")
        writer.commit()
    rows = index.catalogue.files()
    assert [row.path for row in rows] == ["/papers/bad.pdf", "/papers/copy.txt", "/papers/safety.txt"]
    assert rows[0] == failed


def test_a_home_without_a_catalogue_reads_as_empty(home: Path) -> None:
    """Looking makes nothing."""
    catalogue = Catalogue(home)
    assert catalogue.documents() == ()
    assert catalogue.files() == ()
    assert catalogue.faults() == ()
    assert not home.exists()


def test_a_newer_schema_is_refused(index: Index, home: Path) -> None:
    """The message names the home and the remedy; reader and writer both refuse."""
    index.close()
    connection = sqlite3.connect(home / NAME)
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    with pytest.raises(HomeError, match=r"newer version of Due Regard.*Install the newer"):
        open_index(home)
    with pytest.raises(HomeError, match="newer version"), index.writing():
        pass


@pytest.mark.parametrize("content", [b"This is no database. " * 500, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_damaged_catalogue_is_named_with_its_remedy(home: Path, content: bytes) -> None:
    """No traceback: the file, what to do, and that the papers are safe."""
    home.mkdir()
    (home / NAME).write_bytes(content)
    with pytest.raises(HomeError, match=r"catalogue in .* is damaged.*papers themselves are not touched"):
        open_index(home)


def test_damage_inside_is_found(index: Index, home: Path) -> None:
    """Rubbish over the middle of the file is an error when read, or a fault when examined."""
    index.close()
    content = bytearray((home / NAME).read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"\xa5" * 8192
    (home / NAME).write_bytes(content)
    catalogue = Catalogue(home)
    try:
        faults = catalogue.faults()
    except HomeError as error:
        faults = (str(error),)
    assert faults
    catalogue.close()


def test_rows_that_cannot_be_read_back_are_a_home_error(index: Index, home: Path) -> None:
    """SQLite does not notice damage inside a value; the reader says what to do."""
    index.close()
    connection = sqlite3.connect(home / NAME)
    connection.execute("UPDATE passages SET record = '{\"id\":'")
    connection.execute("UPDATE documents SET content = x'00'")
    connection.commit()
    connection.close()
    with open_index(home) as again:
        with pytest.raises(HomeError, match="damaged"):
            again.catalogue.passages_of("safety")
        with pytest.raises(HomeError, match="damaged"):
            again.catalogue.document("safety")


def test_many_threads_may_read(index: Index) -> None:
    """Each gets its answer, and the same."""
    answers: list[int] = []

    def read() -> None:
        for _ in range(20):
            answers.append(len(index.catalogue.passages(["safety-0", "places-1"])))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [2] * 160


def test_words_and_abbreviations_are_those_of_live_papers(home: Path) -> None:
    """The words of each passage with its context line, and the abbreviations; nothing of a paper taken out."""
    with open_index(home) as index:
        document, passages = paper("kept", "women first", "men")
        put(index, (replace(document, abbreviations=(("SLG", "Safer Lives Group"),)), passages), paper("gone", "old"))
        with index.writing() as writer:
            writer.remove("gone")
            writer.commit()
        assert index.catalogue.abbreviations() == {"kept": (("SLG", "Safer Lives Group"),)}
        assert sorted(index.catalogue.words()) == sorted(f"{p.text} {p.context}" for p in passages)
