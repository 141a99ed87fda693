"""The facade: ask, search, explain; and the same as a LangChain Runnable and retriever."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import ConfigDict

from assistant.answering import Worked, work_out
from assistant.checking import Checker
from assistant.explaining import explain
from assistant.lexicon import Lexicon
from assistant.model import Writer, Writing, open_writer
from assistant.model.faults import CallError, told
from assistant.model.prose import with_line
from assistant.model.rewriting import plainer, standalone
from assistant.question import understand
from assistant.records import Answer, Found, Question
from assistant.retrieval import Retriever
from assistant.scope import EVERYTHING, Scope
from assistant.settling import settled
from assistant.weights import load_model
from ingest.library import Library
from ingest.settings import Settings

Asked = str | Mapping[str, Any]


class Assistant(Runnable[Asked, Answer]):
    """Answers questions from one library. Safe to share between threads; it keeps nothing of a conversation.

    Where the settings name a language model, or a ``writer`` is given, it writes what its quotes bear out.
    """

    writer: Writer | None = None

    def __init__(self, library: Library, settings: Settings | None = None, writer: Writer | None = None) -> None:
        self.library = library
        self.settings = settings or library.settings
        self.writer = writer or open_writer(self.settings.model, library.home)
        self._retriever = Retriever(library, load_model())
        self._lock = threading.Lock()

    def ask(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Answer:
        """The answer to a question after earlier ones; raises QuestionError for an empty or overlong one.

        ``council`` is where to look if the question names none; ``scope`` holds whatever the question says.
        """
        return self.finished(question, history, council=council, scope=scope).answer

    def explain(self, question: str, history: Sequence[str] = (), *, council: str = "") -> str:
        """How the answer to a question came about, as text for people."""
        return explain(self.finished(question, history, council=council))

    def work_out(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Worked:
        """The answer in quotes, with its trace."""

        def work(retriever: Retriever) -> Worked:
            understood = replace(self._understand(question, history, council, retriever.lexicon), scope=scope)
            answer = self.settings.answer
            return work_out(understood, retriever, answer.words, answer.candidates)

        return settled(self._pinned, work)

    def _pinned(self) -> Retriever:
        """The search as the library stands now; the lock is held no longer than it takes to look."""
        with self._lock:
            return self._retriever.pinned()

    def working_out(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Generator[Worked]:
        """The answer in quotes at once; then, where a model writes, ever more of it in prose, the finished one last.

        Closing the iterator stops the model.
        """
        worked = self.work_out(question, history, council=council, scope=scope)
        yield worked
        if self.writer is not None and worked.answer.answered:
            writing = Writing()
            for written in self.writer.write(worked.answer, self.checker(), writing):
                yield replace(worked, answer=written, writing=writing)

    def finished(
        self, question: str, history: Sequence[str] = (), *, council: str = "", scope: Scope = EVERYTHING
    ) -> Worked:
        """The finished answer, in prose where a model writes, with its trace."""
        for worked in self.working_out(question, history, council=council, scope=scope):
            last = worked
        return last

    def plainer(self, answer: Answer) -> Answer:
        """The answer in plainer words where its quotes bear them out; as it was where there is no model for it."""
        if self.writer is None:
            return with_line(answer, "Plainer words need a language model, and none is set.")
        try:
            return plainer(self.writer.tell, answer, self.checker())
        except CallError as error:
            return with_line(answer, told(error.trouble))

    def checker(self) -> Checker:
        """What checks written statements against the papers as they stand now."""
        return Checker(self.library, self._pinned().lexicon)

    def search(self, query: str, *, limit: int = 10, history: Sequence[str] = ()) -> tuple[Found, ...]:
        """Ranked passages for a query, best first."""

        def work(retriever: Retriever) -> tuple[Found, ...]:
            return retriever.search(self._understand(query, history, "", retriever.lexicon), limit)

        return settled(self._pinned, work)

    def _understand(self, question: str, history: Sequence[str], council: str, lexicon: Lexicon) -> Question:
        understood = understand(question, history, lexicon)
        if self.writer is not None and self.settings.model.rewrite_follow_ups and history:
            understood = self._rewritten(understood, history, lexicon)
        chosen = council or self.settings.answer.council
        if chosen and not understood.councils and not understood.unknown_councils:
            understood = replace(understood, councils=(lexicon.councils.get(chosen.lower(), chosen),))
        return understood

    def _rewritten(self, rule: Question, history: Sequence[str], lexicon: Lexicon) -> Question:
        """The rule's reading of a follow-up, shown and looked up in the model's words where both agree."""
        if self.writer is None or rule.standalone == rule.asked or rule.declined:
            return rule
        words = standalone(self.writer.tell, rule.asked, history, rule, lambda text: understand(text, (), lexicon))
        return replace(rule, standalone=words, search=f"{words} {rule.search}") if words else rule

    def stream(self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Answer]:
        """LangChain's call, answer by answer: the quotes first, then what a model adds to them."""
        del config, kwargs
        asked: Mapping[str, Any] = {"question": input} if isinstance(input, str) else input
        council = asked.get("council", "")
        for worked in self.working_out(asked["question"], asked.get("history", ()), council=council):
            yield worked.answer

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
