"""A library and an assistant that enter by the same signatures as the real ones, with answers worked out by hand."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.answering import Worked
from assistant.question import check
from assistant.records import Answer, Citation, Found, Note, NoteKind, Outcome, Question, Statement, Term
from assistant.scope import EVERYTHING, Scope
from ingest.index import HistoryRow
from ingest.library import Check, FileOutcome, Library, Progress, Shelved, SyncReport
from ingest.pages import Picture
from ingest.records import Block, Document, Facts, Role, Section, Status
from ingest.settings import Settings

TEXT = """# Progress 2023
Opening words.
# 1. Safety
We will act on safety.
- Light every underpass.
- Train 40 bystanders.
# 2. Jobs
Interviews are guaranteed."""


def document(text: str = TEXT, id: str = "d1", **facts: Any) -> Document:
    """A paper of lines: "# " begins a section, "- " a list item, everything else is a paragraph."""
    blocks: list[Block] = []
    sections = [Section(0, -1, (), 0, 0)]
    place = 0
    for line in text.split("\n"):
        mark = 2 if line.startswith(("# ", "- ")) else 0
        role = {"#": Role.HEADING, "-": Role.ITEM}.get(line[: mark - 1] if mark else "", Role.PARAGRAPH)
        block = Block(place + mark, place + len(line), role, level=1 if role is Role.HEADING else 0)
        if role is Role.HEADING:
            sections.append(Section(len(sections), -1, (line[2:],), block.start, block.end))
        sections[-1] = replace(sections[-1], end=block.end)
        blocks.append(block)
        place += len(line) + 1
    known = Facts(**{"title": "Progress 2023", "council": "Borset County Council", "date": "2023-07", **facts})
    return Document(id, "progress.txt", "0" * 64, known, text, (), tuple(blocks), tuple(sections), ())


def citation(paper: Document, quote: str, number: int = 1, page: int | None = 18) -> Citation:
    """The citation of words where they first stand in a paper."""
    start = paper.text.index(quote)
    section = [s for s in paper.sections if s.start <= start][-1]
    return Citation(
        number=number,
        document=paper.id,
        file=paper.file,
        title=paper.facts.title,
        council=paper.facts.council,
        date=paper.facts.date,
        status=paper.facts.status,
        section=section.path,
        paragraph="",
        page=page,
        page_label=str(page or ""),
        quote=quote,
        start=start,
        end=start + len(quote),
        passage="p1",
    )


def answer(question: str, paper: Document, *quotes: str, notes: tuple[Note, ...] = ()) -> Answer:
    """An answer of quotes from one paper."""
    cited = tuple(citation(paper, quote, number) for number, quote in enumerate(quotes, start=1))
    lines = [f"**{paper.facts.council}, {paper.facts.title}**", "", *(f"- {c.quote} [{c.number}]" for c in cited)]
    statements = tuple(Statement(c.quote, (c.number,)) for c in cited)
    return Answer(question, question, Outcome.ANSWERED, "\n".join(lines), statements, cited, notes)


class FakeLibrary(Library):
    """Keeps documents in a dictionary; a file is read when it ends in .txt and has any text."""

    def __init__(self, home: Path, settings: Settings | None = None) -> None:
        self.home = home
        self.settings = settings or Settings()
        self.papers: dict[str, Document] = {}
        self.notices: list[str] = []
        self.fresh = True
        self.closed = False
        self.ready = threading.Event()
        self.ready.set()

    @property
    def is_new(self) -> bool:
        return self.fresh

    def history(self, id_or_file: str = "") -> tuple[HistoryRow, ...]:
        return ()

    def load(self, *papers: Document) -> FakeLibrary:
        """The library with these papers in it."""
        self.fresh = False
        self.papers |= {paper.id: paper for paper in papers}
        return self

    def sync(
        self,
        paths: Sequence[Path] = (),
        *,
        council: str = "",
        tell: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] = lambda: False,
        anew: bool = False,
    ) -> SyncReport:
        del anew
        outcomes = []
        for number, path in enumerate(paths or [Path("progress.txt")]):
            if stop():
                break
            if tell:
                tell(Progress(number, len(paths) or 1, path.name, "reading"))
            if path.suffix == ".txt":
                paper = document(id=path.stem, **({"council": council} if council else {}))
                self.load(replace(paper, file=path.name))
                outcomes.append(FileOutcome(path.name, "read", "", paper.id, 0, 3, 3))
            else:
                outcomes.append(FileOutcome(path.name, "failed", f"{path.name}: is empty. Save it again."))
        self.fresh = False
        return SyncReport(tuple(outcomes), 0.5, 3)

    def documents(self) -> tuple[Shelved, ...]:
        return tuple(
            Shelved(p.id, p.file, p.facts, 0, len(p.sections) - 1, 3, p.warnings, "read", "")
            for p in self.papers.values()
        )

    def document(self, id: str) -> Document:
        return self.papers[id]

    def remove(self, id_or_file: str) -> Shelved:
        found = next((p for p in self.documents() if id_or_file in {p.id, p.file}), None)
        if found is None:
            raise KeyError(id_or_file)
        del self.papers[found.id]
        return found

    def purge(self) -> int:
        return 1

    def original(self, id: str) -> Path | None:
        return None

    def page_picture(self, id: str, page: int, span: tuple[int, int] = (0, 0)) -> Picture | None:
        return None

    def doctor(self) -> tuple[Check, ...]:
        whole = bool(self.papers)
        return (Check("Papers", whole, "There are papers." if whole else "There are none.", "Type: dueregard ingest"),)

    def warm(self) -> None:
        self.ready.wait(30)

    def close(self) -> None:
        self.closed = True


class FakeAssistant(Assistant):
    """Answers with the lines of the papers that share a long word with the question."""

    def __init__(self, library: FakeLibrary, settings: Settings | None = None) -> None:
        self.shelf = library
        self.settings = settings or library.settings
        self.heard: list[tuple[str, tuple[str, ...], str]] = []
        self.scopes: list[Scope] = []

    def ask(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Answer:
        words = check(question)
        self.heard.append((words, tuple(history), council))
        self.scopes.append(scope)
        self.shelf.ready.wait(30)
        if "break down" in words:
            raise RuntimeError("a fault of the program")
        for paper in self.shelf.papers.values():
            if quotes := self._lines(paper, words):
                return answer(words, paper, *quotes)
        looked = Note(NoteKind.ABSENCE, "Looked in every paper.")
        return Answer(words, words, Outcome.NOT_FOUND, "The papers are silent on this.", notes=(looked,))

    def work_out(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Worked:
        answer = self.ask(question, history, council=council, scope=scope)
        terms = tuple(Term(word, ((word.lower(),),)) for word in re.findall(r"\w{6,}", question))
        return Worked(answer, Question(question, question, question, terms=terms, scope=scope))

    def explain(self, question: str, history: Sequence[str] = (), *, council: str = "") -> str:
        return f"Question as understood: {check(question)}"

    def search(self, query: str, *, limit: int = 10, history: Sequence[str] = ()) -> tuple[Found, ...]:
        words = check(query)
        found = [
            Found(
                p.file, p.id, p.facts.title, 18, "18", ("1. Safety",), p.text.index(q), p.text.index(q) + len(q), q, 0.5
            )
            for p in self.shelf.papers.values()
            for q in self._lines(p, words)
        ]
        return tuple(found[:limit])

    @staticmethod
    def _lines(paper: Document, words: str) -> list[str]:
        long = {word.strip("?.,").lower() for word in words.split() if len(word.strip("?.,")) > 4}
        blocks = [paper.text[b.start : b.end] for b in paper.blocks if b.role is not Role.HEADING]
        return [block for block in blocks if long & {w.strip(".,").lower() for w in block.split()}]


__all__ = ["TEXT", "FakeAssistant", "FakeLibrary", "Status", "answer", "citation", "document"]
