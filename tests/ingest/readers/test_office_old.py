"""Old Office files: read through LibreOffice where it is, refused with a remedy where it is not."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from ingest.errors import FileError
from ingest.readers import office_old, read
from tests.ingest.readers.office_files import SETTINGS, docx, p, words

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


@pytest.fixture
def old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An old file, on a machine without LibreOffice."""
    monkeypatch.setattr(office_old, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    path = tmp_path / "paper ŵ.rtf"
    path.write_bytes(rb"{\rtf1 Old words.}")
    return path


def stand_in(folder: Path, body: str) -> None:
    """A soffice that does what a test says; its arguments are those of the real one."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!{sys.executable}\nimport sys, shutil, time, pathlib\nargs = sys.argv\n{body}\n")
    program.chmod(0o755)


def test_without_libreoffice_the_remedy_is_named(old_file: Path) -> None:
    """The message says what to install and what else helps."""
    with pytest.raises(FileError, match=r"needs LibreOffice.*Install LibreOffice, or open it in Office"):
        read(old_file, SETTINGS)


def test_what_libreoffice_makes_is_read(old_file: Path, tmp_path: Path) -> None:
    """The file is converted with a private profile, read, and said to be so."""
    made = docx(tmp_path / "made.docx", p("Old words."))
    stand_in(
        tmp_path,
        f"out = pathlib.Path(args[args.index('--outdir') + 1]); out.mkdir()\n"
        f"assert any(a.startswith('-env:UserInstallation=file:///') for a in args)\n"
        f"shutil.copy({str(made)!r}, out / ('paper.' + args[args.index('--convert-to') + 1]))",
    )
    source = read(old_file, SETTINGS)
    assert words(source) == ["Old words."]
    assert source.warnings == ("Read through LibreOffice as .docx.",)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "sys.exit('source file could not be loaded')",
            "could not be converted by LibreOffice .*not be loaded",
        ),
        ("time.sleep(30)", "was stopped after LibreOffice worked on it for 1 s"),
    ],
)
def test_a_failing_conversion_is_that_files_fault(old_file: Path, tmp_path: Path, body: str, reason: str) -> None:
    """A converter that fails or hangs gives its reason."""
    stand_in(tmp_path, body)
    with pytest.raises(FileError, match=reason):
        read(old_file, SETTINGS.model_copy(update={"seconds": 1}))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_real_libreoffice_reads_rich_text(tmp_path: Path) -> None:
    """Where LibreOffice is installed, an old file is truly read."""
    path = tmp_path / "paper.rtf"
    path.write_bytes(rb"{\rtf1\ansi Old words.\par}")
    assert words(read(path, SETTINGS)) == ["Old words."]
