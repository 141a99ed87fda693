"""The facade: ask, search, explain; and the same as a LangChain Runnable and retriever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import ConfigDict

from assistant.answering import Worked, work_out
from assistant.explaining import explain
from assistant.lexicon import Lexicon
from assistant.question import understand
from assistant.records import Answer, Found, Question
from assistant.retrieval import Retriever
from assistant.scope import EVERYTHING, Scope
from assistant.weights import load_model
from ingest.library import Library
from ingest.settings import Settings

Asked = str | Mapping[str, Any]
T = TypeVar("T")
# A library that changes more often than this within one question is answered from as it then stands.
TRIES = 3


class Assistant(Runnable[Asked, Answer]):
    """Answers questions from one library. Safe to share between threads; it keeps nothing of a conversation."""

    def __init__(self, library: Library, settings: Settings | None = None) -> None:
        self.library = library
        self.settings = settings or library.settings
        self._retriever = Retriever(library, load_model())
        self._lock = threading.Lock()

    def ask(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Answer:
        """The answer to a question after earlier ones; raises QuestionError for an empty or overlong one.

        ``council`` is where to look if the question names none; ``scope`` holds whatever the question says.
        """
        return self.work_out(question, history, council=council, scope=scope).answer

    def explain(self, question: str, history: Sequence[str] = (), *, council: str = "") -> str:
        """How the answer to a question came about, as text for people."""
        return explain(self.work_out(question, history, council=council))

    def work_out(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Worked:
        """The answer with its trace."""

        def work(retriever: Retriever) -> Worked:
            understood = replace(self._understand(question, history, council, retriever.lexicon), scope=scope)
            answer = self.settings.answer
            return work_out(understood, retriever, answer.words, answer.candidates)

        return self._settled(work)

    def _settled(self, work: Callable[[Retriever], T]) -> T:
        """Work on the library as it stands; once more where it was changed meanwhile, so that no states are mixed."""
        for _ in range(TRIES):
            retriever = self._pinned()
            try:
                found = work(retriever)
            except KeyError:  # a paper that was found, and purged before it was read
                if retriever.is_current():
                    raise
            else:
                if retriever.is_current():
                    return found
        return work(self._pinned())

    def _pinned(self) -> Retriever:
        """The search as the library stands now; the lock is held no longer than it takes to look."""
        with self._lock:
            return self._retriever.pinned()

    def search(self, query: str, *, limit: int = 10, history: Sequence[str] = ()) -> tuple[Found, ...]:
        """Ranked passages for a query, best first."""

        def work(retriever: Retriever) -> tuple[Found, ...]:
            return retriever.search(self._understand(query, history, "", retriever.lexicon), limit)

        return self._settled(work)

    def _understand(self, question: str, history: Sequence[str], council: str, lexicon: Lexicon) -> Question:
        understood = understand(question, history, lexicon)
        chosen = council or self.settings.answer.council
        if chosen and not understood.councils and not understood.unknown_councils:
            understood = replace(understood, councils=(lexicon.councils.get(chosen.lower(), chosen),))
        return understood

    def invoke(self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """LangChain's call: a question, or a mapping with ``question`` and perhaps ``history`` and ``council``."""
        del config, kwargs
        if isinstance(input, str):
            return self.ask(input)
        return self.ask(input["question"], input.get("history", ()), council=input.get("council", ""))

    def as_retriever(self, limit: int = 10) -> BaseRetriever:
        """The search as a LangChain retriever."""
        return PassageRetriever(assistant=self, limit=limit)


class PassageRetriever(BaseRetriever):
    """Passages as LangChain documents, each with its place as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    limit: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        del run_manager
        return [
            LangChainDocument(
                page_content=f.text,
                metadata={
                    "file": f.file,
                    "title": f.title,
                    "section": list(f.section),
                    "page": f.page,
                    "start": f.start,
                    "end": f.end,
                    "score": f.score,
                },
            )
            for f in self.assistant.search(query, limit=self.limit)
        ]
