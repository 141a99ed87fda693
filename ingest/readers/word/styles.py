"""Styles and numbering of a Word file: what a paragraph is, and the mark that Word prints before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.readers.archive import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_LEVELS = 9
_HEADING_NAME = re.compile(r"^heading (\d)$")
_PLACE = re.compile(r"%([1-9])")
_SHOWN_BULLETS = frozenset("•-–—*▪◦●○■□‣➢✓✔→>·+")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its ancestors included; None where it says nothing."""

    name: str = ""
    outline: int | None = None
    number: str | None = None
    number_level: int | None = None
    bold: bool | None = None
    size: int | None = None
    hidden: bool | None = None

    @property
    def heading(self) -> int:
        """The depth of a heading (1 to 9), 0 for what is none."""
        found = _HEADING_NAME.match(self.name)
        if found:
            return int(found[1])
        return self.outline + 1 if self.outline is not None and self.outline < _LEVELS else 0


def switched(element: Element | None, tag: str) -> bool | None:
    """A property that is on, off or not given."""
    found = element.find(W + tag) if element is not None else None
    return None if found is None else found.get(VAL, "1").lower() not in {"0", "false", "off"}


def number_of(element: Element | None, tag: str) -> int | None:
    """A whole number that an element's child gives, if it does."""
    found = element.find(W + tag) if element is not None else None
    value = found.get(VAL, "") if found is not None else ""
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else None


