"""What the tests of the faces share: Gradio kept silent, and one home with real papers for all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.library import Library
from ui.web import SILENT

os.environ.update(SILENT)  # before any test imports gradio

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = """# Mallory's plan <script>window.hacked = 1</script>

Borset County Council, July 2024

## Zebra crossings <img src=x onerror="window.hacked = 2">

We will repaint every zebra crossing <img src=x onerror="window.hacked = 3"> in 2025 ${window.hacked = 4}.

- Zebra crossings near schools {{constructor.constructor('window.hacked = 5')()}} come first.
- See [the zebra map](javascript:window.hacked=6) and <a href="http://example.org/">this page</a>.
"""

REPORT = """# Borset County Council: Equality progress report 2023

July 2023

## 1. Safety

We will act on the safety of women.

- Light every underpass by March 2024.
- Train 40 bystanders.

### 1.1 What we heard

Women told us that the library car park is dark.

## 2. Jobs

Interviews are guaranteed to disabled applicants.
"""


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled papers and one that would like to run scripts, read by the real command."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    papers = [str(ROOT / "corpus"), str(folder / "hostile.md")]
    command = [sys.executable, "-c", "from ui.cli import main; main()", "ingest", *papers]
    subprocess.run([*command, "--home", str(folder / "home")], check=True, capture_output=True, timeout=600)
    return folder / "home"


@pytest.fixture
def report(corpus: Callable[..., Path], library: Library) -> Library:
    """A real library with one small paper."""
    library.sync([corpus({"report.md": REPORT})])
    return library
