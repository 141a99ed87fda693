"""What a PDF says about itself, through pypdf: facts, outline, page labels, values of its forms."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import Destination, DictionaryObject

# A broken file makes pypdf fail in ways of its own and in those of the Python it is written in.
FAULTS = (
    *(PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError),
    *(NotImplementedError, AssertionError, ArithmeticError),
)
MOST_FIELDS = 5_000
_FILE_NAME = re.compile(
    r"\.(docx?|pdf|pptx?|xlsx?|odt|indd|rtf|qxd|pub|pages)\b|^microsoft (word|powerpoint)|^untitled|anonymous"
    r"|unspecified|^(document|slide|presentation|title|pdf|scan)\W*\d*$|^\W*$",
    re.I,
)
_DATE = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?")
_ROLE = re.compile(
    r"\b(council|team|officer|office|department|directorate|services?|unit|committee|board|authority|government"
    r"|partnership|director|manager|group|commission|association|trust|nhs)\b",
    re.I,
)


@dataclass(slots=True)
class About:
    """What the file says besides its pages; ``forms`` holds (page, words) of filled fields."""

    facts: dict[str, str] = field(default_factory=dict)
    outline: list[tuple[str, int, int]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    forms: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def about(path: Path, password: str) -> About:
    """Read what the file says about itself; what cannot be read is left out with a warning, never fatal."""
    found = About()
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with path.open("rb") as stream:
            reader = PdfReader(stream, strict=False)
            if reader.is_encrypted:
                reader.decrypt(password)
            for name, step in (
                ("properties", _facts),
                ("outline", _outline),
                ("labels", _labels),
                ("forms", _forms),
            ):
                try:
                    step(reader, found)
                except FAULTS:
                    found.warnings.append(f"The file's {name} could not be read and were left out.")
    except FAULTS:
        found.warnings.append("What the file says about itself (title, outline, labels) could not be read.")
    return found


def _facts(reader: PdfReader, found: About) -> None:
    told = reader.metadata
    if told is not None:
        title = " ".join(str(told.get("/Title") or "").split())
        if title and not _FILE_NAME.search(title):
            found.facts["title"] = title
        author = " ".join(str(told.get("/Author") or "").split())
        if author and _ROLE.search(author):
            found.facts["author"] = author
        match = _DATE.match(str(told.get("/CreationDate") or ""))
        if match and 1980 <= int(match.group(1)) <= 2100:
            found.facts["date"] = "-".join(part for part in match.groups() if part)
    language = str(reader.trailer["/Root"].get_object().get("/Lang") or "").strip()  # type: ignore[union-attr]
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        found.facts["language"] = language


def _outline(reader: PdfReader, found: About) -> None:
    def walk(items: object, depth: int) -> None:
        for item in items if isinstance(items, list) else []:
            if isinstance(item, list):
                walk(item, depth + 1)
            elif isinstance(item, Destination) and len(found.outline) < MOST_FIELDS:
                title = " ".join(str(item.title or "").split())
                number = reader.get_destination_page_number(item)
                if title and number is not None and number >= 0:
                    found.outline.append((title, depth, number + 1))

    walk(reader.outline, 1)


def _labels(reader: PdfReader, found: About) -> None:
    if "/PageLabels" in reader.trailer["/Root"].get_object():  # type: ignore[operator]
        found.labels = [str(label) for label in reader.page_labels]


def _forms(reader: PdfReader, found: About) -> None:
    """Values of fields, as "label: value", on the page where they stand."""
    if "/AcroForm" not in reader.trailer["/Root"].get_object():  # type: ignore[operator]
        return
    for number, page in enumerate(reader.pages, start=1):
        for held in page.get("/Annots") or []:
            widget = held.get_object()
            if isinstance(widget, DictionaryObject) and widget.get("/Subtype") == "/Widget":
                words = _filled(widget)
                if words and len(found.forms) < MOST_FIELDS:
                    found.forms.append((number, words))


def _filled(widget: DictionaryObject) -> str:
    """One field as it was filled in; empty fields, passwords and buttons say nothing."""
    kind, value = _inherited(widget, "/FT"), _inherited(widget, "/V")
    label = str(_inherited(widget, "/TU") or _inherited(widget, "/T") or "").strip()
    if value is None or kind == "/Sig" or isinstance(value, DictionaryObject):
        return ""
    said = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
    if kind == "/Btn":
        state = str(widget.get("/AS") or "")
        if state in ("", "/Off") or said in ("", "/Off"):
            return ""
        said = "Yes" if state in ("/Yes", "/On", "/1") else state.lstrip("/")
    said = " ".join(said.split())
    return f"{label}: {said}" if label and said else said


def _inherited(widget: DictionaryObject, key: str) -> object:
    """A value of the field or of the one that it belongs to."""
    holder: object = widget
    for _ in range(8):
        if not isinstance(holder, DictionaryObject):
            return None
        if key in holder:
            return holder[key]
        holder = holder.get("/Parent", None)
    return None
