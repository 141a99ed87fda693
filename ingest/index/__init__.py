"""The index: a catalogue that is the truth, two derived indexes that find passages in it."""

from ingest.index.ranking import Hit, Hits, fuse
from ingest.index.schema import DocumentRow, Event, FileRow, FileState, HistoryRow
from ingest.index.store import Index
from ingest.index.writer import Stage, Writer

__all__ = [
    "DocumentRow",
    "Event",
    "FileRow",
    "FileState",
    "HistoryRow",
    "Hit",
    "Hits",
    "Index",
    "Stage",
    "Writer",
    "fuse",
]
