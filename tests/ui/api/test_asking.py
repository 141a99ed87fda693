"""Questions and searches by HTTP: the fixed contract, problems instead of tracebacks, and nothing kept."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest
from starlette.testclient import TestClient

from assistant import Assistant
from ingest.library import Library
from tests.ui.api.conftest import client
from tests.ui.conftest import REPORT
from tests.ui.fakes import FakeAssistant, FakeLibrary, answer, document
from ui.api import models
from ui.contract import answer_object, paper_object

SECRET = "is my colleague Aurelia unwell"


def test_an_answer_is_the_contract_and_its_citation_leads_back_to_the_words(asked: TestClient) -> None:
    """What `ask` cites, `words` gives: quote, place and surroundings."""
    said = asked.post("/api/v1/ask", json={"question": "What will the council do on the safety of women?"}).json()
    assert said["status"] == "answered"
    for cited in said["citations"]:
        place = {"start": cited["start"], "end": cited["end"]}
        words = asked.get(f"/api/v1/documents/{cited['document']}/words", params=place).json()
        assert words["text"] == cited["quote"]
        assert words["section"] == cited["section"]
        assert f"{words['before']}{words['text']}{words['after']}" in REPORT


def test_the_models_have_the_contracts_keys_and_no_others(shelf: FakeLibrary) -> None:
    """What the command prints and what the API says are one contract."""
    said = answer_object(answer("Which?", document(), "Light every underpass."))
    assert models.Answer.model_validate(said).model_dump(mode="json") == said
    assert list(models.Citation.model_fields) == list(said["citations"][0])
    assert list(models.Paper.model_fields) == list(paper_object(shelf.documents()[0]))


def test_history_and_council_reach_the_assistant(shelf: FakeLibrary) -> None:
    """A follow-up is understood by what was asked before it, which the asker sends along."""
    assistant = FakeAssistant(shelf)
    body = {"question": "and on jobs?", "history": ["What on safety?"], "council": "Borset", "id": "7"}
    reply = client(shelf, assistant).post("/api/v1/ask", json=body)
    assert reply.json()["id"] == "7"
    assert assistant.heard == [("and on jobs?", ("What on safety?",), "Borset")]


def test_limits_keep_to_papers_and_statements(asked: TestClient) -> None:
    """What a reader limits questions to holds whatever the question says; a wrong limit is named."""
    question = {"question": "What will the council do on the safety of women?"}
    for kind, status in (("progress report", "answered"), ("action plan", "not_found"), ("", "answered")):
        assert asked.post("/api/v1/ask", json={**question, "limits": {"type": kind}}).json()["status"] == status
    disabled = asked.post("/api/v1/ask", json={**question, "limits": {"characteristic": "disability"}}).json()
    assert not any("women" in cited["quote"] for cited in disabled["citations"])
    wrong = asked.post("/api/v1/ask", json={**question, "limits": {"characteristic": "height"}}).json()
    assert wrong["faults"][0]["place"] == "body.limits.characteristic"


def test_words_in_which_nothing_is_asked_get_a_plain_answer(asked: TestClient) -> None:
    """Marks alone are no question: the answer says so, claims nothing, and search finds nothing."""
    said = asked.post("/api/v1/ask", json={"question": "**"}).json()
    assert (said["status"], said["statements"]) == ("clarify", [])
    assert asked.post("/api/v1/search", json={"query": "**"}).json()["results"] == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"question": ""}, "body.question"),
        ({"question": "x" * 4001}, "body.question"),
        ({}, "body.question"),
        ({"question": "Why?", "questoin": SECRET}, "body.questoin"),
        ({"question": "Why?", "history": SECRET}, "body.history"),
        (b'{"question": "\\ud800 ' + SECRET.encode() + b'"}', "body.question"),
        (b'{"question": "' + SECRET.encode(), "body."),
    ],
)
def test_a_wrong_request_is_a_problem_that_names_the_place_and_repeats_nothing(
    faked: TestClient, body: dict[str, str] | bytes, place: str
) -> None:
    """RFC 9457: type, title, status, detail, remedy; what was sent is not echoed."""
    content = {"content": body} if isinstance(body, bytes) else {"json": body}
    reply = faked.post("/api/v1/ask", headers={"content-type": "application/json"}, **content)
    problem = reply.json()
    assert (reply.status_code, problem["status"]) == (422, 422)
    assert reply.headers["content-type"] == "application/problem+json"
    assert problem["faults"][0]["place"].startswith(place)
    assert problem["remedy"]
    assert "Aurelia" not in reply.text
    assert f'id="{problem["type"].partition("#")[2]}"' in faked.get(problem["type"]).text


def test_a_fault_of_the_program_shows_no_traceback_and_no_question(
    faked: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """The asker gets a problem; the window gets the place in the program, without the words."""
    reply = faked.post("/api/v1/ask", json={"question": f"break down {SECRET}"})
    assert (reply.status_code, reply.json()["type"]) == (500, "/api/v1/docs#fault")
    assert "Traceback" not in reply.text
    window = capsys.readouterr().err
    assert "RuntimeError" in window
    assert "Aurelia" not in window


def test_a_question_is_not_logged(
    asked: TestClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a log nor the window ever has the words of a question, and no cache may keep the answer."""
    with caplog.at_level(logging.DEBUG):
        for path, key in (("ask", "question"), ("search", "query")):
            reply = asked.post(f"/api/v1/{path}", json={key: f"{SECRET}?", "history": [SECRET]})
            assert reply.status_code == 200
            assert reply.headers["cache-control"] == "no-store"
    printed = capsys.readouterr()
    assert "Aurelia" not in caplog.text + printed.out + printed.err


