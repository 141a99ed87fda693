"""Passages by their words (BM25): the only door to tantivy.

Words are lower-cased, freed of accents and cut to their English stems, when stored and when asked. A query is
put together from terms, never parsed, so nothing that a user types is an operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from ingest.index.faults import Unfit
from ingest.index.ranking import Hit, ranked

if TYPE_CHECKING:
    from ingest.records import Passage

# To be raised when the fields or the analyser change: indexes made by another number are built anew.
FORMAT = 1

BODY, CONTEXT = "body", "context"
# A context line says where a passage stands; its words count, though less than the passage's own.
WEIGHTS: Mapping[str, float] = {BODY: 1.0, CONTEXT: 0.6}

_ANALYSER = "english"
_LONGEST = 60
_HEAP = 64_000_000


@cache
def _analyser() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    # Frequencies without positions: no query asks in what order words stand.
    builder.add_text_field(BODY, tokenizer_name=_ANALYSER, index_option="freq")
    builder.add_text_field(CONTEXT, tokenizer_name=_ANALYSER, index_option="freq")
    return builder.build()


def stems(text: str) -> list[str]:
    """The words of a text as the index keeps them, in order."""
    return list(_analyser().analyze(text.encode("utf-8", "replace").decode("utf-8")))


class LexicalIndex:
    """An index in a folder, opened once: it answers from what was committed then."""

    def __init__(self, folder: Path) -> None:
        with _faults():
            self._index = _opened(folder)
            # The folder does not change while it is open, so nothing need watch it.
            self._index.config_reader("manual")
            self._index.reload()
            self._searcher = self._index.searcher()

    @classmethod
    def write(cls, folder: Path, passages: Iterable[Passage]) -> None:
        """Add passages to the index in this folder, or to a new one."""
        with _faults():
            if folder.is_dir() and tantivy.Index.exists(str(folder)):
                index = _opened(folder)
            else:
                folder.mkdir(parents=True, exist_ok=True)
                index = tantivy.Index(_schema(), path=str(folder))
                index.register_tokenizer(_ANALYSER, _analyser())
            # One thread, so that equal passages always stand in the order in which they came.
            writer = index.writer(heap_size=_HEAP, num_threads=1)
        for p in passages:
            with _faults():
                writer.add_document(tantivy.Document(id=p.id, document=p.document, body=p.text, context=p.context))
        with _faults():
            writer.commit()
            writer.wait_merging_threads()

    def count(self) -> int:
        """How many passages can be found."""
        return int(self._searcher.num_docs)

    def query(
        self,
        terms: Sequence[tuple[str, float]],
        limit: int,
        documents: Iterable[str] | None = None,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> tuple[Hit, ...]:
        """The passages with any of these weighted terms, best first; ``documents``: of these papers alone."""
        query = _query(terms, weights)
        if query is None or limit < 1:
            return ()
        return self._best(query if documents is None else _within(query, "document", documents), limit)

    def query_among(
        self, terms: Sequence[tuple[str, float]], ids: Sequence[str], weights: Mapping[str, float] = WEIGHTS
    ) -> tuple[Hit, ...]:
        """Those of these passages that have any of the terms, best first."""
        query = _query(terms, weights)
        return self._best(_within(query, "id", ids), len(ids)) if query is not None and ids else ()

    def _best(self, query: tantivy.Query, limit: int) -> tuple[Hit, ...]:
        with _faults():
            found = self._searcher.search(query, limit, count=False).hits
            return ranked({self._searcher.doc(place)["id"][0]: float(score) for score, place in found})


def _within(query: tantivy.Query, field: str, values: Iterable[str]) -> tantivy.Query:
    """A query for what has one of these values besides; they score nothing."""
    scope = tantivy.Query.term_set_query(_schema(), field, list(values))
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(scope, 0.0))]
    )


def _query(terms: Sequence[tuple[str, float]], weights: Mapping[str, float]) -> tantivy.Query | None:
    """Any of the stems in any of the fields; a stem of several terms has the highest of their weights."""
    by_stem: dict[str, float] = {}
    for term, weight in terms:
        for stem in stems(term):
            by_stem[stem] = max(weight, by_stem.get(stem, 0.0))
    clauses = [
        (
            tantivy.Occur.Should,
            tantivy.Query.boost_query(tantivy.Query.term_query(_schema(), field, stem, "freq"), weight * share),
        )
        for stem, weight in by_stem.items()
        for field, share in weights.items()
        if weight > 0 and share > 0
    ]
    return tantivy.Query.boolean_query(clauses) if clauses else None


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.register_tokenizer(_ANALYSER, _analyser())
    return index


@contextmanager
def _faults() -> Iterator[None]:
    """Raise tantivy's errors as Unfit."""
    try:
        yield
    except ValueError as error:
        raise Unfit(f"tantivy says: {error}") from error
    except BaseException as error:
        # A panic in tantivy's compiled half is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Unfit(f"tantivy broke down: {error}") from error
