"""Papers, passages and an embedder whose vectors can be worked out by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

from ingest.embedding import Embedder
from ingest.index import FileRow, FileState, Index
from ingest.records import (
    Block,
    Document,
    Dress,
    Facts,
    Kind,
    Page,
    Passage,
    Role,
    Section,
    Status,
    Unit,
)
from ingest.settings import Settings

WORDS = ("women", "library", "housing", "age")


class WordCount(Embedder):
    """One number for each of four words, how often it stands in the text, and 1 for "anything else"."""

    def __init__(self, name: str = "word-count") -> None:
        self.name = name
        self.embedded: list[str] = []

    @property
    def identity(self) -> str:
        return f"{self.name}/{self.dimension}"

    @property
    def dimension(self) -> int:
        return len(WORDS) + 1

    @property
    def max_pieces(self) -> int:
        return 64

    @property
    def special_pieces(self) -> int:
        return 0

    def pieces(self, text: str) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        counts = [float(text.lower().split().count(word)) for word in WORDS] + [1.0]
        length = math.sqrt(math.fsum(n * n for n in counts))
        return [n / length for n in counts]


def paper(key: str, *texts: str, title: str = "") -> tuple[Document, tuple[Passage, ...]]:
    """A paper of one section, and a passage for each of its paragraphs: ``key-0``, ``key-1``, …"""
    spans: list[tuple[int, int]] = []
    start = 0
    for text in texts:
        spans.append((start, start + len(text)))
        start += len(text) + 1
    whole = "\n".join(texts)
    document = Document(
        id=key,
        file=f"{key}.txt",
        sha256="0" * 64,
        facts=Facts(title=title or f"Paper {key}", council="Ashdon", status=Status.ADOPTED),
        text=whole,
        pages=(Page(1, "1", 0, len(whole)),),
        blocks=tuple(Block(a, b, Role.PARAGRAPH, Dress.PLAIN) for a, b in spans),
        sections=(Section(0, -1, ("Top",), 0, len(whole), Kind.OBJECTIVE),),
        units=tuple(Unit(a, b, Role.PARAGRAPH, 0, i) for i, (a, b) in enumerate(spans)),
        abbreviations=(("VAWG", "violence against women and girls"),),
        warnings=("Page 1 was read by OCR.",),
    )
    passages = tuple(
        Passage(f"{key}-{i}", key, 0, a, b, text, document.facts.title)
        for i, ((a, b), text) in enumerate(zip(spans, texts, strict=True))
    )
    return document, passages


def open_index(home: Path, embedder: Embedder | None = None, told: list[str] | None = None) -> Index:
    """An index with the hand-computable embedder; what it tells goes on ``told``."""
    lines = told if told is not None else []
    return Index.open(home, Settings(), embedder=embedder or WordCount(), tell=lines.append)


def put(index: Index, *papers: tuple[Document, Sequence[Passage]]) -> None:
    """Put these papers, each with the row of its file, and commit."""
    with index.writing() as writer:
        for document, passages in papers:
            row = FileRow(f"/papers/{document.file}", FileState.READ, document.id, size=len(document.text))
            writer.put(document, passages, [row])
        writer.commit()


def found(index: Index, text: str, documents: set[str] | None = None) -> tuple[list[str], list[str]]:
    """The ids that a question finds: by vector, and by word."""
    hits = index.search(text, WordCount().embed_query(text), 50, documents)
    return [hit.passage for hit in hits.dense], [hit.passage for hit in hits.lexical]
