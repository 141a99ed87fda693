"""Words out of raw text: as printed (for quotes), readable (for the screen), folded (for comparing)."""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)__|__(?!\w)")
_HASHES = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.M)
_ESCAPE = re.compile(r"\\+(?=[^\w\s]|_)")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·]\s*)+")
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "•": " ", "\u00ad": ""}
)
_SOFT_BREAK = re.compile(r"(?<=[a-z])-\n\s*(?=[a-z])")
_WORD = re.compile(r"[^\W_]+(?:['’.,/&-][^\W_]+)*")
# A figure is a number with its sign of money or share; "2022-25" and "2018/19" stay whole as periods.
_FIGURE = re.compile(r"£?\d+(?:,\d{3})*(?:\.\d+)?%?")


def printed(raw: str) -> str:
    """The words as the file prints them: tags and emphasis marks gone, white space folded, nothing else changed."""
    text = _TAG.sub(" ", raw) if "<" in raw else raw
    text = text.replace("&amp;", "&")
    return _folded(_EMPHASIS.sub("", text) if "*" in text or "_" in text else text)


def readable(raw: str) -> str:
    """The words for a reader: as printed, without link targets, entities, escapes and line-end hyphens."""
    # Every text passes here many times over: what a mark would have to be there for is done where it is.
    text = _SOFT_BREAK.sub("", raw) if "-\n" in raw else raw
    text = _HASHES.sub("", text) if "#" in text else text
    text = printed(_LINK.sub(r"\1", text) if "](" in text else text)
    text = _ESCAPE.sub("", text) if "\\" in text else text
    return _folded(html.unescape(text)) if "&" in text else _folded(text)


def _folded(text: str) -> str:
    """White space folded, and none at the ends."""
    return " ".join(text.split())


def searchable(raw: str) -> str:
    """The words for indexing: readable, with ligatures and other compatibility forms resolved."""
    return unicodedata.normalize("NFKC", readable(raw)).replace("\u00ad", "")


def fold(raw: str) -> str:
    """The words for comparing: printed, lower case, typographic variants and bullets folded."""
    text = _BULLET.sub("", printed(raw)).translate(_TYPOGRAPHY).replace("#", "").replace("\\", "")
    return _folded(text).lower()


def same_words(one: str, other: str) -> bool:
    """Whether two stretches are word for word the same but for white space, markup and typography."""
    return fold(one) == fold(other)


def words(text: str) -> list[str]:
    """The words of readable text, with inner apostrophes, hyphens and points kept."""
    return _WORD.findall(text)


def figures(text: str) -> list[str]:
    """The figures of readable text in order: "8.2%", "£58.71", "449"."""
    return _FIGURE.findall(text)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span to what is printed: outer white space, bullets and stray emphasis marks are left out."""
    while start < end and (text[start].isspace() or text[start] in "•●▪◦‣·*\u200b\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*\u200b\ufeff"):
        end -= 1
    return start, end
