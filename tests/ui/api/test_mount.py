"""The API beside the web app, as `dueregard serve` has it: one address, one guard, nothing of the app disturbed."""

from __future__ import annotations

import httpx

from assistant import Assistant
from ingest.library import Library
from tests.ui.served import served


def test_page_and_api_share_an_address_and_a_guard(report: Library) -> None:
    """The page opens, questions are answered, and neither can be had under another name."""
    with served(report, Assistant(report)) as address, httpx.Client(base_url=address, trust_env=False) as here:
        page = here.get("/")
        assert (page.status_code, "Due Regard" in page.text) == (200, True)
        health = here.get("/api/v1/health").json()
        assert (health["papers"], health["can_change"]) == (1, True)
        question = {"question": "What will the council do on the safety of women?"}
        answer = here.post("/api/v1/ask", json=question, headers={"accept-encoding": "br, gzip"})
        assert answer.json()["status"] == "answered"
        sent = here.post("/api/v1/documents", files={"file": ("more.md", b"# More\n\nWe will mend every ramp.\n")})
        assert sent.json()["state"] == "read"
        for path in ("/", "/config", "/api/v1/documents"):
            assert here.get(path, headers={"host": "evil.example"}).status_code == 421
        foreign = here.get("/api/v1/documents", headers={"origin": "http://localhost:9"})
        assert foreign.status_code == 403
        assert "borset" not in foreign.text.lower()
