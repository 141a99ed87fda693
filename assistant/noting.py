"""Notes to an answer: what was assumed, what the papers gainsay, what is only a draft, what has been replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.candidates import Candidate, Chosen
from assistant.composing import heading
from assistant.deriving import derived
from assistant.premises import premises
from assistant.records import Citation, Intent, Note, NoteKind, Question
from assistant.signs import asks_past, is_ahead
from ingest.index import DocumentRow
from ingest.records import Kind, Status

# A span of years in a paper's facts; a plan runs for so many at least.
_SPAN = re.compile(r"\b((?:19|20)\d\d) ?(?:[-–/]|to) ?((?:19|20)?\d\d)\b")
LASTING = 2
# How many of the best units carry an answer.
CARRYING = 4
_PROPOSED = re.compile(
    r"\b(?:(?:is|are|was|were|now) proposed|proposals? (?:to|for|in|are|is)|proposed (?:\w+ ){0,2}(?:wording|measures?"
    r"|objectives?|actions?|plans?|amendments?|commitments?|closures?|changes?)"
    r"|draft (?:\w+ ){0,4}(?:plan|strategy|objectives?|actions?|charter)"
    r"|to be considered by|(?:is|are) recommended to|recommends? to|subject to (?:approval|agreement|adoption|the new)"
    r"|if (?:\w+ ){1,3}agrees?)\b",
    re.I,
)
_PROMISING = frozenset({Kind.COMMITMENT, Kind.OBJECTIVE, Kind.DECISION, Kind.TIMETABLE})
_UNKNOWN = re.compile(
    r"\b(?:no|not|nor|never|little)\b(?: \w+){0,4} (?:data|information|figures?|evidence|known?|measured|analysed)\b"
    r"|\bdo(?:es)? not (?:know|hold|have|record|collect)\b|\bevidence (?:is|was) thin\b|\btoo (?:few|small)\b",
    re.I,
)


def notes_for(
    question: Question, citations: Sequence[Citation], chosen: Sequence[Chosen], rows: Mapping[str, DocumentRow]
) -> tuple[Note, ...]:
    """The notes that an answer needs, in the order in which a reader wants them."""
    notes = [Note(NoteKind.ASSUMPTION, text) for text in question.assumptions]
    notes.extend(_premises(question, citations, chosen))
    cited = list(dict.fromkeys(c.document for c in citations))
    notes.extend(_worked_out(question, citations, chosen))
    notes.extend(_undecided(question, citations, chosen))
    notes.extend(_councils(question, cited, rows))
    for document in cited:
        row = rows[document]
        if row.facts.status is Status.DRAFT:
            notes.append(Note(NoteKind.DRAFT, f"{heading(row)} is a draft: what was adopted may differ."))
        elif row.facts.status is Status.SUPERSEDED:
            notes.append(Note(NoteKind.SUPERSEDED, f"{heading(row)} has been replaced by a later paper."))
        elif later := _later(row, rows):
            notes.append(Note(NoteKind.SUPERSEDED, f"{heading(row)} is of an earlier time than {heading(later)}."))
    if not any(n.kind is NoteKind.DRAFT for n in notes):
        notes.extend(_proposed(citations, chosen))
    return tuple(notes)


def _premises(question: Question, citations: Sequence[Citation], chosen: Sequence[Chosen]) -> list[Note]:
    """What the question takes for granted and a cited quote gainsays."""
    notes = []
    for premise in premises(question, chosen):
        number = _number(citations, premise.unit)
        if number is not None:
            notes.append(Note(NoteKind.PREMISE, f"{premise.text} See source {number}."))
    return notes


def _councils(question: Question, cited: Sequence[str], rows: Mapping[str, DocumentRow]) -> list[Note]:
    """Say whose papers were read where neither question nor limits name a council, and several could have answered."""
    loaded = {r.facts.council for r in rows.values() if r.facts.council and question.scope.admits(r)}
    answered = {rows[d].facts.council for d in cited} - {""}
    if question.councils or len(loaded) < 2 or not answered:
        return []
    others = sorted(loaded - answered)
    names = " and ".join(sorted(answered))
    rest = f" Papers of {', '.join(others)} are loaded too: name the council to ask about it." if others else ""
    return [Note(NoteKind.ASSUMPTION, f"No council was named; this is what papers of {names} say.{rest}")]


def _worked_out(question: Question, citations: Sequence[Citation], chosen: Sequence[Chosen]) -> list[Note]:
    """The change asked for, where one quote gives both figures."""
    change = derived(question, chosen)
    number = _number(citations, change.unit) if change else None
    if change is None or number is None:
        return []
    return [Note(NoteKind.DERIVED, f"{change.text} This is worked out from source {number}, which does not say it.")]


def _undecided(question: Question, citations: Sequence[Citation], chosen: Sequence[Chosen]) -> list[Note]:
    """What the quotes leave open: whether something planned was done, and what the papers say they do not know."""
    notes = []
    done = question.wants(Intent.YES_NO) and asks_past(question) and not question.wants(Intent.COMMITMENT)
    if done and is_ahead(_best(chosen)[0]):
        notes.append(Note(NoteKind.ABSENCE, "The quotes say what was planned; they do not decide whether it was done."))
    if question.wants(Intent.EVIDENCE, Intent.GAP):
        unknown = [_number(citations, c) for c in _best(chosen) if _UNKNOWN.search(c.view.words)]
        numbers = sorted({n for n in unknown if n is not None})
        if numbers:
            named = _sources(numbers)
            notes.append(Note(NoteKind.ABSENCE, f"{named}: the papers themselves say that something is not known."))
    return notes


def _proposed(citations: Sequence[Citation], chosen: Sequence[Chosen]) -> list[Note]:
    """The quotes that say, or stand under a title that says, that they are proposals."""
    proposals = [c.candidate for c in chosen if _is_proposal(c.candidate)]
    numbers = sorted({n for n in (_number(citations, c) for c in proposals) if n is not None})
    # What stands beside the answer need not be told apart; what carries it must be.
    if not numbers or not any(c in proposals for c in _best(chosen)):
        return []
    verb = "were proposals when they were" if len(numbers) > 1 else "was a proposal when it was"
    return [Note(NoteKind.DRAFT, f"{_sources(numbers)} {verb} written: what was decided may differ.")]


def _best(chosen: Sequence[Chosen]) -> list[Candidate]:
    """The units that carry an answer, best first."""
    return sorted((c.candidate for c in chosen), key=lambda c: -c.score)[:CARRYING]


def _is_proposal(unit: Candidate) -> bool:
    """Whether a unit says that it is a proposal, or is a promise under a title that says so."""
    around = f"{unit.view.unit.lead} {' '.join(unit.section.path[1:])}"
    promised = unit.view.unit.kind in _PROMISING and bool(_PROPOSED.search(around))
    return promised or bool(_PROPOSED.search(unit.view.words))


def _sources(numbers: Sequence[int]) -> str:
    """Sources by their numbers, as a sentence begins with them."""
    named = [str(n) for n in numbers]
    return f"Source {named[0]}" if len(named) == 1 else f"Sources {', '.join(named[:-1])} and {named[-1]}"


def _later(row: DocumentRow, rows: Mapping[str, DocumentRow]) -> DocumentRow | None:
    """A loaded paper of the same council whose years begin where those of a plan end, or None."""
    own = _span(row)
    if own is None or own[1] - own[0] < LASTING:
        return None
    for other in rows.values():
        years = _span(other)
        if other.facts.council == row.facts.council and years and years[0] >= own[1] and years[1] > own[1]:
            return other
    return None


def _span(row: DocumentRow) -> tuple[int, int] | None:
    """The first and last year that a paper is for, as its facts, its title or its file's name have them."""
    for words in (row.facts.period, row.facts.title, row.file):
        for found in _SPAN.finditer(words):
            first = int(found[1])
            last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
            if first < last:
                return first, last
    return None


def _number(citations: Sequence[Citation], unit: Candidate) -> int | None:
    """The number of the citation in which a unit stands, or None."""
    document, start = unit.place
    return next((c.number for c in citations if c.document == document and c.start <= start < c.end), None)
