"""Who may ask: this computer's own programs and pages, by its own name, with requests of a bearable size.

A page on another site can make a browser send requests to a server on the same computer. Two things give it away:
the name that it used (its own, made to point here: DNS rebinding) and the origin that the browser adds.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.address import is_loopback
from ui.api.problems import BROKEN, ELSEWHERE, FOREIGN, NO_PAGE, TOO_LARGE, ProblemError, problem_response, report

_OWN = {"same-origin", "none"}
_SAFE = {"GET", "HEAD", "OPTIONS"}
MOST_BYTES = 1 << 20


class Guard:
    """Refuses requests that were made under another name than this computer's, or by another site."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app = app
        self.local = is_loopback(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a problem."""
        fault = self._fault(scope) if scope["type"] in {"http", "websocket"} else None
        if fault is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await problem_response(fault.sort, fault.detail)(scope, receive, send)

    def _fault(self, scope: Scope) -> ProblemError | None:
        if "\n" in scope["path"]:  # no router sees more of such an address than its first line
            return ProblemError(NO_PAGE, "The address has a line break in it.")
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.local and not is_loopback(_name(host)):
            return ProblemError(ELSEWHERE, f"The address was called {host[:200] or 'nothing'} in the header Host.")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return ProblemError(FOREIGN, f"The header Origin is {origin[:200]}, and the address is {host[:200]}.")
        site = headers.get("sec-fetch-site", "none")
        if scope.get("method", "GET") not in _SAFE and site not in _OWN:
            return ProblemError(FOREIGN, f"The header Sec-Fetch-Site is {site[:40]}.")
        return None


class Shield:
    """Bounds the size of a request, and turns a fault of the program into a problem that shows nothing of it."""

    def __init__(self, app: ASGIApp, uploads: str, most_upload: int) -> None:
        self.app = app
        self.uploads = uploads
        self.most_upload = most_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer for what it could not be answered with."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = False

        async def sending(message: Message) -> None:
            nonlocal began
            began = True
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        try:
            await self.app(scope, self._bounded(scope, receive), sending)
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker gets a problem and no traceback
            report(error)
            if not began:
                await problem_response(BROKEN, "The request was not carried out.")(scope, receive, sending)

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        upload = scope["method"] == "POST" and scope["path"].endswith(self.uploads)
        most = self.most_upload if upload else MOST_BYTES
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(TOO_LARGE.status, f"it has more than {most >> 20} MB")
            return message

        return bounded


# Answers are about what was asked: neither kept by caches, nor guessed to be a page, nor framed by one.
_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
)


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
