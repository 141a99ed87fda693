"""What is served beside the pages: originals and pictures of the library's own papers, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ingest.library import Library
from tests.tiny import TinyEmbedder
from tests.ui.printed import SHELTER, paper
from ui.web.files import routes


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "papers"
    folder.mkdir()
    paper(folder / "objectives 2026.pdf")
    (folder / "page.html").write_text("<h1>Plan</h1><p>We will mend it.</p><script>alert(1)</script>", encoding="utf-8")
    (folder / "plan.txt").write_text("# Plan\n\nWe will mend the lights of every bridge.", encoding="utf-8")
    library = Library(tmp_path / "home", embedder=TinyEmbedder())
    assert not library.sync([folder]).failed
    yield library
    library.close()


def client(library: Library) -> TestClient:
    return TestClient(Starlette(routes=routes(library)))


def id_of(library: Library, file: str) -> str:
    return next(p.id for p in library.documents() if p.file == file)


def test_a_pdf_is_shown_by_the_browser(shelf: Library) -> None:
    found = client(shelf).get(f"/papers/{id_of(shelf, 'objectives 2026.pdf')}/original")
    assert found.headers["content-type"] == "application/pdf"
    assert found.headers["content-disposition"].startswith("inline")
    assert found.content.startswith(b"%PDF")


def test_a_web_page_is_handed_over_and_never_run(shelf: Library) -> None:
    found = client(shelf).get(f"/papers/{id_of(shelf, 'page.html')}/original")
    assert found.headers["content-disposition"].startswith("attachment")
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in found.headers["content-security-policy"]


@pytest.mark.parametrize("paper", ["nobody", "..%2f..%2fetc%2fpasswd", "%00", "catalogue.sqlite3"])
def test_nothing_else_is_served(shelf: Library, paper: str) -> None:
    assert client(shelf).get(f"/papers/{paper}/original").status_code == 404


def test_a_removed_or_changed_file_is_not_served(shelf: Library, tmp_path: Path) -> None:
    text, html = id_of(shelf, "plan.txt"), id_of(shelf, "page.html")
    (tmp_path / "papers" / "plan.txt").write_text("Other words, longer than before, by far.", encoding="utf-8")
    shelf.remove(html)
    for gone in (text, html):
        found = client(shelf).get(f"/papers/{gone}/original")
        assert found.status_code == 404
        assert "Read it again" in found.text


def test_a_page_is_served_as_a_picture(shelf: Library) -> None:
    pdf = id_of(shelf, "objectives 2026.pdf")
    start = shelf.document(pdf).text.index(SHELTER)
    found = client(shelf).get(f"/papers/{pdf}/pages/2.png?start={start}&end={start + len(SHELTER)}")
    assert found.headers["content-type"] == "image/png"
    assert found.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("page", ["0", "99", "2.5", "-1"])
def test_a_page_that_is_not_there_is_not_found(shelf: Library, page: str) -> None:
    pdf = id_of(shelf, "objectives 2026.pdf")
    assert client(shelf).get(f"/papers/{pdf}/pages/{page}.png").status_code == 404
    assert client(shelf).get(f"/papers/{id_of(shelf, 'plan.txt')}/pages/1.png").status_code == 404
    assert client(shelf).get(f"/papers/{pdf}/pages/1.png?start=x").status_code == 404
