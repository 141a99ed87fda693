"""The words of one Word paragraph: its runs as they print, with notes' marks, boxes and what was inserted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.readers.archive import Element
from ingest.readers.canvas import PAGE_BREAK
from ingest.readers.word.styles import VAL, Style, Styles, W, number_of, switched

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sdtPr"))
_DRAWN = frozenset(W + tag for tag in ("drawing", "pict", "object"))
_LETTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "lastRenderedPageBreak": PAGE_BREAK}
# Letters of symbol fonts by the shape that they print as.
_SYMBOLS = {
    "F0FE": "☒",
    "F0A8": "☐",
    "F06F": "☐",
    "F0FC": "✓",
    "F0FB": "✗",
    "F0E0": "→",
    "F0B7": "•",
    "F0A7": "▪",
}
_DEPTH = 100

# Kind of note, its id, the mark typed for it ("" where it is counted); returns what stands in the text.
NoteMark = Callable[[str, str, str], str]


@dataclass(slots=True)
class Paragraph:
    """What a paragraph says and how it is dressed; ``boxes`` are the text boxes anchored in it."""

    text: str = ""
    bold: bool = False
    size: int = 0
    boxes: list[Element] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Runs:
    """Collects the words of a paragraph from its XML."""

    styles: Styles
    note: NoteMark
    key: str = ""
    parts: list[str] = field(default_factory=list)
    bold: Counter[bool] = field(default_factory=Counter)
    sizes: Counter[int] = field(default_factory=Counter)
    boxes: list[Element] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)

    def paragraph(self, element: Element) -> Paragraph:
        """The words of a w:p element."""
        self._walk(element, 0)
        size = self.sizes.most_common(1)[0][0] if self.sizes else self.styles.size
        bold = bool(self.bold) and not self.bold[False]
        return Paragraph("".join(self.parts), bold, size, self.boxes, self.drawings)

    def _walk(self, parent: Element, depth: int) -> None:
        for child in parent:
            if child.tag == W + "r":
                self._run(child)
            elif child.tag.startswith(_MATH):
                self._put("".join(node.text or "" for node in child.iter(_MATH + "t")), None, 0)
            elif child.tag == _COMPAT + "AlternateContent":
                self._drawn(child)
            elif child.tag == W + "sdt" and child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
                continue  # "Click here to enter text" is the program's, not the paper's
            elif child.tag not in _SKIPPED and depth < _DEPTH:
                self._walk(child, depth + 1)

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        named = properties.find(W + "rStyle") if properties is not None else None
        character = self.styles.get(named.get(VAL, "")) if named is not None else Style()
        own = self.styles.get(self.key)
        hidden = _first(switched(properties, "vanish"), character.hidden, own.hidden)
        bold = bool(_first(switched(properties, "b"), character.bold, own.bold))
        size = number_of(properties, "sz") or character.size or own.size or self.styles.size
        for child in run:
            if child.tag in {W + "footnoteReference", W + "endnoteReference"}:
                self._reference(child, run)
            elif child.tag == _COMPAT + "AlternateContent" or child.tag in _DRAWN:
                self._drawn(child)
            elif not hidden:
                self._put(self._letters(child), bold, size)

    def _reference(self, child: Element, run: Element) -> None:
        custom = ""
        if child.get(W + "customMarkFollows", "0") in {"1", "true"}:
            custom = "".join(node.text or "" for node in run.iter(W + "t")).strip()
        kind = "footnote" if child.tag == W + "footnoteReference" else "endnote"
        self.parts.append(self.note(kind, child.get(W + "id", ""), custom))

    def _put(self, words: str, bold: bool | None, size: int) -> None:
        self.parts.append(words)
        count = sum(not letter.isspace() for letter in words)
        if count and bold is not None:
            self.bold[bold] += count
            self.sizes[size] += count

    def _letters(self, child: Element) -> str:
        """What one piece of a run prints."""
        tag = child.tag.removeprefix(W)
        if tag == "t":
            return (child.text or "").replace("\t", " ")
        if tag == "br":
            return "\n" if child.get(W + "type", "textWrapping") == "textWrapping" else " "
        if tag == "sym":
            code = child.get(W + "char", "").upper()
            return _SYMBOLS.get(code, "")
        if tag == "fldChar":
            return _form_field(child)
        if tag == "ruby":
            return "".join(node.text or "" for node in child.findall(f"{W}rubyBase/{W}r/{W}t"))
        return _LETTERS.get(tag, "")

    def _drawn(self, element: Element) -> None:
        """A drawing may hold text boxes; of two forms of one drawing the newer one is taken."""
        choice = element.find(_COMPAT + "Choice") if element.tag == _COMPAT + "AlternateContent" else element
        for form in (choice, element.find(_COMPAT + "Fallback")):
            boxes = list(_outermost(form, W + "txbxContent")) if form is not None else []
            if boxes:
                self.boxes += boxes
                return
        self.drawings.append(element)


def _outermost(element: Element, tag: str, depth: int = 0) -> list[Element]:
    """Elements of a tag that stand in no other of the same tag, nor in the older form of a newer one."""
    found: list[Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag != _COMPAT + "Fallback" and depth < _DEPTH:
            found += _outermost(child, tag, depth + 1)
    return found


def _first(*values: bool | None) -> bool | None:
    return next((value for value in values if value is not None), None)


def _form_field(mark: Element) -> str:
    """What a form field of the old kind shows: a ticked or empty box, or the entry that was chosen."""
    data = mark.find(W + "ffData")
    if data is None:
        return ""
    box, choices = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        ticked = switched(box, "checked")
        return "☒" if (switched(box, "default") if ticked is None else ticked) else "☐"
    if choices is not None:
        entries = [entry.get(VAL, "") for entry in choices.findall(W + "listEntry")]
        chosen = number_of(choices, "result") or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""
