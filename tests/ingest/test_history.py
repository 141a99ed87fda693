"""History: what was kept of a paper when, and citations that outlive their paper."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.index import Event
from ingest.index.catalogue import NAME
from ingest.index.schema import MIGRATIONS
from ingest.library import Library
from tests.conftest import Corpus
from tests.ingest.papers import CENSUS, HATE, WOMEN
from tests.tiny import TinyEmbedder

QUOTE = "We will launch a hate crime strategy"


def events(library: Library, paper: str = "") -> list[tuple[str, str]]:
    return [(row.event.value, row.file) for row in library.history(paper)]


def test_the_history_of_a_file_tells_every_paper_that_it_held(library: Library, corpus: Corpus) -> None:
    """Added, replaced by the next version, renamed, taken out: each with its time."""
    folder = corpus({"a.md": HATE, "b.md": WOMEN})
    old = {o.file: o.document for o in library.sync([folder]).outcomes}["a.md"]
    corpus({"a.md": CENSUS})
    new = {o.file: o.document for o in library.sync([folder]).outcomes}["a.md"]
    (folder / "a.md").rename(folder / "c.md")
    library.sync([folder])
    library.remove("c.md")
    assert events(library, "a.md") == [
        ("added", "a.md"), ("added", "a.md"), ("replaced", "a.md"), ("renamed", "c.md"), ("removed", "c.md")
    ]  # fmt: skip
    replaced = next(row for row in library.history(old) if row.event is Event.REPLACED)
    assert (replaced.document, replaced.successor) == (old, new)
    assert all(row.at.startswith("20") and row.at.endswith("+00:00") for row in library.history())
    assert events(library)[:2] == [("added", "a.md"), ("added", "b.md")]


def test_a_citation_resolves_after_its_paper_was_replaced_and_removed(library: Library, corpus: Corpus) -> None:
    """The words, the section and the paper are those of the day it was cited; until the purge."""
    folder = corpus({"a.md": HATE})
    old = library.sync([folder]).outcomes[0].document
    start = HATE.index(QUOTE)
    span = (start, start + len(QUOTE))
    assert library.resolve(old, *span, QUOTE).current
    corpus({"a.md": CENSUS})
    new = library.sync([folder]).outcomes[0].document
    found = library.resolve(old, *span, QUOTE)
    assert (found.words, found.file, found.title, found.section) == (QUOTE, "a.md", "Hate crime", ("Hate crime",))
    assert not found.current
    assert found.last is not None
    assert (found.last.event, found.last.successor) == (Event.REPLACED, new)
    library.remove("a.md")
    assert library.resolve(new, 2, 8).words == "Census"
    library.purge()
    for paper in (old, new):
        with pytest.raises(KeyError):
            library.resolve(paper, *span)
    assert events(library) == []


def test_a_citation_resolves_after_its_file_was_read_with_other_words(library: Library, corpus: Corpus) -> None:
    """A better reader moves the offsets: those of an older citation still find its words, and a wrong quote none."""
    old = library.sync([corpus({"a.md": HATE})]).outcomes[0].document
    start = HATE.index(QUOTE)
    document = library.document(old)
    passages = library.index.catalogue.passages_of(old)
    with library.index.writing() as writer:
        writer.put(replace(document, text="New head.\n\n" + document.text), passages)
        writer.commit()
    assert library.document(old).text.startswith("New head.")
    found = library.resolve(old, start, start + len(QUOTE), QUOTE)
    assert (found.words, found.current) == (QUOTE, False)
    assert ("read again", "a.md") in events(library)
    with pytest.raises(ValueError, match=r"No version of a\.md"):
        library.resolve(old, start, start + len(QUOTE), "We will not launch anything")
    with pytest.raises(ValueError, match="No version"):
        library.resolve(old, 5, 10**6)


def test_a_home_of_the_first_schema_gets_its_history(home: Path, corpus: Corpus) -> None:
    """What is known of its papers begins the history."""
    library = Library(home, embedder=TinyEmbedder())
    library.sync([corpus({"a.md": HATE, "b.md": CENSUS})])
    library.remove("b.md")
    library.close()
    connection = sqlite3.connect(home / NAME)
    for table in ("history", "earlier", "kept_out"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert len(MIGRATIONS) > 1
    library = Library(home, embedder=TinyEmbedder())
    library.sync([corpus({"d.md": WOMEN}) / "d.md"])
    assert events(library) == [("added", "a.md"), ("added", "b.md"), ("removed", "b.md"), ("added", "d.md")]
    library.close()


def test_a_restored_paper_is_let_in_again(library: Library, corpus: Corpus) -> None:
    """Undoing a removal undoes that it stays out."""
    folder = corpus({"a.md": HATE})
    id = library.sync([folder]).outcomes[0].document
    files = library.files_of(id)
    library.remove(id)
    library.restore(id, files)
    assert [o.state for o in library.sync([folder]).outcomes] == ["unchanged"]
    (folder / "a.md").rename(folder / "b.md")
    assert [o.state for o in library.sync([folder]).outcomes] == ["moved"]
    assert events(library)[-2:] == [("added", "a.md"), ("renamed", "b.md")]
