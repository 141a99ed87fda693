"""Paragraphs of slides: their words, their level, and the bullet or number that is printed before them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ingest.readers.archive import Element
from ingest.readers.word.styles import bullet, numeral

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FORMS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
_AUTO = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(Period|ParenR|ParenBoth|Plain)?")


def words_of(paragraph: Element) -> str:
    """The words of a paragraph; the slide's own number and date are left out."""
    parts: list[str] = []
    for child in paragraph:
        if child.tag == A + "br":
            parts.append("\n")
        elif child.tag == A + "fld" and child.get("type", "").startswith(("slidenum", "datetime")):
            continue
        elif child.tag in {A + "r", A + "fld"}:
            parts.append(child.findtext(A + "t") or "")
        else:
            parts += [node.text or "" for node in child.iter(_MATH)]
    return "".join(parts)


def is_bold(paragraph: Element) -> bool:
    """Whether every word of a paragraph is in bold."""
    runs = [run for run in paragraph.iter(A + "r") if (run.findtext(A + "t") or "").strip()]
    return bool(runs) and all(_switched(run.find(A + "rPr")) for run in runs)


def _switched(properties: Element | None) -> bool:
    return properties is not None and properties.get("b") in {"1", "true"}


@dataclass(slots=True)
class Bullets:
    """Marks of the paragraphs of one shape, in order, from its own list styles and those that it inherits."""

    styles: list[Element]
    counts: Counter[int] = field(default_factory=Counter)

    def level(self, paragraph: Element) -> int:
        """How deep a paragraph is indented, 0 for not at all."""
        properties = paragraph.find(A + "pPr")
        level = properties.get("lvl", "0") if properties is not None else "0"
        return min(int(level), 8) if level.isdigit() else 0

    def mark(self, paragraph: Element) -> str | None:
        """The mark before a paragraph; None where it is no item of a list."""
        level = self.level(paragraph)
        own = paragraph.find(A + "pPr")
        given = [style.find(f"{A}lvl{level + 1}pPr") for style in self.styles]
        for properties in [own, *given]:
            for child in properties if properties is not None else ():
                if child.tag == A + "buNone":
                    return None
                if child.tag == A + "buAutoNum":
                    return self._numbered(child, level)
                if child.tag in {A + "buChar", A + "buBlip"}:
                    return bullet(child.get("char", "•"))
        return None

    def _numbered(self, auto: Element, level: int) -> str:
        for deeper in [at for at in self.counts if at > level]:
            del self.counts[deeper]
        start = auto.get("startAt", "1")
        first = int(start) if start.isdigit() and len(start) < 6 else 1
        self.counts[level] = self.counts[level] + 1 if self.counts[level] else first
        found = _AUTO.match(auto.get("type", ""))
        words = numeral(self.counts[level], _FORMS[found[1]] if found else "decimal")
        shape = (found[2] if found else None) or "Plain"
        return {"Period": f"{words}.", "ParenR": f"{words})", "ParenBoth": f"({words})"}.get(shape, words)
