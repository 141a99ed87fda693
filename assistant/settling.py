"""Work on the library as it stands at one moment, though papers come and go meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from assistant.retrieval import Retriever

T = TypeVar("T")
# A library that changes more often than this within one piece of work is answered from as it then stands.
TRIES = 3


def settled(pinned: Callable[[], Retriever], work: Callable[[Retriever], T]) -> T:
    """Work with the search as it is now; once more where the library was changed meanwhile, so that no states mix."""
    for _ in range(TRIES):
        retriever = pinned()
        try:
            found = work(retriever)
        except KeyError:  # a paper that was found, and purged before it was read
            if retriever.is_current():
                raise
        else:
            if retriever.is_current():
                return found
    return work(pinned())
