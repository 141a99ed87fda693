"""Papers for the tests of the library, and what a test asks of it."""

from __future__ import annotations

from ingest.library import Library, SyncReport

HATE = "# Hate crime\n\nWe will launch a hate crime strategy with our partners in every district of the county.\n"
CENSUS = "# Census\n\nThe census tells us who lives here, and how the needs of our residents change over time.\n"
WOMEN = "# Safety\n\nWomen told us that they feel less safe at night, so we will light every path to a station.\n"


def states(report: SyncReport) -> dict[str, str]:
    """What became of each file."""
    return {o.file: o.state for o in report.outcomes}


def loaded(library: Library) -> list[str]:
    """The files of the live papers."""
    return sorted(row.file for row in library.rows())


def found(library: Library, word: str) -> list[str]:
    """The texts of the passages that a word finds."""
    hits = library.index.search(word, None)
    ids = [hit.passage for hit in hits.lexical]
    return [p.text for p in library.index.catalogue.passages(ids).values()]
