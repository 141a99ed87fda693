"""A quiz from checked quotes: every answer is words of its quote, or of the law named; nothing is made up beside it.

There are no wrong answers to choose from: a made-up one could be remembered as true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest

from assistant.briefing.quoting import Paper, Quoter, stands_alone
from assistant.briefing.records import Abbreviation, Event, Happening, Law, ObjectiveSet, Origin, QuizItem
from assistant.records import Statement
from ingest.records import Kind, Role

ITEMS = 14
PER_SORT = 3
BLANK = "_____"
LONGEST = 45
_FIGURE = re.compile(r"£?\d+(?:,\d{3})*(?:\.\d+)?\s?%|£\d+(?:,\d{3})*(?:\.\d+)?")
_YEARS = re.compile(r"at least (?:every|once a) [\w ]+?(?=[.,;:]|$)| at least (?:every) \w+ \w+", re.I)


def quiz(
    law: Law,
    current: Sequence[ObjectiveSet],
    timeline: Sequence[Event],
    abbreviations: Sequence[Abbreviation],
    papers: Sequence[Paper],
    quoter: Quoter,
) -> tuple[QuizItem, ...]:
    """Questions of each sort in turn, so that a short quiz asks of everything."""
    sorts = (
        _of_law(law),
        _of_objectives(current),
        _of_dates(timeline),
        _of_gaps(current, quoter),
        _of_abbreviations(abbreviations),
        _of_figures(papers, quoter),
    )
    turns = chain.from_iterable(zip_longest(*(islice(one, PER_SORT) for one in sorts)))
    return tuple(item for item in turns if item is not None)[:ITEMS]


def _of_law(law: Law) -> Iterator[QuizItem]:
    """What each duty asks for, answered by the duty's own words and source."""
    for duty in law.duties:
        if found := _YEARS.search(duty.words):
            yield QuizItem(f"{duty.name}: how often does the law ask for it?", found[0].strip(), None, duty.source)


def _of_objectives(current: Sequence[ObjectiveSet]) -> Iterator[QuizItem]:
    """An objective by its number."""
    for one in current:
        for objective in one.objectives:
            if objective.number:
                name = f"“{one.title}”"
                yield QuizItem(
                    f"What is objective {objective.number} of {name}?", objective.wording.text, objective.wording
                )


def _of_gaps(current: Sequence[ObjectiveSet], quoter: Quoter) -> Iterator[QuizItem]:
    """What a paper names as the gap of an objective; it may be another paper than the one that sets it."""
    for one in current:
        for objective in one.objectives:
            for gap in objective.gaps[:1]:
                if objective.number and len(gap.text.split()) <= LONGEST:
                    title = quoter.citations[gap.citations[0] - 1].title
                    asked = f"What does “{title}” name as the gap of objective {objective.number}?"
                    yield QuizItem(asked, gap.text, gap)


def _of_dates(timeline: Sequence[Event]) -> Iterator[QuizItem]:
    """When something happened, the latest first: the sentence with its date left out."""
    for event in reversed(timeline):
        if event.happening is Happening.EVENT and event.statement is not None:
            yield from _cloze(event.statement, event.printed)


def _of_figures(papers: Sequence[Paper], quoter: Quoter) -> Iterator[QuizItem]:
    """A share or a sum of money in a paper in force: the sentence with it left out."""
    for paper in papers:
        if not paper.in_force:
            continue
        for unit in paper.told():
            words = paper.words(unit)
            figures = _FIGURE.findall(words)
            if len(figures) != 1 or unit.role is Role.HEADING or unit.kind is Kind.CONTACT or not _fits(words):
                continue
            if (statement := quoter.say(paper, unit)) is not None:
                yield from _cloze(statement, figures[0])


def _of_abbreviations(abbreviations: Sequence[Abbreviation]) -> Iterator[QuizItem]:
    """What the abbreviations stand for that the papers explain, the most used first."""
    explained = [a for a in abbreviations if a.origin is Origin.PAPER and a.explained is not None]
    for one in sorted(explained, key=lambda a: (-a.uses, a.short)):
        yield QuizItem(f"What does {one.short} stand for?", one.meaning, one.explained)


def _cloze(statement: Statement, answer: str) -> Iterator[QuizItem]:
    """A sentence with its answer left out, where it stands once and the sentence can be read alone."""
    if answer and statement.text.count(answer) == 1 and _fits(statement.text):
        yield QuizItem(f"Fill the blank: “{statement.text.replace(answer, BLANK)}”", answer, statement)


def _fits(words: str) -> bool:
    return stands_alone(words) and len(words.split()) <= LONGEST and words.rstrip("”\"'").endswith((".", "!"))
