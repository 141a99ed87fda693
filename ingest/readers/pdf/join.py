"""Blocks cut by a page or a column made whole again; lists and tables that go on; the headers of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.pdf.drafts import OPEN_WORD, Draft
from ingest.readers.pdf.marks import ended
from ingest.readers.pdf.shapes import Line, Table
from ingest.records import Dress, Role

_MOST_HEADS = 3
_HEAD_WORDS, _SHIFT = 8, 24
_LEVEL = 2.0
_HYPHEN = re.compile(r"\w[-‐\u00ad]$")

# Words that head the columns of such papers' tables; two plain columns have a header only by these.
_NAMES = re.compile(
    r"\b(?:abbreviations?|acronyms?|actions?|activit(?:y|ies)|answers?|areas?|by when|categor(?:y|ies)|dates?"
    r"|characteristics?|comments?|deadline|definitions?|descriptions?|evidence|explanation|groups?|impacts?|leads?"
    r"|meanings?|measures?|milestones?|mitigations?|names?|numbers?|objectives?|officers?|outcomes?|owners?|roles?"
    r"|percentages?|priorit(?:y|ies)|progress|questions?|responses?|responsible|risks?|sources?|stages?|status"
    r"|steps?|targets?|terms?|themes?|timescales?|totals?|types?|when|who|years?)\b"
)


def joined(parts: Sequence[Sequence[Draft]]) -> list[Draft]:
    """All drafts of the paper in order; each part is one column of one page."""
    done: list[Draft] = []
    for part in parts:
        fresh = _headed(_mended(part))
        last = _last(done)
        if last is not None and fresh and done:
            _join(done, last, fresh)
        done += fresh
    return done


def _mended(part: Sequence[Draft]) -> list[Draft]:
    """One column with its sentences whole that a picture or a gap had cut."""
    kept: list[Draft] = []
    for draft in part:
        if kept and not kept[-1].marker and goes_on(kept[-1], draft) and draft.lines[0].text[:1].islower():
            kept[-1].lines += draft.lines
        else:
            kept.append(draft)
    return kept


def _headed(part: Sequence[Draft]) -> list[Draft]:
    """One column with a table's shaded head put to the rows right under it, which are drawn apart from it."""
    kept: list[Draft] = []
    for draft in part:
        above, below = kept[-1].table if kept else None, draft.table
        if above is not None and below is not None and _heads(above, below):
            below.rows, below.top, below.head = [*above.rows, *below.rows], above.top, 1
            kept[-1] = draft
        else:
            kept.append(draft)
    return kept


def _heads(above: Table, below: Table) -> bool:
    """Whether a table of one row names the columns of the next: as many, over all of it, with nothing between."""
    if len(above.rows) != 1 or not below.rows or below.head or above.page != below.page:
        return False
    names, size = above.rows[0], max((line.size for cell in above.rows[0] for line in cell), default=0.0)
    short = all(len(text.split()) <= _HEAD_WORDS for text in _words(names)) and sum(map(bool, names)) > 1
    over = above.x0 < below.x0 + _SHIFT and below.x1 < above.x1 + _SHIFT and below.x0 < above.x0 + _SHIFT
    return short and over and len(names) == len(below.rows[0]) and -size < below.top - above.bottom < 2 * size


def _last(done: list[Draft]) -> int | None:
    """The last block that is not a foot-note."""
    for at in range(len(done) - 1, -1, -1):
        if done[at].role is not Role.NOTE:
            return at
    return None


def _join(done: list[Draft], at: int, fresh: list[Draft]) -> None:
    """Put the first of the new drafts to the last of the old where it goes on with it."""
    last, first = done[at], fresh[0]
    if last.table is not None and first.table is not None:
        if continues(last.table, first.table):
            first.table.rows = _rest(last.table, first.table)
            last.table.rows += first.table.rows
            fresh.pop(0)
    elif goes_on(last, first) or _is_under_number(last, first):
        last.lines += first.lines
        fresh.pop(0)
    else:
        return
    # Foot-notes of the page stay on it: they go before the block that is cut, never into it.
    done.append(done.pop(at))


