"""The section tree: paths of titles, spans, kinds and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ingest.records import Block, Kind, Page, Role, Section
from ingest.structure.cues import looks_back
from ingest.structure.kinds import section_kind
from ingest.words import fold, readable

_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,3})*|[A-Z]{1,3}\d{1,2})[.):]?\s")
_TAIL = re.compile(
    r"\b(?:contact us|issued by|for (?:more|further) information|enquiries to|alternative formats?|published by)\b",
    re.I,
)
TITLE_LIKENESS = 94.0
TAIL_BLOCKS = 14
HEAD_BLOCKS, HEAD_WORDS = 8, 40


@dataclass(frozen=True, slots=True)
class Tree:
    """The sections of a paper, for each block the number of its section, and whether the paper tells what was done."""

    sections: tuple[Section, ...]
    of_block: tuple[int, ...]
    back: bool = False


def build_tree(
    text: str, blocks: Sequence[Block], pages: Sequence[Page], outline: Sequence[tuple[str, str]], named: str = ""
) -> Tree:
    """Sections by their headings; section 0 is what stands before the first one, and may be empty.

    ``named`` is what the file calls the paper.
    """
    sections = [Section(0, -1, (), 0, 0)]
    stack: list[tuple[int, int]] = []
    of_block: list[int] = []
    tail = _tail_start(text, blocks)
    for place, block in enumerate(blocks):
        if place == tail:
            sections.append(Section(len(sections), -1, (), block.start, block.end, Kind.CONTACT))
            stack = []
        elif block.role is Role.HEADING:
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            parent = stack[-1][1] if stack else -1
            title = readable(text[block.start : block.end])
            path = (*(sections[parent].path if parent >= 0 else ()), title)
            paragraph = _number(block, title)
            sections.append(Section(len(sections), parent, path, block.start, block.end, paragraph=paragraph))
            stack.append((block.level, len(sections) - 1))
        of_block.append(len(sections) - 1)
        sections[-1] = replace(sections[-1], end=max(sections[-1].end, block.end))
    paper = next((s.path[0] for s in sections if s.path), "")
    back = looks_back(f"{named}\n{_head(text, blocks)}")
    sections = [
        s if s.kind is not Kind.UNKNOWN else replace(s, kind=section_kind(s.path, paper, back=back)) for s in sections
    ]
    paged = _by_span(sections, pages) if pages else _by_outline(sections, outline)
    return Tree(tuple(paged), tuple(of_block), back)


def _head(text: str, blocks: Sequence[Block]) -> str:
    """The short lines that a paper begins with: its name and what it is."""
    lines = (readable(text[b.start : b.end]) for b in blocks[:HEAD_BLOCKS] if b.role is not Role.CONTENTS)
    return "\n".join(line for line in lines if len(line.split()) <= HEAD_WORDS)


def _number(block: Block, title: str) -> str:
    """The number printed before a title, whether it is read as a part of it or as a list's mark."""
    found = _NUMBER.match(title)
    if found:
        return found[1]
    return block.marker.rstrip(".):") if block.marker[:1].isdigit() else ""


def _tail_start(text: str, blocks: Sequence[Block]) -> int:
    """Where the issuer's and contact lines at a paper's end begin, under whatever heading; -1 for none."""
    floor = max(0, len(blocks) - TAIL_BLOCKS)
    for place in range(floor, len(blocks)):
        rest = blocks[place:]
        words = readable(text[blocks[place].start : blocks[place].end])
        plain = all(b.role in {Role.PARAGRAPH, Role.FURNITURE} and b.end - b.start < 400 for b in rest)
        if plain and place > 0 and blocks[place].role is Role.PARAGRAPH and _TAIL.search(words):
            return place if blocks[place - 1].role is not Role.HEADING else -1
    return -1


def page_at(pages: Sequence[Page], offset: int) -> Page | None:
    """The page that an offset stands on."""
    low, high = 0, len(pages)
    while low < high:
        middle = (low + high) // 2
        if pages[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return pages[low] if low < len(pages) else (pages[-1] if pages else None)


def _by_span(sections: Sequence[Section], pages: Sequence[Page]) -> list[Section]:
    out = []
    for section in sections:
        first, last = page_at(pages, section.start), page_at(pages, max(section.start, section.end - 1))
        out.append(
            replace(
                section,
                page=first.index if first else None,
                page_label=first.label if first else "",
                last_page=last.index if last else None,
            )
        )
    return out


def _by_outline(sections: Sequence[Section], outline: Sequence[tuple[str, str]]) -> list[Section]:
    """Pages from the paper's own contents list, for a text that has lost its pages; parts inherit their whole's."""
    labels: dict[int, str] = {}
    place = 0
    for section in sections:
        if not section.path:
            continue
        title = fold(section.path[-1])
        for ahead in range(place, len(outline)):
            if fuzz.ratio(title.rstrip(":."), fold(outline[ahead][0]).rstrip(":.")) >= TITLE_LIKENESS:
                labels[section.number] = outline[ahead][1]
                place = ahead + 1
                break
    out: list[Section] = []
    for section in sections:
        label = labels.get(section.number, "")
        if not label and section.parent >= 0:
            label = out[section.parent].page_label
        page = int(label) if label.isdigit() else None
        out.append(replace(section, page=page, page_label=label))
    return out
