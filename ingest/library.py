"""The library of one home: keeps its papers in step with files, and gives them out whole.

``Library`` is the facade of this package: files go in by ``sync``, documents and passages come out.
"""

from __future__ import annotations

import stat as modes
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ingest import shelving
from ingest.embedding import Embedder
from ingest.errors import DueRegardError, HomeError
from ingest.history import Resolved, resolve
from ingest.index import DocumentRow, FileRow, FileState, HistoryRow, Index
from ingest.index.catalogue import NAME as CATALOGUE
from ingest.index.vectors import Vector, Vectors
from ingest.pages import Pages, Picture, original_of
from ingest.readers import shown
from ingest.records import Document, Facts
from ingest.settings import Settings, load_settings
from ingest.standing import standings
from ingest.sync import FileOutcome, Progress, Sync
from ingest.walking import mark_of, path_of

__all__ = ["Check", "FileOutcome", "Library", "Progress", "Resolved", "Shelved", "SyncReport", "bundled_corpus"]

Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did: a line for each file, how long it took, how many passages were embedded anew."""

    outcomes: tuple[FileOutcome, ...]
    seconds: float
    embedded: int
    notices: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        """The files that could not be taken in."""
        return tuple(o for o in self.outcomes if o.state == FileState.FAILED)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A paper or file as a list shows it; a file that failed has a message and no document."""

    id: str
    file: str
    facts: Facts
    pages: int
    sections: int
    passages: int
    warnings: tuple[str, ...]
    state: str
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is well, in plain words, and how to mend it."""

    name: str
    ok: bool
    words: str
    remedy: str = ""


def bundled_corpus() -> Path | None:
    """The folder of the corpus that comes with the product, where it is at hand."""
    for root in (Path(__file__).resolve().parent.parent, Path.cwd()):
        if (root / "corpus" / "manifest.toml").is_file():
            return root / "corpus"
    return None


@dataclass
class Library:
    """The papers of one home. Safe to share between threads; ``sync``, ``remove`` and ``purge`` take its lock.

    ``given`` stands for the home's own settings, ``embedder`` for the model that they name.
    """

    home: Path
    given: Settings | None = None
    notices: list[str] = field(default_factory=list)
    embedder: Embedder | None = None

    def __post_init__(self) -> None:
        self.home = Path(self.home).expanduser()
        _check_place(self.home)
        self.settings = self.given or load_settings(self.home)

    @cached_property
    def index(self) -> Index:
        """The index, opened when it is first needed."""
        return Index.open(self.home, self.settings, embedder=self.embedder, tell=self.notices.append)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever stored in this home."""
        return not (self.home / CATALOGUE).exists()

    def sync(
        self,
        paths: Sequence[Path] = (),
        *,
        council: str = "",
        tell: Tell | None = None,
        stop: Callable[[], bool] = lambda: False,
        anew: bool = False,
    ) -> SyncReport:
        """Bring the library into step with these files and folders; without any, with the bundled corpus.

        ``stop`` is asked before each file; ``anew`` reads also what has not changed.
        Raises HomeError or BusyError when nothing can be stored, ManifestError for a wrong manifest; what is
        wrong with one file is in the report.
        """
        roots = [Path(p) for p in paths] or [self._corpus()]
        began = time.perf_counter()
        before = len(self.notices)
        sync = Sync(self.index, council, tell or (lambda progress: None), stop, anew=anew)
        outcomes = sync.run(roots)
        notices = tuple(dict.fromkeys(self.notices[before:]))
        return SyncReport(tuple(outcomes), time.perf_counter() - began, sync.embedded, notices)

    def _corpus(self) -> Path:
        corpus = bundled_corpus()
        if corpus is None:
            raise HomeError("There is no corpus folder here. Name the files or folders to read.")
        return corpus

    def rows(self) -> tuple[DocumentRow, ...]:
        """The live papers with their facts; a paper that another one replaces has the status superseded."""
        return standings(self.index.catalogue.documents())

    def documents(self) -> tuple[Shelved, ...]:
        """Every live paper, then every file that could not be read, with its reason.

        A paper whose file could not be read again has a message too.
        """
        files = self.index.catalogue.files()
        stale = {row.document: row.message for row in files if row.document and row.message}
        state = FileState.READ.value
        found = [
            Shelved(r.id, r.file, r.facts, r.pages, r.sections, r.passages, r.warnings, state, stale.get(r.id, ""))
            for r in self.rows()
        ]
        for row in files:
            if row.state in {FileState.FAILED, FileState.SKIPPED}:
                name = shown(path_of(row.path))
                found.append(Shelved("", name, Facts(), 0, 0, 0, (), row.state.value, row.message))
        return tuple(found)

    def document(self, id: str) -> Document:
        """A paper whole; raises KeyError for an id that was never stored."""
        return self.index.catalogue.document(id)

    def original(self, id: str) -> Path | None:
        """The file that a paper was read from, while it is there and unchanged."""
        return original_of(id, self.index.catalogue.files())

    def page_picture(self, id: str, page: int, span: tuple[int, int] = (0, 0)) -> Picture | None:
        """A page of a PDF, counted from 1, with a span marked; nothing where the paper is no PDF that is there.

        Raises KeyError for an unknown paper, and FileError for a page that cannot be drawn.
        """
        path = self.original(id)
        if path is None or path.suffix.lower() != ".pdf":
            return None
        return self._pages.draw(path, self.document(id), page, span)

    @cached_property
    def _pages(self) -> Pages:
        return Pages(self.settings.read)

    def vectors_of(self, texts: Mapping[bytes, str], most: int) -> Mapping[bytes, Vector]:
        """The vectors of units by the keys of their texts; of those not kept yet, the first ``most`` are made."""
        return Vectors(self.home, self.index.embedder).of(texts, most)

    def remove(self, id_or_file: str) -> Shelved:
        """Take a paper out of what is searched, until its file is given by name again. Raises KeyError.

        Its words stay as history until ``purge``. No folder brings it back: neither its files nor copies of them.
        """
        row = next((r for r in self.documents() if id_or_file and id_or_file in {r.id, r.file}), None)
        if row is None or not row.id:
            raise KeyError(id_or_file)
        with self.index.writing() as writer:
            files = [file for file in self.index.catalogue.files() if file.document == row.id]
            for file in files:
                writer.drop_file(file.path)
            writer.keep_out([hash for file in files for hash in (mark_of(file.path), file.sha256)])
            writer.remove(row.id)
            writer.commit()
        return row

    def files_of(self, id: str) -> tuple[FileRow, ...]:
        """The files that hold a paper."""
        return tuple(row for row in self.index.catalogue.files() if row.document == id)

    def restore(self, id: str, files: Sequence[FileRow]) -> None:
        """Bring back a paper that was removed, with the files that held it. Raises KeyError once it is purged."""
        shelving.restore(self.index, id, files)

    def set_facts(self, id: str, said: Mapping[str, str], supersedes: Sequence[str] = ()) -> None:
        """Set what is known of a paper, as the manifest has its fields; it holds whenever the file is read again.

        Raises SettingsError for a field that is wrongly written, KeyError for a paper that is not there.
        """
        shelving.set_facts(self.index, id, said, supersedes)

    def take_in(self, file: Path, name: str) -> Path:
        """Copy a file into the home under a name, for ``sync`` to read; raises HomeError."""
        return shelving.take_in(self.home, file, name)

    def history(self, id_or_file: str = "") -> tuple[HistoryRow, ...]:
        """What happened when to a paper, or to those that a file has held; to all of them without a name.

        Raises KeyError for a paper that is not and never was kept, or was purged.
        """
        rows = self.index.catalogue.history()
        if not id_or_file:
            return rows
        held = {row.document for row in rows if id_or_file in {row.document, row.file}}
        if not held:
            raise KeyError(id_or_file)
        return tuple(row for row in rows if row.document in held)

    def resolve(self, document: str, start: int, end: int, quote: str = "") -> Resolved:
        """What a citation pointed at, also after its paper was read again, replaced or removed.

        With its quote the version is found that holds the words there; without it, the words are those of the last
        version. Raises KeyError for a paper that is not kept any more, ValueError where no version has the words.
        """
        return resolve(self.index.catalogue, document, start, end, quote)

    def purge(self) -> int:
        """Leave no word of removed papers on disk, copies that were taken in included; returns how many papers."""
        count = self.index.purge()
        shelving.clear(self.home, self.index.catalogue.files())
        return count

    def warm(self) -> None:
        """Load the model and open the indexes now rather than at the first question."""
        self.index.embedder.embed_query("warm")
        self.index.warm()

    def doctor(self) -> tuple[Check, ...]:
        """Look at the home, the catalogue, the model, the indexes and the papers."""
        from ingest.doctor import examine

        return examine(self)

    def close(self) -> None:
        """Let go of the home."""
        if "_pages" in self.__dict__:
            self._pages.close()
        if "index" in self.__dict__:
            self.index.close()


def _check_place(home: Path) -> None:
    """Raise HomeError for a home that cannot be a folder, before anything is looked for in it."""
    for place in (home, *home.parents):
        try:
            if not modes.S_ISDIR(place.stat().st_mode):
                raise HomeError(f"{place} is not a folder. Choose another with --home.")
            return
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError) as error:
            raise HomeError(f"{place} cannot be used as a home: {error}. Choose another with --home.") from error


def fault(error: DueRegardError) -> str:
    """An error as one line for people."""
    return str(error).replace("\n", " ")
