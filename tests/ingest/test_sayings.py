"""What is said of a paper beside its own words: by the command and by the folder that it lies in."""

from __future__ import annotations

from ingest.library import Library
from tests.conftest import Corpus
from tests.ingest.papers import CENSUS, HATE, WOMEN, states


def test_the_command_names_the_council(library: Library, corpus: Corpus) -> None:
    """It overrules the paper and the folder, and stays until another command says otherwise."""
    folder = corpus({"barton-council/a.md": HATE})
    library.sync([folder], council="Ashdon Council")
    assert [(r.facts.council, r.facts.origin["council"]) for r in library.rows()] == [("Ashdon Council", "command")]
    assert states(library.sync([folder])) == {"a.md": "unchanged"}
    assert states(library.sync([folder], council="Other Council")) == {"a.md": "read"}
    assert [row.facts.council for row in library.rows()] == ["Other Council"]


def test_the_folder_names_the_council_where_nothing_else_does(library: Library, corpus: Corpus) -> None:
    """A paper that names its council keeps that; a folder that names no council says nothing."""
    own = HATE + "\nAshdon District Council publishes this paper.\n"
    folder = corpus(
        {"documents/city-of-barton-council/a.md": own, "documents/city-of-barton-council/b.md": CENSUS, "x/c.md": WOMEN}
    )
    library.sync([folder])
    councils = {r.file: (r.facts.council, r.facts.origin.get("council")) for r in library.rows()}
    assert councils == {
        "a.md": ("Ashdon District Council", "paper"),
        "b.md": ("City of Barton Council", "folder"),
        "c.md": ("", None),
    }


def test_a_file_moved_to_another_council_takes_its_name(library: Library, corpus: Corpus) -> None:
    """The folder is read again when it is what names the council."""
    folder = corpus({"ashdon-council/a.md": HATE})
    library.sync([folder])
    (folder / "barton-council").mkdir()
    (folder / "ashdon-council" / "a.md").rename(folder / "barton-council" / "a.md")
    library.sync([folder])
    assert [row.facts.council for row in library.rows()] == ["Barton Council"]
