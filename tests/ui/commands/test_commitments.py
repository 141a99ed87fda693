"""``dueregard commitments`` as an officer types it, over the bundled papers."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from ingest.errors import SettingsError
from ingest.library import Library
from tests.tiny import TinyEmbedder
from ui import cli
from ui.faults import NothingLoaded, UsageFault


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled papers."""
    home = Path(tmp_path_factory.mktemp("desk")) / "home"
    library = Library(home, embedder=TinyEmbedder())
    library.sync()
    library.close()
    return home


def run(home: Path, *args: str) -> Result:
    return CliRunner().invoke(cli.app, ["commitments", "--home", str(home), *args])


def test_the_register_is_shown_with_its_counts(loaded: Path) -> None:
    result = run(loaded, "--council", "essex")
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "17 objectives, 29 activities, 11 of the activities not mapped to an objective" in shown
    assert "“is being scoped”" in shown
    assert "Leicestershire" not in shown


def test_one_objective_is_shown_whole(loaded: Path) -> None:
    shown = " ".join(run(loaded, "--council", "essex", "--objective", "3").stdout.split())
    assert "taken out: “crime, through the Essex Hate Crime Prevention Delivery Plan.”" in shown
    assert "case study: not stated" in shown
    assert "page 9, What progress and impact" in shown


def test_json_is_one_object_with_counts_papers_and_rows(loaded: Path) -> None:
    data = json.loads(run(loaded, "--format", "json", "--level", "objective", "--council", "essex").stdout)
    assert len(data["commitments"]) == 21
    row = next(r for r in data["commitments"] if r["number"] == "7")
    assert row["status_words"][0]["words"] == "is being scoped"
    assert (row["first"]["date"], row["last"]["page_label"]) == ("2022-02-14", "18")
    assert row["mentions"][1]["link"]["basis"] == "inferred"
    assert "shorter wording" in data["score_meaning"]
    assert {p["council"] for p in data["papers"]} == {"Essex County Council"}


def test_files_are_written_in_the_format_of_their_name(loaded: Path, tmp_path: Path) -> None:
    for name in ("r.xlsx", "r.csv", "r.docx", "r.md", "r.html", "r.svg", "r.json"):
        result = run(loaded, "--out", str(tmp_path / name))
        assert (result.exit_code, result.stdout) == (0, ""), result.output
        assert (tmp_path / name).stat().st_size > 2000
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames[0] == "Commitments"
    assert run(loaded, "--out", str(tmp_path / "r.txt")).exit_code == 0
    assert "17 objectives" in (tmp_path / "r.txt").read_text()


def test_filters_and_views(loaded: Path) -> None:
    silent = " ".join(run(loaded, "--not-mentioned-since").stdout.split())
    assert "Muslim Council" in silent
    assert "Census 2021" not in silent
    by = run(loaded, "--by", "characteristic", "--council", "essex").stdout
    assert by.startswith("Age\n")


def test_a_link_is_listed_rejected_and_taken_back(loaded: Path) -> None:
    links = json.loads(run(loaded, "--links", "--format", "json").stdout)["links"]
    link = next(k for k in links if k["basis"] == "inferred" and "Hate Crime Strategy" in k["first"]["quote"])
    assert link["id"] in run(loaded, "--links").stdout
    assert "is rejected" in run(loaded, "--reject", link["id"], "--note", "too vague").stdout
    shown = " ".join(run(loaded, "--council", "essex").stdout.split())
    assert "12 of the activities not mapped" in shown
    assert "taken back" in run(loaded, "--undo", link["id"]).stdout
    assert "11 of the activities" in " ".join(run(loaded, "--council", "essex").stdout.split())


def test_wrong_use_is_named(loaded: Path, tmp_path: Path) -> None:
    for args, words in (
        (["--format", "pdf"], "knows no 'pdf'"),
        (["--by", "colour"], "knows no 'colour'"),
        (["--level", "dream"], "knows no 'dream'"),
        (["--format", "xlsx"], "--out FILE.xlsx"),
        (["--confirm", "L-1", "--reject", "L-2"], "one link at a time"),
        (["--note", "why"], "--note goes with"),
        (["--out", str(tmp_path / "none" / "r.csv")], "cannot be written"),
    ):
        error = run(loaded, *args).exception
        assert isinstance(error, UsageFault)
        assert words in str(error)


def test_an_unknown_council_is_named_with_those_that_are_loaded(loaded: Path) -> None:
    error = run(loaded, "--council", "Kent").exception
    assert isinstance(error, SettingsError)
    assert "No paper of Kent is loaded" in str(error)
    assert "Leicestershire County Council" in str(error)


def test_an_empty_home_says_what_to_type(tmp_path: Path) -> None:
    error = run(tmp_path / "new").exception
    assert isinstance(error, NothingLoaded)


def test_a_home_whose_papers_were_removed_gives_an_honest_blank(tmp_path: Path) -> None:
    paper = tmp_path / "page.md"
    paper.write_text("# Opening hours\n\nThe library opens at nine.\n")
    library = Library(tmp_path / "home", embedder=TinyEmbedder())
    library.sync([paper])
    library.remove("page.md")
    library.close()
    result = run(tmp_path / "home")
    assert (result.exit_code, "No commitment fits." in result.stdout) == (0, True)
    assert "No papers are loaded" in result.stdout
