"""Serves the app over fakes whose model is loaded when a line comes on standard input: python slow_app.py PORT."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.ui.fakes import FakeAssistant, FakeLibrary, document
from ui.web import start

if __name__ == "__main__":
    library = FakeLibrary(Path("home")).load(document())
    library.ready.clear()
    app = start(library, FakeAssistant(library), host="127.0.0.1", port=int(sys.argv[1]))
    print("ready", file=sys.stderr, flush=True)
    sys.stdin.readline()
    library.ready.set()
    sys.stdin.readline()
    app.close(verbose=False)
