"""Compose an answer of quotes: checked word for word, under their papers, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.candidates import Chosen
from assistant.records import Citation, Statement
from assistant.views import View
from ingest.dates import date_words
from ingest.index import DocumentRow
from ingest.records import Document, Role, Section, Status, Unit
from ingest.words import fold, printed, readable

LEAD_WORDS = 30
# What parts the cells of a row in a paper's text.
_CELLS = re.compile(r"\S\s*[\t|]\s*\S")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of one document that is quoted whole: one unit, or sentences that follow each other."""

    document: Document
    section: Section
    units: tuple[Unit, ...]
    passage: str
    score: float

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the document's text."""
        return self.units[0].start, self.units[-1].end


@dataclass(frozen=True, slots=True)
class Composition:
    """Statements, their citations, and the answer's text in Markdown."""

    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def compose(chosen: Sequence[Chosen], rows: Mapping[str, DocumentRow]) -> Composition:
    """The answer of chosen units: papers by their best unit, current ones first; quotes in reading order."""
    quotes = [q for q in gather(chosen) if is_verbatim(q)]
    papers = _in_order(quotes, rows)
    lines: list[str] = []
    statements: list[Statement] = []
    citations: list[Citation] = []
    for document_id, found in papers:
        row = rows[document_id]
        lines.append(f"**{escape(heading(row))}**\n")
        lead = ""
        for quote in found:
            number = len(citations) + 1
            citations.append(cite(number, quote, row))
            words = readable(quote.document.text[slice(*quote.span)])
            led = _lead(quote)
            if led and led != lead and len(led.split()) <= LEAD_WORDS and _is_list(quote, found):
                lines.append(f"{escape(led.rstrip(':'))}:\n")
            lead = led or lead
            statements.append(Statement(words, (number,)))
            lines.append(f"- {escape(words)} [{number}]")
        lines.append("")
    return Composition("\n".join(lines).strip(), tuple(statements), tuple(citations))


def _lead(quote: Quote) -> str:
    """What stands over a quote; of a cell the label of its row, of a whole row the heads of its columns."""
    lead = quote.units[0].lead
    whole = quote.units[0].role is Role.ROW and bool(_CELLS.search(quote.document.text[slice(*quote.span)]))
    return lead if whole else lead.rpartition(" · ")[2]


def _is_list(quote: Quote, found: Sequence[Quote]) -> bool:
    return sum(q.units[0].lead == quote.units[0].lead for q in found) > 1


def escape(words: str) -> str:
    """Words of a paper, so that Markdown and markers like [1] in them stay words."""
    for mark in ("\\", "[", "]", "*", "_", "`", "<", ">", "#", "|"):
        words = words.replace(mark, f"\\{mark}")
    return words


def gather(chosen: Sequence[Chosen]) -> list[Quote]:
    """Quotes of the chosen units: sentences of a paragraph that follow each other are one quote."""
    ordered = sorted(chosen, key=lambda c: c.candidate.place)
    quotes: list[Quote] = []
    for one in ordered:
        candidate = one.candidate
        unit, document = candidate.view.unit, candidate.paper.document
        last = quotes[-1] if quotes else None
        if last is not None and last.document is document and _follows(last.units[-1], unit, document):
            quotes[-1] = Quote(
                document, last.section, (*last.units, unit), last.passage, max(last.score, candidate.score)
            )
            continue
        quotes.append(Quote(document, document.sections[unit.section], (unit,), candidate.passage, candidate.score))
    return quotes


def _follows(before: Unit, unit: Unit, document: Document) -> bool:
    same = before.group == unit.group and before.role is unit.role is Role.PARAGRAPH
    return same and not readable(document.text[before.end : unit.start])


def is_verbatim(quote: Quote) -> bool:
    """Whether what will be shown stands word for word where its offsets point."""
    raw = quote.document.text[slice(*quote.span)]
    return bool(fold(raw)) and fold(printed(raw)) == fold(raw)


def cite(number: int, quote: Quote, row: DocumentRow) -> Citation:
    """The citation of a quote with its place."""
    unit, section = quote.units[0], quote.section
    start, end = quote.span
    page, label = quote.document.page_of(unit.page, section)
    facts = row.facts
    return Citation(
        number=number,
        document=quote.document.id,
        file=quote.document.file,
        title=facts.title,
        council=facts.council,
        date=facts.date,
        status=facts.status,
        section=section.path,
        paragraph=unit.paragraph or section.paragraph,
        page=page,
        page_label=label,
        quote=printed(quote.document.text[start:end]),
        start=start,
        end=end,
        passage=quote.passage,
    )


def _in_order(quotes: Sequence[Quote], rows: Mapping[str, DocumentRow]) -> list[tuple[str, list[Quote]]]:
    """Papers with their quotes: councils kept together, the paper with the best quote first, then by standing."""
    papers: dict[str, list[Quote]] = {}
    for quote in quotes:
        papers.setdefault(quote.document.id, []).append(quote)
    best = {d: max(q.score for q in found) for d, found in papers.items()}
    council: dict[str, float] = {}
    for document_id in papers:
        name = rows[document_id].facts.council
        council[name] = max(council.get(name, float("-inf")), best[document_id])

    def key(document_id: str) -> tuple[float, str, int, str, float]:
        facts = rows[document_id].facts
        standing = {Status.ADOPTED: 0, Status.UNKNOWN: 1, Status.DRAFT: 2, Status.SUPERSEDED: 3}[facts.status]
        return -council[facts.council], facts.council, standing, _later_first(facts.date), -best[document_id]

    return [(document_id, papers[document_id]) for document_id in sorted(papers, key=key)]


def _later_first(date: str) -> str:
    return "".join(chr(ord("9") - int(c) + ord("0")) if c.isdigit() else c for c in date) or "~"


def heading(row: DocumentRow) -> str:
    """A paper in one line: council, title, date and standing."""
    facts = row.facts
    parts = [p for p in (facts.council, facts.title) if p]
    about = [date_words(facts.date)] if facts.date else []
    if facts.status in {Status.DRAFT, Status.SUPERSEDED}:
        about.append(facts.status.value)
    return ", ".join(parts) + (f" ({', '.join(about)})" if about else "")


def views(chosen: Iterable[Chosen]) -> list[View]:
    """The views of chosen units."""
    return [c.candidate.view for c in chosen]
