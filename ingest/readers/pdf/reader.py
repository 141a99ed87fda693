"""PDF: pages through pdfium, facts through pypdf; columns, tables and furniture sorted out."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium

from ingest.errors import FileError
from ingest.readers import recognise
from ingest.readers.pdf.asides import with_asides_last
from ingest.readers.pdf.drafts import Draft, Manner, drafts_of, manner_of
from ingest.readers.pdf.dress import dress, folded, mark_small_captions, without_charts
from ingest.readers.pdf.entries import mark_entries
from ingest.readers.pdf.file import About, about
from ingest.readers.pdf.furniture import strip_furniture
from ingest.readers.pdf.join import joined
from ingest.readers.pdf.levels import set_levels
from ingest.readers.pdf.lines import lines_of
from ingest.readers.pdf.order import in_order
from ingest.readers.pdf.page import MOST_CHARACTERS, sheet_of
from ingest.readers.pdf.panels import mark_boxed, panels_of
from ingest.readers.pdf.quotes import mark_sources
from ingest.readers.pdf.shapes import Flow, Line, Sheet, Table
from ingest.readers.pdf.striped import last_table, striped_tables
from ingest.readers.pdf.table import ruled_tables
from ingest.readers.pdf.write import Writer
from ingest.records import Role, Source
from ingest.settings import ReadSettings

_EXTRA = "install the extra due-regard[ocr] to have it read"
_PASSWORD, _FORMAT = 4, 3
_RUNNING = 20
_UNLOCK = 'Give the password in the home\'s settings.toml: [read] passwords = ["…"].'


@dataclass(slots=True)
class _Seen:
    """What was noticed on the way, by page, for the warnings."""

    failed: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    unmapped: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    wordless: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)
    charts: list[int] = field(default_factory=list)
    deadline: float = 0.0
    watermarks: dict[str, int] = field(default_factory=dict)


def read(path: Path, settings: ReadSettings) -> Source:
    """Read a PDF; raises FileError when nothing of it can be read."""
    document, password = _opened(path, settings)
    try:
        count = len(document)
        if count == 0:
            raise FileError(path.name, "the PDF has no pages", "Ask for the file again; it may be cut short.")
        if count > settings.pages:
            reason = f"it has {count:,} pages, more than the {settings.pages:,} allowed"
            raise FileError(path.name, reason, "Raise read.pages in the settings, or split the file.")
        seen = _Seen(deadline=time.monotonic() + settings.seconds * 0.6)
        flows: list[Flow] = []
        for at in range(count):
            flows.append(_flow(document, at, seen, last_table(flows[-1]) if flows else None))
    finally:
        document.close()
    told = about(path, password)
    if _cut_short(path):
        told.warnings.append("The file is cut short (its end is missing); only what could be found was read.")
    for number, words in told.forms:
        if number <= len(flows):
            flows[number - 1].extra.append(words)
    if not any(flow.columns or flow.extra for flow in flows):
        raise _nothing(path.name, seen, count)
    return _source(flows, told, seen)


def _opened(path: Path, settings: ReadSettings) -> tuple[pdfium.PdfDocument, str]:
    """The document and the password that opened it: none first, then those of the settings."""
    size = path.stat().st_size
    if size > settings.file_megabytes * 1_000_000:
        reason = f"it is larger than the {settings.file_megabytes} MB allowed"
        raise FileError(path.name, reason, "Raise read.file_megabytes in the settings, or split the file.")
    if size == 0:
        raise FileError(path.name, "the file is empty", "Ask for the file again.")
    for password in ("", *settings.passwords):
        try:
            return pdfium.PdfDocument(path, password=password or None), password
        except pdfium.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code != _PASSWORD:
                raise FileError(path.name, _why(path, code), "Ask for the file again.") from error
    reason = "it is locked with a password" if not settings.passwords else "none of the passwords given opens it"
    raise FileError(path.name, reason, _UNLOCK)


def _why(path: Path, code: int | None) -> str:
    """Why pdfium would not open the file."""
    with path.open("rb") as stream:
        head = stream.read(1024)
    if b"%PDF" not in head:
        return "it is not a PDF, whatever its name says"
    if _cut_short(path):
        return "the PDF is cut short: its end is missing"
    if code == _FORMAT:
        return "the PDF is damaged and its pages cannot be found"
    return "the PDF is damaged, or is locked in a way that is not supported"


def _cut_short(path: Path) -> bool:
    """Whether the mark at a PDF's end is missing."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2048))
        return b"%%EOF" not in stream.read()


