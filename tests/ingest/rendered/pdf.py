"""A paper as a PDF: title, contents, running header and footer, page labels, columns, tables over page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from tests.ingest.rendered.parts import Part, Shape

FRONT = ("i", "ii")  # the labels of the pages before page 1: the title and the contents
RULES: dict[str, Any] = {
    "grid": ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
    "lines": ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey),
    "shade": ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
}
_GAP = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How a paper is set: the size of its letters and pages, its columns, and the rules of its tables."""

    size: float = 10.5
    page: tuple[float, float] = A4
    columns: int = 1
    rules: str = "grid"
    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    margin: float = 60


def write_pdf(parts: Sequence[Part], file: Path, look: Look | None = None) -> None:
    """Set the parts; the printed numbers start from 1 after the title and the contents, and label the pages."""
    _Setting(look or Look(), parts[0].words).write(parts, file)


class _Setting:
    """One paper being set."""

    def __init__(self, look: Look, title: str) -> None:
        self._look, self._title = look, title
        size = look.size
        self._body = ParagraphStyle(
            "body", fontName=look.font, fontSize=size, leading=1.3 * size, spaceAfter=0.75 * size
        )
        self._bold = ParagraphStyle("bold", parent=self._body, fontName=look.bold)
        self._heads = {
            level: ParagraphStyle(
                f"h{level}", parent=self._bold, fontSize=scale * size, leading=1.25 * scale * size, spaceBefore=size
            )
            for level, scale in ((1, 1.9), (2, 1.45), (3, 1.2))
        }
        self._bullet = ParagraphStyle("bullet", parent=self._body, leftIndent=18, bulletIndent=6, spaceAfter=4)
        self._shout = ParagraphStyle("shout", parent=self._bold, fontSize=1.35 * size, leading=1.7 * size)
        self._cell = ParagraphStyle("cell", parent=self._body, fontSize=0.9 * size, leading=1.15 * size, spaceAfter=2)
        self._head_cell = ParagraphStyle("head-cell", parent=self._cell, fontName=look.bold)

    def write(self, parts: Sequence[Part], file: Path) -> None:
        document = BaseDocTemplate(str(file), pagesize=self._look.page, title=self._title)
        document.addPageTemplates(
            [PageTemplate(name, self._frames(count), onPage=self._around) for name, count in _TEMPLATES.items()]
        )
        document.build(self._story(parts))

    @property
    def _width(self) -> float:
        return self._look.page[0] - 2 * self._look.margin

    def _frames(self, count: int) -> list[Frame]:
        margin, width = self._look.margin, (self._width - _GAP * (count - 1)) / count
        height = self._look.page[1] - 2 * margin
        return [
            Frame(margin + at * (width + _GAP), margin, width, height, 0, 0, 0, 0, id=str(at)) for at in range(count)
        ]

    def _around(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        number = canvas.getPageNumber()
        label = FRONT[number - 1] if number <= len(FRONT) else str(number - len(FRONT))
        canvas.setFont(self._look.font, 8)
        canvas.drawString(self._look.margin, self._look.page[1] - 40, self._title.title())
        canvas.drawCentredString(self._look.page[0] / 2, 36, label)
        if number == 1:
            canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        if number == len(FRONT) + 1:
            canvas.addPageLabel(len(FRONT), style="ARABIC", start=1)

    def _story(self, parts: Sequence[Part]) -> list[Flowable]:
        """The paper in the look's columns, each case study on pages of two columns, tables over the full width."""
        story: list[Flowable] = []
        usual = template = "two" if self._look.columns == 2 else "one"
        for part in parts:
            wanted = _template(part, template, usual)
            chapter = part.shape is Shape.HEADING and part.level == 1
            if story and (wanted != template or chapter):
                story += [NextPageTemplate(wanted), PageBreak()]
            template = wanted
            story += self._flowables(part)
        return story

    def _flowables(self, part: Part) -> list[Flowable]:
        words = escape(part.words)
        match part.shape:
            case Shape.HEADING | Shape.CASE:
                named = [Paragraph(words, self._heads[min(part.level, 3)])]
                return [*named, *(Paragraph(escape(item), self._heads[3]) for item in part.items)]
            case Shape.BULLETS:
                return [Paragraph(escape(item), self._bullet, bulletText="•") for item in part.items]
            case Shape.CONTENTS:
                return [self._leader(row) for row in part.rows]
            case Shape.TABLE:
                return [self._table(part)]
            case Shape.BOLD:
                return [Paragraph(words, self._bold)]
            case Shape.SHOUT:
                return [Paragraph(words, self._shout)]
            case _:
                return [Paragraph(words, self._body)]

    def _leader(self, row: tuple[tuple[str, ...], ...]) -> Flowable:
        """A line of the contents: a title, dots, and the page at the right."""
        title, page = " ".join(row[0]).rstrip(" ."), " ".join(row[-1])
        cells = [Paragraph(f"{escape(title)} {'.' * 12}", self._cell), Paragraph(page, self._cell)]
        return Table([cells], colWidths=[self._width - 40, 40])

    def _table(self, part: Part) -> Table:
        """A table whose rows may go over a page, with its header on each; a glossary has none."""
        head = all(len(cell) == 1 and len(cell[0]) > 5 for cell in part.rows[0])
        rows: list[list[list[Flowable]]] = []
        for number, row in enumerate(part.rows):
            style = self._head_cell if head and number == 0 else self._cell
            rows.append([[Paragraph(escape(line), style) for line in cell] for cell in row])
        style_of = TableStyle([RULES[self._look.rules], ("VALIGN", (0, 0), (-1, -1), "TOP")])
        widths = [0.32 * self._width, 0.66 * self._width]
        return Table(rows, colWidths=widths, repeatRows=int(head), style=style_of, splitInRow=1)


_TEMPLATES = {"one": 1, "two": 2}


def _template(part: Part, now: str, usual: str) -> str:
    """The page that a part stands on: a case study and what follows it in two columns, up to the next objective."""
    if part.shape is Shape.CASE:
        return "two"
    if part.shape is Shape.TABLE or part.shape is Shape.CONTENTS or part.words.startswith("Objective "):
        return "one"
    begins = part.shape is Shape.HEADING or (part.shape is Shape.BOLD and part.words[:1].isdigit())
    return usual if begins else now
