"""Whether the search model is loaded; the page answers meanwhile."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable

from ingest.errors import DueRegardError

UNEXPECTED = (
    "Something went wrong inside the program, and this was not done. Nothing that is stored was "
    "changed. The window that Due Regard was started from shows the details."
)


class Readiness:
    """Loads the model in the background, and knows how that stands."""

    def __init__(self, load: Callable[[], None]) -> None:
        self._load = load
        self._ended = threading.Event()
        self.fault = ""

    def start(self) -> None:
        """Begin to load."""
        threading.Thread(target=self._run, name="load-model", daemon=True).start()

    def _run(self) -> None:
        try:
            self._load()
        except DueRegardError as error:
            self.fault = str(error)
        except Exception:  # noqa: BLE001 - a thread's fault is seen by nobody; the page must say that it will not get ready
            traceback.print_exc(file=sys.stderr)
            self.fault = UNEXPECTED
        finally:
            self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Wait until loading has ended, for so long at most; whether it has."""
        return self._ended.wait(seconds)

    @property
    def loading(self) -> bool:
        """Whether the model is still being loaded."""
        return not self._ended.is_set()
