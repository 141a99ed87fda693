"""Many askers at once: each gets what it would get alone, also while papers come and go."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from assistant import Answer, Assistant, Outcome
from ingest.library import Library
from tests.together import while_a_paper_comes_and_goes

ASKERS = 20
SAFETY = (
    "# Borset County Council: Safety plan\n\nMay 2024\n\n## Safety\n\n- Light every underpass.\n- Train bystanders.\n"
)
JOBS = (
    "# Borset County Council: Jobs plan\n\nMay 2024\n\n## Jobs\n\nInterviews are guaranteed to disabled applicants.\n"
)
QUESTIONS = (
    "Will every underpass be lit?",
    "Who is guaranteed interviews?",
    "Are bystanders trained?",
    "What of ferries?",
)


def plain(answer: Answer) -> Answer:
    """An answer without how long it took."""
    return replace(answer, timings_ms={})


def test_twenty_threads_get_the_answers_of_one(corpus: Callable[..., Path], library: Library) -> None:
    """All begin at the same moment, on an assistant that has answered nothing yet."""
    library.sync([corpus({"safety.md": SAFETY, "jobs.md": JOBS})])
    alone = Assistant(library)
    expected = {question: plain(alone.ask(question)) for question in QUESTIONS}
    shared, together = Assistant(library), threading.Barrier(ASKERS)

    def ask(number: int) -> list[bool]:
        together.wait()
        turned = QUESTIONS[number % len(QUESTIONS) :] + QUESTIONS[: number % len(QUESTIONS)]
        return [plain(shared.ask(question)) == expected[question] for question in turned]

    with ThreadPoolExecutor(ASKERS) as pool:
        assert list(pool.map(ask, range(ASKERS))) == [[True] * len(QUESTIONS)] * ASKERS


def test_while_papers_come_and_go_each_answer_is_that_of_one_state(
    corpus: Callable[..., Path], library: Library
) -> None:
    """A question is answered from the library with the paper or without it, and from nothing in between."""
    folder = corpus({"safety.md": SAFETY, "jobs.md": JOBS})
    library.sync([folder / "safety.md"])
    assistant = Assistant(library)
    without = plain(assistant.ask(QUESTIONS[1]))
    library.sync([folder / "jobs.md"])
    having = plain(assistant.ask(QUESTIONS[1]))
    assert (without.status, having.status) == (Outcome.NOT_FOUND, Outcome.ANSWERED)
    answers = while_a_paper_comes_and_goes(library, folder / "jobs.md", lambda: plain(assistant.ask(QUESTIONS[1])))
    assert {answer.status for answer in answers} <= {Outcome.NOT_FOUND, Outcome.ANSWERED}
    assert [answer for answer in answers if answer not in (without, having)] == []
