"""What the web app does, as plain functions over plain records; the wiring only passes values through."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation
from ingest.errors import DueRegardError
from ingest.records import Document
from ui import reading

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library

UNEXPECTED = (
    "Something went wrong inside the program, and this question was not answered. Nothing that is stored was "
    "changed. The window that Due Regard was started from shows the details."
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer, a fault in plain words, or neither while it is awaited."""

    question: str
    answer: Answer | None = None
    fault: str = ""

    @property
    def waiting(self) -> bool:
        """Whether neither an answer nor a fault has come yet."""
        return self.answer is None and not self.fault


@dataclass(frozen=True, slots=True)
class Conversation:
    """One visitor's questions in order; it is never changed, only replaced."""

    turns: tuple[Turn, ...] = ()

    def asked(self, question: str) -> Conversation:
        """The conversation with one more question that is awaited."""
        return Conversation((*self.turns, Turn(question)))

    @property
    def history(self) -> tuple[str, ...]:
        """The questions before the last one."""
        return tuple(turn.question for turn in self.turns[:-1])

    def ended(self, turn: Turn) -> Conversation:
        """The conversation with its last question dealt with."""
        return Conversation((*self.turns[:-1], turn))

    def citation(self, turn: object, number: object) -> Citation | None:
        """A citation by the number of its turn and its own; nothing where a browser names one that is not there."""
        if not isinstance(turn, int) or not 0 <= turn < len(self.turns):
            return None
        answer = self.turns[turn].answer
        return next((c for c in answer.citations if c.number == number), None) if answer else None


@dataclass(frozen=True, slots=True)
class Opened:
    """A citation that is open beside the conversation, and the part of its paper that is shown."""

    turn: int
    citation: Citation
    part: int

    @property
    def span(self) -> reading.Span:
        """Where the quote stands."""
        return self.citation.start, self.citation.end


class Readiness:
    """Whether the search model is loaded; it loads in the background, so that the page answers meanwhile."""

    def __init__(self, load: Callable[[], None]) -> None:
        self._load = load
        self._ended = threading.Event()
        self.fault = ""

    def start(self) -> None:
        """Begin to load."""
        threading.Thread(target=self._run, name="load-model", daemon=True).start()

    def _run(self) -> None:
        try:
            self._load()
        except DueRegardError as error:
            self.fault = str(error)
        except Exception:  # noqa: BLE001 - a thread's fault is seen by nobody; the page must say that it will not get ready
            traceback.print_exc(file=sys.stderr)
            self.fault = UNEXPECTED
        finally:
            self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Wait until loading has ended, for so long at most; whether it has."""
        return self._ended.wait(seconds)

    @property
    def loading(self) -> bool:
        """Whether the model is still being loaded."""
        return not self._ended.is_set()


def find_answer(assistant: Assistant, conversation: Conversation) -> Conversation:
    """Answer the question that is awaited; what goes wrong becomes that turn's words, and the talk can go on."""
    turn = conversation.turns[-1]
    try:
        answer = assistant.ask(turn.question, conversation.history)
    except DueRegardError as error:
        return conversation.ended(replace(turn, fault=str(error)))
    except Exception:  # noqa: BLE001 - a browser shows nothing of a traceback; the visitor must not wait for ever
        traceback.print_exc(file=sys.stderr)
        return conversation.ended(replace(turn, fault=UNEXPECTED))
    return conversation.ended(replace(turn, answer=answer))


def open_citation(library: Library, conversation: Conversation, turn: object, number: object) -> Opened | None:
    """Open a citation at the part of its paper where the quote begins."""
    citation = conversation.citation(turn, number)
    document = paper_of(library, citation)
    if citation is None or document is None or not isinstance(turn, int):
        return None
    span = (citation.start, citation.end)
    return Opened(turn, citation, reading.place_of(document, reading.stretches(document, span), span))


def turn_to(library: Library, opened: Opened | None, step: object) -> Opened | None:
    """The part before (-1) or after (1) the one that is shown, or back at the quote (0)."""
    document = paper_of(library, opened.citation if opened else None)
    if opened is None or document is None or step not in (-1, 0, 1):
        return opened
    parts = reading.stretches(document, opened.span)
    if step == 0:
        return replace(opened, part=reading.place_of(document, parts, opened.span))
    return replace(opened, part=min(max(opened.part + (1 if step == 1 else -1), 0), len(parts) - 1))


def paper_of(library: Library, citation: Citation | None) -> Document | None:
    """The paper that a citation quotes; nothing where it was deleted since."""
    if citation is None:
        return None
    try:
        return library.document(citation.document)
    except KeyError:
        return None


def examples(papers: int, titles: frozenset[str]) -> tuple[str, ...]:
    """Questions to begin with: of the bundled papers where they are loaded, else such as any paper may answer."""
    if not papers:
        return ()
    if "Progress against our equality objectives 2023" in titles:
        return (
            "What did we commit to on VAWG?",
            "What is Essex’s workforce equality objective?",
            "How is the Women in Leadership programme going?",
            "What gaps were identified on hate crime?",
        )
    return (
        "What are our equality objectives?",
        "What progress has been made?",
        "What gaps or areas for improvement were identified?",
        "What does the law require of us?",
    )
