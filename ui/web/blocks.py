"""A document of ``ui.exports`` as part of a screen: what is shown is what the file holds, with its notes as links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.records import Citation
from ingest.words import readable
from ui import labels
from ui.exports import Block, Heading, Manuscript
from ui.web.render import render


@dataclass(frozen=True, slots=True)
class Mark:
    """A note where it stands: its number, and the citation that it is, if it is one."""

    number: int
    id: str
    text: str
    citation: Citation | None

    @property
    def place(self) -> str:
        """The shortest words for where the citation leads."""
        return labels.place_words(self.citation) if self.citation else ""


class Marks:
    """Finds the citation that a note names, and numbers the notes as they come."""

    def __init__(self, prefix: str, citations: Iterable[Citation], words: Callable[[Citation], str]) -> None:
        self._prefix = prefix
        self._count = 0
        self._known: dict[str, list[Citation]] = {}
        for citation in citations:
            self._known.setdefault(words(citation), []).append(citation)

    def of(self, note: str, beside: str) -> Mark:
        """The mark of a note that stands beside some words; of several with that note, the one that quotes them."""
        self._count += 1
        found = self._known.get(note, [])
        quoted = beside.strip().strip("“”")
        chosen = next((c for c in found if readable(c.quote) == quoted), found[0] if found else None)
        return Mark(self._count, f"{self._prefix}-{self._count}", note, chosen)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the first level with what stands under it."""

    title: str
    blocks: tuple[Block, ...]


def parts_of(manuscript: Manuscript) -> tuple[Part, ...]:
    """The document cut at its headings of the first level; what stands before them is a part without a title."""
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in manuscript.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found.append((block.text, []))
        else:
            found[-1][1].append(block)
    return tuple(Part(title, tuple(blocks)) for title, blocks in found if title or blocks)


def drawn(blocks: Sequence[Block], marks: Marks) -> str:
    """Blocks as HTML; a heading of the second level is an ``h3``."""
    return render("blocks.html", blocks=blocks, marks=marks)
