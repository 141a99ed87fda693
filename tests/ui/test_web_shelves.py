"""The screen Library over a real library: adding with progress, stopping, removing, undoing, facts, structure."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from ingest.library import Library, SyncReport
from ingest.records import Status
from ui.web import shelf_pages, shelving
from ui.web.shelves import Shelves
from ui.web.shelving import Jobs

PLAN = """# Felpersham equality plan

Felpersham City Council, March 2025

## Footpaths

We will mend twelve footpaths by June 2026.

- Lower 40 kerbs near bus stops.

## Buses

In 2024 we trained 62 drivers.
"""
PLAN_NEWER = PLAN.replace("twelve", "thirteen")


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that Gradio puts uploaded files in."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


def upload(folder: Path, name: str, text: str) -> dict[str, str]:
    file = folder / f"{len(list(folder.iterdir()))}.upload"
    file.write_text(text, encoding="utf-8")
    return {"path": str(file), "name": name}


def happened(**told: object) -> gr.EventData:
    return gr.EventData(None, told)


def added(shelves: Shelves, uploads: Path, text: str = PLAN, name: str = "plan.md") -> str:
    *_, (last, _) = shelves.add(happened(files=[upload(uploads, name, text)]))
    assert "1 file done" in last
    return next(p.id for p in shelves.library.documents() if p.id)


@pytest.fixture
def shelves(library: Library) -> Shelves:
    return Shelves(library)


def test_files_are_read_one_by_one_and_each_outcome_is_told(shelves: Shelves, uploads: Path) -> None:
    files = [upload(uploads, "plan.md", PLAN), upload(uploads, "broken.pdf", "%PDF-1.4 nonsense")]
    *shown, (last, papers) = shelves.add(happened(files=files, lost=["open.docx"]))
    steps = [step for step, _ in shown]
    assert any("Reading: broken.pdf" in HTMLParser(step).text() for step in steps)
    assert all(HTMLParser(step).css_first("progress") for step in steps)
    words = HTMLParser(last).css_first("#outcomes").text(separator=" ", strip=True)  # type: ignore[union-attr]
    assert "1 file done , 1 file could not be read" in words.replace("done,", "done ,")
    assert "broken.pdf the PDF is cut short" in words
    assert "open.docx could not be copied here." in words
    assert "Felpersham equality plan" in papers
    assert list(uploads.iterdir()) == []
    original = shelves.library.original(next(p.id for p in shelves.library.documents() if p.id))
    assert original == shelves.library.home / "papers" / "plan.md"


@pytest.mark.parametrize(
    "given", [None, [], [{"path": "/etc/hostname", "name": "x.txt"}], [{"path": "../x", "name": "y"}], ["x"], [{}]]
)
def test_only_what_was_uploaded_is_taken_in(shelves: Shelves, uploads: Path, given: object) -> None:
    ((only, _),) = shelves.add(happened(files=given))
    assert "No file arrived here" in only
    assert shelves.library.documents() == ()


def test_another_file_of_the_same_name_does_not_overwrite(shelves: Shelves, uploads: Path) -> None:
    added(shelves, uploads)
    added(shelves, uploads, PLAN.replace("Felpersham", "Ambridge"))
    added(shelves, uploads)
    names = sorted(path.name for path in (shelves.library.home / "papers").iterdir())
    assert names == ["plan (2).md", "plan.md"]
    assert len(shelves.library.documents()) == 2


@pytest.mark.parametrize("name", ["../../evil.md", "/etc/evil.md", "..\\evil.md", ".hidden.md"])
def test_a_file_cannot_choose_its_place(shelves: Shelves, uploads: Path, name: str) -> None:
    added(shelves, uploads, name=name)
    (file,) = (shelves.library.home / "papers").iterdir()
    assert file.name in {"evil.md", "hidden.md"}


def test_reading_stops_after_the_file_at_hand_and_keeps_it(library: Library, tmp_path: Path) -> None:
    files = []
    for number in range(4):
        files.append(tmp_path / f"paper{number}.md")
        files[-1].write_text(PLAN.replace("Felpersham", f"Felpersham {number}"), encoding="utf-8")
    jobs = Jobs()
    for step in jobs.read(library, files):
        if step.stage == "reading" and step.done == 1:
            jobs.stop(step.job)
    assert step.report is not None
    assert [outcome.state for outcome in step.report.outcomes] in (["read"], ["read", "read"])
    assert len(library.documents()) == len(step.report.outcomes)
    left = 4 - len(library.documents())
    assert f"Stopped: {left} files were not read." in HTMLParser(shelf_pages.adding(step)).text()
    assert jobs.stops == {}
    jobs.stop("a name that nobody was given")


def test_a_fault_of_reading_reaches_the_page(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(paths: Sequence[Path], **more: Any) -> SyncReport:
        raise RuntimeError(threading.current_thread().name)

    monkeypatch.setattr(library, "sync", broken)
    (step,) = Jobs().read(library, [])
    assert "Something went wrong" in step.fault
    assert "RuntimeError: read-papers" in capsys.readouterr().err


def test_a_removed_paper_comes_back_whole(shelves: Shelves, uploads: Path) -> None:
    paper = added(shelves, uploads)
    before = shelves.library.documents()
    gone, html = shelves.remove(happened(paper=paper))
    assert shelves.library.documents() == ()
    assert "was removed" in html
    nothing, html = shelves.undo(gone)
    assert nothing is None
    assert shelves.library.documents() == before
    assert shelves.library.original(paper) is not None
    assert "Nothing is left to bring back" in shelves.undo(None)[1]
    assert "not in the library any more" in shelves.remove(happened(paper="x"))[1]


def test_what_was_purged_does_not_come_back(shelves: Shelves, uploads: Path) -> None:
    gone, _ = shelves.remove(happened(paper=added(shelves, uploads)))
    shelves.library.purge()
    assert "Nothing is left to bring back" in shelves.undo(gone)[1]


def test_facts_that_a_reader_sets_outlive_another_reading(shelves: Shelves, uploads: Path) -> None:
    paper = added(shelves, uploads)
    given = {"title": "Walking plan", "council": "Felpersham City Council", "date": "2025-05", "status": "adopted"}
    html = shelves.set_facts(happened(paper=paper, fields=given))
    assert "The facts were set" in html
    assert "Walking plan" in html
    *steps, html = shelves.read_again(happened(paper=paper))
    assert all(HTMLParser(step).css_first("progress") for step in steps)
    assert "read again" in html
    (again,) = shelves.library.documents()
    assert (again.facts.title, again.facts.date, again.facts.status) == ("Walking plan", "2025-05", Status.ADOPTED)
    shelves.library.sync([shelves.library.home / "papers"])
    assert shelves.library.documents() == (again,)


def test_a_fact_that_is_wrongly_written_is_refused_by_its_name(shelves: Shelves, uploads: Path) -> None:
    paper = added(shelves, uploads)
    before = shelves.library.documents()
    html = shelves.set_facts(happened(paper=paper, fields={"date": "May 2025", "status": "draft"}))
    assert 'Date: Write it as "2023"' in HTMLParser(html).text()
    form = HTMLParser(html).css_first("details.set-facts[open]")
    assert form is not None
    assert [field.attributes["value"] for field in form.css("#fact-date")] == ["May 2025"]
    assert [option.attributes["value"] for option in form.css("#fact-status [selected]")] == ["draft"]
    html = shelves.set_facts(happened(paper=paper, fields={"date": "x", "status": ""}))
    assert [option.attributes["value"] for option in HTMLParser(html).css("#fact-status [selected]")] == [""]
    assert shelves.library.documents() == before
    assert "not in the library" in shelves.set_facts(happened(paper="x", fields={}))


def test_a_paper_says_what_it_replaces_and_is_replaced_by(shelves: Shelves, uploads: Path) -> None:
    old = added(shelves, uploads)
    added(shelves, uploads, PLAN.replace("Felpersham", "Ambridge").replace("plan", "scheme"), "new.md")
    new = next(p for p in shelves.library.documents() if p.id != old)
    shelves.set_facts(happened(paper=new.id, fields={"title": new.facts.title, "supersedes": "plan.md"}))
    assert "Replaced by" in HTMLParser(shelves.open(happened(paper=old))).text()
    (replaced,) = (p for p in shelves.library.documents() if p.id == old)
    assert replaced.facts.status is Status.SUPERSEDED


def test_a_newer_file_takes_the_place_of_a_paper(shelves: Shelves, uploads: Path) -> None:
    paper = added(shelves, uploads)
    newer = upload(uploads, "plan.md", PLAN_NEWER)
    *steps, html = shelves.replace(happened(paper=paper, files=[newer]))
    (left,) = (p for p in shelves.library.documents() if p.id)
    assert left.id != paper
    assert all(HTMLParser(step).css_first("progress") for step in steps)
    assert "took the place of “Felpersham equality plan”, which was removed" in HTMLParser(html).text()
    *_, html = shelves.replace(happened(paper=left.id, files=[upload(uploads, "copy.md", PLAN_NEWER)]))
    assert "there is nothing to replace" in html
    assert [p.id for p in shelves.library.documents()] == [left.id]


def test_a_newer_file_that_cannot_be_read_leaves_the_paper(shelves: Shelves, uploads: Path) -> None:
    paper = added(shelves, uploads)
    *_, html = shelves.replace(happened(paper=paper, files=[upload(uploads, "plan.pdf", "%PDF-1.4")]))
    assert "plan.pdf: the PDF is cut short" in HTMLParser(html).text()
    *_, html = shelves.replace(happened(paper=paper, files=[]))
    assert "No file arrived here" in html
    assert [p.id for p in shelves.library.documents() if p.id] == [paper]


def test_a_paper_is_looked_into_by_its_structure(shelves: Shelves, uploads: Path) -> None:
    paper = added(shelves, uploads)
    tree = HTMLParser(shelves.open(happened(paper=paper)))
    titles = [button.text(strip=True) for button in tree.css(".tree button")]
    assert titles == ["Felpersham equality plan", "Footpaths", "Buses"]
    part = next(b for b in tree.css(".tree button") if b.text(strip=True) == "Buses").attributes["data-number"]
    html = shelves.open(happened(paper=paper, number=int(part or 0)))
    reader = HTMLParser(html).css_first("#reader")
    assert reader is not None
    assert "62 drivers" in reader.text()
    assert "commitment" in HTMLParser(html).css_first(".found").text()  # type: ignore[union-attr]


@pytest.mark.parametrize("part", [-1, 99, "x", None, 0.5])
def test_a_part_that_is_not_there_opens_the_first_one(shelves: Shelves, uploads: Path, part: object) -> None:
    view = shelving.look_into(shelves.library, added(shelves, uploads), part)
    assert view is not None
    assert view.part == 0
