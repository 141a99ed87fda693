"""Documents for the tests of structure: the seeds of the bundled corpus, and texts that a test makes up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from ingest.readers.text import parse, read
from ingest.records import Block, Document, Kind, Role, Section, Unit
from ingest.settings import ReadSettings
from ingest.structure import build_document
from ingest.words import readable
from tests.conftest import seed


@cache
def seed_document(number: str) -> Document:
    """A paper of the bundled corpus, structured."""
    path = seed(number)
    return build_document(read(path, ReadSettings()), id=number, file=path.name, sha256="")


def document_of(text: str, file: str = "paper.md", given: Mapping[str, str] | None = None) -> Document:
    """A made-up text, structured; ``given`` is what its file says of it."""
    return build_document(replace(parse(text), facts=given or {}), id="made-up", file=file, sha256="")


def words(document: Document, span: Block | Unit | Section) -> str:
    """What a reader sees of a block, unit or section."""
    return readable(document.text[span.start : span.end])


def line(document: Document, offset: int) -> int:
    """The line of an offset, from 1."""
    return document.text.count("\n", 0, offset) + 1


def lines(document: Document, spans: Sequence[Block]) -> list[tuple[int, int]]:
    """First and last line of each block."""
    return [(line(document, b.start), line(document, b.end)) for b in spans]


def titles(document: Document) -> list[tuple[int, str]]:
    """Depth and title of each section in order."""
    return [(len(s.path), s.path[-1]) for s in document.sections if s.path]


def with_role(document: Document, *roles: Role) -> list[Block]:
    """The blocks of these roles."""
    return [b for b in document.blocks if b.role in roles]


def section_of(document: Document, block: Block) -> Section:
    """The section that a block stands in."""
    return next(s for s in reversed(document.sections) if s.start <= block.start)


def units_of(document: Document, *kinds: Kind) -> list[str]:
    """The words of the units of these kinds."""
    return [words(document, u) for u in document.units if u.kind in kinds]
