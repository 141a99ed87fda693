"""Drafts made at the same time, while papers come and go: each is of one state of the library."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

from assistant.assessment import Assessments
from ingest.library import Library
from tests.conftest import Corpus
from tests.tiny import TinyEmbedder
from tests.together import while_a_paper_comes_and_goes

PROPOSAL = {"title": "Close a car park", "proposal": "Close the car park at the station.", "council": "Borset"}
TODAY = date(2026, 11, 1)
SAFETY = (
    "# Borset County Council: Safety plan\n\nMay 2024\n\n## Safety\n\n"
    "- Women told us that the car park is dark at night.\n- 40 disabled people use the car park each day.\n"
)
JOBS = (
    "# Borset County Council: Jobs plan\n\nMay 2024\n\n## Jobs\n\n"
    "Interviews are guaranteed to disabled applicants.\n\nOf our staff 12% are young people.\n"
)


def test_each_draft_is_of_the_papers_of_one_moment(corpus: Corpus, library: Library) -> None:
    folder = corpus({"safety.md": SAFETY, "jobs.md": JOBS})
    library.sync([folder / "safety.md"])
    work = Assessments(library)
    expected = [work.draft(PROPOSAL, today=TODAY)]
    library.sync([folder / "jobs.md"])
    expected.append(work.draft(PROPOSAL, today=TODAY))
    assert [len(draft.papers) for draft in expected] == [1, 2]
    drafts = while_a_paper_comes_and_goes(library, folder / "jobs.md", lambda: work.draft(PROPOSAL, today=TODAY))
    assert [draft for draft in drafts if draft not in expected] == []


class Held(TinyEmbedder):
    """Holds up the first asker after ``hold``, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.hold = False
        self.held, self.go_on = threading.Event(), threading.Event()

    def embed_query(self, text: str) -> list[float]:
        if self.hold and not self.held.is_set():
            self.held.set()
            self.go_on.wait()
        return super().embed_query(text)


def test_a_draft_does_not_wait_for_another_one(corpus: Corpus, home: Path) -> None:
    """While one is held up in the middle, a second one is begun and finished."""
    embedder = Held()
    with closing(Library(home, embedder=embedder)) as library, ThreadPoolExecutor(1) as pool:
        library.sync([corpus({"safety.md": SAFETY, "jobs.md": JOBS})])
        work = Assessments(library)
        embedder.hold = True
        slow = pool.submit(work.draft, PROPOSAL, today=TODAY)
        embedder.held.wait()
        try:
            second = work.draft(PROPOSAL, today=TODAY)
            assert not slow.done()
        finally:
            embedder.go_on.set()
        assert slow.result() == second
