"""The first week as a document: by the command, in each format, and what is said where nothing can be."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner, Result

from assistant.briefing import Brief, BriefError, Briefings, statements_in
from ingest.library import Library
from ui import cli
from ui.briefing import manuscript
from ui.exports import Heading, Manuscript, export
from ui.exports.document import notes_of
from ui.faults import NothingLoaded, UsageFault


@pytest.fixture(scope="module")
def essex(real_home: Path) -> Brief:
    library = Library(real_home)
    try:
        return Briefings(library).brief("Essex", "HR adviser")
    finally:
        library.close()


@pytest.fixture(scope="module")
def document(essex: Brief) -> Manuscript:
    return manuscript(essex, date(2026, 11, 2))


def run(home: Path, *args: str) -> Result:
    return CliRunner().invoke(cli.app, ["brief", "--home", str(home), *args])


def test_every_stop_is_a_heading_in_the_order_of_the_tour(essex: Brief, document: Manuscript) -> None:
    headings = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert headings == [stop.title for stop in essex.stops]
    assert document.subtitle == "For: HR adviser. Made on 2 November 2026 from 4 loaded papers"


def test_levels_of_headings_are_never_skipped(document: Manuscript) -> None:
    level = 1
    for block in document.blocks:
        if isinstance(block, Heading):
            assert block.level <= level + 1
            level = block.level


def test_every_quote_shown_is_a_statement_of_the_brief_and_has_a_note(essex: Brief, document: Manuscript) -> None:
    page = LexborHTMLParser(export(document, "html").decode())
    shown = page.text()
    listed = [s.text for s in statements_in(essex.current) if s.text]
    assert all(text in shown for text in listed)
    assert len(notes_of(document)) > 100
    assert any("page 18" in note and "July 2023" in note for note in notes_of(document))


def test_the_word_file_has_headings_headers_language_and_footnotes(document: Manuscript) -> None:
    word = docx.Document(io.BytesIO(export(document, "docx")))
    styles = {p.style.name for p in word.paragraphs if p.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number"} <= styles
    assert word.core_properties.language == "en-GB"
    assert all(t.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for t in word.tables)
    assert len(word.tables) >= 4


@pytest.mark.parametrize("ending", ["docx", "html", "htm", "md", "json"])
def test_the_command_writes_each_format(ending: str, real_home: Path, tmp_path: Path) -> None:
    file = tmp_path / f"week.{ending}"
    result = run(real_home, "--council", "Leicestershire", "--out", str(file))
    assert result.exit_code == 0, result.output
    assert "Leicestershire County Council, 10 parts, 1 of them empty" in result.stdout
    assert file.stat().st_size > 1000


def test_without_a_file_it_is_printed(real_home: Path) -> None:
    shown = run(real_home, "--council", "Leicestershire").stdout
    assert shown.startswith("# A new officer's first week: Leicestershire County Council\n")
    assert "> **Not in the papers:** The loaded papers do not say what changed" in shown


def test_json_has_the_contracts_citations(real_home: Path) -> None:
    found = json.loads(run(real_home, "--council", "Essex", "--json").stdout)
    assert found["council"] == "Essex County Council"
    assert found["citations"][0]["number"] == 1
    assert {"quote", "start", "end", "page_label"} <= set(found["citations"][0])
    assert [stop["key"] for stop in found["stops"]][:2] == ["law", "current"]


def test_a_hostile_paper_is_only_words(real_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "week.html"
    assert run(real_home, "--council", "Borset", "--out", str(file)).exit_code == 0
    page = LexborHTMLParser(file.read_text(encoding="utf-8"))
    assert not page.css("script, img, iframe, form")
    assert not [a for a in page.css("a") if (a.attributes.get("href") or "").startswith("javascript")]


@pytest.mark.parametrize(
    ("args", "fault", "words"),
    [
        (("--council", "Kent"), BriefError, "No paper of Kent is loaded. The loaded papers are those of"),
        ((), BriefError, "Say for which council"),
        (("--council", "Essex", "--out", "week.pdf"), UsageFault, ".docx, .md, .html, .json"),
        (("--council", "Essex", "--out", "week"), UsageFault, "no ending"),
        (("--council", "Essex", "--json", "--out", "week.md"), UsageFault, "--json writes JSON"),
        (("--council", "Essex", "--out", "nowhere/week.md"), UsageFault, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(
    args: tuple[str, ...], fault: type[Exception], words: str, real_home: Path
) -> None:
    error = run(real_home, *args).exception
    assert isinstance(error, fault)
    assert words in str(error)


def test_an_empty_home_is_said_to_be_empty(tmp_path: Path) -> None:
    error = run(tmp_path / "none", "--council", "Essex").exception
    assert isinstance(error, NothingLoaded)
