"""What can go wrong between us and a model, each in one line for the reader."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """Why a model gave nothing that can be shown."""

    SLOW = "slow"
    DOWN = "down"
    BUSY = "busy"
    REFUSED = "refused"
    TOO_LONG = "too_long"
    BROKEN = "broken"
    NONSENSE = "nonsense"
    UNSUPPORTED = "unsupported"
    SILENT = "silent"
    RESTING = "resting"
    BUDGET = "budget"
    UNOPENED = "unopened"


LINES = {
    Trouble.SLOW: "The language model did not answer in time.",
    Trouble.DOWN: "The language model cannot be reached.",
    Trouble.BUSY: "The language model has too much to do just now.",
    Trouble.REFUSED: "The language model refused the request; run dueregard doctor to see why.",
    Trouble.TOO_LONG: "The question and its quotes are too long for the language model.",
    Trouble.BROKEN: "The language model broke off.",
    Trouble.NONSENSE: "The language model's answer could not be read.",
    Trouble.UNSUPPORTED: "The quotes do not bear out what the language model wrote.",
    Trouble.SILENT: "The language model found nothing to write.",
    Trouble.RESTING: "The language model failed several times and is left alone for a while.",
    Trouble.BUDGET: "The language model's allowance is used up.",
    Trouble.UNOPENED: "The language model could not be opened; run dueregard doctor to see why.",
}
# What passes by itself: asking again may help.
PASSING = frozenset({Trouble.DOWN, Trouble.BUSY, Trouble.BROKEN})
# What says something of the model's health, so that after several it is left alone.
AILING = frozenset({Trouble.SLOW, Trouble.DOWN, Trouble.BUSY, Trouble.REFUSED, Trouble.BROKEN})
_STATUS = {408: Trouble.SLOW, 413: Trouble.TOO_LONG, 429: Trouble.BUSY}
_BAD, _THEIRS = 400, 500
# What a request for structured output ends in where there is none: by status, or as the parser of JSON has it.
_SHAPELESS = frozenset({"400", "404", "422", "501", "OutputParserException", "JSONDecodeError", "NotImplementedError"})
_LONGEST_WAIT = 20.0


class CallError(Exception):
    """A call to the model failed; ``wait`` is how long the server asked us to wait, in seconds."""

    def __init__(self, trouble: Trouble, detail: str = "", wait: float | None = None) -> None:
        super().__init__(f"{trouble.value} {detail}".strip())
        self.trouble, self.detail, self.wait = trouble, detail, wait

    @property
    def shapeless(self) -> bool:
        """Whether it may be that the model has no structured output: it refused the request, or gave no structure."""
        return self.detail in _SHAPELESS or self.trouble is Trouble.NONSENSE


def told(trouble: Trouble) -> str:
    """The line that stands over the quotes instead of an answer in prose."""
    return f"{LINES[trouble]} These are the papers' own words."


def as_call_error(error: Exception) -> CallError:
    """A provider's error by what it says of itself: its status, or its kind. Its text is not kept: it may hold keys."""
    if isinstance(error, CallError):
        return error
    status = _status(error)
    if status is not None:
        return CallError(_by_status(status, error), str(status), _wait(error))
    return CallError(_by_kind(error), type(error).__name__)


def _by_status(status: int, error: Exception) -> Trouble:
    """What an HTTP status of 400 and above says."""
    if status == _BAD and any(w in str(error).lower() for w in ("context", "too long", "exceed", "maximum")):
        return Trouble.TOO_LONG
    if status in _STATUS:
        return _STATUS[status]
    return Trouble.DOWN if status >= _THEIRS else Trouble.REFUSED


def _by_kind(error: Exception) -> Trouble:
    """What an error without a status says, by the names of its kind and of what caused it."""
    if type(error) is ValueError and "no generation" in str(error).lower():  # LangChain's word for a stream of nothing
        return Trouble.NONSENSE
    kinds = [type(e).__name__.lower() for e in (error, error.__cause__, error.__context__) if e is not None]
    if any("timeout" in kind for kind in kinds):
        return Trouble.SLOW
    if any("connect" in kind for kind in kinds):
        return Trouble.DOWN
    return Trouble.REFUSED if isinstance(error, NotImplementedError | TypeError) else Trouble.BROKEN


def _status(error: Exception) -> int | None:
    response = getattr(error, "response", None)
    found = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if found is None and isinstance(response, dict):  # botocore's
        found = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return found if isinstance(found, int) and found > 0 else None


def _wait(error: Exception) -> float | None:
    """The seconds that a Retry-After header asks for, within reason."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return min(_LONGEST_WAIT, max(0.0, float(headers.get("retry-after", ""))))
    except ValueError:
        return None
