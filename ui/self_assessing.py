"""A self-assessment under the LGA's framework as a document; the level of each part is left blank."""

from __future__ import annotations

from assistant.assessment import SelfAssessment
from ingest.dates import date_words
from ui.evidence import DRAFT_WORDS, NOTHING, papers_table, quote_of
from ui.exports import Blank, Block, Bullets, Heading, Manuscript, Paragraph, Run

_LEVELS = (
    "The parts have the LGA's names; the headings under them are Due Regard's, and quotes stand there because they are "
    "like them in words and meaning: set them against the LGA's own criteria. The levels are Developing, Achieving "
    "and Excellent: which one you are at is yours to judge. The LGA no longer gives awards as part of its peer "
    "challenge; an award that a paper names is one of that paper's date."
)


def self_assessment_of(found: SelfAssessment) -> Manuscript:
    """A self-assessment under the LGA's framework as a document in no format."""
    blocks: list[Block] = [
        Heading("About this draft"),
        Paragraph(
            f"{DRAFT_WORDS} It follows the {found.framework}; versions of the framework use like names, so say which."
        ),
        Paragraph(_LEVELS),
        *((Bullets(tuple(remark.text for remark in found.remarks)),) if found.remarks else ()),
    ]
    for number, part in enumerate(found.parts, start=1):
        blocks.append(Heading(f"{number}. {part.title}"))
        for aspect in part.aspects:
            nothing = () if aspect.evidence else (Paragraph((Run(NOTHING, strong=True),)),)
            blocks += [Heading(aspect.title, 2), *(quote_of(e) for e in aspect.evidence), *nothing]
        blocks += [Paragraph((Run(gap.text, strong=True),)) for gap in part.gaps]
        blocks.append(Blank(part.officer.title, part.officer.guidance))
    blocks += [Heading("Papers that were looked through"), *papers_table(found.papers, found.council)]
    return Manuscript(
        title=f"Self-assessment: {found.framework}",
        subtitle=" · ".join(part for part in (found.council, f"drafted {date_words(found.made)}") if part),
        blocks=tuple(blocks),
        subject="Equality self-assessment, draft for the officer",
        footer="Self-assessment, draft for the officer to complete",
    )
