"""Drafts over the papers of the corpus, and over libraries with little in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.assessment import AssessmentError, Assessments, Draft, EvidenceKind
from assistant.assessment.groups import nine, spoken_of
from assistant.assessment.records import OfficerSection, RemarkKind
from assistant.assessment.store import from_json, to_json
from ingest.library import Library
from ingest.words import fold, readable
from tests.conftest import Corpus

BUS = {
    "title": "Withdraw an evening bus service in Tendring",
    "proposal": "Stop the subsidised journeys after 7 pm on weekdays.",
    "council": "Essex",
    "places": ["Tendring"],
    "services": ["evening bus service", "public transport"],
    "groups": ["carers", "socio economic"],
}
TODAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def work(papers: Library) -> Assessments:
    return Assessments(papers)


@pytest.fixture(scope="module")
def draft(work: Assessments) -> Draft:
    return work.draft(BUS, today=TODAY)


def test_each_of_the_nine_is_there_and_what_is_silent_is_empty(draft: Draft) -> None:
    found = {g.name: g for g in draft.groups}
    assert [g.name for g in draft.groups[:9]] == [g.name for g in nine()]
    assert [g.name for g in draft.groups[9:]] == ["carers", "socio economic"]
    silent = {name for name, group in found.items() if not group.evidence}
    assert {"gender reassignment", "marriage and civil partnership"} <= silent
    assert not {"age", "disability", "race", "religion or belief", "sex", "sexual orientation"} & silent
    assert found["pregnancy and maternity"].keys


def test_every_quote_stands_word_for_word_in_a_paper_of_the_council(draft: Draft, papers: Library) -> None:
    assert len(draft.all_evidence) > 40
    for evidence in draft.all_evidence:
        citation = evidence.citation
        text = papers.document(citation.document).text[citation.start : citation.end]
        assert fold(citation.quote) == fold(text)
        assert citation.council == "Essex County Council"


def test_no_quote_stands_under_a_characteristic_that_it_does_not_speak_of(draft: Draft) -> None:
    """Every quote has a sentence that speaks of its group, by itself or under its lead-in."""
    for group in draft.groups[:9]:
        for evidence in group.evidence:
            whole = f"{evidence.lead} {readable(evidence.citation.quote)}"
            assert group.name in spoken_of(whole, groups=nine()) or evidence.because, whole
            assert all(word in whole for word in evidence.because), whole


def test_what_is_nearest_to_the_proposal_comes_first(draft: Draft) -> None:
    found = {g.name: g for g in draft.groups}
    assert "public transport" in found["sex"].evidence[0].citation.quote
    assert "public transport" in found["disability"].evidence[0].citation.quote
    assert any("81% of women" in e.citation.quote for e in found["sex"].evidence)
    assert any("Tendring" in e.citation.quote for e in draft.context)
    assert any("public transport" in e.citation.quote for e in draft.commitments)
    assert {e.kind for e in draft.commitments} <= {
        EvidenceKind.COMMITMENT,
        EvidenceKind.OBJECTIVE,
        EvidenceKind.STATISTIC,
    }


def test_engagement_that_was_done_stands_apart_from_what_is_planned(draft: Draft) -> None:
    assert any("A survey was carried out" in e.citation.quote for e in draft.engagement)
    assert any("Community Involvement Panels" in e.citation.quote for e in draft.engagement_planned)


def test_gaps_name_what_is_missing(draft: Draft) -> None:
    gaps = {(g.group, g.text) for g in draft.gaps}
    assert ("gender reassignment", "No evidence found in the loaded documents.") in gaps
    assert ("race", "No figure among the quotes shown.") in gaps
    assert any(group == "sex" and "Tendring" in text for group, text in gaps)


def test_officers_sections_have_no_place_for_an_answer(draft: Draft) -> None:
    assert {s.key for s in draft.officer} >= {"relevance", "impact", "conclusion", "sign_off", "monitoring"}
    assert set(OfficerSection.__dataclass_fields__) == {"key", "title", "guidance"}
    assert "human_rights" not in {s.key for s in draft.officer}


def test_an_ehria_has_a_section_on_human_rights(work: Assessments) -> None:
    draft = work.draft({**BUS, "name": "ehria"}, today=TODAY)
    assert "human_rights" in {s.key for s in draft.officer}


@pytest.mark.parametrize(("when", "warned"), [("2026-10-31", True), ("2026-11-01", False), ("2027-03-12", False)])
def test_a_decision_date_that_has_passed_is_warned_of(work: Assessments, when: str, warned: bool) -> None:
    remarks = work.draft({**BUS, "decision_date": when}, today=TODAY).remarks
    assert any(r.kind is RemarkKind.WARNING and "has passed" in r.text for r in remarks) == warned


def test_a_place_that_no_paper_names_is_said(work: Assessments) -> None:
    remarks = work.draft({**BUS, "places": ["Tendring", "Narnia"]}, today=TODAY).remarks
    assert any("Narnia" in r.text and "Tendring" not in r.text for r in remarks)


def test_councils_are_known_by_short_name_and_never_guessed(work: Assessments) -> None:
    assert (
        work.draft({**BUS, "council": "leicestershire"}, today=TODAY).proposal.council
        == "Leicestershire County Council"
    )
    with pytest.raises(AssessmentError, match=r"Narnia.*Essex County Council"):
        work.draft({**BUS, "council": "Narnia"})
    with pytest.raises(AssessmentError, match="several councils"):
        work.draft({**BUS, "council": ""})


def test_same_proposal_same_draft(work: Assessments, draft: Draft) -> None:
    assert work.draft(BUS, today=TODAY) == draft


def test_a_draft_is_the_same_after_json(draft: Draft) -> None:
    assert from_json(to_json(draft)) == draft


def test_a_slide_deck_gives_an_honest_mostly_blank_draft(work: Assessments) -> None:
    draft = work.draft({**BUS, "council": "Leicestershire"}, today=TODAY)
    assert sum(bool(g.evidence) for g in draft.groups[:9]) <= 5
    assert all("EO1" in e.citation.quote for g in draft.groups[:9] for e in g.evidence)


def test_an_empty_library_is_said(library: Library) -> None:
    with pytest.raises(AssessmentError, match="No papers are loaded"):
        Assessments(library).draft(BUS)


def test_one_council_need_not_be_named(library: Library, corpus: Corpus) -> None:
    library.sync([corpus({"a.md": "# Plan\n\nBorset County Council, May 2024\n\nOlder people use the night bus.\n"})])
    draft = Assessments(library).draft({**BUS, "council": ""})
    assert draft.proposal.council == "Borset County Council"
    assert any(r.kind is RemarkKind.ASSUMPTION for r in draft.remarks)


def test_a_saved_draft_shows_what_is_new_after_new_papers(library: Library, corpus: Corpus, tmp_path: Path) -> None:
    first = "# Plan\n\nBorset County Council, May 2024\n\nOlder people use the night bus.\n"
    library.sync([corpus({"a.md": first})])
    work = Assessments(library)
    id = work.save(work.draft({**BUS, "council": "Borset"}))
    assert not work.reopen(id).changed
    second = "# Report\n\nBorset County Council, June 2025\n\nSix in ten women feel unsafe at the bus stop.\n"
    library.sync([corpus({"b.md": second})])
    opened = work.reopen(id)
    assert [g.name for g in opened.new] == ["sex"]
    assert [p.file for p in opened.new_papers] == ["b.md"]
    assert not opened.gone
    library.remove("a.md")
    opened = work.reopen(id)
    assert [g.name for g in opened.gone] == ["age"]
    assert [saved.id for saved in work.saved()] == [id]
    work.delete(id)
    assert work.saved() == ()


def test_a_broken_saved_draft_is_named_and_hides_no_other(library: Library, corpus: Corpus) -> None:
    library.sync([corpus({"a.md": "# Plan\n\nBorset County Council, May 2024\n\nOlder people use the night bus.\n"})])
    work = Assessments(library)
    id = work.save(work.draft({**BUS, "council": "Borset"}))
    (library.home / "assessments" / "broken.json").write_text("{", encoding="utf-8")
    assert [saved.id for saved in work.saved()] == [id]
    with pytest.raises(AssessmentError, match="broken"):
        work.load("broken")
    with pytest.raises(AssessmentError, match=id):
        work.load("none")
    with pytest.raises(AssessmentError, match="no name"):
        work.load("../settings")


def test_a_self_assessment_has_the_parts_of_its_version_and_no_level(work: Assessments) -> None:
    found = work.self_assessment("Essex", today=TODAY)
    assert [p.title for p in found.parts] == [
        "Understanding and working with your communities",
        "Leadership, partnership and organisational commitment",
        "Responsive services and customer care",
        "Diverse and engaged workforce",
    ]
    census = next(a for a in found.parts[0].aspects if "Census" in a.title)
    assert all("census" in e.citation.quote.lower() for e in census.evidence[:2])
    assert len(work.self_assessment("Essex", "earlier", today=TODAY).parts) == 5
    with pytest.raises(AssessmentError, match="2021, earlier"):
        work.self_assessment("Essex", "1999")
