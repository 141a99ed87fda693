"""The screen Ask in a real browser: by keyboard, with its sources, its limits, its files and its habits."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.ui.browser.browsing import (
    QUESTION,
    SLOW,
    Open,
    ask,
    box,
    free_port,
    go_to,
    keep_picture,
    open_source,
    serving,
)
from tests.ui.printed import SHELTER
from ui import feedback

# What a screen reader is told: the changes of the live region, in order.
LISTEN = """() => {
    window.told = [];
    const region = document.querySelector("#said [role=status][aria-live=polite]");
    new MutationObserver(() => { if (region.textContent) told.push(region.textContent); })
        .observe(region, { childList: true, characterData: true, subtree: true });
}"""
REFUGE = "What will Borset do at the Ambridge refuge?"


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


def test_the_quote_is_marked_on_its_page_as_printed(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, REFUGE)
    statement = page.locator("#turn-0 li", has_text="family rooms")
    expect(statement).to_contain_text(SHELTER)
    statement.locator("a.cite").press("Enter")
    picture = page.get_by_role("img", name="Page 2 of borset-objectives-2026.pdf as printed, with the quote marked")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete || new Promise((done) => { image.onload = () => done(true); })")
    mark = page.locator(".page-mark")
    expect(mark).to_have_count(1)
    expect(mark).to_be_in_viewport()
    lies = page.evaluate(
        """() => { const m = document.querySelector(".page-mark").getBoundingClientRect();
        const p = document.querySelector(".paper-page img").getBoundingClientRect();
        return (m.top - p.top) / p.height; }"""
    )
    assert 0.1 < lies < 0.3  # the list stands near the top of the second page
    keep_picture(page, "page-as-printed")
    page.get_by_role("button", name="Larger").press("Enter")
    expect(mark).to_be_in_viewport()
    page.get_by_role("button", name="Next page").press("Enter")
    expect(mark).to_have_count(0)
    page.get_by_role("button", name="Back to quote").press("Enter")
    expect(mark).to_have_count(1)
    page.get_by_role("button", name="Show as text").press("Enter")
    expect(page.locator("mark")).to_have_text(SHELTER)
    page.get_by_role("button", name="Show the page").press("Enter")
    expect(mark).to_have_count(1)
    original = page.get_by_role("link", name="Open the original")
    assert (original.get_attribute("href") or "").endswith("/original#page=2")
    found = page.request.get(address + (original.get_attribute("href") or ""))
    assert found.body().startswith(b"%PDF")


def test_the_sections_around_a_quote_are_one_step_away(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, QUESTION)
    open_source(page)
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


def test_answers_are_limited_and_the_limit_is_taken_off(address: str, visit: Open) -> None:
    page = visit(address)
    summary = page.locator("#limits-summary")
    summary.press("Enter")
    page.locator("#limit-council").select_option("Leicestershire County Council")
    page.get_by_role("button", name="Limit answers", exact=True).press("Enter")
    chip = page.get_by_role("button", name="Council: Leicestershire County Council")
    expect(chip).to_be_visible()
    ask(page, "What are the equality objectives?")
    expect(page.locator("#turn-0")).to_contain_text("Limited to Leicestershire County Council")
    papers = page.locator("#turn-0 .cited-paper").all_inner_texts()
    assert papers
    assert all(paper.startswith("Leicestershire County Council") for paper in papers)
    chip.press("Enter")
    expect(chip).to_have_count(0)
    expect(summary).to_be_focused()
    ask(page, "What are the equality objectives of Essex?")
    expect(page.locator("#turn-1")).to_contain_text("Essex County Council")


def test_an_answer_is_copied_downloaded_and_explained(address: str, visit: Open, tmp_path: Path) -> None:
    page = visit(address)
    ask(page, REFUGE)
    page.get_by_role("button", name="Copy with citations").press("Enter")
    expect(page.locator("#said")).to_contain_text("Copied with its citations.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert SHELTER in copied
    assert "[1] Borset County Council, Borset equality objectives 2026" in copied
    with page.expect_download() as started:
        page.get_by_role("button", name="Word", exact=True).press("Enter")
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    assert file.suffix == ".docx"
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(file.read_bytes())).paragraphs)
    assert SHELTER in words
    why = page.get_by_role("button", name="Why this answer")
    why.press("Enter")
    expect(page.get_by_role("heading", name="Why this answer")).to_be_visible()
    expect(why).to_be_focused()
    expect(why).to_have_attribute("aria-expanded", "true")


def test_a_link_asks_the_same_again_in_another_browser(address: str, visit: Open) -> None:
    one = visit(address)
    ask(one, QUESTION)
    ask(one, "And what progress?")
    one.locator("#turn-1").get_by_role("link", name="Link to this answer").press("Enter")
    expect(one.locator("#said")).to_contain_text("link to this answer was copied")
    link = one.evaluate("navigator.clipboard.readText()")
    two = visit(link)
    expect(two.locator("#turn-1 .answer")).to_be_visible(timeout=SLOW)
    assert two.locator("#turn-1 .statements").all_inner_texts() == one.locator("#turn-1 .statements").all_inner_texts()


def test_a_suggestion_is_answered(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, QUESTION)
    suggestion = page.get_by_role("region", name="The papers also answer").get_by_role("button").first
    words = suggestion.inner_text()
    suggestion.press("Enter")
    expect(page.locator("#question-1")).to_contain_text(words)
    expect(page.locator("#question-1")).to_be_focused()
    expect(page.locator("#turn-1 .outcome")).to_contain_text("Answered from the papers", timeout=SLOW)


def test_feedback_is_kept_in_the_home(address: str, visit: Open, home: Path) -> None:
    page = visit(address)
    ask(page, QUESTION)
    page.locator(".feedback summary").press("Enter")
    page.get_by_role("radio", name="Incomplete").press("Space")
    page.get_by_label("Comment").fill("It leaves out the partners.")
    page.get_by_role("button", name="Keep for review").press("Enter")
    expect(page.locator("#thanks-0")).to_be_focused()
    last = feedback.kept(home)[-1]
    assert (last.verdict, last.comment) == (feedback.Verdict.INCOMPLETE, "It leaves out the partners.")


def test_questions_outlive_a_reload_and_the_tab_only_if_the_visitor_says_so(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, QUESTION)
    assert page.evaluate("localStorage.getItem('dueregard.talk')") is None
    page.reload()
    expect(page.locator("#turn-0 .statements").first).to_be_visible(timeout=SLOW)
    other = page.context.new_page()
    other.goto(address)
    expect(other.get_by_role("heading", name="Questions to begin with")).to_be_visible(timeout=SLOW)
    keep = page.get_by_role("checkbox", name="Keep my questions in this browser")
    keep.press("Space")
    kept = json.loads(page.evaluate("localStorage.getItem('dueregard.talk')"))
    assert kept == {"asked": [{"question": QUESTION}]}
    other.reload()
    expect(other.locator("#turn-0 .statements").first).to_be_visible(timeout=SLOW)
    expect(other.get_by_role("checkbox", name="Keep my questions in this browser")).to_be_checked()
    other.close()
    page.get_by_role("button", name="Delete this conversation").press("Enter")
    expect(page.locator(".turn")).to_have_count(0)
    assert QUESTION not in page.evaluate("localStorage.getItem('dueregard.talk')")
    keep.press("Space")
    assert page.evaluate("localStorage.getItem('dueregard.talk')") is None
    page.reload()
    expect(page.get_by_role("heading", name="Questions to begin with")).to_be_visible(timeout=SLOW)


def test_a_paper_cannot_run_anything(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, "Which zebra crossings will Borset repaint?")
    expect(page.locator("#turn-0")).to_contain_text("zebra crossing")
    open_source(page)
    go_to(page, "Library")
    expect(page.locator("#library")).to_contain_text("Mallory")
    page.get_by_role("button", name="Mallory").press("Enter")
    expect(page.locator(".tree")).to_contain_text("Zebra crossings")
    go_to(page, "Commitments")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".gradio-container :is(.turn, .source, .card, .paper-inside) :is(script, img)").count() == 0


def test_two_browsers_never_see_each_other(address: str, visit: Open) -> None:
    one, two = visit(address), visit(address)
    ask(one, QUESTION)
    ask(two, "What is Essex’s workforce equality objective?")
    ask(one, "And what about hate crime?")
    expect(one.locator("h2.question")).to_have_text(
        [f"Question 1: {QUESTION}", "Question 2: And what about hate crime?"]
    )
    expect(two.locator("h2.question")).to_have_text(["Question 1: What is Essex’s workforce equality objective?"])
    one.get_by_role("button", name="Delete this conversation").press("Enter")
    expect(one.locator(".turn")).to_have_count(0)
    expect(one.locator("#screen-ask h1")).to_be_focused()
    expect(two.locator(".turn")).to_have_count(1)
    two.reload()
    expect(two.locator("h2.question")).to_have_text(["Question 1: What is Essex’s workforce equality objective?"])


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


@pytest.mark.parametrize(("name", "width", "height"), [("phone", 390, 844), ("projector", 1920, 1080)])
def test_other_widths_are_pictured(address: str, visit: Open, name: str, width: int, height: int) -> None:
    page = visit(address, width=width, height=height)
    ask(page, REFUGE)
    keep_picture(page, f"answer-{name}")
    open_source(page)
    keep_picture(page, f"source-{name}")
    expect(page.locator("#source-title")).to_be_in_viewport()
