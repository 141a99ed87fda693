"""What a reader limits questions to, beside what the questions say themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon import holds, load_vocabulary
from ingest.index import DocumentRow
from ingest.records import Facts, Status

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Scope:
    """The papers and statements that may answer; an empty field limits nothing.

    ``year`` is met by a paper that is dated in it or whose period covers it, ``characteristic`` (a name of
    ``vocabulary.toml``) by a statement that speaks of it.
    """

    council: str = ""
    type: str = ""
    year: str = ""
    status: Status | None = None
    characteristic: str = ""

    def __bool__(self) -> bool:
        return any((self.council, self.type, self.year, self.status, self.characteristic))

    @property
    def limits_papers(self) -> bool:
        """Whether some papers may be left out."""
        return any((self.council, self.type, self.year, self.status))

    def admits(self, row: DocumentRow) -> bool:
        """Whether a paper may answer."""
        facts = row.facts
        return (
            self.council in {"", facts.council}
            and self.type in {"", facts.type}
            and self.status in {None, facts.status}
            and (not self.year or covers(facts, self.year))
        )

    def speaks(self, stems: Sequence[str]) -> bool:
        """Whether a statement with these stems, its headings' among them, speaks of the characteristic."""
        if not self.characteristic:
            return True
        known = (c for c in load_vocabulary().characteristics if c.name == self.characteristic)
        return any(holds(stems, phrase) for c in known for phrase in (*c.names, *c.evidence))


EVERYTHING = Scope()


def characteristics() -> tuple[str, ...]:
    """The protected characteristics and added groups by which questions can be limited."""
    return tuple(c.name for c in load_vocabulary().characteristics)


def covers(facts: Facts, year: str) -> bool:
    """Whether a paper is of a year: dated in it, or with a period that it falls in."""
    years = [int(found) for found in _YEAR.findall(facts.period)]
    return facts.date.startswith(year) or (bool(years) and years[0] <= int(year) <= years[-1])