def _flow(document: pdfium.PdfDocument, at: int, seen: _Seen, before: Table | None) -> Flow:
    """One page in reading order; a page that fails is empty and named in a warning.

    ``before`` is the table that ended the page before.
    """
    try:
        sheet = sheet_of(document, at)
    except (pdfium.PdfiumError, ValueError, OverflowError):
        seen.failed.append(at + 1)
        return Flow(at + 1, 0, 0, [])
    _notice(sheet, seen)
    # A scan may carry a stamp, such as the page number of an agenda pack.
    if (not sheet.characters and sheet.pictured > 0.05) or (sheet.characters <= 40 and sheet.pictured > 0.5):
        _recognised(document, sheet, seen)
    return _laid_out(sheet, before)


def _recognised(document: pdfium.PdfDocument, sheet: Sheet, seen: _Seen) -> None:
    """Have a picture read, while more than a third of the time for the file is left."""
    late = time.monotonic() > seen.deadline
    if recognise.available() and not late:
        runs, width, height = recognise.runs_of(document, sheet.index - 1)
        if sum(len(piece.text) for run in runs for piece in run.pieces) > 3 * sheet.characters:
            sheet.runs, sheet.width, sheet.height = runs, width, height
            sheet.across, sheet.down, sheet.recognised = [], [], True
            seen.read.append(sheet.index)
        elif not sheet.characters:
            seen.wordless.append(sheet.index)
    elif not sheet.characters or sheet.pictured > 0.8:
        (seen.late if late else seen.pictures).append(sheet.index)


def _notice(sheet: Sheet, seen: _Seen) -> None:
    if sheet.hidden:
        seen.hidden.append(sheet.index)
    if sheet.cut:
        seen.cut.append(sheet.index)
    if sheet.unmapped * 5 > sheet.characters > 20:
        seen.unmapped.append(sheet.index)
    if sheet.skewed:
        words = sheet.skewed[:60]
        seen.watermarks[words] = seen.watermarks.get(words, 0) + 1


def _laid_out(sheet: Sheet, before: Table | None) -> Flow:
    tables, rest = ruled_tables(sheet.runs, sheet.across, sheet.down, sheet.index)
    striped, rest = striped_tables(rest, sheet.across, sheet.index, tables, before)
    panels, rest = panels_of(rest, sheet.boxes, sheet.width)
    columns = in_order(rest, [*tables, *striped], sheet.index, panels)
    mark_boxed([line for column in columns for line in column if isinstance(line, Line)], sheet.boxes)
    if sheet.aside:
        columns.append(list(lines_of(sheet.aside, sheet.index)))
    return Flow(sheet.index, sheet.width, sheet.height, columns, sheet.across, sheet.recognised, sheet.notes)


def _nothing(name: str, seen: _Seen, count: int) -> FileError:
    """The error for a file without any text, with its true reason."""
    if seen.failed and len(seen.failed) == count:
        return FileError(name, "none of its pages can be loaded", "Ask for the file again; it is damaged.")
    if seen.pictures:
        return FileError(name, "it holds images without text", f"Its pages are pictures: {_EXTRA}.")
    if seen.wordless:
        return FileError(name, "no text could be recognised in its images", "Ask for a copy with text.")
    if seen.hidden:
        return FileError(name, "all of its text is hidden (invisible or white)", "Ask for a copy with visible text.")
    return FileError(name, "its pages hold no text", "Ask for a copy with text.")


