"""Words changed inside what is otherwise copied: a sentence of the quote with another year, figure, place or noun."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.checking.cover import of_one_meaning, of_one_root, same_way
from assistant.checking.records import Evidence, Fault, FaultKind
from assistant.checking.tokens import Token, tokens
from assistant.checking.vocabulary import load_words

# So many words on each side must be the same for a stretch to count as copied, and so many at most be other ones.
SAME = 2
OTHER = 3
_POINTING = frozenset({"it", "they", "this", "these", "those"})
# Who speaks in a statement where the quote has "we".
_SPEAKERS = frozenset({"council", "author", "counti", "citi", "borough", "district"})


def wrong_copies(text: str, evidence: Sequence[Evidence]) -> list[Fault]:
    """What a statement puts in place of the quote's own words, where the words before and after are the quote's."""
    own = tokens(text)
    found: list[list[Fault]] = []
    for one in evidence:
        held = tokens(one.quote)
        matcher = SequenceMatcher(None, [t.low for t in held], [t.low for t in own], autojunk=False)
        steps = matcher.get_opcodes()
        faults = []
        for number, (step, a, b, c, d) in enumerate(steps):
            flanked = _is_copied(steps, number - 1) and _is_copied(steps, number + 1)
            if step == "replace" and flanked and max(b - a, d - c) <= OTHER:
                faults.extend(_exchanged(held[a:b], own, c, d))
        copied = sum(s.size for s in matcher.get_matching_blocks())
        if copied * 2 > len(own):
            found.append(faults)
    # A statement may be copied from one quote and not from another.
    return min(found, key=len, default=[])


def _is_copied(steps: Sequence[tuple[str, int, int, int, int]], number: int) -> bool:
    """Whether a step is a run of the same words; the ends of the texts count as one."""
    if not 0 <= number < len(steps):
        return True
    step, _, _, c, d = steps[number]
    return step == "equal" and (d - c >= SAME or number in {0, len(steps) - 1})


def _exchanged(held: Sequence[Token], own: Sequence[Token], start: int, end: int) -> list[Fault]:
    """The words put in that neither mean the same as those taken out nor stand for words that say nothing."""
    if any(t.low in _POINTING for t in held):  # what "it" is the quote alone does not say, least of all the council
        return [Fault(FaultKind.COPY, own[i].word) for i in range(start, end) if own[i].stem in _SPEAKERS]
    if not any(t.content for t in held):
        return []
    stems = tuple(t.stem for t in own)
    out = [t.stem for t in held]
    neutral = load_words().neutral
    aside = all(t.word.isupper() for t in held if t.content)  # an abbreviation put beside its name, and left out here
    faults = []
    for place in range(start, end):
        token = own[place]
        spoken = token.stem in _SPEAKERS or (token.word.isupper() and len(token.word) > 1)  # a name is checked as such
        filler = not token.content or (aside and token.stem in neutral)
        if filler or spoken or token.stem in out or of_one_root(token.stem, out):
            continue
        if token.dated:
            faults.append(Fault(FaultKind.FIGURE, token.word))
        elif not of_one_meaning(stems, place, out) and not same_way(token.word, " ".join(t.word for t in held)):
            faults.append(Fault(FaultKind.COPY, token.word))
    return faults
