"""Papers that are dropped on the library: several files, a folder, beside the place for them, and what goes wrong."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.ui.browser.browsing import SLOW, Open, go_to, keep_picture

PLAN = (
    "# Wigchester plan {0}\n\nWigchester City Council, March 2025\n\n## Kerbs\n\nWe will lower {0} kerbs at the quay.\n"
)
# Every state that the place for adding shows, in order.
WATCH = """() => {
    window.seen = [];
    new MutationObserver(() => seen.push(document.querySelector("#adding").innerText.replace(/\\s+/g, " ")))
        .observe(document.querySelector("#adding"), { childList: true, subtree: true, characterData: true });
}"""


def drop(page: Page, place: str, *files: Path) -> None:
    """Drag files from the desktop over a place of the page, and let them go there."""
    page.locator(place).scroll_into_view_if_needed()
    box = page.locator(place).bounding_box()
    assert box is not None
    browser = page.context.new_cdp_session(page)
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + min(box["height"], 20) / 2}
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
        if kind == "dragOver":
            expect(page.locator("[data-drop][data-over]")).to_have_count(int(place == "[data-drop]"))


def written(folder: Path, *names: str) -> list[Path]:
    """Papers in a folder, each with words of its own."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PLAN.format(name.replace("/", " ")), encoding="utf-8")
    return [folder / name for name in names]


def test_files_and_folders_are_dropped_and_read_one_by_one(address: str, visit: Open, tmp_path: Path) -> None:
    page = visit(address)
    go_to(page, "Library")
    page.evaluate(WATCH)
    drop(page, "[data-drop]", *written(tmp_path, "one.md", "two.md"))
    outcomes = page.locator("#outcomes")
    expect(outcomes).to_contain_text("2 files done.", timeout=SLOW)
    expect(outcomes).to_be_focused()
    expect(outcomes).to_be_in_viewport()
    seen = " | ".join(page.evaluate("seen"))
    for step in (
        "Copying 1 of 2: one.md",
        "Copying 2 of 2: two.md",
        "Reading: one.md 0 of 2",
        "Reading: two.md 1 of 2",
    ):
        assert step in seen
    folder = tmp_path / "folder"
    written(folder, "three.md", "inner/three.md", "inner/four.md", ".hidden/five.md", "~$three.md", ".six.md")
    drop(page, "[data-drop]", folder)
    expect(outcomes).to_contain_text("3 files done.", timeout=SLOW)
    expect(outcomes).to_contain_text("three (2).md read:")
    expect(page.locator("#library .card", has_text="Wigchester plan")).to_have_count(5)
    keep_picture(page, "library-dropped")
    for _ in range(5):
        page.locator("#library .title", has_text="Wigchester plan").first.press("Enter")
        page.locator("#remove").press("Enter")
        page.locator("#undo").wait_for()


def test_what_is_let_go_elsewhere_does_nothing(address: str, visit: Open, tmp_path: Path) -> None:
    page = visit(address)
    files = written(tmp_path, "one.md")
    drop(page, "#question", *files)
    go_to(page, "Library")
    drop(page, "#screen-library h1", *files)
    assert len(page.context.pages) == 1
    expect(page.locator("#screen-library h1")).to_be_visible()
    expect(page.locator("#outcomes")).to_have_count(0)


def test_a_file_that_cannot_be_copied_is_named_and_the_others_are_read(
    address: str, visit: Open, tmp_path: Path
) -> None:
    page = visit(address)
    go_to(page, "Library")
    files = written(tmp_path, "gone.md", "here.md")
    page.route(
        "**/upload*",
        lambda route: route.abort() if b"gone.md" in (route.request.post_data_buffer or b"") else route.continue_(),
    )
    with page.expect_file_chooser() as chooser:
        page.locator("#choose-files").press("Enter")
    chooser.value.set_files(files)
    expect(page.locator("#outcomes")).to_contain_text("gone.md could not be copied here.", timeout=SLOW)
    expect(page.locator("#outcomes")).to_contain_text("here.md read:")
    page.get_by_role("button", name="Wigchester plan here.md").press("Enter")
    page.locator("#remove").press("Enter")
    page.locator("#undo").wait_for()


def test_one_long_file_is_left_when_the_reading_is_stopped(address: str, visit: Open, tmp_path: Path) -> None:
    page = visit(address)
    go_to(page, "Library")
    long = tmp_path / "long.md"
    long.write_text("# A long paper\n\n" + "".join(f"Line {n} of many.\n\n" for n in range(60_000)), encoding="utf-8")
    drop(page, "[data-drop]", long)
    page.get_by_role("button", name="Stop reading").press("Enter", timeout=SLOW)
    expect(page.locator("#outcomes")).to_contain_text("Stopped: 1 file was not read.", timeout=SLOW)
    expect(page.locator("#library .card", has_text="A long paper")).to_have_count(0)
