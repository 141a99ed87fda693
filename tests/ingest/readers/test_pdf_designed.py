"""Pages as a designer sets them: icons, columns with titles of their own, tables beside text, quotations, boxes."""

from __future__ import annotations

from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role
from ingest.settings import ReadSettings
from tests.ingest.readers.test_pdf import _all


def test_icons_are_no_letters(tmp_path: Path) -> None:
    """A sign of an icon font shows a picture; the letters of a symbol font, which stand in words, are read."""
    font = TTFont("Signs", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
    font.face.charToGlyph |= {0xF000 + code: font.face.charToGlyph[code] for code in (0x41, 0x6B, 0x73, 0xC0)}
    registerFont(font)
    path = tmp_path / "icons.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for at, words in enumerate(("\uf0c0", "\uf0c0 Call us on 01987 550 140", "\uf041\uf073\uf06b the team")):
        canvas.setFont("Signs", 11)
        canvas.drawString(60, 780 - 60 * at, words)
    canvas.save()
    assert _all(read(path, ReadSettings()), Role.PARAGRAPH) == ["Call us on 01987 550 140", "Ask the team"]
