"""What accessibility rules ask, of every screen: axe-core, reflow, sizes, focus order, names, the live region."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.ui.browser.browsing import QUESTION, SLOW, Open, ask, box, check_access, go_to, open_paper, open_source

SCHEMES = ["light", "dark"]
SIZES = [(320, 640), (1280, 800)]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_asking_passes(address: str, visit: Open, width: int, height: int, scheme: str) -> None:
    page = visit(address, width=width, height=height, scheme=scheme)
    kind = f"{width}-{scheme}"
    check_access(page, f"start-{kind}")
    ask(page, QUESTION)
    expect(page.locator(".suggested")).to_be_visible()
    check_access(page, f"answer-{kind}")
    page.locator("#limits-summary").press("Enter")
    page.locator(".feedback summary").press("Enter")
    page.locator("#why-0").press("Enter")
    expect(page.locator(".why")).to_be_visible()
    check_access(page, f"why-{kind}")
    open_source(page)
    check_access(page, f"source-{kind}")
    ask(page, "What will Borset do at the Ambridge refuge?")
    open_source(page, 1)
    expect(page.locator(".page-mark").first).to_be_visible()
    check_access(page, f"page-{kind}")
    ask(page, "Do we have a commitment on swimming pools?")
    check_access(page, f"not-found-{kind}")
    box(page).fill(" ")
    box(page).press("Enter")
    expect(page.locator(".said")).to_contain_text("The question is empty.")
    check_access(page, f"complaint-{kind}")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_other_screens_pass(address: str, visit: Open, width: int, height: int, scheme: str) -> None:
    page = visit(address, width=width, height=height, scheme=scheme)
    kind = f"{width}-{scheme}"
    go_to(page, "Commitments")
    expect(page.locator("#register-count")).to_be_visible(timeout=SLOW)
    page.locator(".timeline > summary").press("Enter")
    page.locator(".register-row").first.press("Enter")
    expect(page.locator(".register .sheetlike")).to_be_visible()
    check_access(page, f"commitments-{kind}")
    go_to(page, "Impact assessment")
    check_access(page, f"assessment-form-{kind}")
    page.locator("#assess-title").fill("Close a library")
    page.locator("#assess-proposal").fill("Close the library in Clacton on Saturdays.")
    page.locator("#assess-council").select_option("Essex County Council")
    page.get_by_role("button", name="Gather the evidence").press("Enter")
    expect(page.locator("#draft-title")).to_be_focused(timeout=SLOW)
    check_access(page, f"assessment-{kind}")
    go_to(page, "Start here")
    check_access(page, f"start-here-form-{kind}")
    page.locator("#start-council").select_option("Essex County Council")
    page.get_by_role("button", name="Start the tour").press("Enter")
    expect(page.locator("#tour-title")).to_be_focused(timeout=SLOW)
    page.locator("#stop-2").press("Enter")
    expect(page.locator("#stop-2")).to_have_attribute("aria-current", "step")
    check_access(page, f"start-here-{kind}")
    go_to(page, "Library")
    check_access(page, f"library-{kind}")
    open_paper(page, "Borset equality objectives 2026")
    page.locator("#set-facts").press("Enter")
    expect(page.locator("#fact-title")).to_be_visible()
    check_access(page, f"library-inside-{kind}")
    go_to(page, "About")
    check_access(page, f"about-{kind}")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_empty_screens_pass_and_say_the_first_step(
    empty_address: str, visit: Open, width: int, height: int, scheme: str
) -> None:
    page = visit(empty_address, width=width, height=height, scheme=scheme)
    check_access(page, f"empty-ask-{width}-{scheme}")
    for screen in ("Commitments", "Impact assessment", "Start here", "Library", "About"):
        go_to(page, screen)
        check_access(page, f"empty-{screen.lower().replace(' ', '-')}-{width}-{scheme}")
        if screen != "About":
            expect(page.locator(".empty:visible")).to_contain_text("dd")  # "add papers", "Add some below"


def test_the_focus_goes_through_the_page_in_its_order(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, QUESTION)
    open_source(page)
    order = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex='0']")]
            .filter((e) => e.checkVisibility() && e.tabIndex >= 0 && e.getClientRects().length)
            .map((e) => (e.closest("#beside") ? 1 : 0))"""
    )
    assert order == sorted(order)  # the whole conversation, then the source
    assert page.evaluate("[...document.querySelectorAll('[tabindex]')].every((e) => e.tabIndex <= 0)")
    page.locator(".skip").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
            const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
            return { outlined: s.outlineStyle !== "none" || s.boxShadow !== "none" || Boolean(e.closest(".button")),
                     clear: !top || e.contains(top) || top.contains(e), html: e.outerHTML.slice(0, 120) }; }"""
        )
        assert seen["outlined"], seen
        assert seen["clear"], seen


def test_names_that_a_screen_reader_would_read(address: str, visit: Open) -> None:
    page = visit(address)
    ask(page, QUESTION)
    open_source(page)
    tree = page.locator("body").aria_snapshot()
    for part in (
        'navigation "Screens"',
        'link "Ask"',
        'heading "Ask your equality papers" [level=1]',
        'textbox "Your question"',
        'button "Ask"',
        'group "With this answer"',
        'link "Link to this answer"',
        'checkbox "Keep my questions in this browser, so that they are here when I come back"',
        'region "Source [1] : Essex County Council, Progress against our equality objectives 2023',
    ):
        assert part in tree, part
    assert 'link "[1] page 18 , Essex County Council, Progress against our equality objectives 2023' in tree
    assert "- mark" in tree or "End of quote" in tree
