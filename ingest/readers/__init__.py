"""Which reader reads a file: one protocol, one table.

What the bytes say decides; the suffix decides between formats that are both plain text. A new format is
one module with ``read(path, settings)`` and one line of ``FORMATS``. ``read`` runs in this process,
``read_apart`` in a child with limits; whatever goes wrong inside a parser ends as FileError with the reason,
for that file alone.
"""

from __future__ import annotations

import importlib
import os
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from ingest.errors import FileError
from ingest.readers import sniffing
from ingest.records import Source
from ingest.settings import ReadSettings


class SkippedFile(FileError):
    """A file that is knowingly passed over: it is sound, and it is no paper."""


class Reader(Protocol):
    """Turns one file into a Source; raises FileError with the reason where it cannot."""

    def __call__(self, path: Path, settings: ReadSettings) -> Source:
        """Read the file."""


@dataclass(frozen=True, slots=True)
class Format:
    """One line of the table: its name for people, its module, its suffixes, what its bytes hold."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]


FORMATS: tuple[Format, ...] = (
    Format("PDF", "pdf", (".pdf",), ("pdf",)),
    Format("Word", "word", (".docx", ".docm", ".dotx", ".dotm"), ("ooxml/word",)),
    Format("PowerPoint", "slides", (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), ("ooxml/slides",)),
    Format("Excel", "sheets", (".xlsx", ".xlsm", ".xltx", ".xltm"), ("ooxml/sheets",)),
    Format(
        "OpenDocument",
        "odf",
        (".odt", ".odp", ".ods", ".ott", ".otp", ".ots", ".fodt", ".fodp", ".fods"),
        ("odf/text", "odf/text-master", "odf/presentation", "odf/spreadsheet", "odf/flat"),
    ),
    Format("web page", "web", (".html", ".htm", ".xhtml"), ("html",)),
    Format("text and Markdown", "text", (".txt", ".text", ".md", ".markdown"), ("text",)),
    Format("comma- or tab-separated values", "sheets", (".csv", ".tsv", ".tab"), ("text",)),
    Format(
        "old Office and Rich Text",
        "office_old",
        (".doc", ".dot", ".ppt", ".pps", ".xls", ".xlt", ".xlsb", ".rtf"),
        ("ole/word", "ole/slides", "ole/sheets", "rtf", "xlsb", "office/xml"),
    ),
    Format("locked Office file", "locked", (), ("encrypted",)),
)

SUFFIXES: tuple[str, ...] = tuple(suffix for line in FORMATS for suffix in line.suffixes)

# Plain text that is no paper: data, code and settings of programs, messages.
_NOT_PAPERS = frozenset(
    {".json", ".jsonl", ".geojson", ".ndjson", ".xml", ".xsl", ".xsd", ".rss", ".svg", ".bib", ".po", ".pot"}
    | {
        ".css",
        ".scss",
        ".js",
        ".mjs",
        ".ts",
        ".tsx",
        ".jsx",
        ".map",
        ".py",
        ".pyi",
        ".ipynb",
        ".rb",
        ".php",
        ".java",
    }
    | {".c", ".h", ".cpp", ".hpp", ".cs", ".go", ".rs", ".sh", ".bat", ".ps1", ".sql"}
    | {".toml", ".yaml", ".yml", ".ini", ".cfg", ".conf", ".lock", ".log", ".gitignore", ".gitattributes"}
    | {".eml", ".ics", ".vcf", ".url", ".webloc", ".desktop", ".mht", ".mhtml", ".editorconfig"}
)
_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".gitkeep", ".directory"})


def reader_for(path: Path) -> Reader:
    """Choose the reader by content and suffix; FileError (or SkippedFile) where there is none."""
    return _loaded(_format_of(path).module)


def read(path: Path, settings: ReadSettings) -> Source:
    """Read a file in this process; a file that changes meanwhile is read once more, then refused."""
    for _ in range(2):
        before = _inspect(path, settings)
        try:
            outcome: Source | FileError = _guarded(path, settings)
        except FileError as error:
            outcome = error
        if _inspect(path, settings) != before:
            continue
        if isinstance(outcome, FileError):
            raise outcome
        return outcome
    raise FileError(shown(path), "changed while it was read, twice", "Read it again when nobody is writing to it.")


def read_apart(path: Path, settings: ReadSettings) -> Source:
    """Read one file in a child process with limits; for many files keep one ``sandbox.Sandbox`` open."""
    from ingest.readers.sandbox import Sandbox  # a worker runs that module as a program, so it must load late

    with Sandbox() as sandbox:
        return sandbox.read(path, settings)


def shown(path: Path) -> str:
    """The file's name as people can be shown it, whatever bytes it is made of."""
    return os.fsencode(path.name or str(path)).decode("utf-8", "replace")


