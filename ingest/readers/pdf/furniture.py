"""What belongs to the sheet and not to the paper: headers, footers, page numbers, watermarks, blank pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.readers.pdf.shapes import Flow, Line, Table

_ZONE = 0.13
_STRAY_WORDS = 3
# A heading is this much larger than the text.
_LARGER = 1.15
_HEIGHT = 4.0
_BLANK = re.compile(r"\W*this page (?:is |has been |was )?(?:intentionally|deliberately) (?:left )?blank\W*", re.I)
_NUMBER = re.compile(
    r"(?:page|p\.?|slide)?\s*[-–—|\[(]?\s*(\d{1,4}|[ivxl]{1,7})\s*[-–—|\])]?\s*"
    r"(?:(?:of|/)\s*\d{1,4})?\s*(?:\|?\s*page)?",
    re.I,
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Seen:
    page: int
    line: Line
    text: str
    zone: str
    outer: bool
    edge: bool


def strip_furniture(flows: Sequence[Flow], labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """Take furniture out of the pages; each page's label (the printed number where it runs on), and what ran."""
    seen = [item for flow in flows for item in _lines(flow)]
    away = _repeated(seen, len(flows), body=_body(flows))
    away |= _repeated(_with_next(seen, away), len(flows), body=_body(flows))
    away |= _strays(seen, away)
    numbers = _numbers(seen, away)
    if _empties(flows, away | set(numbers)):
        away = set()
    away |= {id(item.line) for item in seen if _BLANK.fullmatch(item.line.text)}
    away |= set(numbers)
    running = list(dict.fromkeys(item.line.text for item in seen if id(item.line) in away))
    for flow in flows:
        for column in flow.columns:
            column[:] = [thing for thing in column if isinstance(thing, Table) or id(thing) not in away]
    _strip_tables(flows)
    return _labels(flows, labels, seen, numbers), running


def _with_next(seen: list[_Seen], away: set[int]) -> list[_Seen]:
    """The lines, those right beside furniture as outer ones too: what runs over the pages may have two lines."""
    gone: dict[int, list[Line]] = defaultdict(list)
    for item in seen:
        if id(item.line) in away:
            gone[item.page].append(item.line)
    return [
        replace(item, outer=True) if any(_beside(item.line, line) for line in gone[item.page]) else item
        for item in seen
    ]


def _strays(seen: list[_Seen], away: set[int]) -> set[int]:
    """What runs over the pages, where a page of another shape has it at another height or columns cut it in two."""
    known = {(item.zone, item.text, round(item.line.size)) for item in seen if id(item.line) in away}
    found: set[int] = set()
    for item in seen:
        if item.zone == "middle" or id(item.line) in away or len(item.text.split()) < _STRAY_WORDS:
            continue
        same = (text for zone, text, size in known if zone == item.zone and size == round(item.line.size))
        if any(f" {item.text} " in f" {text} " for text in same):
            found.add(id(item.line))
    return found


def _beside(one: Line, other: Line) -> bool:
    return 0 < abs(one.y - other.y) < 1.6 * other.size and abs(one.size - other.size) < 0.5


def _empties(flows: Sequence[Flow], away: set[int]) -> bool:
    """Whether most pages would be left with nothing: then what repeats is all that they say."""
    full = [flow for flow in flows if any(flow.columns)]
    bare = [flow for flow in full if all(id(thing) in away for column in flow.columns for thing in column)]
    return len(bare) * 2 > len(full)


