"""Files that are taken into the home: kept while a paper is kept of them, and gone with a purge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.library import Library
from ingest.shelving import FOLDER

SECRET = "zanzibarine"


def test_a_purge_deletes_the_copies_of_removed_papers_and_no_others(
    corpus: Callable[..., Path], library: Library
) -> None:
    """No file of the home has a word of a removed paper; what is loaded, and files elsewhere, stay."""
    folder = corpus({"kept.md": "# Kept\n\nWe will plant trees.\n", "gone.md": f"# Gone\n\nA {SECRET} library.\n"})
    copies = [library.take_in(folder / name, name) for name in ("kept.md", "gone.md")]
    library.sync(copies)
    library.remove("gone.md")
    assert library.purge() == 1
    assert [path.name for path in (library.home / FOLDER).iterdir()] == ["kept.md"]
    held = [f for f in library.home.rglob("*") if f.is_file() and SECRET.encode() in f.read_bytes().lower()]
    assert held == []
    assert (folder / "gone.md").exists()
    assert library.original(library.documents()[0].id) == copies[0]
