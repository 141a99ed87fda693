"""Word files: paragraphs in their styles, tables, notes, pages."""

from ingest.readers.word.reader import read

__all__ = ["read"]
