"""Words in the drawings of Office files: the boxes of a diagram and the figures of a chart."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.readers.archive import Element, Package
from ingest.readers.canvas import Canvas
from ingest.readers.tables import Cell, Row, put_table
from ingest.records import Block, Role

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST_POINTS = 2000

Links = Mapping[str, tuple[str, str]]


def drawn(canvas: Canvas, package: Package, links: Links, drawing: Element) -> None:
    """Put the words of diagrams and charts in a drawing on the canvas."""
    for ids in drawing.iter(_DIAGRAM + "relIds"):
        part = links.get(ids.get(_LINK + "dm", ""), ("", ""))[1]
        _diagram(canvas, package.optional_xml(part) if part else None)
    for chart in drawing.iter(_CHART + "chart"):
        part = links.get(chart.get(_LINK + "id", ""), ("", ""))[1]
        _chart(canvas, package.optional_xml(part) if part else None)


def _diagram(canvas: Canvas, root: Element | None) -> None:
    """The boxes of a diagram, in the order of its data, as a list."""
    number = 0
    for point in root.iter(_DIAGRAM + "pt") if root is not None else ():
        if point.get("type", "node") not in {"node", "asst"}:
            continue
        words = "\n".join(
            "".join(run.text or "" for run in paragraph.iter(_A + "t")) for paragraph in point.iter(_A + "p")
        )
        number = number or canvas.new_list()
        canvas.put(words, Block(0, 0, Role.ITEM, list_id=number))


def _chart(canvas: Canvas, root: Element | None) -> None:
    """A chart's title and its figures, a row for each category."""
    if root is None:
        return
    title = root.find(f"{_CHART}chart/{_CHART}title")
    if title is not None:
        canvas.put("".join(run.text or "" for run in title.iter(_A + "t")))
    names: list[str] = []
    columns: list[dict[int, str]] = []
    labels: dict[int, str] = {}
    for series in root.iter(_CHART + "ser"):
        name = series.find(_CHART + "tx")
        names.append(" ".join(v.text or "" for v in name.iter(_CHART + "v")) if name is not None else "")
        for tag in ("cat", "xVal"):
            labels = labels or _points(series.find(_CHART + tag))
        columns.append(_points(series.find(_CHART + "val")) or _points(series.find(_CHART + "yVal")))
    places = sorted({place for column in (labels, *columns) for place in column})[:_MOST_POINTS]
    if not places or not any(columns):
        return
    rows = [Row([Cell(words, header=True) for words in ("", *names)], header=any(names))]
    rows += [Row([Cell(column.get(place, "")) for column in (labels, *columns)]) for place in places]
    put_table(canvas, rows)


def _points(holder: Element | None) -> dict[int, str]:
    """The cached values of one side of a series by their place; figures without their binary tail."""
    found: dict[int, str] = {}
    for point in holder.iter(_CHART + "pt") if holder is not None else ():
        place, value = point.get("idx", ""), point.find(_CHART + "v")
        if place.isdigit() and value is not None and value.text:
            found[int(place)] = _figure(value.text)
    return found


def _figure(words: str) -> str:
    try:
        return f"{float(words):.10g}"
    except ValueError:
        return words
