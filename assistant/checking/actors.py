"""Who acts: a deed of the quote, done to the same thing, is not told of a doer whom the quote names in another part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.records import Evidence, Fault, FaultKind
from assistant.checking.tokens import BEING, BY, Token, is_past, sentence_of, tokens
from assistant.checking.vocabulary import load_words
from assistant.stems import stem

_BRACKETED = re.compile(r"\([^()]*\)")
_HAVING = frozenset({"has", "have", "had"})
_NEAR = 3


def wrong_actors(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """Doers of whom every quote that tells of the deed speaks only after it ("areas built" of "built in areas")."""
    own = tokens(_BRACKETED.sub(" ", text))
    quotes = [tokens(_BRACKETED.sub(" ", e.quote)) for e in evidence]
    neutral = load_words().neutral
    faults = []
    for place, token in enumerate(own):
        actor = _actor(own, place) if is_past(token.low) else None
        if actor is None or actor.stem in neutral:
            continue
        told = [_speaks_after(actor, held, deed) for held in quotes for deed in _same(own, place, held)]
        if told and all(told):
            faults.append(Fault(FaultKind.ACTOR, actor.word))
    return faults


def turned_round(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """What is done by somebody in a statement is done by, not to, them in the quote ("it supports 300 adults")."""
    own = tokens(_BRACKETED.sub(" ", text))
    held = [t for e in evidence for t in tokens(_BRACKETED.sub(" ", e.quote))]
    active = {t.stem for i, t in enumerate(held) if not _is_suffered(held, i)}
    suffered = {t.stem for i, t in enumerate(held) if _is_suffered(held, i)}
    return [
        Fault(FaultKind.ACTOR, t.word)
        for i, t in enumerate(own)
        if _is_suffered(own, i) and BY in {o.low for o in own[i + 1 : i + 2]}
        if t.stem in active and t.stem not in suffered
    ]


def _is_suffered(words: Sequence[Token], place: int) -> bool:
    """Whether a word is a verb told of what it is done to ("is run")."""
    return is_past(words[place].low) and bool({t.low for t in words[max(0, place - _NEAR) : place]} & BEING)


def unsaid_by_anybody(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """Nobody is said to have said what no word of the quote tells as said."""
    telling = load_words().signs["telling"]
    said = [t for t in tokens(text) if t.low in telling]
    heard = {t.stem for e in evidence for t in tokens(f"{e.quote} {e.near}")}
    heard_telling = heard & {stem(w) for w in (*telling, *load_words().signs["told"])}
    return [Fault(FaultKind.ACTOR, t.word) for t in said if not heard_telling][:1]


def _actor(own: Sequence[Token], place: int) -> Token | None:
    """The last word that says something before a verb in the active, where it stands at the verb or "has" does."""
    first, _ = sentence_of(own, place)
    before = own[first:place]
    if any(t.low in BEING for t in before[-3:]) or BY in {t.low for t in own[place + 1 : place + 2]}:
        return None
    if before and before[-1].content:
        return before[-1]
    if not any(t.low in _HAVING for t in before[-2:]):
        return None
    return next((t for t in reversed(before) if t.content), None)


def _same(own: Sequence[Token], place: int, held: Sequence[Token]) -> list[int]:
    """Where a quote has the same verb before the same word."""
    thing = _after(own, place)
    return [i for i, t in enumerate(held) if t.low == own[place].low and thing and _after(held, i) == thing]


def _after(words: Sequence[Token], place: int) -> str:
    """The stem of the first word that says something after a place, in its sentence."""
    _, last = sentence_of(words, place)
    return next((t.stem for t in words[place + 1 : last] if t.content), "")


def _speaks_after(actor: Token, held: Sequence[Token], deed: int) -> bool:
    """Whether a quote has a word only after a deed, in the same sentence, and not as the one it was done by."""
    first, last = sentence_of(held, deed)
    places = [i for i in range(first, last) if held[i].stem == actor.stem]
    return bool(places) and places[0] > deed and BY not in {t.low for t in held[deed : places[0]]}
