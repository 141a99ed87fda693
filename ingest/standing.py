"""How papers stand to each other: which one replaces which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.index import DocumentRow
from ingest.records import Status


def standings(rows: Sequence[DocumentRow]) -> tuple[DocumentRow, ...]:
    """The papers with the status that others give them: what one replaces is superseded, drafts stay drafts."""
    replaced = {name for row in rows for name in row.facts.supersedes}
    return tuple(
        replace(row, facts=replace(row.facts, status=Status.SUPERSEDED))
        if row.file in replaced and row.facts.status in {Status.UNKNOWN, Status.ADOPTED}
        else row
        for row in rows
    )
