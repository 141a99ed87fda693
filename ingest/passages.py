"""Divide a document into passages bounded by the embedding model's own word pieces.

A passage never crosses a section. A list stays with its lead-in while it fits; where it does not, the lead-in goes
into the context line of each part. A unit longer than the bound is divided at a word's end.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.records import Document, Kind, Passage, Role, Section, Unit
from ingest.settings import PassageSettings
from ingest.words import searchable

TITLE_PIECES = 24
# A lead-in takes at most this part (one third) of a passage that it does not stand in.
LEAD_SHARE = 3


class WordPieces(Protocol):
    """How a model cuts text: the spans of the pieces, the bound, and the pieces that it adds itself."""

    @property
    def max_pieces(self) -> int:
        """How many pieces the model sees of a text."""

    @property
    def special_pieces(self) -> int:
        """How many of them are its own."""

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """The spans of a text's pieces."""


@dataclass(frozen=True, slots=True)
class _Atom:
    """One unit, or a part of a long one, with the words that are embedded for it and their length in pieces."""

    unit: Unit
    start: int
    end: int
    words: str
    size: int


def divide(document: Document, pieces: WordPieces, settings: PassageSettings) -> tuple[Passage, ...]:
    """The passages of a document in reading order; none is longer than the bound with its context line."""
    bound = min(settings.word_pieces, pieces.max_pieces) - pieces.special_pieces - 1
    by_section: dict[int, list[Unit]] = {}
    for unit in document.units:
        by_section.setdefault(unit.section, []).append(unit)
    passages: list[Passage] = []
    for section in document.sections:
        units = by_section.get(section.number, [])
        if not any(u.role is not Role.HEADING for u in units) and not _states(units):
            continue
        context = context_line(document, section, pieces, min(settings.context_pieces, bound // 2))
        room = bound - len(pieces.pieces(context))
        atoms = [a for u in units for a in _atoms(document.text, u, pieces, room)]
        for run in _pack(_groups(atoms), room, pieces):
            passages.append(_passage(document, section, run, context, pieces, bound))
    return tuple(passages)


def _states(units: Sequence[Unit]) -> bool:
    """Whether headings alone make a passage: an objective that has no text of its own does."""
    return any(u.kind is Kind.OBJECTIVE or u.paragraph for u in units)


def context_line(document: Document, section: Section, pieces: WordPieces, room: int) -> str:
    """Where a passage stands, in at most ``room`` pieces: the paper's title and council, then titles inwards."""
    facts = document.facts
    head = _cut(", ".join(p for p in (facts.title, facts.council) if p), pieces, min(TITLE_PIECES, room))
    titles = [searchable(t) for t in section.path if t.rstrip(":") != facts.title]
    kept: list[str] = []
    left = room - len(pieces.pieces(head))
    for title in reversed(titles):
        share = _cut(title, pieces, left - 1)
        if not share:
            break
        kept.insert(0, share)
        left -= len(pieces.pieces(share)) + 1
    return " > ".join(p for p in (head, *kept) if p)


def _cut(text: str, pieces: WordPieces, room: int) -> str:
    """The longest beginning of a text, at a word's end, that is no longer than ``room`` pieces."""
    spans = pieces.pieces(text)
    if len(spans) <= room:
        return text
    if room <= 0:
        return ""
    end = spans[room][0]
    while end > 0 and not text[end - 1].isspace():
        end -= 1
    return text[:end].rstrip(" ,;:-")


def _atoms(text: str, unit: Unit, pieces: WordPieces, room: int) -> Iterator[_Atom]:
    words = searchable(text[unit.start : unit.end])
    size = len(pieces.pieces(words)) + 1
    if size <= room:
        yield _Atom(unit, unit.start, unit.end, words, size)
        return
    for start, end in _parts(text, unit, pieces, room):
        part = searchable(text[start:end])
        yield _Atom(unit, start, end, part, len(pieces.pieces(part)) + 1)


def _parts(text: str, unit: Unit, pieces: WordPieces, room: int) -> Iterator[tuple[int, int]]:
    """Halve a unit at word ends until each part fits; a part of one endless word is left as it is."""
    pending = [(unit.start, unit.end)]
    while pending:
        start, end = pending.pop()
        if len(pieces.pieces(searchable(text[start:end]))) + 1 <= room or end - start <= 1:
            yield start, end
            continue
        middle = (start + end) // 2
        space = max(
            text.rfind(" ", start + 1, middle), text.rfind("\n", start + 1, middle), text.rfind("\t", start + 1, middle)
        )
        cut = space if space > start else middle
        pending.extend([(cut, end), (start, cut)])


def _groups(atoms: Sequence[_Atom]) -> list[list[_Atom]]:
    """Runs that should stay together: the units of a list, row or paragraph, with the heading or lead-in before it."""
    leads = {a.unit.lead_span for a in atoms if a.unit.role is Role.ITEM and a.unit.lead_span}
    runs: list[list[_Atom]] = []
    open_lead = after_heading = False
    for atom in atoms:
        same = bool(runs) and runs[-1][-1].unit.group == atom.unit.group
        if same or after_heading or (open_lead and atom.unit.role is Role.ITEM):
            runs[-1].append(atom)
        else:
            runs.append([atom])
        open_lead = any(a <= atom.start < b for a, b in leads)
        after_heading = atom.unit.role is Role.HEADING
    return runs


def _pack(runs: Sequence[list[_Atom]], room: int, pieces: WordPieces) -> Iterator[list[_Atom]]:
    """Fill passages run by run; a run that is longer than a passage is filled atom by atom.

    An item that stands first in a passage needs its lead-in in the context line: there must be room for that too.
    """
    current: list[_Atom] = []
    used = 0
    for run in runs:
        size = sum(a.size for a in run)
        if current and used + size > room:
            yield current
            current = []
        if not current:
            used = _lead_size(run[0], room, pieces)
        if used + size <= room:
            current, used = current + run, used + size
            continue
        for atom in run:
            if current and used + atom.size > room:
                yield current
                current, used = [], _lead_size(atom, room, pieces)
            current.append(atom)
            used += atom.size
    if current:
        yield current


def _lead_size(atom: _Atom, room: int, pieces: WordPieces) -> int:
    """How many pieces the lead-in of a list takes whose item stands first in a passage; a long one is cut."""
    if atom.unit.role is not Role.ITEM or not atom.unit.lead:
        return 0
    return min(len(pieces.pieces(atom.unit.lead)) + 2, room // LEAD_SHARE)


def _passage(
    document: Document, section: Section, run: Sequence[_Atom], context: str, pieces: WordPieces, bound: int
) -> Passage:
    start, end = run[0].start, max(a.end for a in run)
    words = "\n".join(a.words for a in run)
    lead = run[0].unit.lead
    lead_here = run[0].unit.lead_span is None or run[0].unit.lead_span[0] >= start
    if lead and not (lead_here and run[0].unit.lead_span):
        left = bound - len(pieces.pieces(f"{context}\n{words}")) - 3
        cut = _cut(lead, pieces, left)
        context = f"{context} > {cut}" if cut else context
    kind = Counter(a.unit.kind for a in run if a.unit.role is not Role.HEADING).most_common(1)
    key = hashlib.sha256(f"{document.id}\0{start}\0{end}\0{context}\0{words}".encode()).hexdigest()[:20]
    return Passage(
        id=key,
        document=document.id,
        section=section.number,
        start=start,
        end=end,
        text=words,
        context=context,
        kind=kind[0][0] if kind else section.kind,
        page=run[0].unit.page,
    )


def unit_text(document: Document, unit: Unit) -> tuple[bytes, str]:
    """The key and the text of a unit's vector: its lead-in, then its words."""
    words = searchable(document.text[unit.start : unit.end])
    text = f"{searchable(unit.lead)} {words}" if unit.lead else words
    return hashlib.blake2b(text.encode(), digest_size=16, person=b"unit").digest(), text
