"""What a page or a designer did to the text: sentences cut by a page, lists cut in two, pull quotes, contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from ingest.captions import is_caption
from ingest.records import Block, Dress, Role
from ingest.sentences import sentence_spans
from ingest.words import fold, readable

_END_MARK = re.compile(r"[.!?:;][\"'”’)\]*]*$")
_CONTENTS_TITLE = re.compile(r"^(?:table of )?contents(?: page)?:?$", re.I)
_ENTRY_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.):]?\s+")
_LAST_WORD = re.compile(r"(\w[\w'’-]*)\W*$")
_FIRST_WORD = re.compile(r"^\W*(\w[\w'’-]*)")
FEWEST_ENTRIES, LONGEST_ENTRY = 3, 160
PULL_QUOTE_WORDS = 4
PULL_QUOTE_LIKENESS = 90.0
RAREST_WORDS = 3
MOST_BODIES = 200
# So much of a block is read to tell whether it ends in mid-sentence.
_SEAM = 400


def mark_contents(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Keep the title of a contents list, and its entries without pages, out of the headings and of what is quoted."""
    out = list(blocks)
    for i, block in enumerate(out):
        if block.role in {Role.HEADING, Role.PARAGRAPH} and _CONTENTS_TITLE.match(
            readable(text[block.start : block.end])
        ):
            for j in (i, *_entries(text, blocks, i + 1)):
                out[j] = replace(out[j], role=Role.CONTENTS)
    return out


def _entries(text: str, blocks: Sequence[Block], start: int) -> range:
    """The short blocks of a contents list, each with the words of a title further below; a stray one may stand amid."""
    titles = [_entry(text, block) for block in blocks]
    last = {title: place for place, title in enumerate(titles)}
    seen: set[str] = set()
    end = start
    for place, title in enumerate(titles[start:], start):
        # Where the first of the titles comes again, the text begins.
        if not title or title in seen or place > end + 1:
            break
        if last[title] > place:
            seen.add(title)
            end = place + 1
    return range(start, end) if len(seen) >= FEWEST_ENTRIES else range(0)


def _entry(text: str, block: Block) -> str:
    """A block's words without its number, as a contents list and a title both have them; empty for what is neither."""
    if block.role not in {Role.HEADING, Role.PARAGRAPH, Role.ITEM} or block.end - block.start > LONGEST_ENTRY:
        return ""
    return _ENTRY_NUMBER.sub("", fold(text[block.start : block.end])).rstrip(" .:")