def _source(flows: list[Flow], told: About, seen: _Seen) -> Source:
    """Put the pages together."""
    labels = told.labels if len(told.labels) == len(flows) else [str(flow.index) for flow in flows]
    labels, running = strip_furniture(flows, labels)
    manner = manner_of(flows)
    drafts = joined(_parts(flows, manner))
    dress(drafts, manner, {folded(title): depth for title, depth, _ in told.outline})
    mark_small_captions(drafts, manner)
    mark_sources(drafts, manner)
    mark_entries(drafts)
    seen.charts = without_charts(drafts)
    set_levels(drafts)
    drafts = with_asides_last(drafts)
    writer = Writer(drafts)
    for draft in drafts:
        writer.add(draft)
    listed = tuple((draft.title, draft.target) for draft in drafts if draft.title and draft.target)
    outline = listed or tuple((title, labels[page - 1]) for title, _, page in told.outline if page <= len(labels))
    pages = writer.pages(labels, [flow.recognised for flow in flows])
    warnings = (*told.warnings, *_warnings(seen))
    facts = told.facts | ({"running": "\n".join(running[:_RUNNING])} if running else {})
    return Source(writer.text, tuple(writer.blocks), pages, facts, outline, warnings)


def _parts(flows: Sequence[Flow], manner: Manner) -> list[list[Draft]]:
    """The drafts of each column; what is laid over a page or filled into its forms comes after its text."""
    parts: list[list[Draft]] = []
    contents = False
    for flow in flows:
        for column in flow.columns:
            part = drafts_of(column, manner, flow.across, contents=contents)
            contents = bool(part) and part[-1].role is Role.CONTENTS
            parts.append(part)
        for words in flow.extra:
            line = Line(" ".join(words.split()), 0, math.inf, 0, manner.body, False, flow.index, ())
            parts.append([Draft(Role.PARAGRAPH, [line], kind="extra")])
    return parts


def _warnings(seen: _Seen) -> list[str]:
    """Sentences for people about what was left out, with the pages."""
    said = []
    for pages, many, one in (
        (seen.failed, "could not be read and were left out", "could not be read and was left out"),
        (seen.pictures, f"are images without text; {_EXTRA}", f"is an image without text; {_EXTRA}"),
        (seen.late, "are images that there was no time to read; raise read.seconds in the settings",
         "is an image that there was no time to read; raise read.seconds in the settings"),
        (seen.wordless, "are images without recognisable text", "is an image without recognisable text"),
        (seen.read, "are images; their text was recognised and may have mistakes",
         "is an image; its text was recognised and may have mistakes"),
        (seen.hidden, "hold text that no reader can see (invisible, white or tiny); it was left out",
         "holds text that no reader can see (invisible, white or tiny); it was left out"),
        (seen.cut, f"hold more than {MOST_CHARACTERS:,} characters; the rest was left out",
         f"holds more than {MOST_CHARACTERS:,} characters; the rest was left out"),
        (seen.charts, "hold charts; figures that nothing ties to what they measure are not quoted from them",
         "holds a chart; figures that nothing ties to what they measure are not quoted from it"),
        (seen.unmapped, "use fonts that do not say which letters they show; their text may be wrong",
         "uses fonts that do not say which letters they show; its text may be wrong"),
    ):  # fmt: skip
        if pages:
            said.append(f"{_named(pages)} {one if len(pages) == 1 else many}.")
    for words, count in sorted(seen.watermarks.items(), key=lambda item: -item[1])[:3]:
        said.append(f"The slanted text “{words}” on {count} page{'s' * (count > 1)} was left out of the text.")
    return said


def _named(pages: Sequence[int]) -> str:
    """The pages by number: "Page 7", "Pages 1, 4 and 7 to 12"."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    names = [str(a) if a == b else f"{a} to {b}" if b > a + 1 else f"{a}, {b}" for a, b in spans[:12]]
    if len(spans) > 12:
        names.append("others")
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Page{'s' * (len(pages) > 1)} {listed}"
