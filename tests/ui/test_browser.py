"""The web app in a real, headless Chromium: by keyboard, watched for requests, and checked by axe-core.

Screenshots are saved where DUEREGARD_SCREENSHOTS names a folder.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect, sync_playwright

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
SLOW = 60_000  # a first question on a busy machine

# What a screen reader is told: the changes of the live region, in order.
LISTEN = """() => {
    window.told = [];
    const region = document.querySelector("#said [role=status][aria-live=polite]");
    new MutationObserver(() => { if (region.textContent) told.push(region.textContent); })
        .observe(region, { childList: true, characterData: true, subtree: true });
}"""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        words = "Chromium is not installed; on Debian: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    return found


@pytest.fixture(scope="module")
def player(chromium: str) -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(real_home: Path, chromium: str) -> Iterator[str]:
    """The app over the real library, as ``dueregard serve`` serves it."""
    port = free_port()
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port)]
    with serving([*command, "--home", str(real_home)], f"http://127.0.0.1:{port}"):
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
        )
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.pages[0]
        page.set_default_timeout(SLOW)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(url)
        expect(page.locator("#screen-ask h1")).to_be_visible(timeout=SLOW)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert faults == []


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your question")


def ask(page: Page, question: str) -> None:
    """Ask by keyboard, and wait for the answer."""
    turns = page.locator(".turn").count()
    box(page).fill(question)
    box(page).press("Enter")
    expect(page.locator(f"#turn-{turns} :is(.answer, .notice)")).to_be_visible(timeout=SLOW)


def open_first_source(page: Page) -> None:
    page.locator("a.cite").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()


def keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("DUEREGARD_SCREENSHOTS", "")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_question_is_asked_and_its_source_read_by_keyboard_alone(address: str, visit: Open) -> None:
    page = visit(address)
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to your question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#turn-0 .statements").first).to_be_visible(timeout=SLOW)
    expect(box(page)).to_have_value("")
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a.cite')"):
            break
    link = page.locator("a.cite:focus")
    statement = page.locator("li:has(a.cite:focus) q").inner_text()
    number, place = link.inner_text().split("\n")[0].split(maxsplit=1)
    page.keyboard.press("Enter")
    expect(page.locator("#source-title")).to_be_focused()
    expect(page.locator("#source-title")).to_contain_text(f"Source {number}")
    assert place.startswith("page ")
    marked = " ".join(page.locator("mark").all_inner_texts())
    assert marked.split() == statement.split()
    expect(page.locator("mark").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(f"a.cite[data-number='{number.strip('[]')}']")).to_be_focused()


def test_the_sections_around_a_quote_are_one_step_away(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, QUESTION)
    open_first_source(page)
    title = page.locator("#reader-title").inner_text()
    back = page.get_by_role("button", name="Back to quote")
    expect(back).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Next section").press("Enter")
    expect(page.locator("#reader-title")).not_to_have_text(title)
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_role("button", name="Next section")).to_be_focused()
    back.press("Enter")
    expect(page.locator("#reader-title")).to_have_text(title)
    expect(page.locator("mark").first).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (1280, 800)])
def test_every_screen_passes_axe_and_fits(address: str, visit: Open, width: int, height: int, scheme: str) -> None:
    page = visit(address, width=width, height=height, scheme=scheme)

    def check(name: str) -> None:
        keep_picture(page, f"{name}-{width}-{scheme}")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, summary, textarea")].filter((e) => {
                const r = e.getBoundingClientRect();
                return e.checkVisibility() && !e.matches(".skip") && (r.height < 24 || r.width < 24);
            }).map((e) => e.outerHTML)"""
        )
        assert small == [], name

    check("start")
    ask(page, QUESTION)
    check("answer")
    open_first_source(page)
    check("source")
    ask(page, "Do we have a commitment on swimming pools?")
    check("not-found")
    box(page).fill(" ")
    box(page).press("Enter")
    expect(page.locator(".said")).to_contain_text("The question is empty.")
    check("complaint")
    for screen in ("Library", "About"):
        page.get_by_role("link", name=screen, exact=True).press("Enter")
        expect(page.locator(f"#screen-{screen.lower()} h1")).to_be_focused()
        assert page.title() == f"{screen} – Due Regard"
        assert page.locator("h1:visible").count() == 1
        check(screen.lower())


@pytest.mark.parametrize(("name", "width", "height"), [("phone", 390, 844), ("projector", 1920, 1080)])
def test_other_widths_are_pictured(address: str, visit: Open, name: str, width: int, height: int) -> None:
    page = visit(address, width=width, height=height)
    ask(page, QUESTION)
    keep_picture(page, f"answer-{name}")
    open_first_source(page)
    keep_picture(page, f"source-{name}")
    expect(page.locator("#source-title")).to_be_in_viewport()


def test_a_paper_cannot_run_anything(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "Which zebra crossings will Borset repaint?")
    expect(page.locator("#turn-0")).to_contain_text("zebra crossing")
    open_first_source(page)
    page.get_by_role("link", name="Library", exact=True).click()
    expect(page.locator("#library")).to_contain_text("Mallory")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".gradio-container :is(.turn, .source, .card) :is(script, img)").count() == 0


def test_two_browsers_never_see_each_other(address: str, visit: Open) -> None:
    one, two = visit(address), visit(address)
    ask(one, QUESTION)
    ask(two, "What is Essex’s workforce equality objective?")
    ask(one, "And what about hate crime?")
    expect(one.locator("h2.question")).to_have_text(
        [f"Question 1: {QUESTION}", "Question 2: And what about hate crime?"]
    )
    expect(two.locator("h2.question")).to_have_text(["Question 1: What is Essex’s workforce equality objective?"])
    one.get_by_role("button", name="Start a new conversation").press("Enter")
    expect(one.locator(".turn")).to_have_count(0)
    expect(one.locator("#screen-ask h1")).to_be_focused()
    expect(two.locator(".turn")).to_have_count(1)
    two.reload()
    expect(two.get_by_role("heading", name="Questions to begin with")).to_be_visible()
    expect(two.locator(".turn")).to_have_count(0)


def test_the_page_answers_while_the_model_loads_and_tells_the_answer_once(visit: Open) -> None:
    port = free_port()
    command = [sys.executable, "-m", "tests.ui.slow_app", str(port)]
    with serving(command, "ready") as server:
        page = visit(f"http://127.0.0.1:{port}/")
        expect(page.locator("#readiness")).to_contain_text("Getting ready")
        page.evaluate(LISTEN)
        page.get_by_role("button", name="What are our equality objectives?").press("Enter")
        expect(page.locator("#turn-0")).to_contain_text("Looking through the papers…")
        expect(page.locator("#question-0")).to_be_focused()
        assert server.stdin is not None
        server.stdin.write("go\n")
        server.stdin.flush()
        expect(page.locator("#turn-0 .answer")).to_be_visible()
        expect(page.locator("#readiness .notice")).to_have_count(0)
        ask(page, "What of the underpass?")
        assert page.evaluate("window.told") == [
            "Looking through the papers…",
            "Not found in the papers.",
            "Looking through the papers…",
            "Answered from the papers. 1 statement from 1 paper.",
        ]
