"""What a model may use up, and when it is left alone: a budget by answer and by day, and a circuit breaker."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from ingest.settings import ModelSettings

_MILLION = 1_000_000
# English in the tokenizers in use runs to about four characters a token; three is on the safe side.
CHARACTERS = 3


def estimated(text: str) -> int:
    """About how many tokens a text is, rather too many than too few."""
    return len(text) // CHARACTERS + 1


class Breaker:
    """Leaves the model alone for a while after several failures in a row (Nygard, Release It!: circuit breaker)."""

    def __init__(self, failures: int, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._rest, self._clock = failures, rest, clock
        self._failed = 0
        self._until = 0.0
        self._lock = threading.Lock()

    @property
    def resting(self) -> bool:
        """Whether the model is being left alone; after the rest, one call may try."""
        with self._lock:
            return self._clock() < self._until

    def failed(self) -> None:
        """Count a failure."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._until = self._clock() + self._rest

    def worked(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self._failed, self._until = 0, 0.0


class Budget:
    """Tokens and money by answer and by day; what was spent today stands in a file, numbers alone."""

    def __init__(
        self, file: Path, settings: ModelSettings, today: Callable[[], str] = lambda: f"{datetime.now(UTC):%Y-%m-%d}"
    ) -> None:
        self._file, self._settings, self._today = file, settings, today

    def allows(self, tokens_in: int, tokens_out: int) -> bool:
        """Whether an answer of at most so many tokens is within every limit."""
        s = self._settings
        tokens, cost = tokens_in + tokens_out, self._cost(tokens_in, tokens_out)
        if (s.tokens_per_answer and tokens > s.tokens_per_answer) or (s.cost_per_answer and cost > s.cost_per_answer):
            return False
        if not s.tokens_per_day and not s.cost_per_day:
            return True
        spent_in, spent_out = self.spent()
        day, day_cost = spent_in + spent_out + tokens, self._cost(spent_in, spent_out) + cost
        return not ((s.tokens_per_day and day > s.tokens_per_day) or (s.cost_per_day and day_cost > s.cost_per_day))

    def spend(self, tokens_in: int, tokens_out: int) -> None:
        """Write down what an answer used."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._file}.lock"):
            spent_in, spent_out = self.spent()
            new = {"day": self._today(), "in": spent_in + tokens_in, "out": spent_out + tokens_out}
            part = self._file.with_suffix(".part")
            part.write_text(json.dumps(new), encoding="utf-8")
            part.replace(self._file)

    def spent(self) -> tuple[int, int]:
        """The tokens in and out of today; a file of another day, or none that can be read, counts nothing."""
        try:
            raw = json.loads(self._file.read_text(encoding="utf-8"))
            return (int(raw["in"]), int(raw["out"])) if raw["day"] == self._today() else (0, 0)
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0

    def _cost(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self._settings.price_in + tokens_out * self._settings.price_out) / _MILLION
