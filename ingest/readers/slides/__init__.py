"""Slides: each with its title."""

from ingest.readers.slides.reader import read

__all__ = ["read"]
