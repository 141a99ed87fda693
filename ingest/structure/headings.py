"""Which blocks are headings, and how deep: by Markdown, style, bold lines, numbering in sequence, plain lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.records import Block, Dress, Role
from ingest.structure.leads import asks
from ingest.structure.repairs import is_cut
from ingest.structure.signatures import signatures
from ingest.words import fold, readable

_NUMBERED = re.compile(r"^(\d{1,2})[.)]?\s+\S")
_MULTI = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)\.?\s+\S")
_APPENDIX = re.compile(r"^(?:appendix|annex|schedule|part|section)\s+[\dA-Z]{1,3}\b\s*:?\s*$", re.I)
_INSET = re.compile(r"^(?:case stud(?:y|ies)|spotlight|good practice|in focus|example|our story)\b[^:]{0,24}:?", re.I)
_DATE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\s+\d{4}\b")
_CONTACT = re.compile(r"@|https?://|www\.|\b\d{5}\s?\d{5,6}\b")
_CLOSED = re.compile(r"[.;,?!]['\"”’)]*$")
# A line that ends so goes on: it leads into a list or was cut.
_HANGING = re.compile(r"\b(?:a|an|and|by|from|including|of|or|our|that|the|to|will|with)$", re.I)
# A field of a form with its value: it says something of the section that it stands in.
_LABELLED = re.compile(
    r"(?:(?:overall|current|year[- ]end|rag) )*(?:status|rating|rag|progress|lead(?: \w+)?|owner|sponsor|author|version"
    r"|(?:target |review |due )?date|deadline)\s*:\s+\S",
    re.I,
)
_ANSWER = re.compile(r"(?:yes|no|none|n/?a|not (?:known|applicable)|unknown|don['’]t know)\b.{0,12}", re.I)
STEP = 10
TITLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that others may stand under: its level, that of its dress, and whether it is bold and no more."""

    level: int
    rank: int
    merely: bool


def resolve_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Give each heading its role and depth (a multiple of ten, 10 is outermost); the rest become paragraphs."""
    titles = [_title(text, b) for b in blocks]
    candidates = _candidates(text, blocks, titles)
    chain = _sequence(blocks, titles, candidates)
    known = {fold(titles[i]): b.level * STEP for i, b in enumerate(blocks) if b.role is Role.HEADING and i not in chain}
    tier = _tier(blocks, chain)
    out: list[Block] = []
    above: list[_Open] = []
    depth, numbered_open, styled, inset = 0, False, False, 0
    for i, block in enumerate(blocks):
        if i not in candidates:
            role = Role.PARAGRAPH if block.role is Role.HEADING else block.role
            out.append(replace(block, role=role))
            continue
        under = tier if numbered_open and not styled else depth
        level = tier if i in chain else _depth(block, titles[i], tier, under, known, numbered_open)
        merely = level == under + STEP and i not in chain and _is_merely_bold(block, titles[i])
        level = _placed(above, level, merely=merely)
        if level <= tier or i in chain:
            numbered_open = i in chain
        if i in chain or block.dress not in {Dress.BOLD, Dress.CAPITALS}:
            # What the file styles as a heading stands over bold lines, wherever the numbers are.
            depth = level
            inset = level if _INSET.match(titles[i]) else inset if inset and level > inset else 0
            styled = block.dress is Dress.STYLE and not inset
        out.append(_as_heading(block, level))
    return _merge_labels(text, out)


def _title(text: str, block: Block) -> str:
    words = readable(text[block.start : block.end])
    return f"{block.marker} {words}" if block.marker and block.role in {Role.ITEM, Role.PARAGRAPH} else words


def _as_heading(block: Block, level: int) -> Block:
    return replace(block, role=Role.HEADING, level=level)


def _candidates(text: str, blocks: Sequence[Block], titles: Sequence[str]) -> set[int]:
    """The blocks that may be headings by their own dress and by what stands after them."""
    titled = {Role.HEADING, Role.PARAGRAPH, Role.CONTENTS}
    seen = Counter(fold(t) for t, b in zip(titles, blocks, strict=True) if b.role in titled)
    dressed = {i for i, b in enumerate(blocks) if b.role is Role.HEADING and titles[i]}
    bold = {i for i, b in enumerate(blocks) if _is_bold_heading(blocks, titles, i, seen)}
    chain = {
        i
        for i, b in enumerate(blocks)
        if b.dress is Dress.BOLD and not b.hard_break and not b.table and _NUMBERED.match(titles[i])
    }
    signed = signatures(blocks, titles)
    bold, chain = bold - signed, chain - signed
    # A paper that dresses more than its title dresses its headings; plain lines are none then.
    if len(dressed | bold) >= 3 or (len(dressed) >= 2 and len(bold) < len(dressed)):
        return dressed | bold | chain | _numbered_items(blocks, titles) | _appendices(blocks, titles)
    return dressed | bold | chain | (_plain(text, blocks, titles) - signed) | _numbered_items(blocks, titles)


def _appendices(blocks: Sequence[Block], titles: Sequence[str]) -> set[int]:
    return {i for i, b in enumerate(blocks) if b.role is Role.PARAGRAPH and _APPENDIX.match(titles[i])}


def _is_bold_heading(blocks: Sequence[Block], titles: Sequence[str], i: int, seen: Counter[str]) -> bool:
    """A bold or capital line of its own heads what follows, unless it is a statement or a list's lead-in."""
    block, title = blocks[i], titles[i]
    if block.role is not Role.PARAGRAPH or block.dress not in {Dress.BOLD, Dress.CAPITALS} or block.hard_break:
        return False
    if block.table or _LABELLED.match(title) or not any(map(str.isalpha, title)):
        return False
    if seen[fold(title)] >= 2 and len(title.split()) <= 20:
        return True
    if len(title.split()) > 14 or title.endswith(".") or _CONTACT.search(title):
        return False
    following = _next(blocks, i)
    if following is None:
        return False
    if following.role is Role.ITEM or following.role is Role.HEADING:
        return bool(_INSET.match(title))
    bold = following.dress in {Dress.BOLD, Dress.CAPITALS} and following.role is Role.PARAGRAPH
    return not bold or bool(following.table)


