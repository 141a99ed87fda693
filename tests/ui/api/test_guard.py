"""Other sites cannot use a visitor's browser to reach the library: by name, by origin, or by size."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ingest.settings import ReadSettings, Settings
from tests.ui.api.conftest import client
from tests.ui.fakes import FakeAssistant, FakeLibrary, document
from ui.api.guard import MOST_BYTES

QUESTION = {"question": "underpass?"}


@pytest.mark.parametrize(
    "name", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "192.168.1.9", "", "["]
)
def test_another_name_for_this_computer_is_refused(faked: TestClient, name: str) -> None:
    """DNS rebinding: a site's own name may be made to point here, and its pages then ask under that name."""
    for path in ("/api/v1/health", "/mcp", "/"):
        reply = faked.get(path, headers={"host": name})
        assert (reply.status_code, reply.json()["type"]) == (421, "/api/v1/docs#wrong-host")


@pytest.mark.parametrize("name", ["localhost", "localhost:7860", "127.0.0.1:80", "[::1]:7860", "LOCALHOST"])
def test_this_computers_own_names_are_accepted(faked: TestClient, name: str) -> None:
    assert faked.get("/api/v1/health", headers={"host": name}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://127.0.0.1"])
def test_another_sites_page_is_refused(faked: TestClient, origin: str) -> None:
    """A browser says where a page came from; only a page of this very address may ask."""
    reply = faked.post("/api/v1/ask", json=QUESTION, headers={"origin": origin})
    assert (reply.status_code, reply.json()["type"]) == (403, "/api/v1/docs#foreign-origin")
    sent = faked.post("/api/v1/documents", files={"file": ("plan.txt", b"words")}, headers={"origin": origin})
    assert sent.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_on_another_site_is_refused_though_it_says_no_origin(faked: TestClient, site: str) -> None:
    """Browsers also say how a request came about."""
    assert faked.delete("/api/v1/documents/d1", headers={"sec-fetch-site": site}).status_code == 403
    assert faked.get("/api/v1/docs", headers={"sec-fetch-site": site}).status_code == 200


def test_a_page_of_this_address_may_ask(faked: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}
    assert faked.post("/api/v1/ask", json=QUESTION, headers=headers).json()["status"] == "answered"


def test_a_request_has_a_bearable_size(tmp_path: Path) -> None:
    """A question has at most a megabyte; a file as much as the settings let a reader have."""
    shelf = FakeLibrary(tmp_path, Settings(read=ReadSettings(file_megabytes=1))).load(document())
    small = client(shelf, FakeAssistant(shelf))
    long = b'{"question": "' + b"x" * MOST_BYTES + b'"}'
    for reply in (
        small.post("/api/v1/ask", content=long, headers={"content-type": "application/json"}),
        small.post("/api/v1/documents", files={"file": ("plan.txt", b"x" * (2 * MOST_BYTES + 1))}),
    ):
        assert (reply.status_code, reply.json()["type"]) == (413, "/api/v1/docs#too-large")
