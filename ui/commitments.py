"""The register for people in a terminal, and as one JSON object for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from assistant.commitments import MEANING
from ui import labels
from ui.exports import commitments_table as cells
from ui.plain import clean
from ui.terminal import Item

if TYPE_CHECKING:
    from assistant.commitments import Commitment, Link, Reading, Tally
    from assistant.commitments import Group as Headed

Json = dict[str, Any]
OTHERS = "Under no heading of this view"
HEADING = 90


def register_view(
    groups: Sequence[Headed], tallies: Sequence[Tally], readings: Sequence[Reading], *, full: bool
) -> RenderableType:
    """The rows under their headings, then the counts, and the papers in which nothing was found."""
    rows: list[RenderableType] = []
    for group in groups:
        rows.append(_words(labels.short(group.heading, HEADING) or OTHERS, "bold"))
        rows += [_row(row, full=full) for row in group.rows]
        rows.append(Text())
    if not groups:
        rows += [_words("No commitment fits."), Text()]
    rows.append(_words("In the whole register", "bold"))
    rows += [Item("•", _words(f"{t.council or 'Council not stated'}, {cells.tally_words(t)}")) for t in tallies]
    silent = [r for r in readings if not r.levels]
    rows += [
        Item("•", _words(f"{r.title or r.file}: no commitments were found in this paper.", "yellow")) for r in silent
    ]
    unplaced = [r for r in readings if r.unplaced and r.levels]
    rows += [Item("•", _words(_unplaced(r), "yellow")) for r in unplaced]
    if not readings:
        rows.append(_words("No papers are loaded. Type: dueregard ingest FOLDER"))
    return Group(*rows)


def _unplaced(reading: Reading) -> str:
    count = labels.plural(reading.unplaced, "line")
    return f"{reading.title or reading.file}: {count} of progress that the paper gives to no objective."


def _row(row: Commitment, *, full: bool) -> RenderableType:
    mark = row.number or "•"
    lines: list[RenderableType] = [_words(f"“{cells.words_of(row.wording)}”")]
    lines.append(_words(" · ".join(_facts(row)), "dim"))
    if full:
        lines += _everything(row)
    return Item(mark, Group(*lines), "cyan")


def _facts(row: Commitment) -> list[str]:
    """What a row says in a line: what it is, period, status words, how many quotes, papers, id."""
    status = "; ".join(dict.fromkeys(f"“{s.words}”" for s in row.status_words))
    counts = [
        labels.plural(len(found), name, many)
        for found, name, many in (
            (row.progress, "progress quote", ""),
            (row.gaps, "gap quote", ""),
            (row.next_steps, "next step", ""),
            (row.case_studies, "case study", "case studies"),
        )
        if found
    ]
    first, last = cells.paper_date(row.first), cells.paper_date(row.last)
    known = [
        row.level.value,
        _objective(row),
        f"period: {row.period or cells.BLANK}",
        f"deadline: {row.due}" if row.due else "",
        f"lead: {row.lead}" if row.lead else "",
        f"status words: {status or cells.BLANK}",
        *(counts or ["progress, gaps and next steps: " + cells.BLANK]),
        f"papers: {first}" if first == last else f"first in {first}, last in {last}",
        f"not mentioned since in {'; '.join(row.not_since)}" if row.not_since else "",
        *(note.rstrip(".").lower() if note.startswith("Not mapped") else note.rstrip(".") for note in row.notes),
        row.id,
    ]
    return [words for words in known if words]


def _objective(row: Commitment) -> str:
    """The objective that an activity serves, and how that is known."""
    if row.level.value != "activity":
        return ""
    number = f"objective {row.objective.number}" if row.objective and row.objective.number else "objective"
    return f"{number}: {cells.mapped_words(row)}"


def _everything(row: Commitment) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for name, citations in cells.quotes_of(row):
        if name == "wording" or name.startswith("mention"):
            continue
        if not citations:
            if name != "told elsewhere":
                lines.append(Item("", _words(f"{name}: {cells.BLANK}", "dim"), indent=0))
            continue
        lines.append(Item("", _words(f"{name}:", "bold"), indent=0))
        for citation in citations:
            said = Group(_words(f"“{cells.words_of(citation)}”"), _words(cells.short_source(citation), "dim"))
            lines.append(Item("•", said, indent=2))
    lines.append(Item("", _words("followed through the papers:", "bold"), indent=0))
    for mention in row.mentions:
        told = [_words(cells.mention_words(mention))]
        told += [_words(cells.change_words(mention), "yellow")] if mention.changes else []
        lines.append(Item("•", Group(*told), indent=2))
    return lines


def links_view(links: Sequence[Link]) -> RenderableType:
    """Links with both wordings, for an officer to decide."""
    if not links:
        return Text("No links between papers were found.")
    rows: list[RenderableType] = [_words(MEANING), Text()]
    for link in links:
        lines = [
            _words(f"{cells.BASES[link.basis.value]}, score {link.score:.2f}" + (f"; {link.why}" if link.why else "")),
            _words(f"“{cells.words_of(link.first)}”"),
            _words(cells.short_source(link.first), "dim"),
            _words(f"“{cells.words_of(link.second)}”"),
            _words(cells.short_source(link.second), "dim"),
        ]
        lines += [_words(f"Note: {link.note}")] if link.note else []
        rows.append(Item(link.id, Group(*lines), "cyan", 0))
    rows += [Text(), _words("To decide one, type: dueregard commitments --confirm LINK   or   --reject LINK")]
    return Group(*rows)


def register_object(rows: Sequence[Commitment], tallies: Sequence[Tally], readings: Sequence[Reading]) -> Json:
    """The register for programs: counts, papers, and every row with its quotes."""
    return {
        "counts": [asdict(t) for t in tallies],
        "papers": [asdict(r) for r in readings],
        "score_meaning": MEANING,
        "commitments": [commitment_object(row) for row in rows],
    }


def commitment_object(row: Commitment) -> Json:
    """One row as plain data; a blank is an empty text, list or null."""
    data = _plain(asdict(row))
    return {**data, "mapped": row.mapped, "first": _plain(asdict(row.first)), "last": _plain(asdict(row.last))}


def links_object(links: Sequence[Link]) -> Json:
    """Links for programs."""
    return {"score_meaning": MEANING, "links": [{**_plain(asdict(link)), "joins": link.joins} for link in links]}


def _plain(data: Json) -> Json:
    """Nested records without what only an answer numbers; tuples and enumerations are JSON's own kinds already."""
    out: Json = {}
    for key, value in data.items():
        if isinstance(value, dict):
            out[key] = _plain(value)
        elif isinstance(value, (list, tuple)):
            out[key] = [_plain(v) if isinstance(v, dict) else v for v in value]
        else:
            out[key] = value
    if "quote" in out and "passage" in out:
        del out["number"], out["passage"]
    return out


def _words(text: str, style: str = "") -> Text:
    return Text(clean(text), style)
