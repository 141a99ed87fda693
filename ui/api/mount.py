"""The API and the MCP server beside the web app, at the same address and behind the same guard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

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
    routes: list[BaseRoute] = [Mount(PREFIX, create(desk))]
    return {"routes": routes, "middleware": [Middleware(Guard, host=host)]}
