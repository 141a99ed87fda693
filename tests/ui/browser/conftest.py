"""A real, headless Chromium, and the app as ``dueregard serve`` serves it, over real papers and over none.

Screenshots are saved where DUEREGARD_SCREENSHOTS names a folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from tests.ui.browser.browsing import FLAGS, SLOW, Open, free_port, serving
from tests.ui.printed import paper

RUN = [sys.executable, "-c", "from ui.cli import main; main()"]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser that is installed."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        words = "Chromium is not installed; on Debian: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    return found


@pytest.fixture(scope="session")
def player(chromium: str) -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def home(real_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own with the real papers and a printed one, which tests may change."""
    folder = tmp_path_factory.mktemp("browsed")
    shutil.copytree(real_home, folder / "home")
    printed = paper(folder / "borset-objectives-2026.pdf")
    subprocess.run([*RUN, "ingest", str(printed), "--home", str(folder / "home")], check=True, capture_output=True)
    return folder / "home"


@pytest.fixture(scope="session")
def address(home: Path, chromium: str) -> Iterator[str]:
    """The app over real papers."""
    port = free_port()
    with serving([*RUN, "serve", "--port", str(port), "--home", str(home)], f"http://127.0.0.1:{port}"):
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="session")
def empty_address(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """The app over a home without papers."""
    port, folder = free_port(), tmp_path_factory.mktemp("empty")
    with serving([*RUN, "serve", "--port", str(port), "--home", str(folder / "home")], f"http://127.0.0.1:{port}"):
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def visit(player: Playwright, chromium: str, tmp_path: Path) -> Iterator[Open]:
    """Open an address in a browser of its own, with an empty profile; no request may leave the machine."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    faults: list[str] = []

    def open_page(url: str, *, width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
        context = player.chromium.launch_persistent_context(
            tmp_path / f"profile{len(contexts)}",
            executable_path=chromium,
            args=FLAGS,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            accept_downloads=True,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.pages[0]
        page.set_default_timeout(SLOW)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(url)
        page.bring_to_front()  # what lies behind another window has no focus, whatever is active in it
        expect(page.locator("#screen-ask h1")).to_be_attached(timeout=SLOW)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert faults == []
