"""Whom to contact ("How do I get in touch with the equality team?"): the addresses that the papers themselves print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.candidates import Candidate, Chosen
from assistant.expansion import words_of
from assistant.records import Intent, Question, Term
from ingest.index import DocumentRow
from ingest.records import Kind, Role, Status

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d@])0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b")

_ASKED = re.compile(
    r"\bhow (?:do|can|could|would|should|to)(?: (?:I|we|you|people|staff|residents))? (?:get hold of|get in touch"
    r"|contact|reach|e-?mail|phone|ring|write to)\b"
    r"|\bwhom? (?:do|can|could|should|would) (?:I|we) (?:get in touch with|contact|e-?mail|phone|ring|write to|ask"
    r"|speak to|talk to|turn to|go to)\b"
    r"|\b(?:what|who) (?:is|are)(?: the| our)?(?: \w+)? contacts?\b(?! with)|['’]s the contact\b"
    r"|\bcontact (?:details|officer|person)\b|\b(?:e-?mail|phone|telephone) (?:address|number)\b",
    re.I,
)
# Each kind of address that is asked for by name, and how it is printed.
_KINDS = {
    "telephone number": (
        re.compile(
            r"\b(?:tele)?phone (?:number|line)\b|\bnumber (?:do|can|should|to) (?:I |we )?(?:call|ring)\b", re.I
        ),
        PHONE,
    ),
    "e-mail address": (re.compile(r"\be-?mail address", re.I), ADDRESS),
}
MOST_WORDS = 60
# A line with a name or a team stands right over its address.
NAME_WORDS = 12


def contacts_asked(
    question: Question, ranked: Sequence[Candidate], rows: Mapping[str, DocumentRow]
) -> tuple[Chosen, ...]:
    """The printed contacts of each council asked about, the newest paper first; none where none are printed.

    A place or body that is named and that no contact speaks of is left to the signs.
    """
    if not _ASKED.search(question.asked) or question.wants(Intent.WHY):
        return ()
    named = [c for c in ranked if question.papers and c.paper.document.id in question.papers[0]]
    found = _printed(question, named) or _printed(question, ranked)
    if not found or not_printed(question, [c.view.words for c in found]):
        return ()
    chosen: list[Chosen] = []
    for council in question.councils or (_most_loaded(ranked),):
        of_council = [c for c in found if c.paper.document.facts.council == council]
        chosen += [Chosen(c, "the contact asked for") for c in _newest(of_council, rows)]
    return tuple(chosen)


def not_printed(question: Question, words: Sequence[str]) -> str:
    """The kind of address that is asked for and that none of these words give; empty where none is, or one does."""
    for kind, (asked, printed) in _KINDS.items():
        if asked.search(question.asked) and not any(printed.search(one) for one in words):
            return kind
    return ""


def _newest(contacts: Sequence[Candidate], rows: Mapping[str, DocumentRow]) -> list[Candidate]:
    """Each address once, as the newest paper prints it, in few words; those of replaced papers where no other has any.

    Whoever a replaced paper names may have gone.
    """
    by_paper: dict[str, list[Candidate]] = {}
    for one in contacts:
        by_paper.setdefault(one.paper.document.id, []).append(one)
    in_force = [p for p in by_paper if rows[p].facts.status is not Status.SUPERSEDED]
    kept: list[Candidate] = []
    known: set[str] = set()
    for paper in sorted(in_force or by_paper, key=lambda p: rows[p].facts.date, reverse=True):
        fresh = {a.casefold() for c in by_paper[paper] for a in _addresses(c)} - known
        if fresh and (not kept or words_of([*kept, *by_paper[paper]]) <= MOST_WORDS):
            kept += by_paper[paper]
            known |= fresh
    return kept


def _most_loaded(ranked: Sequence[Candidate]) -> str:
    """The council of most of the papers: whoever names none means their own."""
    papers = {c.paper.document.id: c.paper.document.facts.council for c in ranked}
    return Counter(papers.values()).most_common(1)[0][0]


def _addresses(candidate: Candidate) -> list[str]:
    words = candidate.view.words
    return [*ADDRESS.findall(words), *PHONE.findall(words)]


def _printed(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The contacts with an address, each with the short line over it; none of another thing than is named."""
    wanted = [i for i, term in enumerate(question.terms) if term.named or _is_name(term, question)]
    contacts = sorted((c for c in candidates if c.view.unit.kind is Kind.CONTACT), key=lambda c: c.place)
    held: dict[tuple[str, int], Candidate] = {}
    before: Candidate | None = None
    for one in contacts:
        if _addresses(one) and all(one.match.own_found[i] for i in wanted):
            if before is not None and _stands_over(before, one):
                held[before.place] = before
            held[one.place] = one
        before = one
    return list(held.values())


def _is_name(term: Term, question: Question) -> bool:
    """Whether words of the field are written as a name is ("the Hate Crime Partnership")."""
    return term.asked[:1].isupper() and " " in term.asked and not question.asked.startswith(term.asked)


def _stands_over(before: Candidate, one: Candidate) -> bool:
    same = before.paper is one.paper and before.view.unit.section == one.view.unit.section
    line = before.view.unit.role is not Role.HEADING and before.view.length <= NAME_WORDS
    return same and line and before.view.name and not _addresses(before)
