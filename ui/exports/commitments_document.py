"""The register as a document to read and edit: Word, Markdown or a web page, every quote with its footnote."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.commitments import MEANING, Basis, Level
from ingest.words import readable
from ui import labels
from ui.exports import commitments_table as cells
from ui.exports.document import Block, Bullets, Heading, Manuscript, Notice, Paragraph, Picture, Run, Table, Words

if TYPE_CHECKING:
    from assistant.commitments import Commitment, Group, Mention, Tally
    from assistant.records import Citation

FOOTER = "Made from the papers' own words by Due Regard. It says nothing on whether a duty was met."
OTHERS = "Under no heading of this view"
TITLE = 120
TABLES = {Level.ACTIVITY: "Activities", Level.MILESTONE: "Milestones", Level.PRINCIPLE: "Principles"}
SAID = {
    "stated": "stated",
    "restated": "stated again",
    "priority": "as a priority",
    "named in passing": "named in passing",
}


def manuscript(
    title: str, groups: Sequence[Group], tallies: Sequence[Tally], picture: Picture | None = None
) -> Manuscript:
    """The register under the headings of a view."""
    blocks: list[Block] = [
        Notice(
            "Please note", f"A line that says “{cells.BLANK}” means that the loaded papers do not say it. {MEANING}"
        ),
        Heading("What the register holds"),
        *_counts(tallies),
    ]
    if picture is not None:
        blocks += [Heading("Timeline"), picture]
    for group in groups:
        blocks.append(Heading(labels.short(group.heading or OTHERS, TITLE)))
        blocks += _group(group)
    return Manuscript(title, tuple(blocks), subject="Commitments in councils' equality papers", footer=FOOTER)


def _counts(tallies: Sequence[Tally]) -> Iterable[Block]:
    if not tallies:
        yield Paragraph("No commitments were found in the loaded papers.")
        return
    rows = tuple((t.council or cells.BLANK, cells.tally_words(t)) for t in tallies)
    yield Table("Commitments by council and set of objectives", ("Council", "What was found"), rows, (1, 3))


def _group(group: Group) -> Iterable[Block]:
    """Objectives and aims in full, then activities, milestones and principles as tables."""
    shown = {row.wording for row in group.rows if row.level is Level.ACTIVITY}
    whole = [row for row in group.rows if row.level in {Level.AIM, Level.OBJECTIVE}]
    for row in whole:
        yield from full(row, shown, headed=len(whole) == 1 and cells.words_of(row.wording) in group.heading)
    for level, name in (
        (Level.ACTIVITY, "Activities"),
        (Level.MILESTONE, "Milestones"),
        (Level.PRINCIPLE, "Principles"),
    ):
        rows = [row for row in group.rows if row.level is level]
        if rows:
            yield Heading(name, 2)
            yield _table(name, rows)


def full(row: Commitment, activities: Container[Citation], *, headed: bool) -> Iterable[Block]:
    """One commitment with everything that the papers say of it, but for the activities that have rows of their own."""
    if not headed:
        name = row.number if row.number[:1].isalpha() else f"{row.level.value.capitalize()} {row.number}".strip()
        yield Heading(labels.short(f"{name}: {cells.words_of(row.wording)}", TITLE), 2)
    yield Paragraph(quoted(row.wording))
    yield Table("What the papers say of it", ("Point", "As printed"), tuple(_points(row)), (1, 3))
    steps = tuple(c for c in row.next_steps if c not in activities)
    below = "Next steps: see the activities below." if row.next_steps and not steps else ""
    for name, citations, otherwise in (
        ("Progress", row.progress, ""),
        ("Gaps", row.gaps, ""),
        ("Next steps", steps, below),
        ("Case studies", row.case_studies, ""),
    ):
        yield Heading(name, 3)
        words = otherwise or f"{name}: {cells.BLANK}."
        yield Bullets(tuple(quoted(c) for c in citations)) if citations else Paragraph(words)
    if row.elsewhere:
        yield Heading("Told under another heading", 3)
        yield Bullets(tuple(quoted(c) for c in row.elsewhere))
    yield Heading("Followed through the papers", 3)
    rows = tuple(_mention(m) for m in row.mentions)
    yield Table("Mentions, in the order of the papers", ("Paper", "How", "Wording", "Known by"), rows, (3, 2, 4, 2))


def quoted(citation: Citation) -> Words:
    """A quote with its source as a footnote."""
    return (Run(f"“{cells.words_of(citation)}”", note=cells.source_words(citation)),)


def _points(row: Commitment) -> Iterable[tuple[Words, Words]]:
    yield "Aim", quoted(row.aim) if row.aim else cells.BLANK
    yield "Period", row.period or cells.BLANK
    yield "Deadline", row.due or cells.BLANK
    yield "Lead", row.lead or cells.BLANK
    yield "Status words", "; ".join(dict.fromkeys(f"“{s.words}”" for s in row.status_words)) or cells.BLANK
    yield "First paper", cells.paper_date(row.first)
    yield "Last paper", cells.paper_date(row.last)
    yield "Not mentioned since in", "; ".join(row.not_since) or "–"
    yield "Themes", "; ".join(row.themes) or cells.BLANK
    yield "Characteristics", "; ".join(row.characteristics) or cells.BLANK
    if row.notes:
        yield "Notes", " ".join(row.notes)


def _mention(mention: Mention) -> tuple[Words, ...]:
    citation, link = mention.citation, mention.link
    known = "–"
    if link is not None:
        known = cells.BASES[link.basis.value] + (
            f", {link.score:.2f} ({link.id})" if link.basis.value == "inferred" else ""
        )
    words = changed(mention) if mention.changes else (Run(f"“{cells.words_of(citation)}”"),)
    if link is not None and link.basis is Basis.SAME_WORDS:
        words = (Run("The same words as before."),)
    return (
        (Run(cells.paper_date(citation), note=cells.source_words(citation)),),
        SAID[mention.said.value],
        words,
        known,
    )


def changed(mention: Mention) -> tuple[Run, ...]:
    """A wording with its changes marked, in words as well as in type: [added: …], [taken out: …]."""
    runs: list[Run] = []
    for change in mention.changes:
        if change.kind == "same":
            runs.append(Run(readable(change.words) + " "))
        elif change.kind == "added":
            runs.append(Run(f"[added: {readable(change.words)}] ", strong=True))
        else:
            runs.append(Run(f"[taken out: {readable(change.words)}] ", emphasis=True))
    return tuple(runs)


def _table(name: str, rows: Sequence[Commitment]) -> Table:
    headers = ("Commitment", "Objective", "Period and deadline", "Status words")
    return Table(name, headers, tuple(_line(row) for row in rows), (6, 3, 3, 3))


def _line(row: Commitment) -> tuple[Words, ...]:
    objective = "–"
    if row.level is Level.ACTIVITY:
        number, how = cells.objective_number(row), cells.mapped_words(row)
        objective = (
            how if number == cells.NOT_MAPPED else f"{number or labels.short(cells.objective_words(row))}: {how}"
        )
    status = "; ".join(dict.fromkeys(f"“{s.words}”" for s in row.status_words)) or cells.BLANK
    return quoted(row.wording), objective, " · ".join(w for w in (row.period, row.due) if w) or cells.BLANK, status
