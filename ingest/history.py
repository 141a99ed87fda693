"""What an old citation pointed at: the words of a paper as it was kept when it was cited."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.index.catalogue import Catalogue
from ingest.index.schema import Event, HistoryRow
from ingest.records import Document
from ingest.words import same_words


@dataclass(frozen=True, slots=True)
class Resolved:
    """The words that a citation pointed at, and what became of their paper.

    ``current`` says that they stand so in a paper that is still searched; ``last`` is what last happened to it.
    """

    words: str
    document: str
    file: str
    title: str
    section: tuple[str, ...]
    page: int | None
    page_label: str
    current: bool
    last: HistoryRow | None


def resolve(catalogue: Catalogue, document_id: str, start: int, end: int, quote: str) -> Resolved:
    """The version of a paper in which the span holds the quote, the newest first; see ``Library.resolve``."""
    newest = catalogue.document(document_id)
    found = next((v for v in (newest, *catalogue.earlier(document_id)) if _holds(v, start, end, quote)), None)
    if found is None:
        raise ValueError(f"No version of {newest.file} that is kept has these words at {start} to {end}.")
    row = next((r for r in reversed(catalogue.history()) if r.document == document_id), None)
    gone = row is not None and row.event in {Event.REMOVED, Event.REPLACED}
    page = next((p for p in found.pages if p.start <= start < p.end), None)
    section = max((s for s in found.sections if s.start <= start), key=lambda s: (s.start, s.number), default=None)
    return Resolved(
        words=found.text[start:end],
        document=document_id,
        file=found.file,
        title=found.facts.title,
        section=section.path if section else (),
        page=page.index if page else None,
        page_label=page.label if page else "",
        current=found is newest and not gone,
        last=row,
    )


def _holds(version: Document, start: int, end: int, quote: str) -> bool:
    if not 0 <= start < end <= len(version.text):
        return False
    return not quote or same_words(version.text[start:end], quote)
