"""Papers by HTTP: the list, one paper's tree, a section's words; what is not there is named."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


def only(asked: TestClient) -> str:
    """The id of the one paper."""
    (paper,) = asked.get("/api/v1/documents").json()["documents"]
    return str(paper["id"])


def test_the_list_is_filtered_and_paged(asked: TestClient) -> None:
    """Filters narrow, pages divide, and the total is that of all pages."""
    listed = asked.get("/api/v1/documents").json()
    assert (listed["total"], listed["documents"][0]["council"]) == (1, "Borset County Council")
    assert asked.get("/api/v1/documents", params={"council": "borset county council"}).json()["total"] == 1
    assert asked.get("/api/v1/documents", params={"council": "Other"}).json()["documents"] == []
    assert asked.get("/api/v1/documents", params={"status": "draft"}).json()["total"] == 0
    assert asked.get("/api/v1/documents", params={"offset": 1}).json() == {"total": 1, "documents": []}


def test_a_papers_tree_nests_as_its_headings_do(asked: TestClient) -> None:
    """Sections under a section are its children, and a section's text is without theirs."""
    id = only(asked)
    tree = asked.get(f"/api/v1/documents/{id}").json()["sections"]
    top = next(one for one in tree if one["sections"])
    safety = next(one for one in top["sections"] if "Safety" in one["title"])
    (heard,) = safety["sections"]
    text = asked.get(f"/api/v1/documents/{id}/sections/{safety['number']}").json()
    assert "underpass" in text["text"]
    assert "car park" not in text["text"]
    below = asked.get(f"/api/v1/documents/{id}/sections/{heard['number']}").json()
    assert below["path"][-2:] == [safety["title"], heard["title"]]
    assert "car park" in below["text"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/documents/0000", "no-such-paper"),
        ("/documents/{id}/sections/99", "no-such-place"),
        ("/documents/{id}/words?start=5&end=5", "no-such-place"),
        ("/documents/{id}/words?start=5&end=99999999", "no-such-place"),
        ("/nothing", "no-such-address"),
        ("/documents/%0A", "no-such-address"),
    ],
)
def test_what_is_not_there_is_named_with_a_remedy(asked: TestClient, path: str, problem: str) -> None:
    """Each is a 404 that says which thing is missing."""
    reply = asked.get("/api/v1" + path.format(id=only(asked)))
    assert (reply.status_code, reply.json()["type"]) == (404, f"/api/v1/docs#{problem}")
    assert reply.json()["remedy"]


def test_a_wrong_method_names_all_that_the_address_knows(asked: TestClient) -> None:
    """405 has them in Allow."""
    reply = asked.put("/api/v1/documents")
    assert (reply.status_code, reply.headers["allow"]) == (405, "GET, POST")


def test_health_and_doctor_say_how_the_library_is(asked: TestClient) -> None:
    """One is quick and says whether to ask; the other looks at everything."""
    assert asked.get("/api/v1/health").json()["papers"] == 1
    checks = asked.get("/api/v1/doctor").json()
    assert checks["well"] == all(check["ok"] for check in checks["checks"])
    assert checks["checks"]
