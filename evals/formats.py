"""What reading costs by format, against the bare parser library; and that memory does not grow with the pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import cycle, islice
from pathlib import Path

from evals.measures import Measure, timed
from evals.questions import read_papers
from ingest.errors import DueRegardError
from ingest.readers import read
from ingest.settings import ReadSettings

PAGES = 60
LONG, SHORT = 1000, 100
# A page of a format that has none: so many letters.
LETTERS = 3000
_TURNS = 3
_LINE = 90
_LINES = 48


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a file of it is made, and what its library does with one by itself."""

    suffix: str
    make: Callable[[Path, Sequence[str]], None]
    bare: Callable[[Path], object]
    library: str


def paragraphs(folder: Path, letters: int) -> list[str]:
    """Paragraphs of the papers in a folder, over and over, up to so many letters."""
    found = [p for text in read_papers(folder).values() for p in text.split("\n\n") if 80 < len(p) < 1500]
    kept: list[str] = []
    total = 0
    for words in cycle(found):
        kept.append(" ".join(words.split()))
        total += len(kept[-1])
        if total >= letters:
            return kept
    raise DueRegardError(f"{folder} holds no paragraphs. Name the folder of the corpus.")


def by_format(folder: Path, corpus: Path, pages: int = PAGES) -> list[Measure]:
    """Pages a second, and how many times as long as the bare library takes; of each the best of several turns."""
    words = paragraphs(corpus, pages * LETTERS)
    found = []
    for line in FORMATS:
        file = folder / f"paper{line.suffix}"
        line.make(file, words)
        source = read(file, ReadSettings())
        count = len(source.pages) or len(source.text) / LETTERS
        ours = min(timed(read, file, ReadSettings()) for _ in range(_TURNS))
        bare = min(timed(line.bare, file) for _ in range(_TURNS))
        found.append(
            Measure(f"reading {line.suffix[1:]}, pages a second", count / ours, "1/s", ours / bare, line.library)
        )
    return found


def long_paper(folder: Path, corpus: Path, long: int = LONG, short: int = SHORT) -> list[Measure]:
    """The peak memory of reading a very long PDF, against that of a tenth of it."""
    if not Path("/proc/self/status").is_file():
        return []
    held = {}
    for pages in (short, long):
        file = folder / f"{pages}-pages.pdf"
        _pdf(file, paragraphs(corpus, pages * _LINE * _LINES))
        held[pages] = _peak(file)
    name = f"peak memory, reading a PDF of {long:,} pages"
    return [Measure(name, held[long], "MiB", held[long] / held[short], f"one of {short:,} pages", "≤ 3")]


def _peak(file: Path) -> float:
    """The peak memory in MiB of a new process that reads one file."""
    program = (
        "import sys; from pathlib import Path; from ingest.readers import read; "
        "from ingest.settings import ReadSettings; read(Path(sys.argv[1]), ReadSettings()); "
        "print(*[w.split()[1] for w in open('/proc/self/status') if w.startswith('VmHWM')])"
    )
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    if done.returncode:
        raise DueRegardError(f"{file.name} could not be read: {done.stderr[-500:]}")
    return int(done.stdout.split()[-1]) / 1024


def _pdf(file: Path, words: Sequence[str]) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(file))
    lines = _wrapped(words)
    number = 0
    while page := list(islice(lines, _LINES)):
        number += 1
        canvas.drawString(60, 810, "Equality report")
        canvas.drawCentredString(300, 30, str(number))
        for place, line in enumerate(page):
            canvas.drawString(60, 780 - 15 * place, line)
        canvas.showPage()
    canvas.save()


def _wrapped(words: Sequence[str]) -> Iterator[str]:
    for paragraph in words:
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) >= _LINE:
                yield line
                line = ""
            line = f"{line} {word}".strip()
        yield line


def _docx(file: Path, words: Sequence[str]) -> None:
    import docx

    document = docx.Document()
    for number, paragraph in enumerate(words):
        if number % 8 == 0:
            document.add_heading(f"Part {number // 8}", 2)
        document.add_paragraph("".join(c for c in paragraph if c.isprintable()))
    document.save(str(file))


def _html(file: Path, words: Sequence[str]) -> None:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in words)
    file.write_text(f"<!doctype html><html><body><main>{body}</main></body></html>", encoding="utf-8")


def _bare_pdf(file: Path) -> object:
    import pypdfium2

    document = pypdfium2.PdfDocument(str(file))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _bare_docx(file: Path) -> object:
    import docx

    return [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]


def _bare_html(file: Path) -> object:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(file.read_bytes()).text()


FORMATS = (
    Format(".pdf", _pdf, _bare_pdf, "pypdfium2's text alone"),
    Format(".docx", _docx, _bare_docx, "python-docx's paragraphs alone"),
    Format(".html", _html, _bare_html, "selectolax's text alone"),
)
