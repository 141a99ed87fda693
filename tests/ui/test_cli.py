"""The command line, by its runner with fakes and as a process with the real library."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ingest.errors import DueRegardError, SettingsError
from ingest.settings import read_settings
from tests.ui.fakes import FakeAssistant, FakeLibrary, document
from ui import cli, opening
from ui.faults import NothingLoaded, UsageFault

COMMANDS = ["ask", "search", "ingest", "documents", "remove", "purge", "doctor", "serve", "eia", "self-assessment"]


class Desk:
    """The command line over a fake library."""

    def __init__(self, library: FakeLibrary) -> None:
        self.library = library
        self.assistant = FakeAssistant(library)

    def run(self, *args: str, stdin: str = "") -> Result:
        return CliRunner().invoke(cli.app, list(args), input=stdin)

    def json(self, *args: str, stdin: str = "") -> list[Any]:
        result = self.run(*args, stdin=stdin)
        return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def desk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(FakeLibrary(home).load(document()))
    monkeypatch.setattr("ingest.library.Library", lambda home, settings=None: made.library)
    monkeypatch.setattr(opening, "assistant_over", lambda library, quotes=False: made.assistant)
    return made


def test_a_question_is_answered_for_people(desk: Desk) -> None:
    result = desk.run("ask", "What", "of", "the", "underpass?")
    assert result.exit_code == 0
    assert "“Light every underpass.” [1]" in result.stdout
    assert result.stderr == ""
    assert desk.library.closed


def test_a_question_is_answered_for_programs(desk: Desk) -> None:
    (found,) = desk.json("ask", "--json", "--council", "Borset", "--", "What of the underpass?")
    assert found["status"] == "answered"
    assert found["citations"][0]["quote"] == "Light every underpass."
    assert desk.assistant.heard == [("What of the underpass?", (), "Borset")]


def test_what_is_not_found_is_no_failure(desk: Desk) -> None:
    result = desk.run("ask", "--json", "Swimming?")
    assert (result.exit_code, json.loads(result.stdout)["status"]) == (0, "not_found")


def test_explain_is_text_for_people(desk: Desk) -> None:
    assert desk.run("ask", "--explain", "Underpass?").stdout == "Question as understood: Underpass?\n"
    assert isinstance(desk.run("ask", "--explain", "--json", "Underpass?").exception, UsageFault)


def test_a_batch_is_answered_in_order_with_its_ids_and_history(desk: Desk) -> None:
    lines = [
        {"id": "A", "question": "What of the underpass?"},
        {"id": "B", "question": "  ", "history": []},
        {"id": 3, "question": "And the bystanders.", "history": ["What of the underpass?"]},
    ]
    found = desk.json("ask", "--json", "--batch", "-", stdin="\n".join(map(json.dumps, lines)) + "\n\n")
    assert [(f["id"], f["status"]) for f in found] == [("A", "answered"), ("B", "clarify"), (3, "answered")]
    assert found[1]["answer"].startswith("The question is empty.")
    assert desk.assistant.heard[1] == ("And the bystanders.", ("What of the underpass?",), "")


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        "null",
        '{"id": "B"}',
        '{"question": 1}',
        '{"question": "q", "history": "h"}',
        '{"question": "q", "id": []}',
    ],
)
def test_a_malformed_line_is_named_and_the_others_are_answered(desk: Desk, bad: str) -> None:
    good = json.dumps({"id": "A", "question": "What of the underpass?"})
    result = desk.run("ask", "--json", "--batch", "-", stdin=f"{good}\n{bad}\n{good}\n")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["A", "A"]
    assert result.stderr.startswith("Line 2: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_batch_file_may_begin_with_a_byte_order_mark(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps({"id": "A", "question": "Underpass?"}).encode() + b"\r\n")
    assert desk.json("ask", "--json", "--batch", str(file))[0]["id"] == "A"


def test_a_batch_file_that_is_not_there_is_named(desk: Desk, tmp_path: Path) -> None:
    result = desk.run("ask", "--json", "--batch", str(tmp_path / "none.jsonl"))
    assert isinstance(result.exception, SettingsError)
    assert "none.jsonl" in str(result.exception)


@pytest.mark.parametrize(
    "args", [("ask",), ("search",), ("ask", "Q?", "--batch", "-"), ("search", "q", "--batch", "-")]
)
def test_a_question_or_a_batch_is_wanted_and_not_both(desk: Desk, args: tuple[str, ...]) -> None:
    assert isinstance(desk.run(*args).exception, UsageFault)


def test_passages_are_found_one_by_one_and_in_a_batch(desk: Desk) -> None:
    assert "Light every underpass." in desk.run("search", "underpass").stdout
    (found,) = desk.json("search", "--json", "--limit", "1", "safety underpass bystanders")
    assert [r["text"] for r in found["results"]] == ["We will act on safety."]
    lines = [{"id": "A", "query": "underpass", "history": []}, {"id": "B", "query": ""}]
    batch = desk.json("search", "--json", "--batch", "-", stdin="\n".join(map(json.dumps, lines)))
    assert [(row["id"], len(row["results"])) for row in batch] == [("A", 1), ("B", 0)]


def test_ingest_says_what_was_read_and_fails_when_a_file_did(desk: Desk) -> None:
    good = desk.run("ingest", "one.txt", "--council", "Borset")
    assert (good.exit_code, good.stdout) == (0, "1 file: 1 read.\n")
    bad = desk.run("ingest", "one.txt", "two.pdf", "--json")
    assert bad.exit_code == 1
    assert [f["state"] for f in json.loads(bad.stdout)["files"]] == ["read", "failed"]
    assert "two.pdf: is empty. Save it again." in bad.stderr


def test_documents_and_doctor_speak_to_people_and_programs(desk: Desk) -> None:
    assert "Progress 2023" in desk.run("documents").stdout
    assert desk.json("documents", "--json")[0]["documents"][0]["file"] == "progress.txt"
    assert desk.run("doctor").exit_code == 0
    desk.library.papers.clear()
    ill = desk.run("doctor")
    assert (ill.exit_code, "Type: dueregard ingest" in ill.stdout) == (1, True)
    assert desk.json("doctor", "--json")[0]["well"] is False


def test_nothing_is_deleted_without_a_word(desk: Desk) -> None:
    assert isinstance(desk.run("remove", "progress.txt").exception, UsageFault)
    assert isinstance(desk.run("purge").exception, UsageFault)
    assert desk.library.papers
    assert "progress.txt" in desk.run("remove", "progress.txt", "--yes").stdout
    assert not desk.library.papers
    gone = desk.run("remove", "progress.txt", "--yes").exception
    assert isinstance(gone, DueRegardError)
    assert "progress.txt is not in the library" in str(gone)
    assert "1 removed paper" in desk.run("purge", "--yes").stdout


def test_a_new_home_of_our_own_is_filled_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUEREGARD_HOME")
    desk.library.papers.clear()
    desk.library.fresh = True
    result = desk.run("ask", "--json", "What of the underpass?")
    assert json.loads(result.stdout)["status"] == "answered"
    assert result.stderr.splitlines()[0] == "First use: reading the papers that come with Due Regard."


@pytest.mark.parametrize("args", [("ask", "Q?"), ("search", "q")])
def test_a_new_home_that_was_named_is_left_alone(desk: Desk, args: tuple[str, ...], tmp_path: Path) -> None:
    desk.library.fresh = True
    result = desk.run(*args, "--home", str(tmp_path / "a b"))
    assert isinstance(result.exception, NothingLoaded)
    assert f'dueregard ingest FOLDER --home "{tmp_path / "a b"}"' in str(result.exception)


def test_settings_of_a_named_file_are_used_and_its_faults_named(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text("[answer]\nwords = 90\n")
    assert read_settings(file).answer.words == 90
    file.write_text("[answer]\nwords = 1\n")
    fault = desk.run("ask", "Q?", "--settings", str(file)).exception
    assert isinstance(fault, SettingsError)
    assert "s.toml: answer.words:" in str(fault)


def test_every_command_and_option_has_help() -> None:
    shown = CliRunner().invoke(cli.app, ["--help"]).stdout
    for name in COMMANDS:
        assert name in shown
        assert CliRunner().invoke(cli.app, [name, "-h"]).exit_code == 0
    assert "whoever reaches the address" in " ".join(CliRunner().invoke(cli.app, ["serve", "--help"]).stdout.split())


# As a process


def dueregard(*args: str, stdin: str = "", **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from ui.cli import main; main()", *args]
    return subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", timeout=300, check=False, **more)


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nsys.argv = ['dueregard', '--help']\nfrom ui.cli import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code\n"
        "print([m for m in ('gradio', 'torch', 'chromadb', 'langchain_core', 'tantivy', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_faults_are_one_plain_line_and_an_exit_code(tmp_path: Path) -> None:
    nothing = dueregard("ask", "What did we commit to?", "--home", str(tmp_path / "new"))
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert nothing.stderr.startswith("Nothing is loaded in ")
    assert len(nothing.stderr.splitlines()) == 1
    usage = dueregard("ask")
    assert (usage.returncode, len(usage.stderr.splitlines())) == (2, 1)
    assert dueregard("ask", "--nonsense").returncode == 2
    assert dueregard("--version").stdout.startswith("dueregard 0.")


def test_serve_keeps_to_this_computer_unless_told_otherwise(tmp_path: Path) -> None:
    refused = dueregard("serve", "--host", "0.0.0.0", "--home", str(tmp_path / "new"))
    assert refused.returncode == 2
    assert "--allow-network" in refused.stderr
    assert not (tmp_path / "new").exists()


def test_a_port_in_use_is_said_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = dueregard("serve", "--port", str(port), "--home", str(tmp_path / "new"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 is in use")
    assert f"--port {port + 1}" in done.stderr


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.mark.skipif(sys.platform == "win32", reason="sends an interrupt as Unix does")
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_serving_starts_past_a_proxy_and_ends_quietly_when_interrupted(tmp_path: Path, host: str) -> None:
    if host == "::1" and not socket.has_ipv6:
        pytest.skip("this computer has no IPv6")
    port = free_port()
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--host", host, "--port", str(port)]
    proxy = {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    with subprocess.Popen(
        [*command, "--home", str(tmp_path / "new")],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **proxy},
        # Tests that run in the background of a shell have interrupts ignored, and hand that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads yet
    ) as process:
        assert process.stderr is not None
        told = [process.stderr.readline(), process.stderr.readline()]
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert told[0].startswith("Nothing is loaded in ")
    assert told[1].startswith("Due Regard is at http://")
    assert (process.returncode, rest) == (130, "")


def test_an_address_that_is_not_ours_is_said_so() -> None:
    done = dueregard("serve", "--host", "192.0.2.1", "--allow-network")
    assert done.returncode == 1
    assert "192.0.2.1 is not an address of this computer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_plain_line() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", "from ui.cli import main; main()", "--version"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr == "The output cannot be written or read: No space left on device.\n"


def test_a_closed_pipe_ends_quietly() -> None:
    command = [sys.executable, "-c", "import time, sys; time.sleep(1); from ui.cli import main; main()", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
