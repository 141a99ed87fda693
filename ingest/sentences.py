"""Sentence boundaries; the one door to nupunkt."""

from __future__ import annotations

import re

import nupunkt

_LIST_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[A-Za-z]|[ivx]+)[.)]$")


def sentence_spans(raw: str) -> list[tuple[int, int]]:
    """Spans of the sentences in a paragraph's raw text; a lone list number belongs to what follows it."""
    spans: list[tuple[int, int]] = []
    pending: int | None = None
    for start, end in nupunkt.sent_spans(raw):
        body = raw[start:end].strip()
        if not body:
            continue
        begin = start if pending is None else pending
        if _LIST_NUMBER.match(body):
            pending = begin
            continue
        spans.append((begin, end))
        pending = None
    if pending is not None:
        spans.append((pending, len(raw)))
    return spans
