"""Which telling of a commitment is shown, which one sets its period, and which set of objectives a paper is of."""

from __future__ import annotations

from collections import Counter

from assistant.commitments.records import Level
from assistant.commitments.threads import Telling, Thread, Threads
from ingest.records import Status


def shown_telling(thread: Thread) -> Telling:
    """The telling whose wording a row shows: the latest that is not a draft, else the latest."""
    settled = [t for t in thread.tellings if t.source.paper.row.facts.status is not Status.DRAFT]
    return (settled or thread.tellings)[-1]


def setting_telling(thread: Thread) -> Telling:
    """The telling that sets the period: a strategy's spans more years than that of a report on one of them."""
    shown = shown_telling(thread)
    return max((shown, *thread.tellings), key=lambda t: t.years[1] - t.years[0] if t.years else -1)


def cycles_of(threads: Threads) -> dict[int, tuple[int, int]]:
    """The period of the set in each paper that states none: that of the objectives which it shares with others."""
    found: dict[int, Counter[tuple[int, int]]] = {}
    for thread in threads.threads:
        years = setting_telling(thread).years
        if years and thread.level in {Level.AIM, Level.OBJECTIVE}:
            for telling in thread.tellings:
                found.setdefault(id(telling.source), Counter())[years] += 1
    return {source: counts.most_common(1)[0][0] for source, counts in found.items()}
