"""The units that get quoted: sentences, list items, table rows and their cells, each with its lead-in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.records import Block, Kind, Page, Role, Section, Unit
from ingest.sentences import sentence_spans
from ingest.structure.kinds import unit_kind
from ingest.structure.leads import Lead, OpenItems, answer_lead, list_lead
from ingest.structure.rows import Over, Piece, band_words, row_pieces
from ingest.structure.sections import Tree, page_at
from ingest.words import readable, trimmed

_CLOSED = re.compile(r"[.!?;:]['\"”’)\]]*$")
_LETTERED = re.compile(r"\(?([a-z]|[ivx]{2,5})[.)]")
ITEM_WORDS = 90
FRAGMENT_WORDS = 18
HEADING_WORDS = 4
_UNQUOTED = {Role.CONTENTS, Role.PULL_QUOTE, Role.FURNITURE}


def build_units(text: str, blocks: Sequence[Block], tree: Tree, pages: Sequence[Page]) -> tuple[Unit, ...]:
    """Units in reading order; contents, pull quotes and furniture give none."""
    units: list[Unit] = []
    groups: dict[tuple[str, int, int], int] = {}
    run = (-1, -1)
    number = ""
    bands: dict[int, str] = {}
    told: dict[int, Kind] = {}  # what the items say, by where each ends
    captions = {b.table: readable(text[b.start : b.end]) for b in blocks if b.table and b.role is Role.PARAGRAPH}
    widest = _widest(blocks)
    heads = _header_rows(text, blocks)
    shown = [n for n, block in enumerate(blocks) if block.role not in _UNQUOTED]
    leads = _leads(text, blocks, tree, shown)
    for place in shown:
        block, section, lead = blocks[place], tree.sections[tree.of_block[place]], leads[place]
        if (block.role is Role.HEADING and not _states(section, place)) or place in heads:
            continue
        if not _is_fragment(text, block):
            run = (place, -1)
        elif run[1] != section.number:
            run = (place, section.number)
        number = _number(block, number)
        if block.role is Role.ROW and (band := band_words(text, block, widest[block.table])):
            bands[block.table] = band
        over = Over(captions.get(block.table, ""), bands.get(block.table, ""))
        for start, end, role, key, led in _pieces(text, block, run[0], lead, over):
            page = page_at(pages, start)
            whole = told.get(led.span[1], Kind.UNKNOWN) if led.span else Kind.UNKNOWN
            kind = unit_kind(section.kind, led, readable(text[start:end]), role, back=tree.back, over=whole)
            if block.role is Role.ITEM:
                told[end] = kind
            unit = Unit(
                start,
                end,
                role,
                section.number,
                groups.setdefault(key, len(groups) + 1),
                kind,
                led.words,
                led.span,
                page.index if page else section.page,
                (number if block.role in {Role.PARAGRAPH, Role.ITEM} else "") or section.paragraph,
            )
            units.append(unit)
    return tuple(units)


def _leads(text: str, blocks: Sequence[Block], tree: Tree, shown: Sequence[int]) -> dict[int, Lead]:
    """The lead-in of every block that is shown, by its place."""
    found: dict[int, Lead] = {}
    items = OpenItems()
    before = Role.PARAGRAPH
    for nth, place in enumerate(shown):
        block, section = blocks[place], tree.of_block[place]
        near = [blocks[n] for n in shown[max(0, nth - 2) : nth] if tree.of_block[n] == section]
        if block.role is Role.ITEM:
            first = None if before is Role.ITEM else list_lead(text, near)
            found[place] = items.lead_of(text, block, first)
        else:
            found[place] = answer_lead(text, near[-1] if near else None, block)
        before = block.role
    return found


def _states(section: Section, place: int) -> bool:
    """Whether a heading says something worth quoting: the paper's title, an objective, more than a label."""
    return (
        place == 0
        or section.number <= 1
        or bool(section.paragraph)
        or section.kind is Kind.OBJECTIVE
        or len(section.path[-1].split()) >= HEADING_WORDS
    )


def _is_fragment(text: str, block: Block) -> bool:
    """A short line without an end mark, as slides hold them: with its neighbours it is read as a list."""
    words = readable(text[block.start : block.end])
    return block.role is Role.PARAGRAPH and len(words.split()) <= FRAGMENT_WORDS and not _CLOSED.search(words)


def _number(block: Block, before: str) -> str:
    """The number printed beside a block ("4.3"); a lettered item's under the number before it ("4.3(a)")."""
    if block.marker[:1].isdigit():
        return block.marker
    if block.role is Role.ITEM and (letter := _LETTERED.fullmatch(block.marker)):
        return f"{before.partition('(')[0].rstrip('.')}({letter[1]})"
    return ""


def _widest(blocks: Sequence[Block]) -> dict[int, int]:
    """The most cells of a row of each table."""
    found: dict[int, int] = {}
    for block in blocks:
        found[block.table] = max(found.get(block.table, 0), len(block.cells))
    return found


def _header_rows(text: str, blocks: Sequence[Block]) -> set[int]:
    """The rows that name the columns of their tables: the rows below have those names, so they say nothing alone."""
    names = {block.table: " ".join(block.headers) for block in blocks if block.headers}
    return {
        place
        for place, block in enumerate(blocks)
        if block.role is Role.ROW
        and not block.headers
        and len(block.cells) > 1
        and block.table in names
        and all(readable(text[a:b]) in names[block.table] for a, b in block.cells)
    }


def _pieces(text: str, block: Block, place: int, lead: Lead, over: Over) -> Iterator[Piece]:
    own = ("block", place, 0)
    if block.role is Role.HEADING:
        yield (*trimmed(text, block.start, block.end), Role.HEADING, own, Lead())
    elif block.role is Role.ROW:
        yield from row_pieces(text, block, place, over if len(block.cells) > 1 else Over(over.caption))
    elif block.role is Role.ITEM:
        key = ("list", block.list_id, 0)
        if len(readable(text[block.start : block.end]).split()) <= ITEM_WORDS:
            yield (*trimmed(text, block.start, block.end), Role.ITEM, key, lead)
        else:
            for span in _sentences(text, block.start, block.end):
                yield (*span, Role.ITEM, ("block", place, 1), lead)
    elif block.hard_break:
        yield (*trimmed(text, block.start, block.end), block.role, own, lead)
    else:
        for span in _sentences(text, block.start, block.end):
            yield (*span, block.role, own, lead)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for a, b in sentence_spans(text[start:end]):
        span = trimmed(text, start + a, start + b)
        if span[0] < span[1]:
            yield span
