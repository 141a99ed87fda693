"""Call the model: pieces of its answer as they come, within time, again where that may help, stopped when unwanted.

The call runs in an event loop of its own thread, so that closing the iterator closes the connection at once: the
server sees it and stops to compute.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Generator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.model.faults import PASSING, CallError, Trouble, as_call_error
from ingest.settings import ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

Piece = str | dict[str, Any]
FIRST_WAIT = 0.5


@dataclass
class Usage:
    """What a call cost: tokens in and out as the provider counted them, or as estimated where it did not.

    ``served`` is the model as the provider names it with its count: often with its version.
    """

    tokens_in: int = 0
    tokens_out: int = 0
    tries: int = 0
    counted: bool = False
    served: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask of a model; ``schema`` is the JSON schema of what it is to give, or None for text."""

    messages: tuple[BaseMessage, ...]
    schema: dict[str, Any] | None = None
    usage: Usage = field(default_factory=Usage)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop that all calls share: providers keep their connections by loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat-model", daemon=True).start()
    return loop


def pieces(chat: BaseChatModel, request: Request, settings: ModelSettings) -> Generator[Piece]:
    """The pieces of the answer; raises CallError. Closing this iterator stops the model."""
    found: queue.SimpleQueue[Piece | CallError | None] = queue.SimpleQueue()
    task = asyncio.run_coroutine_threadsafe(_produce(chat, request, settings, found.put), _loop())
    try:
        while (piece := found.get()) is not None:
            if isinstance(piece, CallError):
                raise piece
            yield piece
    finally:
        task.cancel()


async def _produce(chat: BaseChatModel, request: Request, settings: ModelSettings, put: Any) -> None:
    """Hand over every piece, then None; of a call that failed, its error."""
    try:
        async with asyncio.timeout(settings.seconds):
            await _try(chat, request, settings, put)
    except TimeoutError:
        put(CallError(Trouble.SLOW, "whole answer"))
    except CallError as error:
        put(error)
    finally:
        put(None)


async def _try(chat: BaseChatModel, request: Request, settings: ModelSettings, put: Any) -> None:
    """Call until something was said, or asking again would not help."""
    for attempt in range(settings.retries + 1):
        request.usage.tries += 1
        begun = False
        try:
            stream = _stream(chat, request)
            async with asyncio.timeout(settings.first_word_seconds) as limit:
                async for piece in stream:
                    if not begun and piece:
                        begun = True
                        limit.reschedule(None)
                    put(piece)
            return
        except TimeoutError as error:
            raise CallError(Trouble.SLOW, "first word") from error
        except Exception as error:  # noqa: BLE001 - providers share no base for their errors; each is sorted by what it says
            fault = as_call_error(error)
            if begun or fault.trouble not in PASSING or attempt == settings.retries:
                raise fault from None
            await asyncio.sleep(fault.wait if fault.wait is not None else FIRST_WAIT * 2**attempt)


async def _stream(chat: BaseChatModel, request: Request) -> AsyncIterator[Piece]:
    """One call's pieces: text, or ever fuller snapshots of the structure asked for. No trace leaves for elsewhere."""
    from langchain_core.callbacks import UsageMetadataCallbackHandler
    from langsmith.run_helpers import tracing_context

    counted = UsageMetadataCallbackHandler()
    config: Any = {"callbacks": [counted]}
    messages: Sequence[BaseMessage] = request.messages
    with tracing_context(enabled=False):
        if request.schema is None:
            async for chunk in chat.astream(list(messages), config=config):
                if text := str(chunk.text):
                    yield text
        else:
            async for snapshot in chat.with_structured_output(request.schema).astream(list(messages), config=config):
                if isinstance(snapshot, dict):
                    yield snapshot
    for served, usage in counted.usage_metadata.items():
        request.usage.served = served
        request.usage.tokens_in += usage["input_tokens"]
        request.usage.tokens_out += usage["output_tokens"]
        request.usage.counted = True