def _next(blocks: Sequence[Block], i: int) -> Block | None:
    return next((b for b in blocks[i + 1 :] if b.role not in {Role.FURNITURE, Role.PULL_QUOTE, Role.CONTENTS}), None)


def _numbered_items(blocks: Sequence[Block], titles: Sequence[str]) -> set[int]:
    """Short numbered lines that stand alone, each with text of its own after it ("3. Background")."""
    found = []
    for i, block in enumerate(blocks):
        if block.role is not Role.ITEM or not block.marker[:1].isdigit() or block.level:
            continue
        following = _next(blocks, i)
        alone = following is not None and following.role in {Role.PARAGRAPH, Role.ROW, Role.HEADING}
        if alone and len(titles[i].split()) <= 13 and not _CLOSED.search(titles[i]):
            found.append(i)
    numbers = [int(re.sub(r"\D", "", blocks[i].marker) or 0) for i in found]
    ascending = all(a < b for a, b in pairwise(numbers))
    return set(found) if len(found) >= 2 and ascending else set()


def _plain(text: str, blocks: Sequence[Block], titles: Sequence[str]) -> set[int]:
    """Short plain lines that head a paragraph or list, in a paper that dresses none of its headings."""
    answers = _answers(blocks, titles)
    short = {i for i, b in enumerate(blocks) if i not in answers and _is_short(text, b, titles[i])}
    found: set[int] = set()
    for i in sorted(short):
        if _APPENDIX.match(titles[i]):
            found.add(i)
            continue
        run = [j for j in range(max(0, i - 2), min(len(blocks), i + 3)) if j in short]
        following = _next(blocks, i)
        if following is not None and _goes_on(text, blocks[i], following, titles[i]):
            continue
        if following is None:
            if blocks[i - 1].role is Role.PARAGRAPH and i - 1 in found:
                found.add(i)
            continue
        if titles[i].endswith(":") and following.role in {Role.ITEM, Role.ROW}:
            continue
        if len(run) >= 4 and not _has_body(blocks, titles, i):
            continue
        if _has_body(blocks, titles, i) or i + 1 in short or i == min(short):
            found.add(i)
    return found


def _goes_on(text: str, block: Block, following: Block, title: str) -> bool:
    """Whether a line is the first part of a sentence that a page cut; a capital may follow a short title anywhere."""
    longer = len(title.split()) > TITLE_WORDS or text[following.start : following.start + 1].islower()
    return longer and is_cut(text, block, following)


def _answers(blocks: Sequence[Block], titles: Sequence[str]) -> set[int]:
    """The lines of a form that answer the line before them; one such pair alone makes no form."""
    paragraphs = {i for i, b in enumerate(blocks) if b.role is Role.PARAGRAPH}
    found = {i for i in paragraphs if i - 1 in paragraphs and asks(titles[i - 1]) and not asks(titles[i])}
    plain = {i for i in paragraphs if _ANSWER.fullmatch(titles[i])}
    return plain | (found if len([i for i in found if not _CLOSED.search(titles[i])]) >= 2 else set())


