"""Text and Markdown: bytes to canonical text, and lines to blocks."""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from charset_normalizer import from_bytes

from ingest.errors import FileError
from ingest.readers.markup import contents_entry, html_tables, row_block, with_headers
from ingest.records import Block, Dress, Page, Role, Source
from ingest.settings import ReadSettings
from ingest.words import readable, trimmed

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
_ITEM = re.compile(
    r"^(?P<indent>\s*)(?P<marker>(?:[-*+•●▪◦‣–·o]\s+)?(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{2,5}[.)])"
    r"|[-*+•●▪◦‣–·])\s+(?=\S)"
)
_PARAGRAPH_NUMBER = re.compile(r"^\s*(?P<marker>\d{1,2}(?:\.\d{1,3})+\.?)\s+(?=\S)")
_NOTE = re.compile(r"^\s*(?P<marker>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\^?\d{1,3}\]:?)\s*(?=\S)")
_BLANK_PAGE = re.compile(r"^\s*[\[(]?this page (?:is|has been) (?:intentionally )?(?:left )?blank[\])]?\.?\s*$", re.I)
_END_MARK = re.compile(r"[.!?:;][\"'”’)\]*]*$")
_TITLE_WORDS = 14
# So much of an open block is read to tell whether the next line goes on with it.
_TAIL = 400
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read(path: Path, settings: ReadSettings) -> Source:
    """Read a text or Markdown file; raises FileError for a file that is empty, binary or in no known encoding."""
    del settings  # text needs no limits beyond those of the sandbox
    text, warnings = decode(path.read_bytes(), path.name)
    if not text.strip():
        raise FileError(path.name, "the file is empty", "Check that the right file was saved, and add it again.")
    return parse(text, warnings)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Bytes to text with line ends folded; the second value says which unusual encoding was taken."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"), name), ()
    try:
        return _checked(data.decode("utf-8"), name), ()
    except UnicodeDecodeError:
        pass
    guessed = _guess(data)
    if guessed is None:
        raise FileError(
            name, "the text is in no encoding that could be recognised", "Save it as UTF-8 text and add it again."
        )
    return _checked(data.decode(guessed, errors="replace"), name), (f"Read as {guessed} text.",)


def _guess(data: bytes) -> str | None:
    """Windows-1252 where it fits English text, else what charset-normalizer finds."""
    if b"\x00" not in data:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            text = ""
        letters = sum(c.isascii() and (c.isalpha() or c.isspace()) for c in text)
        if text and letters > 0.75 * len(text):
            return "cp1252"
    best = from_bytes(data[:200_000]).best()
    return best.encoding if best else None


