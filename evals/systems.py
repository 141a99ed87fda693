"""What is measured: anything that answers and ranks. Ours, and ours with one part switched off.

A part is switched off through the seams that the product has: its settings, its weights, and the objects that
are handed in. ``VARIANTS`` is the ablation table.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.assistant import Assistant
from assistant.lexicon import Lexicon
from assistant.records import Answer
from assistant.retrieval import Retriever
from assistant.scoring import FEATURES, Weights
from assistant.weights import Model, load_model
from evals.ranking import Place
from ingest.embedding import Embedder
from ingest.index import Index
from ingest.index.lexical import WEIGHTS
from ingest.index.ranking import Hits
from ingest.library import Library

if TYPE_CHECKING:
    from ingest.index.dense import Numbers

# Far enough to fill 1,000 words with passages.
DEPTH = 40
ALWAYS = Weights(1000.0, {})
# What the scorer knows of a unit from where it stands: its lead-in, paragraph, titles, and the kind of its section.
STRUCTURE = frozenset(
    f
    for f in FEATURES
    if f in {"lead", "near", "title", "path", "kind", "against", "number", "definition", "listed_heading"}
    or f.startswith(("about_", "is_"))
)
# What is left of the scorer without unit scoring: the likeness of vectors and the rank of the passage.
LIKENESS = frozenset({"vector", "passage", "rank"})


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was given: with the log odds that the papers hold one (None if not weighed), and the time."""

    answer: Answer
    odds: float | None = None
    ms: float = 0.0


class System(Protocol):
    """Anything that answers questions over the papers, and can say in which order it would read them."""

    @property
    def name(self) -> str:
        """What the tables call it."""

    def answer(self, question: str, history: Sequence[str]) -> Given:
        """The answer to a question after earlier ones."""

    def ranking(self, question: str, history: Sequence[str]) -> Sequence[Place]:
        """The passages it would read, best first."""

    def shelf(self) -> Sequence[Place]:
        """Every passage that it could find."""


@dataclass
class Ours:
    """The product, asked through its facade."""

    name: str
    assistant: Assistant

    def answer(self, question: str, history: Sequence[str]) -> Given:
        """The answer, with the odds from its trace."""
        began = time.perf_counter()
        worked = self.assistant.work_out(question, history)
        ms = 1000 * (time.perf_counter() - began)
        reasons = dict(worked.verdict.reasons) if worked.verdict else {}
        return Given(worked.answer, reasons.get("log odds"), ms)

    def ranking(self, question: str, history: Sequence[str]) -> Sequence[Place]:
        """The passages as ``search`` ranks them."""
        found = self.assistant.search(question, limit=DEPTH, history=history)
        return [Place(f.file, f.start, f.end, f.text) for f in found]

    def shelf(self) -> Sequence[Place]:
        """Every passage of the library."""
        return passages_of(self.assistant.library)


def passages_of(library: Library) -> list[Place]:
    """Every live passage of a library by its place."""
    found: list[Place] = []
    for row in library.rows():
        text = library.document(row.id).text
        found.extend(
            Place(row.file, p.start, p.end, text[p.start : p.end]) for p in library.index.catalogue.passages_of(row.id)
        )
    return found


class OneSided(Index):
    """An index that looks by vector alone, or by words alone."""

    side = "dense"

    def search(
        self,
        terms: Sequence[tuple[str, float]] | str,
        vector: Numbers | None,
        limit: int = 60,
        documents: Collection[str] | None = None,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> Hits:
        """The hits of one side; the other finds nothing."""
        if self.side == "dense":
            return super().search([], vector, limit, documents, weights)
        return super().search(terms, None, limit, documents, weights)


class WordsOnly(OneSided):
    """An index that looks by words alone."""

    side = "lexical"


@dataclass
class Swapped(Library):
    """A library with an index of another class, or an embedder of another kind."""

    kind: type[Index] = Index
    embedder: Embedder | None = None

    @cached_property
    def index(self) -> Index:
        """The index of this home, of the class that was asked for."""
        return self.kind.open(self.home, self.settings, embedder=self.embedder, tell=self.notices.append)


class Unabbreviated(Retriever):
    """A retriever that knows no abbreviation, of the papers or of the field."""

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon without abbreviations."""
        whole = super().lexicon
        return replace(whole, abbreviations={}, vocabulary=replace(whole.vocabulary, abbreviations={}))


class Varied(Assistant):
    """The assistant with another retriever, which holds the weights as well."""

    def __init__(self, retriever: Retriever) -> None:
        super().__init__(retriever.library, retriever.library.settings)
        self._retriever = retriever


Refit = Callable[[Collection[str]], Weights]


@dataclass(frozen=True, slots=True)
class Bench:
    """What a variant is made from: the library, the corpus it holds, a folder to write to, and a way to fit anew.

    ``refit`` fits the scorer with some of its features: a part whose features were only set to zero would look
    more useful than it is.
    """

    library: Library
    corpus: Path
    folder: Path
    embedder: Embedder
    refit: Refit

    def copy(self, kind: type[Index] = Index) -> Library:
        """The same home opened once more, searched by another kind of index."""
        return Swapped(self.library.home, self.library.settings, kind=kind, embedder=self.embedder)


@dataclass(frozen=True, slots=True)
class Variant:
    """A part that can be switched off: what it is, and how the assistant is made without it."""

    name: str
    words: str
    make: Callable[[Bench], Assistant]


def _with_units(bench: Bench, names: Collection[str]) -> Assistant:
    return Varied(Retriever(bench.copy(), replace(load_model(), units=bench.refit(names))))


def _without_context(bench: Bench) -> Assistant:
    """The papers divided and embedded anew without context lines, in a home of their own."""
    passages = bench.library.settings.passages.model_copy(update={"context_pieces": 0})
    settings = bench.library.settings.model_copy(update={"passages": passages})
    plain = Swapped(bench.folder / "plain", settings, embedder=bench.embedder)
    plain.sync([bench.corpus])
    return Assistant(plain, settings)


VARIANTS = (
    Variant(
        "without sections",
        "the scorer, fitted anew, does not see lead-ins, titles or kinds of section",
        lambda b: _with_units(b, frozenset(FEATURES) - STRUCTURE),
    ),
    Variant("without context line", "passages are embedded without their place in the paper", _without_context),
    Variant(
        "without abbreviations",
        "no abbreviation is spelt out",
        lambda b: Varied(Unabbreviated(b.copy(), load_model())),
    ),
    Variant("vectors alone", "no BM25 to fuse with", lambda b: Assistant(b.copy(OneSided))),
    Variant("words alone", "no passages by vector to fuse with", lambda b: Assistant(b.copy(WordsOnly))),
    Variant(
        "without unit scoring",
        "units are chosen by likeness of vectors and rank alone, fitted anew",
        lambda b: _with_units(b, LIKENESS),
    ),
    Variant(
        "without refusal",
        "every question is answered but those declined by rule",
        lambda b: Varied(Retriever(b.copy(), Model(load_model().units, ALWAYS))),
    ),
)
