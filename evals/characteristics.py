"""Whom a text speaks of, measured on sentences labelled by hand: precision, recall and F1 of each characteristic.

Three sets lie in ``groups/``. ``corpus`` holds every quotable unit of the bundled papers, on which the words of
``assistant/assessment/groups.toml`` were worked out. ``first`` and ``second`` hold sentences made up in the manner of
council papers, with traps, and were labelled before they were measured; the words were mended after each of them.
What was measured before that is what to expect of papers that nobody has looked at yet: precision 0.95 and recall
0.91 on ``first``, 0.97 and 0.81 on ``second``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.assessment.evidence import speaking
from assistant.assessment.groups import nine, spoken_of
from assistant.views import Paper
from ingest.library import Library

FOLDER = Path(__file__).parent / "groups"
SENTENCES = ("first", "second")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its lead-in and the characteristics that it speaks of; ``paper`` and ``start`` are its place."""

    text: str
    speaks_of: frozenset[str]
    lead: str = ""
    paper: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """What was rightly found, wrongly found and missed; a rate that has nothing to divide by is None."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The share of what there is that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


@dataclass(frozen=True, slots=True)
class Slip:
    """A text that was put under a characteristic wrongly, or kept from one."""

    text: str
    wrong: frozenset[str]
    missed: frozenset[str]


def load(name: str) -> tuple[Labelled, ...]:
    """One labelled set; raises ValueError for a label that is none of the nine."""
    known = {group.name for group in nine()}
    found = []
    for number, line in enumerate((FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(), start=1):
        raw = json.loads(line)
        one = Labelled(**{**raw, "speaks_of": frozenset(raw["speaks_of"])})
        if one.speaks_of - known:
            raise ValueError(f"{name}.jsonl, line {number}: {sorted(one.speaks_of - known)} is no characteristic")
        found.append(one)
    return tuple(found)


def of_sentences(labelled: Iterable[Labelled]) -> Iterator[tuple[Labelled, frozenset[str]]]:
    """Each sentence with what the product says that it speaks of, read by itself."""
    return ((one, spoken_of(one.text, one.lead, nine())) for one in labelled)


def of_papers(labelled: Iterable[Labelled], library: Library) -> Iterator[tuple[Labelled, frozenset[str]]]:
    """Each unit of the papers with what the product says that it speaks of, read in its paragraph.

    A unit has the labels of all that begins in it, so that a reader which divides a paper otherwise is still
    measured; what speaks of someone and is in no unit is missed, and what is not labelled is left out.
    """
    left: dict[str, list[Labelled]] = {}
    for one in labelled:
        left.setdefault(one.paper, []).append(one)
    for row in library.rows():
        paper = Paper(library.document(row.id))
        waiting = left.get(Path(row.file).name, [])
        for spoken in speaking(paper, nine()):
            unit = spoken.view.unit
            within = [one for one in waiting if unit.start <= one.start < unit.end]
            if within:
                names = frozenset(name for one in within for name in one.speaks_of)
                yield replace(within[0], text=spoken.view.words, speaks_of=names), spoken.groups
                waiting = [one for one in waiting if one not in within]
        yield from ((one, frozenset()) for one in waiting if one.speaks_of)


def score(pairs: Iterable[tuple[Labelled, frozenset[str]]]) -> tuple[Mapping[str, Score], Sequence[Slip]]:
    """The score of each characteristic and of all ("all"), and every text that was got wrong."""
    counts: dict[str, list[int]] = {name: [0, 0, 0] for name in (*(g.name for g in nine()), "all")}
    slips = []
    for one, found in pairs:
        outcomes = (one.speaks_of & found, found - one.speaks_of, one.speaks_of - found)
        for place, names in enumerate(outcomes):
            for name in names:
                counts[name][place] += 1
                counts["all"][place] += 1
        if found != one.speaks_of:
            slips.append(Slip(one.text, outcomes[1], outcomes[2]))
    return {name: Score(*numbers) for name, numbers in counts.items()}, slips


def table(scores: Mapping[str, Score]) -> str:
    """The scores as lines for people; a rate without anything to rate is a dash."""
    lines = [f"{'':32}{'right':>6}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}"]
    for name, one in scores.items():
        rates = ("-" if rate is None else f"{rate:.2f}" for rate in (one.precision, one.recall))
        lines.append(f"{name:32}{one.right:6}{one.wrong:7}{one.missed:8}{next(rates):>11}{next(rates):>8}")
    return "\n".join(lines)


def main() -> None:
    """Measure all three sets: the papers from a home of their own."""
    import tempfile

    for name in SENTENCES:
        scores, slips = score(of_sentences(load(name)))
        print(f"{name}: {len(load(name))} sentences\n{table(scores)}")
        for slip in slips:
            print(f"  wrong {sorted(slip.wrong)} missed {sorted(slip.missed)}: {slip.text}")
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "home")
        library.sync()
        print(f"corpus\n{table(score(of_papers(load('corpus'), library))[0])}")
        library.close()


if __name__ == "__main__":
    main()
