"""Dates as they are stored ("2023-07-03", "2023-07", "2023") and as people write them."""

from __future__ import annotations

import re

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
# Any of them, in a pattern.
MONTH = "|".join(MONTHS)
_STORED = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def date_words(date: str) -> str:
    """A stored date as people write it: "2023-07" is July 2023; what is no date stays as it is."""
    found = _STORED.fullmatch(date)
    if not found or not 1 <= int(found[2] or 1) <= len(MONTHS):
        return date
    month = f"{MONTHS[int(found[2]) - 1].capitalize()} " if found[2] else ""
    day = f"{int(found[3])} " if found[3] else ""
    return f"{day}{month}{found[1]}"
