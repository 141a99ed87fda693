"""The one writer of a home: what it puts becomes visible as a whole, with its commit, or not at all.

The catalogue's changes lie in one SQLite transaction. The commit builds the new generation first, in a folder
that nothing refers to, sees it onto the disk, and then writes its name in that same transaction. Killed at
any moment, the home is as it was before or as it is after; a folder without a name is deleted by the next
writer.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.index import changes, generation
from ingest.index.builder import Base, build, texts_of
from ingest.index.catalogue import Catalogue, live_contents, meta, stored_passages
from ingest.index.faults import Unfit, home_faults, short_of_space, unwritten
from ingest.index.generation import Manifest, contents_hash
from ingest.index.schema import FileRow, FileState
from ingest.index.vectors import Vectors
from ingest.records import Document, Passage

# So many texts are embedded together: a paper may have few, and models like many.
BATCH = 64


class Stage(StrEnum):
    """How far a writer has come; told to the observer before the next step begins."""

    PUT = "put"
    BUILDING = "building"
    BUILT = "built"
    SEALED = "sealed"
    COMMITTED = "committed"
    SWEPT = "swept"


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a writer works with.

    ``model`` is the embedder's identity, ``division`` what passages put now were divided for; ``tell`` takes
    lines for people, ``observe`` each stage.
    """

    home: Path
    catalogue: Catalogue
    vectors: Vectors
    model: str
    division: str
    tell: Callable[[str], None]
    observe: Callable[[Stage], None]

    @property
    def folder(self) -> Path:
        """Where the generations lie."""
        return self.home / generation.FOLDER


