"""What a PDF prints, as PDFium gives it: the papers of other councils are compared with this, not with our reader.

PDFium keeps the line ends and says of a hyphen at a line's end only that there was one; where a quote runs over a
page's end, or over table cells of several lines, other words stand between its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from evals.folding import covered, squash

SUFFIX = ".pdf"
# Other hyphens, PDFium's own mark for one at a line's end among them.
_HYPHENS = re.compile("[\u00ad\u2010\u2011\x02\ufffe]")
# Whether a hyphen at a line's end belongs to the word nobody can tell, so those of words are left out.
_JOINS = re.compile(r"(?<=[^\W\d])-\s*|(?<=\d-)\s+(?=\d)")
# The marks of symbol fonts, of which most are bullets, and of footnotes, which stand apart in a PDF's text.
_MARKS = re.compile("[\ue000-\uf8ff⁰¹²³⁴-⁹]")


class Printed:
    """The text of a PDF, page by page; a quote stands in it in the same words, whatever the line ends."""

    def __init__(self, text: str) -> None:
        self._words = loose(text)

    def holds(self, quote: str) -> bool:
        """Whether the words of a quote stand in one run, or each of them in a run of four that is all theirs."""
        wanted = loose(quote)
        return bool(wanted) and (wanted in self._words or covered(wanted, self._words) == 1.0)

    def find(self, quote: str) -> tuple[tuple[int, int], ...]:
        """No places: they depend on who reads the PDF."""
        return ()


@lru_cache(maxsize=500)
def printed(text: str) -> Printed:
    """The text of a PDF made ready to be searched, kept: every citation of it is looked up."""
    return Printed(text)


@lru_cache(maxsize=5000)
def loose(text: str) -> str:
    """A text folded, with plain letters and figures, without the hyphens of words and the marks of lists and notes."""
    plain = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    return _JOINS.sub("", squash(_HYPHENS.sub("-", plain)))


def text_of(file: Path) -> str:
    """The text of a PDF, pages parted by form feeds."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        return "\f".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
