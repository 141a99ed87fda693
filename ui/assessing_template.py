"""The Word template of an impact assessment: the fields that it must have, and the one that is shipped."""

from __future__ import annotations

from ui.assessing import ABOUT, TITLES
from ui.exports import Block, Heading, Manuscript, Paragraph, Run

# What a template must take in, so that a draft is never without its evidence and its warning.
REQUIRED = ("title", "draft_note", "evidence", "engagement", "gaps")


def template() -> Manuscript:
    """The template that is shipped: every field of the proposal, every section under its heading."""
    lines = [(label, name) for name, label in ABOUT.items()]
    order = list(TITLES)
    at = order.index("evidence") + 1
    headings = [(TITLES[key], key) for key in order[1:]]
    headings[at - 1 : at - 1] = [
        ("Commitments that the proposal may touch", "commitments"),
        ("Gaps in the evidence", "gaps"),
    ]
    blocks: list[Block] = [
        Paragraph((Run(f"{label}: ", strong=True), Run(_field(name))))
        for label, name in (("Note", "draft_note"), ("Drafted", "made"), *lines)
    ]
    for heading, name in (("Warnings", "remarks"), ("About this draft", "about"), *headings, ("Papers", "papers")):
        blocks += [Heading(heading), Paragraph(_field(name))]
    title = f"{_field('name_in_full')} ({_field('name')}): {_field('title')}"
    return Manuscript(title, tuple(blocks), footer="Draft for the officer to complete")


def _field(name: str) -> str:
    return "{{ " + name + " }}"
