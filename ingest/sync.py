"""Keep the catalogue in step with files: new, changed, moved, duplicate, removed; each file on its own."""

from __future__ import annotations

import os
import stat as modes
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import FileError
from ingest.index import FileRow, FileState, Index, Writer
from ingest.messages import GIVE_BY_NAME
from ingest.passages import divide, unit_text
from ingest.readers import SkippedFile, shown
from ingest.readers.sandbox import ReadingStopped, Sandbox
from ingest.records import Document, Facts
from ingest.sayings import Sayings, sayings_for, with_said
from ingest.shelf import Shelf
from ingest.walking import is_gone, key_of, mark_of, path_of, resolved, sha256_of, walk

COMMIT_SECONDS = 60.0
# A commit copies both indexes: so many times as long as it took, the next one waits.
COMMIT_SHARE = 10.0
# Units beyond these get their vectors when a question first comes near them: a large batch is searchable sooner.
EAGER_UNITS = 5000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync has come: files done, of how many, the file at hand and what is being done with it."""

    done: int
    total: int
    file: str
    stage: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: read, unchanged, moved, duplicate, skipped, failed or removed."""

    file: str
    state: str
    message: str = ""
    document: str = ""
    pages: int = 0
    sections: int = 0
    passages: int = 0
    warnings: tuple[str, ...] = ()


class Sync:
    """One run over files and folders, under the writer's lock."""

    def __init__(
        self,
        index: Index,
        council: str,
        tell: Callable[[Progress], None],
        stop: Callable[[], bool] = lambda: False,
        *,
        anew: bool = False,
    ) -> None:
        self._index = index
        self._council = council
        self._tell = tell
        self._stop = stop
        self._anew = anew
        self.embedded = 0

    def run(self, roots: Sequence[Path]) -> list[FileOutcome]:
        """Sync these files and folders; a file that fails is named and the rest goes on.

        When it is told to stop, the file at hand is left as it was, and what was read is kept.
        """
        found = walk(roots)
        sayings = sayings_for(found.roots, self._council)
        total = len(found.files)
        with self._index.writing() as writer, Sandbox(self._stop) as sandbox:
            named = frozenset(resolved(r) for r in found.roots if not r.is_dir())
            run = _Run(self._index, writer, sandbox, sayings, named, anew=self._anew)
            outcomes = [FileOutcome(str(path), FileState.FAILED, f"{why}.") for path, why in found.closed]
            due = time.monotonic() + COMMIT_SECONDS
            for number, path in enumerate(found.files):
                if self._stop():
                    break
                try:
                    outcomes.append(run.take(path, self._teller(number, total, path)))
                except ReadingStopped:
                    break
                if time.monotonic() > due:
                    due = _committed(writer)
            folders = [resolved(r) for r in found.roots if r.is_dir()]
            outcomes.extend(run.removed(folders, set(found.files)))
            outcomes.extend(run.absent(folders))
            outcomes.extend(run.divided_again())
            self._tell(Progress(total, total, "", "indexing"))
            writer.commit()
            self.embedded = run.embedded
        return outcomes

    def _teller(self, done: int, total: int, path: Path) -> Callable[[str], None]:
        def tell(stage: str) -> None:
            self._tell(Progress(done, total, shown(path), stage))

        tell("reading")
        return tell


def _committed(writer: Writer) -> float:
    """Commit, and say when the next commit is due: what grows with all that is stored must stay a small share."""
    began = time.monotonic()
    writer.commit()
    return time.monotonic() + max(COMMIT_SECONDS, COMMIT_SHARE * (time.monotonic() - began))