class Writer:
    """Changes to a home, made under its lock by one thread; see ``Index.writing``."""

    def __init__(self, workshop: Workshop) -> None:
        self._shop = workshop
        self._open = False
        with home_faults(workshop.home):
            self._connection = changes.open_for_writing(workshop.catalogue.file, workshop.home)
            self._sweep()
        self._texts: dict[bytes, str] = {}

    def put(self, document: Document, passages: Sequence[Passage], files: Sequence[FileRow] = ()) -> None:
        """Store a paper, its passages and the files that hold it, in place of what has its id."""
        with home_faults(self._shop.home):
            self.embed(texts_of(passages))
            self._begin()
            changes.put_document(self._connection, document, passages, self._shop.division)
            for row in files:
                changes.put_file(self._connection, row)
        self._shop.observe(Stage.PUT)

    def embed(self, texts: Mapping[bytes, str]) -> None:
        """Make vectors of these texts by their digests, a batch at a time, whatever papers they are of.

        Long before the commit: vectors are kept as they come, whatever becomes of the rest.
        """
        self._texts.update(texts)
        if len(self._texts) >= BATCH:
            self._embed_now()

    def _embed_now(self) -> None:
        texts, self._texts = self._texts, {}
        if texts:
            with home_faults(self._shop.home):
                self._shop.vectors.hold()
                self._shop.vectors.of(texts)

    def note(self, row: FileRow) -> None:
        """Store what became of a file."""
        with home_faults(self._shop.home):
            self._begin()
            changes.put_file(self._connection, row)

    def drop_file(self, path: str) -> None:
        """Take a file off the list; its paper stays."""
        with home_faults(self._shop.home):
            self._begin()
            changes.drop_file(self._connection, path)

    def remove(self, document_id: str, successor: str = "") -> bool:
        """Take a paper out of what is searched, keeping it as history. False: it was not live."""
        with home_faults(self._shop.home):
            self._begin()
            return changes.remove_document(self._connection, document_id, successor)

    def keep_out(self, hashes: Iterable[str]) -> None:
        """Remember what was taken out by name."""
        with home_faults(self._shop.home):
            self._begin()
            changes.keep_out(self._connection, hashes)

    def let_in(self, hashes: Iterable[str]) -> None:
        """Forget that these were taken out."""
        with home_faults(self._shop.home):
            self._begin()
            changes.let_in(self._connection, hashes)

    def forget(self, document_id: str) -> bool:
        """Delete a paper and all that was made from it; ``Index.purge`` wipes the disk. False: not stored."""
        with home_faults(self._shop.home):
            self._begin()
            return changes.forget_document(self._connection, document_id)

    def commit(self, anew: bool = False) -> None:
        """Make all that was put since the last commit visible at once; after an error, none of it is.

        ``anew`` builds the indexes from nothing, whatever the last generation is like.
        """
        if not anew and not self._open and self._is_fit():
            return
        self._embed_now()
        with home_faults(self._shop.home):
            self._begin()
            contents = live_contents(self._connection)
            wanted = contents_hash(contents)
            name, held, commits = meta(self._connection, "generation", "contents", "commits")
            try:
                base = None if anew or not name else self._base(name, held)
                if base is None or wanted != held:
                    name = self._publish(name, base, contents, wanted)
                commits = str(int(commits or 0) + 1)
                changes.put_meta(self._connection, generation=name, contents=wanted, commits=commits)
                self._connection.execute("COMMIT")
                self._open = False
            finally:
                self._roll_back()
            self._shop.observe(Stage.COMMITTED)
            self._sweep()
        self._shop.observe(Stage.SWEPT)

    def _is_fit(self) -> bool:
        """Whether the last generation holds what the catalogue holds: then nothing is to be done."""
        with home_faults(self._shop.home):
            name, held = meta(self._connection, "generation", "contents")
            try:
                return bool(name) and bool(generation.read_manifest(self._shop.folder / name, self._shop.model, held))
            except Unfit:
                return False

    def repair(self, name: str) -> None:
        """Build the indexes anew, unless another writer has replaced this generation already."""
        with home_faults(self._shop.home):
            current = meta(self._connection, "generation")
        if current == (name,):
            self.commit(anew=True)

    def purge(self) -> int:
        """Delete the papers that were removed, and leave no word of them in any file; returns how many."""
        with home_faults(self._shop.home):
            self._begin()
            count = changes.forget_history(self._connection)
            for row in self._shop.catalogue.files():
                if row.state is FileState.MISSING:
                    changes.drop_file(self._connection, row.path)
        self.commit(anew=True)
        with home_faults(self._shop.home):
            self._shop.vectors.prune(live_contents(self._connection).values())
            self._connection.execute("VACUUM")
            busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            self._shop.tell(
                f"Another process is reading {self._shop.home}; removed words may still lie in a file of the "
                "catalogue. Stop that process, and purge again."
            )
        return count

    def close(self) -> None:
        """Drop what was not committed, and let go of the catalogue."""
        self._shop.vectors.let_go()
        with home_faults(self._shop.home):
            try:
                self._roll_back()
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                self._connection.close()

    def _begin(self) -> None:
        if not self._open:
            self._connection.execute("BEGIN IMMEDIATE")
            self._open = True

    def _roll_back(self) -> None:
        # SQLite itself rolls back after some faults, a full disk among them.
        if self._open and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._open = False

    def _base(self, name: str, held: str) -> Base | None:
        """The generation to start from, or nothing where it does not fit."""
        folder = self._shop.folder / name
        try:
            manifest = generation.read_manifest(folder, self._shop.model, held)
        except Unfit as reason:
            self._tell_rebuilt(reason)
            return None
        # The readers' side still shows what was committed last: that is what the generation holds.
        with self._shop.catalogue.reading() as connection:
            return Base(folder, manifest, live_contents(connection))

    def _publish(self, last: str, base: Base | None, contents: dict[str, bytes], wanted: str) -> str:
        """Build, seal and name the next generation."""
        number = int(last.partition("-")[0] or 0) + 1
        name = f"{number:06d}-{secrets.token_hex(4)}"
        folder = self._shop.folder / name
        try:
            try:
                dead = self._build(folder, base, contents)
            except Unfit as reason:
                if base is None or short_of_space(self._shop.home):
                    raise
                self._tell_rebuilt(reason)
                shutil.rmtree(folder)
                dead = self._build(folder, None, contents)
            self._shop.observe(Stage.BUILT)
            divisions = changes.divisions(self._connection)
            generation.seal(
                folder,
                Manifest(
                    model=self._shop.model,
                    divisions=divisions,
                    passages=len(contents),
                    contents=wanted,
                    dead=dead,
                ),
            )
            self._shop.observe(Stage.SEALED)
        except Unfit as reason:
            # Before the folder is deleted: how much space is left says what went wrong.
            fault = unwritten(self._shop.home, str(reason))
            shutil.rmtree(folder, ignore_errors=True)
            raise fault from reason
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return name

    def _build(self, folder: Path, base: Base | None, contents: dict[str, bytes]) -> int:
        folder.mkdir(parents=True)
        self._shop.observe(Stage.BUILDING)
        return build(folder, base, contents, lambda ids: stored_passages(self._connection, ids), self._shop.vectors)

    def _tell_rebuilt(self, reason: Unfit) -> None:
        self._shop.tell(f"The search index of {self._shop.home} is built anew from the catalogue, because {reason}.")

    def _sweep(self) -> None:
        """Delete every generation but the one that the catalogue names."""
        (current,) = meta(self._connection, "generation")
        if not self._shop.folder.is_dir():
            return
        for folder in self._shop.folder.iterdir():
            if folder.name != current:
                # Windows may refuse while a reader copies it; the next writer tries again.
                shutil.rmtree(folder, ignore_errors=True)
