"""What paragraphs and lists state: under an objective its progress, gaps and plans; elsewhere objectives and plans."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.commitments import wording
from assistant.commitments.labelled import is_labelled, read_labelled
from assistant.commitments.likeness import Likeness
from assistant.commitments.objectives import Spine, aim_over, coded_line, owner
from assistant.commitments.paper import Paper, Place, Statement, is_case_study, whole, without_code
from assistant.commitments.records import Level
from assistant.commitments.status import status_words
from ingest.records import Kind, Role, Section, Unit
from ingest.words import fold

SAME_OBJECTIVE = 0.6
PARAGRAPH_WORDS = 4
DISPLAY_WORDS = 5


class Reading:
    """What was stated so far in one paper; what repeats an objective is kept as a restatement of it."""

    def __init__(self, paper: Paper, spine: Spine) -> None:
        self.paper = paper
        self.spine = spine
        self.stated: list[Statement] = [spine[number] for number in sorted(spine)]
        self.unplaced: list[Place] = []
        self.likeness = Likeness(())

    def add(self, statement: Statement) -> Statement:
        """Take a statement in, or note it as a restatement of one that the paper has already made."""
        known = self._known(statement) if statement.level in {Level.OBJECTIVE, Level.AIM} else None
        if known is not None:
            known.restated.append(statement.place)
            return known
        self.stated.append(statement)
        return statement

    def _known(self, statement: Statement) -> Statement | None:
        words = self.paper.words(statement.place)
        for other in self.stated:
            if other.level not in {Level.OBJECTIVE, Level.AIM} or other.place == statement.place:
                continue
            theirs = self.paper.words(other.place)
            if fold(theirs).rstrip(".") == fold(words).rstrip("."):
                return other
            same_number = wording.plain_code(statement.number) == wording.plain_code(other.number)
            if same_number and statement.number and self.likeness.score(words, theirs) >= SAME_OBJECTIVE:
                return other
        return None

    @property
    def last_activity(self) -> Statement | None:
        """The activity that was read last."""
        return next((s for s in reversed(self.stated) if s.level is Level.ACTIVITY), None)

    def coded(self, codes: Sequence[str]) -> Statement | None:
        """The objective of this paper that has one of these codes."""
        by_code = {wording.plain_code(s.number): s for s in self.stated if s.level is Level.OBJECTIVE and s.number}
        return next((by_code[code] for code in codes if code in by_code), None)


def read_prose(reading: Reading) -> None:
    """Read every paragraph and list that is not in a table."""
    paper = reading.paper
    groups = paper.groups
    for case in (s for s in paper.document.sections if is_case_study(s) and not _inside_case(paper, s)):
        _case_study(reading, case)
    for nth, group in enumerate(groups):
        section = paper.section(group[0].section)
        if any(is_case_study(s) for s in paper.above(section.number)) or _is_display(paper.words(whole(group))):
            continue
        objective = owner(paper, reading.spine, section.number)
        if is_labelled(paper, group):
            for statement in read_labelled(paper, group, objective, reading.last_activity):
                reading.add(statement)
        elif objective is not None:
            _under_objective(reading, objective, section, group)
        else:
            _elsewhere(reading, section, group, groups[nth - 1] if nth else ())


def _is_display(words: str) -> bool:
    """Whether a text is set in capitals to catch the eye: it repeats what is told elsewhere, and is never quoted."""
    return len(words.split()) >= DISPLAY_WORDS and words.isupper()


def _inside_case(paper: Paper, section: Section) -> bool:
    return section.parent >= 0 and any(is_case_study(s) for s in paper.above(section.parent))


def _case_study(reading: Reading, section: Section) -> None:
    """A case study belongs to the objective that it stands under; one under none has no row."""
    objective = owner(reading.paper, reading.spine, section.number)
    if objective is not None:
        objective.case_studies.append(reading.paper.heading(section)[0])


def _under_objective(reading: Reading, objective: Statement, section: Section, group: Sequence[Unit]) -> None:
    paper = reading.paper
    items = group[0].role is Role.ITEM
    quotes = [Place(u.start, u.end, u.section) for u in group] if items else [whole(group)]
    told = _told(section, group[0])
    if told is Kind.PROGRESS:
        objective.progress += quotes
    elif told is Kind.GAP:
        objective.gaps += quotes
    elif told is Kind.COMMITMENT and not _is_wording(objective, group):
        _activities(reading, objective, section, group, quotes)
        return
    else:
        objective.elsewhere += [_place(u) for u in group if any(status_words(paper.words(u)))]
    objective.next_steps += [_place(u) for u in group if wording.WILL.search(paper.words(u))]


def _told(section: Section, unit: Unit) -> Kind:
    """What a group under an objective tells: its section says it, or where that is the objective's own, its lead-in."""
    if section.kind is not Kind.OBJECTIVE:
        return section.kind
    if unit.role is Role.ITEM and unit.kind is Kind.OBJECTIVE:
        return Kind.COMMITMENT  # a plain list under an objective says how it will be met
    return unit.kind


