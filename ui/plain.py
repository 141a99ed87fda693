"""Text that may be shown: without the control characters that a terminal would obey."""

from __future__ import annotations

import re

# A paper may carry anything, also orders to a terminal; of the controls only line ends and tabs are kept.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """Text without control characters."""
    return _CONTROLS.sub("", text)
