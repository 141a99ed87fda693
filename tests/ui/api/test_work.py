"""Officers' work by HTTP: the register, the brief and the evidence for an assessment, each in checked quotes."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

PROPOSAL = {
    "title": "Close an underpass",
    "proposal": "Close the underpass that women and disabled people use at night.",
}
OBJECTIVES = b"""# Borset County Council: Equality objectives 2023-2026

## Our equality objectives

### Objective 1: Make every street safe for women

We will light every underpass by March 2024.

### Objective 2: Give disabled people a fair chance of work

We will guarantee interviews to disabled applicants.
"""


@pytest.fixture
def stocked(asked: TestClient) -> TestClient:
    """The API over a library with a set of objectives too."""
    assert asked.post("/api/v1/documents", files={"file": ("objectives.md", OBJECTIVES)}).status_code == 201
    return asked


def quoted(data: Any) -> list[dict[str, Any]]:
    """Every citation in an answer, however deep it lies."""
    if isinstance(data, list):
        return [found for one in data for found in quoted(one)]
    if not isinstance(data, dict):
        return []
    return [data] if "quote" in data and "start" in data else [f for value in data.values() for f in quoted(value)]


@pytest.mark.parametrize("method", ["commitments", "brief", "assessments/draft"])
def test_every_quote_stands_where_it_says(stocked: TestClient, method: str) -> None:
    """Whatever is built from the papers can be looked up in them."""
    path = f"/api/v1/{method}"
    reply = stocked.post(path, json=PROPOSAL) if "draft" in method else stocked.get(path)
    assert reply.status_code == 200, reply.text
    cited = quoted(reply.json())
    assert cited
    for one in cited:
        words = stocked.get(f"/api/v1/documents/{one['document']}/words", params={k: one[k] for k in ("start", "end")})
        assert "".join(one["quote"].split()) in "".join(words.json()["text"].split())


def test_the_register_is_filtered_and_paged(stocked: TestClient) -> None:
    """Filters narrow the rows, pages divide them, and the total counts all."""
    whole = stocked.get("/api/v1/commitments").json()
    assert whole["total"] == len(whole["commitments"]) > 1
    page = stocked.get("/api/v1/commitments", params={"limit": 1, "offset": 1}).json()
    assert (page["total"], page["commitments"]) == (whole["total"], whole["commitments"][1:2])
    (one,) = stocked.get("/api/v1/commitments", params={"objective": "Objective 2"}).json()["commitments"]
    assert one["wording"]["quote"] == "Give disabled people a fair chance of work"
    assert stocked.get("/api/v1/commitments", params={"level": ["aim", "milestone"]}).json()["total"] == 0


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/commitments?council=Atlantis", 404, "No paper of Atlantis is loaded"),
        ("/commitments?theme=weather", 422, "query.theme"),
        ("/commitments?colour=blue", 422, "query.colour"),
        ("/brief?council=Atlantis", 404, "No paper of Atlantis is loaded"),
    ],
)
def test_what_the_library_has_nothing_for_is_named(asked: TestClient, path: str, status: int, words: str) -> None:
    """A problem says what is there instead."""
    reply = asked.get(f"/api/v1{path}")
    assert (reply.status_code, words in reply.json()["detail"]) == (status, True), reply.text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rating": "low"}, "body.rating"),
        ({"decision_date": "soon"}, "Write it as 2026-03-12"),
        ({"groups": ["giants"]}, "is not a group that is known"),
    ],
)
def test_a_proposal_with_faults_is_refused_and_judgements_have_no_place(
    asked: TestClient, more: dict[str, Any], words: str
) -> None:
    """The problem names each fault; officers rate, the program does not."""
    reply = asked.post("/api/v1/assessments/draft", json={**PROPOSAL, **more})
    assert (reply.status_code, words in reply.json()["detail"]) == (422, True), reply.text
