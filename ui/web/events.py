"""What each event of the page calls: values in, values for the components out; the work is done in ``actions``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.question import check
from ingest.errors import QuestionError
from ui.web import actions, pages
from ui.web.actions import Conversation, Opened, Readiness

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library

Shown = tuple[Any, ...]
GONE = "That source cannot be opened: its paper is no longer in the library. Ask the question again."


class Events:
    """The handlers; they keep nothing of a visitor, whose conversation comes in and goes out."""

    def __init__(self, library: Library, assistant: Assistant, state: Readiness) -> None:
        self.library = library
        self.assistant = assistant
        self.state = state

    def answer(self, question: str, talk: Conversation) -> Iterator[Shown]:
        """Show the question at once, then its answer; one that cannot be asked stays in its box."""
        try:
            words = check(question)
        except QuestionError as error:
            yield talk, gr.skip(), gr.skip(), pages.complaint(str(error))
            return
        talk = talk.asked(words)
        papers = self.library.documents()
        yield talk, pages.conversation(talk, papers), "", pages.said(talk)
        talk = actions.find_answer(self.assistant, talk)
        yield talk, pages.conversation(talk, papers), gr.skip(), pages.said(talk)

    def answer_example(self, talk: Conversation, event: gr.EventData) -> Iterator[Shown]:
        """Answer the question of the button that was pressed."""
        yield from self.answer(str(_told(event).get("question", "")), talk)

    def cite(self, talk: Conversation, event: gr.EventData) -> Shown:
        """Open the citation whose link was followed."""
        told = _told(event)
        opened = actions.open_citation(self.library, talk, told.get("turn"), told.get("number"))
        return opened, self._panel(opened, "" if opened else GONE)

    def step(self, opened: Opened | None, event: gr.EventData) -> Shown:
        """Show the section before or after, or the quote again."""
        opened = actions.turn_to(self.library, opened, _told(event).get("step"))
        return opened, self._panel(opened)

    def begin_again(self) -> Shown:
        """Forget the conversation."""
        talk = Conversation()
        return talk, None, pages.conversation(talk, self.library.documents()), self._panel(None), pages.said(talk)

    def look_again(self) -> Shown:
        """The library and what is said of it, as they are now."""
        papers = self.library.documents()
        return pages.library(papers, self.library.home), pages.about(papers, self.library.home)

    def tick(self) -> Shown:
        """Whether the model is loaded; the clock stops when it is."""
        return pages.readiness(self.state), gr.Timer(active=self.state.loading)

    def _panel(self, opened: Opened | None, fault: str = "") -> str:
        document = actions.paper_of(self.library, opened.citation if opened else None)
        return pages.source(opened, document, fault)


def _told(event: gr.EventData) -> dict[str, Any]:
    """What the browser sent with an event; a browser may send anything."""
    return event._data if isinstance(event._data, dict) else {}
