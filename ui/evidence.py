"""Evidence as every document shows it: the quote, its footnote, the line below it; and the papers looked through."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.assessment import Evidence
from assistant.assessment.records import PaperUsed
from assistant.records import Citation
from ingest.dates import date_words
from ingest.words import readable
from ui.exports import Block, Quote, Run, Table
from ui.labels import STATUSES, full_name, page_words

NOTHING = "No evidence found in the loaded documents."
DRAFT_WORDS = (
    "Draft for the officer. Due Regard gathered the evidence; it has judged nothing. "
    "This draft is not evidence that due regard was had."
)


def note_of(citation: Citation) -> str:
    """The footnote of a quote: paper, section, page, date and status."""
    standing = ", ".join(w for w in (date_words(citation.date), STATUSES[citation.status]) if w)
    return f"{full_name(citation)} ({standing})."


def quote_of(evidence: Evidence) -> Quote:
    """A quote with its footnote; below it, what it is said under, its kind, source, date, place and why it is here."""
    citation = evidence.citation
    place = evidence.geography or "not named in the quote"
    parts = [
        f"Kind: {evidence.kind.value}",
        f"Source: {readable(citation.title) or citation.file}"
        + (f", {page_words(citation.page, citation.page_label)}" if citation.page else ""),
        f"Date: {date_words(citation.date) or 'not stated'}",
        f"Place: {place}",
    ]
    if evidence.because:
        parts.append(f"Here because of: {', '.join(f'“{word}”' for word in evidence.because)}")
    lead = (Run(f"Said under: {evidence.lead.rstrip(':')}. ", emphasis=True),) if evidence.lead else ()
    return Quote(readable(citation.quote), note_of(citation), (*lead, Run(". ".join(parts) + ".")))


def papers_table(papers: Sequence[PaperUsed], council: str) -> tuple[Block, ...]:
    """The papers that were looked through, with date and status."""
    rows = tuple((p.title or p.file, date_words(p.date) or "Not stated", STATUSES[p.status]) for p in papers)
    caption = f"Papers of {council or 'no named council'} that were looked through"
    return (Table(caption, ("Paper", "Date", "Status"), rows, widths=(4, 2, 2)),)