def _checked(text: str, name: str) -> str:
    """Refuse what is no text; fold line ends."""
    if len(_CONTROL.findall(text[:100_000])) > max(2, len(text[:100_000]) // 500):
        raise FileError(
            name, "the file holds binary data, not text", "Give it the ending of its real format, or leave it out."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, warnings: tuple[str, ...] = ()) -> Source:
    """Blocks of a text by its lines; pages where form feeds part it."""
    builder = _Builder(text)
    outline: list[tuple[str, str]] = []
    tables = deque(html_tables(text))
    skip_to = 0
    for line in _lines(text):
        if line.start < skip_to:
            continue
        while tables and tables[0].start < line.start:
            tables.popleft()
        if tables and (tables[0].start < line.end or tables[0].start == line.start):
            table = tables.popleft()
            builder.close()
            builder.rows(table.rows)
            skip_to = table.end
            continue
        entry = contents_entry(line.body)
        if entry is not None:
            builder.close()
            builder.add(Block(*trimmed(text, line.start, line.end), Role.CONTENTS))
            outline.append(entry)
            continue
        builder.take(line)
    builder.close()
    return Source(text, tuple(with_headers(text, builder.blocks)), _pages(text), {}, tuple(outline), warnings)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    body: str


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for body in re.split(r"[\n\f]", text):
        yield _Line(start, start + len(body), body)
        start += len(body) + 1


def _pages(text: str) -> tuple[Page, ...]:
    if "\f" not in text:
        return ()
    pages, start = [], 0
    for number, part in enumerate(text.rstrip("\f").split("\f"), start=1):
        pages.append(Page(number, str(number), start, start + len(part)))
        start += len(part) + 1
    return tuple(pages)


class _Builder:
    """Takes lines in order and keeps the block that is still open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.open: Block | None = None
        self.bold_open = False
        self.list_id = 0
        self.table = 0
        self.wrap = _wrap_width(text)

    def close(self) -> None:
        if self.open is not None:
            block, self.open = self.open, None
            start, end = trimmed(self.text, block.start, block.end)
            if start < end:
                self.blocks.append(replace(block, start=start, end=end))
        self.bold_open = False

    def add(self, block: Block) -> None:
        self.close()
        if block.start < block.end:
            self.blocks.append(block)

    def rows(self, rows: tuple[Block, ...]) -> None:
        self.table += 1
        for row in rows:
            self.add(replace(row, table=self.table))

    def take(self, line: _Line) -> None:
        body = line.body
        if self.bold_open:
            self._extend(line)
            if body.rstrip().endswith("**"):
                self.close()
            return
        if not body.strip():
            self.close()
        elif _BLANK_PAGE.match(body):
            self.add(Block(line.start, line.end, Role.FURNITURE))
        elif _RULE.match(body):
            self._rule(line)
        elif heading := _HEADING.match(body):
            start, end = trimmed(self.text, line.start + heading.start(2), line.start + heading.end(2))
            self.add(Block(start, end, Role.HEADING, Dress.MARKDOWN, len(heading.group(1))))
        elif (row := row_block(self.text, line.start, line.end)) is not None:
            self.close()
            if not (
                self.blocks and self.blocks[-1].table and self.text[self.blocks[-1].end : row.start].count("\n") < 2
            ):
                self.table += 1
            self.blocks.append(replace(row, table=self.table))
        else:
            self._words(line)

    def _rule(self, line: _Line) -> None:
        """A line of marks directly under a short line underlines a heading; anywhere else it says nothing."""
        under = self.open
        words = self.text[under.start : under.end] if under and under.role is Role.PARAGRAPH else ""
        if under and words and "\n" not in words and len(readable(words).split()) <= _TITLE_WORDS:
            level = 1 if "=" in line.body else 2
            self.open = replace(under, role=Role.HEADING, dress=Dress.MARKDOWN, level=level)
        self.close()

    def _words(self, line: _Line) -> None:
        body = line.body
        if note := _NOTE.match(body):
            self.close()
            self.open = Block(line.start + note.end(), line.end, Role.NOTE, marker=note["marker"].strip("[]:^"))
        elif item := _ITEM.match(body):
            self.close()
            indent = len(item["indent"].expandtabs(4)) // 2
            start = line.start + item.end()
            self.open = Block(start, line.end, Role.ITEM, level=indent, marker=item["marker"].split()[-1])
        elif numbered := _PARAGRAPH_NUMBER.match(body):
            self.close()
            start = line.start + numbered.end()
            self.open = Block(start, line.end, Role.PARAGRAPH, marker=numbered["marker"].rstrip("."))
        elif self._continues(line):
            self._extend(line)
        else:
            self.close()
            self.open = Block(line.start, line.end, Role.PARAGRAPH, _dress(body))
            stripped = body.strip()
            self.bold_open = stripped.startswith("**") and stripped.count("**") == 1
            if self.bold_open:
                self.open = replace(self.open, dress=Dress.BOLD)

    def _extend(self, line: _Line) -> None:
        if self.open is None:
            return
        hard = self.open.hard_break or self.text.endswith("  ", self.open.start, self.open.end) or self.bold_open
        self.open = replace(self.open, end=line.end, hard_break=hard)

    def _continues(self, line: _Line) -> bool:
        """Whether a plain line goes on with the open block: after a hard break, a wrapped line or half a sentence."""
        if self.open is None:
            return False
        # The end of the block tells; to look at all of it for each line would take the square of its length.
        before = self.text[max(self.open.start, self.open.end - _TAIL) : self.open.end]
        last = before.rsplit("\n", 1)[-1]
        if last.endswith("  "):
            return True
        body = line.body.strip()
        half = not _END_MARK.search(before.rstrip()) and body[:1].islower()
        if self.open.dress is not Dress.PLAIN or _dress(line.body) is not Dress.PLAIN:
            return False
        full = self.wrap > 0 and len(last) + len(body.split(" ", 1)[0]) + 1 >= self.wrap
        return half or full


def _dress(body: str) -> Dress:
    stripped = body.strip()
    if re.fullmatch(r"(?:\*\*|__)(?:(?!\*\*|__).)+(?:\*\*|__):?|<(b|strong)>.+</\1>:?", stripped):
        return Dress.BOLD
    letters = [c for c in stripped if c.isalpha()]
    if len(letters) >= 4 and all(c.isupper() for c in letters):
        return Dress.CAPITALS
    return Dress.PLAIN


def _wrap_width(text: str) -> int:
    """The width that lines were wrapped at, or 0 where a line is a paragraph."""
    runs: list[int] = []
    lines = text.split("\n")
    for one, following in pairwise(lines):
        if one.strip() and following.strip() and not _ITEM.match(following) and "\t" not in one:
            runs.append(len(one))
    if len(runs) < 8:
        return 0
    runs.sort()
    width = runs[int(len(runs) * 0.9)]
    return width - 12 if width <= 130 and runs[len(runs) // 2] > 0.7 * width else 0
