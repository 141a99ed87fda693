"""How a Source and a request travel between two processes: frames of JSON, each behind its length."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

from ingest.records import Block, Dress, Page, Role, Source

_LENGTH = struct.Struct(">Q")


def encode(source: Source) -> dict[str, Any]:
    """A Source as plain JSON values."""
    return {
        "text": source.text,
        "blocks": [
            [
                *(
                    block.start,
                    block.end,
                    block.role.value,
                    block.dress.value,
                    block.level,
                    block.marker,
                    block.cells,
                ),
                *(block.headers, block.table, block.list_id, block.hard_break, block.repeats),
            ]
            for block in source.blocks
        ],
        "pages": [[page.index, page.label, page.start, page.end, page.recognised] for page in source.pages],
        "facts": dict(source.facts),
        "outline": source.outline,
        "warnings": source.warnings,
    }


def decode(data: dict[str, Any]) -> Source:
    """The Source that ``encode`` made plain."""
    return Source(
        text=data["text"],
        blocks=tuple(_block(values) for values in data["blocks"]),
        pages=tuple(Page(*values) for values in data["pages"]),
        facts=dict(data["facts"]),
        outline=tuple((title, label) for title, label in data["outline"]),
        warnings=tuple(data["warnings"]),
    )


def _block(values: list[Any]) -> Block:
    start, end, role, dress, level, marker, cells, headers, table, list_id, hard_break, repeats = values
    return Block(
        start=start,
        end=end,
        role=Role(role),
        dress=Dress(dress),
        level=level,
        marker=marker,
        cells=tuple((first, last) for first, last in cells),
        headers=tuple(headers),
        table=table,
        list_id=list_id,
        hard_break=hard_break,
        repeats=None if repeats is None else (repeats[0], repeats[1]),
    )


def send(stream: IO[bytes], message: dict[str, Any]) -> None:
    """Write one frame."""
    data = json.dumps(message, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """One frame, or None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        return None
    message: dict[str, Any] = json.loads(data)
    return message
