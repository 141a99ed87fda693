"""What a reader does with single papers: a file taken in, facts set, a removal undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SettingsError
from ingest.library import Library
from ingest.records import Status

PLAN = "# Felpersham plan\n\nFelpersham City Council, March 2025\n\nWe will mend twelve footpaths for women by 2026.\n"


@pytest.fixture
def paper(library: Library, tmp_path: Path) -> str:
    file = tmp_path / "plan.md"
    file.write_text(PLAN, encoding="utf-8")
    library.sync([library.take_in(file, "plan.md")])
    return library.documents()[0].id


def test_facts_set_by_a_reader_outrank_paper_manifest_and_command(library: Library, paper: str) -> None:
    library.set_facts(paper, {"title": "Walking plan", "council": "Ambridge Parish Council", "status": "adopted"})
    folder = library.home / "papers"
    (folder / "manifest.toml").write_text('[[document]]\nfile = "plan.md"\ntitle = "Other"\nnation = "Wales"\n')
    library.sync([folder], council="Borset County Council", anew=True)
    (row,) = library.documents()
    facts = row.facts
    assert (facts.title, facts.council, facts.status) == ("Walking plan", "Ambridge Parish Council", Status.ADOPTED)
    assert facts.nation == "Wales"
    assert (facts.origin["title"], facts.origin["nation"]) == ("reader", "manifest")
    again = library.sync([folder], council="Borset County Council")
    assert [outcome.state for outcome in again.outcomes] == ["unchanged"]


def test_facts_that_are_left_as_they_are_are_still_the_papers_own(library: Library, paper: str) -> None:
    before = library.document(paper).facts
    library.set_facts(paper, {"title": before.title, "council": before.council, "type": before.type, "date": "2025-03"})
    changed = library.document(paper).facts
    assert {name for name, source in changed.origin.items() if source == "reader"} == {"date"} - (
        {"date"} if before.date == "2025-03" else set()
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [({"date": "March"}, "Date: Write it as"), ({"period": "2022 to 25"}, "Period"), ({"status": "burnt"}, "Status")],
)
def test_a_wrong_fact_is_named_and_nothing_is_stored(
    library: Library, paper: str, said: dict[str, str], words: str
) -> None:
    before = library.document(paper)
    with pytest.raises(SettingsError, match=words):
        library.set_facts(paper, said)
    assert library.document(paper) == before


def test_a_removal_is_undone_with_its_files(library: Library, paper: str) -> None:
    before, files = library.documents(), library.files_of(paper)
    library.remove(paper)
    assert library.documents() == ()
    library.restore(paper, files)
    assert library.documents() == before
    assert library.files_of(paper) == files
    with pytest.raises(KeyError):
        library.restore("nobody", ())


def test_reading_can_be_stopped_in_the_middle_of_a_file(library: Library, tmp_path: Path) -> None:
    small, large = tmp_path / "1.md", tmp_path / "2.md"
    small.write_text(PLAN, encoding="utf-8")
    large.write_text("# A long paper\n\n" + "".join(f"Line {n} of many.\n\n" for n in range(60_000)), encoding="utf-8")
    begun: list[str] = []
    report = library.sync(
        [small, large],
        tell=lambda told: begun.append(Path(told.file).name),
        stop=lambda: large.name in begun,
    )
    assert [Path(outcome.file).name for outcome in report.outcomes] == [small.name]
    assert [Path(row.file).name for row in library.documents()] == [small.name]


def test_reading_can_be_stopped_between_files(library: Library, tmp_path: Path) -> None:
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.md")
        files[-1].write_text(PLAN.replace("twelve", f"{number}0"), encoding="utf-8")
    stages: list[str] = []
    report = library.sync(files, tell=lambda told: stages.append(told.stage), stop=lambda: "embedding" in stages)
    assert [outcome.state for outcome in report.outcomes] == ["read"]
    assert len(library.documents()) == 1