def test_the_papers_and_health_are_there_while_the_model_loads(shelf: FakeLibrary) -> None:
    """A question waits for the model; everything else is answered meanwhile, even with more askers than places."""
    shelf.ready.clear()
    with client(shelf, FakeAssistant(shelf)) as loading, ThreadPoolExecutor(12) as pool:
        waiting = [pool.submit(loading.post, "/api/v1/ask", json={"question": "underpass?"}) for _ in range(12)]
        assert loading.get("/api/v1/health").status_code == 200
        assert loading.get("/api/v1/documents").json()["total"] == 1
        assert not any(one.done() for one in waiting)
        shelf.ready.set()
        assert {one.result().json()["status"] for one in waiting} == {"answered"}


def test_twenty_askers_at_once_get_what_each_would_get_alone(report: Library) -> None:
    """No answer is lost, and none is another's."""
    questions = [
        "What will the council do on the safety of women?",
        "Are interviews guaranteed to disabled applicants?",
        "What did women say of the car park?",
        "What is the pay gap?",
    ]
    with client(report, Assistant(report)) as alone:
        expected = {q: _without_timings(alone.post("/api/v1/ask", json={"question": q}).json()) for q in questions}
    together = threading.Barrier(20)
    with client(report, Assistant(report)) as asked, ThreadPoolExecutor(20) as pool:

        def ask(number: int) -> tuple[str, object]:
            question = questions[number % len(questions)]
            together.wait()
            return question, _without_timings(asked.post("/api/v1/ask", json={"question": question}).json())

        found = list(pool.map(ask, range(20)))
    assert [said == expected[question] for question, said in found] == [True] * 20


def _without_timings(said: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in said.items() if key != "timings_ms"}


def test_search_gives_ranked_passages(asked: TestClient) -> None:
    """Best first, at most as many as asked for."""
    results = asked.post("/api/v1/search", json={"query": "underpass", "limit": 2}).json()["results"]
    assert "underpass" in results[0]["text"]
    assert len(results) <= 2


def test_every_status_of_the_contract_is_in_the_schema() -> None:
    """A client made from the schema knows every status that may come."""
    assert get_args(models.Health.model_fields["status"].annotation) == ("ready", "loading", "faulty")
    schema = models.Answer.model_json_schema()["$defs"]["Outcome"]["enum"]
    assert schema == ["answered", "partly_answered", "not_found", "declined", "clarify"]
