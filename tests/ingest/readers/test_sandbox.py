"""The sandbox: a hang, a crash, a bomb or a dead parent costs one file and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.errors import FileError
from ingest.readers import SkippedFile, read, read_apart
from ingest.readers.sandbox import ReadingStopped, Sandbox
from ingest.readers.wire import SOURCE
from ingest.settings import ReadSettings
from ingest.structure import build_document
from tests.ingest.readers.office_files import SETTINGS, docx, p, tc, tr, words

# A reader that misbehaves as the file says, put in place of the reader of text in the worker.
BAD_READER = """
import os, signal, subprocess, sys, time
from ingest.records import Block, Role, Source
def read(path, settings):
    order = path.read_text()
    if order.startswith("hang"):
        time.sleep(60)
    if order.startswith("child"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        path.with_suffix(".pid").write_text(str(child.pid))
        child.wait()
    if order.startswith("segfault"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if order.startswith("exit"):
        os._exit(3)
    if order.startswith("memory"):
        held = [bytearray(1 << 20) for _ in range(100_000)]
    if order.startswith("print"):
        print("noise" * 1000, flush=True)
        os.write(1, b"more noise")
    return Source(str(os.getpid()), (Block(0, 1, Role.PARAGRAPH),))
"""
pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")


@pytest.fixture
def bad_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose sitecustomize puts the misbehaving reader into each worker."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "bad_reader.py").write_text(BAD_READER)
    (folder / "sitecustomize.py").write_text(
        "import sys, bad_reader\nsys.modules['ingest.readers.text'] = bad_reader\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def order(folder: Path, words: str) -> Path:
    path = folder / f"{words}.txt"
    path.write_text(words)
    return path


def test_one_worker_serves_many_files_as_this_process_would(tmp_path: Path) -> None:
    """The same Source comes back through the pipe, whatever is in it."""
    body = p("Aims") + f"<w:tbl>{tr(tc('A'), tc('B'), header=True)}{tr(tc('ŵ'), tc('平'))}</w:tbl>"
    files = [docx(tmp_path / "a.docx", body), order(tmp_path, "Some words."), order(tmp_path, "1. One")]
    with Sandbox() as sandbox:
        for file in files:
            assert sandbox.read(file, SETTINGS) == read(file, SETTINGS)


def test_a_document_is_structured_in_the_worker(tmp_path: Path) -> None:
    """What a strange text does to the structure is bounded as the reading is; the record is the same."""
    file = tmp_path / "a.md"
    file.write_text("# Aims\n\nWe will act:\n\n- One\n- Two\n\nA\tB\n1\t2")
    with Sandbox() as sandbox:
        found = sandbox.document(file, SETTINGS, "ab" * 32)
    assert found == build_document(read(file, SETTINGS), id="ab" * 8, file=file.name, sha256="ab" * 32)
    assert found.units


def test_faults_and_skips_come_back_as_they_are(tmp_path: Path) -> None:
    """A refusal keeps its kind, file, reason and remedy."""
    image = tmp_path / "a.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n1")
    with pytest.raises(SkippedFile, match="PNG"):
        read_apart(image, SETTINGS)
    with pytest.raises(FileError, match="is not there") as caught:
        read_apart(tmp_path / "ŵ.txt", SETTINGS)
    assert caught.value.file == "ŵ.txt"


@pytest.mark.usefixtures("bad_reader")
def test_the_worker_stays_for_the_next_file_and_prints_do_not_hurt(tmp_path: Path) -> None:
    """One process serves the batch, and what a library prints does not reach the pipe."""
    with Sandbox() as sandbox:
        first = sandbox.read(order(tmp_path, "print"), SETTINGS).text
        assert sandbox.read(order(tmp_path, "words"), SETTINGS).text == first
    assert gone(int(first))


@pytest.mark.usefixtures("bad_reader")
@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("hang", "was stopped after 1 s"),
        ("segfault", r"the parser crashed \(SIGSEGV\)"),
        ("exit", r"the parser crashed \(exit code 3\)"),
        ("memory", "needed more than 100 MB"),
    ],
)
def test_a_bad_file_costs_itself_only(tmp_path: Path, what: str, reason: str) -> None:
    """The reason is the true one, and the next file is read."""
    limits = ReadSettings(seconds=1 if what == "hang" else 60, megabytes=100)
    with Sandbox() as sandbox:
        with pytest.raises(FileError, match=reason) as caught:
            sandbox.read(order(tmp_path, what), limits)
        assert caught.value.file == f"{what}.txt"
        assert sandbox.read(order(tmp_path, "words"), SETTINGS).text.isdigit()


@pytest.mark.usefixtures("bad_reader")
def test_a_reader_that_is_told_to_stop_leaves_the_file_at_hand(tmp_path: Path) -> None:
    """A file that hangs is left at once, without a word against it; the next one is read."""
    stopped = [True]
    with Sandbox(lambda: stopped[0]) as sandbox:
        with pytest.raises(ReadingStopped):
            sandbox.read(order(tmp_path, "hang"), SETTINGS)
        stopped[0] = False
        assert sandbox.read(order(tmp_path, "words"), SETTINGS).text.isdigit()


@pytest.mark.usefixtures("bad_reader")
def test_what_a_worker_started_dies_with_it(tmp_path: Path) -> None:
    """A converter that a late worker had started is ended too."""
    path = order(tmp_path, "child")
    with Sandbox() as sandbox, pytest.raises(FileError, match="stopped"):
        sandbox.read(path, ReadSettings(seconds=2))
    assert gone(int(path.with_suffix(".pid").read_text()))


@pytest.mark.usefixtures("bad_reader")
def test_a_worker_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    """Killed in the middle of a file, a parent leaves no worker behind, nor what that started."""
    path = order(tmp_path, "child")
    program = (
        "import sys; from pathlib import Path; from ingest.readers.sandbox import ReadingStopped, Sandbox\n"
        "from ingest.settings import ReadSettings\n"
        "Sandbox().read(Path(sys.argv[1]), ReadSettings())"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stderr=subprocess.DEVNULL) as parent:
        note = path.with_suffix(".pid")
        wait_for(lambda: note.is_file() and note.read_text() != "")
        parent.send_signal(signal.SIGKILL)
    assert gone(int(note.read_text()))


def test_a_sandbox_closes_twice_and_starts_again(tmp_path: Path) -> None:
    """Closing is safe at any time; the next file gets a new worker."""
    sandbox = Sandbox()
    sandbox.close()
    path = order(tmp_path, "Some words.")
    assert words(sandbox.read(path, SETTINGS)) == words(sandbox.read(path, SETTINGS))
    sandbox.close()
    assert sandbox.read(path, SETTINGS).text
    sandbox.close()
    sandbox.close()


def test_the_worker_is_not_led_astray_by_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Modules lying in the current folder are not imported."""
    (tmp_path / "json.py").write_text("raise SystemExit('led astray')")
    monkeypatch.chdir(tmp_path)
    assert read_apart(order(Path(), "words"), SETTINGS).text


def test_heavy_libraries_stay_out_of_the_worker() -> None:
    """Starting a worker loads no parser, no model and no numbers library."""
    program = "import sys, ingest.readers.worker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"torch", "numpy", "openpyxl", "pypdf", "selectolax", "pypdfium2", "docx"} & set(loaded)


def test_a_source_survives_the_wire(tmp_path: Path) -> None:
    """Encoding and decoding give the same records."""
    source = read(docx(tmp_path / "a.docx", f"<w:tbl>{tr(tc('A'), tc('B'))}</w:tbl>{p('4.3 Words')}"), SETTINGS)
    assert SOURCE.validate_python(json.loads(json.dumps(SOURCE.dump_python(source, mode="json")))) == source


def gone(pid: int) -> bool:
    """Whether a process ends within a few seconds (one that nobody waits for still shows, as a zombie)."""
    return wait_for(lambda: not alive(pid))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_for(done: object) -> bool:
    assert callable(done)
    end = time.monotonic() + 15
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.05)
    return False
