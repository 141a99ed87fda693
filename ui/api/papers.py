"""The operations that read: the list of papers, one paper's tree, a section's words, the words of a citation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query

from ingest.records import Document, Section, Status
from ingest.structure.sections import page_at
from ui.api import models
from ui.api.desk import Desk
from ui.api.problems import INVALID, NO_PAPER, NO_PLACE, UNWELL, ProblemError, responses
from ui.contract import Json, paper_object

if TYPE_CHECKING:
    from ingest.library import Shelved

AROUND = 300
Id = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9]{1,64}$", description="The paper's id, as answers and the list give it.")
]
_FAULTS = responses(INVALID, NO_PAPER, UNWELL)
_PLACE_FAULTS = responses(INVALID, NO_PAPER, NO_PLACE, UNWELL)


def router(desk: Desk) -> APIRouter:
    """The operations."""
    routes = APIRouter(prefix="/documents", tags=["Papers"])

    @routes.get("", response_model=models.Papers, responses=responses(INVALID, UNWELL), operation_id="list_documents")
    async def documents(
        council: Annotated[models.Council, Query(description="The papers of this council alone.")] = "",
        status: Annotated[Status | None, Query(description="Papers of this status alone.")] = None,
        limit: Annotated[int, Query(ge=1, le=models.MOST_LISTED)] = models.MOST_LISTED,
        offset: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    ) -> Json:
        """List the papers with what is known of each, and the files that could not be read, with the reason."""
        papers = await desk.read(desk.library.documents)
        found = fitting(papers, council, status)
        part = found[offset : offset + limit]
        return {"total": len(found), "documents": [paper_object(paper) for paper in part]}

    @routes.get("/{id}", response_model=models.PaperTree, responses=_FAULTS, operation_id="get_document")
    async def document(id: Id) -> Json:
        """One paper with its facts and the tree of its sections."""
        return await desk.read(lambda: tree_object(desk, id))

    @routes.get(
        "/{id}/sections/{number}",
        response_model=models.SectionText,
        responses=_PLACE_FAULTS,
        operation_id="get_section",
    )
    async def section(id: Id, number: Annotated[int, Path(ge=0, le=2**31 - 1)]) -> Json:
        """The words of one section, without those of the sections under it."""
        return section_object(await desk.read(lambda: desk.document(id)), number)

    @routes.get("/{id}/words", response_model=models.Words, responses=_PLACE_FAULTS, operation_id="get_words")
    async def words(id: Id, start: Annotated[models.Place, Query()], end: Annotated[models.Place, Query()]) -> Json:
        """The words that a citation points at, with where they stand and what stands around them.

        `document`, `start` and `end` are the citation's own. With them a quote can be checked by anyone.
        """
        return await desk.read(lambda: words_object(desk.shelved(id), desk.document(id), start, end))

    return routes


def tree_object(desk: Desk, id: str) -> Json:
    """One paper with the tree of its sections."""
    return {"document": paper_object(desk.shelved(id)), "sections": tree(desk.document(id).sections)}


def tree(sections: tuple[Section, ...]) -> list[Json]:
    """The sections as a tree, each parent with its children in reading order."""
    found: list[Json] = []
    by_number: dict[int, Json] = {}
    for section in sections:
        node: Json = {
            "number": section.number,
            "title": section.path[-1] if section.path else "",
            "kind": section.kind.value,
            "paragraph": section.paragraph,
            "page": section.page,
            "page_label": section.page_label,
            "start": section.start,
            "end": section.end,
            "sections": [],
        }
        by_number[section.number] = node
        parent = by_number.get(section.parent)
        (parent["sections"] if parent else found).append(node)
    return found


def section_object(document: Document, number: int) -> Json:
    """One section with its words."""
    section = next((s for s in document.sections if s.number == number), None)
    if section is None:
        detail = f"{document.file} has no section {number}. Its sections are numbered to {len(document.sections) - 1}."
        raise ProblemError(NO_PLACE, detail)
    return {
        "document": document.id,
        "number": section.number,
        "path": list(section.path),
        "kind": section.kind.value,
        "paragraph": section.paragraph,
        "page": section.page,
        "page_label": section.page_label,
        "last_page": section.last_page,
        "start": section.start,
        "end": section.end,
        "text": document.text[section.start : section.end],
    }


def words_object(paper: Shelved, document: Document, start: int, end: int) -> Json:
    """The words from one offset to another, with their place and their surroundings."""
    length = len(document.text)
    if not start < end <= length:
        detail = f"{document.file} has {length} characters, and none from {start} to {end}."
        raise ProblemError(NO_PLACE, detail)
    holders = [s for s in document.sections if s.start <= start]
    section = holders[-1] if holders else document.sections[0]
    page = page_at(document.pages, start)
    return {
        "document": paper.id,
        "file": paper.file,
        "title": paper.facts.title,
        "council": paper.facts.council,
        "date": paper.facts.date,
        "status": paper.facts.status.value,
        "section": list(section.path),
        "section_number": section.number,
        "page": page.index if page else section.page,
        "page_label": page.label if page else section.page_label,
        "start": start,
        "end": end,
        "text": document.text[start:end],
        "before": document.text[max(0, start - AROUND) : start],
        "after": document.text[end : end + AROUND],
    }


def fitting(papers: Sequence[Shelved], council: str, status: Status | None) -> list[Shelved]:
    """The papers of a council and a status; empty and None let all of them through."""
    return [
        paper
        for paper in papers
        if (not council or paper.facts.council.casefold() == council.casefold())
        and (status is None or paper.facts.status is status)
    ]
