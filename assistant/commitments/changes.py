"""How a wording differs from an earlier one, word by word."""

from __future__ import annotations

import difflib

from assistant.commitments.records import Change
from assistant.commitments.threads import same
from ingest.words import fold


def changes_of(before: str, now: str) -> tuple[Change, ...]:
    """How a wording differs from the one before, word by word; nothing where it does not."""
    if same(before, now):
        return ()
    one, other = before.split(), now.split()
    matcher = difflib.SequenceMatcher(None, [fold(w) for w in one], [fold(w) for w in other], autojunk=False)
    found: list[Change] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Change("same", " ".join(other[c:d])))
            continue
        found += [Change("removed", " ".join(one[a:b]))] if b > a else []
        found += [Change("added", " ".join(other[c:d]))] if d > c else []
    return tuple(found)
