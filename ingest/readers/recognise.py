"""Text of scanned pages, by the optional extra due-regard[ocr]; the only door to the recogniser."""

from __future__ import annotations

from importlib.util import find_spec

import pypdfium2 as pdfium

from ingest.readers.pdf_shapes import Run


def available() -> bool:
    """Whether the extra is installed."""
    return False


def runs(document: pdfium.PdfDocument, index: int) -> list[Run]:
    """Runs of recognised text."""
    return []