def mark_captions(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Give each numbered line right above a table to the table; it heads nothing else, nor does that of a chart."""
    out = list(blocks)
    for i, block in enumerate(blocks):
        if block.role not in {Role.HEADING, Role.PARAGRAPH} or block.table:
            continue
        if is_caption(readable(text[block.start : block.end])):
            following = next((b for b in blocks[i + 1 :] if b.role not in {Role.NOTE, Role.FURNITURE}), None)
            if following is not None and following.role is Role.ROW:
                out[i] = replace(block, role=Role.PARAGRAPH, table=following.table)
            else:
                out[i] = replace(block, role=Role.PARAGRAPH, dress=Dress.PLAIN)
    return out


def link_pull_quotes(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark lines in capitals that repeat a sentence of the paper, and link them to it (never cited or counted)."""
    bodies = Bodies(
        [
            (b, fold(text[b.start : b.end]))
            for b in blocks
            if b.role in {Role.PARAGRAPH, Role.ITEM} and not _shouts(text, b)
        ]
    )
    return [_linked(text, b, bodies) if _shouts(text, b) else b for b in blocks]


def _linked(text: str, block: Block, bodies: Bodies) -> Block:
    """The block as a pull quote of the sentence that it repeats; as it is where it repeats none."""
    repeats = _repeated(text, block, bodies.like(fold(text[block.start : block.end])))
    return replace(block, role=Role.PULL_QUOTE, repeats=repeats) if repeats else block


class Bodies:
    """The paragraphs and items of a paper, by their words: each quote is compared with few of them."""

    def __init__(self, folded: Sequence[tuple[Block, str]]) -> None:
        self._folded = folded
        self._holders: dict[str, list[int]] = {}
        for place, (_, words) in enumerate(folded):
            for word in set(words.split()):
                self._holders.setdefault(word, []).append(place)

    def like(self, quote: str) -> list[tuple[Block, str]]:
        """Those that hold one of the rarest words of the quote, in reading order."""
        known = sorted((w for w in set(quote.split()) if w in self._holders), key=lambda w: (len(self._holders[w]), w))
        places = {place for word in known[:RAREST_WORDS] for place in self._holders[word][:MOST_BODIES]}
        return [self._folded[place] for place in sorted(places)]


def _shouts(text: str, block: Block) -> bool:
    """Whether a block is all in capitals and long enough to be a sentence."""
    if block.role not in {Role.PARAGRAPH, Role.HEADING} or block.cells:
        return False
    raw = readable(text[block.start : block.end])
    # Letters without case (of other scripts) are none in capitals.
    return raw.isupper() and len(raw.split()) >= PULL_QUOTE_WORDS and all(c.isupper() for c in raw if c.isalpha())


def _repeated(text: str, block: Block, bodies: Sequence[tuple[Block, str]]) -> tuple[int, int] | None:
    quote = fold(text[block.start : block.end]).rstrip(".")
    best: tuple[float, tuple[int, int]] | None = None
    for body, folded in bodies:
        if len(folded) < len(quote) or fuzz.partial_ratio(quote, folded, score_cutoff=PULL_QUOTE_LIKENESS) == 0:
            continue
        raw = text[body.start : body.end]
        for start, end in sentence_spans(raw):
            score = fuzz.partial_ratio(quote, fold(raw[start:end]))
            if score >= PULL_QUOTE_LIKENESS and (best is None or score > best[0]):
                best = (score, (body.start + start, body.start + end))
    return best[1] if best else None


def join_cut_sentences(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Join a paragraph or item that ends in mid-sentence to the paragraph that goes on with it."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if before is not None and is_cut(text, before, block):
            out[-1] = replace(before, end=block.end)
        else:
            out.append(block)
    return out


def is_cut(text: str, before: Block, after: Block) -> bool:
    """No end mark before, and after it a lower-case word, or a word that follows the last one elsewhere too."""
    if before.role not in {Role.PARAGRAPH, Role.ITEM} or after.role is not Role.PARAGRAPH or after.marker:
        return False
    if Dress.PLAIN not in {before.dress} or after.dress is not Dress.PLAIN or before.hard_break:
        return False
    head, tail = (
        readable(text[max(before.start, before.end - _SEAM) : before.end]),
        readable(text[after.start : after.end]),
    )
    if not head or not tail or _END_MARK.search(head):
        return False
    if tail[0].islower():
        return True
    last, first = _LAST_WORD.search(head), _FIRST_WORD.match(tail)
    if before.role is Role.ITEM or not last or not first or not last[1][0].isupper():
        return False
    seam = f"{last[1]} {first[1]}"
    return seam in text and bool(re.search(rf"\b{re.escape(seam)}\b", text))


def number_lists(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Number the lists: items of one kind that only white space parts are one list, over a page's end too."""
    out: list[Block] = []
    current = 0
    before: Block | None = None
    for block in blocks:
        if block.role is not Role.ITEM:
            before = before if block.role in {Role.FURNITURE, Role.PULL_QUOTE} else block
            out.append(block)
            continue
        same = before is not None and before.role is Role.ITEM and not _restarts(before, block)
        if not same:
            current += 1
        before = replace(block, list_id=current)
        out.append(before)
    return out


def _restarts(before: Block, after: Block) -> bool:
    """Whether a numbered item starts a new list ("1." after "4.") at the same indent."""
    first = after.marker.strip("().").lower() in {"1", "a", "i"}
    return first and before.level == after.level and after.marker != before.marker
