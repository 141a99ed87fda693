"""The operations that ask: a question, a search."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.records import Answer as Answered
from ingest.errors import QuestionError
from ui.api import models
from ui.api.desk import Desk
from ui.api.problems import BAD_BODY, INVALID, NO_MODEL, TOO_LARGE, UNWELL, responses
from ui.contract import Json, answer_object, search_object, unasked_object

_FAULTS = responses(BAD_BODY, INVALID, TOO_LARGE, UNWELL, NO_MODEL)


def router(desk: Desk) -> APIRouter:
    """The operations."""
    routes = APIRouter(tags=["Asking"])

    @routes.post("/ask", response_model=models.Answer, responses=_FAULTS, operation_id="ask")
    async def ask(asked: models.Ask) -> Json:
        """Answer a question in quotes from the papers, each with its source.

        Every statement carries citations, and every citation a quote that was checked word for word. Where the
        papers are silent the status is `not_found`; where the question is not one for them, `declined`. Words in
        which nothing is asked get the status `clarify`. A question is not kept, and not logged.
        """

        def work() -> Json:
            try:
                answer: Answered = desk.assistant.ask(
                    asked.question, asked.history, council=asked.council, scope=asked.limits.scope
                )
            except QuestionError as error:
                return unasked_object(asked.question, str(error), asked.id)
            return answer_object(answer, asked.id)

        return await desk.ask(work)

    @routes.post("/search", response_model=models.Passages, responses=_FAULTS, operation_id="search")
    async def search(sought: models.Search) -> Json:
        """List the passages nearest to some words, best first.

        Words are sent in the body and not in the address, because addresses are kept in logs.
        """

        def work() -> Json:
            try:
                found = desk.assistant.search(sought.query, limit=sought.limit, history=sought.history)
            except QuestionError:
                found = ()  # nothing is sought where there are no words
            return search_object(found, sought.id)

        return await desk.ask(work)

    return routes
