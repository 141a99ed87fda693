"""The register as tables: one row for each commitment, one for each quote, one for each link."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.commitments import MEANING
from ingest.dates import date_words
from ingest.words import readable
from ui import labels

if TYPE_CHECKING:
    from assistant.commitments import Commitment, Link, Mention, Tally
    from assistant.records import Citation

BLANK = "not stated"
# Marks of a heading that runs over two lines in a Markdown file: "CASE STUDY: ### Sport for All".
_HASHES = re.compile(r"(?<!\S)#{1,6}\s+")
NOT_MAPPED = "not mapped"
BASES = {
    "printed": "printed in the paper",
    "same words": "same words",
    "inferred": "inferred",
    "confirmed": "confirmed by an officer",
    "rejected": "rejected by an officer",
    "suggested": "suggested, not joined",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name; ``widths`` are those of its columns in characters."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register: its header, its width, and what a row has there (empty: a blank)."""

    header: str
    width: int
    of: Callable[[Commitment], str]


def commitments_sheet(rows: Sequence[Commitment]) -> Sheet:
    """One row for each commitment; what the papers do not say is an explicit blank."""
    cells = tuple(tuple(column.of(row) or BLANK for column in COLUMNS) for row in rows)
    return Sheet("Commitments", tuple(c.header for c in COLUMNS), cells, tuple(c.width for c in COLUMNS))


def quotes_sheet(rows: Sequence[Commitment]) -> Sheet:
    """One row for each quote of each commitment, with its source in columns of their own."""
    headers = (
        "Commitment",
        "Council",
        "Number",
        "Said as",
        "Quote",
        "Paper",
        "Date",
        "Standing",
        "Section",
        "Page",
        "File",
    )
    cells = [
        (
            row.id,
            row.council or BLANK,
            row.number or BLANK,
            name,
            words_of(c),
            readable(c.title) or c.file,
            date_words(c.date) or BLANK,
            labels.STATUSES[c.status],
            labels.path_words(c.section) or BLANK,
            c.page_label or (str(c.page) if c.page else BLANK),
            c.file,
        )
        for row in rows
        for name, citations in quotes_of(row)
        for c in citations
    ]
    return Sheet("Quotes", headers, tuple(cells), (13, 24, 10, 16, 80, 40, 14, 16, 50, 8, 30))


def links_sheet(links: Sequence[Link]) -> Sheet:
    """One row for each link that an officer may confirm or reject."""
    headers = (
        "Link",
        "How known",
        "Score",
        "Wording",
        "Paper",
        "Is it the same as",
        "In the paper",
        "What else speaks for it",
        "Note",
    )
    cells = [
        (
            link.id,
            BASES[link.basis.value],
            f"{link.score:.2f}",
            words_of(link.first),
            source_words(link.first),
            words_of(link.second),
            source_words(link.second),
            link.why or BLANK,
            link.note or BLANK,
        )
        for link in links
    ]
    return Sheet("Links", headers, tuple(cells), (14, 22, 8, 60, 40, 60, 40, 30, 30))


def about_sheet(tallies: Sequence[Tally]) -> Sheet:
    """What the workbook holds, what its blanks and scores mean, and the counts."""
    told = [
        ("Blank cells", f"“{BLANK}” means that the loaded papers do not say it. Nothing is filled in by guesswork."),
        ("Quotes", "Every quote was checked word for word against the stored paper."),
        ("Inferred links", MEANING),
        ("Status words", "The papers' own words on how far something has come. No rating is given by this program."),
        ("What decides", "This register supports officers; it says nothing on whether a duty was met."),
    ]
    return Sheet(
        "About", ("What", "Meaning"), (*told, *((t.council or BLANK, tally_words(t)) for t in tallies)), (30, 110)
    )


def quotes_of(row: Commitment) -> list[tuple[str, Sequence[Citation]]]:
    """The quotes of a row under what they say, in the order of its columns."""
    one = [("wording", row.wording), ("priority", row.priority), ("aim", row.aim)]
    many = [
        ("progress", row.progress),
        ("gap", row.gaps),
        ("next step", row.next_steps),
        ("case study", row.case_studies),
        ("told elsewhere", row.elsewhere),
    ]
    mentions = [(f"mention: {m.said.value}", (m.citation,)) for m in row.mentions]
    return [*((name, (c,)) for name, c in one if c is not None), *many, *mentions]


def words_of(citation: Citation) -> str:
    """A quote for reading: word for word, without the file's markup."""
    return _HASHES.sub("", readable(citation.quote))


def source_words(citation: Citation) -> str:
    """Paper, date, standing, section and page of a quote in one line."""
    paper = readable(citation.title) or citation.file
    place = labels.section_words(citation)
    return f"{paper} ({labels.standing_words(citation)})" + (f": {place}" if place else "")


def short_source(citation: Citation) -> str:
    """Page, section and paper of a quote as a cell has room for them."""
    page = labels.page_words(citation.page, citation.page_label)
    section = labels.short(labels.heading_words(citation.section[-1])) if citation.section else ""
    return ", ".join(words for words in (page, section, paper_date(citation)) if words)


def paper_date(citation: Citation) -> str:
    """A paper in few words: its title and date."""
    date = date_words(citation.date) or "date not stated"
    draft = ", draft" if citation.status.value == "draft" else ""
    return f"{readable(citation.title) or citation.file} ({date}{draft})"


