"""A visitor's conversation as values, and what can be done with it; the wiring only passes values through."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.follow_ups import follow_ups
from assistant.question import MAX_CHARACTERS
from assistant.records import Answer, Citation
from assistant.scope import EVERYTHING, Scope
from ingest.errors import DueRegardError
from ui.contract import line
from ui.feedback import Verdict, feedback_on, keep
from ui.web.limits import scope_of
from ui.web.readiness import UNEXPECTED
from ui.why import Why, why

if TYPE_CHECKING:
    from pathlib import Path

    from assistant import Assistant

MOST_TURNS = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer, a fault in plain words, or neither while it is awaited.

    While a model still writes to the answer, ``writing`` is the name by which that can be stopped.
    """

    question: str
    answer: Answer | None = None
    fault: str = ""
    writing: str = ""
    scope: Scope = EVERYTHING
    why: Why | None = None
    verdict: Verdict | None = None

    @property
    def waiting(self) -> bool:
        """Whether neither an answer nor a fault has come yet."""
        return self.answer is None and not self.fault


@dataclass(frozen=True, slots=True)
class Conversation:
    """One visitor's questions in order; it is never changed, only replaced."""

    turns: tuple[Turn, ...] = ()

    def asked(self, question: str, scope: Scope = EVERYTHING) -> Conversation:
        """The conversation with one more question that is awaited."""
        return Conversation((*self.turns, Turn(question, scope=scope)))

    def history(self, number: int = -1) -> tuple[str, ...]:
        """The questions before a turn, the last one if none is named."""
        return tuple(turn.question for turn in self.turns[:number])

    def turn(self, number: object) -> Turn | None:
        """A turn by its number; nothing where a browser names one that is not there."""
        known = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < len(self.turns)
        return self.turns[number] if known and isinstance(number, int) else None

    def with_turn(self, number: int, turn: Turn) -> Conversation:
        """The conversation with one turn replaced."""
        return Conversation((*self.turns[:number], turn, *self.turns[number:][1:]))

    def citation(self, turn: object, number: object) -> Citation | None:
        """A citation by the number of its turn and its own; nothing where a browser names one that is not there."""
        found = self.turn(turn)
        answer = found.answer if found else None
        return next((c for c in answer.citations if c.number == number), None) if answer else None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer that came."""
        return tuple(turn.answer for turn in self.turns if turn.answer)


def find_answers(
    assistant: Assistant,
    talk: Conversation,
    number: int = -1,
    job: str = "",
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Conversation]:
    """Answer a question that is awaited, in quotes and then with what a model adds to them.

    What goes wrong becomes that turn's words, and the talk can go on. Closing the iterator stops the model; so does
    ``stopped``, asked after each of its sentences.
    """
    number = number % len(talk.turns)
    turn = talk.turns[number]
    try:
        with closing(assistant.working_out(turn.question, talk.history(number), scope=turn.scope)) as working:
            for worked in working:
                written = bool(assistant.writer) and worked.answer.answered
                shown = talk.with_turn(number, replace(turn, answer=worked.answer, writing=job if written else ""))
                yield shown
                if stopped():
                    break
        if shown.turns[number].writing:
            yield talk.with_turn(number, replace(shown.turns[number], writing=""))
    except DueRegardError as error:
        yield talk.with_turn(number, replace(turn, fault=str(error)))
    except Exception:  # noqa: BLE001 - a browser shows nothing of a traceback; the visitor must not wait for ever
        traceback.print_exc(file=sys.stderr)
        yield talk.with_turn(number, replace(turn, fault=UNEXPECTED))


def find_answer(assistant: Assistant, talk: Conversation, number: int = -1) -> Conversation:
    """Answer a question that is awaited, to the end."""
    *_, last = find_answers(assistant, talk, number)
    return last


def suggest(assistant: Assistant, talk: Conversation) -> tuple[str, ...]:
    """What could be asked next, each of which the papers answer; nothing after a question that they do not."""
    turn = talk.turns[-1] if talk.turns else None
    if turn is None or turn.answer is None or not turn.answer.answered:
        return ()
    asked = {one.question for one in talk.turns}
    ask: Callable[[str], Answer] = lambda words: assistant.work_out(words, scope=turn.scope).answer  # noqa: E731
    worked = assistant.work_out(turn.question, talk.history(), scope=turn.scope)
    return tuple(words for words in follow_ups(worked, ask) if words not in asked)


def explain(assistant: Assistant, talk: Conversation, number: object) -> Conversation:
    """Show why an answer is as it is, or hide it again."""
    turn = talk.turn(number)
    if turn is None or turn.answer is None or not isinstance(number, int):
        return talk
    if turn.why is not None:
        return talk.with_turn(number, replace(turn, why=None))
    worked = assistant.work_out(turn.question, talk.history(number), scope=turn.scope)
    return talk.with_turn(number, replace(turn, why=why(worked)))


def say(home: Path, talk: Conversation, number: object, verdict: object, comment: object) -> Conversation:
    """Keep what the reader thinks of an answer; nothing happens where a browser sends no such thing."""
    turn = talk.turn(number)
    known = next((v for v in Verdict if v.value == verdict), None)
    if turn is None or turn.answer is None or known is None or not isinstance(number, int):
        return talk
    keep(home, feedback_on(turn.answer, talk.history(number), known, str(comment or "")))
    return talk.with_turn(number, replace(turn, verdict=known))


def told(talk: Conversation) -> str:
    """The questions with their limits as JSON: what a browser keeps, and no answer."""
    return line({"asked": [_asked(turn) for turn in talk.turns]})


def link(talk: Conversation, number: int) -> str:
    """The address, within the app, that asks a question again with those before it."""
    return "#answer=" + quote(line({"asked": [_asked(turn) for turn in talk.turns[: number + 1]]}), safe="")


def reopened(given: object) -> Conversation:
    """The conversation that a browser kept or a link holds, each question awaited; what is no question is left out."""
    asked = given.get("asked") if isinstance(given, dict) else None
    talk = Conversation()
    for one in asked[:MOST_TURNS] if isinstance(asked, list) else ():
        question = one.get("question") if isinstance(one, dict) else None
        if isinstance(question, str) and 0 < len(question.strip()) <= MAX_CHARACTERS:
            talk = talk.asked(question.strip(), scope_of(one.get("scope")))
    return talk


def _asked(turn: Turn) -> dict[str, Any]:
    limits = {name: value for name, value in asdict(turn.scope).items() if value}
    return {"question": turn.question, **({"scope": limits} if limits else {})}
