"""What is measured on: collections of papers with the questions over them, each alone in a home of its own.

The corpus is one. Every council of ``papers/`` is another, asked as an officer of that council would ask: without any
other council's papers beside its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from evals.embedders import Kept
from evals.questions import COUNCILS, FOLDER, OTHERS, Case, QuestionsError, Split, load_questions, read_papers
from evals.systems import Swapped
from evals.telling import Tell
from ingest.embedding import Embedder, load_embedder
from ingest.errors import DueRegardError
from ingest.library import Library, bundled_corpus
from ingest.settings import Settings, load_settings

# The vectors of passages and units, kept from run to run.
VECTORS = Path(platformdirs.user_cache_dir("dueregard", appauthor=False)) / "evals"


@dataclass(frozen=True, slots=True)
class Options:
    """What is run: which splits, in which home (None: a new one), how much of it, and on what.

    Without a corpus it is the bundled one, without a folder of councils there are no others, and without an embedder
    it is the one that the settings name.
    """

    splits: frozenset[Split] = frozenset(Split)
    home: Path | None = None
    quick: bool = False
    questions: Path = FOLDER
    corpus: Path | None = None
    councils: Path | None = None
    embedder: Embedder | None = None

    @property
    def settings(self) -> Settings:
        """Those of the home, for every collection."""
        return load_settings(self.home) if self.home else Settings()

    def with_embedder(self) -> Options:
        """The same with its embedder loaded, so that it is loaded once for all collections."""
        return replace(self, embedder=self.embedder or Kept(load_embedder(self.settings.embedding), VECTORS))


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of papers and one of questions over them; ``split`` is that of all of them, None that of each id."""

    folder: Path
    questions: Path
    split: Split | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The papers, the questions over them, and the library that holds them."""

    corpus: Path
    papers: dict[str, str]
    every: tuple[Case, ...]
    cases: tuple[Case, ...]
    library: Library
    folder: Path


def collections(options: Options) -> tuple[Collection, ...]:
    """The corpus, then the other councils in order of name, as far as any of their questions is asked."""
    found = []
    if not options.splits <= set(OTHERS.values()):
        corpus = options.corpus or bundled_corpus()
        if corpus is None:
            raise QuestionsError("There is no corpus folder here. Run this in the folder of the project.")
        found.append(Collection(corpus, options.questions))
    for name, split in OTHERS.items():
        if options.councils is not None and split in options.splits:
            folders = sorted(f for f in (options.councils / name).glob("*") if f.is_dir())
            found.extend(Collection(folder, folder, split) for folder in folders)
    if not found:
        raise QuestionsError(f"{options.councils or COUNCILS} holds no papers of other councils.")
    return tuple(found)


@contextmanager
def ground(options: Options, tell: Tell, collection: Collection | None = None) -> Iterator[Ground]:
    """Check the questions of a collection, the corpus for None, then read its papers into a home.

    What was made for the run goes at its end. Of a council the papers alone are read: its folder holds the questions.
    """
    one = collection or collections(replace(options, councils=None))[0]
    papers = read_papers(one.folder)
    every = load_questions(papers, one.questions, one.split)
    is_council = one.split is not None
    with tempfile.TemporaryDirectory(prefix="due-regard-evals-") as temporary:
        folder = Path(temporary)
        home = options.home if options.home and not is_council else folder / "home"
        library = Swapped(home, options.settings, embedder=options.with_embedder().embedder)
        try:
            report = library.sync(
                [one.folder / name for name in papers] if is_council else [one.folder],
                tell=lambda p: tell("Reading the papers", p.done, p.total),
            )
            if report.failed:
                raise DueRegardError(f"{report.failed[0].file} could not be read, so nothing can be measured.")
            library.warm()
            cases = tuple(c for c in every if c.split in options.splits)
            yield Ground(one.folder, papers, every, cases, library, folder)
        finally:
            library.close()
