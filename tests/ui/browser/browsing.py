"""What a person does in the app, by keyboard: ask, open a source, go to a screen; and how a server is started."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, TimeoutError, expect

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
QUESTION = "What did we commit to on VAWG?"
SLOW = 120_000  # a first question on a busy machine

Open = Callable[..., Page]


@contextmanager
def serving(command: list[str], word: str) -> Iterator[subprocess.Popen[str]]:
    """A server as a process; it is up when the word has come on its standard error."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            told = ""
            while word not in told:
                line = process.stderr.readline()
                assert line, f"the server ended: {told}"
                told += line
            yield process
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def box(page: Page) -> Locator:
    """Where the question goes."""
    return page.get_by_role("textbox", name="Your question")


def ask(page: Page, question: str) -> None:
    """Ask by keyboard, and wait for the answer."""
    turns = page.locator(".turn").count()
    box(page).fill(question)
    box(page).press("Enter")
    expect(page.locator(f"#turn-{turns} :is(.answer, .notice)")).to_be_visible(timeout=SLOW)


def open_source(page: Page, turn: int = 0) -> None:
    """Open the first citation of an answer by keyboard."""
    page.locator(f"#turn-{turn} a.cite").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#source-panel [data-close^='cite-{turn}-']")).to_be_visible()


def go_to(page: Page, screen: str) -> None:
    """Go to a screen by its link, by keyboard; its heading has the focus, and the page its title."""
    page.bring_to_front()
    page.get_by_role("link", name=screen, exact=True).press("Enter")
    expect(page.locator("h1:visible")).to_be_focused()
    expect(page).to_have_title(f"{screen} – Due Regard")


def open_paper(page: Page, name: str) -> None:
    """Open a paper of the library by keyboard; a press that meets the list being drawn again is made again."""
    listed = page.get_by_role("button", name=name)
    for _ in range(3):
        if listed.count():
            listed.press("Enter")
        try:
            return page.locator("#set-facts").wait_for(timeout=SLOW / 4)
        except TimeoutError:
            continue
    raise AssertionError(f"{name} was not opened")


def keep_picture(page: Page, name: str) -> None:
    """Save a screenshot where that is asked for."""
    folder = os.environ.get("DUEREGARD_SCREENSHOTS", "")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def check_access(page: Page, name: str) -> None:
    """No fault that axe-core knows, nothing wider than the window, no target below 24 px, one main heading."""
    keep_picture(page, name)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, textarea, select, input")].filter((e) => {
            const r = e.getBoundingClientRect();
            const hidden = e.matches(".skip, .unseen") || !e.checkVisibility();
            const inline = e.matches("p a:not(.cite), li a:not(.cite)") && !e.closest("nav");
            const labelled = e.matches("[type=checkbox], [type=radio]") && e.closest("label")?.offsetHeight >= 24;
            return !hidden && !inline && !labelled && (r.height < 24 || r.width < 24);
        }).map((e) => e.outerHTML)"""
    )
    assert small == [], name
    assert page.locator("h1:visible").count() == 1, name
