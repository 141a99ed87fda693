"""Rows of a table under the name of their group."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read
from ingest.records import Role
from ingest.settings import ReadSettings
from ingest.structure import build_document
from tests.ingest.readers.test_pdf import LONG

HEAD = ("Characteristic", "2024", "2025")
ROWS = (
    ("**Headcount", "4,371", "4,312"),
    ("**Race:** ethnic minority groups", "11.8%", "12.9%"),
    ("White British", "77.2%", "78.8%"),
    ("Not declared", "11.0%", "8.3%"),
    ("**Disability:** disabled", "6.3%", "7.2%"),
    ("Not declared", "18.1%", "13.4%"),
)


def _drawn(path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for at in range(8):
        canvas.drawString(60, 780 - 15 * at, LONG[:80])
    canvas.grid([60, 300, 420, 540], [620 - 16 * at for at in range(len(rows) + 2)])
    for at, row in enumerate((tuple(f"**{name}" for name in HEAD), *rows)):
        for left, words in zip((64, 304, 424), row, strict=True):
            line = canvas.beginText(left, 608 - 16 * at)
            for nth, part in enumerate(words.split("**")):
                line.setFont("Helvetica-Bold" if nth == 1 else "Helvetica", 10)
                line.textOut(part)
            canvas.drawText(line)
    canvas.save()


def test_a_bold_name_that_opens_a_row_holds_for_the_rows_below_it(tmp_path: Path) -> None:
    """Two rows of one name say which group they are of; a row that is bold as a whole is of none."""
    path = tmp_path / "groups.pdf"
    _drawn(path, ROWS)
    paper = build_document(read(path, ReadSettings()), id="x", file=path.name, sha256="")
    found = [(" ".join(paper.text[u.start : u.end].split()), u.lead) for u in paper.units if u.role is Role.ROW]
    heads = "Characteristic · 2024 · 2025"
    assert found == [
        ("Headcount 4,371 4,312", heads),
        ("Race: ethnic minority groups 11.8% 12.9%", heads),
        ("White British 77.2% 78.8%", f"{heads} · Race"),
        ("Not declared 11.0% 8.3%", f"{heads} · Race"),
        ("Disability: disabled 6.3% 7.2%", heads),
        ("Not declared 18.1% 13.4%", f"{heads} · Disability"),
    ]


def test_rows_that_all_open_in_bold_are_no_groups(tmp_path: Path) -> None:
    """Each cell is read as one: nothing stands under the bold words but their own row."""
    path = tmp_path / "rows.pdf"
    _drawn(path, (ROWS[1], ROWS[4]))
    rows = [block for block in read(path, ReadSettings()).blocks if block.role is Role.ROW]
    assert [len(block.cells) for block in rows] == [3, 3, 3]