def goes_on(last: Draft, first: Draft) -> bool:
    """Whether a block is the rest of the one before: no end mark, and a small letter or a full last line."""
    if last.role not in (Role.PARAGRAPH, Role.ITEM) or first.role is not Role.PARAGRAPH or first.marker:
        return False
    if "card" in (last.kind, first.kind):
        return False
    if last.dress is not first.dress and Dress.BOLD in (last.dress, first.dress):
        return False
    tail, head = last.lines[-1], first.lines[0]
    text = tail.text.rstrip()
    if abs(tail.size - head.size) > 0.08 * tail.size or not text or not head.text:
        return False
    start = head.text.lstrip("\"“‘'(")[:1]
    if _HYPHEN.search(text) and start.islower():
        return True
    if ended(text):
        return False
    if start.islower() or OPEN_WORD.search(text.casefold()):
        return True
    return first.dress is Dress.PLAIN and len(first.lines) > 0 and _full(last, head)


def _is_under_number(last: Draft, first: Draft) -> bool:
    """Whether a block without a number is set as the words of the numbered paragraph before it, which hang."""
    if last.kind != "paragraph" or len(last.lines) < 2 or first.role is not Role.PARAGRAPH or first.kind:
        return False
    tail, head = last.lines[1], first.lines[0]
    hangs = tail.x0 > last.lines[0].x0 + tail.size and abs(tail.x0 - last.inset) < _LEVEL
    alike = head.bold == tail.bold and abs(head.size - tail.size) < 0.08 * tail.size
    return hangs and alike and abs(head.x0 - tail.x0) < _LEVEL


def _full(last: Draft, head: Line) -> bool:
    """Whether the last line has no room for the first word of the next, and is one line of several."""
    tail = last.lines[-1]
    right = max(line.x1 for line in last.lines)
    return (
        len(last.lines) > 1
        and right - tail.x1 < head.first + 0.3 * head.size
        and tail.x1 >= right - 0.12 * (right - tail.x0)
    )


def continues(above: Table, below: Table) -> bool:
    """Whether a table is the rest of one on the page before: as many columns, at the same places."""
    beside = below.page == above.page and below.top < above.bottom and below.x0 > above.x1
    if not (below.page > above.page or beside) or not above.rows or not below.rows:
        return False
    if len(above.rows[0]) != len(below.rows[0]) or len(above.edges) != len(below.edges):
        return False
    shift = below.x0 - above.x0
    return all(abs(b - a - shift) < 8 for a, b in zip(above.edges, below.edges, strict=True))


def _rest(above: Table, below: Table) -> list[list[list[Line]]]:
    """The new rows of a table that goes on: without its repeated header, a cut row put together."""
    rows = _header_apart(above.rows[0], below.rows)
    count = 0
    while count < min(len(rows), 2, len(above.rows)) and _same(rows[count], above.rows[count]):
        count += 1
    rows = rows[count:]
    above.page, above.top, above.bottom, above.x0, above.x1 = (
        below.page,
        below.top,
        below.bottom,
        below.x0,
        below.x1,
    )
    above.edges = below.edges
    if rows and above.rows and _cut(above.rows, rows):
        for cell, more in zip(above.rows[-1], rows[0], strict=True):
            cell.extend(more)
        rows = rows[1:]
    elif rows and above.rows and (label := _label(above.rows)) and _pair_cut(label, rows[0][0]):
        # The name of several rows goes over the page, between two of them.
        label.extend(rows[0][0])
        rows[0] = [[], *rows[0][1:]]
    above.head = max(above.head, count)
    return rows


def _header_apart(header: list[list[Line]], rows: list[list[list[Line]]]) -> list[list[list[Line]]]:
    """The rows with a repeated header on its own where no rule parts it from the rest of a cut row."""
    first = rows[0]
    top = [cell[: len(names)] for cell, names in zip(first, header, strict=True)]
    under = [cell[len(names) :] for cell, names in zip(first, header, strict=True)]
    if any(under) and _same(top, header) and all(len(a) == len(b) for a, b in zip(top, header, strict=True)):
        return [top, under, *rows[1:]]
    return rows


