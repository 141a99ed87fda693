"""Keep the catalogue in step with files: new, changed, moved, duplicate, removed; each file on its own."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import FileError
from ingest.index import FileRow, FileState, Index, Writer
from ingest.index.vectors import Vectors
from ingest.manifest import Entry, Manifest, load_manifest
from ingest.passages import divide, unit_text
from ingest.readers import SkippedFile
from ingest.readers.sandbox import Sandbox
from ingest.records import Document, Facts, Status
from ingest.structure import build_document

COMMIT_SECONDS = 60.0
# Units beyond these get their vectors when a question first comes near them: a large batch is searchable sooner.
EAGER_UNITS = 5000
MANIFEST = "manifest.toml"
MANIFEST_LEVELS = 3
_CHUNK = 1 << 20


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

    def __init__(self, index: Index, council: str, tell: Callable[[Progress], None]) -> None:
        self._index = index
        self._council = council
        self._tell = tell
        self.embedded = 0

    def run(self, roots: Sequence[Path]) -> list[FileOutcome]:
        """Sync these files and folders; a file that fails is named and the rest goes on."""
        manifests = _manifests(roots)
        missing = [r for r in roots if not r.exists()]
        files = list(dict.fromkeys(f for root in roots if root.exists() for f in _files(root)))
        with self._index.writing() as writer, Sandbox() as sandbox:
            run = _Run(self._index, writer, sandbox, manifests, self._council)
            outcomes = [run.missing(path) for path in missing]
            last = time.monotonic()
            for number, path in enumerate(files):
                self._tell(Progress(number, len(files), path.name, "reading"))
                outcomes.append(run.take(path, lambda stage, n=number, p=path: self._say(n, len(files), p, stage)))
                if time.monotonic() - last > COMMIT_SECONDS:
                    writer.commit()
                    last = time.monotonic()
            outcomes.extend(run.removed(roots, set(files)))
            run.divide_again()
            self._tell(Progress(len(files), len(files), "", "indexing"))
            writer.commit()
            self.embedded = run.embedded
        return outcomes

    def _say(self, done: int, total: int, path: Path, stage: str) -> None:
        self._tell(Progress(done, total, path.name, stage))


class _Run:
    """What one sync knows while it goes on."""

    def __init__(
        self, index: Index, writer: Writer, sandbox: Sandbox, manifests: Sequence[Manifest], council: str
    ) -> None:
        self._index = index
        self._writer = writer
        self._sandbox = sandbox
        self._manifests = manifests
        self._council = council
        catalogue = index.catalogue
        self._rows = {row.path: row for row in catalogue.files()}
        self._facts = {row.id: row.facts for row in catalogue.documents()}
        self._division = {row.id: row.division for row in catalogue.documents()}
        self._counts = {row.id: (row.pages, row.sections, row.passages) for row in catalogue.documents()}
        self._put: set[str] = set()
        self._eager_units = EAGER_UNITS
        self.embedded = 0

    def missing(self, path: Path) -> FileOutcome:
        return FileOutcome(str(path), FileState.FAILED, "there is no such file or folder. Check the name.")

    def take(self, path: Path, say: Callable[[str], None]) -> FileOutcome:
        """Read a file if it is new or changed; whatever is wrong with it is its own outcome."""
        key = str(path)
        known = self._rows.get(key)
        try:
            stat = path.stat()
            if known and self._stands(known, path, stat):
                return self._outcome(path, "unchanged", known.document or "")
            sha256 = _hash(path)
            return self._store(path, stat, sha256, known, say)
        except SkippedFile as error:
            return self._refused(path, FileState.SKIPPED, error, known)
        except FileError as error:
            return self._refused(path, FileState.FAILED, error, known)
        except OSError as error:
            reason = FileError(path.name, f"it cannot be read ({error.strerror or error})", "Check its rights and place.")
            return self._refused(path, FileState.FAILED, reason, known)

    def _stands(self, known: FileRow, path: Path, stat: os.stat_result) -> bool:
        """Whether a file and what is said of it are as they were when it was read."""
        same = (known.size, known.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
        alive = known.document in self._facts and known.state in {FileState.READ, FileState.DUPLICATE}
        return same and alive and self._told(known.document or "", path)

    def _told(self, document: str, path: Path) -> bool:
        """Whether the stored facts hold all that the manifest and the command say of a file."""
        facts = self._facts.get(document, Facts())
        entry = self._entry(path)
        said = entry.facts() if entry else {}
        if self._council and "council" not in said:
            said["council"] = self._council
        given = {f for f, o in facts.origin.items() if o == "manifest"} - {"supersedes"}
        same = all(str(getattr(facts, name)) == value for name, value in said.items())
        return same and given <= set(said) and facts.supersedes == self._supersedes(path, entry)

    def _store(
        self, path: Path, stat: os.stat_result, sha256: str, known: FileRow | None, say: Callable[[str], None]
    ) -> FileOutcome:
        key, document_id = str(path), sha256[:16]
        row = FileRow(key, FileState.READ, document_id, stat.st_size, stat.st_mtime_ns, sha256)
        holders = self._holders(document_id, key)
        if document_id in self._facts | dict.fromkeys(self._put, Facts()) and self._told(document_id, path):
            state = "unchanged" if known and known.document == document_id else "duplicate" if holders else "moved"
            kept = replace(row, state=FileState.DUPLICATE) if holders else row
            self._note(kept)
            return self._outcome(path, state, document_id)
        if holders and document_id in self._put:
            self._note(replace(row, state=FileState.DUPLICATE))
            return self._outcome(path, "duplicate", document_id)
        source = self._sandbox.read(path, self._index.settings.read)
        document = build_document(source, id=document_id, file=path.name, sha256=sha256)
        document = replace(document, facts=self._merged(document.facts, path))
        say("embedding")
        self._keep(document, (row,))
        self._rows[key] = row
        if known and known.document and known.document != document_id:
            self._let_go(known.document)
        return self._outcome(path, "read", document_id, document.warnings)

    def _keep(self, document: Document, rows: Sequence[FileRow]) -> None:
        """Divide and embed a document, and put it with its files."""
        passages = divide(document, self._index.embedder, self._index.settings.passages)
        if not passages:
            raise FileError(document.file, "no text worth keeping was found in it", "Check that the file is whole.")
        if self._eager_units >= len(document.units):
            self._eager_units -= len(document.units)
            Vectors(self._index.home, self._index.embedder).of(dict(unit_text(document, u) for u in document.units))
        self._writer.put(document, passages, rows)
        self._put.add(document.id)
        self._facts[document.id] = document.facts
        self._counts[document.id] = (len(document.pages), len(document.sections), len(passages))
        self.embedded += len(passages)

    def _merged(self, facts: Facts, path: Path) -> Facts:
        """The paper's own facts, overruled by the command's council and by the manifest."""
        origin = dict(facts.origin)
        if self._council:
            facts = replace(facts, council=self._council)
            origin["council"] = "command"
        entry = self._entry(path)
        if entry is not None:
            said = entry.facts()
            origin |= dict.fromkeys(said, "manifest")
            status = Status(said.pop("status")) if "status" in said else facts.status
            facts = replace(facts, **said, status=status, supersedes=self._supersedes(path, entry))  # type: ignore[arg-type]  # the entry's fields are those of Facts
        return replace(facts, origin=origin)

    def _entry(self, path: Path) -> Entry | None:
        return next((m.entries[path] for m in self._manifests if path in m.entries), None)

    def _supersedes(self, path: Path, entry: Entry | None) -> tuple[str, ...]:
        if entry is None:
            return ()
        manifest = next(m for m in self._manifests if path in m.entries)
        return tuple(target.name for target in manifest.supersedes(entry))

    def _holders(self, document: str, but: str) -> list[str]:
        """The other files that hold a document and still exist."""
        return [r.path for r in self._rows.values() if r.document == document and r.path != but and Path(r.path).exists()]

    def _let_go(self, document: str) -> None:
        """Take a document out if no file holds it any more."""
        if not any(r.document == document for r in self._rows.values()):
            self._writer.remove(document)
            self._facts.pop(document, None)

    def _note(self, row: FileRow) -> None:
        self._writer.note(row)
        self._rows[row.path] = row

    def _refused(self, path: Path, state: FileState, error: FileError, known: FileRow | None) -> FileOutcome:
        """Note why a file was not taken in; what was stored of it before stays as it was."""
        message = f"{error.reason}. {error.remedy}"
        if known is None or known.document is None:
            self._note(FileRow(str(path), state, None, message=message))
        else:
            message += " What was read of it before is kept."
        return FileOutcome(path.name, state.value, message)

    def removed(self, roots: Sequence[Path], present: set[Path]) -> Iterator[FileOutcome]:
        """Take out what lay in these folders and is there no more."""
        folders = [r.resolve() for r in roots if r.is_dir()]
        for row in list(self._rows.values()):
            path = Path(row.path)
            if path in present or path.exists() or not any(f in path.parents for f in folders):
                continue
            self._writer.drop_file(row.path)
            del self._rows[row.path]
            if row.document:
                self._let_go(row.document)
                yield FileOutcome(path.name, "removed", document=row.document)

    def divide_again(self) -> None:
        """Divide and embed again the stored papers that were made for another model or other settings."""
        for document_id in self._index.undivided():
            if document_id in self._facts and document_id not in self._put:
                self._keep(self._index.catalogue.document(document_id), ())

    def _outcome(self, path: Path, state: str, document: str, warnings: tuple[str, ...] = ()) -> FileOutcome:
        return FileOutcome(path.name, state, "", document, *self._counts.get(document, (0, 0, 0)), warnings)


def _files(root: Path) -> Iterator[Path]:
    """The files under a folder in order of name, or the file itself; hidden ones and loops of links left out."""
    if root.is_file() or not root.is_dir():
        yield root.resolve()
        return
    seen: set[Path] = set()
    manifest = (root / MANIFEST).is_file()
    for folder, names, files in os.walk(root, followlinks=True):
        real = Path(folder).resolve()
        if real in seen:
            names.clear()
            continue
        seen.add(real)
        names[:] = sorted(n for n in names if not n.startswith((".", "__")))
        for name in sorted(files):
            is_about = manifest and Path(folder) == root and (name == MANIFEST or name.lower().startswith("readme"))
            if not name.startswith((".", "~$")) and not is_about:
                yield (Path(folder) / name).resolve()


def _manifests(roots: Sequence[Path]) -> list[Manifest]:
    """The manifests of the folders named, or of those that hold them."""
    found: dict[Path, Manifest] = {}
    for root in roots:
        folder = root.resolve() if root.is_dir() else root.resolve().parent
        for place in (folder, *list(folder.parents)[:MANIFEST_LEVELS]):
            file = place / MANIFEST
            if file not in found and _is_ours(file):
                found[file] = load_manifest(file)
    return list(found.values())


def _is_ours(file: Path) -> bool:
    """Whether a file of that name is a manifest of papers, and not some other program's."""
    try:
        return file.is_file() and b"[[document]]" in file.read_bytes()
    except OSError:
        return False


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
