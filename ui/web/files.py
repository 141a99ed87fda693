"""What the app serves beside its pages: the papers' own files, and pictures of their pages; of the library alone."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ingest.errors import FileError

if TYPE_CHECKING:
    from ingest.library import Library

# A browser may show these by itself; whatever else, a web page with its scripts above all, is only handed over.
SHOWN = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8"}
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "private, no-cache",
}
GONE = "This file is not here any more, or has changed since it was read. Read it again in the library."


def routes(library: Library) -> list[BaseRoute]:
    """The addresses of originals and of pages."""

    def original(request: Request) -> Response:
        paper = request.path_params["paper"]
        path = library.original(paper) if _holds(library, paper) else None
        if path is None:
            return PlainTextResponse(GONE, 404, headers=_SAFE)
        suffix = path.suffix.lower()
        kind = SHOWN.get(suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        # A PDF is drawn by the browser's own viewer, which a sandbox would keep from starting.
        headers = {k: v for k, v in _SAFE.items() if suffix != ".pdf" or k != "Content-Security-Policy"}
        how = "inline" if suffix in SHOWN else "attachment"
        return FileResponse(path, media_type=kind, filename=path.name, content_disposition_type=how, headers=headers)

    async def page(request: Request) -> Response:
        paper, number = request.path_params["paper"], request.path_params["number"]
        try:
            span = int(request.query_params.get("start", "0")), int(request.query_params.get("end", "0"))
            picture = await run_in_threadpool(library.page_picture, paper, number, span)
        except (KeyError, ValueError, FileError):
            picture = None
        if picture is None:
            return PlainTextResponse(GONE, 404, headers=_SAFE)
        return Response(picture.png, media_type="image/png", headers=_SAFE)

    return [
        Route("/papers/{paper}/original", original, name="original"),
        Route("/papers/{paper}/pages/{number:int}.png", page, name="page"),
    ]


def _holds(library: Library, paper: str) -> bool:
    """Whether the library holds a live paper by that id."""
    return any(shelved.id == paper for shelved in library.documents())
