"""Questions that a reader may want to ask next; only those that the papers answer with something new."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from assistant.answering import Worked
from assistant.records import Answer, Intent, Outcome, Question

MOST = 3
# A longer subject makes a question that nobody would ask.
MOST_WORDS = 7
SOLID = 0.9
# How each kind of question is put about a subject, in the order in which people go on.
NEXT: tuple[tuple[Intent, str], ...] = (
    (Intent.PROGRESS, "What progress has been made on {}?"),
    (Intent.COMMITMENT, "What did we commit to on {}?"),
    (Intent.GAP, "What gaps were identified on {}?"),
    (Intent.FIGURE, "What figures are given on {}?"),
)


def follow_ups(worked: Worked, ask: Callable[[str], Answer]) -> tuple[str, ...]:
    """At most three questions on the same subject that ``ask`` answers, mostly from the same papers."""
    subject = subject_of(worked.question)
    if not subject or worked.answer.status is not Outcome.ANSWERED:
        return ()
    shown = {(c.document, c.start) for c in worked.answer.citations}
    papers = {c.document for c in worked.answer.citations}
    found: list[str] = []
    for intent, words in NEXT:
        if worked.question.wants(intent):
            continue
        answer = ask(words.format(subject))
        places = {(c.document, c.start) for c in answer.citations}
        if answer.status is Outcome.ANSWERED and _is_near(answer, papers) and places - shown:
            found.append(words.format(subject))
            shown |= places
        if len(found) == MOST:
            break
    return tuple(found)


def subject_of(question: Question) -> str:
    """The stretch of the question, as asked, that its terms stand in; empty where it is too long or not there."""
    places = []
    for term in question.terms:
        if term.weight >= SOLID:
            found = re.search(rf"(?<!\w)(?:the )?{re.escape(term.asked)}(?!\w)", question.asked, re.I)
            places += [found.span()] if found else []
    if not places:
        return ""
    words = question.asked[min(start for start, _ in places) : max(end for _, end in places)]
    return words if len(words.split()) <= MOST_WORDS else ""


def _is_near(answer: Answer, papers: Collection[str]) -> bool:
    """Whether an answer stays with the papers at hand: one that gathers from many others has lost the subject."""
    cited = [c.document for c in answer.citations]
    return 2 * sum(document in papers for document in cited) > len(cited)
