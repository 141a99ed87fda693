"""From blocks as a reader found them to a document with sections and units, by rules that name no paper."""

from __future__ import annotations

from pathlib import PurePath

from ingest.records import Document, Facts, Source
from ingest.structure.abbreviations import find_abbreviations
from ingest.structure.facts import paper_facts
from ingest.structure.headings import resolve_headings
from ingest.structure.repairs import (
    join_cut_sentences,
    link_pull_quotes,
    mark_captions,
    mark_contents,
    number_lists,
)
from ingest.structure.sections import build_tree
from ingest.structure.units import build_units

__all__ = ["build_document"]


def build_document(source: Source, *, id: str, file: str, sha256: str) -> Document:
    """Structure a source; the facts are those that the paper states."""
    blocks = mark_contents(source.text, source.blocks)
    blocks = mark_captions(source.text, blocks)
    blocks = link_pull_quotes(source.text, blocks)
    blocks = resolve_headings(source.text, blocks)
    blocks = join_cut_sentences(source.text, blocks)
    blocks = number_lists(source.text, blocks)
    named = f"{source.facts.get('title', '')}\n{PurePath(file).stem.replace('_', ' ').replace('-', ' ')}"
    tree = build_tree(source.text, blocks, source.pages, source.outline, named)
    units = build_units(source.text, blocks, tree, source.pages)
    facts: Facts = paper_facts(source.text, blocks, tree.sections, source.facts, file)
    return Document(
        id=id,
        file=file,
        sha256=sha256,
        facts=facts,
        text=source.text,
        pages=source.pages,
        blocks=tuple(blocks),
        sections=tree.sections,
        units=units,
        abbreviations=find_abbreviations(source.text, blocks),
        warnings=source.warnings,
    )
