"""What an officer gives: read from files and forms, with every fault named."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from assistant.assessment import Proposal, ProposalError, proposal_of, read_proposal
from assistant.assessment.proposal import groups_for

GIVEN = {"title": "Close a library", "proposal": "Close Fenwick library."}


def faults(**fields: object) -> str:
    with pytest.raises(ProposalError) as caught:
        proposal_of({**GIVEN, **fields})
    return str(caught.value)


def test_title_and_proposal_are_enough() -> None:
    assert proposal_of(GIVEN) == Proposal("Close a library", "Close Fenwick library.")


def test_a_toml_and_a_json_file_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(
        'title = "T"\nproposal = "P"\ndecision_date = 2027-03-12\nplaces = ["Fenwick"]\n', encoding="utf-8"
    )
    (tmp_path / "p.json").write_text(
        json.dumps({"title": "T", "proposal": "P", "decision_date": "12/03/2027", "places": "Fenwick"}),
        encoding="utf-8",
    )
    assert read_proposal(tmp_path / "p.toml") == read_proposal(tmp_path / "p.json")


@pytest.mark.parametrize(
    "date", ["2027-03-12", "12/03/2027", "12 March 2027", "12th march 2027", datetime.date(2027, 3, 12)]
)
def test_dates_are_read_as_they_are_written_here(date: object) -> None:
    assert proposal_of({**GIVEN, "decision_date": date}).decision_date == "2027-03-12"


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(ProposalError) as caught:
        proposal_of({"title": " ", "decision_date": "soon", "colour": "red"})
    assert len(caught.value.faults) == 4
    for words in ("title", "proposal", "soon", "colour"):
        assert words in str(caught.value)


@pytest.mark.parametrize("field", ["impact", "relevance", "conclusion", "sign_off", "monitoring"])
def test_what_the_officer_judges_is_refused(field: str) -> None:
    """The program takes no answer to what is the officer's to judge, and has no field to put one into."""
    assert "for the officer to judge" in faults(**{field: "No impact."})
    assert field not in Proposal.__dataclass_fields__


def test_an_unknown_characteristic_is_named_with_the_known_ones() -> None:
    words = faults(groups=["hair colour"])
    assert "hair colour" in words
    assert "gender reassignment" in words
    assert "extra_groups" in words


def test_groups_are_known_by_name_or_title() -> None:
    found = proposal_of({**GIVEN, "groups": ["Sex", "gender_reassignment", "socio-economic disadvantage"]})
    assert found.groups == ("sex", "gender reassignment", "socio economic")


def test_a_council_adds_groups_of_its_own() -> None:
    added = {"name": "Students", "words": ["student"]}
    found = groups_for(proposal_of({**GIVEN, "extra_groups": [added], "groups": ["carers"]}))
    assert [g.title for g in found[9:]] == ["Carers", "Students"]
    assert found[-1].found_in("Most students walk.") == ("students",)
    assert "already" in faults(extra_groups=[{"name": "Age", "words": ["age"]}])
    assert "extra_groups" in faults(extra_groups=[{"words": ["x"]}])


@pytest.mark.parametrize(
    ("field", "value"), [("name", "AIE"), ("title", 7), ("places", [7]), ("proposal", "x" * 20_001)]
)
def test_a_wrong_value_is_named(field: str, value: object) -> None:
    assert f"“{field}”" in faults(**{field: value})


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("p.toml", b"title = ", "not TOML"),
        ("p.json", b"[1]", "not an object"),
        ("p.json", b"{", "not JSON"),
        ("p.toml", b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ProposalError, match=words) as caught:
        read_proposal(tmp_path / name)
    assert name in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProposalError, match="cannot be read"):
        read_proposal(tmp_path / "none.toml")
