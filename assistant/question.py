"""Understand a question: what it is about, what kind of text it wants, and what it limits that to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.intents import decline_reason, find_intents, is_asking, without_orders
from assistant.lexicon import Characteristic, Lexicon, Phrase, find, phrase
from assistant.measures import asked_for
from assistant.papers import is_dated, named_papers
from assistant.records import Intent, Question, Term
from assistant.stems import is_stop, stem
from assistant.turns import MENDED, follow, leans
from ingest.dates import MONTH
from ingest.errors import QuestionError
from ingest.words import readable

MAX_CHARACTERS = 4000
FAINT = 0.35
# A phrase of the field stands for several words, and an answer seldom does without it.
PHRASE = 1.5
# Names this short are abbreviations: they count in capitals only.
SHORT = 4

_TOKEN = re.compile(r"[A-Za-z0-9][\w'’&+/.-]*[\w+]|[A-Za-z0-9]")
_SPAN = re.compile(r"\b((?:19|20)\d{2})\s*(?:[-–/]|to|and)\s*((?:19|20)\d{2}|\d{2})\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "four": 4}
_NTH_YEAR = re.compile(r"\b(first|second|third|fourth) year\b|\byear (one|two|three|four|\d)\b", re.I)
_NUMBERED = re.compile(r"\b(?:objective|area|aim|priority|principle|EO)\s*(?:no\.?\s*|number\s*)?(\d{1,2})\b", re.I)
_COUNCIL = re.compile(
    r"\b((?:[A-Z][\w-]+ (?:and |& |upon |on )?){1,3})(?:(?:County|City|Borough|District|Metropolitan) )*Council\b"
)
_MONTH = re.compile(MONTH, re.I)
_OPENING = re.compile(r"^(?:(?:The|Our|Does|Did|Is|Has|What|How|Which|A) )+")
_KIND = re.compile(r"(?: (?:County|City|Borough|District|Metropolitan))+\s*$")


def understand(asked: str, history: Sequence[str], lexicon: Lexicon) -> Question:
    """A question with its earlier ones, as understood; raises QuestionError where nothing is asked."""
    text = check(asked)
    earlier: Question | None = None
    for before in history:
        if before.strip():
            earlier = _understand(readable(before)[:MAX_CHARACTERS], earlier, lexicon)
    return _understand(text, earlier, lexicon)


def check(asked: str) -> str:
    """The question with its white space folded; QuestionError says what is wrong with it."""
    text = readable(asked)
    if not text:
        raise QuestionError("The question is empty. Type a question, such as: What did we commit to on VAWG?")
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question is {len(text):,} characters long; the most is {MAX_CHARACTERS:,}. Ask about one part of it."
        )
    return text


def _understand(text: str, earlier: Question | None, lexicon: Lexicon) -> Question:
    declined = decline_reason(text)
    asked, assumptions = text, tuple[str, ...]()
    if declined == "orders" and (rest := without_orders(text)):
        text, declined = rest, decline_reason(rest)
        assumptions = ("The part of the question that gives orders was left aside; the papers are the only source.",)
    question = _fresh(asked, text, lexicon)
    question = replace(question, declined=declined, assumptions=assumptions)
    if earlier is None or not leans(question, text):
        return question
    if Intent.EVIDENCE in earlier.intents and question.characteristics and Intent.EVIDENCE not in question.intents:
        fresh = _fresh(asked, text, lexicon, (*question.intents, Intent.EVIDENCE))
        question = replace(fresh, declined=declined, assumptions=assumptions)
    return follow(question, earlier)


def _fresh(asked: str, text: str, lexicon: Lexicon, wanted: tuple[Intent, ...] = ()) -> Question:
    """A question read on its own; ``wanted`` in place of the intents found in it."""
    councils, unknown = _councils(text, lexicon)
    intents = wanted or find_intents(_without_councils(text, lexicon, "the council"))
    number = _NUMBERED.search(text)
    characteristics = _characteristics(text, lexicon)
    papers = named_papers(text, lexicon.rows)
    about = text
    for words, _ in papers:
        about = about.replace(words, " ", 1)
    sought = characteristics if Intent.EVIDENCE in intents else []
    # Of a question about a paper itself nothing else is left.
    terms = _terms(about, lexicon, sought) or _terms(text, lexicon, sought)
    return Question(
        asked=asked,
        standalone=text,
        search=_search_words(text, lexicon),
        intents=intents,
        terms=terms,
        councils=councils,
        unknown_councils=unknown,
        periods=_periods(about),
        papers=tuple(ids for _, ids in papers),
        of_paper=len(papers) == 1 and is_dated(papers[0][0]),
        characteristics=tuple(c.name for c in characteristics),
        number=number[1] if number else "",
        measure=asked_for(_mended(text, lexicon), lexicon.vocabulary.groups) if Intent.FIGURE in intents else None,
    )


def _search_words(text: str, lexicon: Lexicon) -> str:
    """The question with long forms set beside its abbreviations, for the vector."""
    longs = [
        long
        for token in _TOKEN.findall(text)
        for long in lexicon.long_forms(token)[:1]
        if token.isupper() and long.lower() not in text.lower()
    ]
    return f"{text} ({'; '.join(longs)})" if longs else text


def _periods(text: str) -> tuple[tuple[int, int], ...]:
    """Years and spans of years, as first and last year."""
    found: list[tuple[int, int]] = []
    rest = text
    for match in _SPAN.finditer(text):
        first = int(match[1])
        last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        found.append((first, last))
        rest = rest.replace(match[0], " ")
    found.extend((int(y), int(y)) for y in _YEAR.findall(rest))
    return tuple(dict.fromkeys(found))


def _councils(text: str, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The loaded councils that a question names, and the named ones that are not loaded."""
    found: list[str] = []
    for short, full in lexicon.councils.items():
        flags = re.I if len(short) > SHORT else 0
        if re.search(rf"\b{re.escape(short if flags else short.upper())}\b(?!-)", text, flags):
            found.append(full)
    unknown = [
        written
        for match in _COUNCIL.finditer(text)
        if (written := _OPENING.sub("", match[0]).strip()) and _is_foreign(written, lexicon)
    ]
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unknown))


