"""What can be done with the papers of the library, as plain functions: add with progress, remove, look into one."""

from __future__ import annotations

import queue
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import DueRegardError
from ingest.library import FileOutcome, Progress, Shelved, SyncReport
from ingest.records import Document, Kind
from ingest.words import readable
from ui import labels, reading
from ui.progress import STAGES
from ui.web.readiness import UNEXPECTED
from ui.web.stopping import Stops

if TYPE_CHECKING:
    from ingest.index import FileRow
    from ingest.library import Library

KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.OBJECTIVE: ("objective", "objectives"),
    Kind.COMMITMENT: ("commitment", "commitments"),
    Kind.PROGRESS: ("statement of progress", "statements of progress"),
    Kind.GAP: ("gap", "gaps"),
    Kind.FIGURE: ("figure", "figures"),
    Kind.CASE_STUDY: ("line of case studies", "lines of case studies"),
    Kind.DEFINITION: ("definition", "definitions"),
    Kind.DUTY: ("duty in law", "duties in law"),
    Kind.CONSULTATION: ("line on consultation", "lines on consultation"),
    Kind.DECISION: ("decision", "decisions"),
    Kind.TIMETABLE: ("line of timetables", "lines of timetables"),
    Kind.CONTACT: ("contact", "contacts"),
    Kind.QUESTION: ("question", "questions"),
    Kind.BACKGROUND: ("line of background", "lines of background"),
    Kind.UNKNOWN: ("line of another kind", "lines of other kinds"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """How far adding has come: what is being done, to which file, how many are done; at the end what came of it."""

    job: str
    done: int = 0
    total: int = 0
    file: str = ""
    stage: str = ""
    report: SyncReport | None = None
    fault: str = ""

    @property
    def words(self) -> str:
        """What is being done to which file."""
        return ": ".join(filter(None, (STAGES.get(self.stage, "Starting"), self.file)))

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.report is not None or bool(self.fault)


class Jobs(Stops):
    """The reading that goes on until it is ended."""

    def read(self, library: Library, files: Sequence[Path], *, anew: bool = False) -> Iterator[Step]:
        """Read files in a thread of its own, and tell how far it has come."""
        steps: queue.SimpleQueue[Step] = queue.SimpleQueue()
        with self.working() as (job, stopped):

            def tell(progress: Progress) -> None:
                steps.put(Step(job, progress.done, progress.total, progress.file, progress.stage))

            def run() -> None:
                try:
                    steps.put(Step(job, report=library.sync(files, tell=tell, stop=stopped, anew=anew)))
                except DueRegardError as error:
                    steps.put(Step(job, fault=str(error)))
                except Exception:  # noqa: BLE001 - a thread's fault is seen by nobody; the page must not wait for ever
                    traceback.print_exc(file=sys.stderr)
                    steps.put(Step(job, fault=UNEXPECTED))

            threading.Thread(target=run, name="read-papers", daemon=True).start()
            total = 0
            while True:
                step = steps.get()
                total = max(total, step.total)
                yield replace(step, total=total)
                if step.ended:
                    return


@dataclass(frozen=True, slots=True)
class Gone:
    """A paper that was removed, with what brings it back."""

    paper: Shelved
    files: tuple[FileRow, ...]

    @property
    def title(self) -> str:
        """What it is called, by its file where it has no title."""
        return readable(self.paper.facts.title) or self.paper.file


@dataclass(frozen=True, slots=True)
class Branch:
    """A section in the tree of a paper, with the part to open and the sections inside it."""

    title: str
    page: str
    part: int
    inside: tuple[Branch, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class Inside:
    """A paper that is looked into: its facts and whole text, the tree of its sections, the part that is shown."""

    paper: Shelved
    document: Document
    part: int
    tree: tuple[Branch, ...]
    kinds: tuple[str, ...]
    newer: tuple[str, ...]


def uploaded(given: object, folder: Path) -> tuple[tuple[Path, str], ...]:
    """The files that a browser has uploaded, each with its name; whatever lies outside that folder is left out."""
    found = []
    for one in given if isinstance(given, list) else ():
        path, name = (one.get("path"), one.get("name")) if isinstance(one, dict) else (None, None)
        if isinstance(path, str) and isinstance(name, str):
            place = Path(path).resolve()
            if place.is_relative_to(folder.resolve()) and place.is_file():
                found.append((place, name))
    return tuple(found)


def names(given: object) -> tuple[str, ...]:
    """The names of files that did not come here, as a browser tells them."""
    return tuple(name for name in given if isinstance(name, str)) if isinstance(given, list) else ()


def fault_of(step: Step) -> str:
    """What went wrong with the reading of one file; empty where it was read."""
    failed = step.report.failed if step.report else ()
    if step.report and not step.report.outcomes:
        return "The reading was stopped. The paper stays as it was."
    return step.fault or next((f"{outcome.file}: {outcome_words(outcome)}" for outcome in failed), "")


def take_in(library: Library, files: Sequence[tuple[Path, str]]) -> tuple[Path, ...]:
    """Copy uploaded files into the home and clear what the browser left; raises DueRegardError."""
    places = []
    for file, name in files:
        places.append(library.take_in(file, name))
        file.unlink(missing_ok=True)
    return tuple(places)


def remove(library: Library, paper: object) -> Gone | None:
    """Take a paper out; nothing where it is out already."""
    found = shelved(library, paper)
    if found is None:
        return None
    files = library.files_of(found.id)
    return Gone(library.remove(found.id), files)


def undo(library: Library, gone: Gone | None) -> bool:
    """Bring back what was removed last; whether there was anything."""
    if gone is None:
        return False
    try:
        library.restore(gone.paper.id, gone.files)
    except KeyError:
        return False
    return True


def shelved(library: Library, paper: object) -> Shelved | None:
    """A live paper by its id."""
    return next((p for p in library.documents() if p.id and p.id == paper), None)


def look_into(library: Library, paper: object, part: object = 0) -> Inside | None:
    """A paper with its structure, opened at a part; nothing where it is not there any more."""
    found = shelved(library, paper)
    if found is None:
        return None
    document = library.document(found.id)
    parts = reading.stretches(document)
    number = part if isinstance(part, int) and 0 <= part < len(parts) else 0
    newer = tuple(p.facts.title or p.file for p in library.documents() if p.id and found.file in p.facts.supersedes)
    return Inside(found, document, number, _tree(document, parts, number), _kinds(document), newer)


def outcome_words(outcome: FileOutcome) -> str:
    """What came of a file, in a line."""
    if outcome.state == "read":
        sizes = [(outcome.pages, "page"), (outcome.sections, "section"), (outcome.passages, "passage")]
        return "read: " + ", ".join(labels.plural(count, word) for count, word in sizes if count)
    words = {"unchanged": "was read before and has not changed", "duplicate": "is the same paper as one that is here"}
    return words.get(outcome.state, outcome.message or outcome.state)


def _kinds(document: Document) -> tuple[str, ...]:
    """What was found, most first; what could not be told apart last."""
    counts = Counter(unit.kind for unit in document.units)
    order = sorted(counts, key=lambda kind: (kind is Kind.UNKNOWN, kind is Kind.BACKGROUND, -counts[kind]))
    return tuple(labels.plural(counts[kind], *KINDS[kind]) for kind in order)


def _tree(document: Document, parts: Sequence[reading.Stretch], shown: int) -> tuple[Branch, ...]:
    """The sections as they lie in each other, each with the first part that shows it or what is inside."""
    children: dict[int, list[int]] = {}
    for section in document.sections:
        children.setdefault(section.parent, []).append(section.number)
    open_at = {part.section: number for number, part in reversed(list(enumerate(parts)))}
    current = parts[shown].section if parts else -1

    def grow(number: int) -> Branch:
        section = document.sections[number]
        inside = tuple(grow(child) for child in children.get(number, ()))
        title = labels.heading_words(section.path[-1]) if section.path else "The paper’s opening"
        page = section.page_label or (str(section.page) if section.page is not None else "")
        part = open_at.get(number, next((b.part for b in inside if b.part >= 0), -1))
        return Branch(title, page, part, inside, number == current)

    return tuple(b for b in (grow(number) for number in children.get(-1, ())) if b.part >= 0)
