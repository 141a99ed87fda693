"""The figures of one answer against one question: pure functions, each with its source.

A function returns None, or no values, where there is nothing to score: what cannot be scored has no score, and
never a zero. The figures in ``SCORE_PY`` are those of ``../shared/evals/score.py``, to the digit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.records import Answer, Citation, NoteKind, Outcome, Statement
from assistant.views import content
from evals.folding import squashed, stands_in
from evals.printed import SUFFIX, printed
from evals.questions import Case, Expected
from ingest.words import figures

Values = dict[str, tuple[float, ...]]

_MARK = re.compile(r"\[(\d+)\]")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|without|cannot|\w+n't)\b", re.I)
# What share of a statement's content words its quotes must hold, where it is not a quote itself.
_SUPPORTED = 0.9
# What share of a point's content words an answer must hold: points are notes, not quotes.
_POINT = 2 / 3
_LIST = 3

# Every figure in the order of the tables: what it says, and whether higher is better.
FIGURES: Mapping[str, tuple[str, bool]] = {
    "right": ("questions with everything expected cited; or, where the papers are silent, not answered", True),
    "quote_recall": ("mean share of a question's expected quotes that are cited", True),
    "complete": ("answerable questions with every expected quote cited", True),
    "list_complete": ("of questions that want a list, those whose list is whole", True),
    "focus": ("of the words quoted, those from an expected quote's own section", True),
    "verbatim": ("citations that stand word for word in the file they name", True),
    "marked": ("answers whose markers, citations and statements agree", True),
    "points": ("answer points that the answer holds, of those a program can look for", True),
    "citation_recall": ("statements that their citations support (ALCE, without a model)", True),
    "citation_precision": ("citations that their statement needs (ALCE, without a model)", True),
    "figures_agree": ("statements with figures whose every figure stands in their quotes", True),
    "refusal_recall": ("unanswerable questions that were not answered", True),
    "refusal_prec": ("of the questions not answered, those that are unanswerable", True),
    "status_right": ("questions that one status alone suits, given that status", True),
    "notes_right": ("questions that need a note (draft, premise, assumption, …), given it", True),
    "no_false_premise": ("right questions that were not told that their premise is wrong", True),
    "words": ("mean words in an answer to an answerable question", False),
    "ms": ("mean milliseconds a question", False),
}
SCORE_PY = ("quote_recall", "complete", "focus", "verbatim", "marked", "refusal_recall", "refusal_prec", "words")


def score(case: Case, answer: Answer, papers: Mapping[str, str]) -> Values:
    """Every figure that can be scored of one answer; ``papers`` maps a file's name to its text."""
    found: Values = {}
    hits = quote_hits(case, answer)
    if hits:
        share = sum(hits) / len(hits) if answer.answered else 0.0
        found["quote_recall"] = (share,)
        found["complete"] = (float(share == 1.0),)
        if wants_list(case):
            found["list_complete"] = found["complete"]
        found["words"] = (float(len(answer.answer.split())),)
    single = {
        "right": float(is_right(case, answer)),
        "focus": focus(case, answer) if hits else None,
        "marked": marked(answer),
        "points": points(case, answer),
        "figures_agree": figures_agree(answer),
        "refusal_recall": None if case.answerable else float(not answer.answered),
        "refusal_prec": None if answer.answered else float(not case.answerable),
        "status_right": None if case.status is None else float(answer.status is case.status),
        "notes_right": notes_right(case, answer),
        "no_false_premise": no_false_premise(case, answer),
    }
    found.update({name: (value,) for name, value in single.items() if value is not None})
    lists = {
        "verbatim": verbatim(answer, papers),
        "citation_recall": citation_recall(answer, papers),
        "citation_precision": citation_precision(answer, papers),
    }
    found.update({name: values for name, values in lists.items() if values})
    return found


def quote_hits(case: Case, answer: Answer) -> tuple[bool, ...]:
    """For each expected quote, whether the citations of its file hold it (score.py: ``contained``)."""
    return tuple(any(_cited(way, answer) for way in e.ways) for e in case.expected)


def _cited(expected: Expected, answer: Answer) -> bool:
    return stands_in(expected.quote, [c.quote for c in answer.citations if c.file == expected.file])


def missed(case: Case, answer: Answer) -> tuple[str, ...]:
    """The expected quotes that were not cited."""
    return tuple(e.quote for e, hit in zip(case.expected, quote_hits(case, answer), strict=True) if not hit)


def wants_list(case: Case) -> bool:
    """Whether a list is wanted: by the question's type, or because three quotes stand in one section."""
    places = Counter((e.file, e.section) for e in case.expected)
    return bool(places) and (case.type == "list" or max(places.values()) >= _LIST)


def focus(case: Case, answer: Answer) -> float | None:
    """Of all words quoted, the share from an expected quote's own section (score.py: ``focus``)."""
    if not answer.answered or not answer.citations:
        return None
    ways = [way for e in case.expected for way in e.ways]
    gold = {(e.file, squashed(e.section[-1]) if e.section else "") for e in ways}
    sizes = [
        (
            len(c.quote.split()),
            (c.file, squashed(c.section[-1]) if c.section else "") in gold
            or any(squashed(e.quote) in squashed(c.quote) for e in ways),
        )
        for c in answer.citations
    ]
    return sum(n for n, good in sizes if good) / sum(n for n, _ in sizes)


