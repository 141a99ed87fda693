"""A council's own Word template with named fields: checked when it is loaded, then filled. The door to docxtpl.

A field is a name in double braces. ``{{ title }}`` and the like stand anywhere in a line; ``{{ evidence }}`` and
the other sections stand alone in a paragraph, which the section takes the place of. A template comes from a file,
so it is run in Jinja's sandbox, and what fills it is never read as a template again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from ui.exports.document import Block, Manuscript, line_of
from ui.exports.word import Writer, saved
from ui.exports.word_styles import set_language
from ui.faults import UsageFault

_MARK = "\ue000{}\ue001"
_STYLES = ("Heading 1", "Heading 2", "Heading 3", "Quote", "Caption", "List Bullet", "List Number", "Table Grid")


class TemplateFault(UsageFault):
    """A template cannot be used; the message says what to put right in it."""


def fill(
    template: Path,
    fields: Mapping[str, str],
    sections: Mapping[str, Sequence[Block]],
    required: Collection[str],
    manuscript: Manuscript,
) -> bytes:
    """The template with its fields and sections filled in; raises TemplateFault for one with faults."""
    check(template, fields.keys(), sections.keys(), required)
    filled = DocxTemplate(template)
    values = {name: line_of(text) for name, text in fields.items()}
    try:
        filled.render({**values, **{name: _MARK.format(name) for name in sections}}, _environment())
    except TemplateError as error:
        raise TemplateFault(f"{template}: it cannot be filled in: {error}. Correct it in Word.") from error
    stream = io.BytesIO()
    filled.save(stream)
    document = docx.Document(stream)
    set_language(document, manuscript.language)
    _put_sections(document, sections)
    return saved(document, manuscript)


def check(template: Path, fields: Collection[str], sections: Collection[str], required: Collection[str]) -> None:
    """Raise TemplateFault, with every fault, for a template that is no Word file or lacks what it needs."""
    document = _opened(template)
    used = _fields_of(template)
    known = {*fields, *sections}
    faults = []
    if unknown := sorted(used - known):
        all_fields = ", ".join(sorted(known))
        faults.append(f"It has fields that are not known: {', '.join(unknown)}. The fields are: {all_fields}.")
    missing = [one for one in sorted(required) if one not in used and not _in_parts(one, used)]
    if missing:
        example = "{{ " + missing[0] + " }}"
        faults.append(f"It lacks {', '.join(missing)}: put each into it in double braces, such as {example}.")
    if crowded := sorted(used & set(sections) - _alone(document)):
        faults.append(f"A section must stand alone in a paragraph of the page, and these do not: {', '.join(crowded)}.")
    names = {style.name for style in document.styles}
    if lacking := [style for style in _STYLES if style not in names]:
        faults.append(f"It lacks Word's own styles {', '.join(lacking)}: use each once in Word, and save it.")
    if faults:
        raise TemplateFault(f"{template}: {' '.join(faults)}")


def _opened(template: Path) -> Document:
    try:
        return docx.Document(str(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        there = "it is not a Word file (.docx)" if template.is_file() else "there is no such file"
        raise TemplateFault(f"{template}: {there}. Name a .docx file with fields in it.") from error


def _fields_of(template: Path) -> set[str]:
    try:
        return set(DocxTemplate(template).get_undeclared_template_variables(_environment()))
    except TemplateError as error:
        raise TemplateFault(
            f"{template}: a field is not written as it should be: {error}. Write it like {{{{ title }}}}."
        ) from error


def _in_parts(name: str, used: Collection[str]) -> bool:
    """Whether a template takes in a section in parts: the evidence of each characteristic by itself."""
    parts = {one for one in used if one.startswith(f"{name}_")}
    return len(parts) >= len(NINE_FIELDS) and all(f"{name}_{part}" in parts for part in NINE_FIELDS)


# The nine, as they stand in the names of fields.
NINE_FIELDS = (
    "age", "disability", "gender_reassignment", "marriage_and_civil_partnership", "pregnancy_and_maternity", "race",
    "religion_or_belief", "sex", "sexual_orientation",
)  # fmt: skip
_ONLY = re.compile(r"\s*\{\{\s*(\w+)\s*\}\}\s*")


def _alone(document: Document) -> set[str]:
    return {found[1] for p in document.paragraphs if (found := _ONLY.fullmatch(p.text))}


def _put_sections(document: Document, sections: Mapping[str, Sequence[Block]]) -> None:
    """Put each section before the paragraph that holds its mark, and take that away."""
    writer = Writer(document)
    marks = {_MARK.format(name): name for name in sections}
    for paragraph in list(document.paragraphs):
        name = marks.get(paragraph.text.strip())
        if name is not None:
            writer.write(sections[name], before=paragraph)
            _take_out(paragraph)


def _take_out(paragraph: Paragraph) -> None:
    parent = paragraph._p.getparent()
    if parent is not None:
        parent.remove(paragraph._p)


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
