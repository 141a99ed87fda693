"""Build both indexes into a new folder: anew, or from a copy of the last generation with what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.embedding import embedded_text
from ingest.index import generation
from ingest.index.dense import DenseIndex
from ingest.index.generation import DENSE, LEXICAL, Manifest
from ingest.index.lexical import LexicalIndex
from ingest.index.schema import digest
from ingest.index.vectors import Vectors
from ingest.records import Passage

# Up to here both indexes are built anew in well under a second, so that the same papers give the same index
# whatever happened before.
SMALL = 2000
# Chroma finds less and more slowly as dead places pile up in its graph.
_DEAD_SHARE = 0.2
_BATCH = 1000

Fetch = Callable[[Sequence[str]], Iterator[Passage]]


@dataclass(frozen=True, slots=True)
class Base:
    """The generation to start from: its folder, its manifest, and what it holds."""

    folder: Path
    manifest: Manifest
    contents: Mapping[str, bytes]


def build(target: Path, base: Base | None, contents: Mapping[str, bytes], fetch: Fetch, vectors: Vectors) -> int:
    """Build the indexes of these passages in ``target``; returns how many dead places Chroma keeps."""
    before = base.contents if base is not None else {}
    added = [key for key, value in contents.items() if before.get(key) != value]
    gone = [key for key, value in before.items() if contents.get(key) != value]
    if base is not None and len(contents) <= SMALL:
        base = None
    dead = base.manifest.dead + len(gone) if base is not None else 0
    if base is not None and dead <= _DEAD_SHARE * len(contents):
        generation.copy(base.folder, target, base.manifest, DENSE)
        _fill_dense(DenseIndex.open(target / DENSE), gone, added, fetch, vectors)
    else:
        dead = 0
        _fill_dense(DenseIndex.create(target / DENSE), [], list(contents), fetch, vectors)
    # tantivy counts the words of deleted passages until it merges them away, and scores would show it.
    if base is not None and not gone:
        generation.copy(base.folder, target, base.manifest, LEXICAL)
        LexicalIndex.write(target / LEXICAL, fetch(added))
    else:
        LexicalIndex.write(target / LEXICAL, fetch(list(contents)))
    return dead


def texts_of(passages: Sequence[Passage]) -> dict[bytes, str]:
    """What is embedded for these passages, by its digest."""
    return {digest(passage): embedded_text(passage.context, passage.text) for passage in passages}


def embed(passages: Sequence[Passage], vectors: Vectors) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """The vectors of these passages, one a row; what was embedded before is not embedded again."""
    digests = [digest(passage) for passage in passages]
    found = vectors.of(texts_of(passages))
    return np.stack([found[d] for d in digests])


def _fill_dense(index: DenseIndex, gone: Sequence[str], added: Sequence[str], fetch: Fetch, vectors: Vectors) -> None:
    try:
        index.delete(gone)
        for start in range(0, len(added), _BATCH):
            passages = list(fetch(added[start : start + _BATCH]))
            index.add([passage.id for passage in passages], embed(passages, vectors))
    finally:
        index.close()
