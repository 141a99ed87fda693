"""One manuscript, any format: which exporter a format has, and how the file gets to its place whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ui.exports.document import Manuscript
from ui.faults import UsageFault

Exporter = Callable[[Manuscript], bytes]


def _word(manuscript: Manuscript) -> bytes:
    from ui.exports.word import to_word  # python-docx takes its time

    return to_word(manuscript)


def _markdown(manuscript: Manuscript) -> bytes:
    from ui.exports.markdown import to_markdown

    return to_markdown(manuscript).encode()


def _page(manuscript: Manuscript) -> bytes:
    from ui.exports.page import to_page

    return to_page(manuscript).encode()


FORMATS: Mapping[str, Exporter] = {"docx": _word, "md": _markdown, "html": _page}


def export(manuscript: Manuscript, form: str) -> bytes:
    """A manuscript in one of ``FORMATS``; raises UsageFault for a format that there is none of."""
    if form not in FORMATS:
        raise UsageFault(f"There is no format {form!r}. Choose one of: {', '.join(FORMATS)}.")
    return FORMATS[form](manuscript)


def write(file: Path, content: bytes) -> None:
    """Put a file in its place whole, or leave what was there; raises UsageFault where it cannot be written."""
    place = file.expanduser()
    try:
        handle, name = tempfile.mkstemp(prefix=".dueregard-", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).chmod(0o666 & ~_umask())  # as any other new file
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageFault(f"{file} cannot be written: {reason}. Name another file with --out.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
