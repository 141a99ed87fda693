"""Charts in a PDF: what their lettering says by itself is kept, bare figures are not quoted."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.charts.piecharts import Pie
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from ingest.readers.pdf import read
from ingest.records import Role, Source
from ingest.settings import ReadSettings

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
PROSE = "The council publishes the share of each group among its staff, as far as staff have told it. " * 3


def _set(folder: Path, *story: Flowable) -> Source:
    path = folder / "paper.pdf"
    SimpleDocTemplate(str(path), pagesize=A4).build([Paragraph(PROSE, BODY), *story, Paragraph(PROSE, BODY)])
    return read(path, ReadSettings())


def _cited(source: Source) -> list[str]:
    quoted = [b for b in source.blocks if b.role is not Role.FURNITURE]
    return [" ".join(source.text[b.start : b.end].split()) for b in quoted]


def _bars(kind: type[VerticalBarChart] | type[HorizontalBarChart], names: list[str], label: str) -> Drawing:
    """Two years of four groups as bars, each with its figure; room for a legend below."""
    drawing, chart = Drawing(460, 180), kind()
    chart.x, chart.y, chart.width, chart.height = 60, 40, 380, 120
    chart.data = [(13, 5, 20, 22), (14, 6, 21, 25)]
    chart.categoryAxis.categoryNames = names
    chart.barLabelFormat = label
    drawing.add(chart)
    return drawing


@pytest.mark.parametrize("kind", [VerticalBarChart, HorizontalBarChart])
def test_the_figures_of_a_bar_chart_are_not_quoted(
    tmp_path: Path, kind: type[VerticalBarChart] | type[HorizontalBarChart]
) -> None:
    """Nothing in the file says which bar a figure belongs to; the warning names the page."""
    source = _set(tmp_path, _bars(kind, ["Asian", "Black", "Mixed", "White"], "%d%%"))
    assert _cited(source) == [PROSE.strip()] * 2
    assert "22%" in source.text
    assert source.warnings == (
        "Page 1 holds a chart; figures that nothing ties to what they measure are not quoted from it.",
    )


def test_a_line_of_labels_under_the_bars_is_not_quoted(tmp_path: Path) -> None:
    """However many words they have together, and the years of its legend neither."""
    drawing = _bars(VerticalBarChart, ["Race", "Sexual orientation", "Disability", "Religion or belief"], "%d")
    for at, year in enumerate(("2021/22", "2022/23", "2023/24")):
        drawing.add(String(60 + 90 * at, 8, year, fontSize=9))
    assert _cited(_set(tmp_path, drawing)) == [PROSE.strip()] * 2


def test_labels_with_their_figures_are_kept(tmp_path: Path) -> None:
    """A slice that is labelled "Women 62%" says something by itself."""
    drawing, pie = Drawing(420, 160), Pie()
    pie.x, pie.y, pie.width, pie.height = 120, 20, 120, 120
    pie.data, pie.labels = [62, 30, 8], ["Women 62%", "Men 30%", "Not known 8%"]
    drawing.add(pie)
    assert {"Women 62%", "Men 30%", "Not known 8%"} <= set(_cited(_set(tmp_path, drawing)))


def test_figures_with_their_words_below_are_no_chart(tmp_path: Path) -> None:
    """A panel of figures, each over what it counts, stays whole."""
    panel = [Paragraph(words, BODY) for n in range(4) for words in (f"{40 + n}%", f"felt safer in year {n}")]
    found = _cited(_set(tmp_path, *panel))
    assert [words for words in found if words != PROSE.strip()] != []
    assert all(any(f"{40 + n}%" in words for words in found) for n in range(4))
