"""A citation that is open beside the conversation: at its page as printed, or in the text of its section."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.records import Citation
from ingest.errors import FileError
from ingest.pages import pages_of
from ingest.records import Document
from ingest.structure.sections import page_at
from ui import reading
from ui.web.talk import Conversation

if TYPE_CHECKING:
    from ingest.index import DocumentRow
    from ingest.library import Library
    from ingest.pages import Picture


@dataclass(frozen=True, slots=True)
class Opened:
    """A citation that is open, the part of its paper that is shown, and the page where that is shown (0: the text).

    ``back`` is the id of the link that opened it; the number of a citation that no answer lists is 0.
    """

    back: str
    citation: Citation
    part: int
    page: int = 0

    @property
    def span(self) -> reading.Span:
        """Where the quote stands."""
        return self.citation.start, self.citation.end


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is drawn: its picture's address and size, its marks in percent, what else there is to say."""

    address: str
    label: str
    width: int
    height: int
    marks: tuple[tuple[float, float, float, float], ...]
    quoted: bool
    first: bool
    last: bool


def open_citation(library: Library, talk: Conversation, turn: object, number: object) -> Opened | None:
    """Open a citation at the page where the quote begins, or at that part of the text where there is no page."""
    citation = talk.citation(turn, number)
    return _opened(library, citation, f"cite-{turn}-{number}") if citation else None


def open_place(library: Library, back: object, paper: object, start: object, end: object) -> Opened | None:
    """Open a stretch of a paper that a link names; nothing where there is no such stretch."""
    row = next((row for row in library.rows() if row.id == paper), None)
    if row is None or not isinstance(start, int) or not isinstance(end, int) or not isinstance(back, str):
        return None
    document = library.document(row.id)
    if not 0 <= start < end <= len(document.text):
        return None
    return _opened(library, _cited(row, document, start, end), back)


def _opened(library: Library, citation: Citation, back: str) -> Opened | None:
    document = paper_of(library, citation)
    if document is None:
        return None
    span = (citation.start, citation.end)
    part = reading.place_of(document, reading.stretches(document, span), span)
    return Opened(back, citation, part, _first_page(library, document, span))


def _cited(row: DocumentRow, document: Document, start: int, end: int) -> Citation:
    """The citation of a stretch, for the head of the panel."""
    section = [s for s in document.sections if s.start <= start][-1]
    page = page_at(document.pages, start)
    return Citation(
        number=0,
        document=document.id,
        file=document.file,
        title=row.facts.title,
        council=row.facts.council,
        date=row.facts.date,
        status=row.facts.status,
        section=section.path,
        paragraph="",
        page=page.index if page else section.page,
        page_label=page.label if page else section.page_label,
        quote=document.text[start:end],
        start=start,
        end=end,
        passage="",
    )


def turn_to(library: Library, opened: Opened | None, step: object) -> Opened | None:
    """The page or part before (-1) or after (1) the one that is shown, or back at the quote (0)."""
    document = paper_of(library, opened.citation if opened else None)
    if opened is None or document is None or step not in (-1, 0, 1):
        return opened
    move = 1 if step == 1 else -1
    if opened.page:
        home = pages_of(document, *opened.span)[0].index
        return replace(opened, page=home if step == 0 else min(max(opened.page + move, 1), len(document.pages)))
    parts = reading.stretches(document, opened.span)
    if step == 0:
        return replace(opened, part=reading.place_of(document, parts, opened.span))
    return replace(opened, part=min(max(opened.part + move, 0), len(parts) - 1))


def turn_over(library: Library, opened: Opened | None) -> Opened | None:
    """The text in place of the page, or the page in place of the text; both at the quote."""
    document = paper_of(library, opened.citation if opened else None)
    if opened is None or document is None:
        return opened
    part = reading.place_of(document, reading.stretches(document, opened.span), opened.span)
    return replace(opened, part=part, page=0 if opened.page else _first_page(library, document, opened.span))


def sheet_of(library: Library, opened: Opened, document: Document) -> Sheet | None:
    """The page that is open, drawn; nothing where it cannot be, so that the text is shown instead."""
    page = next((page for page in document.pages if page.index == opened.page), None)
    picture = _picture(library, document, opened.page, opened.span) if page else None
    if page is None or picture is None:
        return None
    start, end = opened.span
    return Sheet(
        address=f"papers/{quote(document.id, safe='')}/pages/{page.index}.png?start={start}&end={end}",
        label=page.label or str(page.index),
        width=picture.width,
        height=picture.height,
        marks=tuple((100 * left, 100 * top, 100 * wide, 100 * high) for left, top, wide, high in picture.boxes),
        quoted=page in pages_of(document, *opened.span),
        first=page.index == 1,
        last=page.index == len(document.pages),
    )


def paper_of(library: Library, citation: Citation | None) -> Document | None:
    """The paper that a citation quotes; nothing where it was deleted since."""
    if citation is None:
        return None
    try:
        return library.document(citation.document)
    except KeyError:
        return None


def _first_page(library: Library, document: Document, span: reading.Span) -> int:
    """The page where the quote begins; 0 where it cannot be drawn."""
    pages = pages_of(document, *span)
    return pages[0].index if pages and _picture(library, document, pages[0].index, span) else 0


def _picture(library: Library, document: Document, page: int, span: reading.Span) -> Picture | None:
    try:
        return library.page_picture(document.id, page, span)
    except FileError:
        return None  # the text says the same words, and a page that cannot be drawn is no fault of the reader's
