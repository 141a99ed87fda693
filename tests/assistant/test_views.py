from __future__ import annotations

from assistant.views import Paper
from ingest.library import Library
from ingest.records import Document, Facts, Kind, Role, Section, Unit


def test_a_section_looked_at_alone_is_as_among_all(papers: Library) -> None:
    """Whatever was looked at before, the views of a section are the same, and all of them stand in reading order."""
    for row in papers.rows():
        document = papers.document(row.id)
        alone = {s.number: Paper(document).of_section(s.number) for s in document.sections}
        whole = Paper(document)
        assert [v.unit for v in whole.views] == list(document.units)
        assert all(whole.of_section(number) == views for number, views in alone.items())


def test_counts_say_how_many_units_of_a_section_hold_a_stem() -> None:
    """A stem that stands twice in one unit counts once; other sections do not count."""
    text = "Pay and pay. Pay gap. Pay."
    spans = [(0, 12), (13, 21), (22, 26)]
    units = [Unit(a, b, Role.PARAGRAPH, section, section) for (a, b), section in zip(spans, [0, 0, 1], strict=True)]
    sections = (Section(0, -1, (), 0, 21), Section(1, -1, ("Pay",), 22, 26))
    paper = Paper(Document("d", "d.txt", "", Facts(), text, (), (), sections, tuple(units)))
    assert paper.counts(0) == {"pay": 2, "gap": 1}
    assert paper.counts(1) == {"pay": 1}
    assert paper.views[0].unit.kind is Kind.UNKNOWN
    assert not paper.views[0].figure


def test_a_unit_that_names_four_characteristics_is_about_the_nine() -> None:
    """Four of the protected characteristics make a list of them; three do not."""
    four, three = "Age, disability, race and sex.", "Age, disability and race."
    text = f"{four} {three}"
    spans = [(0, len(four)), (len(four) + 1, len(text))]
    units = tuple(Unit(a, b, Role.PARAGRAPH, 0, n) for n, (a, b) in enumerate(spans))
    views = Paper(Document("d", "d.txt", "", Facts(), text, (), (), (Section(0, -1, (), 0, len(text)),), units)).views
    assert [v.enumerates for v in views] == [True, False]
    assert "nine" in views[0].own_set
    assert "nine" not in views[1].own_set
