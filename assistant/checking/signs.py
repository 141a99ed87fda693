"""What turns a statement round: denials, directions and moods. They must agree with the quote where it speaks of it.

A sign is compared with the quote's signs of the same kind that have the most words around them in common with it:
a "not" in another sentence of the quote neither allows one here nor asks for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.checking.cover import of_one_meaning, of_one_root
from assistant.checking.records import Evidence, Fault, FaultKind
from assistant.checking.tokens import PAST, Marker, Token, is_past, phrases, tokens
from assistant.checking.vocabulary import Phrases, load_words
from assistant.stems import stem
from ingest.records import Kind

# Whose kind alone says that something is still to be done, in whatever mood it is written.
_TO_COME = frozenset({Kind.COMMITMENT, Kind.OBJECTIVE, Kind.TIMETABLE})
HALF = 0.5


def wrong_denials(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """A denial stands where the quote denies the same thing, and nothing that the quote denies is affirmed."""
    own, held = tokens(text), tokens(_quotes(evidence))
    denials: Phrases = {(w,): "no" for w in load_words().signs["denials"]}
    said, quoted = phrases(own, denials), phrases(held, denials)
    faults = [
        Fault(FaultKind.NEGATION, m.word)
        for m in said
        if not any(_of_the_same(m, q) for q in quoted) or len(said) > len(quoted)
    ]
    spoken = {t.stem for t in own if t.content}
    nearest = _nearest_sentences(held, spoken)
    told = [q for q in quoted if _is_told(q.after[:3] or tuple(q.around), spoken) and q.sentence in nearest]
    unsaid = [q for q in told if not any(_of_the_same(m, q) for m in said)]
    if not unsaid and len(said) < len(told):
        unsaid = told[len(said) :]
    return faults + [Fault(FaultKind.NEGATION, f"{q.word} (in the quote)") for q in unsaid]


def _nearest_sentences(held: Sequence[Token], spoken: set[str]) -> set[frozenset[str]]:
    """The stems of those sentences of the quote that have the most words in common with a statement."""
    starts = [i for i, t in enumerate(held) if t.initial] or [0]
    ends = [*starts[1:], len(held)]
    sentences = [frozenset(t.stem for t in held[a:b] if t.content) for a, b in zip(starts, ends, strict=True)]
    most = max((len(s & spoken) for s in sentences), default=0)
    return {s for s in sentences if len(s & spoken) == most}


def _is_told(scope: Sequence[str], spoken: set[str]) -> bool:
    """Whether a statement speaks of most of what a sign of the quote is about."""
    return bool(scope) and sum(s in spoken for s in scope) / len(scope) > HALF


def _of_the_same(one: Marker, other: Marker) -> bool:
    """Whether two denials speak of the same thing: what follows them has a word in common."""
    return bool(set(one.after) & set(other.after)) if one.after and other.after else bool(one.around & other.around)


def wrong_directions(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """A word that points one way needs one that points the same way in the quote, near the same words."""
    words = load_words()
    own, held = tokens(text), tokens(_quotes(evidence))
    faults = []
    for axis in words.axes.values():
        quoted = phrases(held, axis)
        for marker in phrases(own, axis):
            near = _nearest(marker, quoted)
            unheard = not quoted and marker.word not in words.faint and not _of_one_meaning(marker.word, own, held)
            if unheard or (near and marker.pole not in near):
                faults.append(Fault(FaultKind.DIRECTION, marker.word))
    return faults


def _of_one_meaning(word: str, own: Sequence[Token], held: Sequence[Token]) -> bool:
    """Whether a directed word stands for a word of the quote that has no direction ("widen" for "extend")."""
    stems = tuple(t.stem for t in own if t.content)
    place = next((i for i, s in enumerate(stems) if s == stem(word)), -1)
    return place >= 0 and of_one_meaning(stems, place, [t.stem for t in held if t.content])


def _nearest(marker: Marker, quoted: Sequence[Marker]) -> set[str]:
    """The poles of those signs of the quote that have the most of the words around a sign in common with it."""
    common = [len(marker.around & q.around) + (q.word == marker.word) for q in quoted]
    most = max(common, default=0)
    return {q.pole for q, n in zip(quoted, common, strict=True) if n == most}


def wrong_moods(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """What is planned, done, possible or whole in a statement is so in its quote."""
    words = load_words().modality
    own, held = tokens(text), tokens(_quotes(evidence))
    near = tokens(" . ".join(e.near for e in evidence))
    ahead = any(e.kind in _TO_COME for e in evidence)
    to_come = ahead or bool(phrases(near, words["planned"]))
    planned, done = bool(phrases(held, words["planned"])) or to_come, phrases(held, words["done"])
    faults = []
    futures = [m for m in phrases(own, words["planned"]) if m.word in {"will", "shall", "going to", "plans", "intends"}]
    if futures and not planned:
        faults.append(Fault(FaultKind.MODALITY, futures[0].word))
    faults.extend(_not_yet(own, held, bool(done), ahead))
    faults.extend(_only_meant(own, held))
    faults.extend(_still_going_on(own, held))
    pasts = [m for m in phrases(own, words["done"]) if m.word in {"has", "have", "had", "did"}]
    if planned and not done:
        faults.extend(Fault(FaultKind.MODALITY, m.word) for m in pasts[:1] if not _was_done(own, m.word, held))
        faults.extend(_goes_on(own, held))
    faults.extend(_hedges(own, held))
    whole = [m for m in phrases(own, words["whole"]) if m.word != "any"]
    if whole and not phrases(held, words["whole"]):
        faults.append(Fault(FaultKind.MODALITY, whole[0].word))
    return faults


def _not_yet(own: Sequence[Token], held: Sequence[Token], done: bool, ahead: bool) -> list[Fault]:
    """Verbs told as past of which the quote has only the plain form or "-ing", and nothing in it is told as done.

    Where the quote is of what is to come, its nouns do not make a deed either ("approval").
    """
    signs = load_words().signs
    lows = {t.low for t in held}
    if done or lows & signs["past"]:
        return []
    unfinished = {t.stem for t in held if ahead or t.low.endswith("ing")}
    plain = {f"{t.low}{end}" for t in held for end in ("ed", "d")}
    return [
        Fault(FaultKind.MODALITY, t.word)
        for i, t in enumerate(own)
        if PAST.match(t.low) and t.low not in lows and (t.low in plain or t.stem in unfinished)
        if not {o.low for o in own[max(0, i - 3) : i]} & signs["being"] and t.low not in signs["intent"]
    ]


def _only_meant(own: Sequence[Token], held: Sequence[Token]) -> list[Fault]:
    """Verbs told with "has" or "have" of which the quote has only what was agreed or meant ("agreed to develop")."""
    signs = load_words().signs
    meant: set[str] = set()
    other: set[str] = set()
    for i, t in enumerate(held):
        before = held[i - 1].low if i else ""
        freely = i > 1 and held[i - 2].low in signs["enabling"]
        (meant if before == "to" and not freely else other).add(t.stem)
    return [
        Fault(FaultKind.MODALITY, t.word)
        for i, t in enumerate(own)
        if is_past(t.low) and {o.low for o in own[max(0, i - 2) : i]} & {"has", "have", "had"}
        if t.stem in meant - other
    ]


def _still_going_on(own: Sequence[Token], held: Sequence[Token]) -> list[Fault]:
    """Verbs told as going on ("is reviewing") of which the quote has only that they were done ("have reviewed")."""
    own = [t for t in own if t.low not in load_words().signs["meanwhile"]]
    done = {
        t.stem for i, t in enumerate(held) if is_past(t.low) and i and held[i - 1].low in {"has", "have", "had", "also"}
    }
    other = {t.stem for t in held if not is_past(t.low)}
    return [
        Fault(FaultKind.MODALITY, t.word)
        for before, t in pairwise(own)
        if before.low in {"is", "are"} and t.low.endswith("ing") and t.stem in done - other
    ]


def _was_done(own: Sequence[Token], auxiliary: str, held: Sequence[Token]) -> bool:
    """Whether the quote tells as done what a statement tells with "has", "have", "had" or "did", if it tells a deed."""
    being = load_words().signs["being"]
    past = [
        t.stem for i, t in enumerate(held) if is_past(t.low) and not {o.low for o in held[max(0, i - 3) : i]} & being
    ]
    if auxiliary == "did":
        return bool(past)
    place = next(i for i, t in enumerate(own) if t.low == auxiliary)
    deed = next((i for i, t in enumerate(own[place + 1 : place + 4], place + 1) if is_past(t.low)), None)
    if deed is None:  # what is owned
        return True
    stems = tuple(t.stem for t in own)
    return own[deed].stem in past or of_one_root(own[deed].stem, past) or of_one_meaning(stems, deed, past)


def _goes_on(own: Sequence[Token], held: Sequence[Token]) -> list[Fault]:
    """What is to come is not told as going on ("is training"), unless the quote has it in that form."""
    words = load_words()
    if phrases(held, words.modality["underway"]):
        return []
    going = {t.stem for t in held if t.low.endswith("ing")} | words.neutral
    own = [t for t in own if t.low not in words.signs["meanwhile"]]
    return [
        Fault(FaultKind.MODALITY, t.word)
        for before, t, after in zip(own, own[1:], [*own[2:], None], strict=False)
        if before.low in {"is", "are"} and t.content and t.low.endswith("ing") and t.stem not in going
        if (t.low,) not in words.modality["planned"] and not (after and after.low == "to")
    ]


def _hedges(own: Sequence[Token], held: Sequence[Token]) -> list[Fault]:
    """What a quote calls possible or under way is not told as certain or finished; nor the other way round."""
    words = load_words().modality
    said = phrases(own, words["hedged"])
    quoted = phrases(held, words["hedged"])
    faults = []
    maybe = phrases(own, words["possible"])
    if maybe and not quoted:
        faults.append(Fault(FaultKind.MODALITY, maybe[0].word))
    spoken = {t.stem for t in own if t.content}
    for kind in ("hedged", "underway"):
        for marker in phrases(held, words[kind]):
            if _is_told(marker.after, spoken) and not said and not phrases(own, words["underway"]):
                faults.append(Fault(FaultKind.MODALITY, f"{marker.word} (in the quote)"))
                break
    return faults


def _quotes(evidence: Sequence[Evidence]) -> str:
    return " . ".join(e.quote for e in evidence)
