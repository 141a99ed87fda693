"""Office files locked with a password."""

from __future__ import annotations

from pathlib import Path

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from ingest.errors import FileError
from ingest.readers import read
from ingest.settings import ReadSettings
from tests.ingest.readers.broken_files import made
from tests.ingest.readers.office_files import docx, p

PASSWORD = "open sesame"
# The library locks no files of a few bytes soundly: it keeps small streams elsewhere.
FILLING = " ".join(str(n * n) for n in range(4000))


def locked(path: Path) -> Path:
    """The same file, locked."""
    target = path.with_stem(f"locked-{path.stem}")
    with path.open("rb") as plain, target.open("wb") as out:
        OOXMLFile(plain).encrypt(PASSWORD, out)
    return target


def test_a_locked_word_file_opens_with_a_password_of_the_settings(tmp_path: Path) -> None:
    """Whichever of those given it is; nothing unlocked is left on the disk."""
    path = locked(docx(tmp_path / "a.docx", p("We will train every manager.") + p(FILLING)))
    with path.open("rb") as stream:
        assert msoffcrypto.OfficeFile(stream).is_encrypted()
    source = read(path, ReadSettings(passwords=("wrong", PASSWORD)))
    assert source.text.startswith("We will train every manager.")


@pytest.mark.parametrize("suffix", [".xlsx", ".pptx"])
def test_workbooks_and_slides_too(tmp_path: Path, suffix: str) -> None:
    """Every Office format is locked in the same way."""
    (tmp_path / f"b{suffix}").write_bytes(made(tmp_path, suffix))
    assert "Aim" in read(locked(tmp_path / f"b{suffix}"), ReadSettings(passwords=(PASSWORD,))).text


@pytest.mark.parametrize(
    ("passwords", "reason"), [((), "is locked with a password"), (("wrong",), "none of the passwords given opens it")]
)
def test_without_the_right_password_it_says_where_to_give_it(
    tmp_path: Path, passwords: tuple[str, ...], reason: str
) -> None:
    """The reason, and the place of the remedy."""
    path = locked(docx(tmp_path / "a.docx", p("Hidden")))
    with pytest.raises(FileError, match=reason) as caught:
        read(path, ReadSettings(passwords=passwords))
    assert "settings.toml" in caught.value.remedy


def test_a_damaged_locked_file_is_reported(tmp_path: Path) -> None:
    """Cut off or altered, it is a fault of that file."""
    path = locked(docx(tmp_path / "a.docx", p(FILLING)))
    data = bytearray(path.read_bytes())
    for cut in (len(data) // 2, 600, len(data) - 700):
        path.write_bytes(data[:cut])
        with pytest.raises(FileError):
            read(path, ReadSettings(passwords=(PASSWORD,)))
