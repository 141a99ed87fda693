"""The web app as it is served, with the API beside it, on a free port of this computer."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from assistant import Assistant
from ingest.library import Library
from ui.web import start


@contextmanager
def served(library: Library, assistant: Assistant) -> Iterator[str]:
    """Its address, while it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = start(library, assistant, host="127.0.0.1", port=port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        app.close(verbose=False)
