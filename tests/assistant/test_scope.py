"""What a reader limits questions to, and what else could be asked; over the bundled papers."""

from __future__ import annotations

import threading

import pytest

from assistant import Answer, Assistant
from assistant.follow_ups import follow_ups, subject_of
from assistant.question import understand
from assistant.records import Outcome
from assistant.scope import EVERYTHING, Scope, characteristics, covers
from ingest.records import Facts, Status

QUESTION = "What gaps were identified on hate crime?"


def test_a_scope_without_limits_is_empty() -> None:
    assert not EVERYTHING
    assert not EVERYTHING.limits_papers
    assert Scope(characteristic="disability")
    assert not Scope(characteristic="disability").limits_papers


@pytest.mark.parametrize(
    ("facts", "year", "met"),
    [
        (Facts(date="2023-07"), "2023", True),
        (Facts(date="2023-07"), "2022", False),
        (Facts(period="2022-2025"), "2024", True),
        (Facts(period="2022-2025"), "2026", False),
        (Facts(period="2021"), "2021", True),
        (Facts(), "2021", False),
    ],
)
def test_a_year_is_met_by_date_or_period(facts: Facts, year: str, met: bool) -> None:
    assert covers(facts, year) is met


def test_only_papers_within_the_scope_answer(assistant: Assistant) -> None:
    free = assistant.ask("What are the equality objectives?")
    assert free.answered
    drafts = assistant.ask("What are the equality objectives?", scope=Scope(status=Status.DRAFT))
    assert {c.status for c in drafts.citations} <= {Status.DRAFT}
    other = assistant.ask("What are the equality objectives?", scope=Scope(council="Leicestershire County Council"))
    assert {c.council for c in other.citations} <= {"Leicestershire County Council"}
    none = assistant.ask("What are the equality objectives?", scope=Scope(year="1999"))
    assert none.status is Outcome.NOT_FOUND


def test_a_council_that_the_limits_name_was_named(assistant: Assistant) -> None:
    """The note on councils stands where several could have answered, and only there."""
    question, note = "What are the equality objectives?", "No council was named"
    assert note in " ".join(n.text for n in assistant.ask(question).notes)
    for scope in (Scope(council="Essex County Council"), Scope(status=Status.DRAFT)):
        answer = assistant.ask(question, scope=scope)
        assert answer.answered
        assert note not in " ".join(n.text for n in answer.notes)


def test_statements_of_a_characteristic_speak_of_it(assistant: Assistant) -> None:
    assert "disability" in characteristics()
    found = assistant.work_out("What progress has been made?", scope=Scope(characteristic="disability"))
    assert found.retrieved is not None
    assert found.retrieved.candidates
    stems = [(*c.view.own, *c.view.lead, *c.view.title, *c.view.path) for c in found.retrieved.candidates]
    assert all(Scope(characteristic="disability").speaks(s) for s in stems)
    free = assistant.work_out("What progress has been made?")
    assert free.retrieved is not None
    assert len(free.retrieved.candidates) > len(found.retrieved.candidates)


def test_questions_at_once_are_answered_as_they_are_alone(assistant: Assistant) -> None:
    questions = [QUESTION, "What did we commit to on VAWG?", "Who leads on this?", "What is VAWG?"] * 5
    alone = [assistant.ask(question).answer for question in questions]
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = assistant.ask(questions[number]).answer

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(questions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(len(questions))] == alone


def test_follow_ups_are_answered_from_other_words(assistant: Assistant) -> None:
    worked = assistant.work_out(QUESTION)
    shown = {(c.document, c.start) for c in worked.answer.citations}
    suggested = follow_ups(worked, assistant.ask)
    assert 1 <= len(suggested) <= 3
    for question in suggested:
        assert "hate crime" in question
        answer = assistant.ask(question)
        assert answer.answered
        assert {(c.document, c.start) for c in answer.citations} - shown


def test_nothing_is_suggested_after_silence(assistant: Assistant) -> None:
    def never(question: str) -> Answer:
        raise AssertionError(question)

    assert follow_ups(assistant.work_out("Do we have a commitment on swimming pools?"), never) == ()


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What did we commit to on hate crime?", "hate crime"),
        ("Who supports the Westshire volunteers?", "the Westshire volunteers"),
        ("And then?", ""),
    ],
)
def test_the_subject_is_taken_as_it_was_asked(assistant: Assistant, question: str, subject: str) -> None:
    found = subject_of(understand(question, (), assistant._retriever.lexicon))
    assert subject in found if subject else found == ""
