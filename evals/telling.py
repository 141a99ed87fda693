"""How a long run says how far it has come."""

from __future__ import annotations

from collections.abc import Callable

# The stage, how much of it is done, and how much there is.
Tell = Callable[[str, int, int], None]


def quiet(stage: str, done: int, total: int) -> None:
    """Tells nobody."""
