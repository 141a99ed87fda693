"""The abbreviations that the papers use: what they mean, who says so, and where each stands first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.briefing.quoting import Paper, Quoter
from assistant.briefing.records import Abbreviation, Origin
from assistant.lexicon import load_vocabulary
from assistant.records import Statement
from ingest.records import Kind, Unit
from ingest.words import readable
from ingest.words import words as words_in

_SHORT = re.compile(r"(?<![\w@.-])([A-Z](?:[A-Z]|&(?=[A-Z])){1,8})(?:\+|[’'](?=s\b))?(?:s)?(?![\w@-])")
# Words in capitals beside each other ("CASE STUDY") are loud, not short.
_LOUD = re.compile(r"\b[A-Z]{4,}(?: [A-Z]{4,})+\b")
_ROMAN = re.compile(r"[IVX]+$")
_WORD = re.compile(r"[A-Za-z][\w'’]*")
_SMALL = {"and", "of", "for", "the", "in", "on", "to", "with", "a"}
MOST_CAPITALS = 0.5
LONGEST = 12


def abbreviations(council: str, papers: Sequence[Paper], quoter: Quoter) -> tuple[Abbreviation, ...]:
    """In alphabetical order, those that the running text uses; a list of abbreviations alone is no use."""
    first: dict[str, tuple[Paper, Unit]] = {}
    uses: Counter[str] = Counter()
    plain: set[str] = set()
    for paper in papers:
        known = {short for short, _ in paper.document.abbreviations}
        for unit in paper.document.units:
            if paper.section(unit).kind in {Kind.DEFINITION, Kind.CONTACT} or unit.kind is Kind.CONTACT:
                continue
            plain.update(word for word in words_in(paper.words(unit)) if word.islower())
            for short in _shorts(paper.words(unit), known):
                uses[short] += 1
                first.setdefault(short, (paper, unit))
    found = []
    for short, (paper, unit) in first.items():
        meaning, explained = _meaning(short, papers, quoter)
        field = load_vocabulary().abbreviations.get(short.upper(), "")
        if not meaning and not field and short == _initials(council):
            field, other = council, Origin.INITIALS
        else:
            other = Origin.FIELD if field else Origin.NOBODY
        # A word in capitals for looks stands elsewhere in small letters.
        if not meaning and not field and short.lower() in plain:
            continue
        origin = Origin.PAPER if meaning else other
        if (use := _use(paper, unit, short, quoter)) is not None:
            found.append(Abbreviation(short, meaning or field, origin, uses[short], use, explained))
    return tuple(sorted(found, key=lambda a: (a.short.casefold(), a.short)))


def _shorts(words: str, known: set[str]) -> Iterator[str]:
    """The abbreviations in some words; in a line of capitals every word looks like one, so it has none."""
    letters = [c for c in words if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) > MOST_CAPITALS * len(letters):
        return
    loud = {word for run in _LOUD.findall(words) for word in run.split()}
    for found in _SHORT.finditer(words):
        if not _ROMAN.match(found[1]) and (found[1] in known or found[1] not in loud):
            yield found[1]
    for short in known:
        if not _SHORT.fullmatch(short) and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", words):
            yield short


def _initials(council: str) -> str:
    return "".join(word[0] for word in council.split() if word[0].isupper())


def _meaning(short: str, papers: Sequence[Paper], quoter: Quoter) -> tuple[str, Statement | None]:
    """What the papers say that it means, and the words that say so: a list's row, or the words before a bracket."""
    listed = [(paper, dict(paper.document.abbreviations).get(short, "")) for paper in papers]
    for paper, meaning in listed:
        row = _row(paper, short, meaning) if meaning else None
        if row is not None and (said := quoter.say(paper, row)) is not None:
            return meaning, said
    for paper, _ in listed:
        own = re.escape(short)
        for found in re.finditer(rf"[(]{own}s?[)]|,? (?:or|known as|called) {own}\b", paper.document.text):
            start = _long_start(paper.document.text, found.start(), short)
            unit = _unit_at(paper, start) if start is not None else None
            if start is not None and unit is not None and (said := _part(paper, unit, start, found.end(), quoter)):
                return readable(paper.document.text[start : found.start()]), said
    for paper, meaning in listed:
        sentence = _sentence(paper, short, meaning) if meaning else None
        if sentence is not None and (said := quoter.say(paper, sentence)) is not None:
            return meaning, said
    return "", None


def _long_start(text: str, bracket: int, short: str) -> int | None:
    """Where the words begin, before a bracket and on its line, whose initials are the short form's letters."""
    line = max(text.rfind("\n", 0, bracket), text.rfind("\t", 0, bracket)) + 1
    letters = [c.lower() for c in short if c.isalpha()]
    initials: list[str] = []
    for word in reversed(list(_WORD.finditer(text, line, bracket))[-LONGEST:]):
        if word[0].lower() not in _SMALL:
            initials.insert(0, word[0][0].lower())
        if initials == letters and word[0].lower() not in _SMALL:
            return word.start()
        if len(initials) > len(letters):
            return None
    return None


def _unit_at(paper: Paper, start: int) -> Unit | None:
    """The unit that holds an offset, or the next one: a table's header is no unit of its own."""
    return next((u for u in paper.document.units if u.end > start), None)


def _row(paper: Paper, short: str, meaning: str) -> Unit | None:
    """The line of a list of abbreviations that has both."""
    lines = (u for u in paper.document.units if u.kind is Kind.DEFINITION)
    return next((u for u in lines if short in (said := paper.words(u)) and meaning in said), None)


def _sentence(paper: Paper, short: str, meaning: str) -> Unit | None:
    """The sentence that has both; one of somebody's story is not quoted."""
    return next((u for u in paper.told() if short in (said := paper.words(u)) and meaning in said), None)


def _use(paper: Paper, unit: Unit, short: str, quoter: Quoter) -> Statement | None:
    """Where it is used first: the sentence, or in somebody's story the short form alone."""
    if not _in_story(paper, unit):
        return quoter.say(paper, unit)
    found = re.compile(rf"(?<!\w){re.escape(short)}").search(paper.document.text, unit.start, unit.end)
    return _part(paper, unit, *found.span(), quoter) if found else None


def _part(paper: Paper, unit: Unit, start: int, end: int, quoter: Quoter) -> Statement | None:
    """A few words; those out of somebody's story are cited by what that stands under, for its title may name them."""
    section = paper.section(unit)
    while section.kind is Kind.CASE_STUDY and section.parent >= 0:
        section = paper.document.sections[section.parent]
    if section.kind is Kind.CASE_STUDY:
        return None
    return quoter.say_part(paper, replace(unit, section=section.number), start, end)


def _in_story(paper: Paper, unit: Unit) -> bool:
    return Kind.CASE_STUDY in {unit.kind, paper.section(unit).kind}
