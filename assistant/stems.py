"""Stems: the form in which the words of questions and papers are compared; one door to the stemmer."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from ingest.words import fold, words

_ENGLISH = snowballstemmer.stemmer("english")
_AMERICAN = (
    (re.compile(r"^(\w{3,})is(e|es|ed|ing|er|ers|ation|ations|ational)$"), r"\1iz\2"),
    (re.compile(r"^(\w{3,})our(s|ed|ing|ite|ites|hood|al)?$"), r"\1or\2"),
    (re.compile(r"^program(?:me)?(s?)$"), r"program\1"),
    (re.compile(r"^(cent|theat)re(s?)$"), r"\1er\2"),
)
_PART = re.compile(r"[-/&’',.]")
_SHORTENED = re.compile(r"(?:n['’]t|['’](?:s|m|re|ve|ll|d))$")
IRREGULAR = {"men": "man", "women": "woman", "children": "child", "people": "person", "persons": "person"}
_STOP_WORDS = """
a an and are as at be been being but by can could did do does doing done for from had has have having he her here him
his how i if in into is it its itself just me more most my no nor of off on once only or our ours out over own
same she should so some such than that the their theirs them then there these they this those through to too
under until up us very was we were what when where which while who whom why will with would you your yours about
tell please any also get got give show find let know say says said according s t re ve ll d m one much many
between during against within without across per via
because whose yet ever though although else anybody anyone something anything everything everyone nobody none
themselves ourselves himself herself yourself am not all each every wo ca must shall often
"""
STOP = frozenset(_STOP_WORDS.split())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one word: lower case, American and British spelling alike, English Snowball stem."""
    plain = fold(word).strip("'+")
    plain = plain[:-2] if plain.endswith("'s") else plain
    plain = IRREGULAR.get(plain, plain)
    for pattern, replacement in _AMERICAN:
        plain = pattern.sub(replacement, plain)
    return str(_ENGLISH.stemWord(plain))


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order; a compound gives its parts too ("faith-based": faith-bas, faith, base)."""
    return tuple(one for word in words(text) for one in stems_of(word))


@lru_cache(maxsize=65536)
def stems_of(word: str) -> tuple[str, ...]:
    """The stem of one word, and of its parts where it is a compound."""
    parts = [p for p in _PART.split(word) if len(p) > 1 and p != word and not p.isdigit()]
    return (stem(word), *(stem(p) for p in parts))


def is_stop(word: str) -> bool:
    """Whether a word says nothing of what a question is about."""
    plain = word.lower().strip("'’")
    return plain in STOP or _SHORTENED.sub("", plain) in STOP
