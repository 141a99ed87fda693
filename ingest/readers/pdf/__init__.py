"""PDF: pages through pdfium, facts through pypdf; columns, tables and furniture sorted out."""

from ingest.readers.pdf.reader import read

__all__ = ["read"]
