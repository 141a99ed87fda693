"""Text of scanned pages, by the optional extra due-regard[ocr]; the only door to the recogniser."""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import pypdfium2 as pdfium

from ingest.readers.pdf.shapes import Piece, Run

_LONGEST_SIDE = 2000
_SUREST = 0.6


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether the extra is installed with its models; without them it would try to fetch some."""
    found = find_spec("rapidocr")
    if found is None or found.origin is None or find_spec("onnxruntime") is None:
        return False
    names = [file.name for file in (Path(found.origin).parent / "models").glob("*.onnx")]
    return all(any(f"_{part}_" in name for name in names) for part in ("det", "rec"))


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR  # The extra is loaded only when a page needs it.

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(params={"Global.log_level": "critical"})


def runs_of(document: pdfium.PdfDocument, index: int) -> tuple[list[Run], float, float]:
    """The recognised lines of a page as seen, perhaps none, and the page's width and height."""
    page = document.get_page(index)
    try:
        width, height = page.get_size()
        scale = min(2.5, _LONGEST_SIDE / max(width, height, 1.0))
        bitmap = page.render(scale=scale, may_draw_forms=False)
        picture = bitmap.to_numpy().copy()
        bitmap.close()
    finally:
        page.close()
    try:
        found = _engine()(picture)
    except Exception:  # noqa: BLE001 - the engine's faults are of many kinds; the page is then one without text
        return [], width, height
    if found.boxes is None or not found.txts:
        return [], width, height
    lines = [
        (box, text)
        for box, text, score in zip(found.boxes.tolist(), found.txts, found.scores, strict=True)
        if score >= _SUREST and text.strip()
    ]
    return _runs(lines, scale), width, height


def _runs(lines: list[tuple[list[list[float]], str]], scale: float) -> list[Run]:
    """Recognised lines as runs: sizes that differ by little are one, words share the width by length."""
    sides = [
        (min(p[0] for p in box), max(p[0] for p in box), min(p[1] for p in box), max(p[1] for p in box))
        for box, _ in lines
    ]
    usual = median(bottom - top for _, _, top, bottom in sides) if sides else 1.0
    runs: list[Run] = []
    for (x0, x1, top, bottom), (_, text) in zip(sides, lines, strict=True):
        tall = bottom - top
        size = 0.72 * (usual if 0.7 < tall / usual < 1.35 else tall) / scale
        each = (x1 - x0) / max(len(text), 1)
        at, pieces = 0, []
        for word in text.split(" "):
            if word:
                start = (x0 + at * each) / scale
                end = start + len(word) * each / scale
                pieces.append(Piece(word, start, end, (bottom - 0.22 * tall) / scale, size, False, False))
            at += len(word) + 1
        if pieces:
            runs.append(Run(pieces, len(runs)))
    return runs
