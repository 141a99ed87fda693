"""What people see in a terminal: everything that is known, at any width, and nothing that a terminal would obey."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from assistant.records import Answer, Found, Note, NoteKind, Outcome, Statement
from ingest.library import Check, FileOutcome, Progress, Shelved, SyncReport
from ingest.records import Facts
from tests.ui.fakes import FakeLibrary, answer, citation, document
from ui import progress, terminal


def shown(view: RenderableType, width: int = 80, *, colour: bool = False) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=colour, highlight=False, markup=False).print(view)
    return stream.getvalue()


def test_an_answer_shows_its_quotes_sources_and_notes() -> None:
    note = Note(NoteKind.ASSUMPTION, "No council was named.")
    said = replace(
        answer("What of safety?", document(), "Light every underpass.", "Train 40 bystanders.", notes=(note,)),
        standalone_question="What of safety in Borset?",
    )
    assert shown(terminal.answer_view(said)).splitlines() == [
        "What of safety?",
        "Understood as: What of safety in Borset?",
        "Answered from the papers",
        "",
        "Borset County Council, Progress 2023",
        "  • “Light every underpass.” [1]",
        "  • “Train 40 bystanders.” [2]",
        "",
        "Sources",
        "  Borset County Council, Progress 2023 (July 2023, status not stated)",
        "    [1], [2] 1. Safety, page 18",
        "",
        "Notes",
        "  • Assumption: No council was named.",
    ]


def test_a_statement_that_is_no_quote_has_its_quote_under_its_source() -> None:
    cited = citation(document(), "Light every underpass.")
    said = Statement("It will light underpasses.", (1,))
    found = Answer("q", "q", Outcome.ANSWERED, "It will light underpasses. [1]", (said,), (cited,))
    lines = shown(terminal.answer_view(found)).splitlines()
    assert "  • It will light underpasses. [1]" in lines
    assert any(line.endswith("[1] “Light every underpass.”") for line in lines)


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    said = answer("What of safety? " * 9, document(), "Light every underpass.", "Train 40 bystanders.")
    lines = shown(terminal.answer_view(said), width).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_colour_is_only_decoration() -> None:
    view = terminal.answer_view(answer("q", document(), "Light every underpass."))
    plain, coloured = shown(view), shown(view, colour=True)
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    assert Console(file=io.StringIO()).render_str(plain).plain == plain


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    terminal.print_view(terminal.answer_view(answer("q", document(), "Light every underpass.")))
    assert "\x1b[3" not in capsys.readouterr().out


def test_markup_and_control_characters_of_a_paper_stay_words() -> None:
    evil = "[bold red]Light[/] \x1b]0;owned\x07every\x9b2J underpass. :smile:"
    paper = document(f"# 1. Safety\n{evil}", title="\x1b[2JProgress [link=x]")
    text = shown(terminal.answer_view(answer("q", paper, evil)))
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "[bold red]Light[/]" in text
    assert ":smile:" in text
    assert "Progress [link=x]" in text


def test_passages_name_their_paper_section_and_page() -> None:
    found = [Found("a.txt", "d", "Progress 2023", 18, "18", ("Safety",), 0, 5, "Light it.", 0.5)]
    assert shown(terminal.found_view(found)).splitlines() == ["1. Progress 2023", "   Safety · page 18", "   Light it."]
    assert "Nothing was found" in shown(terminal.found_view([]))


def test_papers_are_listed_by_council_and_unread_files_with_their_reason(tmp_path: Path) -> None:
    library = FakeLibrary(tmp_path).load(
        document(id="d1", title="Older", date="2019"),
        document(id="d2", title="Newer", date="2023"),
        replace(document(id="d3", council=""), warnings=("Two pages could not be read.",)),
    )
    unread = Shelved("", "scan.pdf", Facts(), 0, 0, 0, (), "failed", "scan.pdf: holds no text. Use OCR.")
    text = shown(terminal.papers_view([*library.documents(), unread]))
    assert text.index("Borset County Council") < text.index("Newer") < text.index("Older")
    assert text.index("Older") < text.index("Council not stated") < text.index("Two pages could not be read.")
    assert "scan.pdf: holds no text. Use OCR." in text
    assert text.rstrip().endswith("3 papers.")
    assert "No papers are loaded" in shown(terminal.papers_view([]))


def test_a_report_counts_the_files_in_each_state() -> None:
    outcomes = (
        FileOutcome("a.txt", "read", warnings=("The date was guessed.",)),
        FileOutcome("b.txt", "unchanged"),
        FileOutcome("c.txt", "failed", "is empty"),
    )
    lines = shown(terminal.report_view(SyncReport(outcomes, 1, 2, ("The index was rebuilt.",)))).splitlines()
    assert lines == [
        "3 files: 1 read, 1 unchanged, 1 not read.",
        "  • a.txt: The date was guessed.",
    ]
    assert terminal.failure_words(outcomes[2]) == "c.txt: is empty"


def test_checks_say_how_to_mend_what_is_not_well() -> None:
    checks = [Check("Home", True, "It is there.", "unused"), Check("Model", False, "It is gone.", "Type: make install")]
    assert shown(terminal.checks_view(checks)).splitlines() == [
        "well   Home: It is there.",
        "ailing Model: It is gone.",
        "       Type: make install",
    ]


def test_progress_is_one_plain_line_a_file_when_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.showing() as tell:
        for done, file, stage in [(0, "a.txt", "reading"), (0, "a.txt", "embedding"), (1, "b.txt", "reading")]:
            tell(Progress(done, 2, file, stage))
        tell(Progress(2, 2, "", "indexing"))
    assert capsys.readouterr().err.splitlines() == [
        "Reading 1 of 2: a.txt",
        "Reading 2 of 2: b.txt",
        "Building the index",
    ]


def test_progress_of_many_files_stays_short(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.showing() as tell:
        for done in range(10_000):
            tell(Progress(done, 10_000, f"{done}.txt", "reading"))
    assert len(capsys.readouterr().err.splitlines()) <= 51


def test_the_time_left_is_told_once_it_matters() -> None:
    assert progress._left(60, 10, 100) == " (about 9 minutes left)"
    assert progress._left(1, 10, 100) == ""
    assert progress._left(60, 0, 100) == ""


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress.showing() as tell:
        tell(Progress(1, 4, "a-file-with-a-very-long-name-that-would-fill-the-line.txt", "reading"))
        tell(Progress(0, 9, "b.txt", "embedding"))
    assert "Traceback" not in capsys.readouterr().err
