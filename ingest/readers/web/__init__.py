"""Web pages: the paper without what stands around it."""

from ingest.readers.web.reader import read

__all__ = ["read"]
