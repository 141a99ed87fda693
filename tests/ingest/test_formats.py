"""The same paper as text, PDF, Word file and web page: the same questions find the same quotes, at the right place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A5

from evals.folding import Folded, squash
from evals.questions import Expected, load_questions, read_papers
from ingest.readers import read
from ingest.records import Document, Role
from ingest.settings import ReadSettings
from ingest.structure import build_document
from tests.conftest import SEEDS, seed
from tests.ingest.rendered.office import write_docx, write_html
from tests.ingest.rendered.parts import parts_of
from tests.ingest.rendered.pdf import FRONT, Look, write_pdf

WANTED = 0.98
PAPER = seed("001")
LOOKS = {
    "usual": Look(),
    "columns": Look(columns=2, font="Times-Roman", bold="Times-Bold", size=11),
    "lines": Look(rules="lines", size=9),
    "shade": Look(rules="shade", columns=2),
    "small-page": Look(page=A5, size=9, margin=46),
}
_UNCITED = {Role.CONTENTS, Role.PULL_QUOTE, Role.FURNITURE}


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote was found: the titles over it, the page and its label."""

    quote: Expected
    path: tuple[str, ...]
    page: int | None
    label: str


def expected() -> list[Expected]:
    """Every quote of the questions that stands in the paper, once."""
    cases = load_questions(read_papers(SEEDS))
    quotes = {(e.quote, e.section): e for case in cases for e in case.expected if e.file == PAPER.name}
    return list(quotes.values())


QUOTES = expected()


def structured(file: Path) -> Document:
    """The file as the product keeps it."""
    return build_document(read(file, ReadSettings()), id="rendered", file=file.name, sha256="")


def places(document: Document) -> Iterator[list[Found]]:
    """For each quote every place where it can be cited; contents lists and pull quotes are no evidence."""
    folded = Folded(document.text)
    uncited = [(b.start, b.end) for b in document.blocks if b.role in _UNCITED]
    for quote in QUOTES:
        yield [
            found(document, quote, start, end)
            for start, end in folded.find(quote.quote)
            if not any(a <= start < b for a, b in uncited)
        ]


def found(document: Document, quote: Expected, start: int, end: int) -> Found:
    unit = next(u for u in document.units if u.start < end and u.end > start)
    page = next((p for p in document.pages if p.start <= start < p.end), None)
    path = document.sections[unit.section].path
    return Found(quote, path, page.index if page else None, page.label if page else "")


def letters(words: str) -> str:
    """Letters and figures alone: what differs in no format."""
    return "".join(c for c in squash(words) if c.isalnum())


def rightly_placed(place: Found) -> bool:
    """Whether the innermost titles are those of the question; "(…)" stands for a place outside all headings."""
    wanted = [letters(t) for t in place.quote.section if not t.startswith("(")]
    titles = [letters(t) for t in place.path]
    return titles[-len(wanted) :] == wanted if wanted else not titles


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_enough_is_asked_of_the_paper() -> None:
    """The measure rests on some hundreds of quotes, from every part of the paper."""
    assert len(QUOTES) > 200
    assert len({q.section for q in QUOTES}) > 50


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_every_format_gives_the_same_quotes_in_the_same_sections(tmp_path: Path, suffix: str) -> None:
    """Whatever the paper is kept as, its evidence is found, under the same headings."""
    write = {".docx": write_docx, ".html": write_html, ".pdf": write_pdf}[suffix]
    write(parts_of(PAPER.read_text(encoding="utf-8")), tmp_path / f"report{suffix}")
    document = structured(tmp_path / f"report{suffix}")
    all_places = list(places(document))
    lost = [q.quote for q, at in zip(QUOTES, all_places, strict=True) if not at]
    assert share([bool(at) for at in all_places]) >= WANTED, lost
    misplaced = [at[0] for at in all_places if at and not any(map(rightly_placed, at))]
    assert share([any(map(rightly_placed, at)) for at in all_places]) >= WANTED, misplaced
    # No more than the paper holds: what a reader doubles would be found in either place.
    assert sorted(s.paragraph for s in document.sections if s.paragraph.isdigit()) == sorted(map(str, range(1, 20)))


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_pdf_gives_the_right_page_however_it_is_set(tmp_path: Path, look: Look) -> None:
    """One column or two, large pages or small, tables with a grid, with lines, or with a shaded header."""
    file = tmp_path / "report.pdf"
    write_pdf(parts_of(PAPER.read_text(encoding="utf-8")), file, look)
    truth = Printed(file)
    document = structured(file)
    all_places = list(places(document))
    assert share([any(map(rightly_placed, at)) for at in all_places]) >= WANTED
    right = [any(p.page in truth.pages_of(q.quote) for p in at) for q, at in zip(QUOTES, all_places, strict=True)]
    wrong = [(q.quote, at) for q, at, ok in zip(QUOTES, all_places, right, strict=True) if not ok]
    assert share(right) >= WANTED, wrong
    for at in all_places:
        assert all(p.label == truth.label(p.page or 0) for p in at)


class Printed:
    """On which page the words of a quote begin, as PDFium gives the text in the order in which it was drawn."""

    def __init__(self, file: Path) -> None:
        document = pypdfium2.PdfDocument(str(file))
        self._text, self._starts = "", []
        for at in range(len(document)):
            page = document.get_page(at)
            text = page.get_textpage()
            words = letters(text.get_text_range())
            text.close()
            page.close()
            running = letters(document.get_metadata_value("Title")) + self.label(at + 1)
            assert words.startswith(running)
            self._starts.append(len(self._text))
            # The title and the contents repeat what the paper says; the evidence is in its body.
            self._text += words.removeprefix(running) if at >= len(FRONT) else ""
        document.close()

    def pages_of(self, quote: str) -> set[int]:
        """The pages, from 1, on which these words begin."""
        wanted, pages, at = letters(quote), set(), -1
        while (at := self._text.find(wanted, at + 1)) >= 0:
            pages.add(sum(start <= at for start in self._starts))
        return pages

    @staticmethod
    def label(page: int) -> str:
        """What is printed on a page."""
        return FRONT[page - 1] if page <= len(FRONT) else str(page - len(FRONT))
