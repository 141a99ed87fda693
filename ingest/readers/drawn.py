"""What is asked of a page that is drawn, and what comes of it; no parser is needed to speak of them."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be marked: those of the quote that stand on the page, and how often they stand on it before."""

    text: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG; ``boxes`` are the marks, as shares of its width and height: left, top, width, height."""

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...] = ()
