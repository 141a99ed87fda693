"""What must agree to the letter: figures, dates, names, abbreviations, councils. Each rule returns its faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.checking.records import Evidence, Fault, FaultKind
from assistant.checking.tokens import Token, around, tokens
from assistant.checking.vocabulary import load_words
from assistant.lexicon import Lexicon, short_name
from assistant.stems import is_stop, stem
from ingest.dates import date_words
from ingest.words import fold

_NUMBER = re.compile(r"(?P<money>[£$€]\s?)?(?P<value>\d+(?:,\d{3})*(?:\.\d+)?)(?P<share>\s?%| per ?cent\b)?", re.I)
_SCALE = re.compile(r"\s?(million|billion|thousand|m|bn|k)\b", re.I)
_SPELT = {
    **{
        w: str(n)
        for n, w in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2)
    },
    "eleven": "11",
    "twelve": "12",
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "hundred": "100",
    "half": "50%",
    "twice": "2",
}
_SPELT_WORD = re.compile(rf"\b(?:{'|'.join(_SPELT)})\b(?!-)", re.I)
_SPAN = re.compile(r"\b((?:19|20)\d{2})\s?(?:[-–/]|to|and)\s?((?:19|20)\d{2}|\d{2})\b(?!\d)")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_PLAN_YEAR = re.compile(r"\byear (\d|one|two|three|four)\b", re.I)
_MONTH = re.compile(
    r"\b(january|february|march|april|may(?= \d)|(?<=in )may|june|july|august|september|october|november|december)\b",
    re.I,
)
# A paper's own date may be told beside a word that names the paper.
_PAPER = re.compile(r"\b(?:report|paper|plan|page|strategy|document|slides?|draft|minutes|update|assessment)s?\b", re.I)
_BESIDE = 40
_WORD = re.compile(r"[A-Za-z][\w'’&-]*")


def figures(text: str) -> list[tuple[str, int, int]]:
    """The figures of a text that are no dates, each as one form ("£79120", "8.2%", "449") with its span."""
    bare = _without_dates(text)
    found = []
    for match in _NUMBER.finditer(bare):
        value = match["value"].replace(",", "")
        value = value.rstrip("0").rstrip(".") if "." in value else value
        scale = _SCALE.match(bare, match.end())
        unit = scale[1][0].lower() if scale else ""
        found.append((f"{'£' if match['money'] else ''}{value}{'%' if match['share'] else ''}{unit}", *match.span()))
    found.extend((_SPELT[m[0].lower()], *m.span()) for m in _SPELT_WORD.finditer(bare))
    return sorted(found, key=lambda f: f[1])


def _without_dates(text: str) -> str:
    """The text with years, spans of years and numbered years blanked out, at the same length."""
    for pattern in (_SPAN, _PLAN_YEAR, _YEAR):
        text = pattern.sub(lambda m: " " * len(m[0]), text)
    return text


def wrong_figures(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """Every figure must stand in the quotes or their lead-ins, and speak there of the same thing."""
    said = figures(text)
    held = [(f, e.quote, a, b) for e in evidence for f, a, b in figures(e.quote)]
    known = {f for f, *_ in held} | {f for e in evidence for f, _, _ in figures(e.near)}
    faults = [Fault(FaultKind.FIGURE, text[a:b]) for f, a, b in said if f not in known]
    if faults:
        return faults
    return [
        Fault(FaultKind.FIGURE, text[a:b])
        for f, a, b in said
        if (own := _beside(text, a, b, said)) and _speaks_of_another(f, own, held)
    ]


def _beside(text: str, start: int, end: int, all_figures: Iterable[tuple[str, int, int]]) -> frozenset[str]:
    """The stems that stand between a figure and the next one, or the end of its clause."""
    follows = [a for _, a, _ in all_figures if a >= end]
    stretch = re.split(r"[.;:?!]\s", text[end : min(follows, default=len(text))])[0]
    return frozenset([t.stem for t in tokens(stretch) if t.content][:3])


def _speaks_of_another(figure: str, own: frozenset[str], held: Sequence[tuple[str, str, int, int]]) -> bool:
    """Whether what a figure speaks of here is what another figure of the quotes speaks of there, and not it."""
    same, other = set[str](), set[str]()
    for value, quote, a, b in held:
        near = _beside(quote, a, b, figures(quote))
        before, _ = around(tokens(quote[:a]), len(tokens(quote[:a])), len(tokens(quote[:a])))
        (same if value == figure else other).update(near | (before if value == figure else frozenset()))
    return bool(same) and not own & same and bool(own & other)


def wrong_dates(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """Years, numbered years and months must stand in the quotes; where those have none, in their titles.

    The paper's own date may be told beside a word that names the paper.
    """
    faults: list[Fault] = []
    quotes = " . ".join(e.quote for e in evidence)
    near = " . ".join(e.near for e in evidence)
    paper = " . ".join(f"{e.paper} {date_words(e.date) if e.date else ''}" for e in evidence)
    for read in (_years, _plan_years, _months):
        held = read(quotes)
        allowed = {d for d, _, _ in held} or {d for d, _, _ in read(near)}
        own = {d for d, _, _ in read(paper)} | {d for d, _, _ in read(near)}
        for date, start, end in read(text):
            beside = text[max(0, start - _BESIDE) : end + _BESIDE]
            if date not in allowed and not (date in own and _PAPER.search(beside)):
                faults.append(Fault(FaultKind.DATE, text[start:end]))
    return faults


def _years(text: str) -> list[tuple[str, int, int]]:
    found = []
    for match in _SPAN.finditer(text):
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        found.extend([(match[1], *match.span()), (last, *match.span())])
    return found + [(m[1], *m.span()) for m in _YEAR.finditer(_SPAN.sub(lambda m: " " * len(m[0]), text))]


def _plan_years(text: str) -> list[tuple[str, int, int]]:
    number = {"one": "1", "two": "2", "three": "3", "four": "4"}
    return [(number.get(m[1].lower(), m[1]), *m.span()) for m in _PLAN_YEAR.finditer(text)]


def _months(text: str) -> list[tuple[str, int, int]]:
    return [(m[1].lower(), *m.span()) for m in _MONTH.finditer(text)]


def wrong_names(text: str, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Fault]:
    """A word with a capital inside a sentence is a name, which the evidence must have; so must abbreviations."""
    everything = " . ".join(f"{e.quote} . {e.near} . {e.paper}" for e in evidence)
    held = {part for t in tokens(everything) for part in _parts(t)}
    folded = fold(everything)
    longs = _long_forms(evidence, lexicon)
    # The long forms of what the evidence abbreviates may be written out, and abbreviated what it writes out.
    held |= {p for short, long in longs if short.lower() in held for t in tokens(long) for p in _parts(t)}
    shorts = {short.lower() for short, long in longs if fold(long) in folded} | _initials(everything)
    neutral = load_words().neutral
    faults = _explained(text, everything, longs)
    for token in tokens(text):
        if not token.capital or token.dated or is_stop(token.word):
            continue
        known = {token.low, token.stem} & held or _parts(token) <= held or token.low in shorts
        ordinary = token.initial and (token.stem in neutral or not _looks_like_name(token, lexicon))
        if not known and not ordinary and not (token.stem in neutral and not token.word.isupper()):
            faults.append(Fault(FaultKind.NAME, token.word))
    return faults


def _explained(text: str, everything: str, longs: set[tuple[str, str]]) -> list[Fault]:
    """Abbreviations that a statement explains: what one stands for is told only of evidence that has it."""
    return [
        Fault(FaultKind.NAME, short)
        for short, _ in sorted(longs)
        if re.search(rf"\b{re.escape(short)}\b\W+(?:is|means|stands|refers)\b", text)
        and not re.search(rf"\b{re.escape(short)}\b", everything)
    ]


def _looks_like_name(token: Token, lexicon: Lexicon) -> bool:
    """Whether a sentence's first word is likely a name: in capitals, or of no passage in the loaded papers."""
    return sum(c.isupper() for c in token.word) > 1 or not lexicon.known(token.stem)