def tally_words(tally: Tally) -> str:
    """The counts of one council and set of objectives in one line."""
    many = {"activity": "activities"}
    parts = [labels.plural(n, level, many.get(level, "")) for level, n in tally.levels.items()]
    parts += [f"{tally.not_mapped} of the activities {NOT_MAPPED} to an objective"] if tally.not_mapped else []
    named = ((tally.progress, "progress quote"), (tally.gaps, "gap quote"), (tally.case_studies, "case study"))
    parts += [labels.plural(n, word, "case studies" if word == "case study" else "") for n, word in named if n]
    return f"{labels.period_words(tally.period) or 'period not stated'}: {', '.join(parts)}."


def link_words(link: Link) -> str:
    """How a link is known; its score and its id where that is more than the same words."""
    known = BASES[link.basis.value]
    return known if link.basis.value == "same words" else f"{known} ({link.score:.2f}, link {link.id})"


def mapped_words(row: Commitment) -> str:
    """How an activity's objective is known, with the score where it is inferred."""
    if row.level.value != "activity":
        return "–"
    if row.objective is None:
        return NOT_MAPPED
    return link_words(row.objective.link) if row.objective.link else BASES[row.objective.basis.value]


def mention_words(mention: Mention) -> str:
    """A mention in one line: paper, date, in what way, and how it is linked."""
    number = f" as number {mention.number}" if mention.number else ""
    how = f"; {link_words(mention.link)}" if mention.link else ""
    return f"{paper_date(mention.citation)}: {mention.said.value}{number}{how}"


def change_words(mention: Mention) -> str:
    """How a wording changed, in words: what went, what came."""
    parts = [
        f"{'taken out' if c.kind == 'removed' else 'added'}: “{c.words}”" for c in mention.changes if c.kind != "same"
    ]
    return "; ".join(parts)


def _lines(citations: Sequence[Citation]) -> str:
    """Quotes one below the other, numbered where there are several."""
    if len(citations) == 1:
        return words_of(citations[0])
    return "\n".join(f"{n}. {words_of(c)}" for n, c in enumerate(citations, start=1))


def _sources(citations: Sequence[Citation]) -> str:
    """The sources of numbered quotes; quotes of one place that follow each other share a line."""
    lines: list[tuple[str, int, int]] = []
    for number, source in enumerate(map(short_source, citations), start=1):
        if lines and lines[-1][0] == source:
            lines[-1] = (source, lines[-1][1], number)
        else:
            lines.append((source, number, number))
    if len(lines) == 1:
        return lines[0][0]
    return "\n".join(f"{first if first == last else f'{first}–{last}'}. {source}" for source, first, last in lines)


def _changes(row: Commitment) -> str:
    if len(row.mentions) < 2:
        return "–"
    found = [f"{date_words(m.citation.date)}: {change_words(m)}" for m in row.mentions if m.changes]
    return "\n".join(found) or "no change found"


def objective_words(row: Commitment) -> str:
    """The objective of a row: its own wording, or that of the objective which an activity serves."""
    if row.level.value == "activity":
        return row.objective.wording if row.objective else NOT_MAPPED
    return words_of(row.wording) if row.level.value == "objective" else "–"


def objective_number(row: Commitment) -> str:
    """The objective's number as printed."""
    if row.level.value == "activity":
        return row.objective.number if row.objective else NOT_MAPPED
    return row.number if row.level.value == "objective" else row.number or "–"


COLUMNS: tuple[Column, ...] = (
    Column("Id", 13, lambda r: r.id),
    Column("Council", 22, lambda r: r.council),
    Column("Level", 11, lambda r: r.level.value),
    Column("Objective number", 11, objective_number),
    Column("Objective", 45, objective_words),
    Column("Objective known by", 22, mapped_words),
    Column("Commitment", 55, lambda r: words_of(r.wording)),
    Column("Source of commitment", 40, lambda r: short_source(r.wording)),
    Column("Page", 7, lambda r: r.wording.page_label or (str(r.wording.page) if r.wording.page else "")),
    Column("Priority", 35, lambda r: words_of(r.priority) if r.priority else ""),
    Column("Aim", 40, lambda r: words_of(r.aim) if r.aim else ""),
    Column("Set of objectives", 12, lambda r: labels.period_words(r.cycle)),
    Column("Period as printed", 12, lambda r: r.period),
    Column("Deadline as printed", 16, lambda r: r.due),
    Column("Lead as printed", 18, lambda r: r.lead),
    Column("Status words as printed", 30, lambda r: "; ".join(dict.fromkeys(s.words for s in r.status_words))),
    Column("Progress", 90, lambda r: _lines(r.progress)),
    Column("Sources of progress", 40, lambda r: _sources(r.progress)),
    Column("Gaps", 60, lambda r: _lines(r.gaps)),
    Column("Sources of gaps", 40, lambda r: _sources(r.gaps)),
    Column("Next steps", 60, lambda r: _lines(r.next_steps)),
    Column("Sources of next steps", 40, lambda r: _sources(r.next_steps)),
    Column("Case studies", 40, lambda r: _lines(r.case_studies)),
    Column("Sources of case studies", 40, lambda r: _sources(r.case_studies)),
    Column("Told under another heading", 50, lambda r: _lines(r.elsewhere)),
    Column("Sources of those", 40, lambda r: _sources(r.elsewhere)),
    Column("First paper", 32, lambda r: paper_date(r.first)),
    Column("Last paper", 32, lambda r: paper_date(r.last)),
    Column("Mentions", 50, lambda r: "\n".join(mention_words(m) for m in r.mentions)),
    Column("Changes of wording", 50, _changes),
    Column("Not mentioned since in", 35, lambda r: "\n".join(r.not_since) or "–"),
    Column("Themes", 30, lambda r: "; ".join(r.themes)),
    Column("Characteristics", 24, lambda r: "; ".join(r.characteristics)),
    Column("Notes", 40, lambda r: "\n".join(r.notes) or "–"),
)
