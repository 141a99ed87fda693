"""Papers are added and removed by HTTP, kept in the home, and gone when they are removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import Assistant
from ingest.errors import FileError
from ingest.library import Library
from ingest.shelving import FOLDER
from tests.ui.api.conftest import client
from ui.api.problems import UNREADABLE
from ui.uploads import safe_name

PLAN = b"# Mercia City Council: Equality plan\n\nMay 2024\n\n## Libraries\n\nEvery library will lend hearing loops.\n"


def send(asked: TestClient, name: str, content: bytes, **form: str) -> dict[str, object]:
    """What became of a file that is sent."""
    reply = asked.post("/api/v1/documents", files={"file": (name, content)}, data=form)
    assert reply.status_code == 201, reply.text
    found: dict[str, object] = reply.json()
    return found


def kept(library: Library) -> list[str]:
    """The names of the files that were sent and are kept."""
    return sorted(path.name for path in (library.home / FOLDER).rglob("*") if path.is_file())


def test_a_paper_is_added_asked_about_removed_and_gone(asked: TestClient, report: Library) -> None:
    """The whole life of a paper, over HTTP alone."""
    question = {"question": "Who will lend hearing loops?"}
    assert asked.post("/api/v1/ask", json=question).json()["status"] == "not_found"
    added = send(asked, "plan.md", PLAN)
    answer = asked.post("/api/v1/ask", json=question).json()
    assert answer["citations"][0]["quote"] == "Every library will lend hearing loops."
    assert answer["citations"][0]["document"] == added["document"]
    gone = asked.delete(f"/api/v1/documents/{added['document']}").json()
    assert gone["document"]["file"] == "plan.md"
    assert "dueregard purge" in gone["message"]
    assert asked.post("/api/v1/ask", json=question).json()["status"] == "not_found"
    assert asked.get(f"/api/v1/documents/{added['document']}").status_code == 404
    assert kept(report) == []


def test_a_file_of_the_same_name_replaces_nothing_and_the_same_words_are_kept_once(asked: TestClient) -> None:
    """Papers are known by their content; the council that the sender names is the paper's."""
    first = send(asked, "plan.md", PLAN, council="Wessex Borough Council")
    second = send(asked, "plan.md", PLAN.replace(b"hearing loops", b"large print"))
    again = send(asked, "copy of plan.md", PLAN)
    assert (first["state"], second["state"], again["state"]) == ("read", "read", "duplicate")
    assert again["document"] == first["document"]
    papers = asked.get("/api/v1/documents", params={"council": "Wessex Borough Council"}).json()
    assert [paper["id"] for paper in papers["documents"]] == [first["document"]]


def test_the_file_that_a_paper_was_read_from_stays_when_it_is_removed(
    asked: TestClient, report: Library, tmp_path: Path
) -> None:
    """Only copies that were sent are deleted."""
    (paper,) = report.documents()
    assert asked.delete(f"/api/v1/documents/{paper.id}").status_code == 200
    assert (tmp_path / "papers" / "report.md").exists()
    assert asked.delete(f"/api/v1/documents/{paper.id}").json()["type"].endswith("#no-such-paper")


@pytest.mark.parametrize(
    ("name", "content"), [("broken.pdf", b"%PDF-1.7 nothing"), ("empty.md", b""), ("a.json", b"{}")]
)
def test_a_file_that_cannot_be_read_leaves_no_trace(
    asked: TestClient, report: Library, name: str, content: bytes
) -> None:
    """The problem names file, reason and remedy; neither list nor home knows of it afterwards."""
    reply = asked.post("/api/v1/documents", files={"file": (name, content)})
    assert (reply.status_code, reply.json()["type"]) == (422, "/api/v1/docs#unreadable-file")
    assert reply.json()["detail"].startswith(f"{name}: ")
    assert reply.json()["remedy"] != UNREADABLE.remedy
    assert [paper.file for paper in report.documents()] == ["report.md"]
    assert kept(report) == []


def test_while_another_process_writes_the_sender_is_told_to_try_again(asked: TestClient, report: Library) -> None:
    """409 with Retry-After; nothing is kept of the file."""
    with report.index.writing():
        reply = asked.post("/api/v1/documents", files={"file": ("plan.md", PLAN)})
    assert (reply.status_code, reply.json()["type"]) == (409, "/api/v1/docs#busy")
    assert reply.headers["retry-after"]
    assert kept(report) == []


def test_where_other_computers_reach_the_address_papers_are_only_read(report: Library) -> None:
    """Without accounts nobody may change the library from elsewhere."""
    abroad = client(report, Assistant(report), host="0.0.0.0", address="http://council.example:7860")
    (paper,) = report.documents()
    for reply in (
        abroad.post("/api/v1/documents", files={"file": ("plan.md", PLAN)}),
        abroad.delete(f"/api/v1/documents/{paper.id}"),
    ):
        assert (reply.status_code, reply.json()["type"]) == (403, "/api/v1/docs#read-only")
    assert abroad.get("/api/v1/health").json()["can_change"] is False
    assert abroad.get("/api/v1/documents").json()["total"] == 1


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("plan.md", "plan.md"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\plan.docx", "plan.docx"),
        (".hidden.md", "hidden.md"),
        ('a<b>:"c|?*\n.pdf', "abc.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_a_name_becomes_one_that_any_platform_can_keep(given: str, safe: str) -> None:
    """No name leads out of the folder, and the suffix stays."""
    assert safe_name(given) == safe


@pytest.mark.parametrize("nameless", ["", "..", "/", "???"])
def test_a_file_without_a_name_is_refused(nameless: str, corpus: Callable[..., Path]) -> None:
    """The error says what to do."""
    with pytest.raises(FileError, match="under its own name"):
        safe_name(nameless)
