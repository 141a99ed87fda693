"""The operations that keep the library: add a paper, take one out, see that all is well."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, File, Form, UploadFile

from ui import uploads
from ui.api import models
from ui.api.desk import Desk
from ui.api.papers import Id
from ui.api.problems import (
    BAD_BODY,
    BUSY,
    INVALID,
    NO_MODEL,
    NO_PAPER,
    READ_ONLY,
    TOO_LARGE,
    UNREADABLE,
    UNWELL,
    ProblemError,
    responses,
)
from ui.contract import Json, check_object, paper_object

if TYPE_CHECKING:
    from ingest.library import Shelved

PURGE = "Its stored words are deleted for good by: dueregard purge"


def router(desk: Desk) -> APIRouter:
    """The operations."""
    routes = APIRouter()
    _state(desk, routes)

    @routes.post(
        "/documents",
        response_model=models.FileOutcome,
        status_code=201,
        responses=responses(BAD_BODY, INVALID, UNREADABLE, READ_ONLY, TOO_LARGE, BUSY, UNWELL, NO_MODEL),
        operation_id="add_document",
        tags=["Papers"],
    )
    async def add(
        file: Annotated[UploadFile, File(description="The paper, under its own name: the suffix helps to read it.")],
        council: Annotated[models.Council, Form(description="Whose paper it is, where it does not say so.")] = "",
    ) -> Json:
        """Read a file into the library: PDF, Word, slides, sheets, web pages or text.

        The answer comes when the paper can be asked about. A file whose words are there already is a `duplicate`.
        Only at an address that this computer alone can reach.
        """
        _may_change(desk)
        outcome = await desk.change(lambda: uploads.take(desk.library, file.filename or "", file.file, council))
        return asdict(outcome)

    @routes.delete(
        "/documents/{id}",
        response_model=models.Removed,
        responses=responses(INVALID, READ_ONLY, NO_PAPER, BUSY, UNWELL),
        operation_id="remove_document",
        tags=["Papers"],
    )
    async def remove(id: Id) -> Json:
        """Take a paper out of the library. The file that it was read from is not touched, unless it was sent here.

        Only at an address that this computer alone can reach.
        """
        _may_change(desk)

        def work() -> Shelved:
            return uploads.remove(desk.library, desk.shelved(id).id)

        gone = await desk.change(work)
        return {"document": paper_object(gone), "message": f"{gone.file} is no longer searched. {PURGE}"}

    return routes


def _state(desk: Desk, routes: APIRouter) -> None:
    """The operations that say how the library is."""

    @routes.get("/health", response_model=models.Health, operation_id="get_health", tags=["State"])
    async def health() -> Json:
        """Whether questions can be answered yet: the page and the papers are there before the model is."""
        state = desk.state
        status, message = "ready", "Questions can be answered."
        if state is not None and state.loading:
            status, message = "loading", "The search model is being loaded; a question waits until it is there."
        elif state is not None and state.fault:
            status, message = "faulty", state.fault
        papers = await desk.read(desk.library.documents)
        return {
            "status": status,
            "message": message,
            "version": version("due-regard"),
            "papers": sum(bool(paper.id) for paper in papers),
            "can_change": desk.can_change,
        }

    @routes.get(
        "/doctor", response_model=models.Checks, responses=responses(UNWELL), operation_id="get_doctor", tags=["State"]
    )
    async def doctor() -> Json:
        """Look at model, indexes, catalogue and papers, and say how to mend what is not well. Takes some seconds."""
        return check_object(await desk.read(desk.library.doctor))


def _may_change(desk: Desk) -> None:
    if not desk.can_change:
        detail = "Other computers can reach this address, and it has no accounts. So papers are only read here."
        raise ProblemError(READ_ONLY, detail)
