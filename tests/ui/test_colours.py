"""The palette of the web app: every pair of text and ground that is used can be read."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from ui.web import __file__ as web


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> list[dict[str, str]]:
    css = (Path(web).parent / "assets" / "app.css").read_text(encoding="utf-8")
    blocks = [re.findall(r"--dr-([\w-]+): (#[0-9a-f]{6})", block) for block in css.split("}")[:2]]
    return [dict(block) for block in blocks]


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
def test_every_pair_of_colours_can_be_read(palette: dict[str, str]) -> None:
    words = ["text", "muted", "accent", "good", "warn", "bad"]
    pairs: list[tuple[str, str]] = list(product(words, ["ground", "surface"]))
    pairs += [("text", "tint"), ("accent", "tint"), ("text", "bad-tint"), ("on-mark", "mark"), ("on-accent", "accent")]
    pairs += [("on-accent", "accent-strong"), ("on-masthead", "masthead")]
    assert {
        p: contrast(palette[p[0]], palette[p[1]]) for p in pairs if contrast(palette[p[0]], palette[p[1]]) < 4.5
    } == {}
    assert contrast(palette["control"], palette["surface"]) >= 3
