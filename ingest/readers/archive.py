"""The parts of a zipped office file, bounded, and their XML, parsed without entities or doctypes."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from ingest.errors import FileError

_PART_BYTES = 128 * 1024 * 1024  # a thousand pages of text take about 20
_ALL_BYTES = 1024 * 1024 * 1024
_RATIO = 400  # deflate reaches 1,032; text in office files about 40
_FREE_BYTES = 16 * 1024 * 1024  # below this no ratio is suspicious
_ENTRIES = 100_000
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

Element = ET.Element


class _Builder(ET.TreeBuilder):
    """Builds a tree; a doctype, which office files never have, ends it before any entity is declared."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse the doctype."""
        raise ET.ParseError(f"it declares a document type ({name})")


class Package:
    """A zipped office file that is open for reading; every part is bounded and no part is ever run."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self.damaged(str(error)) from error
        self._entries = {entry.filename.lstrip("/"): entry for entry in self._zip.infolist()}
        self._lower = {key.lower(): key for key in self._entries}
        try:
            self._check()
        except FileError:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _check(self) -> None:
        """Refuse an archive that says itself that it would burst."""
        entries = self._entries.values()
        total = sum(entry.file_size for entry in entries)
        bomb = any(
            entry.file_size > _FREE_BYTES and entry.file_size > _RATIO * max(1, entry.compress_size)
            for entry in entries
        )
        if bomb or total > _ALL_BYTES or len(self._entries) > _ENTRIES:
            size = f"{total / 1024 / 1024:,.0f} MB in {len(self._entries):,} parts"
            raise FileError(self.name, f"would unpack to {size}", "It looks like a trap; ask who sent it.")
        if any(entry.flag_bits & 1 for entry in entries):
            raise locked(self.name)

    def damaged(self, words: str) -> FileError:
        """The fault of a part that cannot be read."""
        remedy = "Open it in the program that made it and save it again."
        return FileError(self.name, f"is damaged or cut off ({words})", remedy)

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and part.lower() in self._lower

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._entries)

    def data(self, part: str) -> bytes:
        """The bytes of a part; b"" where there is no such part."""
        key = self._lower.get(part.lower())
        if key is None:
            return b""
        try:
            with self._zip.open(self._entries[key]) as stream:
                data = stream.read(_PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise self.damaged(f"{part}: {error}") from error
        except RuntimeError as error:  # zipfile says so that a part is encrypted
            raise locked(self.name) from error
        if len(data) > _PART_BYTES:
            limit = f"{_PART_BYTES // 1024 // 1024} MB"
            raise FileError(self.name, f"has a part of more than {limit} ({part})", "Split the document.")
        return data

    def xml(self, part: str) -> Element | None:
        """The tree of a part, or None where there is no such part."""
        data = self.data(part)
        return parse(data, self.name, part) if data.strip() else None

    def optional_xml(self, part: str) -> Element | None:
        """The tree of a part that can be done without: None where it is missing or damaged."""
        try:
            return self.xml(part)
        except FileError:
            return None

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: id to the last word of its type and the part named, never a web address."""
        folder, base = posixpath.split(part)
        tree = self.optional_xml(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, tuple[str, str]] = {}
        for link in tree.iter(_REL) if tree is not None else ():
            target = unquote(link.get("Target", ""))
            if link.get("TargetMode") == "External" or not target:
                continue
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[link.get("Id", "")] = (link.get("Type", "").rsplit("/", 1)[-1], full)
        return found

    def linked(self, part: str, kind: str) -> str:
        """The part that this one names under a kind of relation, or ""."""
        return next((target for word, target in self.links(part).values() if word == kind), "")


def locked(name: str) -> FileError:
    """The fault of a file that only opens with a password."""
    remedy = "Open it in the program that made it and save a copy without the password."
    return FileError(name, "is locked with a password", remedy)


def parse(data: bytes, name: str, part: str) -> Element:
    """Parse XML; entities, doctypes and broken XML end as FileError."""
    if b"purl.oclc.org/ooxml/" in data:
        data = _transitional(data)
    parser = ET.XMLParser(target=_Builder())
    try:
        parser.feed(data)
        root = parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:
        remedy = "Open it in the program that made it and save it again."
        raise FileError(name, f"is damaged: {part} is not sound XML ({error})", remedy) from error
    if not isinstance(root, Element):
        raise FileError(name, f"is damaged: {part} holds no XML", "Fetch or save it again.")
    return root


def _transitional(data: bytes) -> bytes:
    """Put the namespaces of a "strict" Office file into those that all others use."""
    data = data.replace(b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/")
    for word in (b"officeDocument/relationships", b"officeDocument/math"):
        family, leaf = word.split(b"/")
        new = b"http://schemas.openxmlformats.org/" + family + b"/2006/" + leaf
        data = data.replace(b"http://purl.oclc.org/ooxml/" + word, new)
    for family in (b"wordprocessingml", b"presentationml", b"spreadsheetml"):
        new = b"http://schemas.openxmlformats.org/" + family + b"/2006/main"
        data = data.replace(b"http://purl.oclc.org/ooxml/" + family + b"/main", new)
    return data
