"""Work that goes on, by secret names, so that only the page that began it can end it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Stops:
    """What goes on now; nothing of it once it has ended."""

    stops: dict[str, threading.Event] = field(default_factory=dict)

    @contextmanager
    def working(self) -> Iterator[tuple[str, Callable[[], bool]]]:
        """The name of a piece of work, for its page alone, and whether it was to be ended."""
        job, stop = secrets.token_urlsafe(9), threading.Event()
        self.stops[job] = stop
        try:
            yield job, stop.is_set
        finally:
            del self.stops[job]

    def stop(self, job: object) -> None:
        """End a piece of work where it next can be; a name that is not known ends nothing."""
        stop = self.stops.get(job) if isinstance(job, str) else None
        if stop is not None:
            stop.set()
