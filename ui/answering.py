"""How ``ask`` and ``search`` answer: one question for people or programs, or a batch of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.errors import QuestionError
from ui import batch as lines
from ui.contract import Json, answer_object, line, search_object, unasked_object
from ui.faults import UsageFault

if TYPE_CHECKING:
    from assistant import Assistant


def one_of(what: str, words: list[str] | None, batch: str) -> str:
    """The words, joined; UsageFault where there are none and no batch, or both."""
    if (words is not None) == bool(batch):
        raise UsageFault(f"Give {what} or --batch, one of the two. Add --help to see how.")
    return " ".join(words or ())


def print_json(data: Json) -> None:
    """Print one object on a line."""
    print(line(data))


def answer_one(assistant: Assistant, question: str, council: str, *, json: bool, plain: bool = False) -> None:
    """Answer one question on stdout; ``plain`` wants a model's plainer words for it."""
    from ui.terminal import show_answers

    answers = (worked.answer for worked in assistant.working_out(question, council=council))
    if json:
        *_, answer = answers
    else:
        answer = show_answers(answers, last=not plain)
    if plain:
        answer = assistant.plainer(answer)
    if json:
        print_json(answer_object(answer))
    elif plain:
        show_answers([answer])


def answer_batch(assistant: Assistant, source: str, council: str) -> int:
    """Answer the questions of a batch; the number of malformed lines is returned."""

    def answered(asked: lines.Asked) -> Json:
        try:
            return answer_object(assistant.ask(asked.words, asked.history, council=council), asked.id)
        except QuestionError as error:
            return unasked_object(asked.words, str(error), asked.id)

    return lines.run(source, "question", answered)


def search_one(assistant: Assistant, query: str, limit: int, *, json: bool) -> None:
    """List the passages for one query on stdout."""
    found = assistant.search(query, limit=limit)
    if json:
        print_json(search_object(found))
        return
    from ui.terminal import found_view, print_view

    print_view(found_view(found))


def search_batch(assistant: Assistant, source: str, limit: int) -> int:
    """List the passages for the queries of a batch; the number of malformed lines is returned."""

    def found(asked: lines.Asked) -> Json:
        try:
            return search_object(assistant.search(asked.words, limit=limit, history=asked.history), asked.id)
        except QuestionError:
            return search_object((), asked.id)

    return lines.run(source, "query", found)
