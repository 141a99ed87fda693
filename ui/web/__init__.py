"""The web app. Gradio is imported inside ``serve``, after it has been told to keep to this machine."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

    from assistant import Assistant
    from ingest.library import Library

# No counting, no checks for versions, no links to share: nothing of Gradio's asks the network.
SILENT = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_SHARE": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_SSR_MODE": "False",
    "GRADIO_MCP_SERVER": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
}


STYLES = ("app.css", "ask.css", "library.css")


def start(library: Library, assistant: Assistant, *, host: str, port: int) -> gr.Blocks:
    """Start to serve in the background, and to load the search model; ``close()`` of what is returned ends it."""
    os.environ.update(SILENT)
    _past_proxies(host)
    from ui.api.mount import beside
    from ui.web.app import build
    from ui.web.files import routes
    from ui.web.readiness import Readiness
    from ui.web.render import asset
    from ui.web.theme import theme

    state = Readiness(library.warm)
    app = build(library, assistant, state)
    served = beside(library, assistant, state, host)
    served["routes"] = [*routes(library), *served["routes"]]
    app.queue(default_concurrency_limit=4)
    app.launch(
        server_name=_bracketed(host),
        server_port=port,
        app_kwargs=served,
        theme=theme(),
        head=f"<style>{asset(*STYLES)}</style>",  # not css=, which rewrites what stands inside @media
        js=asset("app.js"),
        favicon_path=Path(__file__).parent / "assets" / "favicon.png",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        share=False,
        pwa=False,
        inbrowser=False,
        prevent_thread_lock=True,
        quiet=True,
    )
    state.start()
    return app


def serve(library: Library, assistant: Assistant, *, host: str, port: int) -> None:
    """Serve until interrupted."""
    app = start(library, assistant, host=host, port=port)
    words = f"Due Regard is at http://{_bracketed(host)}:{port} (press Ctrl and C to end it)."
    print(words, file=sys.stderr, flush=True)
    try:
        threading.Event().wait()
    finally:
        app.close(verbose=False)


def _past_proxies(host: str) -> None:
    """Gradio asks its own address whether it is up; where a proxy is set, that must not go through it."""
    for name in ("NO_PROXY", "no_proxy"):
        known = os.environ.get(name, "")
        os.environ[name] = ",".join(filter(None, [known, "127.0.0.1", "localhost", "::1", host]))


def _bracketed(host: str) -> str:
    """An IPv6 address as addresses of pages write it."""
    return f"[{host}]" if ":" in host else host
