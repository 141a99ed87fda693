"""The labels of a Word file's pages, from the numbering of its sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.readers.archive import Element
from ingest.readers.canvas import Canvas
from ingest.readers.word.styles import VAL, W, numeral


@dataclass(slots=True)
class _Section:
    """From which page (counted from 0) a section numbers, in which form, and at what number it starts."""

    page: int
    form: str
    start: int | None


@dataclass(slots=True)
class PageLabels:
    """Collects sections in order; a section's properties stand at its end."""

    sections: list[_Section] = field(default_factory=list)
    _begins: int = 0

    def section(self, properties: Element, breaks: int) -> None:
        """A section ends here, after so many page breaks."""
        kind, numbers = properties.find(W + "type"), properties.find(W + "pgNumType")
        continuous = kind is not None and kind.get(VAL) == "continuous"
        page = self._begins - 1 if continuous and self._begins else self._begins
        form = numbers.get(W + "fmt", "decimal") if numbers is not None else "decimal"
        start = numbers.get(W + "start", "") if numbers is not None else ""
        self.sections.append(_Section(max(0, page), form, int(start) if start.isdigit() else None))
        self._begins = breaks + 1

    def settle(self, canvas: Canvas) -> None:
        """Give each page of the canvas its label."""
        if not canvas.starts or canvas.starts[-1][0] == 0:
            canvas.starts = []  # no break was recorded between words: where pages end is not known
            return
        starts = canvas.starts if canvas.starts[0][0] == 0 else [(0, ""), *canvas.starts]
        number, form, labelled = 0, "decimal", []
        for page, (offset, _) in enumerate(starts):
            number += 1
            for section in self.sections:
                if section.page == page:
                    form = section.form
                    number = section.start if section.start is not None else number
            labelled.append((offset, numeral(number, form)))
        canvas.starts = labelled
