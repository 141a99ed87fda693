"""A chat model whose replies are written beforehand; it enters by LangChain's own interface."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import Field

Reply = str | dict[str, Any] | Exception
SIZE = 7


class Scripted(BaseChatModel):
    """Gives its replies in order, the last one for ever; ``reply`` may make one from the prompt instead.

    Text comes in pieces of a few characters, a structure as the pieces of a tool call; an error is raised, one
    within a list after the text before it.
    """

    replies: list[Reply | list[Reply]] = Field(default_factory=list)
    reply: Callable[[str], str] | None = None
    prompts: list[str] = Field(default_factory=list)
    given: list[str] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _next(self, messages: list[BaseMessage]) -> list[Reply]:
        self.prompts.append("\n".join(str(m.content) for m in messages))
        if self.reply is not None:
            return [self.reply(self.prompts[-1])]
        found = self.replies[min(len(self.prompts), len(self.replies)) - 1]
        return found if isinstance(found, list) else [found]

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(c.message.content) for c in self._stream(messages, stop, run_manager, **kwargs))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for part in self._next(messages):
            if isinstance(part, Exception):
                raise part
            text = part if isinstance(part, str) else json.dumps(part)
            for start in range(0, len(text), SIZE):
                piece = text[start : start + SIZE]
                self.given.append(piece)
                if isinstance(part, str):
                    yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
                else:
                    call: Any = {"name": "note" if not start else None, "args": piece, "id": "1", "index": 0}
                    yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[call]))

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[LanguageModelInput, AIMessage]:
        return self.bind(tools=tools, **kwargs)