def verbatim(answer: Answer, papers: Mapping[str, str]) -> tuple[float, ...]:
    """For each citation, whether its quote stands word for word in the file it names (score.py: ``verbatim``).

    What a PDF prints is taken from PDFium, so that a fault of our reader is seen.
    """
    return tuple(float(_stands(c, papers)) for c in answer.citations)


def _stands(citation: Citation, papers: Mapping[str, str]) -> bool:
    text = papers.get(citation.file, "")
    if citation.file.endswith(SUFFIX):
        return printed(text).holds(citation.quote)
    return squashed(citation.quote) in squashed(text)


def marked(answer: Answer) -> float | None:
    """Whether every [n] resolves and every citation is used; only of answers (score.py: ``marked``)."""
    if not answer.answered:
        return None
    used = {n for s in answer.statements for n in s.citations}
    numbers = {c.number for c in answer.citations}
    return float(bool(numbers) and used == numbers == {int(n) for n in _MARK.findall(answer.answer)})


def points(case: Case, answer: Answer) -> float | None:
    """The share of answer points that the answer holds, after the nugget recall of TREC QA (Voorhees 2003).

    A point is looked for where the expected quotes themselves hold it: what tells a reader how to judge ("the
    council decides") is left to readers. It counts as held with all of its figures and two thirds of its words.
    """
    expected = " ".join(e.quote for e in case.expected)
    sought = [p for p in case.answer_points if _holds(expected, p)]
    if not sought:
        return None
    said = " ".join((answer.answer, *(c.quote for c in answer.citations), *(n.text for n in answer.notes)))
    return sum(_holds(said, p) for p in sought) / len(sought) if answer.answered else 0.0


def _holds(text: str, point: str) -> bool:
    wanted, held = _stems(point), _stems(text)
    if not wanted or not set(figures(point)) <= set(figures(text)):
        return False
    return len(wanted & held) / len(wanted) >= _POINT


def supports(statement: str, quotes: Sequence[str]) -> bool:
    """Whether quotes support a statement, decided without a model.

    It stands in them word for word; or every one of its figures does, with nine tenths of its content words, and
    it denies something only where they do.
    """
    if stands_in(statement, list(quotes)):
        return True
    held = " ".join(quotes)
    if not set(figures(statement)) <= set(figures(held)) or bool(_NEGATION.search(statement)) != bool(
        _NEGATION.search(held)
    ):
        return False
    wanted = _stems(statement)
    return bool(wanted) and len(wanted & _stems(held)) / len(wanted) >= _SUPPORTED


@lru_cache(maxsize=5000)
def _stems(text: str) -> frozenset[str]:
    """The content stems of a text, kept: the same ones are looked at for every point and statement."""
    return frozenset(content(text))


def _standing(answer: Answer, statement: Statement, papers: Mapping[str, str]) -> dict[int, str]:
    """The quotes of a statement that stand in their papers: what does not stand there supports nothing."""
    return {c.number: c.quote for c in answer.citations if c.number in statement.citations and _stands(c, papers)}


def citation_recall(answer: Answer, papers: Mapping[str, str]) -> tuple[float, ...]:
    """For each statement, whether its citations together support it (ALCE, Gao et al. 2023, section 4.3)."""
    return tuple(
        float(supports(s.text, list(_standing(answer, s, papers).values()) or [""])) for s in answer.statements
    )


def citation_precision(answer: Answer, papers: Mapping[str, str]) -> tuple[float, ...]:
    """For each citation of a statement, whether it is needed (ALCE, Gao et al. 2023, section 4.3).

    The statement must be supported, and the citation either supports it alone or is missed when left out.
    """
    found: list[float] = []
    for statement in answer.statements:
        quotes = _standing(answer, statement, papers)
        whole = supports(statement.text, list(quotes.values()) or [""])
        for number in statement.citations:
            rest = [q for n, q in quotes.items() if n != number]
            alone = number in quotes and supports(statement.text, [quotes[number]])
            found.append(float(whole and (alone or not (rest and supports(statement.text, rest)))))
    return tuple(found)


def figures_agree(answer: Answer) -> float | None:
    """The share of statements with figures whose every figure stands in their quotes; a derived one is excused."""
    if any(n.kind is NoteKind.DERIVED for n in answer.notes):
        return None
    quotes = {c.number: c.quote for c in answer.citations}
    stating = [s for s in answer.statements if figures(s.text)]
    agree = [set(figures(s.text)) <= {f for n in s.citations for f in figures(quotes.get(n, ""))} for s in stating]
    return sum(agree) / len(agree) if agree else None


def notes_right(case: Case, answer: Answer) -> float | None:
    """Whether every kind of note that the question needs is there; others may stand beside it."""
    return float(set(case.notes) <= {n.kind for n in answer.notes}) if case.notes else None


def no_false_premise(case: Case, answer: Answer) -> float | None:
    """Whether an answer to a question with a right premise leaves the premise alone."""
    if not answer.answered or not case.answerable or NoteKind.PREMISE in case.notes:
        return None
    return float(all(n.kind is not NoteKind.PREMISE for n in answer.notes))


def is_right(case: Case, answer: Answer) -> bool:
    """Whether an answer needs no excuse: everything expected is cited, or what has no answer was not given one."""
    if not case.answerable:
        return not answer.answered and (case.status in {None, answer.status} or answer.status is Outcome.NOT_FOUND)
    return answer.answered and all(quote_hits(case, answer))
