"""A paper as a Word file with real styles, and as a web page with navigation around it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

from tests.ingest.rendered.parts import Part, Shape


def write_docx(parts: Sequence[Part], file: Path) -> None:
    """Headings in Word's own styles, where the paper is bold only: bold paragraphs; lists, tables, contents."""
    document = docx.Document()
    for part in parts:
        _add(document, part)
    document.save(str(file))


def _add(document: Document, part: Part) -> None:
    match part.shape:
        case Shape.HEADING | Shape.CASE:
            document.add_heading(part.words, part.level)
            for item in part.items:
                document.add_heading(item, 3)
        case Shape.BULLETS:
            for item in part.items:
                document.add_paragraph(item, style="List Bullet")
        case Shape.CONTENTS:
            for row in part.rows:
                document.add_paragraph(f"{' '.join(row[0]).rstrip(' .')}\t{' '.join(row[-1])}", style=_toc(document))
        case Shape.TABLE:
            table = document.add_table(rows=0, cols=max(len(row) for row in part.rows))
            for row in part.rows:
                for cell, lines in zip(table.add_row().cells, row, strict=False):
                    cell.text = "\n".join(lines)
        case _:
            run = document.add_paragraph().add_run(part.words)
            run.bold = part.shape in {Shape.BOLD, Shape.SHOUT} or None


def _toc(document: Document) -> str:
    """Word's style of a line of contents, which a new file of this library lacks."""
    if "TOC 1" not in [style.name for style in document.styles]:
        document.styles.add_style("TOC 1", WD_STYLE_TYPE.PARAGRAPH)
    return "TOC 1"


def write_html(parts: Sequence[Part], file: Path) -> None:
    """A page as a council's site gives it: navigation, a cookie banner, the paper, a foot."""
    body = "\n".join(_markup(part) for part in parts)
    file.write_text(
        "<!doctype html><html lang='en-GB'><head><title>Progress report | Council</title></head><body>"
        "<div id='cookie-banner' role='dialog'><p>We use cookies to make this site work.</p></div>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/bins'>Bins and recycling</a></li></ul></nav>"
        f"<main>{body}</main><footer><p>Accessibility statement</p></footer></body></html>",
        encoding="utf-8",
    )


def _markup(part: Part) -> str:
    words = escape(part.words)
    match part.shape:
        case Shape.HEADING | Shape.CASE:
            inner = "".join(f"<h3>{escape(item)}</h3>" for item in part.items)
            return f"<h{part.level}>{words}</h{part.level}>{inner}"
        case Shape.BULLETS:
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in part.items) + "</ul>"
        case Shape.CONTENTS:
            lines = (f"<li>{escape(' '.join(r[0]).rstrip(' .'))} {' '.join(r[-1])}</li>" for r in part.rows)
            return "<nav class='contents'><ul>" + "".join(lines) + "</ul></nav>"
        case Shape.TABLE:
            return "<table>" + "".join(_row(row) for row in part.rows) + "</table>"
        case Shape.BOLD | Shape.SHOUT:
            return f"<p><strong>{words}</strong></p>"
        case _:
            return f"<p>{words}</p>"


def _row(row: tuple[tuple[str, ...], ...]) -> str:
    cells = []
    for lines in row:
        if lines[0].startswith("•"):
            cells.append("<ul>" + "".join(f"<li>{escape(line.lstrip('• '))}</li>" for line in lines) + "</ul>")
        else:
            cells.append(escape(" ".join(lines)))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
