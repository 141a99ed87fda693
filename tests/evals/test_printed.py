"""What a PDF prints: quotes are found over line ends and page ends, and what is not there is not found."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evals.printed import Printed, loose, text_of

PAGES = (
    (
        "We will support the long-",
        "established Irish and Polish com-",
        "munities of the “old” town by 2024-",
        "25. The gap was -3.2%.",
        "Every officer who plans a change must think",
    ),
    ("Page 2", "of those whom it may leave out.", "Team Posts Budget"),
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("printed") / "paper.pdf"
    write_pdf(file, PAGES)
    return text_of(file)


def write_pdf(file: Path, pages: tuple[tuple[str, ...], ...]) -> None:
    """Lines as they are, one under the other."""
    canvas = Canvas(str(file), pagesize=A4, invariant=True)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 760 - 18 * number, line)
        canvas.showPage()
    canvas.save()


def test_pages_are_parted(paper: str) -> None:
    assert len(paper.split("\f")) == len(PAGES)


@pytest.mark.parametrize(
    "quote",
    [
        "the long-established Irish and Polish communities",
        'of the "old" town by 2024-25.',
        "The gap was -3.2%.¹",
        "Every officer who plans a change must think of those whom it may leave out.",
    ],
)
def test_a_quote_is_found_over_the_ends_of_lines_and_pages(paper: str, quote: str) -> None:
    assert Printed(paper).holds(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "The gap was 3.2%",
        "by 2024-26",
        "Budget Posts",
        "Every officer who plans a change should think of those whom it may leave out.",
        "Every officer who plans a change must think of those whom it may leave out indeed",
    ],
)
def test_other_words_are_not_found(paper: str, quote: str) -> None:
    assert not Printed(paper).holds(quote)


def test_marks_of_lists_and_notes_are_no_words() -> None:
    assert loose("\uf0b7 One ﬁrst\nstep¹") == "one first step"
