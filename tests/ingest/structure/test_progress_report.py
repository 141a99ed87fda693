"""The annual progress report of the bundled corpus: every count that a careful reader made of it."""

from __future__ import annotations

import pytest

from ingest.records import Document, Kind, Role, Section
from ingest.sentences import sentence_spans
from tests.ingest.structure.papers import line, lines, section_of, seed_document, with_role, words

NUMBERS = [*range(1, 8), *range(9, 19)]
# Progress blocks (paragraphs and bullets), their sentences where no bullet is counted, gap blocks.
COUNTS = {
    1: (2, 1), 2: (5, 1), 3: (3, 1), 4: (7, 1), 5: (5, 1), 6: (2, 1), 7: (2, 1),
    9: (1, 1), 10: (1, 1), 11: (1, 1), 12: (1, 1), 13: (6, 1), 14: (2, 3), 15: (2, 1), 16: (3, 1), 17: (1, 1),
    18: (1, 1),
}  # fmt: skip
CONTENTS = {
    1: 5, 2: 7, 3: 9, 4: 10, 5: 13, 6: 15, 7: 17, 8: 18, 9: 21, 10: 22, 11: 23, 12: 25, 13: 26, 14: 27, 15: 28,
    16: 29, 17: 30, 18: 30, 19: 31,
}  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Document:
    return seed_document("001")


def numbered(report: Document, kind: Kind) -> dict[int, Section]:
    return {int(s.paragraph): s for s in report.sections if s.paragraph.isdigit() and s.kind is kind}


def under(report: Document, number: int, kind: Kind) -> list[Section]:
    """The sections of a kind right under the objective with this number."""
    owner = next(s for s in report.sections if s.paragraph == str(number))
    return [s for s in report.sections if s.parent == owner.number and s.kind is kind]


def blocks(report: Document, section: Section) -> int:
    inside = [b for b in with_role(report, Role.PARAGRAPH, Role.ITEM) if section_of(report, b) == section]
    return len(inside)


def test_seventeen_objectives_and_two_priorities(report: Document) -> None:
    """Numbers 1 to 7 and 9 to 18 are objectives; 8 and 19 are priorities for the next year."""
    assert sorted(numbered(report, Kind.OBJECTIVE)) == NUMBERS
    assert sorted(numbered(report, Kind.COMMITMENT)) == [8, 19]


def test_objectives_stand_under_their_overarching_one(report: Document) -> None:
    """Seven for the community, ten for the workforce, whatever the dress of their headings."""
    owners = {n: report.sections[s.parent].path[-1] for n, s in numbered(report, Kind.OBJECTIVE).items()}
    assert {n for n, title in owners.items() if title.startswith("COMMUNITY")} == set(range(1, 8))
    assert {n for n, title in owners.items() if title.startswith("WORKFORCE")} == set(range(9, 19))


@pytest.mark.parametrize("number", NUMBERS)
def test_progress_and_gap_blocks_of_each_objective(report: Document, number: int) -> None:
    """Paragraphs joined over page ends, plus bullets; pull quotes left out."""
    progress, gaps = under(report, number, Kind.PROGRESS), under(report, number, Kind.GAP)
    assert len(progress) == len(gaps) == 1
    assert (blocks(report, progress[0]), blocks(report, gaps[0])) == COUNTS[number]


def test_totals_of_progress_and_gaps(report: Document) -> None:
    """45 progress blocks and 19 gap blocks in all."""
    sections = [s for n in NUMBERS for s in under(report, n, Kind.PROGRESS)]
    assert sum(blocks(report, s) for s in sections) == 45
    assert sum(blocks(report, s) for n in NUMBERS for s in under(report, n, Kind.GAP)) == 19


def test_sentences_of_progress(report: Document) -> None:
    """The paragraphs of progress hold 67 sentences."""
    sections = {s.number for n in NUMBERS for s in under(report, n, Kind.PROGRESS)}
    paragraphs = [b for b in with_role(report, Role.PARAGRAPH) if section_of(report, b).number in sections]
    assert sum(len(sentence_spans(report.text[b.start : b.end])) for b in paragraphs) == 67


def test_twenty_nine_activities_for_year_two(report: Document) -> None:
    """Each list item in the cells of the two priorities tables is one commitment with its priority as lead-in."""
    by_priority: dict[str, int] = {}
    sections = {s.number: n for n, s in numbered(report, Kind.COMMITMENT).items()}
    for unit in report.units:
        if unit.section in sections and unit.role is Role.ITEM:
            assert unit.kind is Kind.COMMITMENT
            assert unit.lead_span is not None
            by_priority[report.text[slice(*unit.lead_span)]] = (
                by_priority.get(report.text[slice(*unit.lead_span)], 0) + 1
            )
    assert list(by_priority.values()) == [4, 3, 1, 1, 5, 3, 1, 11]


