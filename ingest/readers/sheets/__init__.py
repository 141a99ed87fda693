"""Workbooks and tables of text: a row is a unit, its headers are its context."""

from ingest.readers.sheets.reader import read

__all__ = ["read"]
