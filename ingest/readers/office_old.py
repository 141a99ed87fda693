"""Old Office and Rich Text files: LibreOffice, where it is installed, turns them into ones that can be read.

It runs without a window, with a profile of its own that is thrown away, so no macro or setting of the user
takes part; what it writes is read like any other file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.errors import FileError
from ingest.readers import read as read_any
from ingest.readers import shown, sniffing
from ingest.records import Source
from ingest.settings import ReadSettings

_TARGETS = {
    "ole/word": "docx",
    "rtf": "docx",
    "office/xml": "docx",
    "ole/slides": "pptx",
    "ole/sheets": "xlsx",
    "xlsb": "xlsx",
}
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_SHARE_OF_TIME = 0.8  # the rest is for reading what it made
_CONVERTER_BYTES = 8 * 1024**3  # it maps far more address space than it uses


def read(path: Path, settings: ReadSettings) -> Source:
    """Convert the file and read the result; raises FileError where LibreOffice is missing or cannot."""
    name = shown(path)
    target = _TARGETS.get(sniffing.sniff(path).kind, "docx")
    program = _soffice()
    if program is None:
        remedy = f"Install LibreOffice, or open it in Office and save it as .{target}."
        raise FileError(name, "is in an old Office format, which needs LibreOffice to be read", remedy)
    with tempfile.TemporaryDirectory(prefix="dueregard-", ignore_cleanup_errors=True) as folder:
        made = _converted(path, name, target, program, Path(folder), settings.seconds)
        source = read_any(made, settings)
    return replace(source, warnings=(*source.warnings, f"Read through LibreOffice as .{target}."))


def _soffice() -> str | None:
    """LibreOffice's program, from the path or from where it is usually installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(path: Path, name: str, target: str, program: str, folder: Path, seconds: int) -> Path:
    """Run LibreOffice on a copy with a plain name; return the file that it made."""
    copy = folder / f"paper{path.suffix.lower() if path.suffix.isascii() else ''}"
    shutil.copyfile(path, copy)
    made = folder / "out" / f"paper.{target}"
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += [
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--convert-to",
        target,
        "--outdir",
        str(made.parent),
    ]
    limit = max(1.0, seconds * _SHARE_OF_TIME)
    try:
        with _room_for_converter():
            run = subprocess.run(
                [*command, str(copy)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=limit,
                check=False,
                env={**os.environ, "HOME": str(folder)},
            )
    except subprocess.TimeoutExpired as error:
        reason = f"was stopped after LibreOffice worked on it for {limit:,.0f} s"
        raise FileError(name, reason, "Open it in Office and save it in a newer format.") from error
    if not made.is_file():
        words = run.stderr.decode("utf-8", "replace").strip().splitlines()
        why = f" ({words[-1][:160]})" if words else ""
        raise FileError(name, f"could not be converted by LibreOffice{why}", f"Save it in Office as .{target}.")
    return made


@contextlib.contextmanager
def _room_for_converter() -> Iterator[None]:
    """Give the converter more address space than this process has; it inherits the limit when it starts."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _CONVERTER_BYTES if hard == resource.RLIM_INFINITY else min(_CONVERTER_BYTES, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
