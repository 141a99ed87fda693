"""Real footnotes in a Word file: the part of the package that holds them, which python-docx does not make.

Source: ECMA-376 part 1, 17.11 (footnotes and endnotes). Notes 0 and 1 are the rules above the notes of a page.
"""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

TEXT_STYLE = "footnote text"
MARK_STYLE = "footnote reference"
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


class Footnotes:
    """Adds footnotes to one document; those that a template has are kept."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root: BaseOxmlElement | None = None
        self._next = 1

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Put a mark at the end of a paragraph and the note's text at the foot of the page."""
        root = self._notes()
        mark = paragraph.add_run()
        mark.style = MARK_STYLE
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._next))
        mark._r.append(reference)
        root.append(_note(self._document, self._next, text))
        self._next += 1

    def _notes(self) -> BaseOxmlElement:
        """The element that holds the notes, made with its styles and part at the first one."""
        if self._root is None:
            _add_styles(self._document)
            kept = _existing(self._document)
            self._root = _new_part(self._document) if kept is None else kept
            ids = [int(note.get(qn("w:id"), "0")) for note in self._root]
            self._next = max([0, *ids]) + 1
        return self._root


def _existing(document: Document) -> BaseOxmlElement | None:
    """The notes that the document came with; python-docx loads them as bytes, so they are parsed once."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            old: Part = relation.target_part
            root: BaseOxmlElement = old.element if isinstance(old, XmlPart) else parse_xml(old.blob)
            relation._target = XmlPart(old.partname, old.content_type, root, old.package)
            return root
    return None


def _new_part(document: Document) -> BaseOxmlElement:
    root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
    for kind, id in _SEPARATORS:
        root.append(
            parse_xml(
                f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0" '
                f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            )
        )
    part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _declare_separators(document)
    return root


def _declare_separators(document: Document) -> None:
    """Name the separators in the settings; the schema wants them before the compatibility settings."""
    settings = document.settings.element
    if settings.find(qn("w:footnotePr")) is not None:
        return
    marks = "".join(f'<w:footnote w:id="{id}"/>' for _, id in _SEPARATORS)
    declared = parse_xml(f"<w:footnotePr {nsdecls('w')}>{marks}</w:footnotePr>")
    compat = settings.find(qn("w:compat"))
    if compat is None:
        settings.append(declared)
    else:
        compat.addprevious(declared)


def _note(document: Document, number: int, text: str) -> BaseOxmlElement:
    note = OxmlElement("w:footnote")
    note.set(qn("w:id"), str(number))
    paragraph = OxmlElement("w:p")
    note.append(paragraph)
    words = Paragraph(paragraph, document._body)
    words.style = TEXT_STYLE
    mark = words.add_run()
    mark.style = MARK_STYLE
    mark._r.append(OxmlElement("w:footnoteRef"))
    words.add_run(f" {text}")
    return note


def _add_styles(document: Document) -> None:
    styles = document.styles
    names = {style.name for style in styles}
    if TEXT_STYLE not in names:
        style = styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = styles["Normal"]
        style.font.size = Pt(10)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.0
    if MARK_STYLE not in names:
        mark = styles.add_style(MARK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
        mark.font.superscript = True
