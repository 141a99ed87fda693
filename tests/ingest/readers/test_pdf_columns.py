"""Columns and pages of a PDF, what stands over and under them, and what goes on from one to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.records import Role
from ingest.structure import build_document
from ingest.words import readable
from tests.ingest.readers.test_pdf import LONG, _all, _drawn


@pytest.mark.parametrize("rows", [8, 16])
def test_a_title_under_both_columns_heads_what_crosses_them(tmp_path: Path, rows: int) -> None:
    """However short: it is read after the right column, which ends lower than the left one or not."""
    left = [
        (60.0, 740.0 - 15 * at, f"Of the {at + 10} wards on this side, some", "Helvetica", 11.0) for at in range(12)
    ]
    right = [
        (310.0, 740.0 - 15 * at, f"and {at + 30} on the other side are not so", "Helvetica", 11.0) for at in range(rows)
    ]
    below = [
        (60.0, 470.0, "Unequal places", "Helvetica-Bold", 15.0),
        *((60.0, 448.0 - 15 * at, LONG[:85], "Helvetica", 11.0) for at in range(3)),
    ]
    source = _drawn(tmp_path, [*left, *right, *below])
    text = source.text
    assert _all(source, Role.HEADING) == ["Unequal places"]
    assert text.index("Of the 21 wards") < text.index("and 30 on") < text.index("Unequal") < text.index(LONG[:20])


def test_the_last_lines_of_a_longer_left_column_stay_in_it(tmp_path: Path) -> None:
    """They stand near to the lines above them, and far from what crosses both columns."""
    left = [
        (60.0, 740.0 - 15 * at, f"Of the {at + 10} wards on this side, some", "Helvetica", 11.0) for at in range(12)
    ]
    left[-2:] = [(x, y - 12, words, font, size) for x, y, words, font, size in left[-2:]]
    right = [(310.0, y, words.replace("Of", "and"), font, size) for _, y, words, font, size in left[:8]]
    below = [(60.0, 500.0 - 15 * at, LONG[:85], "Helvetica", 11.0) for at in range(3)]
    text = _drawn(tmp_path, [*left, *right, *below]).text
    assert text.index("Of the 21 wards") < text.index("and the 10 wards") < text.index(LONG[:20])


def test_a_numbered_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    """Though a sentence ends with the page: what is set as its words are belongs to it, and to its number."""
    page = [
        (60.0, 130.0, "4.14", "Helvetica", 11.0),
        (96.0, 130.0, "The bus has run in the north of the county since the", "Helvetica", 11.0),
        (96.0, 115.0, "spring of last year.", "Helvetica", 11.0),
    ]
    later = [
        (96.0, 760.0, "Almost a third of those who use it are over 65.", "Helvetica", 11.0),
        (60.0, 738.0, "4.15", "Helvetica", 11.0),
        (96.0, 738.0, "Grants were made to eleven schemes.", "Helvetica", 11.0),
        (60.0, 716.0, "The report ends here, with what the Board asked for.", "Helvetica", 11.0),
    ]
    source = _drawn(tmp_path, page, later)
    paper = build_document(source, id="paper", file="paper.pdf", sha256="")
    found = {readable(paper.text[u.start : u.end]): u.paragraph for u in paper.units}
    assert found["Almost a third of those who use it are over 65."] == "4.14"
    assert found["The report ends here, with what the Board asked for."] == ""