def _is_short(text: str, block: Block, title: str) -> bool:
    if block.role is not Role.PARAGRAPH or block.hard_break or block.table or not title:
        return False
    if "\n" in text[block.start : block.end]:
        return False
    return (
        len(title.split()) <= 12
        and len(title) <= 90
        and (title[0].isupper() or title[0].isdigit() or title[0] in "'‘“\"")
        and not _CLOSED.search(title)
        and not _HANGING.search(title)
        and not _DATE.search(title)
        and not _CONTACT.search(title)
    )


def _has_body(blocks: Sequence[Block], titles: Sequence[str], i: int) -> bool:
    for j in range(i + 1, len(blocks)):
        if blocks[j].role in {Role.FURNITURE, Role.PULL_QUOTE}:
            continue
        if blocks[j].role in {Role.ITEM, Role.ROW}:
            return True
        return blocks[j].role is Role.PARAGRAPH and (len(titles[j].split()) >= 10 or bool(_CLOSED.search(titles[j])))
    return False


def _sequence(blocks: Sequence[Block], titles: Sequence[str], candidates: set[int]) -> set[int]:
    """The longest run of candidates whose printed numbers rise by one or two: objectives, whatever their dress."""
    numbered = [
        (i, int(found[1]))
        for i in sorted(candidates)
        if (found := _NUMBERED.match(titles[i])) and not _MULTI.match(titles[i]) and int(found[1]) < 100
    ]
    best: dict[int, tuple[int, int]] = {}
    for place, (_, number) in enumerate(numbered):
        before = [(best[p][0], p) for p in range(place) if 1 <= number - numbered[p][1] <= 2]
        length, previous = max(before, default=(0, -1))
        best[place] = (length + 1, previous)
    if not best:
        return set()
    end = max(best, key=lambda p: best[p][0])
    if best[end][0] < 2:
        return set()
    chain = set()
    while end >= 0:
        chain.add(numbered[end][0])
        end = best[end][1]
    return chain


def _tier(blocks: Sequence[Block], chain: set[int]) -> int:
    """The depth of the numbered run: that of its dressed members, else one below what stands over it."""
    levels = [blocks[i].level for i in chain if blocks[i].role is Role.HEADING and blocks[i].level]
    if levels:
        return min(levels) * STEP
    above = [b.level for b in blocks[: min(chain)] if b.role is Role.HEADING and b.level] if chain else []
    return (min(above) + 1) * STEP if above else 2 * STEP


def _depth(block: Block, title: str, tier: int, under: int, known: dict[str, int], numbered_open: bool) -> int:
    inset = bool(_INSET.match(title)) and numbered_open
    if multi := _MULTI.match(title):
        return tier + STEP * multi[1].count(".")
    if block.role is Role.HEADING and block.level:
        return max(block.level * STEP, tier + STEP) if inset else block.level * STEP
    if fold(title) in known:
        return known[fold(title)]
    if _APPENDIX.match(title):
        return 2 * STEP
    if block.dress in {Dress.BOLD, Dress.CAPITALS}:
        return under + STEP
    return 2 * STEP if under else STEP


def _is_merely_bold(block: Block, title: str) -> bool:
    return block.role is not Role.HEADING and block.dress in {Dress.BOLD, Dress.CAPITALS} and not _MULTI.match(title)


def _placed(above: list[_Open], rank: int, *, merely: bool) -> int:
    """The level of the next heading: one that is styled closes the bold line over it, and so do those of its rank."""
    level = rank
    if not merely:
        over = next((o for n, o in enumerate(above) if n and (o.merely or o.rank >= rank)), None)
        level = min(rank, over.level) if over else rank
    while above and above[-1].level >= level:
        above.pop()
    above.append(_Open(level, rank, merely))
    return level


def _merge_labels(text: str, blocks: list[Block]) -> list[Block]:
    """Join a label that has no text of its own ("CASE STUDY:", "Appendix 1") to the title on the next line."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if before is not None and before.role is Role.HEADING and block.role is Role.HEADING:
            label = readable(text[before.start : before.end])
            inset = _INSET.match(label)
            if (inset and inset.end() == len(label)) or _APPENDIX.match(label):
                out[-1] = replace(before, end=block.end)
                continue
        out.append(block)
    return out