def _parts(token: Token) -> set[str]:
    parts = [p for p in re.split(r"[-&/'’]", token.low) if p and p != "s"]
    return {*parts, *(stem(p) for p in parts), token.stem} if len(parts) == 1 else {*(stem(p) for p in parts)}


def _long_forms(evidence: Sequence[Evidence], lexicon: Lexicon) -> set[tuple[str, str]]:
    own = {pair for e in evidence for pair in e.abbreviations}
    field = set(lexicon.vocabulary.abbreviations.items())
    return own | {(short, long) for short, long in field if short.upper() not in {s.upper() for s, _ in own}}


def _initials(text: str) -> set[str]:
    """The initials of every run of words with capitals ("Essex County Council": "ecc"), small words left out."""
    found: set[str] = set()
    run: list[str] = []
    for word in [*_WORD.findall(text), ""]:
        if word[:1].isupper():
            run.append(word[0].lower())
            found.update("".join(run[i:]) for i in range(len(run) - 1))
        elif not is_stop(word):
            run = []
    return found


def wrong_councils(text: str, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Fault]:
    """A council that is named must be the one of which the quotes speak; two councils are not run together."""
    said = councils_in(text, lexicon)
    in_quotes = {c for e in evidence for c in councils_in(e.quote, lexicon)}
    of_papers = {e.council for e in evidence if e.council}
    faults = [
        Fault(FaultKind.COUNCIL, short_name(name))
        for name in sorted(said)
        if name not in in_quotes and not (name in of_papers and not in_quotes)
    ]
    if len(of_papers) > 1 and not of_papers <= said:
        faults.append(Fault(FaultKind.COUNCIL, " and ".join(sorted(of_papers))))
    return faults


def councils_in(text: str, lexicon: Lexicon) -> set[str]:
    """The loaded councils that a text names, by their full names."""
    found = set()
    for short, full in lexicon.councils.items():
        abbreviated = len(short) <= 4
        pattern = rf"\b{re.escape(short.upper() if abbreviated else short)}\b"
        if re.search(pattern, text, 0 if abbreviated else re.I):
            found.add(full)
    return found
