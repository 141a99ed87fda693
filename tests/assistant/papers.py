"""Papers of made-up councils, and an assistant over them with the real model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from assistant import Assistant
from ingest.library import Library


@contextmanager
def over(folder: Path, papers: Mapping[str, str]) -> Iterator[Assistant]:
    """An assistant over these papers alone, each by its file's name."""
    (folder / "papers").mkdir()
    for name, text in papers.items():
        (folder / "papers" / name).write_text(text, encoding="utf-8")
    with closing(Library(folder / "home")) as library:
        assert not library.sync([folder / "papers"]).failed
        yield Assistant(library)
