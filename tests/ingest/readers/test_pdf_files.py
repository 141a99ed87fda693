from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import FileError
from ingest.readers.pdf import read
from ingest.records import Role
from ingest.settings import ReadSettings

FILES = Path(__file__).parents[4] / "shared" / "files"
SETTINGS = ReadSettings(passwords=("openpassword",))

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="../shared/files is not here")


@pytest.mark.parametrize("path", sorted((FILES / "pdf").glob("*.pdf")), ids=lambda path: path.name[:24])
def test_every_sample_is_read_or_reported(path: Path) -> None:
    """No file is silently empty: it has text, or an error with a reason and a remedy."""
    try:
        told = read(path, SETTINGS).text
    except FileError as error:
        told = error.reason and error.remedy
    assert told.strip()


def test_a_report_keeps_its_parts() -> None:
    """A report of 60 pages: contents, printed labels, numbered paragraphs in sequence, no false table."""
    source = read(next((FILES / "uk").glob("*.pdf")), SETTINGS)
    first = source.text[: source.pages[8].end]
    marks = [block.marker for block in source.blocks if block.marker.startswith("3.")]
    assert marks == [f"3.{n}" for n in range(1, 17)]
    assert len([block for block in source.blocks if block.role is Role.CONTENTS]) == 10
    assert [page.label for page in source.pages[4:54]] == [str(n) for n in range(1, 51)]
    assert not [block for block in source.blocks if block.role is Role.ROW]
    assert "1.7 The data is presented" in first
