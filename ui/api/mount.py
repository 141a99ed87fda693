"""The API and the MCP server beside the web app, at the same address and behind the same guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware
from starlette.routing import Mount

from ui.address import is_loopback
from ui.api.app import create
from ui.api.desk import Desk, Loading
from ui.api.guard import Guard
from ui.api.problems import PREFIX

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library


def beside(library: Library, assistant: Assistant, state: Loading | None, host: str) -> dict[str, Any]:
    """What Gradio's ``app_kwargs`` (or any Starlette application) takes to serve the API too."""
    desk = Desk(library, assistant, is_loopback(host), state)
    kept: dict[str, Any] = {"routes": [Mount(PREFIX, create(desk))], "middleware": [Middleware(Guard, host=host)]}
    if find_spec("mcp"):
        _add_mcp(desk, kept)
    return kept


def _add_mcp(desk: Desk, kept: dict[str, Any]) -> None:
    """The MCP server too, where its package is installed."""
    from ui.mcp import server

    made = server.create(desk)
    kept["routes"].extend(server.over_http(made).routes)

    @asynccontextmanager
    async def running(app: object) -> AsyncIterator[None]:
        async with made.session_manager.run():
            yield

    kept["lifespan"] = running
