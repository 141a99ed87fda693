"""The facade: a new officer's first week, from one council's papers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.briefing.abbreviations import abbreviations
from assistant.briefing.changing import reasons, set_changes
from assistant.briefing.contacts import contacts
from assistant.briefing.deciding import deciders
from assistant.briefing.duties import law_for
from assistant.briefing.gaps import gaps
from assistant.briefing.objectives import objective_sets, worded
from assistant.briefing.quiz import quiz
from assistant.briefing.quoting import Paper, Quoter
from assistant.briefing.reading import in_order, reading_path
from assistant.briefing.records import Brief, numbered
from assistant.briefing.roles import for_role
from assistant.briefing.standing import with_standing
from assistant.briefing.stops import notes, stops
from assistant.briefing.timeline import timeline
from assistant.commitments import Commitment, Register
from assistant.lexicon import short_name
from ingest.errors import DueRegardError
from ingest.index import DocumentRow
from ingest.library import Library
from ingest.words import fold

NOT_STATED = "Council not stated"


class BriefError(DueRegardError):
    """No brief can be made: nothing is loaded, or nothing of the council that was named."""


class Briefings:
    """Makes briefs from a library. It keeps nothing; threads may share it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._register = Register(library)

    def councils(self) -> tuple[str, ...]:
        """The councils that a brief can be asked for, in alphabetical order."""
        return tuple(sorted({row.facts.council for row in self.library.rows()} - {""}))

    def brief(self, council: str = "", role: str = "") -> Brief:
        """The brief for a council and, where it is named, a role.

        Raises BriefError where nothing is loaded, the council has no paper, or several have and none is named.
        """
        rows = self.library.rows()
        name = choose(council, rows, self._abbreviations(rows))
        catalogue = self.library.index.catalogue
        chosen = [row for row in rows if row.facts.council == name]
        papers = [Paper(row, self.library.document(row.id), catalogue.passages_of(row.id)) for row in chosen]
        commitments = worded([c for c in self._register.rows(name) if c.council == name])
        others = [row for row in rows if row.facts.council != name]
        return compose(name, role, in_order(with_standing(papers, commitments)), commitments, others)

    def _abbreviations(self, rows: Sequence[DocumentRow]) -> list[tuple[str, str]]:
        return [pair for row in rows for pair in self.library.document(row.id).abbreviations]


def choose(asked: str, rows: Sequence[DocumentRow], abbreviations: Sequence[tuple[str, str]]) -> str:
    """The council meant by a name, a short name or an abbreviation that papers explain; raises BriefError."""
    if not rows:
        raise BriefError(
            "No papers are loaded, so there is nothing to brief from. Add papers: dueregard ingest FOLDER."
        )
    names = sorted({row.facts.council for row in rows} - {""})
    loaded = f"The loaded papers are those of {', '.join(names)}." if names else "No loaded paper says whose it is."
    if asked.strip():
        known = {fold(form): name for name in names for form in (short_name(name), name)}
        known |= {fold(short): known[fold(long)] for short, long in abbreviations if fold(long) in known}
        found = known.get(fold(asked)) or known.get(fold(short_name(asked)))
        if not found:
            raise BriefError(
                f"No paper of {asked.strip()} is loaded. {loaded} Add its papers: dueregard ingest FOLDER."
            )
        return found
    if len(names) > 1:
        raise BriefError(f"Say for which council: {', '.join(names)}. Councils are never mixed in one brief.")
    return names[0] if names else ""


def compose(
    council: str,
    role: str,
    papers: Sequence[Paper],
    commitments: Sequence[Commitment],
    others: Sequence[DocumentRow] = (),
) -> Brief:
    """The brief from papers in reading order and the register's commitments in them."""
    quoter = Quoter()
    law = law_for(council, papers, quoter)
    current = objective_sets(commitments, papers, quoter)
    dated = timeline(papers, quoter)
    short_forms = abbreviations(council, papers, quoter)
    brief = Brief(
        council=council or NOT_STATED,
        role=role.strip(),
        law=law,
        current=current,
        changes=set_changes(commitments, papers, quoter),
        reasons=reasons(papers, quoter),
        deciders=deciders(papers, quoter),
        timeline=dated,
        abbreviations=short_forms,
        reading=reading_path(papers),
        contacts=contacts(papers, quoter),
        gaps=gaps(papers, quoter),
        for_role=for_role(role, papers, quoter),
        quiz=quiz(law, current, dated, short_forms, papers, quoter),
        citations=quoter.citations,
        notes=notes(papers, others),
    )
    return numbered(replace(brief, stops=stops(brief)))
