"""Problem details (RFC 9457): every error names the thing, the place and the remedy, and shows no traceback."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from ingest.errors import BusyError, DueRegardError, FileError, HomeError, ModelError, QuestionError

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/v1"
WAIT_SECONDS = "5"
AS_JSON = f"Send a JSON object with the header Content-Type: application/json, as {PREFIX}/docs has it."


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    model_config = ConfigDict(frozen=True)

    place: str = Field(description="Where: body, query, path or header, and the field's name.")
    words: str = Field(description="What is wrong with it. What was sent is not repeated.")


class Problem(BaseModel):
    """An error as RFC 9457 has it, with the remedy in words."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(description="Which problem this is: an address in this API's own pages.")
    title: str
    status: int
    detail: str = Field(description="What is wrong, and where.")
    remedy: str = Field(description="What to do about it.")
    faults: list[Fault] = []


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of problem: its name in ``type``, its HTTP status, its title, and what to do as a rule."""

    name: str
    status: int
    title: str
    remedy: str


INVALID = Sort("invalid-request", 422, "The request is not as it should be.", "Correct what is named, and ask again.")
UNREADABLE = Sort("unreadable-file", 422, "The file could not be read.", "Correct the file, and send it again.")
NO_PAPER = Sort("no-such-paper", 404, "There is no such paper.", f"GET {PREFIX}/documents lists the papers.")
NO_PLACE = Sort("no-such-place", 404, "The paper has no such place.", "Take section, start and end from an answer.")
NOTHING = Sort(
    "nothing-there", 404, "The library has nothing for what was named.", "Name what the answer says is there."
)
NO_PAGE = Sort("no-such-address", 404, "There is nothing at this address.", f"See {PREFIX}/docs for what there is.")
NO_METHOD = Sort("no-such-method", 405, "This address does not do that.", f"See {PREFIX}/docs for what it does.")
BAD_BODY = Sort("unreadable-request", 400, "The request cannot be read.", f"See {PREFIX}/docs for how to write it.")
TOO_LARGE = Sort("too-large", 413, "The request is too large.", "Send less, or read the file in with: dueregard ingest")
ELSEWHERE = Sort(
    "wrong-host", 421, "This address was asked for under another name.", "Use the address that dueregard serve printed."
)
FOREIGN = Sort(
    "foreign-origin", 403, "The request comes from another site.", "Ask from a program, or from a page of this address."
)
READ_ONLY = Sort("read-only", 403, "Papers cannot be changed at this address.", "On that computer: dueregard ingest")
BUSY = Sort("busy", 409, "The library is being changed.", "Try again in some seconds.")
UNWELL = Sort("library-unwell", 503, "The library cannot be used.", "Run: dueregard doctor")
NO_MODEL = Sort("model-unwell", 503, "The search model cannot be used.", "Run: dueregard doctor")
BROKEN = Sort(
    "fault",
    500,
    "Something went wrong inside the program.",
    "The window that Due Regard was started from shows where. Please report it.",
)
SORTS = (
    INVALID, UNREADABLE, NO_PAPER, NO_PLACE, NOTHING, NO_PAGE, NO_METHOD, BAD_BODY, TOO_LARGE, ELSEWHERE, FOREIGN,
    READ_ONLY, BUSY, UNWELL, NO_MODEL, BROKEN,
)  # fmt: skip

_BY_STATUS = {400: BAD_BODY, 404: NO_PAGE, 405: NO_METHOD, 413: TOO_LARGE}
_BY_ERROR: tuple[tuple[type[DueRegardError], Sort], ...] = (
    (QuestionError, INVALID),
    (BusyError, BUSY),
    (HomeError, UNWELL),
    (ModelError, NO_MODEL),
    (DueRegardError, UNWELL),
)


class ProblemError(Exception):
    """Ends a request with a problem of this sort."""

    def __init__(self, sort: Sort, detail: str, remedy: str = "") -> None:
        super().__init__(detail)
        self.sort = sort
        self.detail = detail
        self.remedy = remedy


def problem_response(
    sort: Sort,
    detail: str,
    remedy: str = "",
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A problem as a response."""
    problem = Problem(
        type=f"{PREFIX}/docs#{sort.name}",
        title=sort.title,
        status=sort.status,
        detail=detail,
        remedy=remedy or sort.remedy,
        faults=list(faults),
    )
    waiting = {"Retry-After": WAIT_SECONDS} if sort is BUSY else {}
    return JSONResponse(
        problem.model_dump(), status_code=sort.status, media_type=MEDIA_TYPE, headers={**(headers or {}), **waiting}
    )


def answer_with_problems(app: FastAPI) -> None:
    """Make every error of an app a problem."""

    @app.exception_handler(ProblemError)
    def stated(request: Request, error: ProblemError) -> JSONResponse:
        return problem_response(error.sort, error.detail, error.remedy)

    @app.exception_handler(DueRegardError)
    def known(request: Request, error: DueRegardError) -> JSONResponse:
        if isinstance(error, FileError):
            return problem_response(UNREADABLE, f"{error.file}: {error.reason}.", error.remedy)
        sort = next(sort for kind, sort in _BY_ERROR if isinstance(error, kind))
        return problem_response(sort, " ".join(str(error).split()))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        # What was sent is left out: it may be a question, which is nobody else's business.
        faults = [Fault(place=".".join(map(str, e["loc"])), words=f"{e['msg']}.") for e in error.errors()]
        detail = "; ".join(f"{f.place}: {f.words.rstrip('.')}" for f in faults[:3])
        whole = any(len(e["loc"]) == 1 for e in error.errors())
        return problem_response(INVALID, f"{detail}.", AS_JSON if whole else "", faults)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        sort = _BY_STATUS.get(error.status_code, BAD_BODY)
        headers = {"Allow": _methods(request)} if error.status_code == NO_METHOD.status else error.headers
        return problem_response(sort, _place(request, error), headers=headers)


def report(error: BaseException) -> None:
    """Say in the window that the program was started from what went wrong where, and not with which words."""
    lines = traceback.format_tb(error.__traceback__)
    print(f"{''.join(lines)}{type(error).__name__}", file=sys.stderr, flush=True)


def responses(*sorts: Sort) -> dict[int | str, dict[str, Any]]:
    """How an operation's problems stand in the OpenAPI file."""
    by_status: dict[int | str, list[Sort]] = {}
    for sort in sorts:
        by_status.setdefault(sort.status, []).append(sort)
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": " ".join(s.title for s in those), "content": {MEDIA_TYPE: schema}}
        for status, those in by_status.items()
    }


def _methods(request: Request) -> str:
    """Every method that an address knows; the router names only those of the first operation that it finds there."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    described = request.app.openapi()["paths"].items()
    known = {
        method.upper() for template, methods in described if compile_path(template)[0].match(path) for method in methods
    }
    return ", ".join(sorted(known or {"GET"}))


def _place(request: Request, error: HTTPException) -> str:
    path = request.url.path
    if error.status_code == NO_METHOD.status:
        return f"{path} does not know the method {request.method}."
    if error.status_code == NO_PAGE.status:
        return f"There is nothing at {path}."
    return f"{request.method} {path}: {error.detail}"