def _same(one: list[list[Line]], two: list[list[Line]]) -> bool:
    return _words(one) == _words(two) and any(_words(one))


def _words(row: list[list[Line]]) -> list[str]:
    return [" ".join(line.text for line in cell).casefold() for cell in row]


def _cut(above: Sequence[list[list[Line]]], rows: Sequence[list[list[Line]]]) -> bool:
    """Whether the first row of a page goes on with the last row of the page before."""
    last, first = above[-1], rows[0]
    if not any(first):
        return False
    cut = [_pair_cut(a, b) for a, b in zip(last, first, strict=True) if a and b]
    if not first[0] and last[0]:
        # Where one cell names several rows, those after the first have an empty one too.
        shared = any(not row[0] and sum(map(bool, row)) > 1 for row in [*above[1:], *rows[1:]])
        return not shared or any(cut)
    return any(cut) and sum(cut) * 2 >= len(cut)


def _pair_cut(above: list[Line], below: list[Line]) -> bool:
    return bool(above and below) and not ended(above[-1].text) and below[0].text[:1].islower()


def _label(rows: Sequence[list[list[Line]]]) -> list[Line]:
    """The last cell of the first column that holds words."""
    return next((row[0] for row in reversed(rows) if row[0]), [])


def headers_of(table: Table) -> int:
    """How many rows at the top name the columns: repeated on each page, alone bold, or short above long."""
    if table.head or len(table.rows) < 2:
        return table.head
    top = table.rows[0]
    filled = [cell for cell in top if cell]
    if several := _bold_rows(table.rows):
        return several
    if len(filled) < 2 or len(filled) < len(top) - 1:
        return 0
    if _is_front_sheet(top):
        return 0
    strong = all(line.bold for cell in filled for line in cell)
    others = [[all(line.bold for line in cell) for cell in row if cell] for row in table.rows[1:]]
    if strong and not all(all(row) for row in others):
        return 1
    texts = _words(top)
    below = [_words(row) for row in table.rows[1:]]
    short = max(map(len, texts)) <= 40 and not any(any(map(str.isdigit, text)) for text in texts)
    longer = max((len(text) for row in below for text in row), default=0) > 60
    counted = any(any(map(str.isdigit, text)) for row in below for text in row[1:])
    if len(top) >= 3:
        return int(short and (longer or counted))
    return int(short and all(len(text.split()) <= 5 and _NAMES.search(text) for text in texts))


def _is_front_sheet(top: Sequence[list[Line]]) -> bool:
    """Whether a table of two columns tells what the paper is: it stands on its first page, and no names are over it.

    Its first row ("Report to", and a committee) may be as bold as a header.
    """
    texts = _words(list(top))
    return len(top) == 2 and any(cell and cell[0].page == 1 for cell in top) and not all(map(_NAMES.search, texts))


def _bold_rows(rows: Sequence[Sequence[Sequence[Line]]]) -> int:
    """How many rows at the top are bold, where the first names groups of columns and the next the columns; else 0."""
    count = 0
    while count < min(_MOST_HEADS, len(rows) - 1) and _is_bold(rows[count]):
        count += 1
    grouped = count > 1 and not all(rows[0]) and sum(map(bool, rows[0])) > 1
    return count if grouped and any(not _is_bold(row) for row in rows[count:]) else 0


def _is_bold(row: Sequence[Sequence[Line]]) -> bool:
    return any(row) and all(line.bold for cell in row for line in cell)


def without_repeats(rows: list[list[list[Line]]], heads: int) -> list[list[list[Line]]]:
    """The rows without those that say the header again."""
    names = [_words(row) for row in rows[:heads]]
    return rows[:heads] + [row for row in rows[heads:] if _words(row) not in names]
