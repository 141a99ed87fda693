"""OpenDocument: texts, presentations and spreadsheets."""

from ingest.readers.odf.reader import read

__all__ = ["read"]