class Styles:
    """The styles of a file by id, each with what it takes over from the styles that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._own: dict[str, tuple[Style, str]] = {}
        self._full: dict[str, Style] = {}
        self.default = ""
        self.size = 20
        self.language = ""
        if root is None:
            return
        run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.size = number_of(run, "sz") or self.size
        language = run.find(W + "lang") if run is not None else None
        self.language = language.get(VAL, "") if language is not None else ""
        for style in root.iter(W + "style"):
            self._add(style)

    def _add(self, style: Element) -> None:
        key = style.get(W + "styleId", "")
        name, based = style.find(W + "name"), style.find(W + "basedOn")
        paragraph, run = style.find(W + "pPr"), style.find(W + "rPr")
        numbers = paragraph.find(W + "numPr") if paragraph is not None else None
        number = numbers.find(W + "numId") if numbers is not None else None
        own = Style(
            name=(name.get(VAL, "") if name is not None else "").strip().lower(),
            outline=number_of(paragraph, "outlineLvl"),
            number=number.get(VAL, "") if number is not None else None,
            number_level=number_of(numbers, "ilvl"),
            bold=switched(run, "b"),
            size=number_of(run, "sz"),
            hidden=switched(run, "vanish"),
        )
        self._own[key] = (own, based.get(VAL, "") if based is not None else "")
        if style.get(W + "default") in {"1", "true"} and style.get(W + "type") == "paragraph":
            self.default = key

    def get(self, key: str) -> Style:
        """The style of that id; a plain one where there is none."""
        if key not in self._full:
            chain = list(self._chain(key))
            full = Style()
            for style in reversed(chain):
                full = _over(full, style)
            name = next((style.name for style in chain if style.name), "")
            heading = next((style.name for style in chain if _HEADING_NAME.match(style.name)), "")
            self._full[key] = replace(full, name=heading or name)
        return self._full[key]

    def _chain(self, key: str) -> Iterator[Style]:
        seen: set[str] = set()
        while key in self._own and key not in seen:
            seen.add(key)
            style, key = self._own[key]
            yield style


def _over(base: Style, own: Style) -> Style:
    """What a style says wins over what its ancestor says."""
    return Style(
        name=own.name or base.name,
        outline=base.outline if own.outline is None else own.outline,
        number=base.number if own.number is None else own.number,
        number_level=base.number_level if own.number_level is None else own.number_level,
        bold=base.bold if own.bold is None else own.bold,
        size=base.size if own.size is None else own.size,
        hidden=base.hidden if own.hidden is None else own.hidden,
    )


@dataclass(slots=True)
class _Level:
    """One level of a list: how its numbers look, where they start, after which level they start again."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """Levels and the numbers reached, shared by all lists of one abstract definition."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Computes the marks of numbered paragraphs in the order in which they stand."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        linked: dict[str, str] = {}
        for abstract in root.iter(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self._lists[key] = _List(dict(map(_level, abstract.iter(W + "lvl"))))
            link = abstract.find(W + "numStyleLink")
            if link is not None:
                linked[key] = link.get(VAL, "")
        for number in root.iter(W + "num"):
            self._add(number)
        for key, style in linked.items():
            target = self._numbers.get(styles.get(style).number or "")
            if target and target[0] in self._lists:
                self._lists[key] = self._lists[target[0]]

    def _add(self, number: Element) -> None:
        abstract = number.find(W + "abstractNumId")
        levels: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for change in number.iter(W + "lvlOverride"):
            at = int(change.get(W + "ilvl", "0")) if change.get(W + "ilvl", "0").isdigit() else 0
            start, level = number_of(change, "startOverride"), change.find(W + "lvl")
            if level is not None:
                levels[at] = _level(level)[1]
            if start is not None:
                starts[at] = start
        key = abstract.get(VAL, "") if abstract is not None else ""
        self._numbers[number.get(W + "numId", "")] = (key, levels, starts)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a list keeps for a paragraph style; 0 where it keeps none."""
        found = self._lists.get(self._numbers.get(number, ("", {}, {}))[0])
        levels = found.levels if found else {}
        return next((at for at, level in levels.items() if level.style and level.style == style), 0)

    def mark(self, number: str, at: int) -> str | None:
        """Count one paragraph of a list and return its mark; None where the list does not exist."""
        key, changed, starts = self._numbers.get(number, ("", {}, {}))
        found = self._lists.get(key)
        if found is None:
            return None
        levels = {**found.levels, **changed}
        level = levels.get(at, _Level(form="bullet", text="•"))
        if (number, at) not in self._begun and at in starts:
            found.counts[at] = starts[at] - 1
        self._begun.add((number, at))
        found.counts[at] = found.counts.get(at, level.start - 1) + 1
        for deeper in [place for place in found.counts if place > at]:
            restart = levels.get(deeper, _Level()).restart
            if restart is None or (restart and at < restart):
                del found.counts[deeper]
        if level.form == "bullet":
            return bullet(level.text)
        return _PLACE.sub(lambda place: _shown(int(place[1]) - 1, levels, found.counts, level), level.text).strip()


def _shown(at: int, levels: dict[int, _Level], counts: dict[int, int], own: _Level) -> str:
    level = levels.get(at, _Level())
    return numeral(counts.get(at, level.start), "decimal" if own.legal else level.form)


def _level(element: Element) -> tuple[int, _Level]:
    at = element.get(W + "ilvl", "0")
    form, text, style = element.find(W + "numFmt"), element.find(W + "lvlText"), element.find(W + "pStyle")
    start = number_of(element, "start")
    return int(at) if at.isdigit() else 0, _Level(
        form=form.get(VAL, "decimal") if form is not None else "decimal",
        text=text.get(VAL, "") if text is not None else "",
        start=1 if start is None else start,
        restart=number_of(element, "lvlRestart"),
        legal=bool(switched(element, "isLgl")),
        style=style.get(VAL, "") if style is not None else "",
    )


def bullet(sign: str) -> str:
    """A bullet as it is printed; letters of symbol fonts, which print as shapes, become a dot."""
    sign = sign.strip()
    return sign if len(sign) == 1 and sign in _SHOWN_BULLETS else "•"


def numeral(value: int, form: str) -> str:
    """A number in the form that a list asks for; decimal where the form is a rare one."""
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        letters = chr(97 + (value - 1) % 26) * min(1 + (value - 1) // 26, 20)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        return roman(value) if form == "lowerRoman" else roman(value).upper()
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "ordinal":
        ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value}{ending}"
    return "" if form == "none" else str(value)


def roman(value: int) -> str:
    """A number in small roman numerals."""
    words = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        words += letters * (value // size)
        value %= size
    return words
