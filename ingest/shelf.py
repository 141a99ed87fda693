"""What a home holds while a sync changes it: which file holds which paper, and which papers are the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.index import FileRow, FileState, Writer
from ingest.index.catalogue import Catalogue
from ingest.records import Document, Facts, Passage
from ingest.walking import is_gone, path_of


class Shelf:
    """The files and papers as they will be after the commit; a paper that no file holds any more is taken out."""

    def __init__(self, catalogue: Catalogue, writer: Writer) -> None:
        self._catalogue = catalogue
        self._writer = writer
        rows = catalogue.documents()
        self.files: dict[str, FileRow] = {row.path: row for row in catalogue.files()}
        self.facts: dict[str, Facts] = {row.id: row.facts for row in rows}
        # Pages, sections and passages of each paper.
        self.counts: dict[str, tuple[int, int, int]] = {r.id: (r.pages, r.sections, r.passages) for r in rows}
        self._out = catalogue.kept_out()
        self._put: set[str] = set()
        self._texts = {_text(row.facts): row.id for row in rows}
        self._holders: dict[str, dict[str, None]] = {}
        for row in self.files.values():
            self._holders.setdefault(row.document or "", {})[row.path] = None

    def first(self, document: str, but: str) -> FileRow | None:
        """Another file that the paper was read from and that is still there; duplicates of it do not count."""
        for key in self._holders.get(document, {}):
            row = self.files[key]
            if key != but and row.state is FileState.READ and not is_gone(path_of(key)):
                return row
        return None

    def twin(self, document: Document) -> str:
        """The paper of the same council with the same text, whatever the format of its file; empty for none."""
        twin = self._texts.get(_text(document.facts), "")
        return twin if document.facts.fingerprint and twin != document.id and twin in self.facts else ""

    def kept_out(self, *hashes: str) -> str:
        """When a paper or path was taken out by name; empty for one that was not."""
        return next((self._out[hash] for hash in hashes if hash in self._out), "")

    def let_in(self, *hashes: str) -> None:
        """Take back in what is named again."""
        if self.kept_out(*hashes):
            self._writer.let_in(hashes)
            for hash in hashes:
                self._out.pop(hash, None)

    def is_old(self, document: str) -> bool:
        """Whether a paper was stored before this sync and still is."""
        return document in self.facts and document not in self._put

    def embed(self, texts: Mapping[bytes, str]) -> None:
        """Make vectors of these texts, with those of other papers."""
        self._writer.embed(texts)

    def put(self, document: Document, passages: Sequence[Passage], rows: Sequence[FileRow]) -> None:
        """Store a paper with the files that hold it."""
        self._writer.put(document, passages, rows)
        self._put.add(document.id)
        self.facts[document.id] = document.facts
        self.counts[document.id] = (len(document.pages), len(document.sections), len(passages))
        self._texts[_text(document.facts)] = document.id
        for row in rows:
            self._file(row)

    def note(self, row: FileRow) -> None:
        """Store what became of a file."""
        self._writer.note(row)
        self._file(row)

    def drop(self, row: FileRow) -> None:
        """Take a file off the list, and its paper with the last of its files."""
        self._writer.drop_file(row.path)
        del self.files[row.path]
        self._let_go(row.document, row.path)

    def merge(self, document: str, into: str) -> None:
        """Make the files of one paper duplicates of another one."""
        for key in list(self._holders.get(document, {})):
            self.note(replace(self.files[key], document=into, state=FileState.DUPLICATE))

    def _file(self, row: FileRow) -> None:
        before = self.files.get(row.path)
        self.files[row.path] = row
        self._holders.setdefault(row.document or "", {})[row.path] = None
        if before is not None and before.document != row.document:
            self._let_go(before.document, row.path, row.document or "")

    def _let_go(self, document: str | None, key: str, successor: str = "") -> None:
        """Note that a file does not hold a paper any more; take the paper out if it was the last."""
        holders = self._holders.get(document or "", {})
        holders.pop(key, None)
        if document in self.facts and not holders:
            self._writer.remove(document, successor)
            del self.facts[document]


def _text(facts: Facts) -> tuple[str, str]:
    """What two papers have in common that are the same text of the same council."""
    return facts.fingerprint, facts.council
