"""A file on its way to the browser: inside the page itself, so that nobody else can fetch it and nothing is left."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from ui.exports import FORMATS, Manuscript, export
from ui.web.render import render

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown;charset=utf-8",
    "html": "text/html;charset=utf-8",
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar;charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file by its name, type and content in base64."""

    name: str
    type: str
    content: str


def packed(name: str, form: str, content: bytes) -> Parcel:
    """A file whose name is made of words of its title."""
    stem = re.sub(r"[^\w]+", "-", name.lower()).strip("-")[:60].rstrip("-") or "due-regard"
    return Parcel(f"{stem}.{form}", TYPES[form], base64.b64encode(content).decode("ascii"))


def exported(manuscript: Manuscript, form: object) -> Parcel | None:
    """A manuscript in a format; nothing where a browser names one that there is not."""
    if not isinstance(form, str) or form not in FORMATS:
        return None
    return packed(manuscript.title, form, export(manuscript, form))


def handed_over(parcel: Parcel | None) -> str:
    """The parcel as the page takes it."""
    return render("parcel.html", parcel=parcel)