def _is_foreign(written: str, lexicon: Lexicon) -> bool:
    """Whether "Northmoor Council" is a council none of whose papers is loaded; a "Youth Council" is none at all."""
    name = re.sub(r"(?:^| )Council$", "", written)
    short = _KIND.sub("", name).strip()
    if not short or any(short.lower() in known for known in lexicon.councils):
        return False
    return short != name or not all(lexicon.known(one) for one in phrase(short))


def _characteristics(text: str, lexicon: Lexicon) -> list[Characteristic]:
    """The protected characteristics and added groups that a question asks for by name, the longest names first."""
    sought = phrase(text)
    named = [(name, c) for c in lexicon.vocabulary.characteristics for name in c.names]
    found: list[Characteristic] = []
    for name, one in sorted(named, key=lambda pair: -len(pair[0])):
        place = find(sought, name)
        if place >= 0:
            # A word that stands in a longer name is taken: "gender reassignment" does not ask for "gender" too.
            sought = (*sought[:place], *("",) * len(name), *sought[place + len(name) :])
            if one not in found:
                found.append(one)
    return found


def _terms(text: str, lexicon: Lexicon, characteristics: Sequence[Characteristic] = ()) -> tuple[Term, ...]:
    """What the question is about: synonyms and abbreviations as one term each, then the words that are left."""
    tokens, mended = _tokens(text, lexicon)
    setting = _setting(text)
    taken: set[int] = set()
    terms: list[Term] = [_nth_year(m, lexicon) for m in _NTH_YEAR.finditer(text)]
    content = [i for i, t in enumerate(tokens) if not is_stop(t)]
    for one in characteristics:
        taken |= {i for name in one.names for i in _places(mended, content, name)}
        terms.append(Term(one.name, one.evidence, 1.5, named=True, characteristic=one.name))
    for group in lexicon.vocabulary.groups:
        for part in sorted(group, key=len, reverse=True):
            places = _places(mended, content, part)
            if places and not taken & set(places):
                taken |= set(places)
                asked = " ".join(tokens[i] for i in places)
                weight = _faint(asked) if len(part) == 1 else PHRASE
                terms.append(Term(asked, (part, *(p for p in group if p != part)), weight))
    for short, long in lexicon.long_names:
        places = _places(mended, content, long)
        if places and not taken & set(places):
            taken |= set(places)
            asked = " ".join(tokens[i] for i in places)
            terms.append(Term(asked, (long, phrase(short)), PHRASE, named=asked[0].isupper()))
    for i in content:
        if i in taken or not mended[i] or mended[i] in mended[:i]:
            continue
        terms.append(_term(tokens[i], mended[i], i, lexicon))
    return tuple(replace(t, weight=t.weight * FAINT, named=False) if t.asked in setting else t for t in terms)


