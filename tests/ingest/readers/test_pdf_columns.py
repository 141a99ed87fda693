"""Columns of a PDF page, and what stands over and under them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.records import Role
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
