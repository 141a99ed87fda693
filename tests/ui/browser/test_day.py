"""A day's work by keyboard alone: add a paper and ask about it, follow commitments, assess, take the tour, tidy up."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.ui.browser.browsing import SLOW, Open, ask, go_to, keep_picture
from ui.web.shelf_pages import ACCEPTED

PAPER = """# Felpersham equality plan

Felpersham City Council, March 2025

## Footpaths

We will lower forty kerbs near the canal by June 2026.
"""


def downloaded(page: Page, button: str, folder: Path) -> bytes:
    """What a button hands over."""
    with page.expect_download() as started:
        page.locator(button).press("Enter")
    started.value.save_as(folder / "file")
    return (folder / "file").read_bytes()


def test_a_paper_is_added_asked_about_corrected_removed_and_brought_back(
    address: str, visit: Open, tmp_path: Path
) -> None:
    page = visit(address)
    question = "What will Felpersham do to the kerbs near the canal?"
    ask(page, question)
    assert "forty kerbs" not in page.locator("#turn-0").inner_text()
    go_to(page, "Library")
    expect(page.locator("#adding")).to_contain_text(ACCEPTED)
    (tmp_path / "plan.md").write_text(PAPER, encoding="utf-8")
    (tmp_path / "broken.pdf").write_text("%PDF-1.4 nonsense", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator("#choose-files").press("Enter")
    chooser.value.set_files([tmp_path / "broken.pdf", tmp_path / "plan.md"])
    expect(page.locator("#outcomes")).to_be_focused(timeout=SLOW)
    expect(page.locator("#outcomes")).to_contain_text("1 file done, 1 file could not be read.")
    expect(page.locator("#outcomes")).to_contain_text("the PDF is cut short")
    page.get_by_role("button", name="Felpersham equality plan").press("Enter")
    expect(page.locator("#paper-title")).to_be_focused()
    page.get_by_role("navigation", name="Its structure").get_by_role("button", name="Footpaths").press("Enter")
    expect(page.locator("#library #reader")).to_contain_text("forty kerbs")
    page.locator("#set-facts").press("Enter")
    page.locator("#fact-title").fill("Felpersham walking plan")
    page.get_by_role("button", name="Set these facts").press("Enter")
    expect(page.locator("#paper-title")).to_have_text("Felpersham walking plan")
    keep_picture(page, "library-paper")
    go_to(page, "Ask")
    ask(page, question)
    expect(page.locator("#turn-1")).to_contain_text("We will lower forty kerbs near the canal by June 2026.")
    expect(page.locator("#turn-1")).to_contain_text("Felpersham walking plan")
    go_to(page, "Library")
    page.get_by_role("button", name="Felpersham walking plan").press("Enter")
    page.get_by_role("button", name="Remove it from the library").press("Enter")
    expect(page.get_by_role("button", name="Bring it back")).to_be_focused()
    go_to(page, "Ask")
    ask(page, question)
    assert "forty kerbs" not in page.locator("#turn-2").inner_text()
    go_to(page, "Library")


def test_commitments_are_filtered_opened_and_exported(address: str, visit: Open, tmp_path: Path) -> None:
    page = visit(address)
    go_to(page, "Commitments")
    expect(page.locator("#register-count")).to_be_visible(timeout=SLOW)
    page.locator("#filter-council").select_option("Essex County Council")
    page.locator("#filter-level").select_option("objective")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    expect(page.locator(".register-row .badge", has_text="activity")).to_have_count(0)
    rows = page.locator(".register-row")
    count = rows.count()
    expect(page.locator("#register-count")).to_contain_text(f"{count} of ")
    assert set(page.locator(".register-row .badge").all_inner_texts()) == {"objective"}
    rows.first.press("Enter")
    expect(rows.first).to_have_attribute("aria-expanded", "true")
    expect(rows.first).to_be_focused()
    page.locator(".register .sheetlike a.cite").first.press("Enter")
    expect(page.locator("#source-title")).to_be_focused()
    expect(page.locator("mark").first).to_be_in_viewport()
    keep_picture(page, "commitments")
    page.keyboard.press("Escape")
    expect(page.locator(".register .sheetlike a.cite").first).to_be_focused()
    sheet = load_workbook(io.BytesIO(downloaded(page, "#register-xlsx", tmp_path)), read_only=True).worksheets[0]
    assert len([row for row in sheet.iter_rows(values_only=True) if row[0]]) >= count
    page.locator(".timeline > summary").press("Enter")
    expect(page.get_by_role("img", name="Timeline of commitments")).to_be_visible()


def test_an_assessment_is_filled_in_saved_reopened_and_exported(address: str, visit: Open, tmp_path: Path) -> None:
    page = visit(address)
    go_to(page, "Impact assessment")
    page.locator("#assess-title").fill("Close an evening bus service")
    page.get_by_label("What is proposed, and for whom").fill("Stop the bus from Colchester after 8 pm.")
    page.locator("#assess-council").select_option("Essex County Council")
    page.get_by_role("checkbox", name="Disability").press("Space")
    page.get_by_role("button", name="Gather the evidence").press("Enter")
    expect(page.locator("#draft-title")).to_be_focused(timeout=SLOW)
    expect(page.locator("#assessment")).to_contain_text("For you to write: no program can.")
    keep_picture(page, "assessment")
    words = "\n".join(
        paragraph.text for paragraph in Document(io.BytesIO(downloaded(page, "#draft-docx", tmp_path))).paragraphs
    )
    assert "Close an evening bus service" in words
    page.get_by_role("button", name="Save this draft").press("Enter")
    expect(page.locator("#assessment .notice[role=status]")).to_contain_text("saved")
    page.get_by_role("button", name="Start another").press("Enter")
    expect(page.locator("#assess-title")).to_be_focused()
    page.locator(".saved summary").press("Enter")
    page.get_by_role("button", name="Open Close an evening bus service").press("Enter")
    expect(page.locator("#draft-title")).to_be_focused(timeout=SLOW)


def test_the_tour_is_taken_stop_by_stop(address: str, visit: Open, tmp_path: Path) -> None:
    page = visit(address)
    go_to(page, "Start here")
    page.locator("#start-council").select_option("Essex County Council")
    page.get_by_label("Your role").fill("HR adviser")
    page.get_by_role("button", name="Start the tour").press("Enter")
    title = page.locator("#tour-title")
    expect(title).to_be_focused(timeout=SLOW)
    seen = [title.inner_text()]
    stops = page.locator(".stops button").count()
    while page.locator("#stop-on").get_attribute("aria-disabled") == "false":
        page.locator("#stop-on").press("Enter")
        expect(title).not_to_have_text(seen[-1])
        expect(title).to_be_focused()
        seen.append(title.inner_text())
        if len(seen) == 3:
            keep_picture(page, "start-here")
    assert len(seen) == len(set(seen)) == stops
    content = Document(io.BytesIO(downloaded(page, "#brief-docx", tmp_path)))
    assert all(stop in [p.text for p in content.paragraphs] for stop in seen[1:])
