"""Fields that take one of several names, or none: the check, and what the schema says of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


def one_of(names: Sequence[str]) -> Callable[[str], str]:
    """The check that a text is one of these names, or empty."""

    def known(name: str) -> str:
        if name and name not in names:
            raise ValueError(f"is not one of {', '.join(names)}")
        return name

    return known


def choices(names: Sequence[str]) -> dict[str, Any]:
    """The names as a schema gives them."""
    return {"enum": ["", *names]}
