"""Headings that nobody styled: short lines in clearly larger letters than the running text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from ingest.readers.canvas import Canvas
from ingest.records import Block, Dress, Role

_LONGEST = 120
_LARGER = 1.5  # points above the size of the running text


@dataclass(slots=True)
class Sizes:
    """The size of letters of each block, and which size most letters have."""

    letters: Counter[float] = field(default_factory=Counter)
    short: dict[int, float] = field(default_factory=dict)

    def note(self, place: int, block: Block, points: float) -> None:
        """Remember the size of a block by its place on the canvas."""
        self.letters[points] += block.end - block.start
        if block.role is Role.PARAGRAPH and not block.marker and block.end - block.start <= _LONGEST:
            self.short[place] = points

    def promote(self, canvas: Canvas) -> None:
        """Make headings of large lines; their sizes give levels only where no heading has a style."""
        if not self.letters:
            return
        body = self.letters.most_common(1)[0][0]
        large = {place: points for place, points in self.short.items() if points >= body + _LARGER}
        ranks = {points: rank for rank, points in enumerate(sorted(set(large.values()), reverse=True), start=1)}
        styled = any(block.role is Role.HEADING for block in canvas.blocks)
        for place, points in large.items():
            level = 0 if styled else min(ranks[points], 9)
            block = canvas.blocks[place]
            canvas.blocks[place] = replace(block, role=Role.HEADING, level=level, dress=Dress.BOLD)
