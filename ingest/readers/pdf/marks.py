"""The marks that open a line (bullets, numbers, letters, marks of notes), and the lines of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.readers.pdf.shapes import Line

BULLETS = "•●○▪■◦‣⁃·➢✓❖□☐☒◆◊►▶→*"
_BULLET = re.compile(rf"([{re.escape(BULLETS)}])\s*(?=\S)|([-–—o§ü])\s+(?=\S)")
_NUMBER = re.compile(
    r"(\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[A-Z]\)|[A-Z]\.(?=\s+\S\S)|\(?[ivx]{1,5}[.)]|\((?:[IVX]{1,5})\))\s+(?=\S)"
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,3}){1,3}\.?)(?:\s+(?=\S)|(?=[A-Z][a-z]))")
_NOTE = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,3}\]|\d{1,3}[.)]?(?=\s)|[*†‡§]+)\s*(?=\S)")
_ENDED = re.compile(r"[.!?:;…][\"”’')\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_LEADER = re.compile(r"(?P<title>.*?\S)\s*(?:\.\s?|…\s?|·\s?|_){3,}\s*(?P<page>\d{1,4}|[ivxl]{1,7})?\s*")
# A number of four digits at the end of a line is a year more often than a page.
_PAGE = re.compile(r"\d{1,3}|[ivxl]{1,7}")
_SMALL_UNITS = re.compile(r"\d{1,2}\.\d{1,3}\s*(?:%|per cent|million|billion|percentage|m\b|bn\b|times|years)")


def ended(text: str) -> bool:
    """Whether the text ends with an end mark."""
    return bool(_ENDED.search(text.rstrip()))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, how many characters it takes with the space after it, and its kind."""

    text: str
    length: int
    kind: str


def mark_of(line: Line) -> Mark | None:
    """The list mark or printed paragraph number that opens a line, if any."""
    text = line.text
    match = _BULLET.match(text)
    if match:
        shown = match.group(1) or match.group(2)
        if shown in "oü§*" and not _hangs(line, shown):
            return None
        return Mark(shown, match.end(), "bullet")
    match = _DECIMAL.match(text)
    if match and not _SMALL_UNITS.match(text):
        return Mark(match.group(1), match.end(), "paragraph")
    match = _NUMBER.match(text)
    return Mark(match.group(1), match.end(), _series(match.group(1))) if match else None


def _hangs(line: Line, mark: str) -> bool:
    """Whether a mark that could be a letter stands off from its words."""
    return len(line.segments) > 1 and line.segments[0].text == mark


def _series(mark: str) -> str:
    core = mark.strip("().")
    shape = mark.replace(core, "#")
    if core.isdigit():
        return f"1{shape}"
    if len(core) > 1 or core in "ivx":
        return f"i{shape}"
    return f"{'A' if core.isupper() else 'a'}{shape}"


def hangs(line: Line, mark: Mark) -> bool:
    """Whether the mark stands off from its words by a gap, or can be nothing but a bullet."""
    plain = mark.kind == "bullet" and mark.text not in "-–—*"
    return plain or (len(line.segments) > 1 and line.segments[0].text == mark.text)


def words_at(line: Line, mark: Mark) -> float:
    """Where the words after a mark begin on the page."""
    if len(line.segments) > 1 and line.segments[0].text == mark.text:
        return line.segments[1].x0
    return line.x0 + mark.length * 0.5 * line.size


def note_mark(line: Line) -> Mark | None:
    """The mark that opens a foot-note or end-note."""
    match = _NOTE.match(line.text)
    return Mark(match.group(1), match.end(), "note") if match else None


def leader(line: Line) -> tuple[str, str] | None:
    """Title and page of a contents line with a row of dots; the page may stand on the next line."""
    match = _LEADER.fullmatch(line.text)
    return (match.group("title"), match.group("page") or "") if match else None


def numbered(line: Line) -> tuple[str, str] | None:
    """Title and page of a line whose last stretch is a lone number, far to the right."""
    if len(line.segments) < 2 or not _PAGE.fullmatch(line.segments[-1].text):
        return None
    title = " ".join(segment.text for segment in line.segments[:-1])
    return (title, line.segments[-1].text) if any(map(str.isalpha, title)) else None
