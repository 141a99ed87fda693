"""The OpenAPI file says all that a client needs, and the API keeps to it: schemathesis finds nothing."""

from __future__ import annotations

import re
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant import Assistant
from ingest.library import Library
from ui.api.mount import beside

HERE = {"host": "127.0.0.1:7860"}
SETTINGS: dict[str, Any] = {
    "headers": HERE,
    "continue-on-failure": True,
    "generation": {"max-examples": 12, "deterministic": True, "database": "none"},
    "operations": [
        {
            # What makes a file readable, and a date or a group known, is beyond what a schema can say.
            "include-operation-id": ["add_document", "draft_assessment"],
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409", "422"]}},
        }
    ],
}


def test_schemathesis_finds_nothing(report: Library) -> None:
    """Right, wrong and hostile requests, alone and one after another, are answered as the OpenAPI file says."""
    app = Starlette(**beside(report, Assistant(report), None, "127.0.0.1"))
    config = SchemathesisConfig.from_dict(SETTINGS)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HERE, config=config)
    faults, checked = [], 0
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError):
            faults.append(str(event.info))
        elif isinstance(event, ScenarioFinished):
            checks = [check for those in event.recorder.checks.values() for check in those]
            checked += len(checks)
            faults += [f"{event.label}: {c.failure_info.failure}" for c in checks if c.failure_info is not None]
    assert faults == []
    assert checked > 1000


def test_a_client_that_knows_the_file_alone_asks_in_three_lines(report: Library) -> None:
    """The operation by its name, its body by its type; nothing of this repository is needed for that."""
    app = Starlette(**beside(report, Assistant(report), None, "127.0.0.1"))
    client = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HERE)
    ask = client.find_operation_by_id("ask")
    reply = ask.Case(body={"question": "What will the council do on the safety of women?"}).call(headers=HERE)
    assert reply.json()["citations"][0]["quote"]
    ask.validate_response(reply)


def test_every_operation_is_named_described_and_typed(faked: TestClient) -> None:
    """A client that is made from the file has a method with words for each, and knows each problem."""
    described = faked.get("/api/v1/openapi.json").json()
    operations = [one for methods in described["paths"].values() for one in methods.values()]
    assert len({one["operationId"] for one in operations}) == len(operations) == 13
    for one in operations:
        assert one["description"]
        for status, response in one["responses"].items():
            (media,) = response["content"].items()
            assert media[0] == ("application/json" if status < "300" else "application/problem+json")
            assert "$ref" in media[1]["schema"]
    assert described["servers"] == [{"url": "/api/v1"}]


def test_the_page_for_people_asks_nothing_of_other_machines(faked: TestClient) -> None:
    """No script, no style sheet, font or picture from anywhere; every link leads to a place on it or to the file."""
    reply = faked.get("/api/v1/docs")
    page = reply.text
    assert "<script" not in page
    assert not re.search(r"(?:src=|url\(|@import|href=.?https?:)", page)
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page
    assert "POST /api/v1/ask" in page
