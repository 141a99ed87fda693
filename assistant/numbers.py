"""Numbers up to twelve in words, as questions and papers have them."""

from __future__ import annotations

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {word: str(value) for value, word in enumerate(WORDS, start=1)}


def spelt(first: int = 1, last: int = len(WORDS)) -> str:
    """The alternatives of a pattern for the words of the numbers from ``first`` to ``last``."""
    return "|".join(WORDS[first - 1 : last])


def in_figures(number: str) -> str:
    """A number in figures, of whatever case its word is."""
    return _VALUES.get(number.lower(), number)
