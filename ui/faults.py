"""What a command may end with besides an answer, and the one line that says so."""

from __future__ import annotations

import sys

from ingest.errors import DueRegardError
from ui.plain import clean


class UsageFault(DueRegardError):
    """The command was used wrongly; it ends with exit code 2."""


class NothingLoaded(DueRegardError):
    """A home that the user named holds no papers yet."""


def complain(error: Exception | str) -> None:
    """Say on stderr what is wrong, in one line, without what a terminal would obey."""
    print(clean(" ".join(str(error).split())), file=sys.stderr)
