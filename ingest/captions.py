"""How the caption of a table or chart begins, in whatever format."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"(?i:table|figure|chart|graph) ?[A-Z]?\d{1,3}(?:\.\d{1,2})?(?=\s*(?:[:.–—-]|$)|\s+[A-Z])")
MOST_WORDS = 30


def is_numbered(words: str) -> bool:
    """Whether a line begins as a numbered caption does ("Table 9: Women and men")."""
    return bool(_NUMBERED.match(words))


def is_caption(words: str) -> bool:
    """Whether a block is a numbered caption, and no sentence about a table."""
    return is_numbered(words) and not words.endswith((".", ":", ";", "?")) and len(words.split()) <= MOST_WORDS
