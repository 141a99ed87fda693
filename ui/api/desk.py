"""What the operations share: the library, the assistant, and how many questions are worked at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from anyio import CapacityLimiter, to_thread

from assistant.assessment import Assessments
from assistant.briefing import Briefings
from assistant.commitments import Register
from ingest.records import Document
from ui.api.problems import NO_PAPER, ProblemError

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest.library import Library, Shelved

T = TypeVar("T")

AT_ONCE = 8


class Loading(Protocol):
    """Whether the search model is still loaded, and what went wrong with it."""

    fault: str

    @property
    def loading(self) -> bool:
        """Whether it is."""
        ...


@dataclass(frozen=True)
class Desk:
    """One library and its assistant, for everyone who asks by way of the API.

    Questions wait for each other here, so that they cannot take every thread of the server: a page of the app and
    the API's own health are answered meanwhile. Changes to the library go one by one.
    """

    library: Library
    assistant: Assistant
    can_change: bool = False
    state: Loading | None = None
    questions: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(AT_ONCE))
    changes: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))

    drafts: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))

    @cached_property
    def register(self) -> Register:
        """The commitments of the library."""
        return Register(self.library)

    @cached_property
    def briefings(self) -> Briefings:
        """The briefs that can be made from it."""
        return Briefings(self.library)

    @cached_property
    def assessments(self) -> Assessments:
        """The evidence that it holds for assessments."""
        return Assessments(self.library)

    async def ask(self, work: Callable[[], T]) -> T:
        """Work on a question in a thread of its own."""
        return await to_thread.run_sync(work, limiter=self.questions)

    async def read(self, work: Callable[[], T]) -> T:
        """Look something up in a thread of its own."""
        return await to_thread.run_sync(work)

    async def change(self, work: Callable[[], T]) -> T:
        """Change the library, when every change before it is done."""
        return await to_thread.run_sync(work, limiter=self.changes)

    async def draft(self, work: Callable[[], T]) -> T:
        """Gather evidence, one draft after the other: each takes a processor for seconds, and questions come first."""
        return await to_thread.run_sync(work, limiter=self.drafts)

    def shelved(self, id: str) -> Shelved:
        """A paper of the list by its id; ends the request where there is none, or it was removed."""
        found = next((paper for paper in self.library.documents() if paper.id == id), None)
        if found is None:
            raise _unknown(id)
        return found

    def document(self, id: str) -> Document:
        """A paper whole; ends the request where there is none, or it was removed."""
        try:
            return self.library.document(self.shelved(id).id)
        except KeyError as error:  # it was removed, and purged, in between
            raise _unknown(id) from error


def _unknown(id: str) -> ProblemError:
    return ProblemError(NO_PAPER, f"No paper in the library has the id {id}; it may have been removed.")
