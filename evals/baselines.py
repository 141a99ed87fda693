"""What others would build: the usual LangChain recipe, and BM25 alone. Both answer everything with four chunks."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.records import Answer, Citation, Outcome, Statement
from evals.ranking import Place
from evals.systems import DEPTH, Given
from ingest.embedding import Embedder
from ingest.errors import DueRegardError
from ingest.index.dense import DenseIndex
from ingest.index.lexical import LexicalIndex
from ingest.records import Passage, Status

CHUNK = 1000
OVERLAP = 200
SHOWN = 4
_MARKER = re.compile(r"\[(\d+)\]")


def cut(papers: Mapping[str, str]) -> list[Place]:
    """The papers cut as LangChain's tutorials cut them: 1,000 characters, 200 of them shared with the last."""
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ModuleNotFoundError as error:
        raise DueRegardError('The baselines need LangChain\'s splitter: pip install "due-regard[evals]".') from error

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    found: list[Place] = []
    for name, text in papers.items():
        for chunk in splitter.create_documents([text]):
            start = int(chunk.metadata["start_index"])
            found.append(Place(name, start, start + len(chunk.page_content), chunk.page_content))
    return found


def quote_whole(question: str, shown: Sequence[Place]) -> Answer:
    """An answer that quotes chunks whole, one after the other; it never refuses."""
    statements = tuple(Statement(place.text, (number,)) for number, place in enumerate(shown, start=1))
    citations = tuple(
        Citation(number, p.file, p.file, "", "", "", Status.UNKNOWN, (), "", None, "", p.text, p.start, p.end, p.key)
        for number, p in enumerate(shown, start=1)
    )
    # A marker that a paper prints itself would be taken for one of ours.
    plain = [_MARKER.sub(r"(\1)", p.text) for p in shown]
    lines = [f"{text} [{number}]" for number, text in enumerate(plain, start=1)]
    status = Outcome.ANSWERED if shown else Outcome.NOT_FOUND
    return Answer(question, question, status, "\n\n".join(lines), statements, citations)


@dataclass
class Recipe:
    """RecursiveCharacterTextSplitter, all-MiniLM-L6-v2, Chroma, and the four nearest chunks."""

    chunks: Sequence[Place]
    index: DenseIndex
    embedder: Embedder
    name: str = "LangChain recipe"

    @classmethod
    def over(cls, papers: Mapping[str, str], embedder: Embedder, folder: Path) -> Recipe:
        """Cut, embed and index the papers in a folder."""
        chunks = cut(papers)
        index = DenseIndex.create(folder)
        vectors = np.asarray(embedder.embed_documents([c.text for c in chunks]), dtype=np.float32)
        index.add([str(i) for i in range(len(chunks))], vectors)
        return cls(chunks, index, embedder)

    def answer(self, question: str, history: Sequence[str]) -> Given:
        """The four nearest chunks; earlier questions are put before this one, as chains without a model do."""
        began = time.perf_counter()
        answer = quote_whole(question, self.ranking(question, history)[:SHOWN])
        return Given(answer, None, 1000 * (time.perf_counter() - began))

    def ranking(self, question: str, history: Sequence[str]) -> Sequence[Place]:
        """The chunks by the likeness of their vectors."""
        vector = self.embedder.embed_query(" ".join((*history, question)))
        return [self.chunks[int(hit.passage)] for hit in self.index.query(vector, min(DEPTH, len(self.chunks)))]

    def shelf(self) -> Sequence[Place]:
        """Every chunk."""
        return self.chunks


@dataclass
class Bm25:
    """The same chunks found by their words alone."""

    chunks: Sequence[Place]
    index: LexicalIndex
    name: str = "BM25 alone"

    @classmethod
    def over(cls, papers: Mapping[str, str], folder: Path) -> Bm25:
        """Cut and index the papers in a folder."""
        chunks = cut(papers)
        LexicalIndex.write(
            folder, (Passage(str(i), c.file, 0, c.start, c.end, c.text, "") for i, c in enumerate(chunks))
        )
        return cls(chunks, LexicalIndex(folder))

    def answer(self, question: str, history: Sequence[str]) -> Given:
        """The four best chunks."""
        began = time.perf_counter()
        answer = quote_whole(question, self.ranking(question, history)[:SHOWN])
        return Given(answer, None, 1000 * (time.perf_counter() - began))

    def ranking(self, question: str, history: Sequence[str]) -> Sequence[Place]:
        """The chunks by BM25."""
        hits = self.index.query([(" ".join((*history, question)), 1.0)], DEPTH)
        return [self.chunks[int(hit.passage)] for hit in hits]

    def shelf(self) -> Sequence[Place]:
        """Every chunk."""
        return self.chunks
