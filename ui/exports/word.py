"""A manuscript as a Word file that a screen reader can find its way in: the door to python-docx.

Headings are styles, tables repeat their header row and have a caption and a description, pictures an alternative
text, the text a language, the file a title. Citations are real footnotes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from ui.exports.document import (
    Blank,
    Block,
    Bullets,
    Heading,
    Manuscript,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Words,
    line_of,
    runs,
)
from ui.exports.footnotes import Footnotes
from ui.exports.word_styles import BLANK, BLANK_GUIDANCE, NOTICE, QUOTE_SOURCE, dress, ensure_styles

Place = Callable[[BaseOxmlElement], None]


def to_word(manuscript: Manuscript) -> bytes:
    """The document as the bytes of a .docx file."""
    document = docx.Document()
    dress(document, manuscript)
    document.add_paragraph(line_of(manuscript.title), style="Title")
    if manuscript.subtitle:
        document.add_paragraph(line_of(manuscript.subtitle), style="Subtitle")
    Writer(document).write(manuscript.blocks)
    return saved(document, manuscript)


def saved(document: Document, manuscript: Manuscript) -> bytes:
    """The bytes of a document, its properties set from the manuscript."""
    properties = document.core_properties
    properties.title = line_of(manuscript.title)[:255]
    properties.subject = line_of(manuscript.subject)[:255]
    properties.author = line_of(manuscript.author)[:255]
    properties.last_modified_by = properties.comments = ""
    properties.language = manuscript.language
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class Writer:
    """Writes blocks into a document: at its end, or before a given paragraph."""

    def __init__(self, document: Document) -> None:
        ensure_styles(document)
        self._document = document
        self._footnotes = Footnotes(document)
        self._before: WordParagraph | None = None
        self._lists = 0

    def write(self, blocks: Sequence[Block], before: WordParagraph | None = None) -> None:
        """Write the blocks in order; raises KeyError where a template lacks a style that Word has built in."""
        self._before = before
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text=text, level=level):
                self._paragraph(text, f"Heading {level}")
            case Paragraph(words=words):
                self._paragraph(words, "Normal")
            case Quote(text=text, citation=citation, about=about):
                quote = self._paragraph((Run(f"“{line_of(text)}”", note=citation),), "Quote")
                if about:
                    quote.paragraph_format.keep_with_next = True
                    self._paragraph(about, QUOTE_SOURCE)
            case Bullets(items=items, numbered=numbered):
                self._list(items, numbered=numbered)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Blank():
                self._blank(block)
            case Notice(label=label, words=words):
                self._paragraph((Run(f"{line_of(label)}: ", strong=True), *runs(words)), NOTICE)

    def _place(self, element: BaseOxmlElement) -> None:
        if self._before is not None:
            self._before._p.addprevious(element)

    def _paragraph(self, words: Words, style: str) -> WordParagraph:
        paragraph = self._document.add_paragraph(style=style)
        self._place(paragraph._p)
        self._fill(paragraph, words)
        return paragraph

    def _fill(self, paragraph: WordParagraph, words: Words) -> None:
        for run in runs(words):
            if run.text:
                made = paragraph.add_run(run.text)
                made.bold = run.strong or None
                made.italic = run.emphasis or None
            if run.note:
                self._footnotes.add(paragraph, run.note)

    def _list(self, items: Sequence[Words], *, numbered: bool) -> None:
        number = _restarted(self._document) if numbered else None
        for item in items:
            paragraph = self._paragraph(item, "List Number" if numbered else "List Bullet")
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number

    def _table(self, table: Table) -> None:
        caption = self._paragraph(line_of(table.caption), "Caption")
        caption.paragraph_format.keep_with_next = True
        made = self._document.add_table(rows=1, cols=len(table.headers))
        self._place(made._tbl)
        made.style = "Table Grid"
        _describe(made, table.caption)
        for cell, header in zip(made.rows[0].cells, table.headers, strict=True):
            cell.paragraphs[0].add_run(line_of(header)).bold = True
            _shade(cell._tc)
        _row_property(made, 0, "w:tblHeader")
        for row in table.rows:
            cells = made.add_row().cells
            for cell, words in zip(cells, row, strict=True):
                self._fill(cell.paragraphs[0], words)
        _set_widths(made, table.widths or (1,) * len(table.headers), _line(self._document))
        for index in range(len(made.rows)):
            _row_property(made, index, "w:cantSplit")
        self._paragraph("", "Normal").paragraph_format.space_after = Mm(0)

    def _picture(self, picture: Picture) -> None:
        paragraph = self._paragraph("", "Normal")
        paragraph.paragraph_format.keep_with_next = bool(picture.caption)
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=Mm(picture.width_mm))
        shape._inline.docPr.set("descr", line_of(picture.alt))
        if picture.caption:
            self._paragraph(line_of(picture.caption), "Caption")

    def _blank(self, blank: Blank) -> None:
        label = line_of(blank.label)
        heading = self._paragraph((Run(f"To be completed by the officer: {label}", strong=True),), BLANK_GUIDANCE)
        heading.paragraph_format.keep_with_next = True
        for line in blank.guidance:
            self._paragraph(line_of(line), BLANK_GUIDANCE).paragraph_format.left_indent = Mm(6)
        field = _form_field(label)
        box = self._paragraph("Write here", BLANK)
        self._place(field)
        if self._before is None:
            box._p.addnext(field)
        field.find(qn("w:sdtContent")).append(box._p)


def _form_field(label: str) -> BaseOxmlElement:
    """A content control: Word shows its name, and its placeholder goes when someone types."""
    field = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:showingPlcHdr/></w:sdtPr><w:sdtContent/></w:sdt>")
    field.find(qn("w:sdtPr")).find(qn("w:alias")).set(qn("w:val"), label[:64])
    return field


def _restarted(document: Document) -> int:
    """A numbering that begins at 1 anew, in the manner of the style "List Number"."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(kind)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _describe(table: WordTable, caption: str) -> None:
    """Name the table for those who do not see it; the schema wants both at the end of its properties."""
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), line_of(caption))
        table._tbl.tblPr.append(element)


def _row_property(table: WordTable, index: int, name: str) -> None:
    properties = table.rows[index]._tr.get_or_add_trPr()
    element = OxmlElement(name)
    if name == "w:cantSplit":
        properties.insert(0, element)  # the schema wants it before tblHeader
    else:
        properties.append(element)


def _shade(cell: BaseOxmlElement) -> None:
    cell.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E6F0F5"/>'))


def _line(document: Document) -> int:
    """How wide a line of text is."""
    section = document.sections[-1]
    if section.page_width is None or section.left_margin is None or section.right_margin is None:
        return int(Mm(160))
    return int(section.page_width - section.left_margin - section.right_margin)


def _set_widths(table: WordTable, shares: Sequence[int], line: int) -> None:
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        width = Mm(line * share / sum(shares) / Mm(1))
        column.width = width
        for cell in column.cells:
            cell.width = width
