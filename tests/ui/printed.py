"""Council papers as PDF, made for the tests: headings, lists, a table, and a sentence that a page cuts."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

# So much that the end of the page cuts the sentence after it.
GAP = 116
CUT = (
    "The council will open a night shelter for people who flee abuse in Felpersham, and will keep it open on every "
    "night of the year, with trained staff and with rooms that a wheelchair user can reach, until March 2027."
)
SHELTER = "Open two more family rooms at the Ambridge refuge by October 2026."


def paper(
    path: Path, *, title: str = "Borset equality objectives 2026", council: str = "Borset County Council"
) -> Path:
    """A progress report of some pages, as an office program prints it."""
    look = getSampleStyleSheet()
    body, items = (
        look["BodyText"],
        [
            "Light every underpass on the ring road by December 2026.",
            SHELTER,
            "Train 140 front-line staff to support disabled bus passengers.",
        ],
    )
    filler = "Residents told us in 2025 that public places felt less safe after dark. Residents asked for better lamps."
    parts: list[Flowable] = [
        Paragraph(title, look["Title"]),
        Paragraph(f"{council}, March 2026", body),
        Paragraph("1. Foreword", look["Heading1"]),
        *[Paragraph(f"{filler} Group {number} of those we asked said so too.", body) for number in range(1, 6)],
        PageBreak(),
        Paragraph("2. Safer places", look["Heading1"]),
        Paragraph("By the end of the plan we will:", body),
        ListFlowable([Paragraph(words, body) for words in items], bulletType="bullet"),
        Paragraph("2.1 Progress so far", look["Heading2"]),
        Paragraph("In 2025 we trained 62 front-line staff, and 58 of them said that they felt more confident.", body),
        *[Paragraph(f"{filler} Group {number} of those we asked said so too.", body) for number in range(1, 14)],
        Spacer(1, GAP),
        Paragraph(CUT, body),
        PageBreak(),
        Paragraph("3. Our workforce", look["Heading1"]),
        Paragraph("The gender pay gap fell from 9.4% in 2024 to 7.1% in 2025.", body),
        Table(
            [["Group", "2024", "2025"], ["Disabled staff", "6.2%", "7.9%"], ["Women in senior roles", "41%", "46%"]],
            style=[("GRID", (0, 0), (-1, -1), 0.5, "black")],
        ),
    ]
    SimpleDocTemplate(str(path), pagesize=A4, title=title, author=council).build(parts)
    return path
