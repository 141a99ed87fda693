"""A real server in a process of its own that fails in every way; the user gets the quotes each time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from assistant.checking import Checker
from assistant.model import Writer, Writing
from assistant.model.faults import LINES, Trouble
from assistant.records import Answer, Support
from ingest.settings import ModelSettings

KEY = "sk-secret-key"


def writer(address: str, home: Path, **settings: object) -> Writer:
    values = {"name": "openai:local", "base_url": f"{address}/v1", "key_env": "MODEL_KEY", "retries": 0, **settings}
    return Writer(ModelSettings.model_validate(values), home)


def state(address: str) -> dict[str, int]:
    with urllib.request.urlopen(f"{address}/state") as response:
        return dict(json.load(response))


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_KEY", KEY)


@pytest.mark.parametrize(
    ("way", "trouble"),
    [
        ("slow", Trouble.SLOW),
        ("hangs", Trouble.SLOW),
        ("busy", Trouble.BUSY),
        ("broken", Trouble.DOWN),
        ("locked", Trouble.REFUSED),
        ("long", Trouble.TOO_LONG),
        ("garbage", Trouble.NONSENSE),
        ("babble", Trouble.NONSENSE),
        ("nothing", Trouble.NONSENSE),
        ("mute", Trouble.DOWN),
    ],
)
def test_whatever_a_server_does_the_quotes_are_shown_with_one_line_that_says_so(
    way: str, trouble: Trouble, faulty: str, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    trace = Writing()
    limits = {"seconds": 3.0, "first_word_seconds": 2.0} if trouble is Trouble.SLOW else {}
    *_, answer = writer(f"{faulty}/{way}", tmp_path, **limits).write(quotes, checker, trace)
    assert trace.trouble is trouble
    assert answer.statements == quotes.statements
    assert answer.answer.startswith(LINES[trouble])
    assert KEY not in f"{answer}{trace}"


@pytest.mark.parametrize("way", ["slow", "mute", "busy", "broken", "garbage", "nothing"])
def test_a_model_with_structured_output_fails_no_worse(
    way: str, faulty: str, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    limits = {"seconds": 3.0, "first_word_seconds": 2.0, "format": "structured"}
    *_, answer = writer(f"{faulty}/{way}", tmp_path, **limits).write(quotes, checker)
    assert answer.statements == quotes.statements
    assert answer.answer.split("\n")[0].endswith("These are the papers' own words.")


def test_structured_output_is_read_by_its_structure(
    faulty: str, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    *_, answer = writer(f"{faulty}/shaped", tmp_path, format="structured").write(quotes, checker)
    assert answer.statements[0].support is Support.SUPPORTED


@pytest.mark.parametrize("way", ["shapeless", "good"])
def test_where_there_is_no_structured_output_the_lines_are_read(
    way: str, faulty: str, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    before = state(faulty).get(way, 0)
    one = writer(f"{faulty}/{way}", tmp_path, format="structured")
    for _ in range(2):
        *_, answer = one.write(quotes, checker)
        assert answer.statements[0].support is Support.SUPPORTED
    assert state(faulty)[way] == before + 3  # it is tried once, not with every question


def test_a_good_server_is_heard(faulty: str, quotes: Answer, checker: Checker, tmp_path: Path) -> None:
    *_, answer = writer(f"{faulty}/good", tmp_path).write(quotes, checker)
    assert answer.statements[0].support is Support.SUPPORTED


def test_azure_is_one_setting_away(faulty: str, quotes: Answer, checker: Checker, tmp_path: Path) -> None:
    named = {"name": "azure_openai:ours", "base_url": f"{faulty}/good", "options": {"api_version": "2024-10-21"}}
    *_, answer = writer(faulty, tmp_path, **named).write(quotes, checker)
    assert answer.statements[0].support is Support.SUPPORTED
    assert state(faulty)["/good/openai/deployments/ours/chat/completions"] == 1


def test_the_record_has_the_model_as_its_server_names_it(
    faulty: str, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    *_, _ = writer(f"{faulty}/counted", tmp_path, keep_record=True).write(quotes, checker)
    kept = (tmp_path / "records" / "answers.jsonl").read_text(encoding="utf-8")
    record = json.loads(kept)
    assert (record["model"], record["served"]) == ("openai:local", "m-2026-11")
    assert (record["tokens"]["in"], record["tokens"]["out"], record["tokens"]["counted"]) == (700, 12, True)
    assert KEY not in kept


def test_the_limits_of_the_settings_are_the_only_ones(
    faulty: str, quotes: Answer, checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGCHAIN_OPENAI_STREAM_CHUNK_TIMEOUT_S", "0.2")  # LangChain's own limit, shorter than ours
    *_, answer = writer(f"{faulty}/late", tmp_path).write(quotes, checker)
    assert answer.statements[0].support is Support.SUPPORTED


def test_a_server_that_has_too_much_to_do_is_asked_again(
    faulty: str, quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    trace = Writing()
    *_, answer = writer(f"{faulty}/once", tmp_path, retries=2).write(quotes, checker, trace)
    assert trace.usage.tries == 2
    assert answer.statements[0].support is Support.SUPPORTED


def test_half_an_answer_keeps_what_was_checked(faulty: str, quotes: Answer, checker: Checker, tmp_path: Path) -> None:
    trace = Writing()
    *_, answer = writer(f"{faulty}/half", tmp_path).write(quotes, checker, trace)
    assert [s.support for s in answer.statements].count(Support.SUPPORTED) == 1
    assert answer.citations == quotes.citations


def test_a_server_that_dies_is_down(quotes: Answer, checker: Checker, tmp_path: Path) -> None:
    command = [sys.executable, str(Path(__file__).parent / "faulty_server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{process.stdout.readline().strip()}"
        for _ in range(2):  # while it is asked, and when it is gone
            trace = Writing()
            *_, answer = writer(f"{address}/dies", tmp_path, retries=1).write(quotes, checker, trace)
            assert trace.trouble is Trouble.DOWN
            assert answer.statements == quotes.statements
        assert process.wait() == 1


def test_a_server_that_dies_while_it_writes_leaves_what_was_checked(
    quotes: Answer, checker: Checker, tmp_path: Path
) -> None:
    command = [sys.executable, str(Path(__file__).parent / "faulty_server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{process.stdout.readline().strip()}"
        *_, answer = writer(f"{address}/falls", tmp_path).write(quotes, checker)
        assert process.wait() == 1
    assert "The council has" not in answer.answer
    assert answer.statements[0].support is Support.SUPPORTED
    assert answer.citations == quotes.citations


def test_whoever_stops_listening_stops_the_model(faulty: str, quotes: Answer, checker: Checker, tmp_path: Path) -> None:
    shown = writer(f"{faulty}/endless", tmp_path).write(quotes, checker)
    assert next(shown).statements[0].support is Support.SUPPORTED
    shown.close()
    for _ in range(500):
        if state(faulty).get("hung up"):
            return
        time.sleep(0.02)
    raise AssertionError("the server went on writing")