def _setting(text: str) -> str:
    """The sentences that only set the scene for the one that asks; empty where there is one alone."""
    parts = [p for p in re.split(r"(?<=[.?!])\s+", text) if p.strip()]
    asking = [p for p in parts if p.rstrip().endswith("?")]
    return " ".join(p for p in parts if p not in asking) if asking and len(parts) > len(asking) else ""


def _tokens(text: str, lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """The words of a question but for councils' names, and their stems with misspellings mended."""
    tokens: list[str] = []
    mended: list[str] = []
    for token in _TOKEN.findall(_without_councils(_NTH_YEAR.sub(" ", text), lexicon)):
        for part in lexicon.mend(token).split():
            tokens.append(token)
            mended.append(part)
    return tokens, mended


def _mended(text: str, lexicon: Lexicon) -> str:
    """The question with the words that are misspelt in place of which the papers have others."""
    return _TOKEN.sub(lambda m: m[0] if is_stop(m[0]) or lexicon.mend(m[0]) == stem(m[0]) else lexicon.mend(m[0]), text)


def _nth_year(match: re.Match[str], lexicon: Lexicon) -> Term:
    """A year by its number, or as the financial year that it is of a loaded paper's period."""
    word = (match[1] or match[2]).lower()
    number = _NTH.get(word) or int(word)
    spans = [span for row in lexicon.rows if (span := _SPAN.search(row.facts.period))]
    firsts = dict.fromkeys(int(s[1]) + number - 1 for s in spans if int(s[1]) + number <= int(s[2]))
    forms = [phrase(f"{first}{mark}{(first + 1) % 100:02}") for first in firsts for mark in "/-"]
    return Term(f"Year {number}", ((stem("year"), str(number)), *forms), 1.0, named=True)


def _without_councils(text: str, lexicon: Lexicon, instead: str = " ") -> str:
    """The question without the names of loaded councils: they limit it, they are not what it is about."""
    for name in sorted(lexicon.councils, key=len, reverse=True):
        flags = re.I if len(name) > SHORT else 0
        text = re.sub(rf"\b{re.escape(name if flags else name.upper())}(?:['’]s?)?\b", instead, text, flags=flags)
    return text


def _places(mended: Sequence[str], content: Sequence[int], part: Phrase) -> tuple[int, ...]:
    """Where a phrase stands among the content words of a question."""
    if part[-1] not in mended:
        return ()
    width = len(part)
    for start in range(len(content) - width + 1):
        run = content[start : start + width]
        if tuple(mended[i] for i in run) == part:
            return tuple(run)
    return ()


def _faint(asked: str) -> float:
    return FAINT if is_asking(asked) else 1.0


def _term(token: str, mended: str, place: int, lexicon: Lexicon) -> Term:
    plain = re.sub(r"['’]s$", "", token)
    alternatives: list[Phrase] = [(mended,)]
    if "-" in plain:
        alternatives.append(phrase(plain.replace("-", " ")))
    named = False
    if sum(c.isupper() for c in plain) >= 2 or lexicon.abbreviations.get(plain.upper()):
        alternatives.extend(phrase(long) for long in lexicon.long_forms(plain))
        named = sum(c.isupper() for c in plain) >= 2
    elif plain[0].isupper() and place > 0 and not _MONTH.fullmatch(plain):
        named = True
    weight = _faint(plain) * (1.0 if mended == stem(plain) else MENDED)
    return Term(plain, tuple(dict.fromkeys(a for a in alternatives if a)), weight, named)
