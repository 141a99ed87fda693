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


def start(library: Library, assistant: Assistant, *, host: str, port: int) -> gr.Blocks:
    """Start to serve in the background, and to load the search model; ``close()`` of what is returned ends it."""
    os.environ.update(SILENT)
    from ui.web.actions import Readiness
    from ui.web.app import asset, build
    from ui.web.theme import theme

    state = Readiness(library.warm)
    app = build(library, assistant, state)
    app.queue(default_concurrency_limit=4)
    app.launch(
        server_name=host,
        server_port=port,
        theme=theme(),
        head=f"<style>{asset('app.css')}</style>",  # not css=, which rewrites what stands inside @media
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
    name = f"[{host}]" if ":" in host else host
    print(f"Due Regard is at http://{name}:{port} (press Ctrl and C to end it).", file=sys.stderr, flush=True)
    try:
        threading.Event().wait()
    finally:
        app.close(verbose=False)
