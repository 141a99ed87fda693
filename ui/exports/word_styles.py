"""How a Word file looks: A4, a plain face at a readable size, dark headings, and the styles that Word lacks."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from ui.exports.document import Manuscript, line_of

FACE = "Arial"
INK = RGBColor(0x0B, 0x53, 0x70)
BLANK = "Officer Answer"
BLANK_GUIDANCE = "Officer Guidance"
NOTICE = "Notice"
QUOTE_SOURCE = "Quote Source"
_SIZES = {1: 18, 2: 15, 3: 13, 4: 12, 5: 12}


def dress(document: Document, manuscript: Manuscript) -> None:
    """Set page, faces, language and footer of a document that has no template."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    set_language(document, manuscript.language)
    _set_faces(document)
    ensure_styles(document)
    footer = section.footer.paragraphs[0]
    if manuscript.footer:
        footer.add_run(f"{line_of(manuscript.footer)} · ")
    footer.add_run("Page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def set_language(document: Document, language: str) -> None:
    """Say the language where all text takes it from, and in no style otherwise."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), language)


def ensure_styles(document: Document) -> None:
    """Add the styles of our own that a document lacks; those that a council's template has stay as they are."""
    names = {style.name for style in document.styles}
    if QUOTE_SOURCE not in names:
        style = _style(document, QUOTE_SOURCE)
        style.font.size = Pt(10)
        style.paragraph_format.left_indent = Mm(8)
    if NOTICE not in names:
        _border(_style(document, NOTICE), "single", "7A4A00")
    if BLANK_GUIDANCE not in names:
        style = _style(document, BLANK_GUIDANCE)
        style.font.color.rgb = RGBColor(0x33, 0x43, 0x4E)
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.keep_with_next = True
    if BLANK not in names:
        style = _style(document, BLANK)
        style.font.color.rgb = RGBColor(0x4B, 0x5A, 0x66)
        style.paragraph_format.space_before = Pt(4)
        style.paragraph_format.space_after = Pt(12)
        _border(style, "dashed", "667682")


def _set_faces(document: Document) -> None:
    normal = document.styles["Normal"]
    _face(normal, 11.5)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.2
    for level, size in _SIZES.items():
        heading = document.styles[f"Heading {level}"]
        _face(heading, size)
        heading.font.color.rgb, heading.font.bold, heading.font.italic = INK, True, False
        heading.paragraph_format.space_before = Pt(size)
        heading.paragraph_format.space_after = Pt(5)
    for name, points in (("Title", 26.0), ("Subtitle", 14.0), ("Caption", 11.0), ("Quote", 11.5)):
        style = document.styles[name]
        _face(style, points)
        style.font.color.rgb, style.font.italic = INK if name == "Title" else RGBColor(0x16, 0x22, 0x2C), False
    document.styles["Quote"].paragraph_format.left_indent = Mm(8)
    document.styles["Quote"].paragraph_format.space_after = Pt(2)
    _face(document.styles["Footer"], 9)


def _face(style: object, size: float) -> None:
    """One face in every script: the theme's own faces would win over it."""
    assert isinstance(style, ParagraphStyle), "every style that is dressed is one of paragraphs"
    style.font.name, style.font.size = FACE, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), FACE)


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle), "it was made as one"
    style.base_style = document.styles["Normal"]
    return style


def _border(style: ParagraphStyle, line: str, colour: str) -> None:
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="8" w:space="4" w:color="{colour}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
    style.element.get_or_add_pPr().insert(0, borders)
    # The order of the schema: what keeps lines together stands before borders, spacing and indents after.
    properties = style.element.pPr
    for keep in properties.findall(qn("w:keepNext")):
        properties.insert(0, keep)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word works out: the page's number, the number of pages."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