def _inspect(path: Path, settings: ReadSettings) -> tuple[int, int, int]:
    """Check that the path is a readable file within the size limit; return what tells a change."""
    name = shown(path)
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise FileError(name, "is a folder", "Give a file, or let the whole folder be read.")
        if not stat.S_ISREG(facts.st_mode):
            raise FileError(name, "is a device or a pipe, not a file", "Give an ordinary file.")
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise _os_fault(name, error) from error
    if facts.st_size > settings.file_megabytes * 1024 * 1024:
        size = facts.st_size / 1024 / 1024
        limit = f"{settings.file_megabytes:,} MB"
        raise FileError(name, f"has {size:,.0f} MB, more than {limit}", "Raise read.file_megabytes, or split it.")
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def _os_fault(name: str, error: OSError | ValueError) -> FileError:
    """Say in plain words why the system does not open a file."""
    if isinstance(error, FileNotFoundError):
        return FileError(name, "is not there", "Check the path; it may have been moved or removed.")
    if isinstance(error, PermissionError):
        return FileError(name, "may not be read by you", "Ask for the right to read it.")
    words = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return FileError(name, f"cannot be opened ({words})", "Check the path and the disk.")


def _guarded(path: Path, settings: ReadSettings) -> Source:
    """Read the file, and turn every fault of a parser into a FileError with its reason."""
    name = shown(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what parser libraries mutter is not for people
            source = reader_for(path)(path, settings)
    except FileError:
        raise
    except MemoryError as error:
        raise FileError(name, "needed more memory than there is", "Raise read.megabytes, or split it.") from error
    except RecursionError as error:
        raise FileError(name, "is nested too deeply", "Save it again from the program that made it.") from error
    except OSError as error:
        raise _os_fault(name, error) from error
    except Exception as error:  # a parser may raise anything on a broken file; the batch must go on
        words = f"{type(error).__name__}: {error}".splitlines()[0][:200].encode("utf-8", "replace").decode()
        remedy = "Open it in the program that made it and save it again."
        raise FileError(name, f"is damaged or unusual; its parser failed ({words})", remedy) from error
    if not any(letter.isalnum() for letter in source.text):
        raise FileError(name, "holds no text", "If it is a scan or a picture, read it with the ocr extra.")
    return source


def _loaded(module: str) -> Reader:
    return cast(Reader, importlib.import_module(f"ingest.readers.{module}").read)


def _format_of(path: Path) -> Format:
    """Choose the line of the table; raises FileError or SkippedFile where no line fits."""
    name, suffix = shown(path), path.suffix.lower()
    if path.name.startswith("~$") or path.name.lower() in _SYSTEM_FILES:
        raise SkippedFile(name, "is a working file of another program", "Nothing is to be done.")
    try:
        content = sniffing.sniff(path)
        head = sniffing.head_of(path) if content.kind == "text" else b""
    except OSError as error:
        raise _os_fault(name, error) from error
    named = next((line for line in FORMATS if suffix in line.suffixes), None)
    if content.kind == "text" or (content.kind == "xml" and named is not None and "text" in named.kinds):
        return _text_format(name, suffix, named, head)
    if content.kind == "zip/broken" and named is not None:
        raise FileError(name, "is damaged or cut off (a broken zip archive)", "Fetch or save it again.")
    for line in FORMATS:
        if content.kind in line.kinds:
            return line
    raise _refusal(name, suffix, named, content)


def _text_format(name: str, suffix: str, named: Format | None, head: bytes) -> Format:
    """Text is read by its suffix: tables, web pages that have tags, and else as text."""
    by_module = {line.module: line for line in FORMATS if "text" in line.kinds}
    if suffix in _NOT_PAPERS:
        raise SkippedFile(name, f"is a {suffix[1:]} file, not a paper", "Nothing is to be done.")
    if named is not None and "text" in named.kinds:
        return named
    if suffix in {".html", ".htm", ".xhtml"} and sniffing.has_tags(head):
        return next(line for line in FORMATS if "html" in line.kinds)
    if suffix in {".xls", ".xlsx"} and b"\t" in head:
        return by_module["sheets"]
    return by_module["text"]


def _refusal(name: str, suffix: str, named: Format | None, content: sniffing.Content) -> FileError:
    """The reason why nothing reads this file, and the remedy."""
    works = "Formats that work: " + ", ".join(SUFFIXES) + "."
    if content.kind == "empty" and suffix not in _NOT_PAPERS:
        return FileError(name, "is empty", "Fetch or save it again; it has 0 bytes.")
    if named is not None:
        return FileError(name, f"is named {suffix}, but is {content.words}", works)
    if content.harmless or suffix in _NOT_PAPERS or content.kind in {"xml", "zip/broken"}:
        return SkippedFile(name, f"is {content.words}, not a paper", works)
    return FileError(name, f"is {content.words}, which nothing here reads", works)
