"""Slides: a page for each, titles, bullets by their inheritance, tables, groups, notes, reading order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from ingest.readers import read
from ingest.records import Role
from tests.ingest.readers.office_files import SETTINGS, cells, marks, words


def slide(deck: Any, layout: int, title: str = "") -> Any:
    made = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        made.shapes.title.text = title
    return made


def box(parent: Any, left: float, top: float, text: str) -> Any:
    made = parent.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
    made.text_frame.text = text
    return made


def saved(deck: Any, folder: Path) -> Path:
    path = folder / "deck.pptx"
    deck.save(str(path))
    return path


def test_a_slide_is_a_page_under_its_title(tmp_path: Path) -> None:
    """The title is a heading, bullets inherited from the master are items with their level."""
    deck = pptx.Presentation()
    slide(deck, 0, "Refreshing the strategy").placeholders[1].text = "For the board"
    aims = slide(deck, 1, "Our aims")
    aims.placeholders[1].text_frame.text = "First"
    deeper = aims.placeholders[1].text_frame.add_paragraph()
    deeper.text, deeper.level = "Deeper", 1
    source = read(saved(deck, tmp_path), SETTINGS)
    assert marks(source) == ["Refreshing the strategy", "For the board", "Our aims", "• First", "– Deeper"]
    assert [b.role for b in source.blocks if b.level == 1][:2] == [Role.HEADING, Role.HEADING]
    assert [page.label for page in source.pages] == ["1", "2"]
    assert source.text[source.pages[1].start :].strip() == "Our aims\n\n• First\n– Deeper"


def test_shapes_are_read_from_top_to_bottom_and_left_to_right(tmp_path: Path) -> None:
    """The order of drawing does not matter; a group is read where it stands."""
    deck = pptx.Presentation()
    shapes = slide(deck, 5, "Title").shapes
    for left, top, text in ((5, 5, "last"), (5, 2.05, "right"), (1, 2, "left")):
        box(shapes, left, top, text)
    group = shapes.add_group_shape()
    box(group.shapes, 1, 3.5, "in a group")
    assert words(read(saved(deck, tmp_path), SETTINGS)) == ["Title", "left", "right", "in a group", "last"]


def test_tables_and_charts_are_rows_with_headers(tmp_path: Path) -> None:
    """A table's first row heads it; a chart is read by the figures that it keeps."""
    deck = pptx.Presentation()
    shapes = slide(deck, 5, "Timetable").shapes
    table = shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for place, text in enumerate(("Step", "When", "Consult", "May")):
        table.cell(place // 2, place % 2).text = text
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]  # python-pptx types it in part
    data.categories = ["2022", "2023"]
    data.add_series("Women", (51.2, 52.25))
    frame = (Inches(1), Inches(4), Inches(4), Inches(2))
    shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *frame, data)
    source = read(saved(deck, tmp_path), SETTINGS)
    found = [(cells(source, b), b.headers) for b in source.blocks if b.role is Role.ROW]
    assert found == [
        (["Consult", "May"], ("Step", "When")),
        (["2022", "51.2"], ("", "Women")),
        (["2023", "52.25"], ("", "Women")),
    ]


def test_speakers_notes_follow_their_slide_and_are_named(tmp_path: Path) -> None:
    """Notes are paragraphs on the slide's page, with a warning; hidden slides are skipped with one."""
    deck = pptx.Presentation()
    slide(deck, 5, "One").notes_slide.notes_text_frame.text = "Say hello."
    slide(deck, 5, "Two")._element.set("show", "0")
    source = read(saved(deck, tmp_path), SETTINGS)
    assert words(source) == ["One", "Say hello."]
    assert source.warnings == (
        "Slide 2 is hidden and not read.",
        "Speaker's notes stand after the words of their slide: 1.",
    )


def test_a_large_lone_line_is_the_title_of_a_slide_without_one(tmp_path: Path) -> None:
    """Slides drawn without placeholders still have titles."""
    deck = pptx.Presentation()
    shapes = slide(deck, 6).shapes
    box(shapes, 1, 0.5, "Who we are").text_frame.paragraphs[0].runs[0].font.size = Pt(32)
    box(shapes, 1, 2, "We serve the county.")
    assert [b.role for b in read(saved(deck, tmp_path), SETTINGS).blocks] == [Role.HEADING, Role.PARAGRAPH]


@pytest.mark.parametrize("count", [1, 2])
def test_only_so_many_slides_are_read(tmp_path: Path, count: int) -> None:
    """The limit of pages holds for slides, and what was left out is said."""
    deck = pptx.Presentation()
    for number in range(count):
        slide(deck, 5, f"Slide {number}")
    source = read(saved(deck, tmp_path), SETTINGS.model_copy(update={"pages": 1}))
    assert len(source.pages) == 1
    assert bool(source.warnings) is (count > 1)