class _Run:
    """What one sync knows while it goes on."""

    def __init__(
        self,
        index: Index,
        writer: Writer,
        sandbox: Sandbox,
        sayings: Sayings,
        named: frozenset[Path],
        *,
        anew: bool,
    ) -> None:
        self._index = index
        self._named = named
        self._anew = anew  # also what stands as it was is read
        self._sandbox = sandbox
        self._sayings = sayings
        self._shelf = Shelf(index.catalogue, writer)
        self._eager_units = EAGER_UNITS
        self._moved: set[str] = set()
        self.embedded = 0

    def take(self, path: Path, say: Callable[[str], None]) -> FileOutcome:
        """Read a file if it is new or changed; whatever is wrong with it is its own outcome."""
        known = self._shelf.files.get(key_of(path))
        try:
            stat = path.stat()
            if not modes.S_ISREG(stat.st_mode):
                raise FileError(shown(path), "is a device or a pipe, not a file", "Give an ordinary file.")
            if known and not self._anew and self._stands(known, path, stat):
                return self._outcome(path, "unchanged", known.document or "")
            return self._store(path, stat, known, say)
        except SkippedFile as error:
            return self._refused(path, FileState.SKIPPED, error)
        except FileError as error:
            return self._refused(path, FileState.FAILED, error)
        except OSError as error:
            words = f"it cannot be read ({error.strerror or error})"
            return self._refused(path, FileState.FAILED, FileError(shown(path), words, "Check its rights and place."))

    def _stands(self, known: FileRow, path: Path, stat: os.stat_result) -> bool:
        """Whether a file and what is said of it are as they were when it was read."""
        if (known.size, known.mtime_ns, known.message) != (stat.st_size, stat.st_mtime_ns, ""):
            return False
        document = known.document or ""
        if document not in self._shelf.facts:
            return False
        if known.state is FileState.DUPLICATE:
            return self._shelf.first(document, but=known.path) is not None
        return known.state is FileState.READ and self._sayings.hold(self._shelf.facts[document], path)

    def _store(
        self, path: Path, stat: os.stat_result, known: FileRow | None, say: Callable[[str], None]
    ) -> FileOutcome:
        sha256 = sha256_of(path)
        key, document_id = key_of(path), sha256[:16]
        if out := self._kept_out(path, sha256):
            return out
        row = FileRow(key, FileState.READ, document_id, stat.st_size, stat.st_mtime_ns, sha256)
        before = known.document if known else None
        if document_id in self._shelf.facts:
            if self._shelf.first(document_id, but=key):
                return self._duplicate(path, row, before)
            if not self._anew and self._sayings.hold(self._shelf.facts[document_id], path):
                self._shelf.note(row)
                return self._moved_to(path, document_id, before)
        held = self._shelf.facts.get(document_id) or self._shelf.facts.get(before or "")
        document = self._read(path, row, held or Facts())
        twin = self._shelf.twin(document)
        if twin and self._shelf.first(twin, but=key) and len(document.pages) <= self._shelf.counts[twin][0]:
            return self._duplicate(path, replace(row, document=twin), before)
        say("embedding")
        self._keep(document, (row,))
        if twin:
            self._shelf.merge(twin, document_id)
        return self._outcome(path, "read", document_id, document.warnings)

    def _kept_out(self, path: Path, sha256: str) -> FileOutcome | None:
        """What is said of a file that was taken out by name; one that is named itself comes back."""
        hashes = (mark_of(key_of(path)), sha256)
        if path in self._named:
            self._shelf.let_in(*hashes)
            return None
        when = self._shelf.kept_out(*hashes)
        if not when:
            return None
        words = f"It was taken out of the library on {when[:10]}, and stays out. {GIVE_BY_NAME}"
        return FileOutcome(shown(path), FileState.SKIPPED.value, words)

    def _duplicate(self, path: Path, row: FileRow, before: str | None) -> FileOutcome:
        self._shelf.note(replace(row, state=FileState.DUPLICATE))
        state = "unchanged" if before == row.document else "duplicate"
        return self._outcome(path, state, row.document or "")

    def _moved_to(self, path: Path, document_id: str, before: str | None) -> FileOutcome:
        """Give a paper the name of the file that holds it now: citations show that name."""
        if self._shelf.is_old(document_id):
            document = self._index.catalogue.document(document_id)
            if document.file != shown(path):
                self._keep(replace(document, file=shown(path)), ())
        if before == document_id:
            return self._outcome(path, "unchanged", document_id)
        self._moved.add(document_id)
        return self._outcome(path, "moved", document_id)

    def _read(self, path: Path, row: FileRow, held: Facts) -> Document:
        """The document of a file; FileError if the file is not what was hashed any more.

        ``held`` are the facts of what was read of it before: those that a reader set stay.
        """
        document = self._sandbox.document(path, self._index.settings.read, row.sha256)
        stat = path.stat()
        if (stat.st_size, stat.st_mtime_ns) != (row.size, row.mtime_ns):
            raise FileError(shown(path), "changed while it was read", "Read it again when nobody is writing to it.")
        return replace(document, facts=with_said(self._sayings.merged(document.facts, path), held))

    def _keep(self, document: Document, rows: Sequence[FileRow]) -> None:
        """Divide and embed a document, and put it with its files."""
        passages = divide(document, self._index.embedder, self._index.settings.passages)
        if not passages:
            raise FileError(document.file, "no text worth keeping was found in it", "Check that the file is whole.")
        if self._eager_units >= len(document.units):
            self._eager_units -= len(document.units)
            self._shelf.embed(dict(unit_text(document, u) for u in document.units))
        self._shelf.put(document, passages, rows)
        self.embedded += len(passages)

    def _refused(self, path: Path, state: FileState, error: FileError) -> FileOutcome:
        """Note why a file was not taken in; what was stored of it before stays as it was."""
        message = f"{error.reason}. {error.remedy}"
        known = self._shelf.files.get(key_of(path))
        if known is None or known.document is None:
            self._shelf.note(FileRow(key_of(path), state, None, message=message))
        else:
            message += " What was read of it before is kept."
            self._shelf.note(replace(known, message=message))
        return FileOutcome(shown(path), state.value, message)

    def removed(self, folders: Sequence[Path], present: set[Path]) -> Iterator[FileOutcome]:
        """Take out what lay in these folders and is there no more."""
        for row in list(self._shelf.files.values()):
            path = path_of(row.path)
            if path in present or not any(f in path.parents for f in folders) or not is_gone(path):
                continue
            self._shelf.drop(row)
            if row.document and row.document not in self._moved:
                yield FileOutcome(shown(path), "removed", document=row.document)

    def absent(self, folders: Sequence[Path]) -> Iterator[FileOutcome]:
        """The files that a manifest lists in these folders and that are not there."""
        for path, manifest in self._sayings.listed():
            if any(f in path.parents for f in folders) and is_gone(path):
                words = f"{manifest} lists it, and it is not there. Put it back, or take its entry out."
                yield FileOutcome(shown(path), FileState.FAILED.value, words)

    def divided_again(self) -> Iterator[FileOutcome]:
        """Divide and embed again the stored papers that were made for another model or other settings."""
        for document_id in self._index.undivided():
            if self._shelf.is_old(document_id):
                document = self._index.catalogue.document(document_id)
                try:
                    self._keep(document, ())
                except FileError as error:
                    yield FileOutcome(document.file, FileState.FAILED.value, f"{error.reason}. {error.remedy}")

    def _outcome(self, path: Path, state: str, document: str, warnings: tuple[str, ...] = ()) -> FileOutcome:
        return FileOutcome(shown(path), state, "", document, *self._shelf.counts.get(document, (0, 0, 0)), warnings)