def _body(flows: Sequence[Flow]) -> float:
    sizes: Counter[float] = Counter()
    for flow in flows:
        for column in flow.columns:
            for thing in column:
                if isinstance(thing, Line):
                    sizes[round(thing.size * 2) / 2] += len(thing.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _lines(flow: Flow) -> Iterator[_Seen]:
    """The lines of a page, each with the zone that it stands in."""
    levels = [thing.top for column in flow.columns for thing in column]
    for column in flow.columns:
        for thing in column:
            if isinstance(thing, Line):
                zone = "middle"
                if thing.y < _ZONE * flow.height:
                    zone = "top"
                elif thing.y > (1 - _ZONE) * flow.height:
                    zone = "bottom"
                last = thing.top >= max(levels) - 1 and thing.y > 0.7 * flow.height
                outer = last or (thing.top <= min(levels) + 1 and thing.y < 0.2 * flow.height)
                text = _DIGITS.sub("#", thing.text).casefold()
                yield _Seen(flow.index, thing, text, zone, outer, outer or zone != "middle")


def _repeated(seen: list[_Seen], pages: int, *, body: float) -> set[int]:
    """Lines that stand at one place of page after page."""
    by_text: dict[str, list[_Seen]] = defaultdict(list)
    for item in seen:
        by_text[item.text].append(item)
    tops = _tops(by_text)
    away: set[int] = set()
    for items in by_text.values():
        for zone in ("top", "bottom", "middle"):
            here = [item for item in items if item.zone == zone]
            if zone != "top" or not _heads(here, tops, body):
                away |= _same_place(here, items, pages, body, zone)
    return away


def _tops(by_text: Mapping[str, Sequence[_Seen]]) -> dict[int, float]:
    """Where on each page what stands on no other page begins."""
    tops: dict[int, float] = {}
    for items in by_text.values():
        if len({item.page for item in items}) == 1:
            page, top = items[0].page, min(item.line.top for item in items)
            tops[page] = min(top, tops.get(page, top))
    return tops


def _heads(here: Sequence[_Seen], tops: Mapping[int, float], body: float) -> bool:
    """Whether lines at the top of several pages are headings: large, and the pages between begin as high with others.

    What runs over the pages stands above their text.
    """
    on = {item.page for item in here}
    if not on or median(item.line.size for item in here) < _LARGER * body:
        return False
    between = [page for page in range(min(on), max(on)) if page not in on and page in tops]
    top = median(item.line.top for item in here)
    return bool(between) and all(tops[page] < top + _HEIGHT for page in between)


def _same_place(here: list[_Seen], everywhere: list[_Seen], pages: int, body: float, zone: str) -> set[int]:
    """Those of one text that stand at one height often enough, and hardly anywhere else."""
    on = {item.page for item in here}
    if len(on) < 2:
        return set()
    level = median(item.line.y for item in here)
    kept = [item for item in here if abs(item.line.y - level) < 15]
    on = {item.page for item in kept}
    reach = max(on) - min(on) + 1 if on else 1
    large = median(item.line.size for item in here) > 1.2 * body
    elsewhere = sum(item.zone == "middle" for item in everywhere)
    if zone == "middle":
        # A watermark or a stamp: at the very same place of most pages, not a heading that many pages share.
        exact = [item for item in kept if abs(item.line.y - level) < 1.0]
        enough = pages >= 3 and len({item.page for item in exact}) >= max(3, 0.7 * pages)
        return {id(item.line) for item in exact} if enough and len(here) == len(everywhere) else set()
    if len(on) >= 3:
        enough = len(on) / reach >= (0.6 if large else 0.4)
    else:
        enough = len(on) == 2 and pages <= 4 and not large and all(item.outer for item in kept)
    return {id(item.line) for item in kept} if enough and elsewhere <= 0.2 * len(everywhere) else set()


def _numbers(seen: list[_Seen], away: set[int]) -> dict[int, str]:
    """Lone page numbers: those whose distance from the physical page is the common one."""
    found: list[tuple[_Seen, str, int]] = []
    for item in seen:
        match = _NUMBER.fullmatch(item.line.text) if item.edge else None
        if match:
            printed = match.group(1)
            value = int(printed) if printed.isdigit() else _roman(printed)
            found.append((item, printed, value - item.page + (0 if printed.isdigit() else 100_000)))
    offsets = Counter(offset for _, _, offset in found)
    pages = len({item.page for item, _, _ in found})
    numbers: dict[int, str] = {}
    for item, printed, offset in found:
        common = offsets[offset] >= max(2, 0.3 * pages) or offset == 0
        worded = len(item.line.text) > len(printed) and "page" in item.line.text.casefold()
        if common or worded or id(item.line) in away:
            numbers[id(item.line)] = printed
    return numbers


def _roman(printed: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    total = 0
    digits = [values[letter] for letter in printed.casefold()]
    for at, digit in enumerate(digits):
        total += -digit if at + 1 < len(digits) and digits[at + 1] > digit else digit
    return total


def _labels(flows: Sequence[Flow], labels: Sequence[str], seen: list[_Seen], numbers: dict[int, str]) -> list[str]:
    """The file's own labels unless they only count; then the number printed on the page."""
    plain = [str(flow.index) for flow in flows]
    given = [label or str(at + 1) for at, label in enumerate(labels)]
    if given != plain and len(set(given)) > 1:
        return given
    printed: dict[int, str] = {}
    for item in seen:
        if id(item.line) in numbers:
            printed.setdefault(item.page, numbers[id(item.line)])
        elif item.edge and _number_in(item) is not None and item.page not in printed:
            printed[item.page] = ""
    printed |= _inside(seen, {page for page, label in printed.items() if label})
    if len([label for label in printed.values() if label]) < max(2, 0.4 * len(flows)):
        return given
    return [printed.get(flow.index) or given[at] for at, flow in enumerate(flows)]


def _inside(seen: list[_Seen], known: set[int]) -> dict[int, str]:
    """Page numbers that stand within a repeated header or footer."""
    texts: dict[str, list[_Seen]] = defaultdict(list)
    for item in seen:
        if item.edge and _number_in(item) is not None and item.page not in known:
            texts[item.text].append(item)
    found: dict[int, str] = {}
    for items in texts.values():
        values = {item.page: number for item in items if (number := _number_in(item)) is not None}
        offsets = {value - page for page, value in values.items()}
        if len(values) >= 3 and len(offsets) == 1:
            found |= {page: str(value) for page, value in values.items()}
    return found


def _number_in(item: _Seen) -> int | None:
    """The number of a line that holds one and no other; None for any other line."""
    found = _DIGITS.findall(item.line.text)
    return int(found[0]) if len(found) == 1 and len(found[0]) < 10 else None


def _strip_tables(flows: Sequence[Flow]) -> None:
    """A table that heads or ends most pages with the same words is furniture too."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for flow in flows:
        for table in _tables(flow):
            places[_words(table)].append((flow.index, table.top))
    for flow in flows:
        for column in flow.columns:
            column[:] = [
                thing
                for thing in column
                if isinstance(thing, Line)
                or len(thing.rows) > 2
                or len(places[_words(thing)]) < 3
                or len({round(top / 10) for _, top in places[_words(thing)]}) > 2
                or _ZONE * flow.height * 1.3 < thing.bottom < (1 - _ZONE) * flow.height
            ]


def _tables(flow: Flow) -> Iterator[Table]:
    for column in flow.columns:
        for thing in column:
            if isinstance(thing, Table):
                yield thing


def _words(table: Table) -> str:
    words = " ".join(line.text for row in table.rows for cell in row for line in cell)
    return _DIGITS.sub("#", words).casefold()
