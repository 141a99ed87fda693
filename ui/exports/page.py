"""A manuscript as one HTML page that needs nothing else; whatever comes from a paper is escaped."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ui.exports.document import Heading, Manuscript, Words, line_of, runs

HERE = Path(__file__).parent


def to_page(manuscript: Manuscript) -> str:
    """The document as a page: headings in order, table captions and headers, notes with a way back."""
    notes = _Notes()
    blocks = [(type(block).__name__, block, f"part-{n}") for n, block in enumerate(manuscript.blocks, start=1)]
    template = _environment().get_template("page.html")
    return template.render(
        manuscript=manuscript,
        blocks=blocks,
        contents=[(place, b.text) for _, b, place in blocks if isinstance(b, Heading) and b.level == 1],
        words=notes.words,
        mark=notes.mark,
        notes=notes.all,
        style=Markup((HERE / "page.css").read_text(encoding="utf-8")),
    )


class _Notes:
    """Numbers the footnotes as the page is written."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def words(self, words: Words) -> Markup:
        """Words with their emphasis and the marks of their notes."""
        out = Markup()
        for run in runs(words):
            text = Markup("<br>").join(escape(line) for line in run.text.split("\n"))
            text = Markup("<em>{}</em>").format(text) if run.emphasis else text
            out += Markup("<strong>{}</strong>").format(text) if run.strong else text
            out += self.mark(run.note) if run.note else Markup()
        return out

    def mark(self, note: str) -> Markup:
        """The raised number that leads to a note."""
        self.all.append(line_of(note))
        number = len(self.all)
        return Markup(
            '<sup><a id="mark-{0}" href="#note-{0}" role="doc-noteref" aria-label="Note {0}">[{0}]</a></sup>'
        ).format(number)


@cache
def _environment() -> Environment:
    """The template, with every value escaped and every misspelt name an error."""
    made = Environment(
        loader=FileSystemLoader(HERE, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "base64": _base64,
        "line": line_of,
    }
    return made


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