def _is_wording(objective: Statement, group: Sequence[Unit]) -> bool:
    return any(u.start == objective.place.start for u in group)


def _activities(
    reading: Reading, objective: Statement, section: Section, group: Sequence[Unit], quotes: Sequence[Place]
) -> None:
    """What an objective's section says will be done: each is an activity of that objective."""
    paper = reading.paper
    lead = group[0].lead
    words = [paper.words(q) for q in quotes]
    if group[0].role is Role.ITEM and (wording.topics_only(words) or wording.restates_duty(lead, words)):
        return
    for place, said in zip(quotes, words, strict=True):
        if said.endswith(":") or len(said.split()) < PARAGRAPH_WORDS or group[0].kind is Kind.QUESTION:
            continue
        reading.add(
            Statement(
                Level.ACTIVITY, place, lead_in=lead, parent=objective, aim=objective.aim, due=wording.due_in(said)
            )
        )


def _elsewhere(reading: Reading, section: Section, group: Sequence[Unit], before: Sequence[Unit]) -> None:
    """What stands under no objective: objectives themselves, plans, and what was achieved."""
    if group[0].role is Role.ITEM:
        _list(reading, section, group)
        return
    paper = reading.paper
    if before and before[-1].section == section.number and before[-1].role is Role.PARAGRAPH:
        led = paper.words(before[-1])
        if wording.STATEMENT_LEAD.search(led):
            reading.add(Statement(Level.AIM, whole(group), lead_in=led))
            return
    for unit in group:
        words = paper.words(unit)
        code, rest = coded_line(paper, section.number, words)
        if code:
            place = without_code(paper, _place(unit), rest)
            aim = aim_over(paper, reading.spine, section.number)
            reading.add(Statement(Level.OBJECTIVE, place, code, aim=aim, due=wording.due_in(rest)))
        elif wording.ANNOUNCED.search(words):
            note = "Announced here; this paper does not give its wording."
            reading.add(Statement(Level.AIM, _place(unit), notes=[note]))


def _list(reading: Reading, section: Section, group: Sequence[Unit]) -> None:
    paper = reading.paper
    words = [paper.words(u) for u in group]
    lead = group[0].lead
    kinds = {u.kind for u in group}
    level = _list_level(section, group, lead)
    if wording.restates_duty(lead, words) or kinds == {Kind.QUESTION} or level is None:
        return
    if wording.topics_only(words):
        return
    aim = aim_over(paper, reading.spine, section.number) or _aim_before(reading, group[0])
    for unit, said in zip(group, words, strict=True):
        codes = wording.codes_in(said)
        place = _place(unit)
        if level is Level.OBJECTIVE:
            code, rest = wording.code_of(said)
            number = code or unit.paragraph.rstrip(".:" if "(" in unit.paragraph else ".):")
            reading.add(Statement(level, without_code(paper, place, rest) if code else place, number, lead, aim=aim))
        elif Kind.PROGRESS in kinds:
            objective = reading.coded(codes)
            (objective.progress if objective else reading.unplaced).append(place)
        else:
            reading.add(
                Statement(
                    level,
                    place,
                    lead_in=lead,
                    aim=aim,
                    parent=reading.coded(codes) if level is Level.ACTIVITY else None,
                    codes=codes,
                    due=wording.due_in(said),
                )
            )


def _list_level(section: Section, group: Sequence[Unit], lead: str) -> Level | None:
    """What the items of a list under no objective are, by lead-in and title; None where they commit to nothing."""
    title = section.path[-1] if section.path else ""
    kinds = {u.kind for u in group}
    numbered = all(u.paragraph[:1].isdigit() and u.role is Role.ITEM for u in group) and len(group) > 1
    if section.kind in {Kind.CONTACT, Kind.DEFINITION, Kind.DUTY, Kind.TIMETABLE, Kind.DECISION}:
        return None
    if wording.PRINCIPLES.search(lead) or wording.PRINCIPLES.search(title):
        return Level.PRINCIPLE
    if numbered and lead and wording.NUMBERED_LEAD.search(lead) and Kind.PROGRESS not in kinds:
        return Level.OBJECTIVE
    named = wording.NAMED_LEAD.search(lead)
    if named and not kinds & {Kind.PROGRESS, Kind.GAP} and not wording.year_of_plan(lead):
        return Level.OBJECTIVE
    if named or kinds & {Kind.COMMITMENT, Kind.PROGRESS}:
        return Level.ACTIVITY
    return None


def _aim_before(reading: Reading, unit: Unit) -> Statement | None:
    """The aim stated last before a list in the same section."""
    found = [
        s
        for s in reading.stated
        if s.level is Level.AIM and s.place.section == unit.section and s.place.start < unit.start and s.lead_in
    ]
    return found[-1] if found else None


def _place(unit: Unit) -> Place:
    return Place(unit.start, unit.end, unit.section)