def test_activities_are_clean_of_markup(report: Document) -> None:
    """No bullet, tag or entity is left in what is read; the ampersand that was written as an entity is one."""
    items = [words(report, u) for u in report.units if u.role is Role.ITEM]
    assert not any("<" in w or "•" in w or "&amp;" in w for w in items)
    assert any("Health & Wellbeing" in words(report, u) for u in report.units if u.role is Role.ROW)


def test_six_case_studies_under_their_objectives(report: Document) -> None:
    """The heading "CASE STUDY:" does not break the stack, and its title is the line after it."""
    studies = [s for s in report.sections if s.kind is Kind.CASE_STUDY]
    owners = [report.sections[s.parent].paragraph for s in studies]
    assert owners == ["1", "2", "4", "5", "6", "11"]
    names = ["Community Supermarkets", "Sport for All", "whole-systems", "Bystander", "Insight Packs", "Autistic"]
    for study, name in zip(studies, names, strict=True):
        assert name in study.path[-1]


def test_fifteen_glossary_rows(report: Document) -> None:
    """Short form and long form, each row a definition and an abbreviation."""
    rows = [u for u in report.units if u.kind is Kind.DEFINITION and u.role is Role.ROW]
    assert len(rows) == 15
    known = dict(report.abbreviations)
    for unit in rows:
        short, _, long = words(report, unit).partition(" ")
        assert known[short].lower() == long.lower(), short


def test_nine_pull_quotes_are_linked_to_their_sentences(report: Document) -> None:
    """None of them is a unit; each points at the line of the sentence that it repeats."""
    quotes = with_role(report, Role.PULL_QUOTE)
    linked = [(line(report, q.start), line(report, q.repeats[0])) for q in quotes if q.repeats]
    assert linked == [
        (103, 101), (216, 212), (255, 251), (306, 304), (403, 389), (432, 424), (458, 454), (537, 526), (539, 526),
    ]  # fmt: skip
    for quote in quotes:
        assert not any(u.start < quote.end and quote.start < u.end for u in report.units)


def test_twelve_joins_and_no_false_one(report: Document) -> None:
    """Sentences that a page end cut are one block; real paragraphs without a full stop stay apart."""
    plain = [b for b in with_role(report, Role.PARAGRAPH, Role.ITEM) if not b.hard_break]
    joined = [pair for pair in lines(report, plain) if pair[0] != pair[1]]
    assert joined == [
        (42, 44), (73, 75), (93, 95), (136, 138), (158, 160), (202, 204), (206, 208), (373, 375), (424, 426),
        (450, 452), (486, 488), (610, 612),
    ]  # fmt: skip
    starts = {line(report, b.start) for b in report.blocks}
    assert {270, 272, 237, 239, 294, 296} <= starts


def test_a_list_over_a_page_end_is_one(report: Document) -> None:
    """The four bullets of the second objective share list, group and lead-in."""
    items = [b for b in with_role(report, Role.ITEM) if 120 <= line(report, b.start) <= 124]
    assert len(items) == 4
    assert len({b.list_id for b in items}) == 1
    units = [u for u in report.units if u.role is Role.ITEM and 120 <= line(report, u.start) <= 124]
    assert len({u.group for u in units}) == 1
    assert len({u.lead for u in units}) == 1


def test_the_contents_list_gives_pages_and_no_units(report: Document) -> None:
    """Titles are mapped to the printed pages; parts inherit the page of their whole."""
    found = {int(s.paragraph): s.page for s in report.sections if s.paragraph.isdigit()}
    assert found == CONTENTS
    contents = with_role(report, Role.CONTENTS)
    assert len(contents) >= 22
    assert not any(u.start < b.end and b.start < u.end for b in contents for u in report.units)
    for section in report.sections:
        if section.parent >= 0 and report.sections[section.parent].paragraph:
            assert section.page == report.sections[section.parent].page


def test_items_that_start_with_a_number_are_no_objectives(report: Document) -> None:
    """ "- 1. Improving mental health and wellbeing**" is a bullet, its stray marks left out."""
    items = [words(report, u) for u in report.units if 184 <= line(report, u.start) <= 188]
    assert len(items) == 5
    assert all("*" not in item and item[0].isalpha() for item in items)


def test_rules_and_furniture_are_no_units(report: Document) -> None:
    """Not the horizontal rules, not the one inside a table."""
    assert not any(set(words(report, u)) <= set("-–—* ") for u in report.units)
    tables = {b.table for b in with_role(report, Role.ROW) if 342 <= line(report, b.start) <= 355}
    assert len(tables) == 1


def test_the_papers_own_facts(report: Document) -> None:
    """Title, council and date as the paper itself gives them."""
    facts = report.facts
    assert (facts.title, facts.council, facts.date, facts.type) == (
        "PROGRESS AGAINST OUR EQUALITY OBJECTIVES 2023",
        "Essex County Council",
        "2023-07",
        "progress report",
    )


def test_the_issuer_block_is_contact(report: Document) -> None:
    """The last lines, under whatever heading, are no part of the glossary."""
    tail = [u for u in report.units if line(report, u.start) >= 645]
    assert tail
    assert {u.kind for u in tail} == {Kind.CONTACT}
