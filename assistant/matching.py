"""Where the terms of a question stand in a unit and around it, each weighed by how rare it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.english import particularity
from assistant.lexicon import Lexicon, Phrase, holds
from assistant.records import Question, Term
from assistant.views import Paper, View

# Of fewer passages than this, how common a word is in English says more of it than how many of them have it.
FEW = 100
# A name weighs so much more than a common word as rare: text on another thing is no answer.
NAMED = 1.5


@dataclass(frozen=True, slots=True)
class Match:
    """For one unit, the share of the question's weight found in it and around it, and which terms were found.

    ``over`` counts what stands in its lead-in and titles whether or not the unit has it too; ``distinct`` counts a
    term less the more units of the section have it; ``goes_on`` what the sentence before has, to which it points.
    """

    own: float
    lead: float
    near: float
    title: float
    path: float
    paper: float
    distinct: float
    goes_on: float
    over: float
    found: tuple[bool, ...]
    own_found: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """A term of a question as it is looked for: its single stems, its runs of stems, and its weight.

    ``heads`` are the words by which a name of several words is taken up again: "the model".
    """

    term: Term
    weight: float
    singles: frozenset[str]
    runs: tuple[Phrase, ...]
    firsts: frozenset[str]
    heads: frozenset[str] = frozenset()

    def within(self, stems: Sequence[str], known: frozenset[str] | None = None) -> bool:
        """Whether the term stands in these stems; ``known`` is the set of them, where there is one."""
        members = stems if known is None else known
        if not self.singles.isdisjoint(members):
            return True
        return any(run[0] in members and holds(stems, run) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The terms of a question with their weights in this corpus, summing to one.

    ``firsts`` are the stems that any of them begins with; ``named`` the places of those that are names; ``pairs``
    the runs that neighbouring terms make.
    """

    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    sought: tuple[Sought, ...]
    firsts: frozenset[str]
    named: tuple[int, ...]
    pairs: tuple[Phrase, ...]


def weigh(question: Question, lexicon: Lexicon) -> Weighed:
    """Weigh terms by how rare their rarest known alternative is, everyday words of English less in few passages."""
    raw = []
    for term in question.terms:
        known = [max(lexicon.weight(s) for s in a) for a in term.alternatives if all(lexicon.known(s) for s in a)]
        particular = _particular(term)
        trust = lexicon.passages / (lexicon.passages + FEW) if known else 0.0
        rarity = (min(known) if known else lexicon.weight("\0")) * (trust + (1 - trust) * particular)
        raw.append(term.weight * max(0.3, rarity) * (NAMED if term.named else 1.0))
    total = sum(raw) or 1.0
    weights = tuple(r / total for r in raw)
    sought = tuple(_sought(t, w) for t, w in zip(question.terms, weights, strict=True))
    singles = [t.alternatives[0] for t in question.terms]
    firsts = frozenset(one for s in sought for one in s.firsts)
    named = tuple(i for i, t in enumerate(question.terms) if t.named)
    return Weighed(question.terms, weights, sought, firsts, named, tuple(a + b for a, b in pairwise(singles)))


def _particular(term: Term) -> float:
    """How particular a term is; names, words of the field and what has several words are as particular as can be."""
    plain = not term.named and not term.characteristic and len(term.alternatives) == 1
    return particularity(term.asked) if plain and len(term.alternatives[0]) == 1 else 1.0


def _sought(term: Term, weight: float) -> Sought:
    singles = frozenset(a[0] for a in term.alternatives if len(a) == 1)
    runs = tuple(a for a in term.alternatives if len(a) > 1)
    heads = frozenset(r[-1] for r in runs if term.named and not term.characteristic)
    return Sought(term, weight, singles, runs, singles | {r[0] for r in runs}, heads)


def titled(weighed: Weighed, paper: Paper) -> tuple[bool, ...]:
    """Which terms of the question stand in a paper's own title."""
    return tuple(s.within(paper.title) for s in weighed.sought)


def match(weighed: Weighed, paper: Paper, view: View, in_title: Sequence[bool]) -> Match:
    """Where each term of the question is found: in the unit, else its lead-in, paragraph, title, or outer titles.

    ``in_title`` says of each term whether the paper's own title has it (``titled``).
    """
    if view.around.isdisjoint(weighed.firsts):
        # Most units have nothing of the question: that is settled by one look.
        whole = sum(w for w, there in zip(weighed.weights, in_title, strict=True) if there)
        return Match(0.0, 0.0, 0.0, 0.0, 0.0, whole, 0.0, 0.0, 0.0, tuple(in_title), (False,) * len(weighed.terms))
    share = dict.fromkeys(("own", "lead", "near", "title", "path", "paper", "nowhere"), 0.0)
    distinct = goes_on = over = 0.0
    counts = paper.counts(view.unit.section)
    found: list[bool] = []
    own_found: list[bool] = []
    for sought, named in zip(weighed.sought, in_title, strict=True):
        weight = sought.weight
        places = _places(sought, view)
        if not places and sought.heads and _is_pointed_to(sought, view, counts):
            places = ["near"]
        where = places[0] if places else "paper" if named else "nowhere"
        share[where] += weight
        found.append(where != "nowhere")
        own_found.append(where == "own")
        if not _OVER.isdisjoint(places):
            over += weight
        if where == "own":
            distinct += weight / max(1, min(counts.get(s, 1) for s in sought.firsts if s in view.own_set))
        elif found[-1] and view.before and sought.within(tuple(view.before)):
            goes_on += weight
    del share["nowhere"]
    return Match(**share, distinct=distinct, goes_on=goes_on, over=over, found=tuple(found), own_found=tuple(own_found))


_OVER = frozenset({"lead", "title", "path"})


def _is_pointed_to(sought: Sought, view: View, counts: Mapping[str, int]) -> bool:
    """Whether "the model" stands in a section that names the Prevention and Enablement Model."""
    if sought.heads.isdisjoint(view.own_set):
        return False
    return any(all(one in counts for one in run) for run in sought.term.alternatives)


def _places(sought: Sought, view: View) -> list[str]:
    """The places around a unit where a term stands, the nearest first; of the titles, one."""
    if sought.firsts.isdisjoint(view.around):
        return []
    places = []
    if not (sought.term.characteristic and view.enumerates) and sought.within(view.own, view.own_set):
        places.append("own")
    if sought.within(view.lead):
        places.append("lead")
    if not places and sought.within(view.group):
        places.append("near")
    if sought.within(view.title):
        places.append("title")
    elif sought.within(view.path):
        places.append("path")
    return places
