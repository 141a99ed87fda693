"""Documents for people to keep and edit: one neutral form, and an exporter for each format."""

from ui.exports.document import (
    Blank,
    Block,
    Bullets,
    Heading,
    Manuscript,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Words,
)
from ui.exports.files import FORMATS, export, write

__all__ = [
    "FORMATS",
    "Blank",
    "Block",
    "Bullets",
    "Heading",
    "Manuscript",
    "Notice",
    "Paragraph",
    "Picture",
    "Quote",
    "Run",
    "Table",
    "Words",
    "export",
    "write",
]
