"""Styles and list styles of an OpenDocument file, and the marks that its lists print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.readers.archive import Element
from ingest.readers.word.styles import bullet, numeral

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, TABLE = f"{_NS}text:1.0}}", f"{_NS}style:1.0}}", f"{_NS}table:1.0}}"
OFFICE, DRAW, META = f"{_NS}office:1.0}}", f"{_NS}drawing:1.0}}", f"{_NS}meta:1.0}}"
PRESENTATION, SVG = f"{_NS}presentation:1.0}}", f"{_NS}svg-compatible:1.0}}"
_FO = f"{_NS}xsl-fo-compatible:1.0}}"
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says of a paragraph, a run, a table or a slide."""

    name: str = ""
    parent: str = ""
    bold: bool | None = None
    outline: int = 0
    list_style: str = ""
    new_page: bool = False
    hidden: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class _Level:
    form: str | None
    text: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1


@dataclass(slots=True)
class Looks:
    """All styles of a file, from its styles part and from its content."""

    looks: dict[str, Look] = field(default_factory=dict)
    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    usual: float = 12.0

    def add(self, roots: Iterable[Element | None]) -> None:
        """Take in the styles of these trees."""
        for root in roots:
            for style in root.iter(STYLE + "default-style") if root is not None else ():
                if style.get(STYLE + "family") == "paragraph":
                    self.usual = _points(style.find(STYLE + "text-properties")) or self.usual
            for style in root.iter(STYLE + "style") if root is not None else ():
                self.looks[style.get(STYLE + "name", "")] = _look(style)
            for tag in ("list-style", "outline-style"):
                for style in root.iter(TEXT + tag) if root is not None else ():
                    name = "" if tag == "outline-style" else style.get(STYLE + "name", "")
                    self.lists[name] = dict(_level(child) for child in style)

    def chain(self, name: str) -> list[Look]:
        """A style and those that it takes over from."""
        found: list[Look] = []
        while name in self.looks and len(found) < 20:
            found.append(self.looks[name])
            name = self.looks[name].parent
        return found

    def bold(self, name: str) -> bool:
        """Whether a style prints in bold."""
        return next((look.bold for look in self.chain(name) if look.bold is not None), False)

    def size(self, name: str) -> float:
        """The size of a style's letters in points, 0 where none is given."""
        return next((look.size for look in self.chain(name) if look.size), 0.0)

    def outline(self, name: str) -> int:
        """The depth of heading that a style stands for; 0 for none."""
        return next((look.outline for look in self.chain(name) if look.outline), 0)

    def is_title(self, name: str) -> bool:
        """Whether a style is that of the document's title."""
        return name == "Title" or any("Title" in (look.name, look.parent) for look in self.chain(name))

    def restart(self, style: str) -> None:
        """A list of this style starts anew."""
        self.counts.pop(style, None)

    def mark(self, style: str, level: int, start: int | None = None) -> str:
        """Count an item of a list and return the mark printed before it."""
        levels, counts = self.lists.get(style, {}), self.counts.setdefault(style, {})
        own = levels.get(level, _Level(None, "•"))
        counts[level] = counts.get(level, own.start - 1) + 1 if start is None else start
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if own.form is None:
            return bullet(own.text)
        if not own.form:
            return (own.prefix + own.suffix).strip()
        first = max(1, level - own.shown + 1)
        words = []
        for at in range(first, level + 1):
            form = (levels[at].form if at in levels else own.form) or ""
            words.append(numeral(counts.get(at, 1), _FORMS.get(form, "decimal")))
        return f"{own.prefix}{'.'.join(words)}{own.suffix}".strip()


def _look(style: Element) -> Look:
    text, paragraph = style.find(STYLE + "text-properties"), style.find(STYLE + "paragraph-properties")
    table, page = style.find(STYLE + "table-properties"), style.find(STYLE + "drawing-page-properties")
    weight = text.get(_FO + "font-weight") if text is not None else None
    outline = style.get(STYLE + "default-outline-level", "")
    breaks = paragraph is not None and paragraph.get(_FO + "break-before") == "page"
    hidden = table is not None and table.get(TABLE + "display") == "false"
    unseen = page is not None and page.get(PRESENTATION + "visibility") == "hidden"
    return Look(
        name=style.get(STYLE + "display-name", ""),
        parent=style.get(STYLE + "parent-style-name", ""),
        bold=None if weight is None else weight in {"bold", "600", "700", "800", "900"},
        outline=int(outline) if outline.isdigit() else 0,
        list_style=style.get(STYLE + "list-style-name", ""),
        new_page=breaks or bool(style.get(STYLE + "master-page-name")),
        hidden=hidden or unseen,
        size=_points(text),
    )


def _points(text: Element | None) -> float:
    """The size of letters in points; 0 where a style gives none, or one that depends on another."""
    words = text.get(_FO + "font-size", "") if text is not None else ""
    try:
        return float(words.removesuffix("pt")) if words.endswith("pt") else 0.0
    except ValueError:
        return 0.0


def _level(element: Element) -> tuple[int, _Level]:
    at = element.get(TEXT + "level", "1")
    number = element.tag in {TEXT + "list-level-style-number", TEXT + "outline-level-style"}
    shown, start = element.get(TEXT + "display-levels", "1"), element.get(TEXT + "start-value", "1")
    return int(at) if at.isdigit() else 1, _Level(
        form=element.get(STYLE + "num-format", "") if number else None,
        text=element.get(TEXT + "bullet-char", "•"),
        prefix=element.get(STYLE + "num-prefix", "") if number else "",
        suffix=element.get(STYLE + "num-suffix", "") if number else "",
        shown=int(shown) if shown.isdigit() else 1,
        start=int(start) if start.isdigit() else 1,
    )
