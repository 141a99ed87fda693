"""The screen Ask: how it is laid out, which event calls what, and what each one shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import gradio as gr

from assistant.question import check
from assistant.scope import Scope
from ingest.errors import DueRegardError, QuestionError
from ui.exports.answers import manuscript
from ui.web import limits, pages, parcel, source, talk
from ui.web.beside import GONE, Beside
from ui.web.readiness import Readiness
from ui.web.stopping import Stops
from ui.web.talk import Conversation
from ui.web.wiring import QUIET, Shown, fields, html, told

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library

TURNS = "example reopen cite why feedback export fresh stop"


class Ask:
    """The handlers; of a visitor, whose conversation comes in and goes out, they keep what goes on, by secret names."""

    def __init__(self, library: Library, assistant: Assistant, state: Readiness, beside: Beside) -> None:
        self.library = library
        self.beside = beside
        self.assistant = assistant
        self.state = state
        self.stops = Stops()
        self.served: tuple[str, ...] = ()  # what the page is served with: the conversation, and the limits

    def lay_out(self) -> None:
        """The components of the screen, and their events."""
        papers = self.library.documents()
        said_nothing, nothing = Conversation(), Scope()
        with gr.Column(elem_id="screen-ask", elem_classes="screen"), gr.Column(elem_id="talk"):
            turns = html("conversation", pages.conversation(said_nothing, papers), "conversation.js", events=TURNS)
            suggested = html("suggested", pages.suggested(()), "suggested.js", events="example")
            with gr.Column(elem_id="composer"):
                ready = html("readiness", "")  # the clock fills it in: the page may be opened long after the start
                said = html("said", pages.said(said_nothing))
                with gr.Row(elem_id="asking"):
                    box = gr.Textbox(label="Your question", lines=1, max_lines=6, elem_id="question", scale=1)
                    ask = gr.Button("Ask", variant="primary", elem_id="ask-button", scale=0, min_width=88)
                limited = html("limits", pages.limited(papers, nothing), events="limit unlimit")
            html("keep", pages.keep(), "keep.js")
        parcels = html("parcel", "", "parcel.js")
        talked, scope = gr.State(said_nothing), gr.State(nothing)
        timer = gr.Timer(1.0)
        self.served = turns.value, limited.value

        answered = [talked, turns, box, said, suggested]
        for event in (
            gr.on([box.submit, ask.click], self.answer, [box, talked, scope], answered, **QUIET),
            turns.example(self.answer_example, [talked, scope], answered, **QUIET),
            suggested.example(self.answer_example, [talked, scope], answered, **QUIET),
            turns.reopen(self.reopen, [scope], [talked, turns, said, limited], **QUIET),
        ):
            # One at a time: a suggestion is worked out like an answer, and the answers of others come first.
            event.then(self.suggest, [talked], [suggested], concurrency_id="suggest", concurrency_limit=1, **QUIET)
        turns.stop(self.stop, None, None, **QUIET)
        turns.cite(self.cite, [talked], self.beside.shows, **QUIET)
        turns.why(self.why, [talked], [talked, turns, said], **QUIET)
        turns.feedback(self.feedback, [talked], [talked, turns, said], **QUIET)
        turns.export(self.export, [talked], [parcels, said], **QUIET)
        turns.fresh(self.begin_again, None, [talked, *self.beside.shows, turns, said, suggested], **QUIET)
        limited.limit(self.limit, None, [scope, limited, said], **QUIET)
        limited.unlimit(self.unlimit, [scope], [scope, limited, said], **QUIET)
        timer.tick(self.tick, None, [ready, timer], **QUIET)

    def answer(self, question: str, talked: Conversation, scope: Scope) -> Iterator[Shown]:
        """Show the question at once, then its answer; one that cannot be asked stays in its box."""
        try:
            words = check(question)
        except QuestionError as error:
            yield talked, gr.skip(), gr.skip(), pages.complaint(str(error)), gr.skip()
            return
        talked = talked.asked(words, scope)
        papers = self.library.documents()
        yield talked, pages.conversation(talked, papers), "", pages.said(talked), pages.suggested(())
        with self.stops.working() as (job, stopped):
            for number, found in enumerate(talk.find_answers(self.assistant, talked, job=job, stopped=stopped)):
                # What is read out is the quotes, and that the model has done; not each of its sentences.
                heard = gr.skip() if number and found.turns[-1].writing else pages.said(found)
                yield found, pages.conversation(found, papers), gr.skip(), heard, gr.skip()

    def answer_example(self, talked: Conversation, scope: Scope, event: gr.EventData) -> Iterator[Shown]:
        """Answer the question of the button that was pressed."""
        yield from self.answer(str(told(event).get("question", "")), talked, scope)

    def reopen(self, scope: Scope, event: gr.EventData) -> Iterator[Shown]:
        """Ask again what the browser kept or a link holds, question by question."""
        papers = self.library.documents()
        talked = talk.reopened(told(event))
        found = pages.conversation(talked, papers), pages.limited(papers, scope)
        # A visitor may be asking or choosing limits already: what has not changed is not drawn again.
        turns, choices = (gr.skip() if new in self.served else new for new in found)
        asked = bool(talked.turns)
        yield talked if asked else gr.skip(), turns, pages.said(talked) if asked else gr.skip(), choices
        with self.stops.working() as (job, stopped):
            for number in range(len(talked.turns)):
                for talked in talk.find_answers(self.assistant, talked, number, job, stopped):  # noqa: B020 - turn by turn
                    heard = gr.skip() if talked.turns[number].writing else pages.said(talked)
                    yield talked, pages.conversation(talked, papers), heard, gr.skip()

    def stop(self, event: gr.EventData) -> None:
        """End what a model writes to an answer, after the sentence at hand."""
        self.stops.stop(told(event).get("job"))

    def suggest(self, talked: Conversation) -> str:
        """What the papers answer besides."""
        return pages.suggested(talk.suggest(self.assistant, talked))

    def cite(self, talked: Conversation, event: gr.EventData) -> Shown:
        """Open the citation whose link was followed."""
        asked = told(event)
        opened = source.open_citation(self.library, talked, asked.get("turn"), asked.get("number"))
        return self.beside.show(opened, "" if opened else f"{GONE} Ask the question again.")

    def why(self, talked: Conversation, event: gr.EventData) -> Shown:
        """Show why an answer is as it is, or hide it."""
        number = told(event).get("turn")
        talked = talk.explain(self.assistant, talked, number)
        turn = talked.turn(number)
        words = "The reasons are shown under the answer." if turn and turn.why else "The reasons are hidden."
        return talked, pages.conversation(talked, self.library.documents()), pages.announced(words)

    def feedback(self, talked: Conversation, event: gr.EventData) -> Shown:
        """Keep what the reader thinks of an answer."""
        given = fields(event)
        try:
            number = told(event).get("turn")
            talked = talk.say(self.library.home, talked, number, given.get("verdict"), given.get("comment"))
        except DueRegardError as error:
            return gr.skip(), gr.skip(), pages.complaint(str(error))
        return talked, pages.conversation(talked, self.library.documents()), pages.announced("Kept for review.")

    def export(self, talked: Conversation, event: gr.EventData) -> Shown:
        """Hand over one answer, or all of them, as a file."""
        asked = told(event)
        turn = talked.turn(asked.get("turn"))
        answers = (turn.answer,) if turn and turn.answer else talked.answers
        if not answers:
            return "", pages.complaint("There is no answer to download yet. Ask a question first.")
        made = parcel.exported(manuscript(answers, limits.words(turn.scope) if turn else ""), asked.get("form"))
        words = f"{made.name} was handed to your browser’s downloads." if made else ""
        return parcel.handed_over(made), pages.announced(words)

    def begin_again(self) -> Shown:
        """Forget the conversation."""
        talked = Conversation()
        shown = pages.conversation(talked, self.library.documents())
        return talked, *self.beside.show(None), shown, pages.said(talked), pages.suggested(())

    def limit(self, event: gr.EventData) -> Shown:
        """Limit the answers to come."""
        return self._limited(limits.scope_of(fields(event)))

    def unlimit(self, scope: Scope, event: gr.EventData) -> Shown:
        """Take one limit off."""
        return self._limited(limits.without(scope, told(event).get("field")))

    def _limited(self, scope: Scope) -> Shown:
        words = limits.words(scope)
        said = f"Answers are limited to: {words}." if words else "Answers are not limited."
        return scope, pages.limited(self.library.documents(), scope), pages.announced(said)

    def tick(self) -> Shown:
        """Whether the model is loaded; the clock stops when it is."""
        return pages.readiness(self.state), gr.Timer(active=self.state.loading)
