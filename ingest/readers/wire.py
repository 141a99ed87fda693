"""How a request and what comes of it travel between two processes: frames of JSON, each behind its length."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

from pydantic import TypeAdapter

from ingest.records import Document, Source

_LENGTH = struct.Struct(">Q")

SOURCE = TypeAdapter(Source)
DOCUMENT = TypeAdapter(Document)


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
